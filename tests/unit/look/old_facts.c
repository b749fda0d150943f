/* SPDX-License-Identifier: MIT */
/* The facts of machines that are simulated: larger, older, behind sandboxes, emulated. */
#define RAWMAP_SYSCALL simulated_facts
#include "unit_looking.h"

static rawmap_facts facts;
static struct {
    const char *path, *text; /* what the file says; not there without a text */
    int mappable, error;     /* what mmap and the call by number answer instead */
    unsigned bits;           /* how far addresses go: 0 as they do */
    bool emulated;           /* only the words of a call are looked at before it is made */
    long number;
    size_t ram, unit; /* what sysinfo tells */
    unsigned mapped;
} machine;

static rawmap_word simulated_mmap(uintptr_t address, unsigned flags)
{
    const bool far = machine.bits < sizeof(size_t) * 8 && address >> machine.bits != 0;
    if ((flags & MAP_TYPE) != 0) {
        cr_assert((flags & (unsigned)MAP_FIXED_NOREPLACE) != 0 && (flags & MAP_FIXED) == 0);
        machine.mapped++;
        return far ? -ENOMEM : machine.mappable != 0 ? -machine.mappable : (rawmap_word)address;
    }
    return far && !machine.emulated ? -ENOMEM : -EINVAL;
}

rawmap_word simulated_facts(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                            rawmap_word e, rawmap_word f)
{
    if (machine.number == number && machine.error != 0) {
        if (number != SYS_mmap || (d & MAP_TYPE) == 0)
            return -machine.error;
    }
    if (number == SYS_openat && machine.path != NULL && strstr((const char *)b, machine.path) != NULL) {
        int file;
        if (machine.text == NULL)
            return -ENOENT;
        file = unit_memfd(0, 0);
        cr_assert_eq(pwrite(file, machine.text, strlen(machine.text), 0), (ssize_t)strlen(machine.text));
        return file;
    }
    if (machine.bits != 0 && number == SYS_mmap)
        return simulated_mmap((uintptr_t)a, (unsigned)d);
    if (machine.bits != 0 && number == SYS_munmap) {
        machine.mapped--;
        return 0;
    }
    if (number == SYS_sysinfo && machine.unit != 0) {
        /* struct sysinfo: totalram is the fifth long, freeram behind it, totalswap the ninth, mem_unit behind the 13th */
        unsigned long *const words = (unsigned long *)a;
        words[4] = machine.ram;
        words[5] = machine.ram - 1;
        words[8] = 7;
        words[9] = 5;
        *(uint32_t *)(words + 13) = (uint32_t)machine.unit;
        return 0;
    }
    return unit_syscall(number, a, b, c, d, e, f);
}

static rawmap_status ask_with(rawmap_fact_set which, const char *path, const char *text)
{
    machine.path = path;
    machine.text = text;
    return rawmap_facts_ask(which, &facts);
}

Test(old_facts, texts_of_overcommit)
{
    static const char *const odd[] = {"", "3\n", "x\n", "-1\n"};
    unsigned i;
    for (i = 0; i < 3; i++) {
        const char text[] = {(char)('0' + i), '\n', 0};
        STATUS(OK, ask_with(RAWMAP_FACTS(overcommit_mode), "/overcommit_memory", text));
        cr_assert_eq(facts.overcommit.mode, i);
    }
    for (i = 0; i < 4; i++) {
        STATUS(FACT_TEXT_UNKNOWN, ask_with(RAWMAP_FACTS(overcommit_mode), "/overcommit_memory", odd[i]));
        STATUS(FACT_TEXT_UNKNOWN, facts.overcommit.status);
        cr_assert_eq(facts.overcommit.mode, 0u);
    }
    STATUS(ENOENT, ask_with(RAWMAP_FACTS(overcommit_mode), "/overcommit_memory", NULL));
    STATUS(ENOENT, facts.overcommit.status);
}

