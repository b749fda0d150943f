/* SPDX-License-Identifier: MIT */
/* Sequences of calls on a range of addresses, against a model of it: after each step the model's pages are compared with
   /proc/self/maps and with what the pages hold. An input is a list of steps of four bytes. */
#include "../../include/rawmap.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <unistd.h>

enum { PAGE = 4096, PAGES = 32, STEPS = 64 };

/* The model: one entry per page. It knows nothing of how the kernel joins and splits mappings. */
struct page {
    bool mapped, shared;
    unsigned char protection; /* 1 read, 2 write, 4 exec */
    unsigned char stamp;      /* the first byte */
};
static struct page model[PAGES], real[PAGES];
static char *range;

static void read_range(void)
{
    static char text[1 << 17];
    const int fd = open("/proc/self/maps", O_RDONLY);
    size_t used = 0;
    ssize_t got;
    while (used < sizeof text - 1 && (got = read(fd, text + used, sizeof text - 1 - used)) > 0)
        used += (size_t)got;
    text[used] = 0;
    close(fd);
    memset(real, 0, sizeof real);
    for (char *line = text; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        unsigned long from, to;
        char flags[5];
        if (sscanf(line, "%lx-%lx %4s", &from, &to, flags) != 3)
            continue;
        for (unsigned i = 0; i < PAGES; i++) {
            const unsigned long at = (unsigned long)(range + (size_t)i * PAGE);
            if (at < from || at >= to)
                continue;
            real[i].mapped = true;
            real[i].shared = flags[3] == 's';
            real[i].protection = (unsigned char)((flags[0] == 'r') | (flags[1] == 'w') << 1 | (flags[2] == 'x') << 2);
        }
    }
}

static struct {
    const char *name;
    unsigned page, pages, more;
    rawmap_status status;
} history[STEPS];
static unsigned steps;

static void wrong(const char *what, unsigned page)
{
    fprintf(stderr, "after step %u: %s, page %u\n", steps, what, page);
    for (unsigned i = 0; i < steps; i++)
        fprintf(stderr, "  %2u %-14s page %2u, %2u pages, %2u: %s\n", i + 1, history[i].name, history[i].page,
                history[i].pages, history[i].more, rawmap_status_name(history[i].status));
    abort();
}

static void compare(void)
{
    read_range();
    for (unsigned i = 0; i < PAGES; i++) {
        if (real[i].mapped != model[i].mapped)
            wrong(real[i].mapped ? "mapped, and should not be" : "not mapped, and should be", i);
        if (!real[i].mapped)
            continue;
        if (real[i].protection != model[i].protection || real[i].shared != model[i].shared)
            wrong("another protection or kind", i);
        if ((real[i].protection & 1u) != 0 && *(volatile unsigned char *)(range + (size_t)i * PAGE) != model[i].stamp)
            wrong("another content", i);
    }
}

static bool all_mapped(unsigned page, unsigned pages)
{
    for (unsigned i = page; i < page + pages; i++)
        if (!model[i].mapped)
            return false;
    return true;
}

static bool none_mapped(unsigned page, unsigned pages)
{
    for (unsigned i = page; i < page + pages; i++)
        if (model[i].mapped)
            return false;
    return true;
}

static bool alike(unsigned page, unsigned pages)
{
    for (unsigned i = page; i < page + pages; i++)
        if (!model[i].mapped || model[i].shared != model[page].shared || model[i].protection != model[page].protection)
            return false;
    return true;
}

static void fresh(unsigned page, unsigned pages, bool shared, unsigned protection)
{
    for (unsigned i = page; i < page + pages; i++)
        model[i] = (struct page){true, shared, (unsigned char)protection, 0};
}

static void gone(unsigned page, unsigned pages)
{
    memset(&model[page], 0, pages * sizeof model[0]);
}

/* x86 reads what it may write. The names here are the file's own, apart from the library's. */
static const rawmap_prot protections[] = {RAWMAP_PROT_INIT(none), RAWMAP_PROT_INIT(read), RAWMAP_PROT_INIT(read, write),
                                          RAWMAP_PROT_INIT(read, exec)};
static const unsigned char bits_of[] = {0, 1, 3, 5};

static void expect(rawmap_status status, rawmap_status should)
{
    if (status != should) {
        fprintf(stderr, "should be %s\n", rawmap_status_name(should));
        wrong("another status", 0);
    }
}

