# SPDX-License-Identifier: MIT
# The manual: pages of sections 1, 3 and 7, most of them only where RAWMAP_AWK can write them, and the same as HTML by the
# target manual-html, where there is a mandoc; SOURCE_DATE_EPOCH makes them the same every day. And the tables and examples
# in Markdown, as they are.

find_program(RAWMAP_MANDOC NAMES mandoc)
mark_as_advanced(RAWMAP_MANDOC)
set(rawmap_manual "${PROJECT_SOURCE_DIR}/src/manual")
set(rawmap_man "${PROJECT_BINARY_DIR}/man")
file(GLOB rawmap_subjects CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/include/rawmap/*.h")
file(GLOB rawmap_documented CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/include/rawmap/*/*.h")
string(TIMESTAMP rawmap_date "%B %d, %Y" UTC)

# Those that are written by hand.
file(GLOB rawmap_pages CONFIGURE_DEPENDS "${rawmap_manual}/*.[1-8]")
foreach(page ${rawmap_pages})
    get_filename_component(name "${page}" NAME)
    string(REGEX MATCH "[1-8]$" section "${name}")
    configure_file("${page}" "${rawmap_man}/man${section}/${name}" @ONLY)
endforeach()
if(RAWMAP_TOOL)
    install(FILES "${rawmap_man}/man1/rawmap.1" DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT tool)
endif()
install(FILES "${rawmap_man}/man7/rawmap.7" DESTINATION ${CMAKE_INSTALL_MANDIR}/man7 COMPONENT development)
# Pages that are no manual pages: tables and examples.
file(GLOB rawmap_tables CONFIGURE_DEPENDS "${rawmap_manual}/*.md")
install(FILES ${rawmap_tables} DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT development)
if(NOT RAWMAP_AWK)
    return()
endif()

# Those of functions, sets and subjects.
set(rawmap_awk ${RAWMAP_AWK} -v "version=${PROJECT_VERSION}" -v "date=${rawmap_date}")
add_custom_command(OUTPUT "${rawmap_man}/man3/rawmap_map.3" "${rawmap_man}/man7/rawmap_subject_map.7"
    COMMAND ${CMAKE_COMMAND} -E make_directory "${rawmap_man}/man3" "${rawmap_man}/man7"
    COMMAND ${rawmap_awk} -v "out=${rawmap_man}/man3" -v "examples=examples.md examples_system.md examples_values.md regions.md"
        -f sets.awk -f pages.awk "${PROJECT_SOURCE_DIR}/include/rawmap/core/causes.h" ${rawmap_documented}
    COMMAND ${rawmap_awk} -v "out=${rawmap_man}/man7" -f sets.awk -f overviews.awk ${rawmap_subjects} ${rawmap_documented}
    DEPENDS src/manual/sets.awk src/manual/pages.awk src/manual/overviews.awk src/manual/examples.md
        src/manual/examples_system.md src/manual/examples_values.md src/manual/regions.md ${rawmap_subjects} ${rawmap_documented}
    WORKING_DIRECTORY "${rawmap_manual}" COMMENT "Writing the manual pages" VERBATIM)
add_custom_target(rawmap_man ALL DEPENDS "${rawmap_man}/man3/rawmap_map.3")
install(DIRECTORY "${rawmap_man}/man3" "${rawmap_man}/man7" DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT development
    PATTERN "rawmap.7" EXCLUDE)

if(RAWMAP_MANDOC)
    add_custom_target(manual-html
        COMMAND ${CMAKE_COMMAND} "-DMANDOC=${RAWMAP_MANDOC}" "-DMAN=${rawmap_man}" "-DHTML=${PROJECT_BINARY_DIR}/html"
            -P "${rawmap_manual}/html.cmake"
        COMMENT "The manual as HTML: ${PROJECT_BINARY_DIR}/html/index.html" VERBATIM)
    add_dependencies(manual-html rawmap_man)
endif()
