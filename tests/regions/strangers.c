/* SPDX-License-Identifier: MIT */
/* Another thread that maps in every hole, at the worst moment: right after a call that failed. Each call that a function
   makes fails in turn, as Linux fails: early; or late, when a MAP_FIXED or MREMAP_FIXED has unmapped what was there
   already, and then so do those that it makes to make up for that. After it strangers move into every gap in what the function was given or has mapped. Whatever it does then, they stay as
   they are. And once with nothing failing, and strangers after every call. With an argument a ring is made as one is tempted
   to: by MAP_FIXED over a range, which is unmapped as a whole when that fails. */
#define RAWMAP_SYSCALL beside_strangers
#include "rawmap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST = 512, PAGE = RAWMAP_PAGE_SIZE_MIN };
struct range {
    uintptr_t start, end;
};
static struct range grounds[MOST], strangers[MOST]; /* where they look for gaps; where they are */
static unsigned grounds_count, strangers_count;
static rawmap_span left; /* to be given back at the end */
static unsigned made, fails_at;
static int error;
static bool clears, after_all, active;

static void add_ground(uintptr_t start, size_t length)
{
    if (grounds_count < MOST)
        grounds[grounds_count++] = (struct range){start, start + (length + PAGE - 1) / PAGE * PAGE};
}

