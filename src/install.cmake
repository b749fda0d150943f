# SPDX-License-Identifier: MIT
# What `cmake --install` installs, in up to three components: development (headers, static library, manual, and what
# finds them), runtime (the shared library) and tool.

# GNUInstallDirs asks where Debian keeps libraries of this architecture; a compiler without libc cannot tell CMake.
if(NOT CMAKE_LIBRARY_ARCHITECTURE)
    execute_process(COMMAND ${CMAKE_C_COMPILER} -print-multiarch OUTPUT_VARIABLE CMAKE_LIBRARY_ARCHITECTURE
        ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
include(GNUInstallDirs)

# What writes the manual, all but rawmap(1) and rawmap(7).
find_program(RAWMAP_AWK NAMES awk mawk gawk original-awk)
mark_as_advanced(RAWMAP_AWK)

# Half an installation is none: what was not built stops it before its first file.
set(rawmap_parts development)
set(rawmap_built "$<TARGET_FILE:rawmap>")
if(RAWMAP_AWK)
    list(APPEND rawmap_built "${PROJECT_BINARY_DIR}/man/man7/rawmap_subject_map.7") # the last that is written
endif()
if(rawmap_shares)
    list(APPEND rawmap_parts runtime)
    list(APPEND rawmap_built "$<TARGET_FILE:rawmap_shared>")
endif()
if(RAWMAP_TOOL)
    list(APPEND rawmap_parts tool)
    list(APPEND rawmap_built "$<TARGET_FILE:rawmap_tool>")
endif()
list(JOIN rawmap_built "\" \"" rawmap_built)
foreach(component ${rawmap_parts})
    install(CODE "
foreach(built \"${rawmap_built}\")
    if(NOT EXISTS \"\${built}\")
        message(FATAL_ERROR \"nothing was installed, since \${built} is not built: cmake --build '${PROJECT_BINARY_DIR}'\")
    endif()
endforeach()" COMPONENT ${component})
endforeach()

# arch/ lies beside include/ in the tree, and in include/rawmap/ where it is installed: rawmap/core/inner_arch.h knows.
install(FILES include/rawmap.h include/rawmap_values.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
install(DIRECTORY include/rawmap/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/rawmap
    COMPONENT development FILES_MATCHING PATTERN "*.h")
install(DIRECTORY arch/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/rawmap/arch
    COMPONENT development FILES_MATCHING PATTERN "*.h")

install(TARGETS ${rawmap_libraries} EXPORT rawmap
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT runtime NAMELINK_COMPONENT development
    INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
if(RAWMAP_TOOL)
    install(TARGETS rawmap_tool RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT tool)
    install(FILES src/packaging/completions/rawmap DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        COMPONENT tool)
endif()

# Each component has the licence.
foreach(component ${rawmap_parts})
    install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR}/${component} COMPONENT ${component})
endforeach()

include(src/manual/manual.cmake)
include(src/packaging/found.cmake)
include(src/packaging/packages.cmake)
