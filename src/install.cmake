# SPDX-License-Identifier: MIT
# What `cmake --install` installs, in three components: development (headers, static library, manual, and what finds
# them), runtime (the shared library) and tool.

# GNUInstallDirs asks where Debian keeps libraries of this architecture; a compiler without libc cannot tell CMake.
if(NOT CMAKE_LIBRARY_ARCHITECTURE)
    execute_process(COMMAND ${CMAKE_C_COMPILER} -print-multiarch OUTPUT_VARIABLE CMAKE_LIBRARY_ARCHITECTURE
        ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
include(GNUInstallDirs)

# Half an installation is none: what was not built stops it before its first file.
set(rawmap_built "\"$<TARGET_FILE:rawmap>\"")
if(rawmap_can_share)
    string(APPEND rawmap_built " \"$<TARGET_FILE:rawmap_shared>\"")
endif()
if(RAWMAP_TOOL)
    string(APPEND rawmap_built " \"$<TARGET_FILE:rawmap_tool>\"")
endif()
foreach(component development runtime tool)
    install(CODE "
foreach(built ${rawmap_built})
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
foreach(component development runtime tool)
    install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR}/${component} COMPONENT ${component})
endforeach()

include(src/manual/manual.cmake)
include(src/packaging/found.cmake)
include(src/packaging/packages.cmake)