static void move_into(uintptr_t start, uintptr_t end)
{
    char *const at = mmap((void *)start, end - start, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
    if (at != (char *)start || strangers_count == MOST)
        abort();
    at[0] = at[end - start - 1] = 'x';
    (void)mprotect(at, end - start, PROT_READ);
    strangers[strangers_count++] = (struct range){start, end};
}

/* Whether all of it is mapped as strangers are; gaps get a stranger where they are asked in. */
static bool walk(struct range range, bool invite)
{
    struct range gap[MOST];
    unsigned gaps = 0, i;
    unsigned long start, end;
    char line[512], access[5];
    bool whole = true;
    FILE *const maps = fopen("/proc/self/maps", "re");
    while (maps && fgets(line, sizeof line, maps) && sscanf(line, "%lx-%lx %4s", &start, &end, access) == 3) {
        if (end <= range.start || start >= range.end)
            continue;
        if (start > range.start && gaps < MOST)
            gap[gaps++] = (struct range){range.start, start};
        whole = whole && strcmp(access, "r--p") == 0;
        range.start = end;
    }
    if (maps)
        fclose(maps);
    if (range.start < range.end && gaps < MOST)
        gap[gaps++] = range;
    for (i = 0; invite && i < gaps; i++)
        move_into(gap[i].start, gap[i].end);
    return whole && gaps == 0;
}

static void move_in(void)
{
    unsigned i;
    active = false;
    for (i = 0; i < grounds_count; i++)
        (void)walk(grounds[i], true);
    active = true;
}

rawmap_word beside_strangers(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                             rawmap_word e, rawmap_word f)
{
    struct range over = {0, 0};
    rawmap_word result = -error;
    if (!active)
        return rawmap_syscall6(number, a, b, c, d, e, f);
    if (number == RAWMAP_NR_mmap && (d & MAP_FIXED) != 0)
        over = (struct range){(uintptr_t)a, (uintptr_t)(a + b)};
    if (number == RAWMAP_NR_mremap && (d & RAWMAP_LINUX_MREMAP_FIXED) != 0)
        over = (struct range){(uintptr_t)e, (uintptr_t)(e + c)};
    if (++made != fails_at && !(clears && fails_at != 0 && made > fails_at && over.end != 0))
        result = rawmap_syscall6(number, a, b, c, d, e, f);
    else if (clears && over.end != 0)
        (void)munmap((void *)over.start, over.end - over.start);
    if (result < 0 && result > -4096) {
        /* Of no kind it is a question, not a mapping. */
        if (number == RAWMAP_NR_mmap && (d & MAP_TYPE) != 0 && (d & (MAP_FIXED | MAP_FIXED_NOREPLACE)) != 0)
            add_ground((uintptr_t)a, (size_t)b);
        move_in();
    } else if (number == RAWMAP_NR_mmap || number == RAWMAP_NR_mremap)
        add_ground((uintptr_t)result, (size_t)(number == RAWMAP_NR_mmap ? b : c));
    if (after_all)
        move_in();
    return result;
}

static void give_back(rawmap_span span)
{
    if (span.length != 0)
        (void)munmap(span.base, span.length);
}
static rawmap_span given(size_t length, size_t alignment, int protection, int flags)
{
    char *const around =
        mmap(NULL, length + 2 * alignment, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    char *const at = (char *)(((uintptr_t)around + alignment) / alignment * alignment);
    rawmap_span span = {mmap(at, length, protection, flags | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0), length};
    (void)munmap(around, (size_t)(at - around));
    add_ground((uintptr_t)at, length);
    return span;
}

/* What each does, and whether what it answers can be used, is for other tests. */
static void ring(rawmap_kind kind, size_t length)
{
    rawmap_mapping made_ring;
    active = true;
    made_ring = rawmap_ring_map(length, kind);
    active = false;
    give_back(made_ring.span);
}
static void small_ring(void)
{
    ring(RAWMAP_SHARED(populate), 16 * PAGE);
}
static void huge_ring(void)
{
    ring(RAWMAP_SHARED(huge_2mb), (size_t)2 << 20);
}
/* More than any pool has: here Linux itself fails. */
static void ring_beyond_the_pool(void)
{
    ring(RAWMAP_SHARED(huge_2mb), (size_t)1 << 40);
}
static void region(void)
{
    rawmap_mapping range;
    active = true;
    range = rawmap_region_reserve((size_t)3 << 20, (size_t)1 << 30);
    active = false;
    if (range.status == RAWMAP_OK || range.status == RAWMAP_REGION_NOT_UNDONE)
        give_back(range.span);
}
static void aligned_as(rawmap_kind kind)
{
    rawmap_mapping range;
    active = true;
    range = rawmap_map_aligned((size_t)3 << 20, (size_t)1 << 30, RAWMAP_PROT(read, write), kind, NULL);
    active = false;
    give_back(range.span);
}
static void aligned(void)
{
    aligned_as(RAWMAP_PRIVATE(noreserve));
}
static void aligned_shared(void)
{
    aligned_as(RAWMAP_SHARED(noreserve));
}
static void within(void)
{
    rawmap_mapping range;
    active = true;
    range = rawmap_map_within(3 * PAGE, PAGE, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(),
                              RAWMAP_WITHIN((uint64_t)1 << 30, (uint64_t)1 << 31));
    active = false;
    give_back(range.span);
}
static void stack(void)
{
    rawmap_stack made_stack;
    active = true;
    (void)!rawmap_stack_map(&made_stack, 16 * PAGE, PAGE);
    active = false;
    give_back(made_stack.span);
}
static void guard(void)
{
    const rawmap_span span = given(4 * PAGE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE);
    (void)mlock((char *)span.base + 2 * PAGE, PAGE);
    active = true;
    (void)!rawmap_guard_install(span).status;
    active = false;
    give_back(span);
}
static void growing(int flags)
{
    rawmap_span span = given(4 * PAGE, PAGE, PROT_READ | PROT_WRITE, flags);
    active = true;
    (void)!rawmap_grow(&span, 9 * PAGE);
    active = false;
    give_back(span);
}
static void grow(void)
{
    growing(MAP_PRIVATE);
}
static void grow_shared(void)
{
    growing(MAP_SHARED);
}
static void grow_file(void)
{
    const int file = (int)syscall(SYS_memfd_create, "grown", 0);
    rawmap_span span = {mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), PAGE};
    add_ground((uintptr_t)span.base, PAGE);
    active = true;
    (void)!rawmap_grow_file(&span, file, 0, 9 * PAGE);
    active = false;
    give_back(span);
    close(file);
}
static rawmap_steps steps;
static void ladder(void)
{
    rawmap_ladder report;
    const rawmap_span span = given((size_t)2 << 20, (size_t)2 << 20, PROT_NONE, MAP_PRIVATE);
    active = true;
    (void)!rawmap_ladder_commit(span, steps, &report);
    active = false;
    left = span;
}
static void ladder_of_the_pool(void)
{
    steps = RAWMAP_STEPS(huge_2mb, small);
    ladder();
}
static void ladder_of_all(void)
{
    steps = RAWMAP_STEPS(huge_1gb, huge_2mb, transparent, small);
    ladder();
}
static void ladder_of_transparent(void)
{
    steps = RAWMAP_STEPS(transparent, small);
    ladder();
}
static void cache(void)
{
    rawmap_cache made_cache;
    active = true;
    (void)!rawmap_cache_map(&made_cache, 100, 100);
    active = false;
    give_back(made_cache.memory);
}

static void tempting_ring(void)
{
    const unsigned fixed = RAWMAP_LINUX_MAP_SHARED | RAWMAP_LINUX_MAP_ANONYMOUS | RAWMAP_LINUX_MAP_FIXED;
    rawmap_word base, half;
    active = true;
    base = RAWMAP_SYSCALL(RAWMAP_NR_mmap, 0, 4 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    half = base < 0 && base > -4096 ? base : RAWMAP_SYSCALL(RAWMAP_NR_mmap, base, 2 * PAGE, 3, fixed, -1, 0);
    active = false;
    if (half == base && base < 0 && base > -4096)
        return;
    (void)munmap((void *)base, 4 * PAGE);
}

static const struct {
    const char *name;
    void (*call)(void);
} functions[] = {
    {"ring", small_ring},
    {"ring of huge pages", huge_ring},
    {"ring beyond the pool", ring_beyond_the_pool},
    {"region", region},
    {"aligned", aligned},
    {"aligned, shared", aligned_shared},
    {"within", within},
    {"stack", stack},
    {"guard", guard},
    {"grow", grow},
    {"grow shared", grow_shared},
    {"grow_file", grow_file},
    {"ladder of the pool", ladder_of_the_pool},
    {"ladder of all", ladder_of_all},
    {"ladder of transparent pages", ladder_of_transparent},
    {"cache", cache},
    {"tempting ring", tempting_ring},
};
enum { FUNCTIONS = sizeof functions / sizeof functions[0] };

static unsigned long met;
static unsigned harm;

/* One run of a function. False when it makes fewer calls than the one that was to fail. */
static bool once(unsigned function, unsigned at)
{
    unsigned i;
    grounds_count = strangers_count = made = 0;
    fails_at = at;
    functions[function].call();
    met += strangers_count;
    for (i = 0; i < strangers_count; i++) {
        const char *const first = (const char *)strangers[i].start, *const last = (const char *)strangers[i].end - 1;
        if (!walk(strangers[i], false) || *first != 'x' || *last != 'x') {
            if (harm++ < 10)
                printf("a stranger was harmed: %s, call %u fails with %d%s\n", functions[function].name, at, error,
                       clears ? ", late" : "");
        }
    }
    for (i = 0; i < strangers_count; i++)
        (void)munmap((void *)strangers[i].start, strangers[i].end - strangers[i].start);
    give_back(left);
    left.length = 0;
    return made >= at;
}

int main(int count, char **arguments)
{
    static const int errors[] = {RAWMAP_LINUX_ENOMEM, RAWMAP_LINUX_EINVAL, RAWMAP_LINUX_EPERM, RAWMAP_LINUX_EAGAIN,
                                 RAWMAP_LINUX_EEXIST};
    unsigned function, i, at;
    setvbuf(stdout, NULL, _IOLBF, 0);
    (void)arguments;
    for (function = count > 1 ? FUNCTIONS - 1 : 0; function < (count > 1 ? FUNCTIONS : FUNCTIONS - 1u); function++) {
        met = 0;
        for (i = 0; i < 2 * sizeof errors / sizeof errors[0]; i++) {
            error = errors[i / 2];
            clears = i % 2 != 0;
            for (at = 1; once(function, at) && at < 200;)
                at++;
        }
        error = 0;
        after_all = true;
        (void)once(function, 0);
        after_all = false;
        printf("%s: %lu strangers\n", functions[function].name, met);
    }
    printf("%s strangers\n", harm ? "fail" : "pass");
    return harm != 0;
}
