/* SPDX-License-Identifier: MIT */
/* Huge page sizes: those that the library has names for, and whatever else this machine knows. */
#include "../tool.h"

enum { SMALLEST_SHIFT = 13, LARGEST_SHIFT = 34, LARGEST_TOUCHED = 25 };

static bool has_name(unsigned shift)
{
    static const unsigned char named[] = {14, 16, 19, 20, 21, 23, 24, 25, 28, 29, 30, 31, 34};
    unsigned i;
    for (i = 0; i < sizeof named; i++)
        if (named[i] == shift)
            return true;
    return false;
}

struct sizes {
    uint32_t low, high; /* the shifts, as bits */
    bool mean_nothing;
};
static struct sizes sizes;

/* Which sizes are known, from the smallest up. No machine has this many: some emulators accept any size, and trying on
   would take their memory, as the sizes above the largest that Linux has would. */
static void try_sizes(void)
{
    enum { MANY = 8 };
    unsigned shift, count = 0;
    for (shift = SMALLEST_SHIFT; shift <= LARGEST_SHIFT && shift < sizeof(size_t) * 8; shift++) {
        const size_t size = (size_t)1 << shift;
        const rawmap_mapping m = rawmap_map(size, RAWMAP_PROT(none), rawmap_kind_huge(RAWMAP_PRIVATE(noreserve), size),
                                            place_for_huge(size));
        if (m.status != RAWMAP_OK)
            continue;
        forget(rawmap_unmap(m.span));
        if (shift < 32)
            sizes.low |= (uint32_t)1 << shift;
        else
            sizes.high |= (uint32_t)1 << (shift - 32);
        if (++count == MANY) {
            sizes.mean_nothing = true;
            break;
        }
    }
}

/* In a child: an emulator may well die of it, and then no size is known. */
static void find_sizes(void)
{
    int ends[2];
    rawmap_word pid;
    memset(&sizes, 0, sizeof sizes);
    if (rawmap_syscall2(RAWMAP_NR_pipe2, word_of(ends), RAWMAP_LINUX_O_CLOEXEC) != 0)
        return;
    pid = fork_here();
    if (pid == 0) {
        try_sizes();
        (void)rawmap_syscall3(RAWMAP_NR_write, ends[1], word_of(&sizes), sizeof sizes);
        leave(0);
    }
    (void)rawmap_syscall1(RAWMAP_NR_close, ends[1]);
    if (pid > 0) {
        (void)rawmap_syscall3(RAWMAP_NR_read, ends[0], word_of(&sizes), sizeof sizes);
        (void)wait_for(pid);
    }
    (void)rawmap_syscall1(RAWMAP_NR_close, ends[0]);
}

static void huge_page(struct answer *answer, const struct row *row)
{
    const unsigned shift = row->argument;
    struct smap smap;
    size_t size;
    rawmap_kind kind;
    rawmap_mapping m;
    if (shift >= sizeof(size_t) * 8) {
        refused(answer, RAWMAP_HUGE_SIZE_UNSUPPORTED, "larger than the addresses of this architecture");
        return;
    }
    size = (size_t)1 << shift;
    if (size <= page_size) {
        refused(answer, RAWMAP_HUGE_SIZE_UNSUPPORTED, "not larger than this machine's ordinary page");
        return;
    }
    if (sizes.mean_nothing) {
        ignored(answer, "sizes that no machine has are accepted as well");
        return;
    }
    /* First whether the size is known, which takes nothing from the pool; then whether the pool has such a page. */
    kind = rawmap_kind_huge(RAWMAP_PRIVATE(), size);
    m = rawmap_map(size, RAWMAP_PROT(none), rawmap_kind_union(kind, RAWMAP_PRIVATE(noreserve)), place_for_huge(size));
    if (!took(answer, m.status))
        return;
    if (rawmap_unmap(rawmap_slice(m.span, 0, page_size)) == RAWMAP_OK) {
        ignored(answer, "ordinary pages: one can be unmapped alone");
        return;
    }
    if (smap_of(at(m.span, size >> 1), &smap) && smap.page != size >> 10) {
        ignored(answer, "smaps has another KernelPageSize");
        return;
    }
    m = rawmap_map(size, RAWMAP_PROT(read, write), kind, place_for_huge(size));
    if (m.status == RAWMAP_ENOMEM) {
        refused(answer, m.status, "known, pool empty");
    } else if (took(answer, m.status)) {
        if (shift > LARGEST_TOUCHED)
            works(answer, "known, a page is free; it was not touched");
        else
            judge(answer, poke(at(m.span, size - 1), 1) && resident(rawmap_slice(m.span, 0, page_size)) == 1,
                  "touching the last byte brought in the first", "touching the last byte did not bring in the first");
    }
}

static void default_size(struct answer *answer, const struct row *row)
{
    const rawmap_size size = rawmap_huge_page_default();
    unsigned shift = 0;
    rawmap_mapping m;
    (void)row;
    if (!took(answer, size.status))
        return;
    m = rawmap_map(size.bytes, RAWMAP_PROT(none), rawmap_kind_huge(RAWMAP_PRIVATE(noreserve), size.bytes),
                   place_for_huge(size.bytes));
    if (!took(answer, m.status))
        return;
    while (size.bytes >> shift > 1)
        shift++;
    judge(answer,
          rawmap_unmap(rawmap_slice(m.span, 0, size.bytes >> 1)) != RAWMAP_OK && rawmap_unmap(m.span) == RAWMAP_OK,
          "can be mapped, and only unmapped whole: ", "is not what is mapped: ");
    append_size(answer->note, &answer->used, sizeof answer->note, shift);
}

void every_huge_page_row(void (*visit)(void *context, const struct row *row), void *context)
{
    struct row row = {"huge_page", "default", "4.14", default_size, 0};
    char name[16];
    unsigned shift, used;
    find_sizes();
    visit(context, &row);
    for (shift = SMALLEST_SHIFT; shift <= LARGEST_SHIFT; shift++) {
        const bool is_known = (shift < 32 ? sizes.low >> shift : sizes.high >> (shift - 32)) & 1;
        if (!has_name(shift) && (!is_known || sizes.mean_nothing))
            continue;
        used = 0;
        append_size(name, &used, sizeof name, shift);
        row.name = name;
        row.since = "3.8";
        row.probe = huge_page;
        row.argument = shift;
        visit(context, &row);
    }
}