Test(old_facts, texts_of_settings)
{
    static const struct {
        const char *text;
        unsigned setting;
    } cases[] = {{"[always] madvise never\n", RAWMAP_SETTING_ALWAYS},
                 {"always [madvise] never\n", RAWMAP_SETTING_MADVISE},
                 {"always madvise [never]\n", RAWMAP_SETTING_NEVER},
                 {"always [defer] defer+madvise madvise never\n", RAWMAP_SETTING_DEFER},
                 {"always defer [defer+madvise] madvise never\n", RAWMAP_SETTING_DEFER_MADVISE},
                 {"always [within_size] advise never deny force\n", RAWMAP_SETTING_WITHIN_SIZE},
                 {"always within_size [advise] never deny force\n", RAWMAP_SETTING_ADVISE},
                 {"always within_size advise never [deny] force\n", RAWMAP_SETTING_DENY},
                 {"always within_size advise never deny [force]\n", RAWMAP_SETTING_FORCE},
                 {"always [madvis] never\n", 0},
                 {"always [madvise2] never\n", 0},
                 {"always madvise never\n", 0},
                 {"[]\n", 0},
                 {"[", 0},
                 {"[always", 0},
                 {"", 0}};
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const rawmap_status status =
            ask_with(RAWMAP_FACTS(thp_settings), "/transparent_hugepage/defrag", cases[i].text);
        cr_assert_eq(facts.thp_defrag.setting, cases[i].setting, "%s: %u", cases[i].text, facts.thp_defrag.setting);
        cr_assert_eq(facts.thp_defrag.status, cases[i].setting != 0 ? RAWMAP_OK : RAWMAP_FACT_TEXT_UNKNOWN);
        cr_assert(status == RAWMAP_OK || status == facts.thp_defrag.status || status == RAWMAP_ENOENT);
    }
    STATUS(ENOENT, ask_with(RAWMAP_FACTS(thp_settings), "/transparent_hugepage/", NULL));
    STATUS(ENOENT, facts.thp_enabled.status);
    STATUS(ENOENT, facts.thp_shmem.status);
}

Test(old_facts, units_of_memory)
{
    machine.ram = 0x40000001u;
    machine.unit = 65536;
    STATUS(OK, rawmap_facts_ask(RAWMAP_FACTS(physical_memory), &facts));
    cr_assert_eq(facts.ram.all_bytes, (uint64_t)0x40000001u * 65536);
    cr_assert_eq(facts.ram.idle_bytes, (uint64_t)0x40000000u * 65536);
    cr_assert_eq(facts.ram.swap_bytes, (uint64_t)7 * 65536);
    cr_assert_eq(facts.ram.swap_idle_bytes, (uint64_t)5 * 65536);
    machine.number = SYS_sysinfo;
    machine.error = EPERM;
    STATUS(EPERM, rawmap_facts_ask(RAWMAP_FACTS(physical_memory), &facts));
    cr_assert_eq(facts.ram.all_bytes + facts.ram.idle_bytes + facts.ram.swap_bytes + facts.ram.swap_idle_bytes, 0u);
}

Test(old_facts, address_spaces)
{
    unsigned bits;
    for (bits = 28; bits <= sizeof(size_t) * 8; bits++) {
        machine.bits = bits;
        machine.mappable = bits % 2 == 0 ? EEXIST : 0;
        STATUS(OK, rawmap_facts_ask(RAWMAP_FACTS(address_bits), &facts));
        cr_assert_eq(facts.addresses.bits, bits);
        cr_assert_eq(machine.mapped, bits % 2 == 0 ? 1u : 0u);
        machine.mapped = 0;
    }
    machine.bits = 27;
    STATUS(ENOMEM, rawmap_facts_ask(RAWMAP_FACTS(address_bits), &facts));
    machine.bits = 40;
    machine.mappable = EPERM;
    STATUS(EPERM, rawmap_facts_ask(RAWMAP_FACTS(address_bits), &facts));
    STATUS(EPERM, facts.addresses.status);
    cr_assert_eq(facts.addresses.bits, 0u);
    /* It says of every address that the words are wrong, and then that there is no such address. */
    machine.mappable = 0;
    machine.emulated = true;
    STATUS(ENOMEM, rawmap_facts_ask(RAWMAP_FACTS(address_bits), &facts));
    cr_assert_eq(facts.addresses.bits, 0u);
}

