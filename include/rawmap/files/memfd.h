/* SPDX-License-Identifier: MIT */
/* rawmap/files/memfd.h: files that live in memory, and have no name in any directory.

   RAWMAP_MEMFD(name, ...)         a rawmap_memfd_flags
   RAWMAP_MEMFD_INIT(name, ...)    the same, braced, for an object at file scope
   RAWMAP_HAS_MEMFD_<name>         1 where the set has the name, else 0

   name             does                                                                   since
   cloexec          closed by an exec                                                      3.17
   allow_sealing    rawmap_file_seal works on it (4.16 with huge pages)                    3.17
   exec             can be executed, whatever vm.memfd_noexec says, unless that is 2       6.3
   noexec_seal      cannot be executed, is sealed so, and can be sealed further            6.3
   huge_2mb         in huge pages of that size: lengths and offsets are multiples of it    4.14
   huge_shift(n)    the same for pages of 1 << n bytes, n a constant                       4.14

   Named sizes: 16kb 64kb 512kb 1mb 2mb 8mb 16mb 32mb 256mb 512mb 1gb 2gb 16gb. rawmap_memfd_huge takes one at run time.
   Without exec and noexec_seal, vm.memfd_noexec chooses: 0 (the default) is exec, and kernels from 6.3 to 6.6 write a
   warning to their log.

   Secret memory (RAWMAP_HAS_MEMFD_SECRET) is taken out of the kernel's own address space:
   RAWMAP_SECRET(name, ...)        a rawmap_secret_flags; its one name is cloexec
   RAWMAP_SECRET_INIT(name, ...)   the same, braced, for an object at file scope */
#ifndef RAWMAP_FILES_MEMFD_H
#define RAWMAP_FILES_MEMFD_H

#ifndef RAWMAP_FILES_H
#include "../core/base.h"
#include "../core/huge.h"
#include "../core/readable.h"
#include "../core/rules.h"
#include "../core/set.h"
#include "../core/status.h"
#include "open.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_memfd_flags_is_made_by_RAWMAP_MEMFD {
    unsigned bits;
} rawmap_memfd_flags;

typedef struct rawmap_secret_flags_is_made_by_RAWMAP_SECRET {
    unsigned bits;
} rawmap_secret_flags;

/* clang-format off */
#define RAWMAP_MEMFD(...) RAWMAP_I_OPEN(rawmap_memfd_flags){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, MEMFD, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_set_takes_one_huge_page_size, MEMFD, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(huge_page_shift_is_out_of_range, MEMFD, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(exec_and_noexec_seal_contradict_each_other, MEMFD, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_MEMFD_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, MEMFD, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_set_takes_one_huge_page_size, MEMFD, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(huge_page_shift_is_out_of_range, MEMFD, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(exec_and_noexec_seal_contradict_each_other, MEMFD, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_MEMFD(...) RAWMAP_I_ERROR(__VA_ARGS__: write names with commas between, as in RAWMAP_MEMFD(cloexec, allow_sealing))

#define RAWMAP_SECRET(...) RAWMAP_I_OPEN(rawmap_secret_flags){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, SECRET, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_SECRET_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, SECRET, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_SECRET(...) RAWMAP_I_ERROR(__VA_ARGS__: write RAWMAP_SECRET(), RAWMAP_SECRET(cloexec))

