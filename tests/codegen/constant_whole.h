/* SPDX-License-Identifier: MIT */
/* The pairs of constant.c: names, the whole process, the break. */
#ifndef CONSTANT_WHOLE_H
#define CONSTANT_WHOLE_H

STATUS(name, hand_syscall5(RAWMAP_NR_prctl, RAWMAP_LINUX_PR_SET_VMA, 0, AT, LENGTH, WORD((uintptr_t)NAME)),
       rawmap_name(span(AT, LENGTH), NAME))
STATUS(thp_set, hand_syscall5(RAWMAP_NR_prctl, RAWMAP_LINUX_PR_SET_THP_DISABLE, 1, 0, 0, 0),
       rawmap_thp_set(RAWMAP_THP(never)))
PAIR(thp_now, rawmap_thp_answer, bare_thp(), rawmap_thp_now())
STATUS(mdwe_set, hand_syscall5(RAWMAP_NR_prctl, RAWMAP_LINUX_PR_SET_MDWE, 1, 0, 0, 0),
       rawmap_mdwe_set(RAWMAP_MDWE(refuse_exec_gain)))
PAIR(mdwe_now, rawmap_mdwe_answer, bare_mdwe(), rawmap_mdwe_now())
STATUS(merge_set, hand_syscall5(RAWMAP_NR_prctl, RAWMAP_LINUX_PR_SET_MEMORY_MERGE, 1, 0, 0, 0), rawmap_merge_set(true))
PAIR(merge_now, rawmap_merge_answer, bare_merge(), rawmap_merge_now())
PAIR(break_now, rawmap_break, bare_break(), rawmap_break_now())
PAIR(break_set, rawmap_status, hand_syscall1(RAWMAP_NR_brk, AT) == AT ? RAWMAP_OK : RAWMAP_ENOMEM,
     rawmap_break_set((void *)AT))
STATUS(remap_file_pages, hand_syscall5(RAWMAP_NR_remap_file_pages, AT, LENGTH, 0, 2, 0),
       rawmap_remap_file_pages(span(AT, LENGTH), 2))

#endif
