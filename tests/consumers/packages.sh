# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Installing and packing, beyond the plain case: components, ranges of versions, half a build, uninstalling, a parent that
# exports what uses rawmap, packages, the same bytes twice. Sourced by tests/consumers/run, after it has moved an installation.

packed=$BUILD/library-gcc-Release
found_by() {
    cmake -S $here/find_package -B "$BUILD/find-by" -DCMAKE_PREFIX_PATH="$prefix" -DTARGET=rawmap::headers -DWANT=WANT_INLINE \
        -DLANGUAGE=C "$@"
}
# refused_component PREFIX COMPONENT: what is said, in one line
refused_component() {
    cmake -S $here/find_package -B "$BUILD/find-none-$2" "-DCMAKE_PREFIX_PATH=$1" -DTARGET=rawmap::headers -DWANT=WANT_INLINE \
        -DLANGUAGE=C "-DCOMPONENTS=$2" 2>&1 | tr -s ' \n' ' '
}
try "find_package: components" found_by "-DCOMPONENTS=headers;static;shared"
try_fails "find_package: a component that is none" "rawmap has no component sockets here, only: headers static shared" \
    refused_component "$prefix" sockets
try "find_package: a range of versions" found_by -DVERSION=0.1..."${version%.*}.9"
try_fails "find_package: a range that ends before" "rawmapConfig.cmake, version: $version" found_by -DVERSION=0.0...\<"${version%.*}"
try_fails "find_package: a range of later versions" "rawmapConfig.cmake, version: $version" found_by -DVERSION="${version%.*}.1...0.9"
says "pkg-config: the headers alone" "$version" pkg-config --modversion rawmap-headers
try "pkg-config: the headers alone, compiled" sh -c "gcc -DWANT_INLINE $(pkg-config --cflags rawmap-headers) $here/program.c \
    -o '$BUILD/pkg-headers' $(pkg-config --libs rawmap-headers)" && runs_with "pkg-config: headers: run" "$BUILD/pkg-headers" headers

# What is not built is not installed in part; what was installed can go again.
try "half a build" cmake -S . -B "$BUILD/half" -DRAWMAP_TOOL=OFF
try_fails "half a build is refused" "nothing was installed" cmake --install "$BUILD/half" --prefix "$BUILD/half.prefix"
says "half a build: nothing is there" "" sh -c "ls '$BUILD/half.prefix' 2>/dev/null || true"
page=$packed/man/man7/rawmap_subject_map.7
mv "$page" "$page.away"
try_fails "half a build: all but the manual, is refused" "/rawmap_subject_map.7" \
    cmake --install "$packed" --prefix "$BUILD/half.prefix"
mv "$page.away" "$page"
says "half a build: still nothing is there" "" sh -c "ls '$BUILD/half.prefix' 2>/dev/null || true"

# A whole prefix below another root, as packagers have it; and what was installed goes again, whole or by components.
says "DESTDIR: the same files" "" sh -c "DESTDIR='$BUILD/dest' cmake --install '$packed' --prefix /opt/rawmap >/dev/null &&
    diff -r '$BUILD/dest/opt/rawmap' '$prefix'"
left() { find "$1" ! -type d -o -name rawmap; }
try "DESTDIR: uninstalled" cmake --build "$packed" --target uninstall
says "DESTDIR: uninstalled: no file is left" "" left "$BUILD/dest"
try "uninstalled" sh -c "cmake --install '$packed' --prefix '$BUILD/gone' && cmake --build '$packed' --target uninstall"
says "uninstalled: no file is left" "" left "$BUILD/gone"
try "uninstalled: components" sh -c "cmake --install '$packed' --prefix '$BUILD/gone' --component runtime &&
    cmake --install '$packed' --prefix '$BUILD/gone' --component development && [ -e '$BUILD/gone/include/rawmap.h' ] &&
    cmake --build '$packed' --target uninstall"
says "uninstalled: components: no file is left" "" left "$BUILD/gone"
try_fails "uninstalled twice" "nothing to uninstall" cmake --build "$packed" --target uninstall

# Without the shared library: neither built nor installed, and nobody is told of one. And without an awk: of the manual what
# needs none.
static=$BUILD/static
if try "static only" sh -c "cmake -S . -B '$static' -DRAWMAP_SHARED=OFF -DRAWMAP_TOOL=OFF -DRAWMAP_AWK=OFF && cmake --build '$static' &&
    cmake --install '$static' --prefix '$static/out'"; then
    says "static only: no shared library" "" find "$static" -name '*.so*'
    says "without awk: the pages that need none" "rawmap.7" sh -c "ls '$static/out/share/man'/man*"
    try "static only: find_package" sh -c "cmake -S $here/find_package -B '$static/found' -DCMAKE_PREFIX_PATH='$static/out' \
        -DTARGET=rawmap::rawmap -DWANT=WANT_LINK -DLANGUAGE=C -DCOMPONENTS=static && cmake --build '$static/found'" &&
        runs_with "static only: find_package: run" "$static/found/program" static
    try_fails "static only: the shared library is refused" "rawmap has no component shared here, only: headers static" \
        refused_component "$static/out" shared
fi

# Opened while the program runs.
try "dlopen" sh -c "gcc -std=c11 -Wall -Wextra -Wpedantic -Werror -I'$prefix/include' $here/opened.c -o '$BUILD/opened' -ldl" &&
    try_silent "dlopen: run" "$BUILD/opened" "$lib/librawmap.so" &&
    says "dlopen: the program is not linked with it" "" sh -c "readelf -dW '$BUILD/opened' | grep librawmap"

