# SPDX-License-Identifier: MIT
# What `cmake --install` installs: headers, libraries, the tool, and the files by which CMake and pkg-config find them.

# GNUInstallDirs asks where Debian keeps libraries of this architecture; a compiler without libc cannot tell CMake.
if(NOT CMAKE_LIBRARY_ARCHITECTURE)
    execute_process(COMMAND ${CMAKE_C_COMPILER} -print-multiarch OUTPUT_VARIABLE CMAKE_LIBRARY_ARCHITECTURE
        ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# arch/ lies beside include/ in the tree, and in include/rawmap/ where it is installed: rawmap/core/inner_arch.h knows.
install(FILES include/rawmap.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY include/rawmap/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/rawmap
    FILES_MATCHING PATTERN "*.h")
install(DIRECTORY arch/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/rawmap/arch FILES_MATCHING PATTERN "*.h")

install(TARGETS ${rawmap_libraries} EXPORT rawmap
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
    INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
if(RAWMAP_TOOL)
    install(TARGETS rawmap_tool RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

set(rawmap_package ${CMAKE_INSTALL_LIBDIR}/cmake/rawmap)
install(EXPORT rawmap NAMESPACE rawmap:: FILE rawmapTargets.cmake DESTINATION ${rawmap_package})
file(CONFIGURE OUTPUT rawmapConfig.cmake @ONLY CONTENT
    "include(\"\${CMAKE_CURRENT_LIST_DIR}/rawmapTargets.cmake\")\n")
set(rawmap_compatible SameMajorVersion)
if(PROJECT_VERSION_MAJOR EQUAL 0)
    set(rawmap_compatible SameMinorVersion)
endif()
write_basic_package_version_file("${PROJECT_BINARY_DIR}/rawmapConfigVersion.cmake" COMPATIBILITY ${rawmap_compatible})
install(FILES "${PROJECT_BINARY_DIR}/rawmapConfig.cmake" "${PROJECT_BINARY_DIR}/rawmapConfigVersion.cmake"
    DESTINATION ${rawmap_package})

# pkg-config: relative to the file itself, so that the installed tree can be moved.
foreach(dir INCLUDEDIR LIBDIR)
    set(rawmap_${dir} "${CMAKE_INSTALL_${dir}}")
    if(NOT IS_ABSOLUTE "${rawmap_${dir}}")
        string(PREPEND rawmap_${dir} "\${prefix}/")
    endif()
endforeach()
set(rawmap_prefix "${CMAKE_INSTALL_PREFIX}")
if(NOT IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
    file(RELATIVE_PATH rawmap_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" /)
    string(PREPEND rawmap_prefix "\${pcfiledir}/")
    string(REGEX REPLACE "/$" "" rawmap_prefix "${rawmap_prefix}")
endif()
file(CONFIGURE OUTPUT rawmap.pc @ONLY CONTENT [[prefix=@rawmap_prefix@
includedir=@rawmap_INCLUDEDIR@
libdir=@rawmap_LIBDIR@

Name: rawmap
Description: @PROJECT_DESCRIPTION@
Version: @PROJECT_VERSION@
Cflags: -I${includedir} -DRAWMAP_LINK
Libs: -L${libdir} -lrawmap
]])
install(FILES "${PROJECT_BINARY_DIR}/rawmap.pc" DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# The manual pages, where there is an awk to write them. SOURCE_DATE_EPOCH makes them the same every day.
find_program(RAWMAP_AWK NAMES awk mawk gawk original-awk)
mark_as_advanced(RAWMAP_AWK)
if(RAWMAP_AWK)
    set(rawmap_man "${PROJECT_BINARY_DIR}/man")
    file(GLOB rawmap_subjects CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/include/rawmap/*.h")
    file(GLOB rawmap_documented CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/include/rawmap/*/*.h")
    string(TIMESTAMP rawmap_date "%B %d, %Y" UTC)
    set(rawmap_awk ${RAWMAP_AWK} -v "version=${PROJECT_VERSION}" -v "date=${rawmap_date}")
    add_custom_command(OUTPUT "${rawmap_man}/man3/rawmap_map.3" "${rawmap_man}/man7/rawmap_subject_map.7"
        COMMAND ${CMAKE_COMMAND} -E make_directory "${rawmap_man}/man3" "${rawmap_man}/man7"
        COMMAND ${rawmap_awk} -v "out=${rawmap_man}/man3" -f "${PROJECT_SOURCE_DIR}/src/manual/pages.awk"
            "${PROJECT_SOURCE_DIR}/include/rawmap/core/causes.h" ${rawmap_documented}
        COMMAND ${rawmap_awk} -v "out=${rawmap_man}/man7" -f "${PROJECT_SOURCE_DIR}/src/manual/overviews.awk"
            ${rawmap_subjects} ${rawmap_documented}
        DEPENDS src/manual/pages.awk src/manual/overviews.awk ${rawmap_subjects} ${rawmap_documented}
        COMMENT "Writing the manual pages" VERBATIM)
    add_custom_target(rawmap_man ALL DEPENDS "${rawmap_man}/man3/rawmap_map.3")
    install(DIRECTORY "${rawmap_man}/" DESTINATION ${CMAKE_INSTALL_MANDIR})
endif()
