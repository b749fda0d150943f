/* SPDX-License-Identifier: MIT */
/* The rows of variable.h: files, seals, keys. What a successful call would take from the machine, or what it lacks, is
   not run: secret memory, shadow stacks, keys. `name` is a path that can be opened; `sealable` a file for seals. */
#ifndef VARIABLE_FILES_H
#define VARIABLE_FILES_H

#include "bare_files.h"

#define RANGE_PARAMETERS (int fd, uint64_t offset, uint64_t length)
#define BARE_RANGE(mode) bare_status(hand_syscall4(RAWMAP_NR_fallocate, fd, mode, WORD(offset), WORD(length)))

#define CALLS_ON_FILES(CALL)                                                                                           \
    CALL(memfd, rawmap_file, (const char *path, rawmap_memfd_flags flags),                                             \
         bare_file(hand_syscall2(RAWMAP_NR_memfd_create, WORD((uintptr_t)path), WORD(flags.bits))),                    \
         rawmap_memfd(path, flags), (name, RAWMAP_MEMFD(cloexec)))                                                     \
    CALL(file_open, rawmap_file, (const char *path, rawmap_open_how how),                                              \
         bare_file(hand_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, WORD((uintptr_t)path),                       \
                                 WORD(how.bits | RAWMAP_LINUX_O_LARGEFILE), 0)),                                       \
         rawmap_file_open(path, how), (name, RAWMAP_OPEN(read_only, cloexec)))                                         \
    CALL(                                                                                                              \
        file_create, rawmap_file, (const char *path, unsigned permissions, rawmap_create_how how),                     \
        bare_file(hand_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, WORD((uintptr_t)path),                        \
                                WORD(how.bits | RAWMAP_LINUX_O_CREAT | RAWMAP_LINUX_O_LARGEFILE), WORD(permissions))), \
        rawmap_file_create(path, permissions, how), (name, 0600, RAWMAP_CREATE(read_only)))                            \
    CALL(file_close, rawmap_status, (int fd), bare_status(hand_syscall1(RAWMAP_NR_close, fd)), rawmap_file_close(fd),  \
         (file))                                                                                                       \
    CALL(file_size, rawmap_file_bytes, (int fd), bare_stat_size(fd), rawmap_file_size(fd), (file))                     \
    CALL(file_space, rawmap_file_bytes, (int fd), bare_stat_space(fd), rawmap_file_space(fd), (file))                  \
    CALL(file_block, rawmap_file_bytes, (int fd), bare_stat_block(fd), rawmap_file_block(fd), (file))                  \
    CALL(file_resize, rawmap_status, (int fd, uint64_t length),                                                        \
         bare_status(hand_syscall2(RAWMAP_NR_ftruncate, fd, WORD(length))), rawmap_file_resize(fd, length),            \
         (file, LENGTH))                                                                                               \
    CALL(file_allocate, rawmap_status, (int fd, uint64_t offset, uint64_t length, rawmap_allocate_flags flags),        \
         BARE_RANGE(WORD(flags.bits)), rawmap_file_allocate(fd, offset, length, flags),                                \
         (file, 0, 4096, RAWMAP_ALLOCATE(keep_size)))                                                                  \
    CALL(file_punch, rawmap_status, RANGE_PARAMETERS, BARE_RANGE(3), rawmap_file_punch(fd, offset, length),            \
         (file, 0, 4096))                                                                                              \
    CALL(file_seal, rawmap_status, (int fd, rawmap_seals seals),                                                       \
         bare_status(hand_syscall3(RAWMAP_NR_fcntl, fd, RAWMAP_LINUX_F_ADD_SEALS, WORD(seals.bits))),                  \
         rawmap_file_seal(fd, seals), (sealable, RAWMAP_SEAL(grow)))                                                   \
    CALL(file_seals, rawmap_file_seals_answer, (int fd), bare_seals(fd), rawmap_file_seals(fd), (file))                \
    CALL(seal, rawmap_status, (rawmap_span span), bare_status(hand_syscall3(RAWMAP_NR_mseal, AT(span), 0)),            \
         rawmap_seal(span), (fresh))

#endif
