# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Projects of Meson's with the files of src/packaging/meson as their README places them: the static library by the wrap as
# it is, with a repository of ours; the shared one by an archive, which lies in Meson's cache already. Sourced by
# tests/consumers/run.

if want meson ninja-build git; then
    wrapped=$BUILD/meson
    rm -rf "$wrapped" && mkdir -p "$wrapped/source/rawmap"
    cp -r include arch src LICENSE "$wrapped/source/rawmap/"
    for kind in static shared; do
        mkdir -p "$wrapped/$kind/subprojects/packagecache"
        cp $here/meson/meson.build $here/program.c "$wrapped/$kind/"
        cp -r src/packaging/meson/* "$wrapped/$kind/subprojects/"
    done
    tar -C "$wrapped/source" -cf "$wrapped/shared/subprojects/packagecache/rawmap.tar" rawmap
    {
        printf '[wrap-file]\ndirectory = rawmap\nsource_url = https://nowhere.invalid/rawmap.tar\nsource_filename = rawmap.tar\n'
        printf 'source_hash = %s\n' "$(sha256sum "$wrapped/shared/subprojects/packagecache/rawmap.tar" | cut -d ' ' -f 1)"
        sed -n -e '/^patch_directory/p' -e '/^\[provide\]/,$p' src/packaging/meson/rawmap.wrap
    } >"$wrapped/shared/subprojects/rawmap.wrap"
    try "Meson's wrap: a repository" sh -ec "cd '$wrapped/source/rawmap'
        git init -q -b main
        git add -A
        git -c user.name=tests -c user.email=tests@localhost commit -q -m tree"
    sed -i "s|^url = .*|url = file://$wrapped/source/rawmap|" "$wrapped/static/subprojects/rawmap.wrap"
    for kind in static shared; do
        compiler=gcc
        [ $kind = static ] || compiler=clang
        name="Meson's wrap: $kind, $compiler"
        try "$name" sh -c "cd '$wrapped/$kind' && CC=$compiler meson setup --wrap-mode forcefallback --default-library $kind build &&
            meson compile -C build" || continue
        try "$name: run" meson test -C "$wrapped/$kind/build"
        runs_with "$name: linked" "$wrapped/$kind/build/linked" $kind
        runs_with "$name: headers" "$wrapped/$kind/build/headers" headers
        try "$name: installed" env DESTDIR="$wrapped/out-$kind" meson install -C "$wrapped/$kind/build"
    done
    says "Meson's wrap: pkg-config's files and the licence" "LICENSE rawmap-headers.pc rawmap.pc" sh -c "find '$wrapped/out-static' \
        -name '*.pc' -printf '%f\\n' -o -name LICENSE -printf '%f\\n' | sort | paste -s -d ' '"
    found_pc=$(dirname "$(find "$wrapped/out-static" -name rawmap-headers.pc)")
    # (Meson's prefix is where it would be without DESTDIR. From there, as its path may have blanks.)
    try "Meson's wrap: pkg-config, the headers alone" sh -c "cd '$wrapped/out-static' && gcc -DWANT_INLINE -Werror \
        \$(PKG_CONFIG_PATH='$found_pc' pkg-config --define-variable=prefix=usr/local --cflags rawmap-headers) \
        '$ROOT/$here/program.c' -o '$wrapped/inline'" && runs_with "Meson's wrap: pkg-config, the headers alone: run" "$wrapped/inline" headers
    says "Meson's wrap: exported symbols" "" sh -c "nm -D --defined-only '$wrapped/shared/build/subprojects/rawmap/librawmap.so' |
        awk '\$2 != \"A\" { sub(/@.*/, \"\", \$NF); print \$NF }' | sort | diff - $here/exports.txt"
    says "Meson's wrap: needs no other library" "" needed "$wrapped/shared/build/subprojects/rawmap/librawmap.so"
    says "Meson's wrap: the headers of CMake's installation" "" sh -c "diff -r '$prefix/include' \
        \"\$(dirname \"\$(find '$wrapped/out-static' -name rawmap.h)\")\""
    says "Meson's wrap: every unit of the library" "" bash -c "ls src/library | diff - <(grep -o \"src/library/[a-z_]*\\.c\" \
        src/packaging/meson/packagefiles/rawmap/meson.build | sed 's|.*/||' | sort)"
else
    skip "Meson's wrap" "no Meson here"
fi