#define RAWMAP_MEMFD_                        0ull
#define RAWMAP_HAS_MEMFD_                    1
#define RAWMAP_MEMFD_cloexec                 (RAWMAP_LINUX_MFD_CLOEXEC + 0ull)
#define RAWMAP_MEMFD_allow_sealing           (RAWMAP_LINUX_MFD_ALLOW_SEALING + 0ull)
#define RAWMAP_MEMFD_exec                    (RAWMAP_LINUX_MFD_EXEC + 0ull)
#define RAWMAP_MEMFD_noexec_seal             (RAWMAP_LINUX_MFD_NOEXEC_SEAL + 0ull)
#define RAWMAP_MEMFD_hugetlb                 rawmap_error_a_memory_file_names_its_huge_page_size
#define RAWMAP_MEMFD_huge_16kb               RAWMAP_I_MEMFD_HUGE(14)
#define RAWMAP_MEMFD_huge_64kb               RAWMAP_I_MEMFD_HUGE(16)
#define RAWMAP_MEMFD_huge_512kb              RAWMAP_I_MEMFD_HUGE(19)
#define RAWMAP_MEMFD_huge_1mb                RAWMAP_I_MEMFD_HUGE(20)
#define RAWMAP_MEMFD_huge_2mb                RAWMAP_I_MEMFD_HUGE(21)
#define RAWMAP_MEMFD_huge_8mb                RAWMAP_I_MEMFD_HUGE(23)
#define RAWMAP_MEMFD_huge_16mb               RAWMAP_I_MEMFD_HUGE(24)
#define RAWMAP_MEMFD_huge_32mb               RAWMAP_I_MEMFD_HUGE(25)
#define RAWMAP_MEMFD_huge_256mb              RAWMAP_I_MEMFD_HUGE(28)
#define RAWMAP_MEMFD_huge_512mb              RAWMAP_I_MEMFD_HUGE(29)
#define RAWMAP_MEMFD_huge_1gb                RAWMAP_I_MEMFD_HUGE(30)
#define RAWMAP_MEMFD_huge_2gb                RAWMAP_I_MEMFD_HUGE(31)
#define RAWMAP_MEMFD_huge_16gb               RAWMAP_I_MEMFD_HUGE(34)
#define RAWMAP_MEMFD_huge_shift(n)           RAWMAP_I_MEMFD_HUGE(n)
#define RAWMAP_HAS_MEMFD_cloexec             1
#define RAWMAP_HAS_MEMFD_allow_sealing       1
#define RAWMAP_HAS_MEMFD_exec                1
#define RAWMAP_HAS_MEMFD_noexec_seal         1
#define RAWMAP_HAS_MEMFD_hugetlb             0
#define RAWMAP_HAS_MEMFD_huge_16kb           1
#define RAWMAP_HAS_MEMFD_huge_64kb           1
#define RAWMAP_HAS_MEMFD_huge_512kb          1
#define RAWMAP_HAS_MEMFD_huge_1mb            1
#define RAWMAP_HAS_MEMFD_huge_2mb            1
#define RAWMAP_HAS_MEMFD_huge_8mb            1
#define RAWMAP_HAS_MEMFD_huge_16mb           1
#define RAWMAP_HAS_MEMFD_huge_32mb           1
#define RAWMAP_HAS_MEMFD_huge_256mb          1
#define RAWMAP_HAS_MEMFD_huge_512mb          1
#define RAWMAP_HAS_MEMFD_huge_1gb            1
#define RAWMAP_HAS_MEMFD_huge_2gb            1
#define RAWMAP_HAS_MEMFD_huge_16gb           1
#define RAWMAP_HAS_MEMFD_huge_shift          1

#define RAWMAP_SECRET_                       0ull
#define RAWMAP_HAS_SECRET_                   1
#define RAWMAP_SECRET_cloexec                (RAWMAP_LINUX_O_CLOEXEC + 0ull)
#define RAWMAP_HAS_SECRET_cloexec            1
/* clang-format on */

#define RAWMAP_I_MEMFD_HUGE(shift) (RAWMAP_LINUX_MFD_HUGETLB | RAWMAP_I_HUGE_SIZE(shift))

RAWMAP_I_SENTENCE(exec_and_noexec_seal_contradict_each_other)
#define RAWMAP_I_RULE_exec_and_noexec_seal_contradict_each_other(set)                                                  \
    (!((set)&RAWMAP_LINUX_MFD_EXEC) || !((set)&RAWMAP_LINUX_MFD_NOEXEC_SEAL))

/* For the rules: every flag that Linux knows. */
#define RAWMAP_I_MEMFD_KNOWN                                                                                           \
    (RAWMAP_LINUX_MFD_CLOEXEC | RAWMAP_LINUX_MFD_ALLOW_SEALING | RAWMAP_LINUX_MFD_HUGETLB |                            \
     RAWMAP_LINUX_MFD_NOEXEC_SEAL | RAWMAP_LINUX_MFD_EXEC | RAWMAP_I_HUGE_FIELD)

/* A new memory file, and whether it was made with noexec_seal. */
typedef struct rawmap_noexec_file {
    rawmap_status status;
    int fd;
    bool noexec;
} rawmap_noexec_file;

/* rawmap_memfd_union: the flags of both.

   Result:   bits that rawmap_memfd refuses with RAWMAP_MEMFD_UNKNOWN_BITS when a and b name different huge page sizes.
   ABIs:     all */
RAWMAP_API(files) rawmap_memfd_flags rawmap_memfd_union(rawmap_memfd_flags a, rawmap_memfd_flags b) RAWMAP_MUST_USE;

/* rawmap_memfd_huge: the flags, for a file in huge pages of page_size bytes.

   Units:    page_size in bytes, a power of two.
   Result:   bits that rawmap_memfd refuses with RAWMAP_MEMFD_UNKNOWN_BITS when page_size is no power of two, is no
             larger than the smallest page, or when flags name another size already.
   Since:    4.14
   ABIs:     all */
RAWMAP_API(files) rawmap_memfd_flags rawmap_memfd_huge(rawmap_memfd_flags flags, size_t page_size) RAWMAP_MUST_USE;

