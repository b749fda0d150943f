/* SPDX-License-Identifier: MIT */
/* The hot path tests a call's before-rows in groups, each behind a cheaper test (RAWMAP_GROUPS_*). Compares, for each call,
   the groups with the call's list of rules (RAWMAP_RULES_*): the number of rows, and the verdict for a million sets
   of arguments drawn from the corners of every type. No libc, so that it runs on 32-bit ABIs too. The exit status is 0;
   or 1, and the call that differs is printed. */
#include "rawmap.h"

#ifndef ROUNDS
#define ROUNDS 1000000u
#endif

static int differs(const char *text, size_t length)
{
    (void)rawmap_syscall3(RAWMAP_NR_write, 1, RAWMAP_I_WORD((uintptr_t)text), RAWMAP_I_WORD(length));
    return 1;
}
#define DIFFERS(text) return differs(text "\n", sizeof text)

#define ROW_COUNT_IGNORED(cause, error, condition) +1
#define ROW_COUNT_GUARDED(cause, error, condition) +1
#define ROW_COUNT_REFUSED(cause, error, condition)
#define ROW_COUNT_UNSURE(cause, error, condition)
#define ROW_COUNT_LOOKED(cause, error, condition)
#define ROW_COUNT_TOLD(cause, error, condition)
#define ROW_COUNT_STATE(cause, error, condition)
#define GROUP_COUNT(may, RULES) RULES(ROW_COUNT)

static uint32_t seed = 1;
static uint32_t next(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}

/* A number near a corner: 0, the middle, the top, a power of two, a page boundary, or anything. */
static size_t number(void)
{
    const uint32_t which = next();
    size_t value = (size_t)1 << (which >> 8) % (8 * sizeof(size_t));
    switch (which & 7) {
    case 0:
        value = 0;
        break;
    case 1:
        value = SIZE_MAX;
        break;
    case 2:
        value = SIZE_MAX / 2;
        break;
    case 3:
        value = (size_t)next() * RAWMAP_PAGE_SIZE_MIN;
        break;
    case 4:
        value = (next() | (uint64_t)next() << 32) & SIZE_MAX;
        break;
    default:
        break;
    }
    switch (which >> 3 & 7) {
    case 0:
        return value + 1;
    case 1:
        return value - 1;
    case 2:
        return value - RAWMAP_PAGE_SIZE_MIN;
    case 3:
        return value + (next() & (2 * RAWMAP_PAGE_SIZE_MIN - 1)) - RAWMAP_PAGE_SIZE_MIN;
    case 4:
        return value & ~(size_t)(RAWMAP_PAGE_SIZE_MIN - 1);
    default:
        return value;
    }
}

/* Flags: none, one, a few of those that mean something, or any. */
static unsigned some_flags(unsigned known)
{
    const uint32_t which = next();
    switch (which & 3) {
    case 0:
        return next() & next() & known;
    case 1:
        return next() & known;
    case 2:
        return (next() & next() & next() & known) | 1u << (which >> 8 & 31);
    default:
        return which & 0x80 ? next() : which >> 8 & 15;
    }
}

static rawmap_kind some_kind(void)
{
    rawmap_kind kind;
    const uint32_t which = next();
    kind.bits = some_flags(RAWMAP_I_KIND_KNOWN & ~RAWMAP_I_HUGE_FIELD);
    if (which & 1)
        kind.bits |= 1u << (which >> 4 & 3);
    if (which & 2)
        kind.bits = (kind.bits & ~RAWMAP_I_HUGE_FIELD) | RAWMAP_LINUX_MAP_HUGETLB | (which >> 8 & 63) << 26;
    return kind;
}

