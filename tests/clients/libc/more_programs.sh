# shellcheck shell=bash disable=SC2034
# SPDX-License-Identifier: MIT
# What runs where everything is asked for; elsewhere two are drawn of what is here.

programs_more() {
    local all=(mmap mmapaddr mmapfixed mmapfork mmaphuge mprotect mremap msync munmap madvise mincore mlock remap memfd numa
        shm-sysv pageswap stackmmap tlb-shootdown vm-addr vm-segv userfaultfd mmapmany msyncmany pagemove vm-splice dev-shm)
    stressors=("${all[@]}") stress_operations=10 stress_seconds=3
    whole || { mapfile -t stressors < <(drawn_of 4 "${all[@]}") && stress_operations=3 stress_seconds=2; }
    program stress-ng-all stress-ng stress-ng
    program test-mmap libpython3-testsuite python3 python3:test.test_mmap
    program git-of-this-tree git git
    program gcc-library gcc gcc
    program lmdb lmdb-utils mdb_load mdb_copy mdb_stat
    also=libjemalloc.so.2
    program jemalloc libjemalloc2 /usr/lib/x86_64-linux-gnu/libjemalloc.so.2
    program redis-jemalloc "redis-server libjemalloc2" redis-server redis-benchmark /usr/lib/x86_64-linux-gnu/libjemalloc.so.2
    also=
    program postgres postgresql initdb pgbench
    program node nodejs node
    program java default-jre-headless java
}

run_stress_ng_all() { run_stress_ng "$1"; }

# Python's own tests.
run_test_mmap() {
    local python
    python=$(type -P python3)
    cd "$1" || return
    "${with[@]}" "$python" -m test test_mmap test_memoryview test_tempfile test_shelve -q >"$1/said"
    echo "status tests $?"
    grep -v -i -E 'duration|seed|load avg' "$1/said"
    return 0
}

# Every commit of this tree, where it has any.
run_git_of_this_tree() {
    local git
    git=$(type -P git)
    "${with[@]}" "$git" clone -q --bare --no-local . "$1/all" 2>&1 &&
        "${with[@]}" "$git" -C "$1/all" -c pack.threads=2 repack -q -a -d -f &&
        "${with[@]}" "$git" -C "$1/all" -c core.packedGitWindowSize=64k -c core.packedGitLimit=1m fsck --full 2>&1 &&
        "${with[@]}" "$git" -C "$1/all" -c core.packedGitWindowSize=64k log --stat --format=%H | sha256sum
}

run_gcc_library() {
    local gcc unit units=(src/library/*.c src/library.c src/tool/*.c src/tool/*/*.c)
    gcc=$(type -P gcc)
    whole || mapfile -t units < <(drawn_of 12 "${units[@]}")
    for unit in "${units[@]}"; do
        case $unit in src/library*) set -- "$1" -DRAWMAP_EXPORT ;; *) set -- "$1" ;; esac
        "${with[@]}" "$gcc" -std=c11 -O2 -w -ffreestanding -Iinclude -Isrc -Isrc/tool "${@:2}" -c "$unit" -o "$1/unit.o" 2>"$1/said" && sha256sum <"$1/unit.o" || echo "status $unit 1"
    done
}

run_lmdb() {
    local number
    mkdir "$1/one" "$1/two"
    {
        printf 'VERSION=3\nformat=print\ntype=btree\nmapsize=67108864\nmaxreaders=126\ndb_pagesize=4096\nHEADER=END\n'
        for number in {10000..30000}; do printf ' key%s\n value %s %s\n' "$number" $((number * 7919 % 100003)) "$number"; done
        echo DATA=END
    } | "${with[@]}" mdb_load -f /dev/stdin "$1/one" &&
        "${with[@]}" mdb_copy -c "$1/one" "$1/two" &&
        "${with[@]}" mdb_stat -e "$1/two" &&
        "${with[@]}" mdb_dump "$1/two" | sha256sum
}

# A program of many threads on jemalloc, which stands behind the layer.
run_jemalloc() {
    "$(type -P gcc)" -O2 -pthread tests/clients/libc/threads.c -o "$1/threads" && "${with[@]}" "$1/threads"
}

run_redis_jemalloc() {
    local port=16391 n
    "${with[@]}" redis-server --port $port --dir "$1" --save '' --daemonize no --loglevel warning >"$1/log" 2>&1 &
    for n in {1..100}; do redis-cli -p $port ping >/dev/null 2>&1 && break || sleep 0.1; done
    redis-benchmark -p $port -q -n 4000 -c 20 -d 512 -r 2000 -t set,get,lpush,lrange_100,incr,hset >"$1/bench" 2>&1
    echo "status bench $?"
    redis-cli -p $port flushall
    for n in {1..20000}; do echo "set key$n $((n * 7919))"; done | redis-cli -p $port >/dev/null
    redis-cli -p $port bgsave
    for n in {1..100}; do redis-cli -p $port info persistence | grep 'rdb_bgsave_in_progress:0' >/dev/null && break || sleep 0.1; done
    redis-cli -p $port info persistence | grep rdb_last_bgsave_status
    redis-cli -p $port dbsize
    redis-cli -p $port shutdown nosave
    wait
    redis-check-rdb "$1/dump.rdb" | grep -c 'looks OK'
}