/* rawmap_memfd: a new, empty file in memory, open for reading and writing. rawmap_file_resize gives it a length,
   rawmap_map_file maps it, and it is gone when nothing has it open or mapped.

   Requires:   name, a string of at most 249 bytes, for /proc and for debugging; several files can have the same.
   Status:     RAWMAP_MEMFD_UNKNOWN_BITS, RAWMAP_MEMFD_EXEC_CONTRADICTION, RAWMAP_MEMFD_NAME_MISSING,
               RAWMAP_MEMFD_NAME_TOO_LONG: Linux refused it for this.
               RAWMAP_MEMFD_EXEC_UNKNOWN, RAWMAP_MEMFD_HUGE_UNKNOWN, RAWMAP_MEMFD_EXEC_FORBIDDEN,
               RAWMAP_MEMFD_HUGE_SIZE_UNSUPPORTED: this kernel, setting or machine refused it for this.
               RAWMAP_EMFILE, RAWMAP_ENFILE: no descriptor was free. RAWMAP_ENOMEM: no memory. RAWMAP_EFAULT: the name is
               not readable. RAWMAP_EACCES: a security policy. RAWMAP_ENOSYS: the kernel is older, or has no huge pages.
   Since:      3.17; each flag its own, above
   ABIs:       all
   Manual:     memfd_create(2) */
RAWMAP_API(files) rawmap_file rawmap_memfd(const char *name, rawmap_memfd_flags flags) RAWMAP_MUST_USE;

/* rawmap_check_memfd: what rawmap_memfd would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(files) rawmap_status rawmap_check_memfd(const char *name, rawmap_memfd_flags flags) RAWMAP_MUST_USE;

/* rawmap_memfd_noexec_or_older: a memory file with noexec_seal where the kernel knows it. An older one is asked a second
   time, with allow_sealing in its place; noexec in the answer says which came.

   Requires:   as rawmap_memfd; flags without exec and noexec_seal.
   Status:     as rawmap_memfd, but for what an older kernel says to noexec_seal.
   Since:      3.17; noexec since 6.3
   ABIs:       all
   Manual:     memfd_create(2) */
RAWMAP_API_OUTLINE(files)
rawmap_noexec_file rawmap_memfd_noexec_or_older(const char *name, rawmap_memfd_flags flags)
    RAWMAP_I_ONCE(rawmap_memfd_noexec_or_older) RAWMAP_MUST_USE;

#ifdef RAWMAP_NR_memfd_secret
#define RAWMAP_HAS_MEMFD_SECRET 1

/* rawmap_memfd_secret: a new, empty file whose pages the kernel itself cannot reach, nor any other process that does not
   map it. Its length is set once, by rawmap_file_resize; it is mapped with RAWMAP_FILE_SHARED. It counts against
   RLIMIT_MEMLOCK and is never swapped; rawmap_lock on it does nothing and answers success.

   Status:     RAWMAP_SECRET_UNKNOWN_BITS: Linux refused it for this. RAWMAP_ENOSYS: the kernel is older, is built
               without it, or has it switched off (secretmem.enable=0, the default before 6.5). RAWMAP_EMFILE,
               RAWMAP_ENFILE: no descriptor was free. RAWMAP_ENOMEM: no memory.
   Since:      5.14
   ABIs:       x86_64, x32, i386, aarch64, riscv64, riscv32, loongarch64, s390x
   Manual:     memfd_secret(2) */
RAWMAP_API(files) rawmap_file rawmap_memfd_secret(rawmap_secret_flags flags) RAWMAP_MUST_USE;

/* rawmap_check_memfd_secret: what rawmap_memfd_secret would answer, as far as its argument tells; nothing is called. */
RAWMAP_API(files) rawmap_status rawmap_check_memfd_secret(rawmap_secret_flags flags) RAWMAP_MUST_USE;

#else
#define RAWMAP_HAS_MEMFD_SECRET 0
#define rawmap_memfd_secret(flags) rawmap_error_this_architecture_has_no_memfd_secret
#define rawmap_check_memfd_secret(flags) rawmap_error_this_architecture_has_no_memfd_secret
#endif

#if RAWMAP_I_BODIES