/* All that a call has is made up, and the rows before it need not read each. */
#pragma GCC diagnostic ignored "-Wunused-variable"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
#define COMPARE(CALL, ...)                                                                                             \
    do {                                                                                                               \
        uint32_t round, held = 0;                                                                                      \
        if ((0 RAWMAP_RULES_##CALL(ROW_COUNT)) != (0 RAWMAP_GROUPS_##CALL(GROUP_COUNT)))                               \
            DIFFERS(#CALL ", its groups have another number of rules");                                                \
        for (round = 0; round < ROUNDS; round++) {                                                                     \
            __VA_ARGS__                                                                                                \
            const bool holds = false RAWMAP_RULES_##CALL(RAWMAP_I_ROW_BEFORE);                                         \
            if (holds != RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_##CALL))                                                \
                DIFFERS(#CALL ", a verdict of its groups is another");                                                 \
            held += holds;                                                                                             \
        }                                                                                                              \
        if (held < ROUNDS / 1000 || held > ROUNDS - ROUNDS / 1000)                                                     \
            DIFFERS(#CALL ", its arguments show nothing");                                                             \
    } while (0)

#define LENGTH const size_t length = number();
#define LENGTH_64 const uint64_t length = number() | (uint64_t)((next() & 7) == 0) << 32;
#define ADDRESS const uintptr_t address = number();
#define TARGET                                                                                                         \
    const uintptr_t target_address = next() & 1 ? number() : address + (number() & 0xffff);                            \
    const size_t target_length = next() & 1 ? number() : length;
#define PROTECTION                                                                                                     \
    rawmap_prot protection;                                                                                            \
    protection.bits = next() & 1 ? 3 : some_flags(RAWMAP_I_PROT_KNOWN);
#define KIND                                                                                                           \
    rawmap_kind kind = some_kind();                                                                                    \
    if (next() & 1)                                                                                                    \
        kind.bits = RAWMAP_LINUX_MAP_PRIVATE;
#define FILE_KIND                                                                                                      \
    const int file = (int)(next() & 3) - 1;                                                                            \
    const uint64_t offset = (uint64_t)number() << (next() & 1 ? 12 : 0);                                               \
    rawmap_file_kind kind;                                                                                             \
    kind.bits = next() & 1 ? 1 : some_flags(RAWMAP_I_FILE_KIND_KNOWN);
#define PLACEMENT                                                                                                      \
    rawmap_placement placement;                                                                                        \
    placement.bits = next() & 1 ? 0 : some_flags(RAWMAP_I_PLACEMENT_KNOWN);                                            \
    placement.address = next() & 1 ? 0 : number();

#define POLICY                                                                                                         \
    static unsigned long words[1];                                                                                     \
    rawmap_policy policy;                                                                                              \
    rawmap_nodes nodes;                                                                                                \
    nodes.words = next() & 3 ? words : NULL;                                                                           \
    nodes.count = next() & 1 ? 0 : 1 + (next() & 15);                                                                  \
    policy.bits = (next() & 7) | (next() & 1 ? 0 : some_flags(RAWMAP_LINUX_MPOL_MODE_FLAGS));

static int compare(void)
{
    COMPARE(MAP, LENGTH PROTECTION KIND PLACEMENT);
    COMPARE(MAP_FILE, LENGTH_64 PROTECTION FILE_KIND PLACEMENT);
    COMPARE(REPLACE, ADDRESS LENGTH PROTECTION KIND);
    COMPARE(REPLACE_FILE, ADDRESS LENGTH PROTECTION FILE_KIND);
    COMPARE(PROTECT, ADDRESS LENGTH PROTECTION);
    COMPARE(RESIZE, ADDRESS LENGTH const size_t new_length = number(););
    COMPARE(MOVE_OVER, ADDRESS LENGTH TARGET);
    COMPARE(MOVE_KEEP, ADDRESS LENGTH);
    COMPARE(MOVE_KEEP_OVER, ADDRESS LENGTH TARGET);
    COMPARE(DUPLICATE, ADDRESS LENGTH);
    COMPARE(ADVISE, ADDRESS LENGTH);
    COMPARE(SYNC, ADDRESS LENGTH rawmap_sync_flags flags; flags.bits = some_flags(7););
    COMPARE(LOCK, ADDRESS LENGTH);
    COMPARE(RESIDENCY, ADDRESS LENGTH const unsigned char *vector = next() & 3 ? (const unsigned char *)1 : NULL;
            const size_t vector_length = next() & 1 ? number() : length / RAWMAP_PAGE_SIZE_MIN + (next() & 1););
    COMPARE(FILE_SEAL, const int file = (int)(next() & 3) - 1; rawmap_seals seals;
            seals.bits = some_flags(RAWMAP_I_SEAL_KNOWN););
    COMPARE(FILE_OPEN, const char *pathname = ""; rawmap_open_how how; how.bits = some_flags(RAWMAP_I_OPEN_KNOWN););
    COMPARE(FILE_CREATE, const char *pathname = ""; const unsigned permissions = some_flags(07777);
            rawmap_create_how how; how.bits = some_flags(RAWMAP_I_CREATE_KNOWN););
    COMPARE(FILE_SIZE, const int file = (int)(next() & 3) - 1;);
    COMPARE(FILE_ALLOCATE, const int file = 3; const uint64_t offset = number(); LENGTH rawmap_allocate_flags flags;
            flags.bits = some_flags(1););
    COMPARE(SEAL, ADDRESS LENGTH);
    COMPARE(PKEY_FREE, rawmap_pkey key; key.number = (int)(next() & 3) - 1;);
    COMPARE(PKEY_PROTECT, ADDRESS LENGTH PROTECTION rawmap_pkey key; key.number = (int)(next() & 3) - 1;);
#ifdef RAWMAP_PKEY_REGISTER_FIELD
    COMPARE(PKEY_RESTRICT, rawmap_pkey key; rawmap_pkey_rights rights; key.number = (int)(next() & 31) - 8;
            rights.bits = some_flags(RAWMAP_I_PKEY_RIGHTS_KNOWN););
#endif
#if RAWMAP_HAS_SHADOW_STACK
    COMPARE(MAP_SHADOW_STACK, LENGTH PLACEMENT rawmap_shadow_stack_options options;
            options.bits = some_flags(RAWMAP_I_SHADOW_STACK_KNOWN););
#endif
    COMPARE(MAPPINGS_OPEN, const int process = (int)(next() & 3) - 1;
            const char *buffer = next() & 3 ? (const char *)1 : NULL; const size_t buffer_length = number(););
    COMPARE(PAGES_OPEN, const int process = (int)(next() & 3) - 1;);
    COMPARE(PAGES_SCAN, const int file = 3;
            ADDRESS const rawmap_page_region *regions = next() & 3 ? (const rawmap_page_region *)4096 : NULL;
            const size_t length = next() & 3 ? number() : 0; const size_t count = next() & 3; rawmap_page_query asked;
            const rawmap_page_query *query = &asked; asked.all.bits = some_flags(1023);
            asked.any.bits = some_flags(1023); asked.without.bits = some_flags(1023);
            asked.report.bits = some_flags(1023););
    COMPARE(FAULTS_SET_MODE, rawmap_faults faults; rawmap_fault_features enable; rawmap_fault_features disable;
            faults.file = 3; enable.bits = next() & 3; disable.bits = next() & 3;);
    COMPARE(FAULTS_READ, rawmap_faults faults;
            const rawmap_fault_message *messages = next() & 3 ? (const rawmap_fault_message *)8 : NULL;
            const size_t count = next() & 3; faults.file = 3;);
    COMPARE(PROCESS_ADVISE, const size_t count = next() & 3; const rawmap_span *spans = NULL; rawmap_process process;
            process.file = 3;);
    COMPARE(PROCESS_COPY, const int number = (int)(next() & 3) - 1;
            const rawmap_span *ours = next() & 3 ? (const rawmap_span *)8 : NULL;
            const rawmap_span *theirs = next() & 3 ? (const rawmap_span *)8 : NULL; const size_t our_count = next() & 3;
            const size_t their_count = next() & 3;);
    COMPARE(CACHE_STATES, const int file = 3; const uint64_t length = next() & 1 ? number() : 0;);
    COMPARE(NAME, ADDRESS LENGTH const char *name = "";);
    COMPARE(MDWE_SET, rawmap_mdwe_flags flags; flags.bits = some_flags(RAWMAP_I_MDWE_KNOWN););
    COMPARE(BREAK_SET, const void *end = next() & 3 ? (const void *)1 : NULL;);
    COMPARE(REMAP_FILE_PAGES, ADDRESS LENGTH const size_t page = number(););
    COMPARE(SHM_NEW, LENGTH_64 const unsigned permissions = some_flags(0777); rawmap_shm_options options;
            options.bits = some_flags(RAWMAP_LINUX_SHM_NORESERVE););
    COMPARE(SHM_CREATE, LENGTH_64 const int key = (int)(next() & 3); const unsigned permissions = some_flags(0777);
            rawmap_shm_options options; options.bits = some_flags(RAWMAP_LINUX_SHM_NORESERVE););
    COMPARE(SHM_FIND, LENGTH_64 const int key = (int)(next() & 3););
    COMPARE(SHM_PERMIT, const unsigned owner = 0; const unsigned group = 0;
            const unsigned permissions = some_flags(0777); rawmap_shm segment; segment.id = 5;);
    COMPARE(SHM_AT, const unsigned index = some_flags(0xffffff););
    COMPARE(SHM_ATTACH, PROTECTION PLACEMENT rawmap_shm segment; segment.id = 5;);
    COMPARE(NUMA_SET, POLICY);
    COMPARE(NUMA_BIND, ADDRESS LENGTH POLICY rawmap_numa_pages pages; pages.bits = some_flags(7););
    COMPARE(NUMA_ASK, POLICY(void) policy;);
    COMPARE(NUMA_HOME, ADDRESS LENGTH);
    COMPARE(NUMA_MIGRATE, POLICY const int process = 0; rawmap_nodes from = nodes; rawmap_nodes to = nodes;
            from.count += next() & 3 ? 0 : 1; words[0] = next() & 3; (void)policy;);
    COMPARE(NUMA_MOVE, const int process = 0; const void *const *pages = next() & 3 ? (const void *const *)8 : NULL;
            const unsigned *nodes = next() & 3 ? (const unsigned *)8 : NULL;
            const rawmap_page_place *places = next() & 3 ? (const rawmap_page_place *)8 : NULL;
            const size_t count = next() & 3; rawmap_numa_pages how; how.bits = some_flags(7););
    COMPARE(NUMA_WHERE, const int process = 0; const void *const *pages = next() & 3 ? (const void *const *)8 : NULL;
            const rawmap_page_place *places = next() & 3 ? (const rawmap_page_place *)8 : NULL;
            const size_t count = next() & 3;);
    return 0;
}

/* Of what is mapped as most is, a list of its own names every errno as the whole list does. */
static int plain(void)
{
    uint32_t round;
    for (round = 0; round < ROUNDS; round++) {
        LENGTH
        const uintptr_t near = number() & ~(uintptr_t)(RAWMAP_PAGE_SIZE_MIN - 1);
        const int error = 1 + (int)(next() % 133);
        rawmap_prot protection;
        rawmap_kind kind;
        protection.bits = next() & RAWMAP_I_PROT_ACCESS;
        kind.bits = 1 + (next() & 1);
        if (RAWMAP_I_VERDICT(map, near, length, protection, kind, 0, error) !=
            RAWMAP_I_VERDICT(map_plain, near, length, error))
            DIFFERS("MAP_PLAIN, a verdict is another");
    }
    return 0;
}

/* A placement that comes when the program runs is followed, where all else stands in the program too: over what is there
   nothing is mapped, and nothing elsewhere. */
static int placed(void)
{
    static volatile unsigned exactly = RAWMAP_I_EXACTLY;
    const rawmap_mapping there = rawmap_map(RAWMAP_PAGE_SIZE_MAX, RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    const rawmap_noexec_file opened = rawmap_memfd_noexec_or_older("placed", RAWMAP_MEMFD(cloexec));
    const rawmap_span small = rawmap_slice(there.span, 0, RAWMAP_PAGE_SIZE_MIN);
    rawmap_placement placement;
    placement.address = (uintptr_t)there.span.base;
    placement.bits = exactly;
    if (there.status != RAWMAP_OK || opened.status != RAWMAP_OK)
        DIFFERS("there is nothing to map");
    if (rawmap_map(RAWMAP_PAGE_SIZE_MAX, RAWMAP_PROT(read), RAWMAP_PRIVATE(), placement).status != RAWMAP_EXACT_TAKEN)
        DIFFERS("MAP, a placement is not followed");
    if (rawmap_map_file(opened.fd, 0, RAWMAP_PAGE_SIZE_MAX, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(), placement)
            .status != RAWMAP_EXACT_TAKEN)
        DIFFERS("MAP_FILE, a placement is not followed");
    /* Where the kind stands here, and the length, which it will not have, comes when the program runs. */
    if (rawmap_replace_file(small, opened.fd, 0, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(hugetlb)) !=
        RAWMAP_HUGE_LENGTH_UNEVEN)
        DIFFERS("REPLACE_FILE, a length is not looked at");
    if (rawmap_map_file(opened.fd, 0, small.length, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(hugetlb), RAWMAP_ANYWHERE)
            .status != RAWMAP_HUGE_LENGTH_UNEVEN)
        DIFFERS("MAP_FILE, a length is not looked at");
    if (rawmap_replace(small, RAWMAP_PROT(read), RAWMAP_PRIVATE(huge_1gb)) != RAWMAP_HUGE_LENGTH_UNEVEN)
        DIFFERS("REPLACE, a length is not looked at");
    return 0;
}

RAWMAP_START(rawmap_test_main);
__attribute__((used)) void rawmap_test_main(uintptr_t *stack);
void rawmap_test_main(uintptr_t *stack)
{
    (void)stack;
    rawmap_syscall1(RAWMAP_NR_exit_group, placed() != 0 || plain() != 0 || compare() != 0);
    for (;;)
        ;
}
