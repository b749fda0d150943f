/* SPDX-License-Identifier: MIT */
/* The pairs of constant.c: page faults. Each request has a structure of words. */
#ifndef CONSTANT_FAULTS_H
#define CONSTANT_FAULTS_H

static inline __attribute__((__always_inline__)) rawmap_faults faults(int file)
{
    rawmap_faults made;
    made.file = file;
    return made;
}
static inline __attribute__((__always_inline__)) rawmap_word bare_uffd2(unsigned request, uint64_t a, uint64_t b)
{
    uint64_t asked[2];
    asked[0] = a;
    asked[1] = b;
    return hand_syscall3(RAWMAP_NR_ioctl, 3, (rawmap_word)request, WORD((uintptr_t)asked));
}
static inline __attribute__((__always_inline__)) rawmap_word bare_uffd3(unsigned request, uint64_t a, uint64_t b,
                                                                        uint64_t c, uint64_t *answer)
{
    uint64_t asked[3];
    rawmap_word result;
    asked[0] = a;
    asked[1] = b;
    asked[2] = c;
    result = hand_syscall3(RAWMAP_NR_ioctl, 3, (rawmap_word)request, WORD((uintptr_t)asked));
    *answer = asked[1];
    return result;
}
static inline __attribute__((__always_inline__)) rawmap_word bare_uffd4(unsigned request, uint64_t c, uint64_t *answer)
{
    uint64_t asked[4];
    rawmap_word result;
    asked[0] = AT;
    asked[1] = LENGTH;
    asked[2] = c;
    asked[3] = 0;
    result = hand_syscall3(RAWMAP_NR_ioctl, 3, (rawmap_word)request, WORD((uintptr_t)asked));
    *answer = asked[3];
    return result;
}
static inline __attribute__((__always_inline__)) rawmap_word bare_uffd5(unsigned request, uint64_t mode,
                                                                        uint64_t *answer)
{
    uint64_t asked[5];
    rawmap_word result;
    asked[0] = AT;
    asked[1] = 2 * AT;
    asked[2] = LENGTH;
    asked[3] = mode;
    asked[4] = 0;
    result = hand_syscall3(RAWMAP_NR_ioctl, 3, (rawmap_word)request, WORD((uintptr_t)asked));
    *answer = asked[4];
    return result;
}
static inline __attribute__((__always_inline__)) rawmap_size bare_did(rawmap_word result, const uint64_t *answer)
{
    rawmap_size did;
    did.status = RAWMAP_OK;
    did.bytes = LENGTH;
    if (__builtin_expect(result < 0 && result >= -4095, 0)) {
        did.status = (rawmap_status)-result;
        did.bytes = (size_t)*answer;
    }
    return did;
}
static inline __attribute__((__always_inline__)) rawmap_faults_offer bare_handshake(void)
{
    rawmap_faults_offer offer;
    uint64_t answer;
    const rawmap_word result = bare_uffd3(RAWMAP_LINUX_UFFDIO_API, 0xaa, RAWMAP_LINUX_UFFD_FEATURE_SIGBUS, 0, &answer);
    offer.status = RAWMAP_OK;
    offer.features.bits = (unsigned)answer;
    if (__builtin_expect(result < 0 && result >= -4095, 0)) {
        offer.status = (rawmap_status)-result;
        offer.features.bits = 0;
    }
    return offer;
}
static inline __attribute__((__always_inline__)) rawmap_faults_registered bare_register(void)
{
    rawmap_faults_registered registered;
    uint64_t answer;
    const rawmap_word result = bare_uffd4(RAWMAP_LINUX_UFFDIO_REGISTER, 1, &answer);
    registered.status = RAWMAP_OK;
    registered.calls.bits = (unsigned)answer & 0x3fc;
    if (__builtin_expect(result < 0 && result >= -4095, 0)) {
        registered.status = (rawmap_status)-result;
        registered.calls.bits = 0;
    }
    return registered;
}
static rawmap_fault_message messages[4];
static inline __attribute__((__always_inline__)) rawmap_faults_messages bare_messages(void)
{
    rawmap_faults_messages got;
    const rawmap_word result = hand_syscall3(RAWMAP_NR_read, 3, WORD((uintptr_t)messages), 128);
    got.status = RAWMAP_OK;
    got.count = 0;
    if (__builtin_expect(result < 0 && result >= -4095, 0))
        got.status = (rawmap_status)-result;
    else
        got.count = (size_t)result >> 5;
    return got;
}
#define HERE faults(3), span(AT, LENGTH)
#define DID(name, words, request, mode, call)                                                                          \
    static inline __attribute__((__always_inline__)) rawmap_size by_hand_##name(void)                                  \
    {                                                                                                                  \
        uint64_t answer;                                                                                               \
        const rawmap_word result = bare_uffd##words(RAWMAP_LINUX_UFFDIO_##request, mode, &answer);                     \
        return bare_did(result, &answer);                                                                              \
    }                                                                                                                  \
    PAIR(name, rawmap_size, by_hand_##name(), call)
#define PROTECT(request, mode) bare_uffd3(RAWMAP_LINUX_UFFDIO_##request, AT, LENGTH, mode, &(uint64_t){0})
STATUS(faults_close, hand_syscall1(RAWMAP_NR_close, 3), rawmap_faults_close(faults(3)))
PAIR(faults_handshake, rawmap_faults_offer, bare_handshake(),
     rawmap_faults_handshake(faults(3), RAWMAP_FAULT_FEATURES(sigbus)))
PAIR(faults_register, rawmap_faults_registered, bare_register(),
     rawmap_faults_register(HERE, RAWMAP_FAULT_MODES(missing)))
STATUS(faults_unregister, bare_uffd2(RAWMAP_LINUX_UFFDIO_UNREGISTER, AT, LENGTH), rawmap_faults_unregister(HERE))
STATUS(faults_wake, bare_uffd2(RAWMAP_LINUX_UFFDIO_WAKE, AT, LENGTH), rawmap_faults_wake(HERE))
STATUS(faults_set_mode, bare_uffd2(RAWMAP_LINUX_UFFDIO_SET_MODE, 0, RAWMAP_LINUX_UFFD_FEATURE_RWP_ASYNC),
       rawmap_faults_set_mode(faults(3), (rawmap_fault_features){0},
                              (rawmap_fault_features){RAWMAP_LINUX_UFFD_FEATURE_RWP_ASYNC}))
DID(faults_copy, 5, COPY, 1,
    rawmap_faults_copy(faults(3), (void *)AT, span(2 * AT, LENGTH), RAWMAP_FAULT_COPY(dont_wake)))
DID(faults_move, 5, MOVE, 2,
    rawmap_faults_move(faults(3), (void *)AT, span(2 * AT, LENGTH), RAWMAP_FAULT_MOVE(allow_holes)))
DID(faults_zeropage, 4, ZEROPAGE, 1, rawmap_faults_zeropage(HERE, RAWMAP_FAULT_FILL(dont_wake)))
DID(faults_poison, 4, POISON, 1, rawmap_faults_poison(HERE, RAWMAP_FAULT_FILL(dont_wake)))
DID(faults_continue, 4, CONTINUE, 2, rawmap_faults_continue(HERE, RAWMAP_FAULT_COPY(wp)))
STATUS(faults_write_protect, PROTECT(WRITEPROTECT, 1), rawmap_faults_write_protect(HERE))
STATUS(faults_access_protect, PROTECT(RWPROTECT, 1), rawmap_faults_access_protect(HERE))
STATUS(faults_write_unprotect, PROTECT(WRITEPROTECT, 2),
       rawmap_faults_write_unprotect(HERE, RAWMAP_FAULT_FILL(dont_wake)))
STATUS(faults_access_unprotect, PROTECT(RWPROTECT, 2),
       rawmap_faults_access_unprotect(HERE, RAWMAP_FAULT_FILL(dont_wake)))
PAIR(faults_read, rawmap_faults_messages, bare_messages(), rawmap_faults_read(faults(3), messages, 4))

#endif
