/* SPDX-License-Identifier: MIT */
/* rawmap_map, rawmap_replace, rawmap_unmap, rawmap_protect, rawmap_slice. */
#include "other.h"
#include "typed.h"

static void mapping(size_t size)
{
    rawmap_mapping m = fresh(opaque(3 * size - 5));
    check_status("map: three pages but five bytes", RAWMAP_OK, m.status);
    if (m.status != RAWMAP_OK)
        return;
    check_equal("map: the length that was asked for", 3 * size - 5, m.span.length);
    check_true("map: the base starts a page", ((uintptr_t)m.span.base & (size - 1)) == 0);
    check_true("map: zeros", bytes(m.span)[0] == 0 && bytes(m.span)[3 * size - 1] == 0);
    bytes(m.span)[3 * size - 1] = 1;
    check_status("unmap: a length that is no multiple of the page", RAWMAP_OK, rawmap_unmap(m.span));
    check_true("unmap: the last page is gone", !mapped(bytes(m.span) + 2 * size, size));
    check_status("unmap: nothing there", RAWMAP_OK, rawmap_unmap(m.span));

    m = rawmap_map(opaque(0), RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    check_status("map: no length", RAWMAP_LENGTH_ZERO, m.status);
    check_no_span("map: a failure has no span", m.span);
    m = rawmap_map(opaque(SIZE_MAX), RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    check_status("map: a length that wraps", RAWMAP_LENGTH_WRAPS, m.status);
    m = rawmap_map(opaque(SIZE_MAX - 0xfffff), RAWMAP_PROT(none), RAWMAP_SHARED(noreserve), RAWMAP_ANYWHERE);
    check_true("map: nearly all addresses",
               m.status == RAWMAP_ENOMEM || m.status == RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE);
}

static void placing(size_t size)
{
    rawmap_mapping room = rawmap_map(4 * size, RAWMAP_PROT(none), RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE), m;
    char *at = (char *)room.span.base + size;
    if (room.status != RAWMAP_OK)
        return;
    m = rawmap_map(size, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_EXACTLY(at));
    check_status("exactly: a place that is taken", RAWMAP_EXACT_TAKEN, m.status);
    check_no_span("exactly: no span then", m.span);
    check_status("unmap: part of a mapping", RAWMAP_OK, rawmap_unmap(rawmap_slice(room.span, size, size)));
    m = rawmap_map(size, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_EXACTLY(at));
    check_status("exactly: a free place", RAWMAP_OK, m.status);
    check_true("exactly: that place", m.span.base == at);
    at[0] = 'k';
    m = rawmap_map(size, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_NEAR(at));
    check_status("near: a taken place is a hint", RAWMAP_OK, m.status);
    check_true("near: elsewhere", m.span.base != at && *(volatile char *)at == 'k');
    check_status("near: unmap", RAWMAP_OK, rawmap_unmap(m.span));
    m = rawmap_map(size, RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_EXACTLY(at + opaque(1)));
    check_status("exactly: unaligned", RAWMAP_EXACT_UNALIGNED, m.status);

    check_status("replace: a page", RAWMAP_OK,
                 rawmap_replace(rawmap_slice(room.span, size, 2 * size), RAWMAP_PROT(read, write), RAWMAP_PRIVATE()));
    check_true("replace: fresh zeros", *(volatile char *)at == 0);
    at[2 * size - 1] = 'w';
    check_status("replace: nothing", RAWMAP_SPAN_EMPTY,
                 rawmap_replace(rawmap_slice(room.span, 0, opaque(0)), RAWMAP_PROT(read), RAWMAP_PRIVATE()));
    check_status("replace: unmap all", RAWMAP_OK, rawmap_unmap(room.span));
}

static void protecting(size_t size)
{
    static char target[2];
    rawmap_mapping m = fresh(2 * size);
    const int file = (int)k_memfd();
    if (m.status != RAWMAP_OK)
        return;
    (void)k_pwrite(file, "ab", 2, 0);
    check_status("protect: the first page, read only", RAWMAP_OK,
                 rawmap_protect(rawmap_slice(m.span, 0, size), RAWMAP_PROT(read)));
    /* The kernel's own access shows the protection, without a signal. */
    check_equal("protect: the kernel cannot write there", ERROR(EFAULT), RESULT(k_pread(file, m.span.base, 2, 0)));
    check_equal("protect: nor does it refuse the next page", 2,
                RESULT(k_pread(file, (char *)m.span.base + size, 2, 0)));
    check_status("protect: no access", RAWMAP_OK, rawmap_protect(rawmap_slice(m.span, size, size), RAWMAP_PROT(none)));
    check_equal("protect: the kernel cannot read there", ERROR(EFAULT),
                RESULT(k_pwrite(file, (char *)m.span.base + size, 1, 0)));
    check_status("protect: both again", RAWMAP_OK, rawmap_protect(m.span, RAWMAP_PROT(read, write)));
    check_true("protect: the contents stayed", bytes(m.span)[size] == 'a' && bytes(m.span)[size + 1] == 'b');
    check_equal("protect: and can be read by the kernel", 1,
                RESULT(k_pwrite(file, (char *)m.span.base + size + 1, 1, 0)));
    (void)k_pread(file, target, 1, 0);
    check_true("protect: which read the right byte", *(volatile char *)target == 'b');
    check_status("protect: unaligned", RAWMAP_SPAN_UNALIGNED,
                 rawmap_protect(rawmap_slice(m.span, opaque(1), size), RAWMAP_PROT(read)));
    check_status("unmap: unaligned", RAWMAP_SPAN_UNALIGNED, rawmap_unmap(rawmap_slice(m.span, opaque(1), size)));
    check_status("protect: unmap", RAWMAP_OK, rawmap_unmap(m.span));
    check_status("protect: what is not mapped", RAWMAP_ENOMEM, rawmap_protect(m.span, RAWMAP_PROT(read)));
    (void)k_close(file);
}

/* Results and arguments that are structures, by value, from another translation unit. */
static void structures(size_t size)
{
    const rawmap_prot both = other_union(RAWMAP_PROT(read), RAWMAP_PROT(write));
    rawmap_mapping m = other_map(opaque(2 * size), both, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    rawmap_span part, again;
    check_status("structures: a mapping from elsewhere", RAWMAP_OK, m.status);
    if (m.status != RAWMAP_OK)
        return;
    check_equal("structures: its length", 2 * size, m.span.length);
    bytes(m.span)[size] = 's';
    part = other_slice(m.span, size, size);
    check_true("structures: a span from elsewhere", bytes(part) == bytes(m.span) + size && part.length == size);
    check_status("structures: a span to elsewhere", RAWMAP_OK, other_protect(part, RAWMAP_PROT(read)));
    again = other_same(m.span);
    check_true("structures: there and back", again.base == m.span.base && again.length == m.span.length);
    check_status("structures: unmap", RAWMAP_OK, rawmap_unmap(again));
    m = other_map(opaque(0), both, RAWMAP_PRIVATE(), RAWMAP_EXACTLY(part.base));
    check_status("structures: a failure from elsewhere", RAWMAP_LENGTH_ZERO, m.status);
    check_no_span("structures: and no span", m.span);
    m = other_map(size, both, RAWMAP_PRIVATE(populate), RAWMAP_EXACTLY(part.base));
    check_true("structures: a placement to elsewhere", m.status == RAWMAP_OK && m.span.base == part.base);
    check_status("structures: unmap that", RAWMAP_OK, rawmap_unmap(m.span));
}

/* Memory that the kernel may drop: since 6.11, and 32-bit kernels are built without it. */
static void droppable(size_t size)
{
    rawmap_mapping m = rawmap_map(size, RAWMAP_PROT(read, write), RAWMAP_DROPPABLE(), RAWMAP_ANYWHERE);
    check_true("droppable: works, or says why not", m.status == RAWMAP_OK || m.status == RAWMAP_DROPPABLE_UNKNOWN ||
                                                        m.status == RAWMAP_DROPPABLE_NOT_BUILT_IN ||
                                                        m.status == RAWMAP_DROPPABLE_NOT_BUILT_IN_ENOTSUPP);
    if (m.status == RAWMAP_OK) {
        bytes(m.span)[0] = 1;
        check_status("droppable: unmap", RAWMAP_OK, rawmap_unmap(m.span));
    }
}

static void test_typed_map(void)
{
    const size_t size = rawmap_page_size();
    mapping(size);
    placing(size);
    protecting(size);
    structures(size);
    droppable(size);
}
