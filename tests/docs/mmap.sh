# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# src/manual/mmap.md against the kernel's headers and rawmap's: each constant has its row, each line of rawmap compiles.
# Sourced by tests/docs/run, which has flags=().

page=src/manual/mmap.md
# Mounting has constants that begin with MS_ too.
cat tests/abi/uapi/*.tsv | cut -f 1 |
    grep -E '^((PROT|MAP|MADV|MREMAP|MLOCK|MCL|MFD|F_SEAL|PKEY|MPOL|SHM)_|MS_(SYNC|ASYNC|INVALIDATE)$)' | sort -u >"$BUILD/constants"
without_row() { grep -oE '^\| [^|]*' "$1" | grep -oE '`[A-Z0-9_]+`' | tr -d '`' | sort -u | comm -23 "$BUILD/constants" -; }
without_row $page >"$BUILD/constants.lost"
same "every constant of a memory call has its row in $page ($(wc -l <"$BUILD/constants"))" /dev/null "$BUILD/constants.lost"
sed '/^| `MADV_FREE`/d' $page >"$BUILD/mmap.slip"
same "found: a constant without a row" <(echo MADV_FREE) <(without_row "$BUILD/mmap.slip")

# What stands in backquotes behind the first column: calls and sets are compiled, names alone must be declared.
awk -F ' \\| ' '/^\| `/ || /^\| [a-z]/ { sub(/^\| [^|]*\|/, ""); print }' $page | grep -oE '`[^`]*`' | tr -d '`' | sort -u >"$BUILD/written.mmap"
{
    echo '#include <rawmap.h>'
    echo 'void lines(void *p, size_t n, rawmap_span span, rawmap_span over, int fd, uint64_t offset, unsigned char *vector,'
    echo '           size_t vector_length, rawmap_status status, bool condition, rawmap_ladder ladder, rawmap_cache_counts counts);'
    echo 'void lines(void *p, size_t n, rawmap_span span, rawmap_span over, int fd, uint64_t offset, unsigned char *vector,'
    echo '           size_t vector_length, rawmap_status status, bool condition, rawmap_ladder ladder, rawmap_cache_counts counts)'
    echo '{'
    grep -E '^(rawmap_|RAWMAP_|condition)[^(]*\(.*\)' "$BUILD/written.mmap" | sed 's/.*/    (void)(&);/'
    grep -xE 'RAWMAP_[A-Z0-9_]+' "$BUILD/written.mmap" | sed 's/.*/    (void)(&);/'
    grep -xE 'rawmap_[a-z0-9_]+' "$BUILD/written.mmap" |
        grep -v -e '^rawmap_syscall' -e '^rawmap_span$' -e '^rawmap_status$' | sed 's/.*/    (void)\&&;/'
    echo '}'
} >"$BUILD/mmap.c"
try "every line of $page compiles ($(grep -c '(void)' "$BUILD/mmap.c"))" gcc "${flags[@]}" -Wno-unused -Wno-unused-result \
    -Wno-deprecated-declarations -c "$BUILD/mmap.c" -o "$BUILD/mmap.o"
