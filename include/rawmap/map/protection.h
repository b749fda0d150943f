/* SPDX-License-Identifier: MIT */
/* rawmap/map/protection.h: what may be done with the pages of a mapping.

   RAWMAP_PROT(name, ...)         a rawmap_prot
   RAWMAP_PROT_INIT(name, ...)    the same, braced, for an object at file scope
   RAWMAP_HAS_PROT_<name>         1 where the architecture has the name, else 0

   name         does                                              since    where
   none         nothing may touch the pages; stands alone         1.0
   read         reading                                           1.0
   write        writing (most processors then allow reading)      1.0
   exec         executing                                         1.0
   sem          nothing: Linux accepts it and ignores it,         2.5      every call here refuses it
                so rawmap refuses it
   growsdown    protect only: down to the start of a mapping      2.6      stacks made with RAWMAP_PRIVATE(growsdown)
                that grows downwards
   growsup      the same for one that grows upwards               2.6      parisc kernels; elsewhere refused
   bti          branch targets are checked                        5.8      aarch64
   mte          memory tags are checked                           5.10     aarch64
   sao          strong access ordering                            2.6.28   powerpc, POWER7 to POWER9
   adi          memory tags are checked                           4.16     sparc64 */
#ifndef RAWMAP_MAP_PROTECTION_H
#define RAWMAP_MAP_PROTECTION_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/here.h"
#include "../core/set.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_prot_is_made_by_RAWMAP_PROT {
    unsigned bits;
} rawmap_prot;

/* clang-format off */
#define RAWMAP_PROT(...) RAWMAP_I_OPEN(rawmap_prot){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, PROT, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(prot_needs_at_least_one_name, PROT, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(prot_none_contradicts_read_write_and_exec, PROT, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(prot_growsdown_and_growsup_exclude_each_other, PROT, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_PROT_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, PROT, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(prot_needs_at_least_one_name, PROT, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(prot_none_contradicts_read_write_and_exec, PROT, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(prot_growsdown_and_growsup_exclude_each_other, PROT, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_PROT(...) RAWMAP_I_ERROR(__VA_ARGS__: write names with commas between, as in RAWMAP_PROT(read, write))
/* clang-format on */

#define RAWMAP_PROT_ 0u
#define RAWMAP_HAS_PROT_ 1
#define RAWMAP_PROT_none (1ull << 32)
#define RAWMAP_PROT_read 0x1u
#define RAWMAP_PROT_write 0x2u
#define RAWMAP_PROT_exec 0x4u
#define RAWMAP_PROT_sem (RAWMAP_LINUX_PROT_SEM + 0u)
#define RAWMAP_PROT_growsdown 0x01000000u
#define RAWMAP_PROT_growsup 0x02000000u
#define RAWMAP_HAS_PROT_none 1
#define RAWMAP_HAS_PROT_read 1
#define RAWMAP_HAS_PROT_write 1
#define RAWMAP_HAS_PROT_exec 1
#define RAWMAP_HAS_PROT_sem 1
#define RAWMAP_HAS_PROT_growsdown 1
#define RAWMAP_HAS_PROT_growsup 1

#ifdef RAWMAP_LINUX_PROT_BTI
#define RAWMAP_HAS_PROT_bti 1
#define RAWMAP_PROT_bti (RAWMAP_LINUX_PROT_BTI + 0u)
#else
#define RAWMAP_HAS_PROT_bti 0
#define RAWMAP_PROT_bti rawmap_error_prot_bti_exists_only_on_aarch64
#endif
#ifdef RAWMAP_LINUX_PROT_MTE
#define RAWMAP_HAS_PROT_mte 1
#define RAWMAP_PROT_mte (RAWMAP_LINUX_PROT_MTE + 0u)
#else
#define RAWMAP_HAS_PROT_mte 0
#define RAWMAP_PROT_mte rawmap_error_prot_mte_exists_only_on_aarch64
#endif
#ifdef RAWMAP_LINUX_PROT_SAO
#define RAWMAP_HAS_PROT_sao 1
#define RAWMAP_PROT_sao (RAWMAP_LINUX_PROT_SAO + 0u)
#else
#define RAWMAP_HAS_PROT_sao 0
#define RAWMAP_PROT_sao rawmap_error_prot_sao_exists_only_on_powerpc
#endif
#ifdef RAWMAP_LINUX_PROT_ADI
#define RAWMAP_HAS_PROT_adi 1
#define RAWMAP_PROT_adi (RAWMAP_LINUX_PROT_ADI + 0u)
#else
#define RAWMAP_HAS_PROT_adi 0
#define RAWMAP_PROT_adi rawmap_error_prot_adi_exists_only_on_sparc
#endif

