/* SPDX-License-Identifier: MIT */
/* Remapping, advice, locks, residency, page sizes, status texts. */
#include "typed.h"

static void remapping(size_t size)
{
    rawmap_mapping m = fresh(4 * size), room, over;
    if (m.status != RAWMAP_OK)
        return;
    bytes(m.span)[0] = 'r';
    m = rawmap_resize(m.span, size);
    check_status("resize: shorter", RAWMAP_OK, m.status);
    check_equal("resize: the new length", size, m.span.length);
    check_true("resize: the rest is gone", !mapped(bytes(m.span) + size, size));
    m = rawmap_resize_or_move(m.span, 8 * size);
    check_status("resize_or_move: longer", RAWMAP_OK, m.status);
    if (m.status != RAWMAP_OK)
        return;
    check_true("resize_or_move: the contents came along", bytes(m.span)[0] == 'r');
    bytes(m.span)[8 * size - 1] = 'e';
    check_status("resize: to nothing", RAWMAP_REMAP_LENGTH_ZERO, rawmap_resize(m.span, opaque(0)).status);

    room = rawmap_map(10 * size, RAWMAP_PROT(none), RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE);
    over = rawmap_move_over(m.span, rawmap_slice(room.span, size, 8 * size));
    check_status("move_over: onto a reserved place", RAWMAP_OK, over.status);
    if (over.status != RAWMAP_OK)
        return;
    check_true("move_over: there", over.span.base == (char *)room.span.base + size);
    check_true("move_over: with its contents", bytes(over.span)[0] == 'r' && bytes(over.span)[8 * size - 1] == 'e');
    check_true("move_over: and not here any more", !mapped(m.span.base, size));
    check_status("move_over: onto itself", RAWMAP_REMAP_OVERLAPS,
                 rawmap_move_over(over.span, rawmap_slice(room.span, opaque(2) * size, 8 * size)).status);
    m = rawmap_move_keep(over.span);
    check_true("move_keep: works, or the kernel is older",
               m.status == RAWMAP_OK || m.status == RAWMAP_REMAP_KEEP_UNKNOWN || m.status == RAWMAP_EINVAL);
    if (m.status == RAWMAP_OK) {
        check_true("move_keep: the contents moved", bytes(m.span)[0] == 'r');
        check_true("move_keep: the old place is empty, and mapped",
                   mapped(over.span.base, size) && bytes(over.span)[0] == 0);
        check_status("move_keep: unmap", RAWMAP_OK, rawmap_unmap(m.span));
    }
    check_status("remap: unmap", RAWMAP_OK, rawmap_unmap(room.span));

    if (avoided("duplicate: a shared mapping"))
        return;
    m = rawmap_map(size, RAWMAP_PROT(read, write), RAWMAP_SHARED(), RAWMAP_ANYWHERE);
    if (m.status != RAWMAP_OK)
        return;
    over = rawmap_duplicate(m.span);
    check_status("duplicate: a shared mapping", RAWMAP_OK, over.status);
    if (over.status == RAWMAP_OK) {
        bytes(m.span)[3] = 'd';
        check_true("duplicate: the same page", over.span.base != m.span.base && bytes(over.span)[3] == 'd');
        check_status("duplicate: unmap it", RAWMAP_OK, rawmap_unmap(over.span));
    }
    check_status("duplicate: unmap", RAWMAP_OK, rawmap_unmap(m.span));
}

static void advising(size_t size)
{
    rawmap_mapping m = fresh(2 * size);
    if (m.status != RAWMAP_OK)
        return;
    bytes(m.span)[0] = 'a';
    check_status("advise: normal", RAWMAP_OK, rawmap_advise(m.span, RAWMAP_ADVICE(normal)));
    check_status("advise: willneed, sequential, random", RAWMAP_OK, rawmap_advise(m.span, RAWMAP_ADVICE(random)));
    check_true("advise: the contents stay", bytes(m.span)[0] == 'a');
    check_status("advise: dontneed", RAWMAP_OK, rawmap_advise(m.span, RAWMAP_ADVICE(dontneed)));
    check_true("advise: dontneed empties the page", bytes(m.span)[0] == 0);
    check_status("advise: unaligned", RAWMAP_SPAN_UNALIGNED,
                 rawmap_advise(rawmap_slice(m.span, opaque(1), size), RAWMAP_ADVICE(dontneed)));
    check_status("advise: the kernel knows dontfork", RAWMAP_OK, rawmap_knows_advice(RAWMAP_ADVICE(dontfork)));
    check_status("advise: unmap", RAWMAP_OK, rawmap_unmap(m.span));
    check_status("advise: what is not mapped", RAWMAP_ENOMEM, rawmap_advise(m.span, RAWMAP_ADVICE(willneed)));
}

