/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_refused_faults.h: why an ioctl of a userfaultfd was refused, in the order of mm/userfaultfd.c (Linux
   7.3). What it asks for lies in the memory of the process: only its own is read. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_REFUSED_FAULTS_H
#define RAWMAP_EXPLAIN_INNER_REFUSED_FAULTS_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../faults/fill.h"
#include "../faults/open.h"
#include "../faults/rules.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_file.h"
#include "inner_judged.h"
#include "inner_places.h"
#include "inner_pointers.h"
#include "inner_policy.h"
#include "inner_proc.h"
#include "inner_walk.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* Whether the handshake was made: the kernel's own mark among the features, which fdinfo tells. */
RAWMAP_I_LOCAL rawmap_i_answer_word rawmap_i_shook_hands(const rawmap_i_case *one, int file)
{
    char place[RAWMAP_I_PLACE_ROOM];
    char text[1024];
    const char *at;
    if (rawmap_i_kernel_is_before(5, 15)) /* which kept no mark there */
        return RAWMAP_I_UNKNOWN;
    (void)rawmap_i_file_place(one, "fdinfo/", file, place);
    if (rawmap_i_read_text(place, text, sizeof text) == 0)
        return RAWMAP_I_UNKNOWN;
    at = rawmap_i_behind(text, "API:");
    if (at == RAWMAP_I_NULL)
        return RAWMAP_I_UNKNOWN;
    (void)rawmap_i_number(&at, 16);
    if (*at != ':')
        return RAWMAP_I_UNKNOWN;
    at++;
    return (RAWMAP_I_CAST(uint32_t, rawmap_i_number(&at, 16)) >> 31) != 0 ? RAWMAP_I_YES : RAWMAP_I_NO;
}

RAWMAP_I_LOCAL bool rawmap_i_is_early(rawmap_i_case *one, int file, bool is_handshake)
{
    const rawmap_i_answer_word shook = rawmap_i_shook_hands(one, file);
    if (shook == RAWMAP_I_UNKNOWN)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_FILE);
    if ((shook == RAWMAP_I_YES) != is_handshake)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_FILE);
    rawmap_i_say(one, is_handshake ? "The handshake (UFFDIO_API) was made before, and is made once."
                                   : "The handshake (UFFDIO_API) was not made yet, and comes before all else.");
    return rawmap_i_found(one, RAWMAP_STATE_FAULTS_EARLY);
}

