# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The programs of this suite, each with the peers that can be had; those that cannot are skips that say so.

here=tests/bench

# rustix as Debian has it, compiled without cargo: its build script would choose the same.
build_rustix() {
    local crates=/usr/share/cargo/registry out=$BUILD/crates flags=(-O --cap-lints allow --edition 2018 -L "$BUILD/crates")
    local bitflags raw lifetimes rustix
    peer_package rustix rustc librust-rustix-dev || return
    bitflags=$(echo $crates/bitflags-1.*) raw=$(echo $crates/linux-raw-sys-*) lifetimes=$(echo $crates/io-lifetimes-*)
    rustix=$(echo $crates/rustix-*)
    rm -rf "$out"
    mkdir -p "$out"
    flags+=(--out-dir "$out")
    {
        /usr/bin/rustc "${flags[@]}" --crate-type rlib --crate-name bitflags "$bitflags/src/lib.rs" &&
            /usr/bin/rustc "${flags[@]}" --crate-type rlib --crate-name linux_raw_sys --cfg 'feature="general"' \
                --cfg 'feature="errno"' --cfg 'feature="ioctl"' --cfg 'feature="no_std"' "$raw/src/lib.rs" &&
            /usr/bin/rustc "${flags[@]}" --crate-type rlib --crate-name io_lifetimes --cfg 'feature="std"' "$lifetimes/src/lib.rs" &&
            /usr/bin/rustc "${flags[@]}" --crate-type rlib --crate-name rustix --cfg linux_raw --cfg asm --cfg 'feature="mm"' \
                --cfg 'feature="fs"' --cfg 'feature="std"' --extern bitflags --extern linux_raw_sys --extern io_lifetimes \
                "$rustix/src/lib.rs" &&
            /usr/bin/rustc "${flags[@]}" -C panic=abort -C codegen-units=1 --crate-type staticlib --crate-name peer --extern rustix \
                $here/peers/rustix.rs
    } >"$BUILD/logs/rustix.log" 2>&1 || { skip "peer rustix" "this one does not compile: see $BUILD/logs/rustix.log"; return; }
    # The weak names of calls.c take nothing out of an archive.
    peers+=("-Wl,-u,rustix_map_unmap" "$out/libpeer.a" -lpthread -ldl)
}

# nolibc stands in the kernel's sources alone: its headers are kept, the package of 140 MB is not.
build_nolibc() {
    local kept=$CACHE/nolibc scratch root package
    if [ ! -e "$kept/nolibc.h" ]; then
        [ -n "$long" ] || { skip "peer nolibc" "not fetched: tests/run bench does"; return; }
        scratch=$(mktemp -d)
        {
            root=$(apt_root bookworm amd64) && package=$(newest_package "$root" 'linux-source-6\.[0-9]+') &&
                download "$root" "$package" "$scratch" && mkdir -p "$scratch/tree" &&
                dpkg-deb --fsys-tarfile "$scratch"/*.deb | tar -xO --wildcards '*.tar.xz' | xz -dc |
                tar -x -C "$scratch/tree" --strip-components=4 --wildcards '*/tools/include/nolibc/*' &&
                mkdir -p "$kept" && cp "$scratch"/tree/*.h "$kept"
        } >"$BUILD/logs/nolibc.log" 2>&1
        rm -rf "$scratch"
        [ -e "$kept/nolibc.h" ] || { skip "peer nolibc" "cannot be fetched: $(tail -n 1 "$BUILD/logs/nolibc.log")"; return; }
    fi
    gcc -O2 -I"$kept" -c $here/peers/nolibc.c -o "$BUILD/nolibc.o" >"$BUILD/logs/nolibc.log" 2>&1 ||
        { skip "peer nolibc" "this one does not compile: see $BUILD/logs/nolibc.log"; return; }
    peers+=("$BUILD/nolibc.o")
}

# liburing's own system calls stand in its sources, which are kept unpacked.
build_liburing() {
    local source
    peer_package "liburing's calls" liburing-dev || return
    source=$(echo "$CACHE"/sources/liburing-bookworm-*)
    if [ ! -d "$source" ]; then
        [ -n "$long" ] || { skip "peer liburing's calls" "its source is not fetched: tests/run bench does"; return; }
        want dpkg-dev || { skip "peer liburing's calls" "no dpkg-source: dpkg-dev is not installed"; return; }
        source=$(fetch_source bookworm liburing 2>"$BUILD/logs/liburing.log") ||
            { skip "peer liburing's calls" "cannot be fetched: $(tail -n 1 "$BUILD/logs/liburing.log")"; return; }
    fi
    gcc -O2 -I"$source/src" -c $here/peers/liburing.c -o "$BUILD/liburing.o" >"$BUILD/logs/liburing.log" 2>&1 ||
        { skip "peer liburing's calls" "this one does not compile: see $BUILD/logs/liburing.log"; return; }
    peers+=("$BUILD/liburing.o")
}

build_calls() {
    local ours=("$here/peers/rawmap.c") peers
    if [ "$(uname -m)" = x86_64 ]; then
        ours+=("$here/peers/bare.c")
    else
        skip "peer bare" "written by hand for x86-64 alone"
    fi
    peers=("$here/peers/libc.c" "${ours[@]}")
    build_rustix
    build_nolibc
    build_liburing
    build calls $here/calls.c "${peers[@]}"
    if peer_package musl musl-tools; then
        compiler=musl-gcc build calls.musl -static '-DLIBC="musl"' $here/calls.c $here/peers/libc.c "${ours[@]}"
    fi
}

# SUBJECT.c is one program; those that measure allocators are one for each.
build_subjects() {
    local name
    for name in populate mappings ring grow_files cache; do
        [ -e "$here/$name.c" ] && build "$name" "$here/$name.c" -pthread
    done
    if peer_package liburing liburing-dev; then
        build spans -DLIBURING $here/spans.c -luring
    else
        build spans $here/spans.c
    fi
    if peer_package LMDB liblmdb-dev; then
        build lookups -DLMDB $here/lookups.c -pthread -llmdb
    else
        build lookups $here/lookups.c -pthread
    fi
    build vector $here/vector.c
    build purge $here/purge.c
    for name in mimalloc jemalloc; do
        peer_package "$name" "lib$name-dev" || continue
        build "vector.$name" "-DREALLOC=\"$name\"" $here/vector.c -Wl,--no-as-needed "-l$name"
        build "purge.$name" "-D${name^^}" $here/purge.c -Wl,--no-as-needed "-l$name"
    done
    if peer_package "musl's realloc" musl-tools; then
        compiler=musl-gcc build vector.musl -static '-DREALLOC="musl"' $here/vector.c
    fi
}
