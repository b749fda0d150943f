/* SPDX-License-Identifier: MIT */
/* map.c: new mappings, their end, their length and their protection. */
#define _GNU_SOURCE
#include "layer.h"
#include "calls.h"

#include <stdarg.h>
#include <sys/mman.h>
#include <sys/syscall.h>

/* What a huge page without a size is: asked once, and kept. */
size_t layer_huge_default(void)
{
    static size_t kept;
    size_t size = __atomic_load_n(&kept, __ATOMIC_RELAXED);
    if (size == 0) {
        size = rawmap_huge_page_default().bytes;
        __atomic_store_n(&kept, size, __ATOMIC_RELAXED);
    }
    return size;
}

void *mmap64(void *address, size_t length, int protection, int flags, int file, __off64_t offset)
{
    const bool of_file = (flags & MAP_ANONYMOUS) == 0;
    struct layer_asked asked;
    rawmap_mmap_arguments a;
    rawmap_mapping m;
    layer_begins(&asked, of_file ? LAYER_mmap_file : LAYER_mmap, SYS_mmap, LAYER_WORD(address), length,
                 LAYER_WORD(protection), LAYER_WORD(flags), LAYER_WORD(file), LAYER_WORD(offset));
    m.span = rawmap_span_of(address, length);
    if (!of_file && (offset & 4095) != 0) /* libc says so itself */
        m.status = RAWMAP_OFFSET_UNALIGNED;
    else
        m.status = rawmap_mmap_from_linux(address, protection, flags,
                                          (flags & MAP_HUGETLB) != 0 ? layer_huge_default() : 0, &a);
    if (m.status == RAWMAP_OK && a.replaces)
        m.status = a.file_backed ? rawmap_replace_file(m.span, file, (uint64_t)offset, a.protection, a.file_kind)
                                 : rawmap_replace(m.span, a.protection, a.kind);
    else if (m.status == RAWMAP_OK)
        m = a.file_backed ? rawmap_map_file(file, (uint64_t)offset, length, a.protection, a.file_kind, a.placement)
                          : rawmap_map(length, a.protection, a.kind, a.placement);
    return (void *)layer_answers(&asked, m.status, (long)m.span.base);
}

void *mmap(void *address, size_t length, int protection, int flags, int file, off_t offset)
{
    return mmap64(address, length, protection, flags, file, offset);
}

int munmap(void *address, size_t length)
{
    struct layer_asked asked;
    layer_begins(&asked, LAYER_munmap, SYS_munmap, LAYER_WORD(address), length, 0, 0, 0, 0);
    return (int)layer_answers(&asked, rawmap_unmap(rawmap_span_of(address, length)), 0);
}

int mprotect(void *address, size_t length, int protection)
{
    const rawmap_prot_answer wanted = rawmap_prot_from_linux(protection);
    struct layer_asked asked;
    layer_begins(&asked, LAYER_mprotect, SYS_mprotect, LAYER_WORD(address), length, LAYER_WORD(protection), 0, 0, 0);
    return (int)layer_answers(
        &asked, wanted.status ? wanted.status : rawmap_protect(rawmap_span_of(address, length), wanted.protection), 0);
}

/* Linux reads the new address with two of the flags. */
void *mremap(void *address, size_t length, size_t new_length, int flags, ...)
{
    const rawmap_span span = rawmap_span_of(address, length), all = rawmap_span_of(address, new_length);
    rawmap_mremap_arguments a;
    struct layer_asked asked;
    rawmap_mapping m;
    rawmap_span over;
    void *place = NULL;
    if ((flags & (MREMAP_FIXED | MREMAP_DONTUNMAP)) != 0) {
        va_list more;
        va_start(more, flags);
        place = va_arg(more, void *);
        va_end(more);
    }
    layer_begins(&asked, (flags & MREMAP_FIXED) != 0 ? LAYER_mremap_to : LAYER_mremap, SYS_mremap, LAYER_WORD(address),
                 length, new_length, LAYER_WORD(flags), LAYER_WORD(place), 0);
    over = m.span = rawmap_span_of(place, new_length);
    m.status = rawmap_mremap_from_linux(length, new_length, flags, &a);
    if (m.status == RAWMAP_OK && a.duplicates)
        m = a.is_over ? rawmap_duplicate_over(all, over) : rawmap_duplicate(all);
    else if (m.status == RAWMAP_OK && a.keeps)
        m = a.is_over ? rawmap_move_keep_over(span, over) : rawmap_move_keep_near(span, place);
    else if (m.status == RAWMAP_OK && a.is_over)
        m = rawmap_move_over(span, over);
    else if (m.status == RAWMAP_OK)
        m = a.may_move ? rawmap_resize_or_move(span, new_length) : rawmap_resize(span, new_length);
    return (void *)layer_answers(&asked, m.status, (long)m.span.base);
}