static void locking_spans(size_t size)
{
    static unsigned char vector[65536 / RAWMAP_PAGE_SIZE_MIN * 4 + 512];
    rawmap_mapping m = fresh(2 * size);
    rawmap_status status;
    if (m.status != RAWMAP_OK)
        return;
    vector[0] = vector[1] = 0xee;
    bytes(m.span)[size] = 'l';
    status = rawmap_residency(m.span, vector, sizeof vector);
    check_status("residency: of two pages", RAWMAP_OK, status);
    check_true("residency: the touched page is there", (*(volatile unsigned char *)&vector[1] & 1) == 1);
    check_true("residency: the other is not", (*(volatile unsigned char *)&vector[0] & 1) == 0);
    check_status("lock: a span", RAWMAP_OK, rawmap_lock(m.span));
    check_status("residency: of locked pages", RAWMAP_OK, rawmap_residency(m.span, vector, sizeof vector));
    check_true("lock: brings pages in", (*(volatile unsigned char *)&vector[0] & 1) == 1);
    check_status("unlock: a span", RAWMAP_OK, rawmap_unlock(m.span));
    check_status("lock_on_fault: a span", RAWMAP_OK, rawmap_lock_on_fault(m.span));
    check_status("residency: a vector that is too small", RAWMAP_VECTOR_TOO_SMALL,
                 rawmap_residency(m.span, vector, opaque(0)));
    check_status("residency: no vector", RAWMAP_VECTOR_MISSING, rawmap_residency(m.span, NULL, opaque(sizeof vector)));
    check_status("lock_all: current", RAWMAP_OK, rawmap_lock_all(RAWMAP_LOCK_ALL(current, on_fault)));
    check_status("unlock_all", RAWMAP_OK, rawmap_unlock_all());
    check_status("lock: unmap", RAWMAP_OK, rawmap_unmap(m.span));
    check_status("lock: what is not mapped", RAWMAP_ENOMEM, rawmap_lock(m.span));
    check_status("residency: what is not mapped", RAWMAP_ENOMEM, rawmap_residency(m.span, vector, sizeof vector));
}

static void page_sizes(void)
{
    const size_t size = rawmap_page_size();
    check_equal("page size: what the kernel told the program", auxiliary(RAWMAP_LINUX_AT_PAGESZ), size);
    check_true("page size: between the smallest and the largest",
               size >= RAWMAP_PAGE_SIZE_MIN && size <= RAWMAP_PAGE_SIZE_MAX);
}

static void texts(void)
{
    check_text("status: the name of success", "OK", rawmap_status_name(RAWMAP_OK));
    check_text("status: the name of an errno", "ENOSYS", rawmap_status_name(RAWMAP_ENOSYS));
    check_text("status: the name of a cause", "OFFSET_UNALIGNED", rawmap_status_name(RAWMAP_OFFSET_UNALIGNED));
    check_text("status: a number that nobody gave", "UNKNOWN", rawmap_status_name((rawmap_status)4095));
    check_true("status: a sentence", rawmap_status_text(RAWMAP_LENGTH_ZERO)[0] != 0);
    check_equal("status: an errno", RAWMAP_LINUX_ENOSYS, (uint64_t)rawmap_status_errno(RAWMAP_ENOSYS));
    check_equal("status: the errno of a cause", RAWMAP_LINUX_EINVAL, (uint64_t)rawmap_status_errno(RAWMAP_LENGTH_ZERO));
    check_equal("status: the errno of success", 0, (uint64_t)rawmap_status_errno(RAWMAP_OK));
}

static void test_typed_more(void)
{
    const size_t size = rawmap_page_size();
    page_sizes();
    remapping(size);
    advising(size);
    locking_spans(size);
    texts();
}
