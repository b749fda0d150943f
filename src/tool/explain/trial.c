/* SPDX-License-Identifier: MIT */
/* The call that was described, made in a child where that harms nobody, and explained there. */
#include "explain.h"

enum { LARGEST_FILLED = 64 << 20, SIGNALLED = 256 };

static uint64_t length_word(const struct described *call)
{
    return (uint64_t)(uintptr_t)call->tracee.call.words[1];
}

/* What reaches the kernel: the offset of mmap in its unit. */
static void as_called(const struct described *call, rawmap_failed_call *failed)
{
    unsigned i;
    failed->process = explain_options.process;
    failed->number = (unsigned)number_of(call->tracee.call.which, false);
    failed->past_filters = false;
    for (i = 0; i < MOST_WORDS; i++)
        failed->words[i] = call->tracee.call.words[i];
#if defined RAWMAP_MMAP2_SHIFT || defined RAWMAP_MMAP2_PAGES
    if (call->tracee.call.which == CALL_mmap) {
        size_t unit;
        failed->number = RAWMAP_NR_mmap2;
#ifdef RAWMAP_MMAP2_SHIFT
        for (unit = (size_t)1 << RAWMAP_MMAP2_SHIFT; unit > 1; unit >>= 1)
#else
        for (unit = page_size; unit > 1; unit >>= 1)
#endif
            failed->words[5] = (rawmap_word)((uintptr_t)failed->words[5] >> 1);
    }
#endif
}

/* Of memory that is not here, only what the words alone show is told: its figures would be the tool's own. */
rawmap_explanation explained(const struct described *call, int error, char *sentence)
{
    rawmap_failed_call failed;
    rawmap_explanation told;
    as_called(call, &failed);
    failed.error = error;
    told = rawmap_explain_call(&failed, sentence, RAWMAP_SENTENCE_ROOM);
    if ((int)rawmap_status_errno(told.cause) != error)
        told.cause = (rawmap_status)error;
    if (!call->has_address || explain_options.process)
        return told;
    if (told.ruled_out & RAWMAP_LOOKED_RULES)
        told.cause = (rawmap_status)error;
    told.start = told.end = told.wanted = told.used = told.allowed = 0;
    told.ruled_out &= RAWMAP_LOOKED_RULES;
    told.not_seen = RAWMAP_LOOKED_MAPPINGS;
    sentence[0] = 0;
    return told;
}

static bool is_free(uintptr_t start, size_t length)
{
    char buffer[4200];
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    bool taken = true;
    if (rawmap_mappings_open(&list, 0, buffer, sizeof buffer) != RAWMAP_OK)
        return false;
    while (rawmap_mappings_next(&list, &entry) == RAWMAP_OK && entry.end <= start)
        continue;
    taken = entry.end > start && (length > UINTPTR_MAX - start || entry.start < start + length);
    forget(rawmap_mappings_close(&list));
    return !taken;
}

static const char *why_not_mmap(const struct described *call)
{
    const unsigned flags = (unsigned)call->tracee.call.words[3];
    if ((flags & (RAWMAP_LINUX_MAP_POPULATE | RAWMAP_LINUX_MAP_LOCKED)) && length_word(call) > LARGEST_FILLED)
        return "it would fill more than 64 MiB of memory";
    if (call->has_address && (flags & RAWMAP_LINUX_MAP_FIXED) && !(flags & RAWMAP_LINUX_MAP_FIXED_NOREPLACE) &&
        !is_free((uintptr_t)call->tracee.call.words[0], (size_t)length_word(call)))
        return "something of this tool lies at that address";
    return NULL;
}

static bool takes_out(int advice)
{
#ifdef RAWMAP_LINUX_MADV_SOFT_OFFLINE
    if (advice == RAWMAP_LINUX_MADV_SOFT_OFFLINE)
        return true;
#endif
    return advice == RAWMAP_LINUX_MADV_HWPOISON;
}

static const char *why_not_advise(const struct described *call)
{
    if (takes_out((int)call->tracee.call.words[2]))
        return "it would take memory from the machine";
    return length_word(call) > LARGEST_FILLED ? "it might fill more than 64 MiB of memory" : NULL;
}

static const char *why_not(const struct described *call)
{
    if (explain_options.process)
        return "it would be another process's call";
    switch (call->tracee.call.which) {
    case CALL_mmap:
    case CALL_mmap2:
        return why_not_mmap(call);
    case CALL_process_madvise:
    case CALL_process_mrelease:
    case CALL_migrate_pages:
    case CALL_move_pages:
    case CALL_shmget:
    case CALL_shmctl:
        return "it might change what other processes have";
    case CALL_brk:
    case CALL_prctl:
    case CALL_mbind:
    case CALL_set_mempolicy:
    case CALL_set_mempolicy_home_node:
    case CALL_get_mempolicy:
    case CALL_cachestat:
        return "it is not one of those that are tried";
    default:
        break;
    }
    if (call->has_address)
        return "what lies at that address is not here (MEMORY is memory for a trial; -p PID looks at a process)";
    if (call->tracee.call.which == CALL_madvise)
        return why_not_advise(call);
    if ((call->tracee.call.which == CALL_mlock || call->tracee.call.which == CALL_mlock2) &&
        length_word(call) > LARGEST_FILLED)
        return "it would fill more than 64 MiB of memory";
    return NULL;
}

static rawmap_word make(const struct described *call)
{
    const rawmap_word *words = call->tracee.call.words;
    if (call->tracee.call.which == CALL_mmap)
        return bare_mmap(words);
    return rawmap_syscall6(number_of(call->tracee.call.which, false), words[0], words[1], words[2], words[3], words[4],
                           words[5]);
}

static void in_the_child(struct trial *trial, const struct described *call)
{
    enum { MOST_ERROR = 4095 };
    const rawmap_word result = make(call);
    trial->error = result < 0 && result >= -MOST_ERROR ? (int)-result : 0;
    if (trial->error)
        trial->told = explained(call, trial->error, trial->sentence);
    trial->why_not = NULL;
    leave(0);
}

/* The answer comes back in memory that both share: descriptors are the user's. */
void try_call(struct trial *trial, const struct described *call)
{
    rawmap_mapping shared;
    rawmap_word child;
    memset(trial, 0, sizeof *trial);
    trial->why_not = why_not(call);
    if (trial->why_not)
        return;
    trial->why_not = "no process could be made";
    shared = rawmap_map(sizeof *trial, RAWMAP_PROT(read, write), RAWMAP_SHARED(), RAWMAP_ANYWHERE);
    if (shared.status)
        return;
    memset(shared.span.base, 0, sizeof *trial);
    ((struct trial *)shared.span.base)->why_not = "the trial ended by a signal";
    child = fork_here();
    if (child == 0)
        in_the_child(shared.span.base, call);
    if (child > 0 && wait_for(child) >= 0)
        memcpy(trial, shared.span.base, sizeof *trial);
    forget(rawmap_unmap(shared.span));
}
