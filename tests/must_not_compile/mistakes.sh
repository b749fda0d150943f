# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# What is said of the mistakes of mistakes.table, whole: as a user sees it, with the compiler's own places and traces.

mkdir -p "$BUILD/mistakes"

# mistake COMPILER LANGUAGE: each row, alone in a unit; and again after libc's headers, which make numbers of its names.
mistakes() {
    local compiler=$1 language=$2 standard=c11 wrong=0 rows=0 before languages lines words mistake why first notes said name libcs='\(.*[A-Z]_[A-Z]'
    local base=$BUILD/mistakes/$compiler.$language
    [ "$language" = c ] || { standard=c++11 && compiler=$(cxx_of "$compiler"); }
    : >"$base.list"
    while IFS=$'\t' read -r languages lines words mistake why; do
        [[ " $languages " == *" $language "* && $languages != \#* ]] || continue
        rows=$((rows + 1))
        [[ $lines -lt 15 && -z $why || $lines -ge 15 && -n $why ]] ||
            { wrong=$((wrong + 1)) && echo "$lines lines, and the table says why where they are 15 or more: $mistake" >>"$base.list"; }
        notes=0
        [[ $words != +* ]] || notes=1
        words=${words#+}
        for before in "" "#include <fcntl.h>
#include <sys/mman.h>"; do
            [[ -z $before || $mistake =~ $libcs ]] || continue
            printf '%s\n#include "rawmap.h"\nstatic rawmap_span span __attribute__((unused));\nvoid f(void);\nvoid f(void)\n{\n    %s\n}\n' \
                "$before" "$mistake" >"$base.source"
            LC_ALL=C "$compiler" -x "$language" -std=$standard -D_GNU_SOURCE -Wall -Werror -DRAWMAP_LINK -Iinclude -fsyntax-only "$base.source" >"$base.said" 2>&1
            # The first error; and with its notes, to the next error.
            first=$(awk -v notes=$notes '/ (fatal )?error: / && n++ { exit } n { print } n && !notes { exit }' "$base.said")
            said=$(wc -l <"$base.said")
            name="$mistake${before:+ (after libc)}"
            grep -qE -- "$words" <<<"$first" || { wrong=$((wrong + 1)) && echo "the first error of $name is: ${first%%$'\n'*}" >>"$base.list"; }
            [ "$said" -le "$lines" ] || { wrong=$((wrong + 1)) && echo "$said lines of $name" >>"$base.list"; }
        done
    done <$here/mistakes.table
    if [ $wrong = 0 ] && [ $rows -ge 30 ]; then
        pass "likely mistakes: $compiler $language ($rows)"
    else
        fail "likely mistakes: $compiler $language" "$wrong of $rows, the first: $(head -n 1 "$base.list")"
        head -n 20 "$base.list" | sed 's/^/    /'
    fi
}
for compiler in "${compilers[@]}"; do
    # Of two clangs the newer.
    [ "$compiler" != clang ] || [[ " ${compilers[*]} " != *" clang-19 "* ]] || continue
    for language in c c++; do
        background mistakes "$compiler" "$language"
    done
done

# The tag of a family's type, which compilers show with the type, says what makes it.
sed -n 's/^#define RAWMAP_[A-Z_]*(\.\.\.) RAWMAP_I_OPEN(\(rawmap_[a-z_]*\)).*/\1/p' include/rawmap/*/*.h | sort -u >"$BUILD/mistakes/types"
sed -n 's/^typedef struct \(rawmap_[a-z_]*\)_is_made_by_RAWMAP_.*/\1/p' include/rawmap/*/*.h | sort -u >"$BUILD/mistakes/tags"
same "every family's type says what makes it" "$BUILD/mistakes/types" "$BUILD/mistakes/tags"
