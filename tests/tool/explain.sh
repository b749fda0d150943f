# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# rawmap explain of a call: what it says is what Linux answers, whoever spells the call, and it harms nothing.
# Sourced by tests/tool/run.

lacking_huge=
needs_fact huge_pages "explain: huge pages" || lacking_huge=MAP_HUGETLB
RAWMAP_LACKING=$lacking_huge python3 $here/explained.py "$tool" "$BUILD" >"$BUILD/explained.results" 2>&1 || fail "explain: its calls" "$(tail -n 1 "$BUILD/explained.results")"
count_results <"$BUILD/explained.results"

anonymous='MAP_PRIVATE|MAP_ANONYMOUS'
for words in "--json mmap NULL 4096 PROT_READ $anonymous|MAP_NONBLOCK -1 0" "--json ENOMEM mmap NULL 4096 PROT_READ $anonymous -1 0" \
    "--json munmap 0x1001 4096" "--json -p $process EINVAL munmap 0x1001 4096"; do
    # shellcheck disable=SC2086
    "$tool" explain $words >"$BUILD/call.json"
    holds "explain $words: as its schema" python3 $here/schema.py $here/explain_call.schema.json "$BUILD/call.json"
done

# Units and spellings, by the text that a trace would have.
spelled() {
    status "explain: $1" 5 "$tool" explain munmap 0x1000 "$1"
    says "explain: $1 is $2" "munmap(0x1000, $2)"
}
spelled 64K "64 KiB"
spelled "4 GiB" "4 GiB"
spelled 2MiB "2 MiB"
spelled 010 8
spelled "3*(1<<20)+4096" "3076 KiB"
spelled "(size_t)1ul<<40" "1 TiB"
for wrong in 0x10000000000000000 18446744073709551616 16E 4MB 12abc "1+" "(1" "1)" NOTHING ""; do
    status "explain: no length: '$wrong'" 1 "$tool" explain munmap 0x1000 "$wrong"
done

# An errno: its cause, none, what the trial says beside it.
if [ -z "$lacking_huge" ]; then
    status "explain ERRNO: its cause" 0 "$tool" explain ENOMEM mmap NULL 1TiB PROT_READ "$anonymous|MAP_HUGETLB" -1 0
    says "explain ERRNO: its cause, itself" "    STATE_HUGE_POOL: The pool of huge pages"
    says "explain ERRNO: the same" "tried here, in a child of this tool: the same"
fi
status "explain ERRNO: no cause" 5 "$tool" explain EPERM mmap NULL 4096 PROT_READ "$anonymous" -1 0
says "explain ERRNO: no cause, and none is invented" "no cause was found for it here"
says "explain ERRNO: no cause, as it works" "tried here, in a child of this tool: it works"
status "explain ERRNO: a line of strace" 0 "$tool" explain '[pid 17] mprotect(0x7f0000000001, 4096, PROT_READ) = -1 EINVAL (Invalid argument)'
says "explain ERRNO: a line of strace, its cause" SPAN_UNALIGNED
status "explain ERRNO: memory that is not here" 5 "$tool" explain ENOMEM madvise 0x7f0000000000 4096 MADV_COLD
says "explain ERRNO: memory that is not here is not seen" "not seen: what is mapped"
# MADV_COLD of a locked mapping is EINVAL: seen in the process that has it, at the address that it told.
locked=$(awk '$1 == "made" && $2 == "locked" { print $3; exit }' "$BUILD/process.out")
status "explain -p: what is mapped there" 0 "$tool" explain -p "$process" EINVAL madvise "0x$locked" 4096 MADV_COLD
says "explain -p: the locked mapping" UNFIT_MAPPING
says "explain -p: not tried" "not tried: it would be another process's call"
status "explain -p: no such process" 2 "$tool" explain -p 2147483647 ENOMEM munmap 0 0
status "explain -p: no call" 1 "$tool" explain -p "$process" ENOMEM

# What is not tried.
for words in "shmget IPC_PRIVATE 4096 IPC_CREAT|0600" "madvise MEMORY 4096 MADV_HWPOISON" "mlock MEMORY 128M" \
    "mmap NULL 128M PROT_READ $anonymous|MAP_POPULATE -1 0" "munmap 0x400000 4096" "mmap 0x400000 4096 PROT_READ $anonymous|MAP_FIXED -1 0"; do
    # shellcheck disable=SC2086
    status "explain $words: not tried" 5 "$tool" explain $words
    says "explain $words: says so" "    not tried: "
done
before=$(wc -l </proc/sysvipc/shm)
"$tool" explain shmget IPC_PRIVATE 4096 'IPC_CREAT|0600' >/dev/null
holds "explain shmget: no segment is left" [ "$(wc -l </proc/sysvipc/shm)" = "$before" ]

# Slips.
slip() {
    local name=$1 near=$2
    shift 2
    status "explain: $name" 1 "$tool" explain "$@"
    holds "explain: $name: near it is $near" grep -qE "^rawmap: near it: .*\b$near\b" "$BUILD/err"
    holds "explain: $name: nothing is printed" [ ! -s "$BUILD/out" ]
}
slip "a constant's slip" PROT_READ mmap NULL 4096 PROT_RAED "$anonymous" -1 0
slip "a constant's slip in a line" MADV_COLD 'madvise(NULL, 4096, MADV_COOLD)'
slip "a call's slip" mprotect mprotct NULL 4096 PROT_READ
slip "a status's slip" ENOMEM ENOMEN munmap NULL 4096
status "explain: too few words" 1 "$tool" explain mmap NULL 4096
says "explain: too few words: which" "mmap has other words: an address, a length, a protection, flags, a descriptor, an offset"
status "explain: words in another order" 3 "$tool" explain mmap NULL 4096 "$anonymous" PROT_READ -1 0
says "explain: words in another order: says so" "of another kind of word: MAP_PRIVATE, MAP_ANONYMOUS, PROT_READ"

# The completion's constants and calls are the tool's.
for word in $(sed -n '/^_rawmap_explain/,/^}/p' src/packaging/completions/rawmap | grep -oE '\b(PROT|MAP|MREMAP|MADV|MS|MLOCK|MCL|MFD|IPC|SHM)_[A-Z0-9_]+'); do
    "$tool" explain process_mrelease 0 "$word" >/dev/null 2>&1
    [ $? = 5 ] || echo "$word"
done >"$BUILD/unknown"
same "completion: constants of explain" /dev/null "$BUILD/unknown"
for word in $(sed -n 's/.*local calls="//; /^_rawmap_explain/,/" done=/p' src/packaging/completions/rawmap | grep -oE '\b(m[a-z_0-9]+|shm[a-z]+|pkey_[a-z]+|userfaultfd)\b' | grep -v '^mmap_'); do
    "$tool" explain "$word" x x x x x x x 2>&1 | grep 'no such call' >/dev/null && echo "$word"
done >"$BUILD/unknown"
same "completion: calls of explain" /dev/null "$BUILD/unknown"