RAWMAP_I_SENTENCE(prot_needs_at_least_one_name)
#define RAWMAP_I_RULE_prot_needs_at_least_one_name(set) ((set) > 0)
RAWMAP_I_SENTENCE(prot_none_contradicts_read_write_and_exec)
#define RAWMAP_I_RULE_prot_none_contradicts_read_write_and_exec(set) (((set) >> 32) == 0 || ((set)&7u) == 0)
RAWMAP_I_SENTENCE(prot_growsdown_and_growsup_exclude_each_other)
#define RAWMAP_I_RULE_prot_growsdown_and_growsup_exclude_each_other(set) (((set)&0x03000000u) < 0x03000000u)

/* For the rules: what every processor here understands, and what only some processors of the architecture do. */
#define RAWMAP_I_PROT_ACCESS 0x7u
#define RAWMAP_I_PROT_GROWS 0x03000000u
#if RAWMAP_HAS_PROT_bti
#define RAWMAP_I_PROT_PROCESSOR (RAWMAP_PROT_bti | RAWMAP_PROT_mte)
#elif RAWMAP_HAS_PROT_sao
#define RAWMAP_I_PROT_PROCESSOR RAWMAP_PROT_sao
#elif RAWMAP_HAS_PROT_adi
#define RAWMAP_I_PROT_PROCESSOR RAWMAP_PROT_adi
#else
#define RAWMAP_I_PROT_PROCESSOR 0u
#endif
/* What Linux refused, asked again where nobody can have anything mapped: it looks at the protection first. sparc looks at
   adi with the mapping in hand; 32-bit programs have no such place. */
#if (RAWMAP_HAS_PROT_bti || RAWMAP_HAS_PROT_sao) && UINTPTR_MAX > 0xffffffffu
#define RAWMAP_I_PROT_LACKS(bits) (((bits)&RAWMAP_I_PROT_PROCESSOR) && rawmap_i_prot_is_lacking(bits))
#else
#define RAWMAP_I_PROT_LACKS(bits) (((bits)&0u) != 0)
#endif
/* What Linux refused, asked again of the first page: of a mapping that grows it has done that part already. */
#define RAWMAP_I_PROT_GROWS_NOT(address, bits)                                                                         \
    (((bits)&RAWMAP_I_PROT_GROWS) && !((bits)&RAWMAP_I_PROT_PROCESSOR) && rawmap_i_first_page_is_refused(address, bits))
#define RAWMAP_I_PROT_KNOWN (RAWMAP_I_PROT_ACCESS | RAWMAP_I_PROT_GROWS | RAWMAP_PROT_sem | RAWMAP_I_PROT_PROCESSOR)

/* rawmap_prot_union: the access that either allows.

   Result:   a protection with the names of both; none with anything is that thing.
   ABIs:     all */
RAWMAP_API(map) rawmap_prot rawmap_prot_union(rawmap_prot a, rawmap_prot b) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES
RAWMAP_I_COLD(map)
RAWMAP_I_PURE bool rawmap_i_first_page_is_refused(uintptr_t address, unsigned bits)
    RAWMAP_I_ONCE(rawmap_i_first_page_is_refused);
#if RAWMAP_I_DEFINES(map)
RAWMAP_I_COLD(map) bool rawmap_i_first_page_is_refused(uintptr_t address, unsigned bits)
{
    return RAWMAP_I_CALL3(RAWMAP_NR_mprotect, RAWMAP_I_WORD(address), 1, RAWMAP_I_WORD(bits)) == -RAWMAP_LINUX_EINVAL;
}
#endif

#if (RAWMAP_HAS_PROT_bti || RAWMAP_HAS_PROT_sao) && UINTPTR_MAX > 0xffffffffu
RAWMAP_I_COLD(map) RAWMAP_I_PURE bool rawmap_i_prot_is_lacking(unsigned bits) RAWMAP_I_ONCE(rawmap_i_prot_is_lacking);
#if RAWMAP_I_DEFINES(map)
RAWMAP_I_COLD(map) bool rawmap_i_prot_is_lacking(unsigned bits)
{
    return rawmap_i_first_page_is_refused(UINTPTR_MAX - 2 * RAWMAP_PAGE_SIZE_MAX + 1, bits & ~RAWMAP_I_PROT_GROWS);
}
#endif
#endif

RAWMAP_API(map) rawmap_prot rawmap_prot_union(rawmap_prot a, rawmap_prot b)
{
    a.bits |= b.bits;
    return a;
}
#endif

RAWMAP_I_END

#endif
