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
holds "completion: a cause" grep -qx SPAN_UNALIGNED <(PATH="$BUILD/build:$PATH" completed rawmap explain SPAN_UNA)
holds "completion: a subject" grep -qx advice <(completed rawmap probe adv)
holds "completion: a mapping's name" grep -qxF '[heap]' <(completed rawmap pages "$process" "[h")

# Installed where man and bash look.
if try "installed (build)" cmake --build "$BUILD/build"; then
    rm -rf "$BUILD/prefix"
    try "installed" cmake --install "$BUILD/build" --prefix "$BUILD/prefix" --component tool
    same "installed: what the tool has" <(printf '%s\n' bin/rawmap share/bash-completion/completions/rawmap \
        share/doc/rawmap/tool/LICENSE share/man/man1/rawmap.1) <(cd "$BUILD/prefix" && find . -type f | sed 's|^\./||' | sort)
fi
