/* SPDX-License-Identifier: MIT */
/* Names of spans, what holds for the whole process, and the break, as far as they can be taken back: the tests after
   these run in the same process. */
#include "typed.h"

/* Whether the kernel's list of mappings has the text. Its pieces overlap: a line may be cut. */
static bool maps_have(const char *text)
{
    static char piece[4096 + 64];
    const rawmap_word file =
        rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, ADDRESS("/proc/self/maps"), RAWMAP_LINUX_O_RDONLY, 0);
    size_t kept = 0;
    bool found = false;
    for (;;) {
        const rawmap_word got = rawmap_syscall3(RAWMAP_NR_read, file, ADDRESS(piece + kept), 4096);
        size_t at, i;
        if (got <= 0)
            break;
        for (at = 0; at < kept + (size_t)got && !found; at++) {
            for (i = 0; text[i] != 0 && at + i < kept + (size_t)got && piece[at + i] == text[i]; i++)
                ;
            found = text[i] == 0;
        }
        at = kept + (size_t)got;
        kept = at < 64 ? at : 64;
        for (i = 0; i < kept; i++)
            piece[i] = piece[at - kept + i];
    }
    (void)k_close((int)file);
    return found;
}

static void process_names(void)
{
    const rawmap_mapping page = fresh(rawmap_page_size());
    const rawmap_status status = rawmap_name(page.span, "conforming memory");
    if (avoided("name: effects")) {
        check_status("name: unmap", RAWMAP_OK, rawmap_unmap(page.span));
        return;
    }
    /* Where kernels have pages of different sizes the arguments alone do not tell it from a span between pages. */
    if (!lacking("name: effects", "names", status != RAWMAP_NAME_UNSUPPORTED && status != RAWMAP_EINVAL,
                 "this kernel has no names")) {
        check_status("name: given", RAWMAP_OK, status);
        check_true("name: shown", maps_have("[anon:conforming memory]"));
        check_status("name: taken off", RAWMAP_OK, rawmap_name(page.span, NULL));
        check_true("name: shown no more", !maps_have("[anon:conforming memory]"));
        check_status("name: of nothing", RAWMAP_SPAN_EMPTY, rawmap_name(rawmap_slice(page.span, 0, 0), "name"));
        check_status("name: that cannot be printed", RAWMAP_NAME_UNPRINTABLE, rawmap_name(page.span, "a\tname"));
    }
    check_status("name: unmap", RAWMAP_OK, rawmap_unmap(page.span));
}

static void process_states(void)
{
    const rawmap_thp_answer thp = rawmap_thp_now();
    rawmap_merge_answer merge;
    rawmap_status status;
    if (thp.status == RAWMAP_EINVAL) {
        skip("thp: states", "this kernel, or the emulator, does not know them");
    } else {
        check_status("thp: now", RAWMAP_OK, thp.status);
        check_status("thp: never", RAWMAP_OK, rawmap_thp_set(RAWMAP_THP(never)));
        check_true("thp: it is never", rawmap_thp_now().thp.state == RAWMAP_THP(never).state);
        status = rawmap_thp_set(RAWMAP_THP(advised_only));
        if (status != RAWMAP_THP_ADVISED_UNKNOWN) {
            check_status("thp: advised_only", RAWMAP_OK, status);
            check_true("thp: it is advised_only", rawmap_thp_now().thp.state == RAWMAP_THP(advised_only).state);
        }
        check_status("thp: normal", RAWMAP_OK, rawmap_thp_set(thp.thp));
        check_true("thp: it is as it was", rawmap_thp_now().thp.state == thp.thp.state);
    }
    status = rawmap_merge_set(true);
    if (status == RAWMAP_MERGE_UNSUPPORTED) {
        skip("merge: states", "this kernel, or the emulator, does not know them");
        return;
    }
    check_status("merge: all", RAWMAP_OK, status);
    merge = rawmap_merge_now();
    check_status("merge: now", RAWMAP_OK, merge.status);
    check_true("merge: it does", merge.merges);
    check_status("merge: no longer", RAWMAP_OK, rawmap_merge_set(false));
    check_true("merge: it does not", !rawmap_merge_now().merges);
}

static void process_break(void)
{
    const rawmap_break was = rawmap_break_now();
    volatile char *const end = (volatile char *)POINTER(arg(ADDRESS(was.end)));
    const size_t size = rawmap_page_size();
    rawmap_status up;
    check_status("break: now", RAWMAP_OK, was.status);
    check_status("break: refused", RAWMAP_BREAK_REFUSED, rawmap_break_set(POINTER(1)));
    up = rawmap_break_set((char *)was.end + 2 * size);
    if (up == RAWMAP_BREAK_REFUSED) {
        /* qemu-user may place a position-independent program right above its own break. */
        const uintptr_t next = ((uintptr_t)was.end + size - 1) & ~((uintptr_t)size - 1);
        const rawmap_mapping above =
            rawmap_map(3 * size, RAWMAP_PROT(none), RAWMAP_PRIVATE(), RAWMAP_EXACTLY(POINTER(next)));
        check_status("break: something is above it", RAWMAP_EXACT_TAKEN, above.status);
        skip("break: effects", "something is mapped right above the break");
        return;
    }
    check_status("break: up", RAWMAP_OK, up);
    check_true("break: new memory is 0", end[2 * size - 1] == 0);
    end[2 * size - 1] = 5;
    check_true("break: and is kept", end[2 * size - 1] == 5);
    check_status("break: down again", RAWMAP_OK, rawmap_break_set(was.end));
    check_true("break: as it was", rawmap_break_now().end == was.end);
}

static void test_typed_whole(void)
{
    process_names();
    process_states();
    process_break();
}
