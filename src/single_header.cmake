# SPDX-License-Identifier: MIT
# Makes the library one header:
#
#     cmake [-DABIS="x86_64;aarch64"] [-DSUBJECTS="map;regions"] [-DCOMMENTS=OFF] -P src/single_header.cmake OUTPUT
#
# or -D OUTPUT=... before -P. Without a choice it is the whole library. SUBJECTS bring in those that they need; `above`
# says what stands above the calls, which is regions. A part of a subject, as regions/grow for include/rawmap/regions/grow.h,
# brings in no more than that header includes. Words may be separated by ; or , or blanks, in any order.
#
# Text is handled as whole strings, never as lists: CMake would split C at its semicolons and join it at its brackets.
cmake_minimum_required(VERSION 3.21)
include("${CMAKE_CURRENT_LIST_DIR}/version.cmake")
foreach(part choice comments arch inline)
    include("${CMAKE_CURRENT_LIST_DIR}/single_header/${part}.cmake")
endforeach()
set(part "")

# An error, after which nothing is left.
function(give_up words)
    if(NOT part STREQUAL "")
        file(REMOVE "${part}")
    endif()
    message(FATAL_ERROR "${words}")
endfunction()

# What follows -P and the script.
set(given 0)
set(after -1)
foreach(at RANGE ${CMAKE_ARGC})
    if(after EQUAL -1 AND "${CMAKE_ARGV${at}}" STREQUAL "-P")
        math(EXPR after "${at} + 1")
    elseif(NOT after EQUAL -1 AND at GREATER after AND at LESS CMAKE_ARGC)
        math(EXPR given "${given} + 1")
        if(NOT DEFINED OUTPUT OR given GREATER 1)
            set(OUTPUT "${CMAKE_ARGV${at}}")
        else()
            set(given 2)
        endif()
    endif()
endforeach()
if("${OUTPUT}" STREQUAL "" OR given GREATER 1)
    message(FATAL_ERROR "usage: cmake [-DABIS=ABI,...] [-DSUBJECTS=SUBJECT,...] [-DCOMMENTS=OFF] -P src/single_header.cmake \
OUTPUT\nABIS are the names in arch/select.h; SUBJECTS those in include/rawmap.h, or above, which means regions; or a part of one, as regions/grow.")
endif()
get_filename_component(output "${OUTPUT}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_BINARY_DIR}")
get_filename_component(root "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)
read_choice()

# The head, which says what was chosen.
rawmap_version(version)
file(READ "${root}/LICENSE" licence)
string(STRIP "${licence}" licence)
string(REPLACE "\n" "\n   " licence "${licence}")
string(REPLACE "\n   \n" "\n\n" licence "${licence}")
command_line(command ${abis})
list(JOIN abis " " abis_words)
list(JOIN subjects " " subjects_words)
set(what "the whole library")
set(comments_words "with comments")
if(NOT subjects STREQUAL all_subjects OR NOT abis STREQUAL all_abis)
    set(what "a part of the library")
endif()
if(NOT comments)
    set(comments_words "without comments")
endif()

set(part "${output}.part")
set(seen "")
file(WRITE "${part}" "/* SPDX-License-Identifier: MIT */
/* rawmap ${version}: Linux memory mapping, typed and checked, no libc; ${what} in one header.
   Made by src/single_header.cmake from include/ and arch/: change those, and make it again:

       ${command}

   ABIs: ${abis_words}
   Subjects: ${subjects_words}, ${comments_words}

   ${licence} */
")
inline(rawmap.h "src/single_header.cmake")
file(APPEND "${part}" "\n")
file(RENAME "${part}" "${output}")
