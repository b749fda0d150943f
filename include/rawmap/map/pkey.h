/* SPDX-License-Identifier: MIT */
/* rawmap/map/pkey.h: protection keys: what a thread may do with all pages of a key changes in one instruction,
   without a call.

   RAWMAP_PKEY_RIGHTS(name, ...)         a rawmap_pkey_rights: what is taken away. Nothing is, without a name
   RAWMAP_PKEY_RIGHTS_INIT(name, ...)    the same, braced, for an object at file scope
   RAWMAP_HAS_PKEY_RIGHTS_<name>         1 where the architecture has the name, else 0
   RAWMAP_HAS_PKEY_REGISTER              1 where a program can read and write its rights itself, else 0
   RAWMAP_PKEY_DEFAULT                   a rawmap_pkey: the one that all other memory has

   name              takes away                                    where
   disable_access    reading and writing (not executing)           all
   disable_write     writing                                       all
   disable_execute   executing                                     aarch64, powerpc
   disable_read      reading                                       aarch64

   Keys come on top of the protection: a page can be touched where both allow it. They hold for the loads and stores of
   the thread itself; most system calls heed them too.

   A key stays with its pages until they get another by rawmap_pkey_protect, and only so: unmapping them loses it, and so
   does every fresh mapping placed over them, by rawmap_replace, rawmap_replace_file or a move onto them: that one has
   the default key. Moving pages takes their key along; rawmap_protect leaves it, but for RAWMAP_PROT(exec) alone, for
   which x86 and powerpc kernels use a key of their own. rawmap_pkey_free does not take the key off its pages: whoever gets
   the key next governs them. */
#ifndef RAWMAP_MAP_PKEY_H
#define RAWMAP_MAP_PKEY_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/set.h"
#include "../core/span.h"
#include "../core/status.h"
#include "protection.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_pkey {
    int number;
} rawmap_pkey;

typedef struct rawmap_pkey_rights_is_made_by_RAWMAP_PKEY_RIGHTS {
    unsigned bits;
} rawmap_pkey_rights;

/* A key, or what is taken away. On failure the key is -1, which every call refuses, and the rights are none. */
typedef struct rawmap_pkey_answer {
    rawmap_status status;
    rawmap_pkey key;
} rawmap_pkey_answer;
typedef struct rawmap_pkey_rights_answer {
    rawmap_status status;
    rawmap_pkey_rights rights;
} rawmap_pkey_rights_answer;

#define RAWMAP_PKEY_DEFAULT RAWMAP_I_OPEN(rawmap_pkey){0})

/* clang-format off */
#define RAWMAP_PKEY_RIGHTS(...) RAWMAP_I_OPEN(rawmap_pkey_rights){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, PKEY_RIGHTS, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_PKEY_RIGHTS_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, PKEY_RIGHTS, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_PKEY_RIGHTS(...) RAWMAP_I_ERROR(__VA_ARGS__: write names with commas between, as in RAWMAP_PKEY_RIGHTS(disable_write))
/* clang-format on */

#define RAWMAP_PKEY_RIGHTS_ 0ull
#define RAWMAP_HAS_PKEY_RIGHTS_ 1
#define RAWMAP_PKEY_RIGHTS_disable_access (RAWMAP_LINUX_PKEY_DISABLE_ACCESS + 0ull)
#define RAWMAP_PKEY_RIGHTS_disable_write (RAWMAP_LINUX_PKEY_DISABLE_WRITE + 0ull)
#define RAWMAP_HAS_PKEY_RIGHTS_disable_access 1
#define RAWMAP_HAS_PKEY_RIGHTS_disable_write 1
#ifdef RAWMAP_LINUX_PKEY_DISABLE_EXECUTE
#define RAWMAP_PKEY_RIGHTS_disable_execute (RAWMAP_LINUX_PKEY_DISABLE_EXECUTE + 0ull)
#define RAWMAP_HAS_PKEY_RIGHTS_disable_execute 1
#else
#define RAWMAP_PKEY_RIGHTS_disable_execute rawmap_error_keys_disable_execute_only_on_aarch64_and_powerpc
#define RAWMAP_HAS_PKEY_RIGHTS_disable_execute 0
#endif
#ifdef RAWMAP_LINUX_PKEY_DISABLE_READ
#define RAWMAP_PKEY_RIGHTS_disable_read (RAWMAP_LINUX_PKEY_DISABLE_READ + 0ull)
#define RAWMAP_HAS_PKEY_RIGHTS_disable_read 1
#else
#define RAWMAP_PKEY_RIGHTS_disable_read rawmap_error_keys_disable_read_only_on_aarch64
#define RAWMAP_HAS_PKEY_RIGHTS_disable_read 0
#endif

