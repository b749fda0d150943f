# shellcheck shell=bash disable=SC2034 # the variables named here are the caller's answers
# SPDX-License-Identifier: MIT
# What a power failure leaves: logstore runs on a file system of its own in an image, is killed, and what the image holds
# at that moment is copied, without the page cache of the file system in it. The copy is mounted, which replays its
# journal as after a power failure, and read. (What a disk has been sent counts as written: that the disk was told to
# flush its own cache is not seen here.)
#
#     power_make                     an empty file system; 1 and the reason in $power_why if that cannot be
#     power_life LOGSTORE MODE LINES SECONDS
#                                    one life on it, fed so many more lines of $BUILD/lines and killed after the time,
#                                    or, where it is "all", once it acknowledged them all (or two minutes are over);
#                                    $power_kept is the last number that it acknowledged, $power_before what was there
#     power_fail LOGSTORE            $power_found: the records in what is left; 1 if they are not the lines fed

power_image=$memory/power.img
power_disk=$BUILD/power.disk
power_why=

power_make() {
    power_clean
    mkdir -p "$power_disk" "$power_disk.after"
    rm -f "$power_image" && truncate -s 64M "$power_image"
    power_why=$(mkfs.ext4 -q -F "$power_image" 2>&1) || return 1
    power_why=$(mount -o loop "$power_image" "$power_disk" 2>&1) || return 1
}

power_clean() {
    local at
    for at in "$power_disk" "$power_disk.after"; do
        ! mountpoint -q "$at" || umount "$at"
    done
    rm -f "$power_image" "$power_image.after"
}
at_exit power_clean

power_life() {
    local child tries pipe=$BUILD/power.pipe
    power_before=0
    [ ! -e "$power_disk/log" ] || power_before=$("$1" read "$power_disk/log" 2>/dev/null | wc -l)
    rm -f "$pipe" && mkfifo "$pipe"
    "$1" append "$power_disk/log" "$2" <"$pipe" >"$BUILD/power.kept" 2>"$BUILD/power.err" &
    child=$!
    # Its input stays open, so that it never ends in order.
    exec 7>"$pipe"
    tail -n +$((power_before + 1)) "$BUILD/lines" | head -n "$3" >&7 &
    if [ "$4" = all ]; then
        for ((tries = 0; tries < 1200; tries++)); do
            [ "$(tail -n 1 "$BUILD/power.kept")" != $((power_before + $3)) ] || break
            sleep 0.1
        done
    else
        sleep "$4"
    fi
    kill -9 "$child"
    exec 7>&-
    wait 2>/dev/null
    power_kept=$(tail -n 1 "$BUILD/power.kept")
    power_kept=${power_kept:-0}
}

power_fail() {
    cp --sparse=always "$power_image" "$power_image.after"
    mount -o loop "$power_image.after" "$power_disk.after" || return 1
    "$1" read "$power_disk.after/log" >"$BUILD/power.found" 2>"$BUILD/power.err"
    umount "$power_disk.after"
    power_found=$(wc -l <"$BUILD/power.found")
    head -n "$power_found" "$BUILD/lines" | cmp -s - "$BUILD/power.found"
}
