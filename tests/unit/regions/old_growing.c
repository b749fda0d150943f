/* SPDX-License-Identifier: MIT */
/* Growing, rings, caches and advice on many spans on kernels that are older than the one that runs, or that fail. */
#define RAWMAP_SYSCALL simulated_growing
#include "unit_cache.h"

#include <sys/stat.h>

static rawmap_word failing; /* this call */
static int error;           /* fails so */
static unsigned fails_at;   /* the so manieth call of any kind fails, if not 0 */
static rawmap_word failed;  /* which that was */
static bool self_unknown;   /* process_madvise knows no PIDFD_SELF */
static unsigned frees, vectors, asked;
static uintptr_t ours, ours_end; /* what the last mapping without MAP_FIXED gave */
static bool outside;

rawmap_word simulated_growing(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                              rawmap_word e, rawmap_word f)
{
    rawmap_word answer;
    if (fails_at != 0 && --fails_at == 0) {
        failed = number;
        return unit_last = -error;
    }
    asked += number == SYS_process_madvise;
    if (number == failing && (number != SYS_mmap || ((int)d & 0xf) == 8) && (number != SYS_madvise || c == MADV_FREE)) {
        unit_calls++;
        return unit_last = -error;
    }
    if (number == SYS_process_madvise && self_unknown && a == -10000) {
        unit_calls++;
        return unit_last = -EBADF;
    }
    vectors += number == SYS_process_madvise;
    frees += number == SYS_madvise && c == MADV_FREE;
    if (number == SYS_mmap && ((int)d & MAP_FIXED) != 0)
        outside |= (uintptr_t)a < ours || (uintptr_t)a + (size_t)b > ours_end;
    answer = unit_syscall(number, a, b, c, d, e, f);
    if (number == SYS_mmap && ((int)d & MAP_FIXED) == 0) {
        ours = (uintptr_t)answer;
        ours_end = ours + (size_t)b;
    }
    return answer;
}

static size_t size_of(int file)
{
    struct stat status;
    cr_assert_eq(fstat(file, &status), 0);
    return (size_t)status.st_size;
}

