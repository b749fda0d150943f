#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Prints every public function that the headers declare, one a line: name, result, parameters, with tabs between;
# parameters are "type name" with ", " between.
set -eu
cd "$(dirname "$0")/../.."
cat include/rawmap/*/*.h | awk '
    /^RAWMAP_API(_OUTLINE)?\([a-z_]+\)( |$)/ { text = ""; reading = 1 }
    reading { text = text " " $0 }
    reading && /;/ {
        reading = 0
        if (text ~ /{/) next
        gsub(/ +/, " ", text)
        sub(/^ RAWMAP_API(_OUTLINE)?\([a-z_]+\) /, "", text)
        sub(/ RAWMAP_I_ONCE\([a-z0-9_]+\)/, "", text)
        sub(/\) RAWMAP_MUST_USE.*/, ")", text)
        match(text, /rawmap_[a-z0-9_]+\(/)
        name = substr(text, RSTART, RLENGTH - 1)
        result = substr(text, 1, RSTART - 1)
        sub(/ $/, "", result)
        parameters = substr(text, RSTART + RLENGTH)
        sub(/\)[ ;]*$/, "", parameters)
        if (parameters == "void") parameters = ""
        print name "\t" result "\t" parameters
    }
    reading && /{/ { reading = 0 }'
