# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Who may not be looked at, who is not there, and slips.
# Sourced by tests/tool/run.

copy=$(mktemp -d /tmp/rawmap-XXXXXX) || exit 1
chmod 755 "$copy"
at_exit "rm -rf '$copy'"
install -m 755 "$tool" "$copy/rawmap"

# as_other COMMAND...: whose processes ours are not; where we are not root, the first process is not ours.
if [ "$(id -u)" != 0 ]; then
    strange=1
    as_other() { "$@"; }
elif needs_fact capabilities "other users" && want util-linux; then
    strange=$process
    as_other() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
else
    strange=
fi
if [ -n "$strange" ] && [ "$(stat -c %u "/proc/$strange")" = 0 ]; then
    for command in maps pages limits; do
        status "$command: another user's process" 3 as_other "$copy/rawmap" $command "$strange"
        says "$command: another user's process, the sentence" "rawmap: you may not look into process $strange: it belongs to user 0, and you are user "
        holds "$command: nothing else is printed" sh -c '[ ! -s "$1" ] && [ $(wc -l <"$2") = 1 ]' sh "$BUILD/out" "$BUILD/err"
    done
fi
# One's own, which has forbidden it: root may all the same.
if [ "$(id -u)" != 0 ]; then
    private() { prepare private "$BUILD/prepared" "$files/private" undumpable; }
elif [ -n "$strange" ]; then
    install -m 755 "$BUILD/prepared" "$copy/prepared"
    mkdir "$copy/files" && chown 65534:65534 "$copy/files"
    private() { prepare private setpriv --reuid=65534 --regid=65534 --clear-groups "$copy/prepared" "$copy/files" undumpable; }
else
    private() { false; }
fi
if private; then
    status "maps: a process that has forbidden it" 3 as_other "$copy/rawmap" maps "$prepared"
    says "maps: a process that has forbidden it, the sentence" "it is yours, but "
fi

for command in maps pages limits; do
    status "$command: no such process" 4 "$tool" $command 2147483647
    says "$command: no such process, the sentence" "rawmap: there is no process 2147483647"
    for wrong in 0 -1 nobody 2147483648 99999999999999999999 1x; do
        status "$command: no number: $wrong" 1 "$tool" $command $wrong
    done
    status "$command: no such option" 1 "$tool" $command --xml "$process"
    status "$command: too much" 1 "$tool" $command "$process" 1000 2000
    status "$command: nowhere to write" 2 sh -c "\"\$1\" $command \$2 >/dev/full" sh "$tool" "$process"
    status "$command --help" 0 "$tool" $command --help
    says "$command --help tells the exit statuses" "Exit status: 0; 1 wrong usage, 2 failure, 3 this process may not be looked at, 4 no such process"
    status "$command -h" 0 "$tool" $command -h
done
# Threads of the kernel have no mappings.
if [ "$(cat /proc/2/comm 2>/dev/null)" = kthreadd ] && [ "$(id -u)" = 0 ]; then
    for command in maps pages limits; do
        status "$command: a thread of the kernel" 4 "$tool" $command 2
        says "$command: a thread of the kernel, the sentence" "the process has no memory"
    done
fi
# One that is dead and not waited for.
# shellcheck disable=SC2016
sh -c 'sleep 0 & exec sleep 600' >/dev/null 2>&1 </dev/null &
parent=$!
at_exit "kill $parent 2>/dev/null"
sleep 0.5
# Other processes end meanwhile, which grep passes over.
dead=$(grep -l "^PPid:[[:space:]]*$parent\$" /proc/[0-9]*/status 2>/dev/null | cut -d / -f 3)
if [ -n "$dead" ]; then
    status "maps: a process that is dead" 4 "$tool" maps "$dead"
else
    fail "maps: a process that is dead" "there is none"
fi

# Without /proc.
if needs_fact mount_namespaces "no /proc"; then
    status "no /proc" 2 unshare --mount --propagation private sh -c 'mount -t tmpfs none /proc && exec "$1" maps 1' sh "$tool"
    says "no /proc: says so" "/proc is not mounted here"
fi
