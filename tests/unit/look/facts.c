/* SPDX-License-Identifier: MIT */
/* The facts of the machine, each against what libc and the kernel's text say of it. */
#include "unit_looking.h"

#include <dirent.h>
#include <sys/resource.h>
#include <sys/wait.h>

static rawmap_facts facts;

/* The first line of a file, or "". */
static const char *line_of(const char *path)
{
    static char text[4][256];
    static unsigned next;
    char *const to = text[next++ & 3];
    FILE *const from = fopen(path, "re");
    to[0] = 0;
    if (from != NULL) {
        if (fgets(to, sizeof text[0], from) == NULL)
            to[0] = 0;
        (void)fclose(from);
    }
    return to;
}

Test(facts, how_memory_is_promised)
{
    const char *const told = line_of("/proc/sys/vm/overcommit_memory");
    UNIT_NEEDS(told[0] != 0, "needs /proc/sys/vm");
    STATUS(OK, rawmap_facts_ask(RAWMAP_FACTS(overcommit_mode), &facts));
    STATUS(OK, facts.overcommit.status);
    cr_assert_eq(facts.overcommit.mode, (unsigned)(told[0] - '0'));
}

static void is_setting(rawmap_setting_fact fact, const char *name)
{
    static const char *const words[] = {"",        "[never]",         "[always]",      "[madvise]",
                                        "[defer]", "[defer+madvise]", "[within_size]", "[advise]",
                                        "[deny]",  "[force]"};
    char path[100];
    const char *told;
    (void)snprintf(path, sizeof path, "/sys/kernel/mm/transparent_hugepage/%s", name);
    told = line_of(path);
    if (told[0] == 0) {
        STATUS(ENOENT, fact.status);
        cr_assert_eq(fact.setting, 0);
        return;
    }
    STATUS(OK, fact.status);
    cr_assert(fact.setting > 0 && fact.setting < sizeof words / sizeof words[0]);
    cr_assert_not_null(strstr(told, words[fact.setting]), "%s: %u of %s", name, fact.setting, told);
}

Test(facts, where_transparent_huge_pages_come_from)
{
    const rawmap_status status = rawmap_facts_ask(RAWMAP_FACTS(thp_settings), &facts);
    is_setting(facts.thp_enabled, "enabled");
    is_setting(facts.thp_defrag, "defrag");
    is_setting(facts.thp_shmem, "shmem_enabled");
    cr_assert_eq(status == RAWMAP_OK, facts.thp_enabled.status == RAWMAP_OK && facts.thp_defrag.status == RAWMAP_OK &&
                                          facts.thp_shmem.status == RAWMAP_OK);
}

Test(facts, how_much_memory_there_is)
{
    const long all = unit_line("/proc/meminfo", "MemTotal"), swap = unit_line("/proc/meminfo", "SwapTotal");
    STATUS(OK, rawmap_facts_ask(RAWMAP_FACTS(physical_memory), &facts));
    STATUS(OK, facts.ram.status);
    cr_assert_eq(facts.ram.all_bytes, (uint64_t)all * 1024);
    cr_assert_eq(facts.ram.swap_bytes, (uint64_t)swap * 1024);
    cr_assert(facts.ram.idle_bytes > 0 && facts.ram.idle_bytes < facts.ram.all_bytes);
    cr_assert_leq(facts.ram.swap_idle_bytes, facts.ram.swap_bytes);
}

