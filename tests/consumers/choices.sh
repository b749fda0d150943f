# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# One header of chosen ABIs and subjects: each choice is what the tree's headers are for the same subjects.
choices=$BUILD/choices
mkdir -p "$choices"
choice_clang=$(command -v clang-19 || command -v clang)

# generate FILE ABIS SUBJECTS COMMENTS: an empty word leaves the choice to the generator
generate() {
    cmake ${2:+"-DABIS=$2"} ${3:+"-DSUBJECTS=$3"} ${4:+"-DCOMMENTS=$4"} -P "$ROOT/src/single_header.cmake" "$1"
}

# backwards WORDS: the same in the opposite order, with blanks
backwards() { tr ',' '\n' <<<"$1" | tac | paste -s -d ' '; }

# preprocessed OPTION TRIPLE FILE: its words and signs, whatever lines they stand on, or with -dM its macros without include guards
preprocessed() {
    if [ "$1" = -dM ]; then
        "$choice_clang" --target="$2" -ffreestanding -E -dM -Iinclude -x c "$3" 2>&1 | grep -v '_H $' | sort
    else
        "$choice_clang" --target="$2" -ffreestanding -E -P -Iinclude -x c "$3" 2>&1 |
            sed 's/[^A-Za-z0-9_]/\n&\n/g' | grep -v '^ *$'
    fi
}

# choice NAME ABIS SUBJECTS COMMENTS LIMIT HAS TRIPLES: HAS are the subjects with those that they need
choice() {
    local name="choice $1" file=$choices/$1/rawmap.h tree=$choices/$1/tree.h subject triple compiler
    mkdir -p "$choices/$1"
    try "$name: made" generate "$file" "$2" "$3" "$4" || return
    try "$name: $(stat -c %s "$file") bytes, below $5" test "$(stat -c %s "$file")" -lt "$5"
    # Among all suites there is time for what a third of them, and the two largest, are beside the tree.
    [ "$1" = whole ] || [ "$1" = two ] || drawn "$name" 3 || return 0

    # The same from anywhere, in any order of the words, and from the command in its head.
    (cd / && generate "$choices/$1/again.h" "$(backwards "$2")" "$(backwards "$3")" "$4")
    same "$name: the same in another order" "$file" "$choices/$1/again.h"
    sed -n "s|^       \(cmake .*\) rawmap.h\$|\1 '$choices/$1/head.h'|p" "$file" | sh
    same "$name: the same by the command in it" "$file" "$choices/$1/head.h"

    grep '^#define RAWMAP_VERSION_' include/rawmap.h >"$tree"
    for subject in $6; do
        echo "#include \"rawmap/$subject.h\"" >>"$tree"
    done
    for triple in $7; do
        if ! "$choice_clang" --target="$triple" -E -x c /dev/null >/dev/null 2>&1; then
            skip "$name: $triple" "$choice_clang does not know the target"
            continue
        fi
        preprocessed -P "$triple" "$tree" >"$choices/$1/tree.i"
        preprocessed -P "$triple" "$file" >"$choices/$1/file.i"
        grep -q rawmap_syscall6 "$choices/$1/file.i" || fail "$name: $triple" "no system call in it"
        same "$name: the same program on $triple" "$choices/$1/tree.i" "$choices/$1/file.i"
        preprocessed -dM "$triple" "$tree" >"$choices/$1/tree.m"
        preprocessed -dM "$triple" "$file" >"$choices/$1/file.m"
        same "$name: the same macros on $triple" "$choices/$1/tree.m" "$choices/$1/file.m"
        try_silent "$name: compiles for $triple" "$choice_clang" --target="$triple" -ffreestanding -fsyntax-only -x c \
            -std=c11 -Wall -Wextra -Wpedantic -Werror -include "$file" /dev/null
    done
    [[ -z $2 || ,$2, = *,$(uname -m),* ]] || return 0
    for compiler in gcc clang; do
        try_silent "$name: $compiler, C" $compiler -fsyntax-only -x c -std=c11 -Wall -Wextra -Wpedantic -Werror \
            -include "$file" /dev/null
        try_silent "$name: $compiler, C++" "$(cxx_of $compiler)" -fsyntax-only -x c++ -std=c++11 -Wall -Wextra -Wpedantic \
            -Werror -include "$file" /dev/null
    done
}
all="core map files process numa shm look faults regions explain"
above="core map files process numa look regions"
x86=x86_64-linux-gnu
arm=aarch64-linux-gnu
background choice whole "" "" "" 1510000 "$all" "$x86 sparc64-linux-gnu mips64-linux-gnuabi64"
background choice bare "" "" OFF 983500 "$all" "$x86 sparc-linux-gnu hexagon-linux-gnu"
background choice two x86_64,aarch64 map,regions "" 889500 "$above" "$x86 $arm"
background choice two_bare x86_64,aarch64 map,regions OFF 547000 "$above" "$x86 $arm"
background choice core x86_64 core "" 198000 core "$x86"
background choice map_alone aarch64 map OFF 297000 "core map" "$arm"
background choice family mips_n64,mips_o32 shm "" 518000 "core map shm" "mips64-linux-gnuabi64 mips-linux-gnu"
background choice not_the_first riscv64,s390x,x32 numa,faults OFF 389000 "core map numa faults" \
    "riscv64-linux-gnu s390x-linux-gnu x86_64-linux-gnux32"