static void step(const uint8_t *bytes)
{
    const unsigned page = bytes[1] % PAGES, pages = 1 + bytes[2] % 8u % (PAGES - page), choice = bytes[3] & 3u;
    const bool shared = bytes[3] >> 2 & 1u;
    const unsigned skew = bytes[3] >> 3 ? 0 : bytes[2] >> 5; /* now and then the span starts inside a page */
    const unsigned other = bytes[3] % (PAGES - 7u);
    const rawmap_kind kind = shared ? RAWMAP_SHARED() : RAWMAP_PRIVATE();
    rawmap_span span, over;
    rawmap_mapping mapping;
    rawmap_status status = RAWMAP_OK;
    static const char *const names[] = {"map_exactly", "replace", "unmap", "protect", "resize",
                                        "move_over",   "advise",  "write", "nothing", "unaligned"};
    unsigned action = bytes[0] % 9u;
    span.base = range + (size_t)page * PAGE;
    span.length = (size_t)pages * PAGE - bytes[2] / 64u; /* the last page is whole whatever is asked of it */
    over.base = range + (size_t)other * PAGE;
    over.length = span.length;
    if (skew && (action == 2 || action == 3 || action == 6)) {
        span.base = (char *)span.base + skew;
        status = action == 2   ? rawmap_unmap(span)
                 : action == 3 ? rawmap_protect(span, protections[choice])
                               : rawmap_advise(span, RAWMAP_ADVICE(dontneed));
        action = 9;
    }
    history[steps].page = page;
    history[steps].pages = pages;
    history[steps].name = names[action];
    history[steps].more = action == 5 ? other : choice;
    history[steps].status = RAWMAP_OK;
    steps++;
    switch (action) {
    case 0:
        mapping = rawmap_map(span.length, protections[choice], kind, RAWMAP_EXACTLY(span.base));
        history[steps - 1].status = mapping.status;
        expect(mapping.status, none_mapped(page, pages) ? RAWMAP_OK : RAWMAP_EXACT_TAKEN);
        if (mapping.status == RAWMAP_OK)
            fresh(page, pages, shared, bits_of[choice]);
        break;
    case 1:
        status = rawmap_replace(span, protections[choice], kind);
        expect(status, RAWMAP_OK);
        fresh(page, pages, shared, bits_of[choice]);
        break;
    case 2:
        status = rawmap_unmap(span);
        expect(status, RAWMAP_OK);
        gone(page, pages);
        break;
    case 3:
        status = rawmap_protect(span, protections[choice]);
        expect(status, all_mapped(page, pages) ? RAWMAP_OK : RAWMAP_ENOMEM);
        for (unsigned i = page; i < page + pages && model[i].mapped; i++)
            model[i].protection = bits_of[choice];
        break;
    case 4: {
        const unsigned wanted = 1 + bytes[3] % 8u % (PAGES - page);
        history[steps - 1].more = wanted;
        mapping = rawmap_resize(span, (size_t)wanted * PAGE);
        status = mapping.status;
        if (wanted <= pages) {
            /* Smaller: what it loses is unmapped. The rest must be there. */
            if (model[page].mapped && alike(page, pages) && pages == 1)
                expect(status, RAWMAP_OK);
            if (status == RAWMAP_OK) {
                if (!model[page].mapped)
                    wrong("resized what was not mapped", page);
                gone(page + wanted, pages - wanted);
            }
        } else if (status == RAWMAP_OK) {
            if (!alike(page, pages) || !none_mapped(page + pages, wanted - pages))
                wrong("grown over something, or from several mappings", page);
            for (unsigned i = page + pages; i < page + wanted; i++)
                model[i] = (struct page){true, model[page].shared, model[page].protection, 0};
        } else if (!model[page].mapped) {
            expect(status, RAWMAP_EFAULT);
        }
        /* What a shared mapping has past its first length is no memory: it may be touched by nobody. */
        if (status == RAWMAP_OK && wanted > pages && model[page].shared) {
            (void)rawmap_unmap((rawmap_span){range + (size_t)(page + pages) * PAGE, (size_t)(wanted - pages) * PAGE});
            gone(page + pages, wanted - pages);
        }
        break;
    }
    case 5: {
        const bool overlap = page < other + pages && other < page + pages;
        mapping = rawmap_move_over(span, over);
        status = mapping.status;
        if (overlap)
            expect(status, RAWMAP_REMAP_OVERLAPS);
        else if (pages == 1)
            expect(status, model[page].mapped ? RAWMAP_OK : RAWMAP_EFAULT);
        if (status == RAWMAP_OK) {
            /* Since Linux 6.17 the span may have holes after its first page: opposite them nothing changes. */
            if (!model[page].mapped)
                wrong("moved what was not mapped", page);
            for (unsigned i = 0; i < pages; i++)
                if (model[page + i].mapped) {
                    model[other + i] = model[page + i];
                    gone(page + i, 1);
                }
        } else if (!overlap) {
            /* The place may be gone, the span may not; of several mappings the first may have moved. */
            read_range();
            for (unsigned i = 0; i < pages; i++) {
                if (!real[other + i].mapped)
                    gone(other + i, 1);
                else if (!real[page + i].mapped && model[page + i].mapped) {
                    model[other + i] = model[page + i];
                    gone(page + i, 1);
                }
            }
        }
        break;
    }
    case 6:
        status = rawmap_advise(span, RAWMAP_ADVICE(dontneed));
        expect(status, all_mapped(page, pages) ? RAWMAP_OK : RAWMAP_ENOMEM);
        for (unsigned i = page; i < page + pages; i++)
            if (model[i].mapped && !model[i].shared)
                model[i].stamp = 0;
        break;
    case 7:
        for (unsigned i = page; i < page + pages; i++)
            if (model[i].mapped && (model[i].protection & 2u) != 0)
                *(volatile unsigned char *)(range + (size_t)i * PAGE) = model[i].stamp = bytes[3];
        break;
    case 8:
        span.length = 0;
        expect(rawmap_protect(span, protections[choice]), RAWMAP_SPAN_EMPTY);
        expect(rawmap_unmap(span), RAWMAP_SPAN_EMPTY);
        expect(rawmap_advise(span, RAWMAP_ADVICE(dontneed)), RAWMAP_SPAN_EMPTY);
        break;
    default:
        expect(status, RAWMAP_SPAN_UNALIGNED);
        break;
    }
    history[steps - 1].status = status;
    compare();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!range) {
        /* Free addresses, far from what the fuzzer maps for itself. */
        range = (char *)0x100000000000;
    }
    steps = 0;
    memset(model, 0, sizeof model);
    (void)rawmap_syscall2(RAWMAP_NR_munmap, (rawmap_word)range, 2 * PAGES * PAGE);
    for (size_t at = 0; at + 4 <= size && steps < STEPS; at += 4)
        step(data + at);
    return 0;
}