/* What mmap itself says of a page at 1 << bit: 0, or its errno. */
static int page_at_bit(unsigned bit)
{
    void *const wanted = (void *)((uintptr_t)1 << bit);
    void *const got = mmap(wanted, unit_page(), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    if (got == MAP_FAILED)
        return errno == EEXIST ? 0 : errno;
    (void)munmap(got, unit_page());
    return got == wanted ? 0 : ENOMEM;
}

Test(facts, how_far_addresses_go)
{
    const size_t mappings = unit_mappings();
    STATUS(OK, rawmap_facts_ask(RAWMAP_FACTS(address_bits), &facts));
    STATUS(OK, facts.addresses.status);
    cr_assert_eq(unit_mappings(), mappings, "a mapping was left behind");
    UNIT_NEEDS(!UNIT_SANITIZED, "addresses of its own");
    cr_assert_eq(page_at_bit(facts.addresses.bits - 1), 0, "%u bits", facts.addresses.bits);
    if (facts.addresses.bits < sizeof(size_t) * 8)
        cr_assert_eq(page_at_bit(facts.addresses.bits), ENOMEM, "%u bits", facts.addresses.bits);
    /* This stack is far up, where the kernel lays it. */
    cr_assert_eq((uintptr_t)&mappings >> (facts.addresses.bits - 1) >> 1, 0);
}

/* Behind a limit a page cannot be mapped, and nothing is said that was not seen. */
Test(facts, how_far_addresses_go_behind_a_limit)
{
    int status;
    const pid_t child = fork();
    if (child == 0) {
        const struct rlimit none = {0, 0};
        if (setrlimit(RLIMIT_AS, &none) != 0)
            _exit(2);
        _exit(rawmap_facts_ask(RAWMAP_FACTS(address_bits), &facts) != RAWMAP_ENOMEM || facts.addresses.bits != 0);
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    UNIT_NEEDS(!UNIT_SANITIZED, "addresses of its own");
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%d", status);
}

Test(facts, which_pages_there_are)
{
    STATUS(OK, rawmap_facts_ask(RAWMAP_FACTS(page_bytes), &facts));
    STATUS(OK, facts.page.status);
    cr_assert_eq(facts.page.bytes, (size_t)sysconf(_SC_PAGESIZE));
}

static uint64_t number_of_pool(unsigned shift, const char *name)
{
    char path[200];
    (void)snprintf(path, sizeof path, "/sys/kernel/mm/hugepages/hugepages-%lukB/%s", 1ul << (shift - 10), name);
    return strtoull(line_of(path), NULL, 10);
}

/* Others may fill and empty pools meanwhile: what is read before and after is the same, or it is asked again. */
static bool is_pool(const rawmap_pool_fact *pool)
{
    static const char *const names[] = {"nr_hugepages", "free_hugepages", "resv_hugepages", "surplus_hugepages",
                                        "nr_overcommit_hugepages"};
    const uint64_t told[] = {pool->all, pool->idle, pool->reserved, pool->surplus, pool->may_grow};
    unsigned i;
    STATUS(OK, pool->status);
    for (i = 0; i < 5; i++)
        if (number_of_pool(pool->shift, names[i]) != told[i])
            return false;
    return true;
}

Test(facts, which_huge_pages_there_are)
{
    unsigned sizes = 0, i, attempt;
    bool same = false;
    DIR *const directory = opendir("/sys/kernel/mm/hugepages");
    const struct dirent *entry;
    while (directory != NULL && (entry = readdir(directory)) != NULL)
        sizes += strncmp(entry->d_name, "hugepages-", 10) == 0;
    if (directory != NULL)
        closedir(directory);
    UNIT_NEEDS(sizes > 0, "no huge pages");
    for (attempt = 0; attempt < 20 && !same; attempt++) {
        STATUS(OK, rawmap_facts_ask(RAWMAP_FACTS(huge_pools), &facts));
        cr_assert_eq(facts.pools, sizes);
        same = true;
        for (i = 0; i < facts.pools; i++)
            same = same && is_pool(&facts.pool[i]);
    }
    cr_assert(same);
    STATUS(OK, facts.huge_default.status);
    STATUS(OK, facts.huge_sizes.status);
    cr_assert_eq(facts.huge_default.bytes, (size_t)unit_line("/proc/meminfo", "Hugepagesize") * 1024);
    for (i = 0; i < facts.pools; i++)
        cr_assert(facts.huge_sizes.shifts >> facts.pool[i].shift & 1);
}

Test(facts, which_nodes_there_are)
{
    char told[4096], path[80], *at = NULL;
    unsigned node, count = 0;
    FILE *const from = fopen("/proc/self/status", "re");
    cr_assert_not_null(from);
    while (fgets(told, sizeof told, from) != NULL && at == NULL)
        if (strncmp(told, "Mems_allowed_list:", 18) == 0)
            at = told + 18;
    (void)fclose(from);
    UNIT_NEEDS(at != NULL, "no control groups of processors and nodes");
    STATUS(OK, rawmap_facts_ask(RAWMAP_FACTS(allowed_nodes), &facts));
    STATUS(OK, facts.allowed.status);
    cr_assert_eq(strtoul(at + strspn(at, " \t"), NULL, 10) < RAWMAP_FACT_NODES, true);
    for (node = 0; node < RAWMAP_FACT_NODES; node++)
        if ((facts.allowed.words[node / (8 * sizeof(long))] >> node % (8 * sizeof(long)) & 1) != 0) {
            count++;
            cr_assert_leq(node, facts.allowed.highest);
            (void)snprintf(path, sizeof path, "/sys/devices/system/node/node%u", node);
            cr_assert(access("/sys/devices/system/node", F_OK) != 0 || access(path, F_OK) == 0, "%s", path);
        }
    cr_assert(count > 0 && count == facts.allowed.count);
}

/* To the byte, between its members too. */
static bool is_as(const void *before)
{
    const void *const now = &facts;
    return memcmp(before, now, sizeof facts) == 0;
}

/* What is not asked stays as it was, and can be asked later. */
Test(facts, one_after_another)
{
    rawmap_facts before;
    rawmap_fact_set odd = RAWMAP_FACTS(page_bytes);
    memset(&facts, 0x5a, sizeof facts);
    before = facts;
    odd.bits = 0;
    STATUS(FACTS_NONE, rawmap_facts_ask(odd, &facts));
    odd.bits = 0x81;
    STATUS(FACTS_UNKNOWN_BITS, rawmap_facts_ask(odd, &facts));
    cr_assert(is_as(&before));
    STATUS(OK, rawmap_facts_ask(RAWMAP_FACTS(page_bytes), &facts));
    before.page = facts.page;
    cr_assert(is_as(&before));
    STATUS(OK, rawmap_facts_ask(RAWMAP_FACTS(physical_memory), &facts));
    STATUS(OK, facts.ram.status);
    cr_assert_eq(facts.page.bytes, before.page.bytes);
    before.ram = facts.ram;
    cr_assert(is_as(&before));
}

Test(facts, sets)
{
    const rawmap_fact_set both = rawmap_fact_set_union(RAWMAP_FACTS(page_bytes), RAWMAP_FACTS(address_bits));
    const rawmap_fact_set at_once = RAWMAP_FACTS_INIT(address_bits, page_bytes);
    cr_assert(rawmap_fact_set_equal(both, at_once));
    cr_assert(!rawmap_fact_set_equal(both, RAWMAP_FACTS(page_bytes)));
}
