# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Under the warnings of warnings.tsv the headers say nothing: included with -I, and with everything called and named.

table=tests/headers/warnings.tsv
warned=$BUILD/warnings
rm -rf "$warned"
mkdir -p "$warned"

{
    tests/freestanding/generate.sh
    echo 'static unsigned char bytes[16];'
    printf '#include "rawmap.h"\n' | gcc -Iinclude -E -dM - | tests/must_not_compile/names.sh
    cat tests/headers/use.c
} >"$warned/all.c" || fail "warnings: the unit" "not generated"

# knows COMMAND LANGUAGE FLAG...: whether the compiler takes them
knows() { "$1" -x "$2" -Werror "${@:3}" -fsyntax-only - <<<'extern int nothing;' 2>/dev/null; }
# warning_flags COMPILER LANGUAGE VERDICT...: what the table has for them, as far as this compiler knows it
warning_flags() {
    local compiler=$1 language=$2 command=$1 flags flag
    [ "$2" = c ] || command=$(cxx_of "$1")
    shift 2
    mapfile -t flags < <(awk -F '\t' -v kind="${compiler%%-*}" -v language="$language" -v verdicts=" $* " '
        !/^#/ && $1 == kind && ($2 == language || $2 == "both") && index(verdicts, " " $4 " ") { print $3 }' $table)
    [ ${#flags[@]} != 0 ] || return 0
    ! knows "$command" "$language" "${flags[@]}" || { printf '%s\n' "${flags[@]}" && return; }
    for flag in "${flags[@]}"; do
        if knows "$command" "$language" "$flag"; then
            echo "$flag"
        else
            case $* in *silent*) skip "warnings: $compiler $language $flag" "the compiler does not know it" >&2 ;; esac
        fi
    done
}

# said_too_much LOG FLAGS: every warning in it but those of FLAGS in the unit's own lines, which a macro's call is too
said_too_much() {
    awk -v unit="$warned/all.c:" -v calls=" $2 " '
        !/(warning|error):/ { next }
        match($0, /\[-W[^\]]*\]$/) {
            flag = substr($0, RSTART + 1, RLENGTH - 2)
            if ((index($0, unit) == 1 || /: function call has aggregate value /) && index(calls, " " flag " ")) next
        }
        { print }' "$1"
}

# stays_silent COMPILER STANDARD LINKAGE OPTIMISATION
stays_silent() {
    local name="warnings: $*" language=c command=$1 log left flags calls
    case $2 in c++*) language=c++ && command=$(cxx_of "$1") ;; esac
    flags="$(<"$warned/$1.$language.on") $(sed 's/^-W/-Wno-/' "$warned/$1.$language.speaks")"
    calls=$(paste -s -d ' ' "$warned/$1.$language.calls")
    log=$(rawmap_log "$name.all")
    left=$(rawmap_log "$name")
    # shellcheck disable=SC2086
    "$command" -x "$language" -std="$2" $flags -DRAWMAP_"$3" "$4" -Iinclude -c "$warned/all.c" -o /dev/null >"$log" 2>&1 ||
        { rawmap_failed "$name" "does not compile" "$log"; return; }
    said_too_much "$log" "$calls" >"$left"
    if [ -s "$left" ]; then fail "$name" "$(wc -l <"$left"), the first: $(head -n 1 "$left")"; else pass "$name"; fi
}

for compiler in "${compilers[@]}"; do
    for language in c c++; do
        ! spared "$compiler" "$language" || continue
        warning_flags "$compiler" "$language" silent headers calls >"$warned/$compiler.$language.on"
        warning_flags "$compiler" "$language" headers calls >"$warned/$compiler.$language.calls"
        warning_flags "$compiler" "$language" speaks >"$warned/$compiler.$language.speaks"
    done
    for standard in $standards; do
        ! spared "$compiler" "$standard" || continue
        # The oldest and the newest standards, and both ways to optimise where they are most plain; all linkages with gcc, and
        # with others what has most bodies.
        case $compiler-$standard in
        gcc-c11 | gcc-c++11) each="INLINE ONCE IMPLEMENTATION LINK_COLD LINK EXPORT" ;;
        *-c11 | *-c++11) each="INLINE IMPLEMENTATION" ;;
        *-c2x | *-c++20) each=INLINE ;;
        *) continue ;;
        esac
        for linkage in $each; do
            ! drawn "warnings $compiler $standard $linkage" 4 || background stays_silent "$compiler" "$standard" "$linkage" -O2
        done
        case $standard in c11 | c++20)
            ! drawn "warnings $compiler $standard -O0" 4 || background stays_silent "$compiler" "$standard" INLINE -O0
            ;;
        esac
    done
done
wait

# No exception is stale: each makes a warning in some standard, of some compiler of its kind.
spoken() {
    local language=c command=$1
    case $2 in c++*) language=c++ && command=$(cxx_of "$1") ;; esac
    # shellcheck disable=SC2046
    "$command" -x "$language" -std="$2" $(grep -xFf "$warned/excepted" "$warned/$1.$language.calls") \
        $(<"$warned/$1.$language.speaks") -Iinclude -c "$warned/all.c" -o /dev/null 2>&1 |
        sed -n 's/.*\[\(-W[^]]*\)\]$/\1/p' | sort -u | sed "s/^/${1%%-*}	$language	/" >"$warned/$1.$2.spoken"
}
awk -F '\t' '!/^#/ && ($4 == "calls" || $4 == "speaks") { print $3 }' $table | sort -u >"$warned/excepted"
for compiler in "${compilers[@]}"; do
    for standard in $standards; do
        ! spared "$compiler" "$standard" || continue
        case $standard in c17 | c++14 | c++17) continue ;; esac
        background spoken "$compiler" "$standard"
    done
done
wait
cat "$warned"/*.spoken | sort -u >"$warned/spoken"
awk -F '\t' -v OFS='\t' '!/^#/ && ($4 == "calls" || $4 == "speaks") { print $1, $2, $3 }' $table >"$warned/exceptions"
while IFS=$'\t' read -r kind language flag; do
    name="warnings: the exception is needed: $kind $language $flag"
    if awk -F '\t' -v kind="$kind" -v language="$language" -v flag="$flag" '
        $1 == kind && (language == "both" || $2 == language) && $3 == flag { found = 1 }
        END { exit !found }' "$warned/spoken"; then
        pass "$name"
    elif ! quick || ls "$warned/$kind"*."${language/both/*}".on >/dev/null 2>&1; then
        fail "$name" "nothing is said without it"
    fi
done <"$warned/exceptions"

# README.md has the same exceptions.
awk '/^## / { here = $0 == "## What your compiler may say" } here && /^(- |  )/' README.md |
    grep -oE '`-W[^`]*`' | tr -d '`' | sort -u >"$warned/readme"
same "warnings: README.md has the exceptions of the table" "$warned/excepted" "$warned/readme"
