#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Prints the cases that follow a pattern, in the form of cases/*.cases: generate.sh options|sizes|calls|results
set -eu
cd "$(dirname "$0")"

# An option of another kind, from the table.
options() {
    awk '!/^#/ { for (i = 3; i <= NF; i++) printf "rawmap_error_%s :: (void)RAWMAP_%s(<<%s=>%s>>);\n", $1, $2, $i,
        $2 in good ? good[$2] : "populate" }
    BEGIN {
        good["PROT"] = "read"; good["MEMFD"] = "cloexec"; good["SHM"] = "noreserve"; good["OPEN"] = good["CREATE"] = "read_only"
        good["PKEY_RIGHTS"] = "disable_write"; good["SHADOW_STACK"] = "set_token"
    }' cases/options.table
}

# Every pair of named huge page sizes.
sizes() {
    awk 'BEGIN {
        count = split("16kb 64kb 512kb 1mb 2mb 8mb 16mb 32mb 256mb 512mb 1gb 2gb 16gb", size)
        kinds = split("PRIVATE SHARED", kind)
        for (k = 1; k <= kinds; k++)
            for (i = 1; i <= count; i++)
                for (j = i + 1; j <= count; j++)
                    printf "rawmap_error_a_set_takes_one_huge_page_size :: " \
                        "(void)RAWMAP_%s(huge_%s, <<huge_%s=>huge_%s>>);\n", kind[k], size[i], size[j], size[i]
    }'
}

# Every parameter of every public function with an argument of each other type; or every result, ignored.
calls() {
    ../freestanding/functions.sh | awk -F '\t' -v results="$1" '
        BEGIN {
            types = split("rawmap_span rawmap_prot rawmap_kind rawmap_file_kind rawmap_placement rawmap_advice " \
                "rawmap_sync_flags rawmap_lock_all_flags rawmap_memfd_flags rawmap_seals rawmap_pkey", type, " ")
        }
        function arguments(at, bad,    i, text) {
            text = ""
            for (i = 1; i <= count; i++)
                text = text (i > 1 ? ", " : "") (i == at ? "<<" bad "=>" good[of[i]] ">>" : good[of[i]])
            return text
        }
        function one(at, bad) {
            if ($2 == "void") printf "@argument %d %s %s :: %s(%s);\n", at, $1, of[at], $1, arguments(at, bad)
            else printf "@argument %d %s %s :: %s result = %s(%s); (void)result;\n", at, $1, of[at], $2, $1, arguments(at, bad)
        }
        FILENAME ~ /arguments/ { if (!/^#/) good[$1] = $3; next }
        {
            count = split($3, of, ", ")
            for (i = 1; i <= count; i++) {
                sub(/[a-z_]+$/, "", of[i])
                sub(/ $/, "", of[i])
                if (!(of[i] in good)) {
                    print "no argument of type " of[i] " for " $1 >"/dev/stderr"
                    exit 1
                }
            }
            if (results) {
                if ($2 != "void") printf "ignoring return value :: <<=>%s result = >>%s(%s);<<=> (void)result;>>\n", $2, $1, arguments(0)
                next
            }
            for (i = 1; i <= count; i++) {
                for (t = 1; t <= types; t++)
                    if (type[t] != of[i]) one(i, good[type[t]])
                if (of[i] in good && of[i] ~ /^rawmap_[a-z_]*$/ && of[i] != "rawmap_status") {
                    one(i, "0")
                    one(i, "3u")
                    one(i, "bytes")
                }
            }
        }' ../freestanding/arguments.tsv -
}

case $1 in
options) options ;;
sizes) sizes ;;
calls) calls 0 ;;
results)
    echo "%codegen"
    calls 1
    ;;
esac