/* Whether a file is refused that could be executed, and one that could not is made. */
RAWMAP_I_COLD(files)
bool rawmap_i_sees_noexec_alone(rawmap_memfd_flags flags) RAWMAP_I_ONCE(rawmap_i_sees_noexec_alone);
#if RAWMAP_I_DEFINES(files)
RAWMAP_I_COLD(files) bool rawmap_i_sees_noexec_alone(rawmap_memfd_flags flags)
{
    static const char name[] = "rawmap";
    const rawmap_word either =
        RAWMAP_I_CALL2(RAWMAP_NR_memfd_create, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(name)),
                       RAWMAP_I_WORD((flags.bits & RAWMAP_LINUX_MFD_EXEC) | RAWMAP_LINUX_MFD_CLOEXEC));
    const rawmap_word noexec = RAWMAP_I_CALL2(RAWMAP_NR_memfd_create, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(name)),
                                              RAWMAP_LINUX_MFD_NOEXEC_SEAL | RAWMAP_LINUX_MFD_CLOEXEC);
    if (either >= 0)
        (void)RAWMAP_I_CALL1(RAWMAP_NR_close, either);
    if (noexec >= 0)
        (void)RAWMAP_I_CALL1(RAWMAP_NR_close, noexec);
    return either == -RAWMAP_LINUX_EACCES && noexec >= 0;
}
#endif

RAWMAP_I_DEFINE_VERDICT(files, memfd, RAWMAP_RULES_MEMFD, const char *name, rawmap_memfd_flags flags)

RAWMAP_API(files) rawmap_memfd_flags rawmap_memfd_union(rawmap_memfd_flags a, rawmap_memfd_flags b)
{
    const bool both_huge = (a.bits & b.bits & RAWMAP_LINUX_MFD_HUGETLB) != 0;
    rawmap_memfd_flags flags;
    flags.bits = a.bits | b.bits;
    if (both_huge && ((a.bits ^ b.bits) & RAWMAP_I_HUGE_FIELD) != 0)
        flags.bits = ~0u;
    return flags;
}

RAWMAP_API(files) rawmap_memfd_flags rawmap_memfd_huge(rawmap_memfd_flags flags, size_t page_size)
{
    unsigned shift = 0;
    rawmap_memfd_flags huge;
    huge.bits = ~0u;
    if (page_size <= RAWMAP_PAGE_SIZE_MIN || (page_size & (page_size - 1)) != 0)
        return huge;
    while (page_size >> shift > 1)
        shift++;
    huge.bits = RAWMAP_LINUX_MFD_HUGETLB | shift << RAWMAP_I_HUGE_AT;
    return rawmap_memfd_union(flags, huge);
}

RAWMAP_API(files) rawmap_status rawmap_check_memfd(const char *name, rawmap_memfd_flags flags)
{
    return RAWMAP_I_CHECKED(memfd, name, flags);
}

RAWMAP_API(files) rawmap_file rawmap_memfd(const char *name, rawmap_memfd_flags flags)
{
    const rawmap_word result =
        RAWMAP_I_CALL2(RAWMAP_NR_memfd_create, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(name)), RAWMAP_I_WORD(flags.bits));
    if (rawmap_i_is_error(result))
        return rawmap_i_no_file(RAWMAP_I_NAME_ERROR(RAWMAP_RULES_MEMFD, memfd, result, name, flags));
    return rawmap_i_opened(result);
}

#if RAWMAP_I_DEFINES(files)
RAWMAP_API_OUTLINE(files) rawmap_noexec_file rawmap_memfd_noexec_or_older(const char *name, rawmap_memfd_flags flags)
{
    rawmap_noexec_file made;
    rawmap_file file;
    rawmap_memfd_flags wanted;
    wanted.bits = flags.bits | RAWMAP_LINUX_MFD_NOEXEC_SEAL;
    file = rawmap_memfd(name, wanted);
    made.noexec = file.status == RAWMAP_OK;
    /* Only an older kernel is left to answer this: everything else has a cause of its own. */
    if (file.status == RAWMAP_MEMFD_EXEC_UNKNOWN) {
        wanted.bits = (flags.bits & ~(RAWMAP_LINUX_MFD_NOEXEC_SEAL + 0u)) | RAWMAP_LINUX_MFD_ALLOW_SEALING;
        file = rawmap_memfd(name, wanted);
    }
    made.status = file.status;
    made.fd = file.fd;
    return made;
}
#endif

#ifdef RAWMAP_NR_memfd_secret

RAWMAP_I_DEFINE_VERDICT(files, memfd_secret, RAWMAP_RULES_MEMFD_SECRET, rawmap_secret_flags flags)

RAWMAP_API(files) rawmap_status rawmap_check_memfd_secret(rawmap_secret_flags flags)
{
    return RAWMAP_I_CHECKED(memfd_secret, flags);
}

RAWMAP_API(files) rawmap_file rawmap_memfd_secret(rawmap_secret_flags flags)
{
    const rawmap_word result = RAWMAP_I_CALL1(RAWMAP_NR_memfd_secret, RAWMAP_I_WORD(flags.bits));
    if (rawmap_i_is_error(result))
        return rawmap_i_no_file(RAWMAP_I_NAME_ERROR(RAWMAP_RULES_MEMFD_SECRET, memfd_secret, result, flags));
    return rawmap_i_opened(result);
}

#endif

#endif

RAWMAP_I_END

#endif