# A parent that exports.
parent=$BUILD/exporting
try "a parent that exports" sh -c "cmake -S $here/exporting -B '$parent' -DRAWMAP='$ROOT' && cmake --build '$parent' &&
    cmake --install '$parent' --prefix '$parent/out'" &&
    try "what a parent exports is found, with rawmap" sh -c "cmake -S $here/grandchild -B '$parent/of' \
        -DCMAKE_PREFIX_PATH='$parent/out' && cmake --build '$parent/of' && '$parent/of/program'"

# Two builds, in folders of other names, are the same bytes; what a distribution asks of a library and of a program.
if [ -d "$readme/rawmap/build/release" ]; then
    for file in librawmap.a "librawmap.so.$version" rawmap; do
        try "two builds, the same bytes: $file" cmp "$packed/$file" "$readme/rawmap/build/release/$file"
    done
else
    fail "two builds, the same bytes" "there is no second one"
fi
for file in "$packed/librawmap.so" "$readme/rawmap/build/release/rawmap"; do
    says "no executable stack: ${file##*/}" "RW" sh -c "readelf -lW '$file' | awk '\$1 == \"GNU_STACK\" { print \$7 }'"
    says "nothing both written and executed: ${file##*/}" "" sh -c "readelf -lW '$file' | awk '\$1 == \"LOAD\" && /RWE/'"
done
says "written once: librawmap.so" 1 sh -c "readelf -lW '$packed/librawmap.so' | grep -c GNU_RELRO"

# Packages, as CPack makes them, unpacked where nothing else is.
if command -v dpkg-deb >/dev/null; then
    release=$readme/rawmap/build/release
    root=$BUILD/root
    if try "packages" env -C "$release" cpack --config CPackConfig.cmake; then
        try "packages: made again" env -C "$packed" cpack --config CPackConfig.cmake
        # (Asked of the lists: to try it would be to remove those of this machine.)
        says "packages: are no installation to uninstall" "" find "$packed" -name 'installed_*'
        for file in "$release"/*.deb "$release"/*.tar.gz; do
            try "packages: made again, the same bytes: ${file##*/}" cmp "$file" "$packed/${file##*/}"
        done
        says "packages: which" "librawmap-dev librawmap${soname#librawmap.so.} rawmap" \
            sh -c "for deb in '$release'/*.deb; do dpkg-deb -f \"\$deb\" Package; done | sort | paste -s -d ' '"
        says "packages: no file is in two" "" sh -c "for deb in '$release'/*.deb; do dpkg-deb -c \"\$deb\"; done |
            awk '!/^d/ { print \$6 }' | sort | uniq -d"
        for deb in "$release"/*.deb; do dpkg-deb -x "$deb" "$root"; done
        says "packages: no word is left to be filled in" "" grep -rlE '@[A-Za-z_]+@' "$root/usr/share" "$root/usr/lib"
        try "packages: compiled against them" gcc -DWANT_LINK -DRAWMAP_LINK "-I$root/usr/include" $here/program.c \
            "-L$root/usr/lib" "-L$root/usr/lib/$(gcc -print-multiarch)" -lrawmap -o "$BUILD/packaged" &&
            try "packages: run" env LD_LIBRARY_PATH="$root/usr/lib:$root/usr/lib/$(gcc -print-multiarch)" "$BUILD/packaged"
        try "packages: the tool" "$root/usr/bin/rawmap" explain EINVAL
        # The archive, unpacked anywhere: found by its own rawmap.pc.
        mkdir "$BUILD/unpacked"
        try "packages: the archive" tar xzf "$release"/rawmap-*.tar.gz -C "$BUILD/unpacked"
        unpacked=$(find "$BUILD/unpacked" -name rawmap.pc)
        export PKG_CONFIG_PATH=${unpacked%/*}
        try "packages: the archive, compiled against it" sh -c "gcc -DWANT_LINK $(pkg-config --cflags rawmap) $here/program.c \
            -o '$BUILD/with_archive' $(pkg-config --libs rawmap)" &&
            try "packages: the archive, run" env LD_LIBRARY_PATH="${unpacked%/pkgconfig/*}" "$BUILD/with_archive"
        try "packages: the archive's tool" "$(find "$BUILD/unpacked" -path '*/bin/rawmap')" explain EINVAL
        export PKG_CONFIG_PATH=$lib/pkgconfig
    fi
    # In a system that has nothing else, where this is asked for by name.
    if [ "${RAWMAP_TESTS-}" = named ]; then
        if [ "$(id -u)" = 0 ] && want debootstrap && command -v debootstrap >/dev/null; then
            # shellcheck source-path=SCRIPTDIR source=clean.sh
            . $here/clean.sh
        else
            skip "clean" "needs root and the package debootstrap"
        fi
    fi
else
    skip "packages" "no dpkg-deb here"
fi
if [ "${RAWMAP_TESTS-}" = named ]; then
    # shellcheck source-path=SCRIPTDIR source=abi.sh
    . $here/abi.sh
fi
says "vcpkg: the version of the headers" "$version" sed -n 's/^  "version": "\(.*\)",$/\1/p' src/packaging/vcpkg/rawmap/vcpkg.json
