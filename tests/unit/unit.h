/* SPDX-License-Identifier: MIT */
/* What every file of the suite uses. The sources are C11 and C++11 at once. */
#ifndef UNIT_H
#define UNIT_H

#include <assert.h>
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Here the calls are made that clang would not compile. */
#define RAWMAP_NO_DIAGNOSE
#if defined UNIT_HOOK && !defined RAWMAP_SYSCALL
#define RAWMAP_SYSCALL unit_syscall
#endif
#include "../machine/facts.h"
#include "rawmap.h"

#ifdef __cplusplus
extern "C" {
#endif

/* --- what the kernel shows of this process: observe.c asks it through libc and /proc, never through rawmap --- */

size_t unit_page(void);
/* A field of /proc/self/smaps in kB, for the mapping that holds the address; -1 where nothing is mapped. */
long unit_smaps(const void *address, const char *field);
/* Whether VmFlags has the two letters: 1, 0, or -1 where nothing is mapped. */
int unit_vmflag(const void *address, const char *letters);
bool unit_mapped(const void *address);
/* "rw-p", or "" where nothing is mapped. */
const char *unit_perms(const void *address);
/* How many bytes of [address, address + length) are mapped; and how many mappings, and descriptors, the process has. */
size_t unit_mapped_bytes(const void *address, size_t length);
size_t unit_mappings(void);
size_t unit_open_files(void);
/* Bytes that this process has mapped, but for the heap and the stack, which grow by themselves. */
size_t unit_address_space(void);
/* The page's word in /proc/self/pagemap. */
uint64_t unit_pagemap(const void *address);
#define UNIT_PRESENT (1ull << 63)
#define UNIT_GUARD (1ull << 58)
/* How many pages of the span are in this process's page table. */
size_t unit_present(rawmap_span span);
/* The signal that a child meets which reads or writes the byte; 0 for none. */
int unit_reading(const void *address);
int unit_writing(void *address);
/* What a child sees in the byte: its value, or -1 if it cannot read it. */
int unit_child_sees(const void *address);
void unit_fill(rawmap_span span, int value);
bool unit_filled(rawmap_span span, int value);
/* kB on this line of a file such as /proc/self/status; -1 when it has none. */
long unit_line(const char *path, const char *name);

/* Pages are locked through syscall(): sanitizers turn mlock into nothing. */

/* --- what a test needs to begin with: prepare.c --- */

/* An unlinked file of that many bytes, all of them value; on the disk ($UNIT_FILES, else /tmp), or in memory. */
int unit_file(size_t size, int value);
int unit_memfd(size_t size, int value);
int unit_file_byte(int file, size_t offset);
/* Memory from libc's mmap: pages pages, readable and writable, apart from other mappings; unit_room reserves addresses
   and frees them again, so that they can be mapped exactly. */
rawmap_span unit_pages(size_t pages, int flags);
rawmap_span unit_room(size_t length, size_t alignment);
rawmap_span unit_huge_room(size_t length);
void unit_limit(int resource, size_t bytes);
void unit_drop_capability(unsigned capability); /* whether or not the process has it */
#define UNIT_CAP_IPC_LOCK 14u
#define UNIT_CAP_SYS_RAWIO 17u
#define UNIT_CAP_SYS_PTRACE 19u
#define UNIT_CAP_SYS_NICE 23u
#define UNIT_CAP_SYS_RESOURCE 24u
/* Seals a span (mseal: a 64-bit Linux 6.10). */
bool unit_seal(rawmap_span span);
/* Makes mappings until no more are allowed. */
void unit_fill_map(void);
/* Whether Linux is that version or newer. */
bool unit_kernel(int version, int patchlevel);

#define UNIT_NEEDS_SEAL UNIT_NEEDS_FACT(mseal)
/* A test that not every machine can make says which fact of tests/machine/facts.tsv it needs (and stands in needs.tsv
   there), or which version of Linux; UNIT_NEEDS is for what else a test may lack. */
#define UNIT_NEEDS_FACT(fact)                                                                                          \
    do {                                                                                                               \
        const char *const lacks_ = machine_lacks(#fact);                                                               \
        if (lacks_ != NULL)                                                                                            \
            cr_skip("%s", lacks_);                                                                                     \
    } while (0)
#define UNIT_HAS(fact) (machine_lacks(#fact) == NULL)
#define UNIT_NEEDS_LINUX(version, patchlevel, what)                                                                    \
    do {                                                                                                               \
        if (!unit_kernel(version, patchlevel))                                                                         \
            cr_skip("lacks Linux %d.%d: %s", version, patchlevel, what);                                               \
    } while (0)
#define UNIT_NEEDS(condition, ...)                                                                                     \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            cr_skip(__VA_ARGS__);                                                                                      \
    } while (0)
/* Built with a sanitizer, whose own mappings fill the address space. */
#if defined __SANITIZE_ADDRESS__
#define UNIT_SANITIZED true
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define UNIT_SANITIZED true
#endif
#endif
#ifndef UNIT_SANITIZED
#define UNIT_SANITIZED false
#endif
#define UNIT_HUGE ((size_t)2 << 20)

/* --- values that no macro of rawmap's would build --- */

rawmap_span unit_span(const void *base, size_t length);
rawmap_span unit_at(uintptr_t base, size_t length);
rawmap_prot unit_prot(unsigned bits);
rawmap_kind unit_kind(unsigned bits);
rawmap_file_kind unit_file_kind(unsigned bits);

/* --- verdicts --- */

/* The hook of the build that has one counts, and passes on to the kernel. */
rawmap_word unit_syscall(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                         rawmap_word f);
extern unsigned unit_calls;
extern rawmap_word unit_last;
#ifdef RAWMAP_SYSCALL
#define UNIT_HOOKED true
#else
#define UNIT_HOOKED false
#endif

void unit_same_status(rawmap_status expected, rawmap_status actual, const char *what, const char *file, int line);
#define STATUS(expected, actual) unit_same_status(RAWMAP_##expected, (actual), #actual, __FILE__, __LINE__)
void unit_same_bits(unsigned expected, unsigned actual, const char *what, const char *file, int line);
#define BITS(expected, actual) unit_same_bits((expected), (actual), #actual, __FILE__, __LINE__)
rawmap_span unit_got(rawmap_mapping mapping, const char *what, const char *file, int line);
/* The span of a call that must succeed. */
#define SPAN(call) unit_got((call), #call, __FILE__, __LINE__)

/* ROW(call, sort, errno, cause, (arguments)): this row of the call's list answers these arguments. The check says so
   too, but for what only the kernel knows; in a hooked build no system call was made for a row that is tested before,
   and the kernel answered that errno for the others. What was seen is written down: no row may stay unseen. */
#define ROW(CALL, SORT, ERROR, CAUSE, ARGUMENTS)                                                                       \
    do {                                                                                                               \
        unit_row row_;                                                                                                 \
        row_.call = #CALL;                                                                                             \
        row_.sort = #SORT;                                                                                             \
        row_.error = #ERROR;                                                                                           \
        row_.cause = #CAUSE;                                                                                           \
        row_.expected = RAWMAP_##CAUSE;                                                                                \
        row_.raw = RAWMAP_LINUX_##ERROR;                                                                               \
        row_.check = UNIT_CHECK_##CALL ARGUMENTS;                                                                      \
        unit_calls = 0;                                                                                                \
        row_.status = UNIT_STATUS_##CALL(rawmap_##CALL ARGUMENTS);                                                     \
        unit_saw(row_, UNIT_HOOKED, __FILE__, __LINE__);                                                               \
    } while (0)
typedef struct unit_row {
    const char *call, *sort, *error, *cause;
    rawmap_status expected, check, status;
    int raw;
} unit_row;
void unit_saw(unit_row row, bool hooked, const char *file, int line);

rawmap_status unit_status_of(rawmap_mapping mapping);
#define UNIT_STATUS_map unit_status_of
#define UNIT_STATUS_map_file unit_status_of
#define UNIT_STATUS_resize unit_status_of
#define UNIT_STATUS_resize_or_move unit_status_of
#define UNIT_STATUS_move_over unit_status_of
#define UNIT_STATUS_move_keep unit_status_of
#define UNIT_STATUS_move_keep_over unit_status_of
#define UNIT_STATUS_move_keep_near unit_status_of
#define UNIT_STATUS_duplicate unit_status_of
#define UNIT_STATUS_duplicate_over unit_status_of
#define UNIT_STATUS_replace
#define UNIT_STATUS_replace_file
#define UNIT_STATUS_unmap
#define UNIT_STATUS_protect
#define UNIT_STATUS_advise
#define UNIT_STATUS_sync
#define UNIT_STATUS_lock
#define UNIT_STATUS_lock_on_fault
#define UNIT_STATUS_unlock
#define UNIT_STATUS_lock_all
#define UNIT_STATUS_residency
#define UNIT_CHECK_map rawmap_check_map
#define UNIT_CHECK_map_file rawmap_check_map_file
#define UNIT_CHECK_resize rawmap_check_resize
#define UNIT_CHECK_resize_or_move rawmap_check_resize
#define UNIT_CHECK_move_over rawmap_check_move_over
#define UNIT_CHECK_move_keep rawmap_check_move_keep
#define UNIT_CHECK_move_keep_over rawmap_check_move_keep_over
#define UNIT_CHECK_move_keep_near rawmap_check_move_keep_near
#define UNIT_CHECK_duplicate rawmap_check_duplicate
#define UNIT_CHECK_duplicate_over rawmap_check_duplicate_over
#define UNIT_CHECK_replace rawmap_check_replace
#define UNIT_CHECK_replace_file rawmap_check_replace_file
#define UNIT_CHECK_unmap rawmap_check_unmap
#define UNIT_CHECK_protect rawmap_check_protect
#define UNIT_CHECK_advise rawmap_check_advise
#define UNIT_CHECK_sync rawmap_check_sync
#define UNIT_CHECK_lock rawmap_check_lock
#define UNIT_CHECK_lock_on_fault rawmap_check_lock
#define UNIT_CHECK_unlock rawmap_check_lock
#define UNIT_CHECK_lock_all rawmap_check_lock_all
#define UNIT_CHECK_residency rawmap_check_residency

#ifdef __cplusplus
}
#endif

#endif