RAWMAP_I_LOCAL void rawmap_i_words_faults_register(rawmap_i_judged *judged, rawmap_faults faults, uint64_t start,
                                                   uint64_t bytes, uint64_t mode)
{
    const bool refused = true;
    const uintptr_t address = RAWMAP_I_CAST(uintptr_t, start);
    const size_t length = RAWMAP_I_CAST(size_t, bytes);
    rawmap_fault_modes modes;
    modes.bits = RAWMAP_I_CAST(unsigned, mode);
    (void)refused;
    RAWMAP_RULES_FAULTS_REGISTER(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_faults_range(rawmap_i_judged *judged, rawmap_faults faults, uint64_t start,
                                                uint64_t bytes)
{
    const bool refused = true;
    const uintptr_t address = RAWMAP_I_CAST(uintptr_t, start);
    const size_t length = RAWMAP_I_CAST(size_t, bytes);
    (void)refused;
    RAWMAP_RULES_FAULTS_RANGE(RAWMAP_I_ROW_OF_WORDS)
}

/* Part of the range is no mapping, or one that is registered for nothing. */
RAWMAP_I_LOCAL bool rawmap_i_is_unregistered(rawmap_i_case *one, uint64_t start, uint64_t end)
{
    rawmap_i_walk walk;
    rawmap_i_met mapped;
    bool found = false, told = false;
    uint64_t from, to;
    if (rawmap_i_first_hole(one, start, end, &from, &to) == 1)
        return rawmap_i_in_hole(one, start, end, RAWMAP_STATE_FAULTS_UNREGISTERED);
    if (!rawmap_i_walk_open(one, &walk, true))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    while (!found && rawmap_i_walk_next(&walk, &mapped) && mapped.start < end) {
        told = told || mapped.flags != 0;
        found = mapped.end > start && told && (mapped.flags & RAWMAP_I_FLAGS_FAULTS) == 0;
    }
    rawmap_i_walk_close(&walk);
    if (!found)
        return told ? rawmap_i_ruled_out(one, RAWMAP_LOOKED_MAPPINGS) : rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    return rawmap_i_found_mapping(one, &mapped, "Registered with no userfaultfd is ", RAWMAP_STATE_FAULTS_UNREGISTERED);
}

/* EPERM of registering: what the process could never write, it may not fill. */
RAWMAP_I_LOCAL bool rawmap_i_may_not_be_filled(rawmap_i_case *one, uint64_t start, uint64_t end)
{
    rawmap_i_walk walk;
    rawmap_i_met mapped;
    bool found = false, told = false;
    if (!rawmap_i_walk_open(one, &walk, true))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    while (!found && rawmap_i_walk_next(&walk, &mapped) && mapped.start < end) {
        told = told || mapped.flags != 0;
        found = mapped.end > start && told && (mapped.flags & RAWMAP_I_FLAG_MAY_WRITE) == 0;
    }
    rawmap_i_walk_close(&walk);
    if (!found)
        return told ? rawmap_i_is_forbidden(one) : rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    return rawmap_i_found_mapping(
        one, &mapped, "Its pages would be filled, and the process may not write its file: ", RAWMAP_STATE_NOT_ALLOWED);
}

/* A request that begins with a range, of this process. */
RAWMAP_I_LOCAL bool rawmap_i_range_refused(rawmap_i_case *one, rawmap_faults faults, bool registers)
{
    const rawmap_i_uffdio_register *const asked =
        RAWMAP_I_CAST(const rawmap_i_uffdio_register *,
                      RAWMAP_I_CAST(const void *, RAWMAP_I_POINTER(RAWMAP_I_ADDRESS_OF(one->call->words[2]))));
    rawmap_i_judged judged;
    uint64_t start, length;
    if (one->call->process != 0 || one->call->error == RAWMAP_LINUX_EFAULT)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_RULES);
    start = asked->range.start;
    length = asked->range.length;
    judged.error = one->call->error;
    judged.asks = judged.own = true;
    judged.status = RAWMAP_OK;
    if (registers)
        rawmap_i_words_faults_register(&judged, faults, start, length, asked->mode);
    else
        rawmap_i_words_faults_range(&judged, faults, start, length);
    if (judged.status != RAWMAP_OK)
        return rawmap_i_found(one, judged.status);
    if (one->call->error == RAWMAP_LINUX_ENOENT)
        return rawmap_i_is_unregistered(one, start, start + length);
    return registers && one->call->error == RAWMAP_LINUX_EPERM &&
           rawmap_i_may_not_be_filled(one, start, start + length);
}

/* To, from, length: the same, in another order. */
RAWMAP_I_LOCAL bool rawmap_i_copy_refused(rawmap_i_case *one, rawmap_faults faults)
{
    const rawmap_i_uffdio_copy *const asked =
        RAWMAP_I_CAST(const rawmap_i_uffdio_copy *,
                      RAWMAP_I_CAST(const void *, RAWMAP_I_POINTER(RAWMAP_I_ADDRESS_OF(one->call->words[2]))));
    rawmap_i_judged judged;
    if (one->call->process != 0 || one->call->error == RAWMAP_LINUX_EFAULT)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_RULES);
    judged.error = one->call->error;
    judged.asks = judged.own = true;
    judged.status = RAWMAP_OK;
    rawmap_i_words_faults_range(&judged, faults, asked->to, asked->length);
    if (judged.status != RAWMAP_OK)
        return rawmap_i_found(one, judged.status);
    return one->call->error == RAWMAP_LINUX_ENOENT &&
           RAWMAP_I_BITS_OF(one->call->words[1]) == RAWMAP_LINUX_UFFDIO_COPY &&
           rawmap_i_is_unregistered(one, asked->to, asked->to + asked->length);
}

/* What only one thing is answered for needs no look: the page is there; another has it. */
RAWMAP_I_LOCAL bool rawmap_i_faults_call_refused(rawmap_i_case *one)
{
    const unsigned request = RAWMAP_I_BITS_OF(one->call->words[1]);
    rawmap_faults faults;
    faults.file = RAWMAP_I_INT_OF(one->call->words[0]);
    if ((request >> 8 & 0xffu) != 0xaau || request == RAWMAP_I_USERFAULTFD_NEW)
        return false;
    if (one->call->error == RAWMAP_LINUX_EBADF)
        return rawmap_i_is_not_open(one, faults.file);
    if (one->call->error == RAWMAP_LINUX_EFAULT && rawmap_i_leads_astray(one, 2, request >> 16 & 0x1fffu, false))
        return true;
    if (one->call->error == RAWMAP_LINUX_EINVAL &&
        rawmap_i_is_early(one, faults.file, request == RAWMAP_LINUX_UFFDIO_API))
        return true;
    if (one->call->error == RAWMAP_LINUX_EEXIST && request != RAWMAP_LINUX_UFFDIO_REGISTER)
        return rawmap_i_found(one, RAWMAP_STATE_PAGE_THERE);
    if (one->call->error == RAWMAP_LINUX_EBUSY && request == RAWMAP_LINUX_UFFDIO_REGISTER)
        return rawmap_i_found(one, RAWMAP_STATE_FAULTS_TAKEN);
    switch (request) {
    case RAWMAP_LINUX_UFFDIO_REGISTER:
        return rawmap_i_range_refused(one, faults, true);
    case RAWMAP_LINUX_UFFDIO_UNREGISTER:
    case RAWMAP_LINUX_UFFDIO_WAKE:
    case RAWMAP_LINUX_UFFDIO_ZEROPAGE:
    case RAWMAP_LINUX_UFFDIO_CONTINUE:
    case RAWMAP_LINUX_UFFDIO_POISON:
    case RAWMAP_LINUX_UFFDIO_WRITEPROTECT:
        return rawmap_i_range_refused(one, faults, false);
    case RAWMAP_LINUX_UFFDIO_COPY:
    case RAWMAP_LINUX_UFFDIO_MOVE:
        return rawmap_i_copy_refused(one, faults);
    default:
        return false;
    }
}

#endif

RAWMAP_I_END

#endif

#endif
