/* SPDX-License-Identifier: MIT */
/* The pairs of constant.c: files, seals, keys, shadow stacks. */
#ifndef CONSTANT_FILES_H
#define CONSTANT_FILES_H

#define NAME "rawmap"
#define FD(name, bare, call) PAIR(name, rawmap_file, bare_file(bare), call)

FD(memfd, hand_syscall2(RAWMAP_NR_memfd_create, WORD((uintptr_t)NAME), RAWMAP_LINUX_MFD_CLOEXEC),
   rawmap_memfd(NAME, RAWMAP_MEMFD(cloexec)))
FD(memfd_secret, hand_syscall1(RAWMAP_NR_memfd_secret, RAWMAP_LINUX_O_CLOEXEC),
   rawmap_memfd_secret(RAWMAP_SECRET(cloexec)))
FD(file_open,
   hand_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, WORD((uintptr_t)NAME),
                 RAWMAP_LINUX_O_CLOEXEC | RAWMAP_LINUX_O_LARGEFILE, 0),
   rawmap_file_open(NAME, RAWMAP_OPEN(read_only, cloexec)))
FD(file_create,
   hand_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, WORD((uintptr_t)NAME),
                 RAWMAP_LINUX_O_RDWR | RAWMAP_LINUX_O_CREAT | RAWMAP_LINUX_O_LARGEFILE, 0600),
   rawmap_file_create(NAME, 0600, RAWMAP_CREATE(read_write)))
STATUS(file_close, hand_syscall1(RAWMAP_NR_close, 3), rawmap_file_close(3))

#define SIZE(name, bytes) PAIR(name, rawmap_file_bytes, bare_stat_##bytes(3), rawmap_##name(3))
SIZE(file_size, size)
SIZE(file_space, space)
SIZE(file_block, block)
STATUS(file_resize, hand_syscall2(RAWMAP_NR_ftruncate, 3, LENGTH), rawmap_file_resize(3, LENGTH))
#define RANGE(name, mode, ...)                                                                                         \
    STATUS(name, hand_syscall4(RAWMAP_NR_fallocate, 3, mode, 4096, LENGTH), rawmap_##name(3, 4096, LENGTH __VA_ARGS__))
RANGE(file_allocate, RAWMAP_LINUX_FALLOC_FL_KEEP_SIZE, , RAWMAP_ALLOCATE(keep_size))
RANGE(file_zero, RAWMAP_LINUX_FALLOC_FL_ZERO_RANGE, , RAWMAP_ALLOCATE())
RANGE(file_unshare, RAWMAP_LINUX_FALLOC_FL_UNSHARE_RANGE, , RAWMAP_ALLOCATE())
RANGE(file_punch, RAWMAP_LINUX_FALLOC_FL_PUNCH_HOLE | RAWMAP_LINUX_FALLOC_FL_KEEP_SIZE, )
RANGE(file_collapse, RAWMAP_LINUX_FALLOC_FL_COLLAPSE_RANGE, )
RANGE(file_insert, RAWMAP_LINUX_FALLOC_FL_INSERT_RANGE, )
RANGE(file_write_zeroes, RAWMAP_LINUX_FALLOC_FL_WRITE_ZEROES, )

STATUS(file_seal, hand_syscall3(RAWMAP_NR_fcntl, 3, RAWMAP_LINUX_F_ADD_SEALS, RAWMAP_LINUX_F_SEAL_GROW),
       rawmap_file_seal(3, RAWMAP_SEAL(grow)))
PAIR(file_seals, rawmap_file_seals_answer, bare_seals(3), rawmap_file_seals(3))
STATUS(seal, hand_syscall3(RAWMAP_NR_mseal, AT, LENGTH, 0), rawmap_seal(span(AT, LENGTH)))

static inline __attribute__((__always_inline__)) rawmap_pkey key(int number)
{
    rawmap_pkey made;
    made.number = number;
    return made;
}
PAIR(pkey_alloc, rawmap_pkey_answer, bare_key(hand_syscall2(RAWMAP_NR_pkey_alloc, 0, 2)),
     rawmap_pkey_alloc(RAWMAP_PKEY_RIGHTS(disable_write)))
STATUS(pkey_free, hand_syscall1(RAWMAP_NR_pkey_free, 1), rawmap_pkey_free(key(1)))
STATUS(pkey_protect, hand_syscall4(RAWMAP_NR_pkey_mprotect, AT, LENGTH, 3, 1),
       rawmap_pkey_protect(span(AT, LENGTH), RW, key(1)))
PAIR(pkey_restrict, rawmap_status, bare_restrict(1, 2), rawmap_pkey_restrict(key(1), RAWMAP_PKEY_RIGHTS(disable_write)))
PAIR(pkey_rights_now, rawmap_pkey_rights_answer, bare_rights(1), rawmap_pkey_rights_now(key(1)))
MAPPING(map_shadow_stack, LENGTH, hand_syscall3(RAWMAP_NR_map_shadow_stack, 0, LENGTH, 1),
        rawmap_map_shadow_stack(LENGTH, RAWMAP_SHADOW_STACK(set_token), RAWMAP_ANYWHERE))

PAIR(memfd_union, rawmap_memfd_flags, RAWMAP_MEMFD(cloexec, allow_sealing),
     rawmap_memfd_union(RAWMAP_MEMFD(cloexec), RAWMAP_MEMFD(allow_sealing)))
PAIR(memfd_huge, rawmap_memfd_flags, RAWMAP_MEMFD(cloexec, huge_2mb),
     rawmap_memfd_huge(RAWMAP_MEMFD(cloexec), 1u << 21))
PAIR(open_union, rawmap_open_how, RAWMAP_OPEN(read_write, cloexec, append),
     rawmap_open_union(RAWMAP_OPEN(read_write, cloexec), RAWMAP_OPEN(read_write, append)))
PAIR(create_union, rawmap_create_how, RAWMAP_CREATE(read_write, cloexec, append),
     rawmap_create_union(RAWMAP_CREATE(read_write, cloexec), RAWMAP_CREATE(read_write, append)))
PAIR(seals_union, rawmap_seals, RAWMAP_SEAL(grow, shrink), rawmap_seals_union(RAWMAP_SEAL(grow), RAWMAP_SEAL(shrink)))
PAIR(seals_include, bool, true, rawmap_seals_include(RAWMAP_SEAL(grow, shrink), RAWMAP_SEAL(shrink)))
PAIR(pkey_rights_union, rawmap_pkey_rights, RAWMAP_PKEY_RIGHTS(disable_write, disable_access),
     rawmap_pkey_rights_union(RAWMAP_PKEY_RIGHTS(disable_write), RAWMAP_PKEY_RIGHTS(disable_access)))
PAIR(shadow_stack_union, rawmap_shadow_stack_options, RAWMAP_SHADOW_STACK(set_token),
     rawmap_shadow_stack_union(RAWMAP_SHADOW_STACK(), RAWMAP_SHADOW_STACK(set_token)))

#endif
