# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The order of the house: house.awk on the tree, and on trees in which something was put into the wrong room.

house() { (cd "$1" && awk -f "$ROOT/tests/lint/house.awk" include/rawmap.h include/rawmap/*.h include/rawmap/*/*.h); }

house . >"$BUILD/house"
same "the headers stand in order" /dev/null "$BUILD/house"

# disorder NAME WORDS FILE LINE: a line more in the header makes house say so.
disorder() {
    local tree=$BUILD/disorder
    rm -rf "$tree" && mkdir "$tree" && cp -r include "$tree/"
    echo "$4" >>"$tree/include/rawmap/$3"
    house "$tree" >"$BUILD/disorder.said"
    try "disorder is seen: $1" grep -F -- "$2" "$BUILD/disorder.said"
}
disorder "an include upwards" "map/protect.h: includes upwards: regions/region.h" map/protect.h '#include "../regions/region.h"'
disorder "a private header of another subject" "includes what is private to map: map/inner_groups.h" look/pages.h \
    '#include "../map/inner_groups.h"'
disorder "a part that includes an umbrella" "look/pages.h: a part includes an umbrella: map.h" look/pages.h '#include "../map.h"'
disorder "an umbrella that reaches into another" "an umbrella includes a part of another subject: core/span.h" look.h \
    '#include "core/span.h"'
disorder "a part without its umbrella" "map/more.h: its umbrella does not include it" map/more.h ''
disorder "a subject that nobody knows" "include/rawmap/attic.h: has no folder" attic.h ''
