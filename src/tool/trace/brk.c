/* SPDX-License-Identifier: MIT */
/* Why a break did not move. Linux asks in the order: where the heap begins, RLIMIT_DATA, what is mapped in the way, then what
   it asks of other private memory. */
#include "trace.h"

/* A page, or a stack's gap, stays free before what follows. */
static bool in_the_way(int process, uint64_t start, uint64_t end, rawmap_explanation *told, struct line *sentence)
{
    char buffer[4200];
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    bool found = false;
    memset(&entry, 0, sizeof entry);
    if (rawmap_mappings_open(&list, process, buffer, sizeof buffer) != RAWMAP_OK)
        return false;
    if (rawmap_mappings_seek(&list, start) == RAWMAP_OK)
        while (!found && rawmap_mappings_next(&list, &entry) == RAWMAP_OK && entry.start < end + rawmap_page_size())
            found = entry.end > start && !same(entry.name, "[heap]");
    if (found) {
        told->start = entry.start;
        told->end = entry.end;
        put(sentence, "The heap cannot grow over the mapping");
        put(sentence, entry.name[0] ? " of " : "");
        put(sentence, entry.name);
        put(sentence, " at ");
        put_hex(sentence, entry.start);
        put(sentence, "-");
        put_hex(sentence, entry.end);
        put(sentence, ".");
    }
    forget(rawmap_mappings_close(&list));
    return found;
}

static uint64_t in_pages(uint64_t length)
{
    const uint64_t mask = rawmap_page_size() - 1;
    return (length + mask) & ~mask;
}

/* As if the room behind the break were mapped: the limits count both alike. The break that is stands in the second word. */
static rawmap_explanation as_mapping(const struct tracee *tracee, uint64_t start, uint64_t end, char *sentence,
                                     size_t room)
{
    rawmap_failed_call failed;
    failed.process = tracee->thread;
    failed.number = (unsigned)number_of(number_of(CALL_mmap, false) >= 0 ? CALL_mmap : CALL_mmap2, false);
    failed.error = RAWMAP_LINUX_ENOMEM;
    failed.past_filters = tracee->call.filtered;
    failed.words[0] = (rawmap_word)start;
    failed.words[1] = (rawmap_word)(end - start);
    failed.words[2] = RAWMAP_LINUX_PROT_READ | RAWMAP_LINUX_PROT_WRITE;
    failed.words[3] = RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS | RAWMAP_LINUX_MAP_FIXED_NOREPLACE;
    failed.words[4] = -1;
    failed.words[5] = 0;
    return rawmap_explain_call(&failed, sentence, room);
}

rawmap_explanation explain_brk(const struct tracee *tracee, char *sentence, size_t room)
{
    static struct line line;
    const uint64_t wanted = (uint64_t)(uintptr_t)tracee->call.words[0],
                   now = (uint64_t)(uintptr_t)tracee->call.words[1];
    rawmap_explanation told;
    unsigned used = 0;
    line.used = 0;
    line.text[0] = 0;
    memset(&told, 0, sizeof told);
    told.cause = RAWMAP_ENOMEM;
    sentence[0] = 0;
    if (wanted < now) {
        put(&line, "The heap begins above that address: it cannot become shorter than nothing.");
    } else {
        told = as_mapping(tracee, in_pages(now), in_pages(wanted), sentence, room);
        if (told.cause == RAWMAP_STATE_DATA_LIMIT ||
            !in_the_way(tracee->thread, in_pages(now), in_pages(wanted), &told, &line))
            return told;
        told.cause = RAWMAP_ENOMEM;
        told.wanted = told.used = told.allowed = 0;
    }
    append(sentence, &used, room, line.text);
    return told;
}
