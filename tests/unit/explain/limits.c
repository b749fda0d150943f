/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call: limits of the process, each produced, and beside it the lookalike that another limit is. */
#include "unit_explain.h"

#define MIB ((size_t)1 << 20)
static unit_told told;

static void address_space(unit_told *to)
{
    unit_limit(RLIMIT_DATA, 100 * MIB);
    unit_limit(RLIMIT_AS, 100 * MIB);
    unit_mmap_words(to, NULL, 200 * MIB, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
}

static void both_address_space_and_data(unit_told *to)
{
    unit_limit(RLIMIT_DATA, 100 * MIB);
    unit_limit(RLIMIT_AS, 100 * MIB);
    unit_mmap_words(to, NULL, 200 * MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
}

static void data(unit_told *to)
{
    unit_limit(RLIMIT_DATA, 100 * MIB);
    unit_mmap_words(to, NULL, 200 * MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
}

/* What is shared is no data: that it is refused has another cause. */
static void shared_is_no_data(unit_told *to)
{
    unit_limit(RLIMIT_DATA, MIB);
    unit_mmap_words(to, NULL, (size_t)1 << (sizeof(size_t) > 4 ? 47 : 31), PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1);
}

static void data_by_protecting(unit_told *to)
{
    void *const at = mmap(NULL, 200 * MIB, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    unit_limit(RLIMIT_DATA, 100 * MIB);
    unit_words(to, RAWMAP_NR_mprotect, unit_word(at), (rawmap_word)(200 * MIB), PROT_READ | PROT_WRITE, 0, 0, 0);
}

static void address_space_by_growing(unit_told *to)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    unit_limit(RLIMIT_AS, 100 * MIB);
    unit_words(to, RAWMAP_NR_mremap, unit_word(span.base), (rawmap_word)unit_page(), (rawmap_word)(200 * MIB),
               MREMAP_MAYMOVE, 0, 0);
}

/* What is replaced was counted before: only what is more counts. */
static void replacing(unit_told *to)
{
    void *const at = mmap(NULL, 200 * MIB, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    to->extra = 100 * MIB;
    cr_assert_eq(munmap((char *)at + 100 * MIB, 100 * MIB), 0);
    unit_limit(RLIMIT_AS, 101 * MIB);
    unit_mmap_words(to, at, 200 * MIB, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1);
}

Test(explain_limits, of_addresses_and_data)
{
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer's own mappings are over every limit");
    FOUND(address_space, STATE_ADDRESS_SPACE_LIMIT);
    FIGURES(200 * MIB, 100 * MIB);
    cr_assert_geq(told.inside.used, unit_page());
    SAYS("200 MiB more");
    SAYS("RLIMIT_AS, which is 100 MiB");
    FOUND(both_address_space_and_data, STATE_ADDRESS_SPACE_LIMIT); /* Linux asks for that first */
    FOUND(data, STATE_DATA_LIMIT);
    FIGURES(200 * MIB, 100 * MIB);
    SAYS("RLIMIT_DATA, which is 100 MiB");
    cr_assert_neq(told.inside.ruled_out & RAWMAP_LOOKED_ADDRESS_SPACE_LIMIT, 0);
    cr_assert_eq(told.inside.not_seen, 0);
    FOUND(data_by_protecting, STATE_DATA_LIMIT);
    FIGURES(200 * MIB, 100 * MIB);
    FOUND(address_space_by_growing, STATE_ADDRESS_SPACE_LIMIT);
    FIGURES(200 * MIB - unit_page(), 100 * MIB);
    FOUND(replacing, STATE_ADDRESS_SPACE_LIMIT);
    FIGURES(100 * MIB, 101 * MIB);
}

Test(explain_limits, what_is_no_data)
{
    UNIT_NEEDS(sizeof(size_t) > 4, "the addresses of a 32-bit process are its other limits");
    FOUND(shared_is_no_data, STATE_NO_ROOM);
}

/* --- locked memory --- */

static void limit_of_locks(size_t bytes)
{
    unit_limit(RLIMIT_MEMLOCK, bytes);
    unit_drop_capability(UNIT_CAP_IPC_LOCK);
}

static void locking(unit_told *to)
{
    const rawmap_span span = unit_pages(512, MAP_PRIVATE);
    limit_of_locks(64 * unit_page());
    unit_words(to, RAWMAP_NR_mlock, unit_word(span.base), (rawmap_word)span.length, 0, 0, 0, 0);
}

/* As many pages as may be locked, and a hole in them. */
static void locking_a_hole(unit_told *to)
{
    const rawmap_span span = unit_pages(64, MAP_PRIVATE);
    limit_of_locks(64 * unit_page());
    cr_assert_eq(munmap((char *)span.base + 2 * unit_page(), unit_page()), 0);
    unit_words(to, RAWMAP_NR_mlock, unit_word(span.base), (rawmap_word)span.length, 0, 0, 0, 0);
}

static void locking_what_nobody_may_touch(unit_told *to)
{
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    cr_assert_eq(mprotect((char *)span.base + 2 * unit_page(), unit_page(), PROT_NONE), 0);
    unit_words(to, RAWMAP_NR_mlock, unit_word(span.base), (rawmap_word)span.length, 0, 0, 0, 0);
}

static void locking_without_a_limit(unit_told *to)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    limit_of_locks(0);
    unit_words(to, RAWMAP_NR_mlock, unit_word(span.base), (rawmap_word)span.length, 0, 0, 0, 0);
}

static void mapping_locked(unit_told *to)
{
    limit_of_locks(64 * unit_page());
    unit_mmap_words(to, NULL, 512 * unit_page(), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_LOCKED, -1);
}

static void mapping_after_all_was_locked(unit_told *to)
{
    cr_assert_eq(mlockall(MCL_FUTURE), 0);
    limit_of_locks(64 * unit_page());
    unit_mmap_words(to, NULL, 512 * unit_page(), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1);
}

static void locking_all(unit_told *to)
{
    limit_of_locks(16 * unit_page());
    unit_words(to, RAWMAP_NR_mlockall, MCL_CURRENT, 0, 0, 0, 0, 0);
}

Test(explain_limits, of_locked_memory)
{
    const size_t page = unit_page();
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer's own mappings are over every limit");
    FOUND(locking, STATE_LOCK_LIMIT);
    FIGURES(512 * page, 64 * page);
    SAYS("RLIMIT_MEMLOCK, which is ");
    FOUND(locking_a_hole, STATE_HOLE);
    cr_assert_eq(told.inside.end - told.inside.start, page);
    FOUND(locking_what_nobody_may_touch, STATE_NO_ACCESS);
    cr_assert_eq(told.outside.end - told.outside.start, page);
    FOUND(locking_without_a_limit, LOCK_NOT_ALLOWED);
    FOUND(mapping_locked, LOCK_OVER_LIMIT);
    FIGURES(512 * page, 64 * page);
    FOUND(mapping_after_all_was_locked, LOCK_OVER_LIMIT);
    FIGURES(512 * page, 64 * page);
    FOUND(locking_all, STATE_LOCK_LIMIT);
}

static int secret_file(void)
{
#ifdef RAWMAP_NR_memfd_secret
    const int file = (int)syscall(RAWMAP_NR_memfd_secret, 0u);
    cr_assert(file >= 0 && ftruncate(file, (off_t)(512 * unit_page())) == 0);
    return file;
#else
    return -1;
#endif
}

/* It is locked whether or not anybody asked. */
static void mapping_secret_memory(unit_told *to)
{
    const int file = secret_file();
    limit_of_locks(64 * unit_page());
    unit_mmap_words(to, NULL, 512 * unit_page(), PROT_READ | PROT_WRITE, MAP_SHARED, file);
}

static void secret_memory_and_another_limit(unit_told *to)
{
    const int file = secret_file();
    limit_of_locks(64 * unit_page());
    unit_limit(RLIMIT_AS, MIB);
    unit_mmap_words(to, NULL, 32 * unit_page(), PROT_READ | PROT_WRITE, MAP_SHARED, file);
}

Test(explain_limits, of_secret_memory)
{
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer's own mappings are over every limit");
    UNIT_NEEDS_FACT(secret_memory);
    FOUND(mapping_secret_memory, LOCK_OVER_LIMIT);
    FIGURES(512 * unit_page(), 64 * unit_page());
    FOUND(secret_memory_and_another_limit, STATE_ADDRESS_SPACE_LIMIT);
}

/* --- the number of mappings, and what may be promised --- */

static void cutting_at_the_limit(unit_told *to)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    unit_fill_map();
    unit_words(to, RAWMAP_NR_munmap, unit_word((char *)span.base + unit_page()), (rawmap_word)unit_page(), 0, 0, 0, 0);
}

static void protecting_at_the_limit(unit_told *to)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    unit_fill_map();
    unit_words(to, RAWMAP_NR_mprotect, unit_word((char *)span.base + unit_page()), (rawmap_word)unit_page(), PROT_NONE,
               0, 0, 0);
}

/* At the limit too, but it is a hole. */
static void a_hole_at_the_limit(unit_told *to)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    cr_assert_eq(munmap((char *)span.base + unit_page(), unit_page()), 0);
    unit_fill_map();
    unit_words(to, RAWMAP_NR_madvise, unit_word(span.base), (rawmap_word)span.length, MADV_DONTNEED, 0, 0, 0);
}

Test(explain_limits, of_the_number_of_mappings)
{
    long most = 0;
    FILE *const file = fopen("/proc/sys/vm/max_map_count", "re");
    cr_assert(file != NULL && fscanf(file, "%ld", &most) == 1 && fclose(file) == 0);
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer's own mappings are in the way");
    FOUND(cutting_at_the_limit, STATE_MAP_COUNT);
    FIGURES(1, most);
    cr_assert_geq(told.inside.used, (uint64_t)most);
    SAYS("vm.max_map_count is ");
    FOUND(protecting_at_the_limit, STATE_MAP_COUNT);
    FIGURES(1, most);
    FOUND(a_hole_at_the_limit, STATE_HOLE);
}
