# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Every value of every ABI against the kernel's, both ways. Values are preprocessor facts: the host's preprocessor reads
# all ABIs, so nothing here needs a cross compiler.

# values_program ABI: a file whose preprocessing fails, by name, on every difference.
values_program() {
    awk -F '\t' -v abi="$1" '
        function library(name) {
            return name ~ /^__NR_/ ? "RAWMAP_NR_" substr(name, 6) : "RAWMAP_LINUX_" name
        }
        FILENAME ~ /excluded\.tsv$/ { if ($0 !~ /^#/) excluded[$1] = 1; next }
        /^#/ { next }
        {
            if ($1 in excluded) {
                print "#ifdef " library($1) "\n#error " $1 " is listed as left out, and is there\n#endif"
                next
            }
            value = $2 > 9223372036854775807 ? $2 "u" : $2
            print "#ifndef " library($1) "\n#error " $1 " is missing"
            print "#elif " library($1) " != " value "\n#error " $1 " is not " $2 "\n#endif"
        }
        BEGIN { print "#include \"arch/" abi ".values.h\"" }
    ' tests/abi/excluded.tsv "tests/abi/uapi/$1.tsv"
}

# values_written ABI: arch/ABI.values.h, as the kernel's table has it.
values_written() { awk -v abi="$1" -f tests/abi/values.awk tests/abi/excluded.tsv "tests/abi/uapi/$1.tsv"; }
write_values() {
    local abi text
    for abi in $(ls tests/abi/uapi/*.tsv | sed 's/.*\///; s/\.tsv$//'); do
        text=$(values_written "$abi") || { echo "$text" && return 1; }
        printf '%s\n' "$text" | cmp -s - "arch/$abi.values.h" && continue
        echo "arch/$abi.values.h"
        printf '%s\n' "$text" >"arch/$abi.values.h"
    done
}

# names_of_library ABI, names_of_kernel ABI: the constants that each side has, sorted.
names_of_library() {
    sed -n -E 's/^#define RAWMAP_(NR|LINUX)_([A-Za-z0-9_]+) .*/\1 \2/p' "arch/$1.values.h" |
        sed -e 's/^NR /__NR_/' -e 's/^LINUX //' | sort
}
names_of_kernel() {
    awk -F '\t' 'FILENAME ~ /excluded/ { if ($0 !~ /^#/) excluded[$1] = 1; next }
        !/^#/ && !($1 in excluded) { print $1 }' tests/abi/excluded.tsv "tests/abi/uapi/$1.tsv" | sort
}

# RAWMAP_LINUX_ERRNOS names every errno value once, in ascending order.
errnos_of_library() {
    printf '#include "arch/%s.values.h"\n#define NAME(name) [name]\nRAWMAP_LINUX_ERRNOS(NAME)\n' "$1" |
        cc -E -P -I. -x c - | grep -o '\[[A-Z0-9]*\]' | tr -d '[]' |
        awk -F '\t' 'NR == FNR { value[$1] = $2; next } { print ($1 in value) ? value[$1] : $1 " is no errno" }' \
            "tests/abi/uapi/$1.tsv" -
}
errnos_of_kernel() {
    awk -F '\t' '$1 ~ /^E[A-Z0-9]+$/ { print $2 }' "tests/abi/uapi/$1.tsv" | sort -n -u
}

check_values() {
    local abi at=$BUILD/values name
    mkdir -p "$at"
    for abi in $(sed -n 's/^#include "\(.*\)\.h"$/\1/p' arch/select.h); do
        [ -r "tests/abi/uapi/$abi.tsv" ] || { fail "$abi: values" "arch/select.h names it and tests/abi/uapi does not"; continue; }
        values_program "$abi" >"$at/$abi.c"
        names_of_kernel "$abi" >"$at/$abi.kernel"
        names_of_library "$abi" >"$at/$abi.ours"
        errnos_of_kernel "$abi" >"$at/$abi.errnos.kernel"
        errnos_of_library "$abi" >"$at/$abi.errnos.ours"
        [ "$(wc -l <"$at/$abi.kernel")" -gt 400 ] || fail "$abi: table" "only $(wc -l <"$at/$abi.kernel") names: incomplete"
        try "$abi: values" cc -E -I. -o /dev/null "$at/$abi.c"
        same "$abi: names" "$at/$abi.kernel" "$at/$abi.ours"
        same "$abi: errnos" "$at/$abi.errnos.kernel" "$at/$abi.errnos.ours"
        values_written "$abi" >"$at/$abi.written"
        same "$abi: arch/$abi.values.h (else: tests/abi/run --values)" "$at/$abi.written" "arch/$abi.values.h"
    done
    ls tests/abi/uapi/*.tsv | sed 's/.*\///; s/\.tsv$//' | sort >"$at/tables"
    sed -n 's/^#include "\(.*\)\.h"$/\1/p' arch/select.h | sort >"$at/selected"
    ls arch/*.values.h | sed 's/.*\///; s/\.values\.h$//' | sort >"$at/files"
    same "every ABI is in arch/select.h" "$at/tables" "$at/selected"
    same "every ABI has its values" "$at/tables" "$at/files"
    while IFS=$'\t' read -r name _; do
        case $name in '#'*) continue ;; esac
        grep -q "^$name	" tests/abi/uapi/*.tsv || fail "left out: $name" "no ABI has it: the list is out of date"
    done <tests/abi/excluded.tsv
}
