# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The cheap choice. Each function runs its program in an empty directory, $1, by "${with[@]}", and prints what must be the same.

programs_cheap() {
    program python3 python3 python3
    program perl perl perl
    program sqlite3 sqlite3 sqlite3
    program git git git
    program gcc gcc gcc
    program stress-ng stress-ng stress-ng
}

run_python3() {
    cp tests/clients/libc/memory.py "$1/" && cd "$1" && "${with[@]}" "$(type -P python3)" -I memory.py
}

run_perl() {
    cp tests/clients/libc/memory.pl "$1/" && cd "$1" && "${with[@]}" "$(type -P perl)" memory.pl
}

run_sqlite3() {
    "${with[@]}" "$(type -P sqlite3)" "$1/data" <<'END'
PRAGMA page_size = 4096;
PRAGMA journal_mode = WAL;
PRAGMA mmap_size = 268435456;
CREATE TABLE t(id INTEGER PRIMARY KEY, words TEXT, number INTEGER);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
INSERT INTO t SELECT i, hex(i * 7919) || ' ' || printf('%064d', i), (i * 2654435761) % 4294967296 FROM n;
CREATE INDEX by_number ON t(number);
SELECT count(*), sum(number), max(words) FROM t;
UPDATE t SET words = words || words WHERE id % 3 = 0;
DELETE FROM t WHERE id % 5 = 0;
SELECT count(*), sum(length(words)) FROM t;
PRAGMA wal_checkpoint(TRUNCATE);
VACUUM;
SELECT count(*), sum(number) FROM t WHERE number BETWEEN 1000000 AND 3000000000;
PRAGMA integrity_check;
END
}

# A repository of this tree's files in four steps, packed, read by small windows, cloned.
run_git() {
    local git step
    git=$(type -P git)
    export GIT_CONFIG_NOSYSTEM=1 HOME=$1 GIT_AUTHOR_DATE='2000-01-01T00:00:00Z' GIT_COMMITTER_DATE='2000-01-01T00:00:00Z'
    export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@a GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@a
    "${with[@]}" "$git" init -q -b main "$1/one" || return
    cp -r include arch src "$1/one/" && cd "$1/one" || return
    for step in 1 2 3 4; do
        find . -path ./.git -prune -o -name '*.h' -print0 | xargs -0 sed -i "1s|\$| $step|"
        "${with[@]}" "$git" add -A && "${with[@]}" "$git" -c gc.auto=0 commit -q -m "$step" || return
    done
    "${with[@]}" "$git" -c pack.threads=2 repack -q -a -d -f --window=20 &&
        "${with[@]}" "$git" -c core.packedGitWindowSize=64k -c core.packedGitLimit=1m fsck --full --strict 2>&1 &&
        "${with[@]}" "$git" -c core.packedGitWindowSize=64k log --stat --format=%H | sha256sum &&
        "${with[@]}" "$git" grep -c mremap | sort | sha256sum &&
        "${with[@]}" "$git" clone -q --no-hardlinks --bare "$1/one" "$1/two" &&
        "${with[@]}" "$git" -C "$1/two" rev-list --objects --all | wc -l
}

# The compiler's own memory comes by mmap; what comes out is compared to the byte.
run_gcc() {
    local gcc unit
    gcc=$(type -P gcc)
    for unit in map numa; do
        "${with[@]}" "$gcc" -std=gnu11 -O2 -w -Iinclude -c "tests/clients/libc/$unit.c" -o "$1/$unit.o" && sha256sum <"$1/$unit.o" || return
    done
}

# stress_status STRESSOR STATUS: with 3 and 4 stress-ng says itself that it could not run here.
stress_status() {
    case $2 in
    3) echo "lacks $1: exit status 3, no resources for it here" ;;
    4) echo "lacks $1: exit status 4, not to be had here" ;;
    *) echo "status $1 $2" ;;
    esac
}

# Each verifies what it reads back. What they print has times in it.
stressors=(mmapaddr mremap msync mlock memfd numa shm-sysv) stress_operations=3 stress_seconds=2
run_stress_ng() {
    local stressor
    for stressor in "${stressors[@]}"; do
        "${with[@]}" "$(type -P stress-ng)" --temp-path "$1" "--$stressor" 1 "--$stressor-ops" "$stress_operations" --timeout "$stress_seconds" --verify \
            --vm-bytes 16m --mmap-bytes 8m --mremap-bytes 4m --memfd-bytes 16m --mmaphuge-mmaps 2 >"$1/said" 2>&1
        stress_status "$stressor" $?
        grep -i fail "$1/said"
    done
    return 0
}
