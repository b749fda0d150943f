/* SPDX-License-Identifier: MIT */
/* What the tests of files, seals, keys and shadow stacks add to unit.h. */
#ifndef UNIT_FILES_H
#define UNIT_FILES_H

#include "unit.h"

/* A failure has no descriptor. */
static inline rawmap_status file_status(rawmap_file file)
{
    if (file.status != RAWMAP_OK)
        cr_assert_eq(file.fd, -1, "a failure has a descriptor");
    return file.status;
}
static inline rawmap_status bytes_status(rawmap_file_bytes answer)
{
    if (answer.status != RAWMAP_OK)
        cr_assert_eq(answer.bytes, 0, "a failure has bytes");
    return answer.status;
}
static inline rawmap_status seals_status(rawmap_file_seals_answer answer)
{
    if (answer.status != RAWMAP_OK)
        cr_assert_eq(answer.seals.bits, 0, "a failure has seals");
    return answer.status;
}
static inline rawmap_status key_status(rawmap_pkey_answer answer)
{
    if (answer.status != RAWMAP_OK)
        cr_assert_eq(answer.key.number, -1, "a failure has a key");
    return answer.status;
}
static inline rawmap_status rights_status(rawmap_pkey_rights_answer answer)
{
    return answer.status;
}

#define UNIT_STATUS_memfd file_status
#define UNIT_CHECK_memfd rawmap_check_memfd
#define UNIT_STATUS_memfd_secret file_status
#define UNIT_CHECK_memfd_secret rawmap_check_memfd_secret
#define UNIT_STATUS_file_open file_status
#define UNIT_CHECK_file_open rawmap_check_file_open
#define UNIT_STATUS_file_create file_status
#define UNIT_CHECK_file_create rawmap_check_file_create
#define UNIT_STATUS_file_close
#define UNIT_CHECK_file_close rawmap_check_file_close
#define UNIT_STATUS_file_size bytes_status
#define UNIT_CHECK_file_size rawmap_check_file_size
#define UNIT_STATUS_file_resize
#define UNIT_CHECK_file_resize rawmap_check_file_resize
#define UNIT_STATUS_file_allocate
#define UNIT_CHECK_file_allocate rawmap_check_file_allocate
#define UNIT_STATUS_file_punch
#define UNIT_CHECK_file_punch rawmap_check_file_punch
#define UNIT_STATUS_file_space bytes_status
#define UNIT_CHECK_file_space rawmap_check_file_size
#define UNIT_STATUS_file_block bytes_status
#define UNIT_CHECK_file_block rawmap_check_file_size
#define UNIT_STATUS_file_zero
#define UNIT_CHECK_file_zero rawmap_check_file_allocate
#define UNIT_STATUS_file_unshare
#define UNIT_CHECK_file_unshare rawmap_check_file_allocate
#define UNIT_STATUS_file_collapse
#define UNIT_CHECK_file_collapse rawmap_check_file_punch
#define UNIT_STATUS_file_insert
#define UNIT_CHECK_file_insert rawmap_check_file_punch
#define UNIT_STATUS_file_write_zeroes
#define UNIT_CHECK_file_write_zeroes rawmap_check_file_punch
#define UNIT_STATUS_file_seal
#define UNIT_CHECK_file_seal rawmap_check_file_seal
#define UNIT_STATUS_file_seals seals_status
#define UNIT_CHECK_file_seals rawmap_check_file_seals
#define UNIT_STATUS_seal
#define UNIT_CHECK_seal rawmap_check_seal
#define UNIT_STATUS_pkey_alloc key_status
#define UNIT_CHECK_pkey_alloc rawmap_check_pkey_alloc
#define UNIT_STATUS_pkey_free
#define UNIT_CHECK_pkey_free rawmap_check_pkey_free
#define UNIT_STATUS_pkey_protect
#define UNIT_CHECK_pkey_protect rawmap_check_pkey_protect
#define UNIT_STATUS_map_shadow_stack unit_status_of
#define UNIT_CHECK_map_shadow_stack rawmap_check_map_shadow_stack

/* Values that no macro of rawmap's would build. */
#define UNIT_RAW(type, name)                                                                                           \
    static inline type name(unsigned bits)                                                                             \
    {                                                                                                                  \
        type value;                                                                                                    \
        value.bits = bits;                                                                                             \
        return value;                                                                                                  \
    }
UNIT_RAW(rawmap_memfd_flags, raw_memfd)
UNIT_RAW(rawmap_secret_flags, raw_secret)
UNIT_RAW(rawmap_open_how, raw_open)
UNIT_RAW(rawmap_create_how, raw_create)
UNIT_RAW(rawmap_allocate_flags, raw_allocate)
UNIT_RAW(rawmap_seals, raw_seals)
UNIT_RAW(rawmap_pkey_rights, raw_rights)
UNIT_RAW(rawmap_shadow_stack_options, raw_shadow_stack)
static inline rawmap_pkey raw_key(int number)
{
    rawmap_pkey key;
    key.number = number;
    return key;
}

/* A descriptor that must have come. */
static inline int got_file(rawmap_file file, const char *what, const char *path, int line)
{
    unit_same_status(RAWMAP_OK, file.status, what, path, line);
    cr_assert_geq(file.fd, 0);
    return file.fd;
}
#define FD(call) got_file((call), #call, __FILE__, __LINE__)

#endif
