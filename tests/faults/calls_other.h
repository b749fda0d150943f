/* SPDX-License-Identifier: MIT */
/* System V shared memory, the machine's nodes, the whole process, the break. */
#ifndef RAWMAP_TESTS_FAULTS_CALLS_OTHER_H
#define RAWMAP_TESTS_FAULTS_CALLS_OTHER_H

#include "calls_files.h"
#include "calls_map.h"

static int keyed; /* a segment that has the key */
enum { KEY = 0x72776d70 };

static void with_key(void)
{
    keyed = shmget(KEY, PAGES * PAGE, IPC_CREAT | 0600);
}
static void attached(void)
{
    (void)shmat(segment, place + PAGES * PAGE, 0);
}

static rawmap_status segment_of(rawmap_shm_answer made)
{
    if ((made.status == RAWMAP_OK) != (made.segment.id >= 0))
        span_without_success = true;
    if (made.segment.id >= 0)
        (void)shmctl(made.segment.id, IPC_RMID, NULL);
    return made.status;
}

static rawmap_status attached_at(rawmap_mapping mapping)
{
    found = 0;
    if (mapping.status == RAWMAP_OK)
        (void)shmdt(mapping.span.base);
    return of(mapping);
}

static unsigned long words[16];
#define NODES ((rawmap_nodes){words, 1024})
static const rawmap_nodes no_nodes;
static rawmap_nodes first_node(void)
{
    words[0] = 1;
    return NODES;
}
static void bound(void)
{
    (void)syscall(SYS_mbind, place + PAGE, PAGE, 2, first_node().words, 1025, 0);
}
static void interleaved(void)
{
    (void)syscall(SYS_set_mempolicy, 3, first_node().words, 1025);
}
static rawmap_status moved_by(rawmap_numa_pages how)
{
    static const unsigned nodes[1];
    const void *pages[1] = {place};
    rawmap_page_place places[1];
    return rawmap_numa_move(getpid(), pages, nodes, places, 1, how).status;
}

/* Once more than it is: the program's own data may lie below. */
static rawmap_status break_set(void)
{
    return rawmap_break_set((char *)rawmap_syscall1(RAWMAP_NR_brk, 0) + PAGE);
}

/* clang-format off */
static rawmap_status shm_new(void) { return segment_of(rawmap_shm_new(PAGE, 0600, RAWMAP_SHM())); }
static rawmap_status shm_new_huge(void) { return segment_of(rawmap_shm_new(2 << 20, 0600, RAWMAP_SHM(huge_2mb, noreserve))); }
static rawmap_status shm_create(void) { return segment_of(rawmap_shm_create(KEY + 1, PAGE, 0600, RAWMAP_SHM())); }
static rawmap_status shm_find(void) { return segment_of(rawmap_shm_find(KEY, PAGE)); }
static rawmap_status shm_find_for(void) { return segment_of(rawmap_shm_find_for(KEY, PAGE, 0600)); }
static rawmap_status shm_find_or_create(void) { return segment_of(rawmap_shm_find_or_create(KEY + 2, PAGE, 0600, RAWMAP_SHM())); }
static rawmap_status shm_replace(void) { return rawmap_shm_replace(span_at(0, PAGES), (rawmap_shm){segment}, RW); }
static rawmap_status shm_attach(void) { return attached_at(rawmap_shm_attach((rawmap_shm){segment}, RW, RAWMAP_ANYWHERE)); }
static rawmap_status shm_attach_exactly(void) { return attached_at(rawmap_shm_attach((rawmap_shm){segment}, RAWMAP_PROT(read), FREE)); }
static rawmap_status shm_look(void) { rawmap_shm_facts facts; return rawmap_shm_look((rawmap_shm){segment}, &facts); }
static rawmap_status shm_permit(void) { return rawmap_shm_permit((rawmap_shm){segment}, geteuid(), getegid(), 0600); }
static rawmap_status shm_limits_now(void) { rawmap_shm_limits limits; return rawmap_shm_limits_now(&limits); }
static rawmap_status shm_usage_now(void) { rawmap_shm_usage usage; return rawmap_shm_usage_now(&usage); }
static rawmap_status shm_at(void) { rawmap_shm_facts facts; return rawmap_shm_at((unsigned)segment % 32768, &facts).status; }
static rawmap_status shm_at_any(void) { rawmap_shm_facts facts; return rawmap_shm_at_any((unsigned)segment % 32768, &facts).status; }
static rawmap_status numa_here(void) { return rawmap_numa_here().status; }
static rawmap_status node_brought_in(void) { return rawmap_node_brought_in(place).status; }
static rawmap_status node_next(void) { return rawmap_node_next().status; }
static rawmap_status numa_count(void) { return rawmap_numa_count().status; }
static rawmap_status numa_home(void) { return rawmap_numa_home(span_at(1, 1), 0); }
static rawmap_status numa_migrate(void) { return rawmap_numa_migrate(getpid(), first_node(), first_node()).status; }
static rawmap_status numa_move(void) { return moved_by(RAWMAP_NUMA_PAGES(move)); }
static rawmap_status numa_move_all(void) { return moved_by(RAWMAP_NUMA_PAGES(move_all)); }
static rawmap_status numa_where(void) { const void *pages[1] = {place}; rawmap_page_place places[1]; return rawmap_numa_where(getpid(), pages, places, 1); }
static rawmap_status node_of(void) { *(volatile char *)place = 1; return rawmap_node_of(place).status; }
static rawmap_status shm_detach(void) { return rawmap_shm_detach(span_at(PAGES, PAGES)); }
static rawmap_status shm_remove(void) { return rawmap_shm_remove((rawmap_shm){segment}); }
static rawmap_status shm_lock(void) { return rawmap_shm_lock((rawmap_shm){segment}); }
static rawmap_status shm_unlock(void) { return rawmap_shm_unlock((rawmap_shm){segment}); }
static rawmap_status numa_set(void) { return rawmap_numa_set(RAWMAP_POLICY(preferred), first_node()); }
static rawmap_status numa_set_default(void) { return rawmap_numa_set(RAWMAP_POLICY(default), no_nodes); }
static rawmap_status numa_bind(void) { return rawmap_numa_bind(span_at(1, 1), RAWMAP_POLICY(bind), first_node(), RAWMAP_NUMA_PAGES(strict)); }
static rawmap_status numa_bind_all(void) { return rawmap_numa_bind(span_at(1, 1), RAWMAP_POLICY(bind), first_node(), RAWMAP_NUMA_PAGES(move_all)); }
static rawmap_status numa_now(void) { return rawmap_numa_now(NODES).status; }
static rawmap_status numa_at(void) { return rawmap_numa_at(place, NODES).status; }
static rawmap_status numa_allowed(void) { return rawmap_numa_allowed(NODES); }
static rawmap_status thp_now(void) { return rawmap_thp_now().status; }
static rawmap_status thp_set(void) { return rawmap_thp_set(RAWMAP_THP(never)); }
static rawmap_status thp_set_advised(void) { return rawmap_thp_set(RAWMAP_THP(advised_only)); }
static rawmap_status mdwe_now(void) { return rawmap_mdwe_now().status; }
static rawmap_status mdwe_set(void) { return rawmap_mdwe_set(RAWMAP_MDWE(refuse_exec_gain)); }
static rawmap_status merge_now(void) { return rawmap_merge_now().status; }
static rawmap_status merge_set(void) { return rawmap_merge_set(true); }
static rawmap_status break_now(void) { return rawmap_break_now().status; }

