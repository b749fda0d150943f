#!/bin/bash
# SPDX-License-Identifier: MIT
# One row of abis.tsv: builds the conformance program in every mode, looks at what was built, runs it.
# row.sh NAME ABI COMPILER FLAGS EMULATOR MODES    with EMULATORS, the directory of the emulators, CLANG, BUILD, and
# NATIVE_ABIS, those whose programs this kernel itself runs, and the function `ended` of tests/lib.sh
# Prints result lines, and last:  row<TAB>compiler<TAB>emulator<TAB>builds<TAB>modes run<TAB>checks passed<TAB>skipped
set -u -o pipefail
export LC_ALL=C
name=$1 abi=$2 compiler=$3 flags=$4 emulator=$5 modes=$6
at=$BUILD/rows/$name
mkdir -p "$at"
[ "$flags" != - ] || flags=

linker=
case $compiler in
clang)
    compiler=$CLANG
    flags="$flags -Wno-option-ignored -Wno-unused-command-line-argument"
    case $name in
    # The driver passes the linker an emulation that it does not know.
    hexagon*) linker="ld.lld-${CLANG##*-} -m hexagonelf -static -z text" ;;
    *) flags="-fuse-ld=lld-${CLANG##*-} $flags" ;;
    esac
    ;;
esac
version=$($compiler -dumpfullversion 2>/dev/null || $compiler -dumpversion)

# What link-time optimisation wants beside. lld takes the bitcode of x32 and n32 for that of ELF64, so GNU ld links
# there, through LLVM's plugin. hexagon's -G0 and the ABI of ppc64 are options of the code generator, which the linker
# runs.
lto=
case $compiler/$name in
clang*/x32-*) lto="--ld-path=$(command -v x86_64-linux-gnu-ld)" ;;
clang*/mips*-n32-*) lto="--ld-path=$(command -v mips-linux-gnu-ld)" ;;
clang*/ppc64-v2-*) lto="-Wl,-mllvm,-target-abi=elfv2" ;;
clang*/hexagon-*) lto="-mllvm -hexagon-small-data-threshold=0" ;;
esac

warnings="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wundef -Werror"
common="-std=c11 $warnings -ffreestanding -nostdlib -fno-stack-protector -Iinclude -Itests/conformance"

# What an object may leave to the linker besides the functions of the other object: names that linkers define, and the
# register savers, the jump tables and the indirect calls of libgcc, which gcc has on ppc, arc, Thumb 1 and hppa.
# shellcheck disable=SC2016
defined_by_linker='^(_GLOBAL_OFFSET_TABLE_|\.TOC\.|_gp_disp|__gnu_local_gp|_gp|\$global\$|__global_pointer\$|_DYNAMIC|_SDA_BASE_)$'
savers='^(\$\$dyncall|_(save|rest)[gf]pr[01]?_[0-9]+(_[lx])?|__(st|ld)_r13_to_r[0-9]+(_ret)?|__gnu_thumb1_case_[a-z]+)$'

run() { timeout 60 "$@"; }
problem() { echo "FAIL $name $mode: $1"; sed 's/^/    /' "$at/log" | head -n 12; }

# undefined NAME...: what the objects need that neither of them has.
undefined() {
    nm -u "$@" 2>/dev/null | sed -n 's/^ *[Uvw] //p' | sort -u >"$at/undefined"
    nm --defined-only "$@" 2>/dev/null | sed -n 's/^[0-9a-f]* [A-Za-z] //p' | sort -u >"$at/defined"
    comm -23 "$at/undefined" "$at/defined" | grep -vE "$defined_by_linker" | sed 's/^\.//' | grep -vE "$savers" | grep .
}

# from_libgcc: what the linked program has from libgcc, which a mode without an object to look at may have called.
from_libgcc() {
    [ -n "$libgcc" ] || return
    [ -s "$at/libgcc" ] ||
        nm --defined-only "$libgcc" 2>/dev/null | sed -n 's/^[0-9a-f]* [TW] //p' | sort -u >"$at/libgcc"
    nm --defined-only "$at/program" | sed 's/^[0-9a-f]* . //' | sort -u | comm -12 - "$at/libgcc" | grep -vE "$savers"
}

