# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Nothing is left out: a case for each option that a kind lacks, and for each rule that clang can judge.

# Every RAWMAP_HAS_<FAMILY>_<name> that is 0 here, against the table of cases.
printf '#include "rawmap.h"\n' | compile gcc c -E -dM - >"$BUILD/macros"
sed -n 's/^#define RAWMAP_HAS_\([A-Za-z0-9_]*\) 0$/\1/p' "$BUILD/macros" | sort >"$BUILD/lacked"
awk '!/^#/ { for (i = 3; i <= NF; i++) { sub(/\(.*/, "", $i); print $2 "_" $i } }' $here/cases/options.table | sort >"$BUILD/tabled"
same "a case for each option that a kind lacks ($(wc -l <"$BUILD/lacked"))" "$BUILD/lacked" "$BUILD/tabled"

# Every one that is 1 compiles, alone or with the name that it needs beside it.
{
    echo '#include "prelude.h"'
    $here/names.sh <"$BUILD/macros"
} >"$BUILD/units/has.c"
for compiler in "${compilers[@]}"; do
    for language in c c++; do
        ! spared "$compiler" "$language" || continue
        # shellcheck disable=SC2086
        background try "every name that there is ($(grep -c '^void\|^rawmap' "$BUILD/units/has.c")): $compiler $language" \
            compile "$compiler" "$language" -fsyntax-only $warnings "$BUILD/units/has.c"
    done
done

# Every rule of rawmap_map and rawmap_map_file that is IGNORED, GUARDED or REFUSED, against the cases.
rows=
for sort in IGNORED GUARDED REFUSED UNSURE LOOKED TOLD STATE; do
    rows+="#define ROW_$sort(cause, ...) \\\\\\n@ $sort cause @\\n"
done
for call in map map_file; do
    printf '#include "rawmap.h"\n%bRAWMAP_RULES_%s(ROW)\n' "$rows" "${call^^}" |
        compile gcc c -E -P - | tr '@' '\n' | awk '$1 ~ /^(IGNORED|GUARDED|REFUSED)$/ && NF == 2 { print $2 }' | sort -u >"$BUILD/$call.rules"
    sed -n "s/^RAWMAP_\([A-Z0-9_]*\) :: .*rawmap_$call(.*/\1/p; s/^%hidden $call //p" $here/cases/arguments.cases | sort -u >"$BUILD/$call.judged"
    same "a case for each rule that clang judges in rawmap_$call ($(wc -l <"$BUILD/$call.rules"))" "$BUILD/$call.rules" "$BUILD/$call.judged"
done
