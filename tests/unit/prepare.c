/* SPDX-License-Identifier: MIT */
/* What a test needs to begin with, and how it ends. */
#include "unit.h"

#include <malloc.h>
#include <pthread.h>
#include <sys/utsname.h>

/* A child whose assertion fails waits for an answer that Criterion gives only to the test itself; and one that waits for a
   signal outlives a test that failed. Neither for ever. */
static void end_some_day(void)
{
    (void)alarm(60);
}
static void __attribute__((constructor)) children_end(void)
{
    (void)pthread_atfork(NULL, NULL, end_some_day);
}

/* Criterion's thread would map an arena of its own while a test counts what is mapped. */
static void __attribute__((constructor)) one_arena(void)
{
    (void)mallopt(M_ARENA_MAX, 1);
}

static int filled(int file, size_t size, int value)
{
    char block[4096];
    size_t at;
    cr_assert_geq(file, 0);
    memset(block, value, sizeof block);
    for (at = 0; at < size; at += sizeof block) {
        const size_t part = size - at < sizeof block ? size - at : sizeof block;
        cr_assert_eq(pwrite(file, block, part, (off_t)at), (ssize_t)part);
    }
    return file;
}

int unit_file(size_t size, int value)
{
    char name[512];
    const char *directory = getenv("UNIT_FILES");
    int file;
    snprintf(name, sizeof name, "%s/rawmap-unit-XXXXXX", directory != NULL ? directory : "/tmp");
    file = mkostemp(name, O_CLOEXEC);
    cr_assert_geq(file, 0);
    unlink(name);
    return filled(file, size, value);
}

int unit_memfd(size_t size, int value)
{
    return filled(memfd_create("rawmap-unit", MFD_CLOEXEC | MFD_ALLOW_SEALING), size, value);
}

int unit_file_byte(int file, size_t offset)
{
    unsigned char byte;
    cr_assert_eq(pread(file, &byte, 1, (off_t)offset), 1);
    return byte;
}

/* A page that nothing may touch on each side keeps the mapping from becoming one with its neighbours. */
rawmap_span unit_pages(size_t pages, int flags)
{
    const size_t page = unit_page();
    const size_t length = pages * page;
    char *around = (char *)mmap(NULL, length + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    void *base;
    cr_assert_neq(around, (char *)MAP_FAILED);
    base = mmap(around + page, length, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    cr_assert_eq(base, (void *)(around + page));
    return unit_span(base, length);
}

rawmap_span unit_room(size_t length, size_t alignment)
{
    char *base = (char *)mmap(NULL, length + alignment, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    cr_assert_neq(base, (char *)MAP_FAILED);
    munmap(base, length + alignment);
    return unit_span(base + (alignment - (uintptr_t)base % alignment) % alignment, length);
}

rawmap_span unit_huge_room(size_t length)
{
    return unit_room(length, UNIT_HUGE);
}

void unit_limit(int resource, size_t bytes)
{
    struct rlimit limit;
    limit.rlim_cur = bytes;
    limit.rlim_max = bytes;
#ifdef __cplusplus
    cr_assert_eq(setrlimit((__rlimit_resource)resource, &limit), 0);
#else
    cr_assert_eq(setrlimit((unsigned)resource, &limit), 0);
#endif
}

/* capget and capset, version 3: no library for two words. */
void unit_drop_capability(unsigned capability)
{
    struct {
        uint32_t version;
        int pid;
    } head;
    struct {
        uint32_t effective, permitted, inheritable;
    } sets[2];
    head.version = 0x20080522;
    head.pid = 0;
    cr_assert_eq(syscall(SYS_capget, &head, sets), 0);
    sets[capability / 32].effective &= ~(1u << capability % 32);
    cr_assert_eq(syscall(SYS_capset, &head, sets), 0);
}

bool unit_seal(rawmap_span span)
{
    const long number = 462; /* mseal, on every ABI that the suite runs on */
    return syscall(number, span.base, span.length, 0ul) == 0;
}

void unit_fill_map(void)
{
    const size_t page = unit_page();
    const size_t mappings = (size_t)(unit_mappings() + 200000);
    size_t made = 0;
    /* Alternating protections keep neighbours from becoming one. */
    char *base = (char *)mmap(NULL, mappings * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    cr_assert_neq(base, (char *)MAP_FAILED);
    while (made < mappings - 2 && mprotect(base + made * page, page, PROT_READ) == 0)
        made += 2;
    cr_assert_lt(made, mappings - 2, "vm.max_map_count is above what this test makes");
}

bool unit_kernel(int version, int patchlevel)
{
    struct utsname name;
    int here[2];
    cr_assert_eq(uname(&name), 0);
    cr_assert_eq(sscanf(name.release, "%d.%d", &here[0], &here[1]), 2);
    return here[0] > version || (here[0] == version && here[1] >= patchlevel);
}

rawmap_span unit_span(const void *base, size_t length)
{
    rawmap_span span;
    span.base = (void *)(uintptr_t)base;
    span.length = length;
    return span;
}

rawmap_span unit_at(uintptr_t base, size_t length)
{
    rawmap_span span;
    span.base = (void *)base;
    span.length = length;
    return span;
}

rawmap_prot unit_prot(unsigned bits)
{
    rawmap_prot protection;
    protection.bits = bits;
    return protection;
}

rawmap_kind unit_kind(unsigned bits)
{
    rawmap_kind kind;
    kind.bits = bits;
    return kind;
}

rawmap_file_kind unit_file_kind(unsigned bits)
{
    rawmap_file_kind kind;
    kind.bits = bits;
    return kind;
}