# build MODE FLAGS...: leaves $at/program.
build() {
    local extra=$2 objects=() unit link="-static" linking='' units=(all other)
    case $1/,$modes, in -O0*/*,copies,*) units+=(copies) ;; esac
    rm -f "$at"/program "$at"/*.o
    for unit in "${units[@]}"; do
        # shellcheck disable=SC2086
        run $compiler $common $flags $extra -c "tests/conformance/$unit.c" -o "$at/$unit.o" >"$at/log" 2>&1 ||
            { problem "does not compile"; return 1; }
        objects+=("$at/$unit.o")
    done
    case $extra in
    *-flto*) ;;
    *)
        undefined "${objects[@]}" >"$at/log" && { problem "needs functions that nobody has"; return 1; } ;;
    esac
    case $extra in
    *-flto*) linking=$lto ;;
    *) [ -z "$(start_set_up "$at/all.o" | tee "$at/log")" ] || { problem "_start is wrong"; return 1; } ;;
    esac
    case $extra in *-fPIE*) link="-static -Wl,-pie -Wl,--no-dynamic-linker -Wl,-z,text" ;; esac
    case $compiler in *gcc*) case $extra in *-fPIE*) ;; *) link="$link -no-pie" ;; esac ;; esac
    if [ -n "$linker" ]; then
        case $extra in *-fPIE*) link="-pie --no-dynamic-linker" ;; *) link= ;; esac
        # shellcheck disable=SC2086
        run $linker $link $linking "${objects[@]}" -o "$at/program" >"$at/log" 2>&1
    else
        # shellcheck disable=SC2086
        run $compiler $common $flags $extra $link $linking -Wl,-e,_start "${objects[@]}" -o "$at/program" $libgcc >"$at/log" 2>&1
    fi || { problem "does not link"; return 1; }
    case $extra in
    *-flto*) from_libgcc >"$at/log" && { problem "calls functions that nobody has"; return 1; } ;;
    esac
    readelf -dW "$at/program" 2>/dev/null | grep -E 'TEXTREL|NEEDED' >"$at/log" && { problem "has text relocations or needs a library"; return 1; }
    case $extra in
    *-fPIE*)
        case ,$modes, in
        *,pie,*) readelf -rW "$at/program" 2>/dev/null | grep '^[0-9a-f]\{8\}' >"$at/log" &&
            { problem "has relocations, and nobody to process them"; return 1; } ;;
        esac
        ;;
    *) readelf -rW "$at/program" 2>/dev/null | grep '^[0-9a-f]\{8\}' >"$at/log" && { problem "has relocations"; return 1; } ;;
    esac
    builds=$((builds + 1))
    return 0
}

# start_set_up OBJECT: what no emulator shows of _start. hexagon: small data is addressed from gp, so _start asks the linker
# for its place. mips: MIPS I has what is loaded one instruction later.
start_set_up() {
    case $name in
    hexagon*) readelf -sW "$1" 2>/dev/null | grep '_SDA_BASE_$' >/dev/null || echo "_start leaves gp alone" ;;
    mips*)
        mips-linux-gnu-objdump -d --no-show-raw-insn -M no-aliases "$1" 2>/dev/null | awk '
            /^[0-9a-f]+ <.*>:$/ { inside = $2 == "<_start>:" }
            inside && /^ +[0-9a-f]+:\t/ {
                if (loaded != "" && index("," $3 ",", loaded)) print "_start uses what it has just loaded: " $0
                loaded = ""
                if ($2 ~ /^l[bhwd]/) { split($3, part, ","); loaded = part[1] }
            }'
        ;;
    esac
}

# start PROGRAM: on this kernel, or told that it runs in an emulator.
start() {
    if [ -n "$native" ]; then
        timeout 60 "$1"
    else
        # shellcheck disable=SC2086
        PATH=$EMULATORS:$PATH timeout 60 $emulator "$1" emulator
    fi
}

# Whether a compiler's fault, which $modes says it has, is there in this mode: a small program of its own shows it, by its
# exit status 1. One that does not run at all shows nothing.
faulty() {
    case ,$modes, in *,faulty,*) ;; *) return 1 ;; esac
    # shellcheck disable=SC2086
    run $compiler $common $flags $1 -static -no-pie -Wl,-e,_start tests/abi/faulty.c -o "$at/faulty" >"$at/log" 2>&1 ||
        return 1
    start "$at/faulty" >"$at/log" 2>&1
    [ $? = 1 ]
}

# same_checks: a check that is made in one mode is made in all, so none is lost by an early return. Only what an emulator
# leaves to chance may differ from run to run: what is right above the break, whether a second shmat finds room, the half of
# a segment's mode that it does not write, and how much memory is idle.
same_checks() {
    local chance='shm: (other permissions|told removal)'
    grep -E '^(ok|skip|absent) ' "$at/out" | sort >"$at/checks"
    [ -e "$at/checks.first" ] || cp "$at/checks" "$at/checks.first"
    ! grep -q '^skip break: effects:' "$at/checks" "$at/checks.first" || chance+='|break: '
    ! grep -q '^skip shm: attached again:' "$at/checks" "$at/checks.first" || chance+='|shm: '
    # Of a machine with more than 32 bits of memory such an emulator tells what is left when they are cut.
    ! grep -q '^skip facts: some of it is idle' "$at/checks" "$at/checks.first" || chance+='|facts: some of it is idle'
    diff <(grep -vE "^[a-z]+ ($chance)" "$at/checks.first") <(grep -vE "^[a-z]+ ($chance)" "$at/checks") >"$at/log"
}

execute() {
    local last passed failed
    [ "$emulator" != - ] || { echo "pass $name $mode (linked)"; return; }
    start "$at/program" >"$at/out" 2>"$at/log"
    status=$?
    last=$(tail -n 1 "$at/out")
    grep '^FAIL' "$at/out" >>"$at/log"
    case $last in conformance:*) ;; *) problem "ended early, $(ended "$status")"; return ;; esac
    read -r _ passed _ failed _ skipped _ <<<"$last"
    if [ "$status" != 0 ] || [ "$failed" != 0 ] || [ "$passed" -lt 60 ]; then
        problem "$last, $(ended "$status")"
        return
    fi
    same_checks || { problem "not the checks of its first mode"; return; }
    checks=$passed
    executed=$((executed + 1))
    echo "pass $name $mode"
}

# shellcheck disable=SC2086
libgcc=$($compiler $flags -print-libgcc-file-name 2>/dev/null) && [ -e "$libgcc" ] || libgcc=
case $compiler in clang*) libgcc= ;; esac
native=
case " $NATIVE_ABIS " in *" $abi "*) native=1 ;; esac
builds=0 checks=0 skipped=0 wanted=0 executed=0
rm -f "$at/checks.first" "$at/libgcc"
case ,$modes, in *,pie,*) all=("-O0 -fPIE" "-O2 -fPIE") ;; *) all=(-O0 -O2) ;; esac
case ,$modes, in *,few,*) ;; *) all+=(-Os) ;; esac
case ,$modes, in *,levels,*) all+=(-O1 -O3) ;; esac
case ,$modes, in *,link,*) all+=("-O2 -fPIE") ;; esac
case ,$modes, in *,lto,*) all+=("-O2 -flto") ;; esac
case ,$modes, in *,enums,*) all+=("-O2 -fshort-enums") ;; esac
# To look at one thing quickly: RAWMAP_ABI_MODE=-O2
[ -z "${RAWMAP_ABI_MODE-}" ] || all=("$RAWMAP_ABI_MODE")
try_mode() {
    local extra
    wanted=$((wanted + 1))
    case $mode in *-fPIE*) extra=$mode ;; *) extra="$mode -fno-pie" ;; esac
    build "$mode" "$extra" || return
    case $mode/,$modes, in
    *-fPIE*/*,link,*) echo "pass $name $mode (linked)" ;;
    *) if faulty "$extra"; then echo "pass $name $mode (linked)"; else execute; fi ;;
    esac
}
# Among all suites there is time for one mode of each row, and a fifth of the others.
for mode in "${all[@]}"; do
    if [ "$mode" = "${all[1]-$mode}" ] || drawn "$name $mode" 5; then try_mode; fi
