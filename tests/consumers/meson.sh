# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# A project of Meson's with the wrap of src/packaging/meson, once for each kind of library. The archive that the wrap is to
# fetch lies in Meson's cache already. Sourced by tests/consumers/run.

if want meson ninja-build; then
    wrapped=$BUILD/meson
    rm -rf "$wrapped" && mkdir -p "$wrapped/subprojects/packagecache" "$wrapped/rawmap"
    cp $here/meson/meson.build $here/program.c "$wrapped/"
    cp -r src/packaging/meson/packagefiles "$wrapped/subprojects/"
    cp -r include arch src LICENSE "$wrapped/rawmap/"
    tar -C "$wrapped" -cf "$wrapped/subprojects/packagecache/rawmap.tar" rawmap
    {
        sed -n '/^\[provide\]/,$p' src/packaging/meson/rawmap.wrap >"$wrapped/provide"
        printf '[wrap-file]\ndirectory = rawmap\nsource_url = https://nowhere.invalid/rawmap.tar\nsource_filename = rawmap.tar\n'
        printf 'source_hash = %s\n' "$(sha256sum "$wrapped/subprojects/packagecache/rawmap.tar" | cut -d ' ' -f 1)"
        grep '^patch_directory' src/packaging/meson/rawmap.wrap
        cat "$wrapped/provide"
    } >"$wrapped/subprojects/rawmap.wrap"
    for kind in static shared; do
        try "Meson's wrap: $kind" sh -c "cd '$wrapped' && meson setup --wrap-mode forcefallback --default-library $kind '$kind' && meson compile -C '$kind'" || continue
        try "Meson's wrap: $kind: run" meson test -C "$wrapped/$kind"
        runs_with "Meson's wrap: $kind: linked" "$wrapped/$kind/linked" $kind
        runs_with "Meson's wrap: $kind: headers" "$wrapped/$kind/headers" headers
        try "Meson's wrap: $kind: installed" env DESTDIR="$wrapped/out-$kind" meson install -C "$wrapped/$kind"
    done
    says "Meson's wrap: exported symbols" "" sh -c "nm -D --defined-only '$wrapped/shared/subprojects/rawmap/librawmap.so' |
        awk '\$2 != \"A\" { sub(/@.*/, \"\", \$NF); print \$NF }' | sort | diff - $here/exports.txt"
    says "Meson's wrap: needs no other library" "" needed "$wrapped/shared/subprojects/rawmap/librawmap.so"
    says "Meson's wrap: the headers of CMake's installation" "" sh -c "diff -r '$prefix/include' \
        \"\$(dirname \"\$(find '$wrapped/out-static' -name rawmap.h)\")\""
    says "Meson's wrap: every unit of the library" "" bash -c "ls src/library | diff - <(grep -o \"src/library/[a-z_]*\\.c\" \
        src/packaging/meson/packagefiles/rawmap/meson.build | sed 's|.*/||' | sort)"
else
    skip "Meson's wrap" "no Meson here"
fi