#define RAWMAP_I_PKEY_RIGHTS_KNOWN (RAWMAP_LINUX_PKEY_ACCESS_MASK + 0u)

/* rawmap_pkey_rights_union: what either takes away.

   Result:   rights; the calls judge them.
   ABIs:     all */
RAWMAP_API(map_rest)
rawmap_pkey_rights rawmap_pkey_rights_union(rawmap_pkey_rights a, rawmap_pkey_rights b) RAWMAP_MUST_USE;

/* rawmap_pkey_alloc: takes a free key, with these rights for the calling thread. Other threads that live already may
   have had theirs set otherwise, or refuse everything, as they do at first on x86.

   Status:     RAWMAP_PKEY_RIGHTS_UNKNOWN_BITS: Linux refused it for this. RAWMAP_PKEY_UNSUPPORTED: no keys in the
               processor, or not these rights. RAWMAP_PKEY_NONE_FREE: all are taken; or no keys in the processor, which
               Linux tells from it on powerpc and aarch64 not at all, and on x86 only in older versions.
               RAWMAP_ENOSYS: the kernel is older or built without them, as it is on other architectures.
   Since:      4.9; powerpc 4.16, aarch64 6.12
   ABIs:       x86_64, x32, i386, aarch64, ppc64, ppc64le have keys; elsewhere RAWMAP_ENOSYS
   Manual:     pkey_alloc(2) */
RAWMAP_API(map_rest) rawmap_pkey_answer rawmap_pkey_alloc(rawmap_pkey_rights rights) RAWMAP_MUST_USE;

/* rawmap_check_pkey_alloc: what rawmap_pkey_alloc would answer, as far as its argument tells; nothing is called. */
RAWMAP_API(map_rest) rawmap_status rawmap_check_pkey_alloc(rawmap_pkey_rights rights) RAWMAP_MUST_USE;

/* rawmap_pkey_free: gives a key back.

   Requires:   that no page has it any more: Linux does not look, and the key's next owner would govern them.
   Status:     RAWMAP_PKEY_DEFAULT_KEPT: Linux would do it, to the harm of all other memory; nothing was called.
               RAWMAP_PKEY_NEGATIVE: Linux refused it for this. RAWMAP_PKEY_NOT_TAKEN: nobody has it.
               RAWMAP_ENOSYS, RAWMAP_EPERM (powerpc): no keys here.
   Since:      4.9
   ABIs:       as rawmap_pkey_alloc
   Manual:     pkey_free(2) */
RAWMAP_API(map_rest) rawmap_status rawmap_pkey_free(rawmap_pkey key) RAWMAP_MUST_USE;

/* rawmap_check_pkey_free: what rawmap_pkey_free would answer, as far as its argument tells; nothing is called. */
RAWMAP_API(map_rest) rawmap_status rawmap_check_pkey_free(rawmap_pkey key) RAWMAP_MUST_USE;

