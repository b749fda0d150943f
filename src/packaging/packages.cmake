# SPDX-License-Identifier: MIT
# `cmake --build build/release --target uninstall`, and packages by `cpack --config build/release/CPackConfig.cmake`: a .deb
# for each component, and one .tar.gz of all.

if(PROJECT_IS_TOP_LEVEL)
    # What was installed, whole or a component by itself. CMake's own lists are not it: cpack writes its files into them,
    # as if they were in /usr.
    foreach(component ${rawmap_parts})
        install(CODE "
if(NOT \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}\" MATCHES /_CPack_Packages/)
    list(TRANSFORM CMAKE_INSTALL_MANIFEST_FILES PREPEND \"\$ENV{DESTDIR}\" OUTPUT_VARIABLE installed)
    list(JOIN installed \"\\n\" installed)
    file(WRITE \"${PROJECT_BINARY_DIR}/installed_\${CMAKE_INSTALL_COMPONENT}.txt\" \"\${installed}\\n\")
endif()" COMPONENT ${component})
    endforeach()
    add_custom_target(uninstall VERBATIM COMMENT "Removing what was installed"
        COMMAND ${CMAKE_COMMAND} "-DBUILD=${PROJECT_BINARY_DIR}"
            -P "${PROJECT_SOURCE_DIR}/src/packaging/uninstall.cmake")

    set(CPACK_GENERATOR "TGZ;DEB")
    set(CPACK_PACKAGE_NAME rawmap)
    set(CPACK_PACKAGE_VENDOR rawmap)
    set(CPACK_PACKAGE_CONTACT "rawmap")
    set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
    set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
    set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
    set(CPACK_STRIP_FILES ON)
    set(CPACK_ARCHIVE_COMPONENT_INSTALL OFF)
    set(CPACK_COMPONENTS_ALL ${rawmap_parts})
    # Neither the libraries nor the tool need another package.
    set(CPACK_DEB_COMPONENT_INSTALL ON)
    set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
    set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME librawmap-dev)
    set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
    if(rawmap_shares)
        set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "librawmap${rawmap_soversion} (= ${PROJECT_VERSION})")
        set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME "librawmap${rawmap_soversion}")
        set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
    endif()
    set(CPACK_DEBIAN_TOOL_PACKAGE_NAME rawmap)
    set(CPACK_DEBIAN_TOOL_PACKAGE_SECTION utils)
    include(CPack)
endif()