#define SCENARIOS_OTHER \
    ONE(shm_new, NULL, shmget) \
    ONE(shm_new_huge, NULL, shmget) \
    ONE(shm_create, NULL, shmget) \
    ONE(shm_find, with_key, shmget) \
    ONE(shm_find_for, with_key, shmget) \
    ONE(shm_find_or_create, NULL, shmget) \
    SEVERAL(shm_replace, RAWMAP_NR_shmctl, RAWMAP_NR_shmat) \
    ONE(shm_at_any, NULL, shmctl) \
    ONE(numa_here, NULL, getcpu) \
    ONE(node_brought_in, NULL, get_mempolicy) \
    ONE(node_next, interleaved, get_mempolicy) \
    SEVERAL(numa_count, RAWMAP_NR_get_mempolicy) \
    SEVERAL(shm_attach, RAWMAP_NR_shmat, RAWMAP_NR_shmctl) \
    SEVERAL(shm_attach_exactly, RAWMAP_NR_shmat, RAWMAP_NR_shmctl) \
    ONE(shm_look, NULL, shmctl) \
    ONE(shm_permit, NULL, shmctl) \
    ONE(shm_limits_now, NULL, shmctl) \
    ONE(shm_usage_now, NULL, shmctl) \
    ONE(shm_at, NULL, shmctl) \
    ONE(numa_home, bound, set_mempolicy_home_node) \
    ONE(numa_migrate, NULL, migrate_pages) \
    ONE(numa_move, NULL, move_pages) \
    ONE(numa_move_all, NULL, move_pages) \
    ONE(numa_where, NULL, move_pages) \
    ONE(node_of, NULL, move_pages) \
    ONE(shm_detach, attached, shmdt) \
    ONE(shm_remove, NULL, shmctl) \
    ONE(shm_lock, NULL, shmctl) \
    ONE(shm_unlock, NULL, shmctl) \
    ONE(numa_set, NULL, set_mempolicy) \
    ONE(numa_set_default, NULL, set_mempolicy) \
    ONE(numa_bind, NULL, mbind) \
    ONE(numa_bind_all, NULL, mbind) \
    ONE(numa_now, NULL, get_mempolicy) \
    ONE(numa_at, NULL, get_mempolicy) \
    ONE(numa_allowed, NULL, get_mempolicy) \
    ONE(thp_now, NULL, prctl) \
    ONE(thp_set, NULL, prctl) \
    ONE(thp_set_advised, NULL, prctl) \
    ONE(mdwe_now, NULL, prctl) \
    ONE(mdwe_set, NULL, prctl) \
    ONE(merge_now, NULL, prctl) \
    ONE(merge_set, NULL, prctl) \
    ONE(break_now, NULL, brk) \
    ONE(break_set, NULL, brk)
/* clang-format on */

#endif