/* rawmap_pkey_protect: sets what may be done with a span's pages, and their key. RAWMAP_PKEY_DEFAULT takes a key off.

   Units, Requires:   as rawmap_protect.
   Status:     RAWMAP_PKEY_NEGATIVE, RAWMAP_PROT_SEM_DOES_NOTHING, RAWMAP_SPAN_EMPTY: Linux would ignore it; nothing was
               called. RAWMAP_PROT_GROWS_BOTH_WAYS, RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_UNALIGNED_HERE,
               RAWMAP_SPAN_WRAPS_ENOMEM, RAWMAP_PROT_UNKNOWN_BITS, RAWMAP_PROT_PROCESSOR_LACKS: Linux refused it for this.
               RAWMAP_EINVAL: the key is not one that rawmap_pkey_alloc gave, the span cuts a huge page or does not grow
               that way. RAWMAP_ENOSYS: no keys here. The others as rawmap_protect.
   Since:      4.9
   ABIs:       as rawmap_pkey_alloc
   Manual:     pkey_mprotect(2) */
RAWMAP_API(map_rest)
rawmap_status rawmap_pkey_protect(rawmap_span span, rawmap_prot protection, rawmap_pkey key) RAWMAP_MUST_USE;

/* rawmap_check_pkey_protect: what rawmap_pkey_protect would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(map_rest)
rawmap_status rawmap_check_pkey_protect(rawmap_span span, rawmap_prot protection, rawmap_pkey key) RAWMAP_MUST_USE;

#ifdef RAWMAP_PKEY_REGISTER_FIELD
#define RAWMAP_HAS_PKEY_REGISTER 1

/* rawmap_pkey_restrict: takes rights to a key's pages away from the calling thread, and gives those back that are not
   named, by an instruction of the processor. A new thread has what its creator had; a signal handler starts with the
   default key alone, and what it sets is undone when it returns.

   Requires:   a key that rawmap_pkey_alloc gave. Where there are no keys the instruction raises SIGILL.
   Status:     RAWMAP_PKEY_NEGATIVE, RAWMAP_PKEY_OUT_OF_RANGE, RAWMAP_PKEY_RIGHTS_UNKNOWN_BITS: nothing was done.
   Since:      4.9; aarch64 6.12
   ABIs:       x86_64, x32, i386, aarch64
   Manual:     pkey_alloc(2) */
RAWMAP_API(map_rest) rawmap_status rawmap_pkey_restrict(rawmap_pkey key, rawmap_pkey_rights rights) RAWMAP_MUST_USE;

/* rawmap_pkey_rights_now: what is taken away from the calling thread for a key's pages. On aarch64 reading and writing
   together are disable_access.

   Requires:   as rawmap_pkey_restrict.
   Status:     RAWMAP_PKEY_NEGATIVE, RAWMAP_PKEY_OUT_OF_RANGE: nothing was done.
   Since:      4.9; aarch64 6.12
   ABIs:       x86_64, x32, i386, aarch64
   Manual:     pkey_alloc(2) */
RAWMAP_API(map_rest) rawmap_pkey_rights_answer rawmap_pkey_rights_now(rawmap_pkey key) RAWMAP_MUST_USE;

#else
#define RAWMAP_HAS_PKEY_REGISTER 0
#define rawmap_pkey_restrict(key, rights) rawmap_error_programs_of_this_architecture_cannot_set_key_rights
#define rawmap_pkey_rights_now(key) rawmap_error_programs_of_this_architecture_cannot_read_key_rights
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(map_rest, pkey_alloc, RAWMAP_RULES_PKEY_ALLOC, rawmap_pkey_rights rights)
RAWMAP_I_DEFINE_VERDICT(map_rest, pkey_free, RAWMAP_RULES_PKEY_FREE, rawmap_pkey key)
RAWMAP_I_DEFINE_VERDICT(map_rest, pkey_protect, RAWMAP_RULES_PKEY_PROTECT, uintptr_t address, size_t length,
                        rawmap_prot protection, rawmap_pkey key)

RAWMAP_API(map_rest) rawmap_pkey_rights rawmap_pkey_rights_union(rawmap_pkey_rights a, rawmap_pkey_rights b)
{
    a.bits |= b.bits;
    return a;
}

RAWMAP_API(map_rest) rawmap_status rawmap_check_pkey_alloc(rawmap_pkey_rights rights)
{
    return RAWMAP_I_CHECKED(pkey_alloc, rights);
}