done
if [ "$executed" = 0 ] && [ "$emulator" != - ] && [ ${#all[@]} -gt 1 ]; then
    mode=${all[0]}
    drawn "$name $mode" 5 || try_mode
fi

# The headers in C++, where there is a C++ compiler for the target.
standards=c++11
case ,$modes, in *,levels,*) standards="c++11 c++20" ;; esac
case $compiler in
clang*) cxx=clang++${compiler#clang} ;;
gcc*) cxx=g++${compiler#gcc} ;;
*) cxx= ;;
esac
if [ -n "$cxx" ] && command -v "${cxx%% *}" >/dev/null; then
    for mode in $standards; do
        drawn "$name $mode" 4 || continue
        wanted=$((wanted + 1))
        # shellcheck disable=SC2086
        if run $cxx -std=$mode $warnings -Wold-style-cast -ffreestanding $flags -Iinclude -fsyntax-only \
            tests/abi/headers.cpp >"$at/log" 2>&1; then
            builds=$((builds + 1))
            echo "pass $name $mode"
        else
            problem "the headers do not compile"
        fi
    done
fi

ran="${emulator%% *}"
[ -z "$native" ] || ran="this kernel"
[ "$emulator" != - ] || ran="not run"
printf 'row\t%s\t%s\t%s of %s\t%s\t%s\t%s\n' "$(basename "${compiler%% *}") $version" "$ran" "$builds" "$wanted" \
    "$executed" "$checks" "$skipped"
rm -f "$at"/*.o
