/* SPDX-License-Identifier: MIT */
/* As bare.h, for files, seals and keys: the results that rawmap gives, by hand. */
#ifndef BARE_FILES_H
#define BARE_FILES_H

#include "bare.h"

#define BY_HAND static inline __attribute__((__always_inline__))

BY_HAND rawmap_file bare_file(rawmap_word result)
{
    rawmap_file file;
    if (__builtin_expect(result < 0 && result >= -4095, 0)) {
        file.status = (rawmap_status)-result;
        file.fd = -1;
        return file;
    }
    file.status = RAWMAP_OK;
    file.fd = (int)result;
    return file;
}

/* struct statx, as far as it is asked for. */
struct bare_statx {
    uint32_t mask, block;
    uint64_t words[31];
};
#define BARE_BYTES(name, value)                                                                                        \
    BY_HAND rawmap_file_bytes bare_stat_##name(int fd)                                                                 \
    {                                                                                                                  \
        struct bare_statx answer;                                                                                      \
        rawmap_file_bytes bytes;                                                                                       \
        bytes.status =                                                                                                 \
            bare_status(hand_syscall5(RAWMAP_NR_statx, fd, WORD((uintptr_t) ""), RAWMAP_LINUX_AT_EMPTY_PATH,           \
                                      RAWMAP_LINUX_STATX_BASIC_STATS, WORD((uintptr_t)&answer)));                      \
        bytes.bytes = bytes.status == RAWMAP_OK ? (value) : 0;                                                         \
        return bytes;                                                                                                  \
    }
BARE_BYTES(size, answer.words[4])
BARE_BYTES(space, answer.words[5] * 512)
BARE_BYTES(block, answer.block)

BY_HAND rawmap_file_seals_answer bare_seals(int fd)
{
    const rawmap_word result = hand_syscall3(RAWMAP_NR_fcntl, fd, RAWMAP_LINUX_F_GET_SEALS, 0);
    const bool failed = __builtin_expect(result < 0 && result >= -4095, 0);
    rawmap_file_seals_answer answer;
    answer.status = failed ? (rawmap_status)-result : RAWMAP_OK;
    answer.seals.bits = failed ? 0 : (unsigned)result;
    return answer;
}

BY_HAND rawmap_pkey_answer bare_key(rawmap_word result)
{
    const bool failed = __builtin_expect(result < 0 && result >= -4095, 0);
    rawmap_pkey_answer answer;
    answer.status = failed ? (rawmap_status)-result : RAWMAP_OK;
    answer.key.number = failed ? -1 : (int)result;
    return answer;
}

/* The register by its two instructions; arch/ has the fields. */
BY_HAND rawmap_status bare_restrict(int key, unsigned rights)
{
    const int shift = key * RAWMAP_PKEY_REGISTER_FIELD;
    const uintptr_t mask = (((uintptr_t)1 << RAWMAP_PKEY_REGISTER_FIELD) - 1) << shift;
    hand_keys_write((hand_keys_read() & ~mask) | rawmap_i_pkey_field(rights) << shift);
    return RAWMAP_OK;
}
BY_HAND rawmap_pkey_rights_answer bare_rights(int key)
{
    rawmap_pkey_rights_answer answer;
    answer.status = RAWMAP_OK;
    answer.rights.bits = rawmap_i_pkey_rights(hand_keys_read() >> key * RAWMAP_PKEY_REGISTER_FIELD &
                                              (((uintptr_t)1 << RAWMAP_PKEY_REGISTER_FIELD) - 1));
    return answer;
}

#endif
