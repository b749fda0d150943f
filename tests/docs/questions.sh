# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# The questions of questions.tsv: each has its answer where the table says, on one page; and what the subjects' comments
# name is there. Sourced by tests/docs/run.

page_lines=66 # of a printed page
questions=$BUILD/questions
rm -rf "$questions" && mkdir -p "$questions/man3"
awk -v out="$questions/man3" -v version=0.0.0 -v date="January 1, 2000" -f src/manual/sets.awk -f src/manual/pages.awk \
    include/rawmap/core/causes.h include/rawmap/*/*.h

# section FILE NAME: the part of it under that heading, up to the next; without a name the first screen
section() {
    awk -v name="$2" -v screen=32 '
        name == "" { if (NR <= screen || FILENAME !~ /README/) print; next }
        /^```/ { fence = !fence }
        !fence && (/^#+ / || /^\.S[hs] / || /^\*\*[A-Z][^*]*\.\*\*/) {
            here = $0
            sub(/^(#+|\.S[hs]) /, "", here)
            if (sub(/^\*\*/, "", here)) sub(/\*\*.*/, "", here)
            inside = here == name
            if (inside && $0 !~ /^\*\*/) next
        }
        inside { print }' "$1"
}
# answered TABLE: what in it is not
answered() {
    local question where words file name lines
    while IFS=$'\t' read -r question where words; do
        file=${where%%#*}
        name=
        [ "$file" = "$where" ] || name=${where#*#}
        case $file in
        rawmap.7) section src/manual/rawmap.7 "$name" ;;
        *.3) mandoc -T ascii "$questions/man3/$file" | sed 's/.\x08//g' ;;
        *) section "$file" "$name" ;;
        esac >"$questions/section"
        lines=$(grep -nF -m 1 -- "$words" "$questions/section" | cut -d : -f 1)
        if [ -z "$lines" ]; then
            echo "$question $where does not say: $words"
        elif [ "$lines" -gt $page_lines ]; then
            echo "$question $where says it in line $lines"
        fi
    done < <(grep -v '^#' "$1")
}
answered tests/docs/questions.tsv >"$questions/unanswered"
same "each question of a newcomer is answered on one page ($(grep -vc '^#' tests/docs/questions.tsv))" /dev/null "$questions/unanswered"
printf 'How?\tREADME.md#Try it\tfind_package(rawmap)\nHow?\tREADME.md#Nowhere\tit\nHow?\tREADME.md#Use it\tRAWMAP_ONCE\n' >"$questions/slip.tsv"
if [ "$(answered "$questions/slip.tsv" | wc -l)" = 3 ]; then
    pass "found: questions without an answer"
else
    fail "found: questions without an answer" "$(answered "$questions/slip.tsv" | head -n 1)"
fi

# The first comment of each subject names what there is: its functions, and sets that compile.
umbrellas() { cat include/rawmap.h include/rawmap/*.h; }
umbrellas | grep -oE '\brawmap_[a-z0-9_]*[a-z0-9]\b' | sort -u | while read -r name; do
    grep -qwF -- "$name" include/rawmap/*/*.h || echo "$name"
done >"$questions/unknown"
umbrellas | grep -oE 'RAWMAP_[A-Z_]+\(([a-z_0-9]{2,}(, )?)*\)' | sort -u |
    sed '1i #include <rawmap.h>\nvoid sets(void);\nvoid sets(void)\n{\n' | sed '/^RAWMAP/s/.*/    (void)&;/; $a }' >"$questions/sets.c"
same "the subjects' comments name functions that there are" /dev/null "$questions/unknown"
try "the subjects' comments have sets that compile ($(grep -c '(void)RAWMAP' "$questions/sets.c"))" \
    gcc -std=c11 -Iinclude -fsyntax-only "$questions/sets.c"
# and examples that compile: lines of code, in a function that has what they take as given.
{
    printf '#include <rawmap.h>\nvoid complain(const char *sentence);\nstatic char buffer[RAWMAP_MAPPINGS_BUFFER_MIN];\n'
    for umbrella in include/rawmap/*.h; do
        name=$(basename "$umbrella" .h)
        printf 'rawmap_status %s(rawmap_status status, rawmap_span span, rawmap_span *spans, int pid, size_t length, rawmap_mapping m, rawmap_mappings list, rawmap_mapping_entry entry, uint64_t total);\n' "$name"
        printf 'rawmap_status %s(rawmap_status status, rawmap_span span, rawmap_span *spans, int pid, size_t length, rawmap_mapping m, rawmap_mappings list, rawmap_mapping_entry entry, uint64_t total)\n{\n{\n' "$name"
        awk 'NR > 1 && /\*\// { exit } /^      [^ ].*;$/ && / = / || /^      if / { code = 1 } /^$/ { code = 0 } code' "$umbrella"
        printf '}\nreturn m.status;\n}\n'
    done
} >"$questions/examples.c"
try "the subjects' comments have code that compiles ($(grep -c '^      ' "$questions/examples.c") lines)" \
    gcc -std=c11 -Wall -Wextra -Wno-unused -Wno-maybe-uninitialized -Werror -Iinclude -fsyntax-only "$questions/examples.c"
