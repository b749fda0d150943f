# SPDX-License-Identifier: MIT
# The manual pages as HTML, with an index:   cmake -DMANDOC=... -DMAN=DIR -DHTML=DIR -P html.cmake
file(REMOVE_RECURSE "${HTML}")
file(MAKE_DIRECTORY "${HTML}")
configure_file("${CMAKE_CURRENT_LIST_DIR}/manual.css" "${HTML}/manual.css" COPYONLY)
file(GLOB pages "${MAN}/man*/*.[1-8]")
list(SORT pages)
file(COPY ${pages} DESTINATION "${HTML}/pages")

# mandoc links to the pages that lie where it runs, and to Linux's elsewhere.
foreach(page ${pages})
    get_filename_component(name "${page}" NAME)
    execute_process(WORKING_DIRECTORY "${HTML}/pages" OUTPUT_FILE "${HTML}/${name}.html" RESULT_VARIABLE failed
        COMMAND "${MANDOC}" -T html 
            -O "style=manual.css,man=%N.%S.html;https://man7.org/linux/man-pages/man%S/%N.%S.html" "${page}")
    if(failed)
        message(FATAL_ERROR "mandoc: ${page}: ${failed}")
    endif()
    # Its way back.
    file(READ "${HTML}/${name}.html" text)
    string(REPLACE "<body>" "<body>\n<p class=\"up\"><a href=\"index.html\">rawmap</a></p>" text "${text}")
    file(WRITE "${HTML}/${name}.html" "${text}")

    # For the index: what it is about.
    file(STRINGS "${page}" brief REGEX "^\\.Nd " LIMIT_COUNT 1)
    string(REGEX REPLACE "^\\.Nd " "" brief "${brief}")
    string(REPLACE "&" "&amp;" brief "${brief}")
    string(REPLACE "<" "&lt;" brief "${brief}")
    string(REGEX MATCH "^(.*)\\.([1-8])$" whole "${name}")
    set(row "<tr><td><a href=\"${name}.html\">${CMAKE_MATCH_1}</a></td><td>${brief}</td></tr>\n")
    if(name MATCHES "^rawmap\\.[17]$")
        string(APPEND first "${row}")
    elseif(name MATCHES "\\.7$")
        string(APPEND subjects "${row}")
    elseif(name MATCHES "^RAWMAP_")
        string(APPEND sets "${row}")
    elseif(name MATCHES "^rawmap_check_")
        string(APPEND checks "${row}")
    else()
        string(APPEND functions "${row}")
    endif()
endforeach()

file(REMOVE_RECURSE "${HTML}/pages")

file(WRITE "${HTML}/index.html" "<!DOCTYPE html>
<html lang=\"en\">
<head>
  <meta charset=\"utf-8\"/>
  <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>
  <link rel=\"stylesheet\" href=\"manual.css\"/>
  <title>rawmap</title>
</head>
<body>
<h1>rawmap</h1>
<table class=\"index\">${first}</table>
<h2>Subjects</h2>
<table class=\"index\">${subjects}</table>
<h2>Sets of names</h2>
<table class=\"index\">${sets}</table>
<h2>Functions</h2>
<table class=\"index\">${functions}</table>
<h2>The verdict of the rules, without the call</h2>
<table class=\"index\">${checks}</table>
</body>
</html>
")