background choice files_bare i386,arm,x86_64 files OFF 212000 "core files" "i386-linux-gnu arm-linux-gnueabihf $x86"
background choice parts x86_64,aarch64 regions/ring,map/anonymous,regions/grow OFF 298500 \
    "core map/anonymous regions/grow regions/ring" "$x86 $arm"
background choice part_and_whole x86_64 map/advise,map,process/memory,shm OFF 338000 "core map process/memory shm" "$x86"
background choice above x86_64 above "" 877000 "$above" "$x86"
wait

# What was left out says how to have it.
left_out() {
    "$choice_clang" --target="$2" -ffreestanding -fsyntax-only -ferror-limit=1 -x c "$choices/$1/rawmap.h"
}
try_fails "choice: an ABI that was left out" "this rawmap.h is for x86_64 aarch64; to have riscv64 too: cmake \
-DABIS=x86_64,aarch64,riscv64 -DSUBJECTS=core,map,files,process,numa,look,regions -P src/single_header.cmake rawmap.h" \
    left_out two riscv64-linux-gnu
try_fails "choice: the first ABI that was left out" "to have x86_64 too: cmake -DABIS=x86_64,aarch64 " left_out map_alone $x86

# Unknown words, and none.
wrong() {
    local name="choice: refused: $1" words=$2
    shift 2
    rm -f "$choices"/wrong*
    try_fails "$name" "$words" cmake "$@" -P src/single_header.cmake "$choices/wrong.h"
    says "$name: leaves nothing" "" find "$choices" -name 'wrong*'
}
wrong "an ABI" "no 'x86_65'; the ABIs are: x86_64 x32 " -DABIS=x86_64,x86_65
wrong "no ABI" "ABIS is empty; the ABIs are: x86_64 x32 " -DABIS=
wrong "a helper file's name" "no 'mips.stubs'; the ABIs are: " -DABIS=mips.stubs
wrong "a subject" "no 'maps'; the subjects are: core map " "-DSUBJECTS=map;maps"
wrong "a part" "no 'map/anonymously'; the subjects are: core map " -DSUBJECTS=core,map/anonymously
wrong "a private part" "no 'regions/inner_search'; the subjects are: core " -DSUBJECTS=regions/inner_search
wrong "a part of no subject" "no 'arch/select'; the subjects are: core map " -DSUBJECTS=arch/select
wrong "no subject" "SUBJECTS is empty; the subjects are: core map " "-DSUBJECTS= ; "
wrong "comments" "COMMENTS is ON or OFF" -DCOMMENTS=some