# As a user of its own: root may not.
run_postgres() {
    local bin who=()
    bin=$(dirname "$(readlink -f "$(type -P initdb)")")
    [ "$(id -u)" != 0 ] || { chown postgres "$1" && who=(setpriv --reuid postgres --regid postgres --clear-groups); }
    cd "$1" || return
    "${who[@]}" "${with[@]}" "$bin/initdb" -D "$1/data" -U one -A trust --no-sync >"$1/said" 2>&1
    echo "status initdb $?"
    "${who[@]}" "${with[@]}" "$bin/pg_ctl" -D "$1/data" -w -l "$1/log" -o \
        "-c huge_pages=try -c shared_buffers=32MB -c dynamic_shared_memory_type=${2:-sysv} -c listen_addresses= -c unix_socket_directories=$1 -c min_parallel_table_scan_size=0 -c parallel_setup_cost=0 -c fsync=off" start >/dev/null
    echo "status start $?"
    "${who[@]}" "${with[@]}" "$bin/pgbench" -h "$1" -U one -i -s 2 -q postgres >/dev/null 2>&1
    echo "status fill $?"
    "${who[@]}" "${with[@]}" "$bin/pgbench" -h "$1" -U one -c 4 -j 2 -t 100 postgres >"$1/bench" 2>&1
    echo "status bench $?"
    grep -E 'transactions actually|failed' "$1/bench"
    "${who[@]}" "$bin/psql" -h "$1" -U one -At -c 'SELECT count(*), sum(aid), sum(length(filler)) FROM pgbench_accounts' \
        -c 'SELECT count(*) FROM pgbench_history' postgres
    "${who[@]}" "${with[@]}" "$bin/pg_ctl" -D "$1/data" -w stop >/dev/null
    echo "status stop $?"
    grep -c -E 'PANIC|FATAL' "$1/log" || true
}

run_node() {
    cat >"$1/n.js" <<'END'
const { createHash } = require('crypto');
const { Worker, isMainThread, parentPort } = require('worker_threads');
if (isMainThread) {
    const shared = new SharedArrayBuffer(1 << 20);
    let done = 0;
    for (let i = 0; i < 3; i++) {
        const w = new Worker(__filename);
        w.postMessage({ shared, i });
        w.on('exit', () => {
            if (++done === 3) console.log(createHash('sha256').update(new Uint8Array(shared)).digest('hex'));
        });
    }
    const words = new Map();
    for (let i = 0; i < 200000; i++) words.set('word' + (i * 7919 % 50021), i);
    console.log(words.size);
    const memory = new WebAssembly.Memory({ initial: 10, maximum: 1000 });
    memory.grow(500);
    console.log(memory.buffer.byteLength);
    const blocks = [];
    for (let i = 0; i < 64; i++) blocks.push(Buffer.alloc(1 << 20, i));
    console.log(createHash('sha256').update(Buffer.concat(blocks)).digest('hex'));
} else {
    parentPort.once('message', ({ shared, i }) => {
        new Uint8Array(shared).fill(i + 1, i << 16, (i + 1) << 16);
        parentPort.close();
    });
}
END
    "${with[@]}" node "$1/n.js"
}

run_java() {
    cat >"$1/J.java" <<'END'
import java.nio.*; import java.nio.channels.*; import java.nio.file.*; import java.util.*;
public class J {
    public static void main(String[] a) throws Exception {
        Path p = Path.of(a[0]);
        try (FileChannel c = FileChannel.open(p, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer m = c.map(FileChannel.MapMode.READ_WRITE, 0, 1 << 22);
            for (int i = 0; i < 1 << 20; i++) m.putInt(i * 7919);
            m.force(); m.load();
            System.out.println(m.getInt(4000) + " " + m.capacity());
        }
        List<byte[]> kept = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < 3000; i++) { byte[] b = new byte[65536]; b[i & 65535] = 1; if (i % 10 == 0) kept.add(b); sum += b[i & 65535]; }
        Map<String, Integer> words = new TreeMap<>();
        for (int i = 0; i < 100000; i++) words.put("word" + i * 7919 % 50021, i);
        System.out.println(sum + " " + kept.size() + " " + words.hashCode());
    }
}
END
    if command -v javac >/dev/null; then javac -d "$1" "$1/J.java" || return; set -- "$1" -cp "$1" J; else set -- "$1" "$1/J.java"; fi
    local directory=$1 way
    shift
    for way in -XX:+UseSerialGC '-XX:+UseG1GC -XX:+UseTransparentHugePages' '-XX:+UseParallelGC -XX:+UseLargePages' -XX:+UseZGC; do
        # shellcheck disable=SC2086
        "${with[@]}" java -Xmx256m -Xshare:auto $way "$@" "$directory/file" 2>&1 | grep -v -i 'warning'
    done
}
