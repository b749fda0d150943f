# SPDX-License-Identifier: MIT
# By what the installed library is found: CMake's package files and pkg-config's.

set(rawmap_package ${CMAKE_INSTALL_LIBDIR}/cmake/rawmap)
install(EXPORT rawmap NAMESPACE rawmap:: FILE rawmapTargets.cmake DESTINATION ${rawmap_package} COMPONENT development)
set(rawmap_components headers static)
if(rawmap_shares)
    list(APPEND rawmap_components shared)
endif()
list(JOIN rawmap_components " " rawmap_components)
configure_file(src/packaging/rawmapConfig.cmake.in "${PROJECT_BINARY_DIR}/rawmapConfig.cmake" @ONLY)
configure_file(src/packaging/rawmapConfigVersion.cmake.in "${PROJECT_BINARY_DIR}/rawmapConfigVersion.cmake" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/rawmapConfig.cmake" "${PROJECT_BINARY_DIR}/rawmapConfigVersion.cmake"
    DESTINATION ${rawmap_package} COMPONENT development)

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
# The same without a library: every function inline.
file(CONFIGURE OUTPUT rawmap-headers.pc @ONLY CONTENT [[prefix=@rawmap_prefix@
includedir=@rawmap_INCLUDEDIR@

Name: rawmap-headers
Description: @PROJECT_DESCRIPTION@ (headers only)
Version: @PROJECT_VERSION@
Cflags: -I${includedir}
]])
install(FILES "${PROJECT_BINARY_DIR}/rawmap.pc" "${PROJECT_BINARY_DIR}/rawmap-headers.pc"
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
