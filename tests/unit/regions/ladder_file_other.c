/* SPDX-License-Identifier: MIT */
/* rawmap_ladder_map_file beside a thread that is always faster, on older kernels, and where a step cannot be undone.
   Simulated; what is mapped and collapsed is real. */
#define RAWMAP_SYSCALL simulated_ladder
#include "unit.h"

#include <sys/mman.h>

#define READ RAWMAP_PROT(read)

static struct {
    unsigned astray;    /* so many mappings of the file by Linux's choice lie a page beside where they should */
    unsigned taken;     /* so many exact places are taken */
    unsigned kept_from; /* from this time on nothing is unmapped */
    bool collapses;     /* MADV_COLLAPSE answers success, and does nothing */
    int collapse_error; /* or this */
    bool scans_nothing; /* PAGEMAP_SCAN is unknown */
    bool populates_not; /* MADV_POPULATE_READ and _WRITE are unknown */
    uint32_t block;     /* of the file, as statx tells; MAP_HUGETLB is left out then, so that no pool is needed */
} kernel;
static unsigned exactly, unmaps;
static rawmap_ladder ladder;

rawmap_word simulated_ladder(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                             rawmap_word e, rawmap_word f)
{
    if (number == SYS_mmap && (d & MAP_ANONYMOUS) == 0 && (d & MAP_FIXED_NOREPLACE) != 0) {
        exactly++;
        if (kernel.taken != 0) {
            kernel.taken--;
            return -EEXIST;
        }
    } else if (number == SYS_mmap && (d & MAP_ANONYMOUS) == 0 && kernel.astray != 0) {
        char *const at =
            (char *)mmap(NULL, (size_t)b + 3 * unit_page() + UNIT_HUGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        kernel.astray--;
        a = (rawmap_word)(((uintptr_t)at + UNIT_HUGE - 1) & ~(uintptr_t)(UNIT_HUGE - 1)) + (rawmap_word)unit_page();
        return unit_syscall(number, a, b, c, d | MAP_FIXED, e, f);
    }
    if (number == SYS_mmap && kernel.block != 0)
        d &= ~(rawmap_word)MAP_HUGETLB;
    if (number == SYS_munmap && ++unmaps >= kernel.kept_from && kernel.kept_from != 0)
        return -ENOMEM;
    if (number == SYS_madvise && c == 25 && (kernel.collapses || kernel.collapse_error != 0))
        return kernel.collapses ? 0 : -kernel.collapse_error;
    if (number == SYS_madvise && (c == 22 || c == 23) && kernel.populates_not)
        return -EINVAL;
    if (number == SYS_ioctl && kernel.scans_nothing)
        return -ENOTTY;
    if (number == SYS_statx && kernel.block != 0) {
        const rawmap_word result = unit_syscall(number, a, b, c, d, e, f);
        ((rawmap_i_statx *)e)->block = kernel.block;
        return result;
    }
    return unit_syscall(number, a, b, c, d, e, f);
}

static void starts(void)
{
    memset(&kernel, 0, sizeof kernel);
    exactly = unmaps = 0;
}

static int of_length(size_t length)
{
    const int file = (int)syscall(SYS_memfd_create, "file", MFD_CLOEXEC);
    cr_assert(file >= 0 && ftruncate(file, (off_t)length) == 0);
    return file;
}

static rawmap_mapping part(int file, size_t offset, size_t length, rawmap_steps steps)
{
    return rawmap_ladder_map_file(file, offset, length, READ, RAWMAP_FILE_SHARED(), steps, &ladder);
}

#define HUGE_STEP RAWMAP_STEPS(transparent)

/* Where Linux's first choice is astray an exact place is taken, and where another thread takes that, another. */
Test(ladder_file_other, places)
{
    int file;
    rawmap_mapping m;
    UNIT_NEEDS_FACT(thp);
    if (rawmap_transparent_size().bytes != UNIT_HUGE)
        return;
    file = of_length(4 * UNIT_HUGE);
    starts();
    kernel.astray = 1;
    kernel.collapse_error = EBUSY;
    m = part(file, 5 * unit_page(), 3 * UNIT_HUGE, HUGE_STEP);
    STATUS(EBUSY, m.status);
    cr_assert_eq(exactly, 1);
    cr_assert_eq(m.span.length, 0);
    starts();
    kernel.astray = 1;
    kernel.taken = 15;
    kernel.collapses = kernel.scans_nothing = true;
    m = part(file, 5 * unit_page(), 3 * UNIT_HUGE, HUGE_STEP);
    cr_assert_eq(((uintptr_t)SPAN(m).base - 5 * unit_page()) % UNIT_HUGE, 0);
    cr_assert_eq(exactly, 16);
    cr_assert_neq(ladder.seen, RAWMAP_OK);
    STATUS(OK, rawmap_unmap(m.span));
    starts();
    kernel.astray = 1;
    kernel.taken = 16;
    m = part(file, 5 * unit_page(), 3 * UNIT_HUGE, HUGE_STEP);
    STATUS(WITHIN_TAKEN, m.status);
    cr_assert_eq(exactly, 16);
    cr_assert_eq(m.span.length, 0);
    close(file);
}

Test(ladder_file_other, success_without_a_huge_page)
{
    const rawmap_size size = rawmap_transparent_size();
    int file;
    UNIT_NEEDS_FACT(thp);
    UNIT_NEEDS_FACT(pagemap_scan);
    file = of_length(2 * size.bytes);
    starts();
    kernel.collapses = true;
    STATUS(COLLAPSE_NOTHING, part(file, 0, 2 * size.bytes, HUGE_STEP).status);
    starts();
    kernel.collapse_error = EINVAL; /* whatever it is asked for */
    STATUS(ADVICE_UNKNOWN, part(file, 0, 2 * size.bytes, HUGE_STEP).status);
    starts();
    kernel.collapse_error = ENOMEM;
    STATUS(ENOMEM, part(file, 0, 2 * size.bytes, HUGE_STEP).status);
    BITS(HUGE_STEP.bits, ladder.refusal[0].step.bits);
    close(file);
}

/* What cannot be unmapped is told, and no further step is tried. */
Test(ladder_file_other, what_cannot_be_undone)
{
    const rawmap_size size = rawmap_transparent_size();
    const rawmap_steps steps = RAWMAP_STEPS(transparent, small);
    rawmap_mapping m;
    unsigned from;
    int file;
    UNIT_NEEDS_FACT(thp);
    file = of_length(4 * size.bytes);
    for (from = 1; from <= 3; from++) {
        starts();
        kernel.astray = from == 3 ? 0 : 1; /* the first mapping, the room, and the step's */
        kernel.kept_from = from == 3 ? 1 : from;
        kernel.collapse_error = ENOMEM;
        m = part(file, 0, 2 * size.bytes, steps);
        if (from == 3 && ((uintptr_t)m.span.base & (size.bytes - 1)) != 0)
            continue; /* this Linux does not begin with the right place */
        STATUS(REGION_NOT_UNDONE, m.status);
        cr_assert_neq(m.span.length, 0);
        cr_assert_eq(ladder.refusals, 1);
        BITS(0, ladder.taken.bits);
        starts();
        STATUS(OK, rawmap_unmap(m.span));
    }
    close(file);
}

/* The file says that its pages are of the pool; the mapping's state that they are not. */
Test(ladder_file_other, pages_of_the_pool)
{
    const rawmap_steps steps = RAWMAP_STEPS(huge_2mb);
    rawmap_mapping m;
    int file;
    file = of_length(2 * UNIT_HUGE);
    starts();
    kernel.block = 2u << 20;
    kernel.scans_nothing = true;
    m = part(file, 0, 2u << 20, steps);
    STATUS(OK, m.status);
    cr_assert_neq(ladder.seen, RAWMAP_OK);
    STATUS(OK, rawmap_unmap(m.span));
    starts();
    kernel.block = 2u << 20;
    kernel.populates_not = true;
    m = part(file, 0, 2u << 20, steps);
    STATUS(OK, m.status);
    STATUS(ADVICE_UNKNOWN, ladder.seen);
    STATUS(OK, rawmap_unmap(m.span));
    starts();
    kernel.block = 4u << 20;
    STATUS(HUGE_FILE_UNFIT, part(file, 0, 2u << 20, steps).status);
    UNIT_NEEDS_FACT(pagemap_scan);
    starts();
    kernel.block = 2u << 20;
    STATUS(STEP_NOT_SEEN, part(file, 0, 2u << 20, steps).status);
    cr_assert_eq(ladder.refusals, 1);
    close(file);
}
