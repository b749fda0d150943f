/* SPDX-License-Identifier: MIT */
/* rawmap/faults/message.h: what a userfaultfd (open.h) tells. */
#ifndef RAWMAP_FAULTS_MESSAGE_H
#define RAWMAP_FAULTS_MESSAGE_H

#ifndef RAWMAP_FAULTS_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/status.h"
#include "open.h"
#include "rules.h"
#include "sets.h"
#endif

RAWMAP_I_BEGIN

/* A message as the kernel writes it (struct uffd_msg): room for rawmap_faults_read; rawmap_faults_decode reads it. */
typedef struct rawmap_fault_message {
    unsigned char event;
    unsigned char unused_1;
    unsigned short unused_2;
    uint32_t unused_3;
    union {
        struct {
            uint64_t flags;
            uint64_t address;
            uint32_t thread;
        } page;
        struct {
            uint32_t file;
        } child;
        struct {
            uint64_t from;
            uint64_t to;
            uint64_t length;
        } span;
    } of;
} rawmap_fault_message;

/* What happened: rawmap_fault.event. */
#define RAWMAP_FAULT_IS_PAGE RAWMAP_LINUX_UFFD_EVENT_PAGEFAULT /* somebody waits for a page */
#define RAWMAP_FAULT_IS_FORK RAWMAP_LINUX_UFFD_EVENT_FORK     /* the process forked: child handles the child's faults */
#define RAWMAP_FAULT_IS_REMAP RAWMAP_LINUX_UFFD_EVENT_REMAP   /* length bytes went from start to `to` */
#define RAWMAP_FAULT_IS_REMOVE RAWMAP_LINUX_UFFD_EVENT_REMOVE /* pages of length bytes from start were thrown away */
#define RAWMAP_FAULT_IS_UNMAP RAWMAP_LINUX_UFFD_EVENT_UNMAP   /* length bytes from start were unmapped */

typedef struct rawmap_fault {
    unsigned event;
    rawmap_fault_modes reason; /* of a page: exactly one of missing, wp, minor and rwp */
    bool writes;               /* of a page: it is to be written to */
    uint32_t thread;           /* of a page: who waits, with the feature thread_id; else 0 */
    rawmap_faults child;       /* of a fork: close it; else file -1 */
    uint64_t start;            /* of a page: its address, or with exact_address the byte's; else the span's */
    uint64_t to;
    uint64_t length;
} rawmap_fault;

/* How many messages were read; 0 unless status is RAWMAP_OK. */
typedef struct rawmap_faults_messages {
    rawmap_status status;
    size_t count;
} rawmap_faults_messages;

/* rawmap_faults_read: waits for messages and reads as many as there are and fit.

   Units:      count in messages.
   Requires:   the handshake.
   Status:     RAWMAP_FAULT_MESSAGES_MISSING: nothing was called. RAWMAP_FAULTS_NOT_OPEN: Linux refused it for this.
               RAWMAP_EAGAIN: no message waits (nonblock). RAWMAP_EINTR: a signal came first. RAWMAP_EINVAL: no handshake.
               RAWMAP_EFAULT: the messages are not writable. RAWMAP_EBADF: not open. RAWMAP_EMFILE, RAWMAP_ENFILE: no
               descriptor was free for a fork.
   Since:      4.3
   ABIs:       all
   Manual:     read(2), userfaultfd(2) */
RAWMAP_API(faults)
rawmap_faults_messages rawmap_faults_read(rawmap_faults faults, rawmap_fault_message *messages,
                                          size_t count) RAWMAP_MUST_USE;

/* rawmap_check_faults_read: what rawmap_faults_read would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(faults)
rawmap_status rawmap_check_faults_read(rawmap_faults faults, const rawmap_fault_message *messages,
                                       size_t count) RAWMAP_MUST_USE;

/* rawmap_faults_decode: what a message says, field by field.

   Result:   false for an event that this library does not know; only its number is set then.
   ABIs:     all */
RAWMAP_API_OUTLINE(faults)
bool rawmap_faults_decode(const rawmap_fault_message *message, rawmap_fault *fault)
    RAWMAP_I_ONCE(rawmap_faults_decode) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(faults, faults_read, RAWMAP_RULES_FAULTS_READ, rawmap_faults faults,
                        const rawmap_fault_message *messages, size_t count)

RAWMAP_API(faults)
rawmap_status rawmap_check_faults_read(rawmap_faults faults, const rawmap_fault_message *messages, size_t count)
{
    return RAWMAP_I_CHECKED(faults_read, faults, messages, count);
}

RAWMAP_API(faults)
rawmap_faults_messages rawmap_faults_read(rawmap_faults faults, rawmap_fault_message *messages, size_t count)
{
    rawmap_faults_messages got;
    rawmap_word result;
    got.status = RAWMAP_OK;
    got.count = 0;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_FAULTS_READ)) {
        got.status = rawmap_i_failure(RAWMAP_I_REFUSED(faults_read, faults, messages, count));
        return got;
    }
    /* More than this at once the kernel would not read either. */
    if (count > 0x4000)
        count = 0x4000;
    result = RAWMAP_I_CALL3(RAWMAP_NR_read, faults.file, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(messages)),
                            RAWMAP_I_WORD(count * sizeof *messages));
    if (rawmap_i_is_error(result))
        got.status = RAWMAP_I_NAME_ERROR(RAWMAP_RULES_FAULTS_READ, faults_read, result, faults, messages, count);
    else
        got.count = RAWMAP_I_CAST(size_t, result) >> 5; /* a message has 32 bytes */
    return got;
}

#if RAWMAP_I_DEFINES(faults)
RAWMAP_API_OUTLINE(faults) bool rawmap_faults_decode(const rawmap_fault_message *message, rawmap_fault *fault)
{
    const unsigned flags = RAWMAP_I_CAST(unsigned, message->of.page.flags);
    fault->event = message->event;
    fault->reason.bits = 0;
    fault->writes = false;
    fault->thread = 0;
    fault->child.file = -1;
    fault->start = 0;
    fault->to = 0;
    fault->length = 0;
    switch (message->event) {
    case RAWMAP_LINUX_UFFD_EVENT_PAGEFAULT:
        fault->reason.bits = flags & RAWMAP_LINUX_UFFD_PAGEFAULT_FLAG_WP      ? RAWMAP_FAULT_MODES_wp
                             : flags & RAWMAP_LINUX_UFFD_PAGEFAULT_FLAG_MINOR ? RAWMAP_FAULT_MODES_minor
                             : flags & RAWMAP_LINUX_UFFD_PAGEFAULT_FLAG_RWP   ? RAWMAP_FAULT_MODES_rwp
                                                                              : RAWMAP_FAULT_MODES_missing;
        fault->writes = (flags & RAWMAP_LINUX_UFFD_PAGEFAULT_FLAG_WRITE) != 0;
        fault->thread = message->of.page.thread;
        fault->start = message->of.page.address;
        return true;
    case RAWMAP_LINUX_UFFD_EVENT_FORK:
        fault->child.file = RAWMAP_I_CAST(int, message->of.child.file);
        return true;
    case RAWMAP_LINUX_UFFD_EVENT_REMAP:
        fault->start = message->of.span.from;
        fault->to = message->of.span.to;
        fault->length = message->of.span.length;
        return true;
    case RAWMAP_LINUX_UFFD_EVENT_REMOVE:
    case RAWMAP_LINUX_UFFD_EVENT_UNMAP:
        fault->start = message->of.span.from;
        fault->length = message->of.span.to - message->of.span.from;
        return true;
    default:
        return false;
    }
}
#endif

#endif

RAWMAP_I_END

#endif
