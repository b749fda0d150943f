/* SPDX-License-Identifier: MIT */
/* Looking at what memory really does. */
#include "tool.h"

size_t page_size;
static int ends[2];

void *at(rawmap_span span, size_t offset)
{
    return (char *)span.base + offset;
}

/* For calls whose effect is looked at, so that their status adds nothing. */
void forget(rawmap_status status)
{
    (void)status;
}

bool eyes_open(void)
{
    return rawmap_syscall2(RAWMAP_NR_pipe2, word_of(ends), RAWMAP_LINUX_O_CLOEXEC) == 0;
}

int peek(const void *address)
{
    unsigned char byte = 0;
    if (rawmap_syscall3(RAWMAP_NR_write, ends[1], word_of(address), 1) != 1)
        return -1;
    return rawmap_syscall3(RAWMAP_NR_read, ends[0], word_of(&byte), 1) == 1 ? byte : -1;
}

bool poke(void *address, int byte)
{
    unsigned char it = (unsigned char)byte;
    if (rawmap_syscall3(RAWMAP_NR_write, ends[1], word_of(&it), 1) != 1)
        return false;
    if (rawmap_syscall3(RAWMAP_NR_read, ends[0], word_of(address), 1) == 1)
        return true;
    (void)rawmap_syscall3(RAWMAP_NR_read, ends[0], word_of(&it), 1);
    return false;
}

int child_sees(const void *address)
{
    const rawmap_word pid = fork_here();
    int status;
    if (pid == 0) {
        const int byte = peek(address);
        leave(byte < 0 ? CANNOT_READ : byte);
    }
    status = pid < 0 ? -1 : wait_for(pid);
    return status >= 0 && status <= 255 ? status : -1;
}

bool child_writes(void *address, int byte)
{
    const rawmap_word pid = fork_here();
    if (pid == 0)
        leave(poke(address, byte) ? 0 : 1);
    return pid > 0 && wait_for(pid) == 0;
}

bool child_stores(void *address)
{
    const rawmap_word pid = fork_here();
    if (pid == 0) {
        *(volatile char *)address = 1;
        leave(0);
    }
    return pid > 0 && wait_for(pid) == 0;
}

int resident(rawmap_span span)
{
    static unsigned char pages[4096];
    size_t i;
    int count = 0;
    if (rawmap_residency(span, pages, sizeof pages) != RAWMAP_OK)
        return -1;
    for (i = 0; i * page_size < span.length; i++)
        count += pages[i] & 1;
    return count;
}

/* Linux refuses to invalidate what is locked: that shows a lock without /proc. */
bool locked(rawmap_span span)
{
    const rawmap_status status = rawmap_sync(span, RAWMAP_SYNC(invalidate));
    return status == RAWMAP_SYNC_LOCKED || status == RAWMAP_EBUSY;
}

bool mapped(const void *address)
{
    unsigned char pages[1] = {0};
    return rawmap_syscall3(RAWMAP_NR_mincore, word_of(address), 1, word_of(pages)) == 0;
}

bool memory(struct answer *answer, size_t pages, rawmap_span *span)
{
    return bytes(answer, pages * page_size, span);
}

bool bytes(struct answer *answer, size_t length, rawmap_span *span)
{
    const rawmap_mapping m = rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    *span = m.span;
    if (m.status == RAWMAP_OK)
        return true;
    unknown(answer, "no memory to try it on: ");
    say(answer, rawmap_status_name(m.status));
    return false;
}

/* Of a page between others that cannot be read, so that the mapping is its own. The shared page of zeros is in no count. */
static bool reading_takes_memory(void)
{
    const rawmap_mapping m = rawmap_map(3 * page_size, RAWMAP_PROT(none), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    struct smap smap;
    rawmap_span page;
    if (m.status != RAWMAP_OK)
        return false;
    page = rawmap_slice(m.span, page_size, page_size);
    return rawmap_protect(page, RAWMAP_PROT(read, write)) == RAWMAP_OK && peek(page.base) == 0 &&
           smap_of(page.base, &smap) && smap.referenced + smap.dirty != 0;
}

/* What a page that was dropped does not show. */
void say_of_pressure(struct answer *answer)
{
    say(answer, "; not tried: memory being short");
    if (reading_takes_memory())
        say(answer, "; reading it takes memory again");
}

/* Some kernels (7.2 on 32-bit ARM) put huge pages at addresses that are not aligned to them, and fail badly later: the
   probes choose the place themselves. Not for the largest, where an emulator would count every page of the place. */
rawmap_placement place_for_huge(size_t size)
{
    const rawmap_mapping room =
        size > (size_t)1 << 30 ? (rawmap_mapping){RAWMAP_ENOMEM, {NULL, 0}}
                               : rawmap_map(2 * size, RAWMAP_PROT(none), RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE);
    if (room.status != RAWMAP_OK)
        return RAWMAP_ANYWHERE;
    forget(rawmap_unmap(room.span));
    return RAWMAP_NEAR((void *)(((uintptr_t)room.span.base + size - 1) & ~(uintptr_t)(size - 1)));
}

void fill(rawmap_span span, int byte)
{
    size_t offset;
    for (offset = 0; offset < span.length; offset += page_size)
        *(volatile unsigned char *)at(span, offset) = (unsigned char)byte;
}
