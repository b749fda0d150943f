/* SPDX-License-Identifier: MIT */
/* The calls that are traced, and what each of their words is. Without any number: an ABI's file gives those (calls.c has this
   ABI's, i386.c those of i386 programs under an x86-64 kernel).

       a  an address, 0 is NULL       l  a length in bytes        o  an offset           x  bits without names here
       f  a descriptor                i  a number with a sign     u  one without         p  a pointer to memory
       s  a pointer to a name         anything else: a family of names.h */
#ifndef RAWMAP_TRACE_CALLS_H
#define RAWMAP_TRACE_CALLS_H

/* clang-format off */
#define TRACED_CALLS(CALL)                                                                                             \
    CALL(mmap, "alPMfo") CALL(mmap2, "alPMfo") CALL(munmap, "al") CALL(mremap, "allRa") CALL(mprotect, "alP")          \
    CALL(pkey_mprotect, "alPi") CALL(pkey_alloc, "xY") CALL(pkey_free, "i") CALL(madvise, "alA")                       \
    CALL(process_madvise, "fpuAx") CALL(msync, "alS") CALL(mincore, "alp") CALL(mlock, "al") CALL(mlock2, "alK")       \
    CALL(munlock, "al") CALL(mlockall, "C") CALL(munlockall, "") CALL(mseal, "alx") CALL(remap_file_pages, "alPuM")    \
    CALL(memfd_create, "sF") CALL(memfd_secret, "O") CALL(userfaultfd, "O") CALL(mbind, "alNpuB")                      \
    CALL(set_mempolicy, "Npu") CALL(get_mempolicy, "ppuaG") CALL(set_mempolicy_home_node, "alux")                      \
    CALL(migrate_pages, "iupp") CALL(move_pages, "iupppB") CALL(process_mrelease, "fx") CALL(cachestat, "fppx")        \
    CALL(map_shadow_stack, "alH") CALL(brk, "a") CALL(shmget, "xlJ") CALL(shmat, "iaT") CALL(shmdt, "a")               \
    CALL(shmctl, "iWp") CALL(prctl, "Vxxxx") CALL(ioctl, "fUp")
/* clang-format on */

/* The options of prctl that concern memory; all others are none of our business. */
#define TRACED_OPTIONS(OPTION)                                                                                         \
    OPTION(PR_SET_VMA)                                                                                                 \
    OPTION(PR_SET_THP_DISABLE)                                                                                         \
    OPTION(PR_GET_THP_DISABLE)                                                                                         \
    OPTION(PR_SET_MDWE)                                                                                                \
    OPTION(PR_GET_MDWE)                                                                                                \
    OPTION(PR_SET_MEMORY_MERGE)                                                                                        \
    OPTION(PR_GET_MEMORY_MERGE)

/* And the commands of ioctl, on ABIs that have them all: those of a userfaultfd. */
#define TRACED_COMMANDS(COMMAND)                                                                                       \
    COMMAND(UFFDIO_API)                                                                                                \
    COMMAND(UFFDIO_REGISTER)                                                                                           \
    COMMAND(UFFDIO_UNREGISTER)                                                                                         \
    COMMAND(UFFDIO_WAKE)                                                                                               \
    COMMAND(UFFDIO_COPY)                                                                                               \
    COMMAND(UFFDIO_ZEROPAGE)                                                                                           \
    COMMAND(UFFDIO_MOVE)                                                                                               \
    COMMAND(UFFDIO_WRITEPROTECT)                                                                                       \
    COMMAND(UFFDIO_CONTINUE)                                                                                           \
    COMMAND(UFFDIO_POISON)

#define TRACED_ENUMERATOR(name, words) CALL_##name,
enum traced_call { TRACED_CALLS(TRACED_ENUMERATOR) CALLS };

/* A constant as text: one that an ABI lacks is its own name there, which begins with no digit. */
#define TRACED_TEXT(constant) TRACED_TEXT_OF(constant)
#define TRACED_TEXT_OF(constant) #constant
#define TRACED_NUMBER(name, words) TRACED_TEXT(RAWMAP_NR_##name),

/* i386.c: the numbers of i386, as text. */
extern const char *const i386_numbers[CALLS];

#endif
