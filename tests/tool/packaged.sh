# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What comes with the tool: its manual page and the completion of its words; both know the commands and options of its help.
# Sourced by tests/tool/run.

"$tool" help >"$BUILD/help"
commands=$(sed -n 's/^\(usage:\|      \) rawmap \([a-z]*\) .*/\2/p' "$BUILD/help" | grep -v '^help$')
options() { "$tool" "$1" --help | grep '^ *\(usage:\)\? *rawmap' | grep -oE -- '--[a-z]+' | sort -u; }

mandoc -T lint -W warning src/manual/rawmap.1 2>&1 | grep -v makewhatis >"$BUILD/lint"
same "rawmap(1): mandoc finds nothing to warn of" /dev/null "$BUILD/lint"
mandoc -T ascii -O width=100 src/manual/rawmap.1 | sed 's/.\x08//g' >"$BUILD/page"
for command in $commands; do
    holds "rawmap(1): $command" grep -qE "^ +rawmap $command\b" "$BUILD/page"
    for option in $(options "$command"); do
        holds "rawmap(1): $command $option" awk -v command="$command" -v option="$option" '
            { here = $1 == "rawmap" ? $2 == command : /^[A-Z]/ ? 0 : here }
            here && index($0, option) { met = 1 } END { exit !met }' "$BUILD/page"
    done
done
holds "rawmap(1): trace" grep -q 'rawmap trace \[--json\] \[--all\] \[-o file\] \[-p pid\]' "$BUILD/page"

# The JSON of the commands that show no process.
status "explain --json" 0 "$tool" explain --json
cp "$BUILD/out" "$BUILD/explain.json"
holds "explain --json: as its schema" python3 $here/schema.py $here/explain.schema.json "$BUILD/explain.json"
"$tool" explain >"$BUILD/explained"
same "explain --json: the same as without" "$BUILD/explained" <(python3 -c 'import json, sys
for s in json.load(open(sys.argv[1]))["statuses"]: print("%s (%d): %s" % (s["name"], s["number"], s["text"]))' "$BUILD/explain.json")
status "explain --json: one" 0 "$tool" explain --json -22
holds "explain --json: one, as its schema" python3 $here/schema.py $here/explain.schema.json "$BUILD/out"
says "explain --json: one, itself" '"name": "EINVAL", "number": 22, "errno": 22, "text": "'
status "explain --json: none" 1 "$tool" explain --json LENGTH_NAUGHT
holds "explain --json: none, nothing is printed" sh -c '[ ! -s "$1" ]' sh "$BUILD/out"
status "explain: two" 1 "$tool" explain 1 2
says "explain: two, the sentence" "no such call"
status "probe --json" 0 "$tool" probe --json protection
holds "probe --json: as its schema" python3 $here/schema.py $here/probe.schema.json "$BUILD/out"

# completed WORD...: what may stand for the last word
completed() {
    # shellcheck disable=SC2016
    bash --norc -c 'shopt -s progcomp; . src/packaging/completions/rawmap || exit 1
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
        _rawmap rawmap "${@: -1}" "${@: -2:1}"
        printf "%s\n" ${COMPREPLY[@]+"${COMPREPLY[@]}"}' bash "$@" | sort
}
same "completion: the commands" <(printf '%s\n' $commands help trace version | sort -u) <(completed rawmap "")
for command in $commands; do
    same "completion: options of $command" <({ options "$command"; echo --help; } | sort -u) <(completed rawmap "$command" --)
done
same "completion: a verdict" <(printf '%s\n' ignored refused unknown works) <(completed rawmap probe --only "")
holds "completion: a process" grep -qx "$process" <(completed rawmap maps "${process%?}")
same "completion: a call" <(printf '%s\n' mmap) <(completed rawmap explain mma)
same "completion: a constant behind others" <(printf '%s\n' 'MAP_PRIVATE|MAP_ANONYMOUS') \
    <(completed rawmap explain mmap NULL 4096 PROT_READ 'MAP_PRIVATE|MAP_ANON')
holds "completion: a process whose call it was" grep -qx "$process" <(completed rawmap explain -p "${process%?}")
holds "completion: a cause" grep -qx SPAN_UNALIGNED <(PATH="$BUILD/build:$PATH" completed rawmap explain SPAN_UNA)
holds "completion: a subject" grep -qx advice <(completed rawmap probe adv)
holds "completion: a mapping's name" grep -qxF '[heap]' <(completed rawmap pages "$process" "[h")

# The pictures of tool.md are the prepared process's; what depends on the machine has the form that the tool gives it.
picture_of() { awk -v kind="$1" '$0 == "```text " kind { inside = 1; next } /^```/ { inside = 0 } inside' src/manual/tool.md; }
# shown_by KIND FILE: each line of the picture is a line of the file
shown_by() {
    local lost
    lost=$(picture_of "$1" | grep -v '^#' | grep -vxF -f "$2")
    if [ -z "$lost" ] && [ "$(picture_of "$1" | wc -l)" -gt "$3" ]; then
        pass "tool.md: $1"
    else
        fail "tool.md: $1" "not what the tool shows: $(head -n 1 <<<"$lost")"
    fi
}
shown_by maps $here/maps.80.txt 12
shown_by pages $here/pages.80.txt 12
shown_by explain "$BUILD/explained" 0
picture_of explain-call | sed -n 's/^\$ rawmap/"$tool"/p' >"$BUILD/pictured.sh"
while read -r command; do printf '%s\n' "\$ rawmap${command#'"$tool"'}" && eval "$command"; done <"$BUILD/pictured.sh" >"$BUILD/shown"
picture_of explain-call >"$BUILD/pictured"
same "tool.md: explain of a call" "$BUILD/pictured" "$BUILD/shown"
"$tool" limits --json "$process" | grep -oE '"name": "[^"]*"' | cut -d '"' -f 4 | sed 's/ [0-9]*[kmg]b$//' | sort -u >"$BUILD/names"
holds "tool.md: limits" sh -c 'grep -v "^#" "$1" | while read -r line; do
    grep -qE "^($(paste -s -d "|" "$2"))( [0-9]+[kmg]b)? +[0-9a-zA-Z.]+ +[0-9a-zA-Z.]+ +(-|[0-9]+%) +(-|\[[#.]{10}\]) +[A-Za-z_.]+$" <<LINE || { echo "$line"; exit 1; }
$line
LINE
done' sh <(picture_of limits) "$BUILD/names"
if needs_fact x86_64 "tool.md: probe"; then
    for subject in advice.cold protection.sem protection.adi; do "$tool" probe $subject; done | grep -v '^#' | cut -c -85 >"$BUILD/probed"
    picture_of probe | cut -c -85 >"$BUILD/pictured"
    same "tool.md: probe" "$BUILD/probed" "$BUILD/pictured"
fi

# Installed where man and bash look.
if try "installed (build)" cmake --build "$BUILD/build"; then
    rm -rf "$BUILD/prefix"
    try "installed" cmake --install "$BUILD/build" --prefix "$BUILD/prefix" --component tool
    same "installed: what the tool has" <(printf '%s\n' bin/rawmap share/bash-completion/completions/rawmap \
        share/doc/rawmap/tool/LICENSE share/man/man1/rawmap.1) <(cd "$BUILD/prefix" && find . -type f | sed 's|^\./||' | sort)
fi