int remap_file_pages(void *address, size_t length, int protection, size_t page, int flags)
{
    struct layer_asked asked;
    layer_begins(&asked, LAYER_remap_file_pages, SYS_remap_file_pages, LAYER_WORD(address), length,
                 LAYER_WORD(protection), page, LAYER_WORD(flags), 0);
    return (int)layer_answers(
        &asked, protection != 0 ? RAWMAP_EINVAL : rawmap_remap_file_pages(rawmap_span_of(address, length), page), 0);
}

/* Keys. */

int pkey_alloc(unsigned flags, unsigned rights)
{
    struct layer_asked asked;
    const rawmap_pkey_rights_answer wanted = rawmap_pkey_rights_from_linux(rights);
    rawmap_pkey_answer answer = {flags != 0 ? RAWMAP_EINVAL : wanted.status, {-1}};
    layer_begins(&asked, LAYER_pkey_alloc, SYS_pkey_alloc, flags, rights, 0, 0, 0, 0);
    if (answer.status == RAWMAP_OK)
        answer = rawmap_pkey_alloc(wanted.rights);
    return (int)layer_answers(&asked, answer.status, answer.key.number);
}

int pkey_free(int key)
{
    struct layer_asked asked;
    const rawmap_pkey one = {key};
    layer_begins(&asked, LAYER_pkey_free, SYS_pkey_free, LAYER_WORD(key), 0, 0, 0, 0, 0);
    return (int)layer_answers(&asked, rawmap_pkey_free(one), 0);
}

/* What the thread may do is in a register of its own: no call. Elsewhere libc has none to write either. */
int pkey_set(int key, unsigned rights)
{
    struct layer_asked asked;
    rawmap_status status = RAWMAP_ENOSYS;
    layer_begins(&asked, LAYER_pkey_set, -1, LAYER_WORD(key), rights, 0, 0, 0, 0);
#if RAWMAP_HAS_PKEY_REGISTER
    {
        const rawmap_pkey_rights_answer wanted = rawmap_pkey_rights_from_linux(rights);
        const rawmap_pkey one = {key};
        status = wanted.status ? wanted.status : rawmap_pkey_restrict(one, wanted.rights);
    }
#endif
    return (int)layer_answers(&asked, status, 0);
}

int pkey_get(int key)
{
    struct layer_asked asked;
    rawmap_status status = RAWMAP_ENOSYS;
    unsigned rights = 0;
    layer_begins(&asked, LAYER_pkey_get, -1, LAYER_WORD(key), 0, 0, 0, 0, 0);
#if RAWMAP_HAS_PKEY_REGISTER
    {
        const rawmap_pkey one = {key};
        const rawmap_pkey_rights_answer now = rawmap_pkey_rights_now(one);
        status = now.status;
        rights = rawmap_pkey_rights_to_linux(now.rights);
    }
#endif
    return (int)layer_answers(&asked, status, (long)rights);
}

int pkey_mprotect(void *address, size_t length, int protection, int key)
{
    const rawmap_prot_answer wanted = rawmap_prot_from_linux(protection);
    const rawmap_pkey one = {key};
    struct layer_asked asked;
    if (key == -1)
        return mprotect(address, length, protection);
    layer_begins(&asked, LAYER_pkey_mprotect, SYS_pkey_mprotect, LAYER_WORD(address), length, LAYER_WORD(protection),
                 LAYER_WORD(key), 0, 0);
    return (int)layer_answers(
        &asked,
        wanted.status ? wanted.status : rawmap_pkey_protect(rawmap_span_of(address, length), wanted.protection, one),
        0);
}