/* A file system that cannot allocate: the length is asked, and only ever made longer. */
Test(old_growing, files_without_fallocate)
{
    static const int errors[] = {EOPNOTSUPP, ENOSYS};
    const size_t page = unit_page();
    size_t i;
    for (i = 0; i < 2; i++) {
        const int file = unit_memfd(8 * page, 3);
        rawmap_span span =
            SPAN(rawmap_map_file(file, 0, page, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
        failing = SYS_fallocate;
        error = errors[i];
        STATUS(OK, rawmap_grow_file(&span, file, 0, 4 * page));
        cr_assert_eq(size_of(file), 8 * page);
        STATUS(OK, rawmap_grow_file(&span, file, 0, 20 * page));
        cr_assert_eq(size_of(file), 20 * page);
        cr_assert_eq(((char *)span.base)[8 * page - 1], 3);
        cr_assert_eq(unit_writing((char *)span.base + 20 * page - 1), 0);
        cr_assert_eq(rawmap_status_errno(rawmap_grow_file_allocated(&span, file, 0, 40 * page)), errors[i]);
        cr_assert_eq(size_of(file), 20 * page);
        cr_assert_eq(span.length, 20 * page);
    }
}

/* Where only what is needed fits in the file system. */
Test(old_growing, a_file_system_that_is_nearly_full)
{
    const size_t page = unit_page();
    const int file = unit_memfd(4 * page, 3);
    rawmap_span span =
        SPAN(rawmap_map_file(file, 0, 4 * page, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
    fails_at = 2; /* behind the look at RLIMIT_FSIZE */
    error = ENOSPC;
    STATUS(OK, rawmap_grow_file_allocated(&span, file, 0, 5 * page));
    cr_assert_eq(span.length, 5 * page);
    cr_assert_eq(size_of(file), 5 * page);
}

/* Each of the calls of a ring fails in turn: nothing stays behind, and the status is that call's. */
Test(old_growing, a_ring_that_fails_anywhere)
{
    const size_t page = unit_page();
    size_t files = unit_open_files(), mappings = unit_mappings();
    unsigned at = 0, failures = 0;
    rawmap_mapping ring;
    do {
        fails_at = ++at;
        failed = 0;
        error = ENOMEM;
        ring = rawmap_ring_map(4 * page, RAWMAP_SHARED());
        fails_at = 0;
        cr_assert_not(outside, "a half was placed over what is not the ring's");
        if (ring.status == RAWMAP_OK) { /* the halves came elsewhere, or it was the close at the end */
            ((char *)ring.span.base)[1] = 2;
            cr_assert_eq(((char *)ring.span.base)[ring.span.length / 2 + 1], 2);
            STATUS(OK, rawmap_unmap(ring.span));
        } else {
            STATUS(ENOMEM, ring.status);
            cr_assert(ring.span.base == NULL && ring.span.length == 0);
            failures++;
        }
        /* What cannot be given back stays. */
        files += failed == SYS_close;
        if (failed == SYS_munmap)
            mappings = unit_mappings();
        cr_assert_eq(unit_open_files(), files, "call %u", at);
        cr_assert_eq(unit_mappings(), mappings, "call %u", at);
    } while (failed != 0);
    cr_assert(failures >= 3, "%u of %u calls", failures, at - 1);
    /* A kernel whose pages are larger, or whose caches alias, takes the second half for misplaced. */
    fails_at = at - 2;
    error = EINVAL;
    ring = rawmap_ring_map(3 * page, RAWMAP_SHARED());
    if (ring.status == RAWMAP_OK)
        STATUS(OK, rawmap_unmap(ring.span));
    else
        cr_assert(ring.status == RAWMAP_EINVAL || ring.status == RAWMAP_RING_LENGTH_UNEVEN);
    cr_assert_eq(unit_mappings(), mappings);
}

/* Marks by madvise, and a look whether they hold, where the kernel takes no advice for the calling process. */
Test(old_growing, guards_before_6_14)
{
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    const rawmap_span two[] = {rawmap_slice(span, 0, unit_page()), rawmap_slice(span, 2 * unit_page(), unit_page())};
    rawmap_guard guards[2];
    rawmap_advised done;
    UNIT_NEEDS_LINUX(6, 13, "guard_install");
    failing = SYS_process_madvise;
    error = EBADF;
    unit_calls = 0;
    done = rawmap_guard_install_many(two, 2, guards);
    STATUS(OK, done.status);
    cr_assert(done.spans == 2 && !guards[0].by_protection && !guards[1].by_protection);
    cr_assert_eq(unit_reading(two[0].base), SIGSEGV);
    cr_assert_eq(unit_reading(two[1].base), SIGSEGV);
    cr_assert_eq(unit_reading((char *)two[0].base + unit_page()), 0);
}

/* What refused the call once is not asked again, and one span is not asked for as many. */
Test(old_growing, guards_one_by_one)
{
    const rawmap_span span = unit_pages(8, MAP_PRIVATE);
    rawmap_span some[4];
    rawmap_guard guards[4];
    size_t i;
    UNIT_NEEDS_LINUX(6, 13, "guard_install");
    for (i = 0; i < 4; i++)
        some[i] = rawmap_slice(span, 2 * i * unit_page(), unit_page());
    failing = SYS_process_madvise;
    error = EBADF;
    STATUS(OK, rawmap_guard_install_many(some, 4, guards).status);
    cr_assert_eq(asked, 1 + 4, "together, and each: %u", asked);
    asked = 0;
    STATUS(OK, rawmap_guard_install_many(some, 1, guards).status);
    cr_assert_eq(asked, 1, "%u", asked);
}

static void works(rawmap_cache *cache)
{
    static unsigned char value[6000], copy[6000];
    rawmap_size fetched;
    unit_value(value, 1, sizeof value);
    STATUS(OK, rawmap_cache_store(cache, 2, value, sizeof value));
    fetched = rawmap_cache_fetch(cache, 2, copy, sizeof copy);
    STATUS(OK, fetched.status);
    cr_assert(unit_is_value(copy, 1, sizeof copy));
    cr_assert_eq(madvise((char *)cache->memory.base + (2 * cache->stride + 4096) / unit_page() * unit_page(),
                         unit_page(), MADV_DONTNEED),
                 0);
    STATUS(CACHE_DROPPED, rawmap_cache_fetch(cache, 2, copy, sizeof copy).status);
}

Test(old_growing, caches_without_droppable_memory)
{
    static const int errors[] = {EINVAL, EOPNOTSUPP, 524};
    size_t i;
    for (i = 0; i < 3; i++) {
        rawmap_cache cache;
        failing = SYS_mmap;
        error = errors[i];
        frees = 0;
        STATUS(OK, rawmap_cache_map(&cache, 10, 6000));
        cr_assert(!cache.droppable && cache.free_lazily);
        cr_assert_eq(frees, 1);
        cache.free_every = 1;
        works(&cache);
        cr_assert_eq(frees, 2, "a store is followed by advice");
        STATUS(OK, rawmap_unmap(cache.memory));
    }
}

/* What is stored can be freed again, although it was written: all but what still waits in the kernel's batches. */
Test(old_growing, stores_are_advised_free)
{
    static unsigned char value[6000];
    rawmap_cache cache;
    size_t place;
    failing = SYS_mmap;
    error = EINVAL;
    STATUS(OK, rawmap_cache_map(&cache, 1000, sizeof value));
    UNIT_NEEDS_LINUX(4, 12, "LazyFree in smaps");
    for (place = 0; place < 1000; place++)
        STATUS(OK, rawmap_cache_store(&cache, place, value, sizeof value));
    cr_assert_gt(unit_smaps(cache.memory.base, "LazyFree"), unit_smaps(cache.memory.base, "Rss") / 2);
}

Test(old_growing, caches_that_nobody_drops)
{
    rawmap_cache cache;
    rawmap_mapping mapping;
    failing = SYS_mmap;
    error = EINVAL;
    mapping = rawmap_map(unit_page(), RAWMAP_PROT(read), RAWMAP_DROPPABLE(), RAWMAP_ANYWHERE);
    STATUS(DROPPABLE_UNKNOWN, mapping.status);
    fails_at = 3; /* the advice after the two mappings */
    STATUS(OK, rawmap_cache_map(&cache, 10, 6000));
    cr_assert(!cache.droppable && !cache.free_lazily);
    frees = 0;
    works(&cache);
    cr_assert_eq(frees, 0);
}

/* Forty pages, every second one advised. */
static void advises(unsigned expected_vectors)
{
    const size_t page = unit_page(), files = unit_open_files();
    const rawmap_span all = unit_pages(40, MAP_PRIVATE);
    rawmap_span spans[20];
    rawmap_advised done;
    size_t i;
    unit_fill(all, 5);
    for (i = 0; i < 20; i++)
        spans[i] = rawmap_slice(all, 2 * i * page, page);
    vectors = 0;
    done = rawmap_advise_many(spans, 20, RAWMAP_ADVICE(dontneed));
    STATUS(OK, done.status);
    cr_assert_eq(done.spans, 20);
    cr_assert_eq(done.bytes, 20 * page);
    cr_assert_eq(vectors, expected_vectors);
    for (i = 0; i < 40; i++)
        cr_assert(unit_filled(rawmap_slice(all, i * page, page), i % 2 == 0 ? 0 : 5), "page %zu", i);
    /* The failing one is found all the same. */
    spans[11].base = (char *)spans[11].base + 1;
    done = rawmap_advise_many(spans, 20, RAWMAP_ADVICE(dontneed));
    STATUS(SPAN_UNALIGNED, done.status);
    cr_assert_eq(done.spans, 11);
    cr_assert_eq(done.bytes, 11 * page);
    cr_assert_eq(unit_open_files(), files);
}

Test(old_growing, advice_without_process_madvise)
{
    /* The last is what C-SKY answers to a number that it does not know: the first argument, here -10000, unchanged. */
    static const int errors[] = {ENOSYS, EPERM, EINVAL, 10000};
    size_t i;
    failing = SYS_process_madvise;
    for (i = 0; i < 4; i++) {
        error = errors[i];
        advises(0);
    }
}

Test(old_growing, advice_without_a_handle_to_oneself)
{
    UNIT_NEEDS_LINUX(6, 13, "every advice on the calling process");
    self_unknown = true;
    advises(1);
    failing = SYS_pidfd_open;
    error = EMFILE;
    advises(0);
}
