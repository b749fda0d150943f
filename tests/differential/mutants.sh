# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Rules broken on purpose, one per call: list of include/rawmap/*/rules*.h, the call that must notice, what sed does to the list.
#
# The comparison is built once more with all of them; each call that does not then count a failure is blind.

mutants() {
    cat <<'LIST'
MAP	map	s/RULE##_REFUSED(LENGTH_ZERO, EINVAL,/RULE##_REFUSED(LENGTH_ZERO, ENOMEM,/
MAP_FILE	map_file	s/RULE##_REFUSED(LENGTH_ZERO, EINVAL,/RULE##_REFUSED(LENGTH_ZERO, ENOMEM,/
REPLACE	replace	s/RULE##_STATE(STATE_HUGE_PAGE_CUT, EINVAL,/RULE##_STATE(STATE_HUGE_PAGE_CUT, EFAULT,/
REPLACE_FILE	replace_file	s/RULE##_REFUSED(GROWSDOWN_SHARED, EINVAL,/RULE##_REFUSED(GROWSDOWN_SHARED, EIO,/
UNMAP	unmap	s/address & RAWMAP_I_PAGE_MASK)/address \& 0x7ffu)/
PROTECT	protect	s/length != 0 && (protection/(protection/
RESIZE	resize	s/RAWMAP_I_WHOLE(new_length) == 0/new_length == 0/
RESIZE	resize_or_move	s/RULE##_REFUSED(SPAN_UNALIGNED, EINVAL,/RULE##_REFUSED(SPAN_UNALIGNED, EFAULT,/
MOVE_OVER	move_over	s/RULE##_GUARDED(REMAP_OVERLAPS, EINVAL, /&false \&\& /
MOVE_KEEP	move_keep	s/RULE##_REFUSED(REMAP_KEEP_LOW, EINVAL, /&false \&\& /
MOVE_KEEP_OVER	move_keep_over	s/RAWMAP_I_WHOLE(length) != /RAWMAP_I_WHOLE(length) < /
DUPLICATE	duplicate	s/address & RAWMAP_I_PAGE_MASK)/address \& 0x7ffu)/
ADVISE	advise	s/RULE##_REFUSED(SPAN_UNALIGNED, EINVAL,/RULE##_REFUSED(SPAN_UNALIGNED, ENOMEM,/
SYNC	sync	s/RULE##_REFUSED(SYNC_CONTRADICTION, EINVAL, /&false \&\& /
LOCK	lock	s/RULE##_STATE(STATE_NO_ACCESS, ENOMEM,/RULE##_STATE(STATE_NO_ACCESS, EIO,/
UNLOCK	lock_on_fault	s/RULE##_STATE(STATE_HOLE, ENOMEM,/RULE##_STATE(STATE_HOLE, EIO,/
UNLOCK	unlock	s/RULE##_REFUSED(SPAN_WRAPS, EINVAL,/RULE##_REFUSED(SPAN_WRAPS, EIO,/
LOCK_ALL	lock_all	s/RULE##_REFUSED(LOCK_ALL_ON_FAULT_ALONE, EINVAL, /&false \&\& /
RESIDENCY	residency	s/address & RAWMAP_I_PAGE_MASK)/address \& 0x7ffu)/
LIST
}

# mutate TREE: copies what the comparison is built from to TREE, with every mutant in it; fails where one has no place.
mutate() {
    local tree=$1 list call script rules
    rm -rf "$tree"
    mkdir -p "$tree/tests"
    cp -r include arch "$tree/"
    cp -r tests/differential tests/kernels "$tree/tests/"
    while IFS=$'\t' read -r list call script; do
        rules=$(grep -l "^#define RAWMAP_RULES_$list(RULE)" "$tree"/include/rawmap/*/rules*.h)
        if [ -z "$rules" ] || ! sed "/^#define RAWMAP_RULES_$list(RULE)/,/^\$/ $script" "$rules" >"$rules.new" || cmp -s "$rules" "$rules.new"; then
            echo "no place for the mutant of $call"
            return 1
        fi
        mv "$rules.new" "$rules"
    done < <(mutants)
}