/* After mlockall for the future, over RLIMIT_MEMLOCK; and behind a filter. */
Test(old_facts, address_spaces_that_answer_otherwise)
{
    machine.bits = sizeof(size_t) * 8;
    machine.number = SYS_mmap;
    machine.error = EAGAIN;
    STATUS(OK, rawmap_facts_ask(RAWMAP_FACTS(address_bits), &facts));
    cr_assert_eq(facts.addresses.bits, (unsigned)sizeof(size_t) * 8);
    machine.error = EACCES;
    STATUS(EACCES, rawmap_facts_ask(RAWMAP_FACTS(address_bits), &facts));
    cr_assert_eq(facts.addresses.bits, 0u);
}

Test(old_facts, pools_without_sysfs)
{
    unsigned i;
    const rawmap_huge_page_set sizes = rawmap_huge_page_sizes();
    UNIT_NEEDS(sizes.shifts != 0, "no huge pages");
    STATUS(ENOENT, ask_with(RAWMAP_FACTS(huge_pools), "/sys/kernel/mm/hugepages/", NULL));
    STATUS(OK, facts.huge_sizes.status);
    cr_assert_eq(facts.huge_sizes.shifts, sizes.shifts);
    cr_assert_gt(facts.pools, 0u);
    for (i = 0; i < facts.pools; i++) {
        STATUS(ENOENT, facts.pool[i].status);
        cr_assert_eq(facts.pool[i].all + facts.pool[i].idle + facts.pool[i].reserved + facts.pool[i].may_grow, 0u);
    }
    STATUS(FACT_TEXT_UNKNOWN, ask_with(RAWMAP_FACTS(huge_pools), "/resv_hugepages", ""));
    cr_assert_eq(facts.pool[0].all, 0u);
}

static bool has(unsigned node)
{
    const rawmap_nodes nodes = {facts.allowed.words, RAWMAP_FACT_NODES};
    return rawmap_nodes_have(nodes, node);
}

/* Containers forbid get_mempolicy; the text says the same. */
Test(old_facts, nodes_without_get_mempolicy)
{
    static const char *const odd[] = {"",
                                      "Mems_allowed_list:\t0\n",
                                      "x\nMems_allowed_list:\t\n",
                                      "x\nMems_allowed_list:\t1024\n",
                                      "x\nMems_allowed_list:\t0,\n",
                                      "x\nMems_allowed:\t0\n"};
    size_t i;
    machine.number = SYS_get_mempolicy;
    machine.error = EPERM;
    STATUS(OK,
           ask_with(RAWMAP_FACTS(allowed_nodes), "/proc/self/status", "x\nMems_allowed_list:\t0-1,63-65,1023\ny\n"));
    cr_assert_eq(facts.allowed.count, 6u);
    cr_assert_eq(facts.allowed.highest, 1023u);
    cr_assert(has(0) && has(1) && !has(2) && !has(62) && has(63) && has(64) && has(65) && !has(66) && has(1023));
    for (i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        STATUS(EPERM, ask_with(RAWMAP_FACTS(allowed_nodes), "/proc/self/status", odd[i]));
        cr_assert_eq(facts.allowed.count, 0u);
    }
    STATUS(EPERM, ask_with(RAWMAP_FACTS(allowed_nodes), "/proc/self/status", NULL));
}

/* All at once: the first that is not known is the status, and the others are known all the same. */
Test(old_facts, one_fact_that_is_hidden)
{
    STATUS(ENOENT, ask_with(RAWMAP_FACTS(overcommit_mode, page_bytes, physical_memory), "/overcommit_memory", NULL));
    STATUS(ENOENT, facts.overcommit.status);
    STATUS(OK, facts.page.status);
    STATUS(OK, facts.ram.status);
}