RAWMAP_API(map_rest) rawmap_pkey_answer rawmap_pkey_alloc(rawmap_pkey_rights rights)
{
    const rawmap_word result = RAWMAP_I_CALL2(RAWMAP_NR_pkey_alloc, 0, RAWMAP_I_WORD(rights.bits));
    rawmap_pkey_answer answer;
    answer.status = RAWMAP_OK;
    answer.key.number = -1;
    if (rawmap_i_is_error(result))
        answer.status = RAWMAP_I_NAME_ERROR(RAWMAP_RULES_PKEY_ALLOC, pkey_alloc, result, rights);
    else
        answer.key.number = RAWMAP_I_CAST(int, result);
    return answer;
}

RAWMAP_API(map_rest) rawmap_status rawmap_check_pkey_free(rawmap_pkey key)
{
    return RAWMAP_I_CHECKED(pkey_free, key);
}

RAWMAP_API(map_rest) rawmap_status rawmap_pkey_free(rawmap_pkey key)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_PKEY_FREE))
        return rawmap_i_failure(RAWMAP_I_REFUSED(pkey_free, key));
    result = RAWMAP_I_CALL1(RAWMAP_NR_pkey_free, RAWMAP_I_WORD(key.number));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_PKEY_FREE, pkey_free, result, key);
}

RAWMAP_API(map_rest) rawmap_status rawmap_check_pkey_protect(rawmap_span span, rawmap_prot protection, rawmap_pkey key)
{
    return RAWMAP_I_CHECKED(pkey_protect, RAWMAP_I_ADDRESS(span.base), span.length, protection, key);
}

RAWMAP_API(map_rest) rawmap_status rawmap_pkey_protect(rawmap_span span, rawmap_prot protection, rawmap_pkey key)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_PKEY_PROTECT))
        return rawmap_i_failure(RAWMAP_I_REFUSED(pkey_protect, address, length, protection, key));
    result = RAWMAP_I_CALL4(RAWMAP_NR_pkey_mprotect, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length),
                            RAWMAP_I_WORD(protection.bits), RAWMAP_I_WORD(key.number));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_PKEY_PROTECT, pkey_protect, result, address, length, protection, key);
}

#ifdef RAWMAP_PKEY_REGISTER_FIELD

RAWMAP_I_DEFINE_VERDICT(map_rest, pkey_register, RAWMAP_RULES_PKEY_REGISTER, rawmap_pkey key)
RAWMAP_I_DEFINE_VERDICT(map_rest, pkey_restrict, RAWMAP_RULES_PKEY_RESTRICT, rawmap_pkey key, rawmap_pkey_rights rights)

#define RAWMAP_I_PKEY_FIELD_MASK ((RAWMAP_I_CAST(uintptr_t, 1) << RAWMAP_PKEY_REGISTER_FIELD) - 1)

RAWMAP_API(map_rest) rawmap_status rawmap_pkey_restrict(rawmap_pkey key, rawmap_pkey_rights rights)
{
    uintptr_t value;
    int shift;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_PKEY_RESTRICT))
        return rawmap_i_failure(RAWMAP_I_REFUSED(pkey_restrict, key, rights));
    shift = key.number * RAWMAP_PKEY_REGISTER_FIELD;
    value = rawmap_pkey_register_read() & ~(RAWMAP_I_PKEY_FIELD_MASK << shift);
    rawmap_pkey_register_write(value | rawmap_i_pkey_field(rights.bits) << shift);
    return RAWMAP_OK;
}

RAWMAP_API(map_rest) rawmap_pkey_rights_answer rawmap_pkey_rights_now(rawmap_pkey key)
{
    rawmap_pkey_rights_answer answer;
    answer.rights.bits = 0;
    answer.status = RAWMAP_OK;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_PKEY_REGISTER))
        answer.status = rawmap_i_failure(RAWMAP_I_REFUSED(pkey_register, key));
    else
        answer.rights.bits = rawmap_i_pkey_rights(
            rawmap_pkey_register_read() >> key.number * RAWMAP_PKEY_REGISTER_FIELD & RAWMAP_I_PKEY_FIELD_MASK);
    return answer;
}

#endif

#endif

RAWMAP_I_END

#endif
