# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# How a fault is looked for, the cheapest first:
#   linked    each file of the unit suite, as a program built once against the true headers, which loads the library with
#             the fault; those of the fault's own subject first
#   sets      files about macros that the library itself does not use
#   unit      the files that bring their own kernel (RAWMAP_SYSCALL), or their own ABI, built against the headers with the
#             fault
#   groups    tests/codegen/groups.c
#   stubs     the files that look at registers and memory beside a call, optimized
#   fences    tests/codegen/fences.sh
#   values    the kernel's constants
#   faults    tests/faults, regions: tests/regions

# What stands above a subject can use it.
subjects="core map files process numa shm look faults regions explain"
above() { echo "${subjects#*"$1"}"; }

means_flags="-std=gnu11 -w -D_GNU_SOURCE -Itests/mutants"

# means_built: what is the same for all mutants
means_built() {
    local object file name
    mkdir -p "$BUILD/programs" "$BUILD/true" "$BUILD/whole"
    rm -rf "$BUILD/whole" && mkdir -p "$BUILD/whole/src" "$BUILD/whole/tests/unit" || return 1
    cp -r include arch "$BUILD/whole/" && cp src/library.c "$BUILD/whole/src/" || return 1
    cp -r tests/faults tests/machine "$BUILD/whole/tests/" && cp tests/unit/*.h "$BUILD/whole/tests/unit/" || return 1 # they include ../../include
    # shellcheck disable=SC2086
    try "the unit suite builds" unit_compile "$BUILD/linked" linked gcc $means_flags -O0 -DRAWMAP_LINK -Iinclude || return 1
    means_library "$BUILD/whole" "$BUILD/true" 2>/dev/null || return 1
    # shellcheck disable=SC2086
    gcc $means_flags -O0 -c $here/runner.c -o "$BUILD/true/runner.o" || return 1
    # shellcheck disable=SC2086
    for name in observe prepare verdict; do
        gcc $means_flags -O0 -Iinclude "-I$BUILD" -Itests/unit -c tests/unit/$name.c -o "$BUILD/true/$name.o" || return 1
    done
    for object in "$BUILD"/linked/*_*.o; do
        name=$(basename "$object" .o)
        background gcc "$object" "$BUILD"/linked/{observe,prepare,verdict}.o "$BUILD/true/runner.o" "-L$BUILD/true" -lrawmap -o "$BUILD/programs/$name"
    done
    wait
    for file in tests/unit/*/*.c; do
        grep -q '(huge_pages)' "$file" && name=${file#tests/unit/} && name=${name%.c} && echo "${name/\//_}"
    done >"$BUILD/pool"
    means_text "$BUILD/whole" >"$BUILD/true/text"
    means_optimized "$BUILD/whole" "$BUILD/true/optimized.so" 2>/dev/null
}

# means_library TREE TO
means_library() {
    # shellcheck disable=SC2086
    (cd "$1" && gcc $means_flags -O0 -fPIC -shared -Iinclude src/library.c -o "$2/librawmap.so")
}
# What is left of the headers on this ABI, macros too.
means_text() {
    (cd "$1" && gcc $means_flags -E -dD -P -Iinclude src/library.c && gcc $means_flags -E -dD -P -Iinclude -include rawmap.h - </dev/null)
}
# The library, optimized: what is the same then is the same fault or none.
means_optimized() {
    (cd "$1" && gcc $means_flags -O2 -fPIC -shared -Iinclude src/library.c -o "$2") && [ -s "$2" ]
}

# ran WHAT COMMAND...: 0 if it saw nothing; else WHAT is printed
ran() {
    local what=$1
    shift
    "$@" >/dev/null 2>&1 </dev/null && return 0
    echo "$what"
    return 1
}

# A pool is one for the whole machine: what empties it runs alone.
program() {
    local name=$1 command=(timeout -k 1 40 env UNIT_FILES="$BUILD" UNIT_SEEN="$BUILD/seen/$BASHPID" "${@:2}")
    if grep -qx "$name" "$BUILD/pool"; then
        command=(flock "$BUILD/pool.lock" "${command[@]}")
    fi
    "${command[@]}"
}

subject_of() { echo "$1" | sed 's,^include/rawmap/,,; s,/.*,,'; }

# linked_order FILE own|above: the programs of the subject, those first that are likely to see it; or of those above it
linked_order() {
    (cd "$BUILD/programs" && printf '%s\n' *) | awk -F _ -v all="$subjects" -v own="$(subject_of "$1")" \
        -v part="$(basename "$1" .h)" -v which="$2" '
        BEGIN { n = split(all, list, " "); for (i = 1; i <= n; i++) rank[list[i]] = i }
        which == "own" && ($1 == own || $1 == "core") {
            name = substr($0, length($1) + 2)
            print $1 == "core" && own != "core" ? 2 : index(name, part) == 1 || index(part, name) == 1 ? 0 : 1, $0
        }
        which == "above" && rank[$1] > rank[own] { print rank[$1], $0 }' | sort -s -n -k 1,1 | cut -d ' ' -f 2
}

# see_linked TREE FILE LIBRARY own|above
see_linked() {
    local name
    for name in $(linked_order "$2" "$4"); do
        ran "linked $name" program "$name" env LD_LIBRARY_PATH="$3" "$BUILD/programs/$name" || return 1
    done
}

# The files that are not linked; those of the subject first, and what all have in common, then those above it.
unit_order() {
    local of
    for of in "$1" core $(above "$1"); do
        (cd tests/unit/"$of" && printf "$of/%s\n" *.c)
    done | grep -e /old -e 'other\.c' -e core/calls -e core/odd_abi -e core/here | awk '!seen[$0]++'
}

# see_unit TREE FILE: only in a way in which none was built before
see_unit() {
    local file
    for file in $(unit_order "$(subject_of "$2")"); do
        see_file "$1" "$file" "$1/program" -O0 || return 1
    done
}
# see_file TREE FILE PROGRAM FLAG...
see_file() {
    local name=${2%.c}
    # shellcheck disable=SC2086
    ${compiler:-gcc} $means_flags "${@:4}" "-I$1/include" "-I$BUILD" -Itests/unit "tests/unit/$2" "$BUILD"/true/{observe,prepare,verdict,runner}.o \
        -o "$3" 2>/dev/null || { echo "unit $name" && return 1; }
    ran "unit $name" program "${name/\//_}" "$3"
}

# What only programs use: macros of sets and the like.
see_sets() {
    local file
    for file in core/sets.c core/user_macros.c map/kinds.c map/huge.c; do
        see_file "$1" $file "$1/program" -O0 || return 1
    done
}

see_groups() {
    local program=$1/groups
    # shellcheck disable=SC2086
    gcc $means_flags -O1 -DROUNDS=200000u -ffreestanding -fno-stack-protector -fno-pic -static -nostdlib -Wl,-e,_start -no-pie \
        "-I$1/include" tests/codegen/groups.c -o "$program" 2>/dev/null || { echo groups && return 1; }
    ran groups timeout 20 "$program"
}

see_values() {
    local abi
    abi=$(basename "$2" .values.h)
    ran values cmp "$1/$2" <(awk -v abi="$abi" -f tests/values/values.awk tests/abi/excluded.tsv "tests/abi/uapi/$abi.tsv")
}

see_stubs() {
    see_file "$1" core/kept.c "$1/program" -O2 && compiler=clang see_file "$1" core/kept.c "$1/program" -Os
}

see_fences() { ran fences tests/codegen/fences.sh "$1"; }

# see_more TREE: what takes seconds
see_more() {
    local part program=$1/program
    for part in threads strangers sandbox; do
        gcc -std=gnu11 -w -O0 "-I$1/include" tests/regions/$part.c -o "$program" -pthread 2>/dev/null || { echo "regions $part" && return 1; }
        ran "regions $part" flock "$BUILD/pool.lock" timeout 60 "$program" || return 1
    done
    for part in pointers looked page_size hook odd; do
        gcc -static -std=gnu11 -w -D_GNU_SOURCE "-I$1/include" -O0 "$1/tests/faults/$part.c" -o "$program" 2>/dev/null || { echo "faults $part" && return 1; }
        ran "faults $part" timeout 60 "$program" || return 1
    done
}

# see_header TREE FILE [KNOWN]
see_header() {
    local tree=$1 file=$2
    if cmp -s "$tree/library/librawmap.so" "$BUILD/true/librawmap.so"; then
        see_sets "$tree"
    else
        see_linked "$tree" "$file" "$tree/library" own
    fi || return 1
    [ -z "${3-}" ] || return 0
    see_unit "$tree" "$file" && see_groups "$tree" || return 1
    if ! cmp -s "$tree/library/librawmap.so" "$BUILD/true/librawmap.so"; then
        ! means_equal "$tree" && see_linked "$tree" "$file" "$tree/optimized" own &&
            see_linked "$tree" "$file" "$tree/library" above || return 1
    fi
    see_more "$tree"
}

# means_see TREE FILE NEW [KNOWN]: prints the verdict, and by what it was seen; one that is known to survive is looked for
# by the linked programs of its subject alone. What makes the same library is no fault, unless it is of a macro, which
# others use too.
means_see() {
    local tree=$1 file=$2 by
    mkdir -p "$tree/library" "$BUILD/seen"
    if ! means_library "$tree" "$tree/library" 2>/dev/null; then
        printf 'invalid\t-\n'
        return
    fi
    if cmp -s "$tree/library/librawmap.so" "$BUILD/true/librawmap.so"; then
        if [[ $file = include/* && $3 != *\\ && $3 != *"#define"* && $3 != *rawmap_i_acquire* && $3 != *rawmap_i_release* ]] ||
            means_text "$tree" 2>/dev/null | cmp -s - "$BUILD/true/text"; then
            printf 'same\tfrom the start\n'
            return
        fi
    fi
    by=$(
        case $file in
        include/rawmap/*/words.h | include/rawmap/*/*cache*.h) see_fences "$tree" && see_header "$1" "$2" "${4-}" && exit ;;
        *.values.h) see_values "$tree" "$file" && exit ;;
        arch/*) see_stubs "$tree" && see_fences "$tree" && exit ;;
        *) see_header "$1" "$2" "${4-}" && exit ;;
        esac
    )
    case $by in
    "") printf 'survived\t-\n' ;;
    same) printf 'same\tonce optimized\n' ;;
    *) printf 'seen\t%s\n' "$by" ;;
    esac
}
means_equal() {
    mkdir -p "$1/optimized"
    means_optimized "$1" "$1/optimized/librawmap.so" 2>/dev/null
    cmp -s "$1/optimized/librawmap.so" "$BUILD/true/optimized.so" && echo same
}

see_all_linked() {
    see_linked "$1" include/rawmap/core/base.h "$BUILD/true" own && see_linked "$1" include/rawmap/core/base.h "$BUILD/true" above
}

# Each way once, of the true tree: whatever one of them sees is no fault.
means_see_nothing() {
    local tree=$BUILD/nothing.tree
    rm -rf "$tree" && mkdir -p "$tree/library" "$BUILD/seen" && cp -rl "$BUILD/whole/." "$tree/"
    background see_all_linked "$tree" >"$BUILD/nothing.linked"
    { see_groups "$tree" && see_sets "$tree" && see_unit "$tree" include/rawmap/core/base.h && see_more "$tree" &&
        see_values "$tree" arch/x86_64.values.h && see_stubs "$tree" && see_fences "$tree"; } >"$BUILD/nothing"
    wait
    cat "$BUILD/nothing.linked" >>"$BUILD/nothing"
    [ ! -s "$BUILD/nothing" ]
}
