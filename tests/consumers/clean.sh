# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# The packages in a new Debian system with a compiler and nothing else: installed by dpkg, used, taken out again. Sourced
# by packages.sh; the system is made once and kept in $CACHE. From which mirror, apt's own lists say.

clean=$CACHE/clean
source_of() { apt-get indextargets --format "\$($1)" 'Created-By: Packages' 'Component: main' | head -n 1; }
if [ ! -e "$clean/made" ]; then
    rm -rf "$clean"
    try "clean: a system is made" debootstrap --variant=minbase --include=gcc,libc6-dev,pkg-config "$(source_of RELEASE)" \
        "$clean" "$(source_of SITE)" && touch "$clean/made"
fi
if [ -e "$clean/made" ]; then
    in_clean() { chroot "$clean" env LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin sh -c "cd /root && $1"; }
    rm -f "$clean"/root/*
    cp "$release"/*.deb $here/program.c "$clean/root/"
    try "clean: installed" in_clean "dpkg -i *.deb" && {
        says "clean: every file is as it was packed" "" in_clean "dpkg -V librawmap-dev librawmap${soname#librawmap.so.} rawmap"
        # shellcheck disable=SC2016
        try "clean: compiled and run, by pkg-config" in_clean \
            'gcc -DWANT_LINK program.c $(pkg-config --cflags --libs rawmap) -o linked && ./linked'
        # shellcheck disable=SC2016
        try "clean: compiled and run, headers alone" in_clean \
            'gcc -DWANT_INLINE program.c $(pkg-config --cflags rawmap-headers) -o inline && ./inline'
        try "clean: the tool" in_clean "rawmap explain EINVAL"
        try "clean: taken out" in_clean "dpkg -P rawmap librawmap-dev librawmap${soname#librawmap.so.}"
        says "clean: nothing is left" "" in_clean "find /usr /etc -xdev -iname '*rawmap*'"
    }
fi
