#!/bin/sh
# SPDX-License-Identifier: MIT
# Every option, as the C compiler has it, for a language that reads no C:
#
#     values.sh rust|python|c INCLUDE_DIRECTORY [COMPILER OPTION...]
#
# Rust gets constants, Python names of a module; c is "NAME VALUE" on each line. The compiler runs for the target, and the
# program that it makes is run: for another architecture add the value of each line by hand, or use bindgen.
set -eu
language=$1
include=$2
shift 2
[ $# -gt 0 ] || set -- cc
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '#include <rawmap_values.h>\n' | "$@" -x c -E -P -I "$include" - | grep -o 'RAWMAP_VALUE_[A-Z0-9_]* =' |
    awk 'BEGIN { print "#include <rawmap_values.h>\n#include <stdio.h>\nint main(void)\n{" }
        { print "    printf(\"%s %u\\n\", \"" $1 "\", (unsigned)" $1 ");" }
        END { print "    return 0;\n}" }' >"$work/values.c"
"$@" -I "$include" "$work/values.c" -o "$work/values"
"$work/values" | case $language in
rust) awk '{ print "pub const " $1 ": u32 = " $2 ";" }' ;;
python) awk '{ print $1 " = " $2 }' ;;
c) cat ;;
*) echo "values.sh: no such language: $language" >&2 && exit 2 ;;
esac
