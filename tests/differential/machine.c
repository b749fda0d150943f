/* SPDX-License-Identifier: MIT */
/* What this machine has, from /proc and /sys, and the list of mappings. */
#include "effects.h"

#include "../kernels/plain.h"

struct machine machine;

void say(const char *text)
{
    print(text);
}

void say_hex(uint64_t value)
{
    char text[19];
    unsigned at = 18;
    text[at] = 0;
    do {
        text[--at] = "0123456789abcdef"[(unsigned)value & 15u];
        value >>= 4;
    } while (value);
    text[--at] = 'x';
    text[--at] = '0';
    print(text + at);
}

/* The digits end at end, where the zero is. No division: some 32-bit targets have it only as a library call. */
static const char *digits_before(char *end, uint64_t value)
{
    *end = 0;
    do {
        uint64_t quotient = 0, rest = 0;
        for (unsigned i = 64; i-- > 0;) {
            rest = rest << 1 | (value >> i & 1u);
            quotient <<= 1;
            if (rest >= 10)
                rest -= 10, quotient |= 1;
        }
        *--end = (char)('0' + (unsigned)rest);
        value = quotient;
    } while (value);
    return end;
}

void say_number(uint64_t value)
{
    char number[21];
    print(digits_before(number + 20, value));
}

uint64_t number_of(const char *from)
{
    return (uint64_t)number_in(from);
}
bool same_text(const char *one, const char *other)
{
    return same(one, other);
}
_Noreturn void end(int status)
{
    leave(status);
}

static char text[1 << 16];

static uint64_t number_at(const char *at)
{
    uint64_t value = 0;
    while (*at == ' ' || *at == '\t')
        at++;
    while (*at >= '0' && *at <= '9')
        value = value * 10 + (unsigned)(*at++ - '0');
    return value;
}

static uint64_t hex_at(const char **at)
{
    uint64_t value = 0;
    for (;; ++*at) {
        const char c = **at;
        if (c >= '0' && c <= '9')
            value = value << 4 | (unsigned)(c - '0');
        else if (c >= 'a' && c <= 'f')
            value = value << 4 | (unsigned)(c - 'a' + 10);
        else
            return value;
    }
}

/* The text after the name at the start of a line of the file. */
static const char *field(const char *path, const char *name)
{
    if (read_file(path, text, sizeof text) < 0)
        return NULL;
    for (const char *at = text; *at;) {
        size_t i = 0;
        while (name[i] && at[i] == name[i])
            i++;
        if (!name[i])
            return at + i;
        while (*at && *at != '\n')
            at++;
        at += *at == '\n';
    }
    return NULL;
}

uint64_t committed(void)
{
    const char *at = field("/proc/meminfo", "Committed_AS:");
    return at ? number_at(at) << 10 : 0;
}

/* Huge pages. */

static char pool_path[96];

static void append(char **to, const char *from)
{
    while (*from)
        *(*to)++ = *from++;
    **to = 0;
}

static rawmap_word pool(unsigned shift, const char *file)
{
    char *at = pool_path;
    char number[21];
    append(&at, "/sys/kernel/mm/hugepages/hugepages-");
    append(&at, digits_before(number + 20, (uint64_t)1 << (shift - 10)));
    append(&at, "kB/");
    append(&at, file);
    return read_file(pool_path, text, sizeof text);
}

bool has_huge(unsigned shift)
{
    return shift < 64 && (machine.huge_sizes >> shift & 1u) != 0;
}

unsigned huge_free(unsigned shift)
{
    unsigned free = 0;
    if (!has_huge(shift) || pool(shift, "free_hugepages") <= 0)
        return 0;
    free = (unsigned)number_at(text);
    return pool(shift, "resv_hugepages") > 0 ? free - (unsigned)number_at(text) : 0;
}

static void ask_huge(void)
{
    const char *at;
    for (unsigned shift = 13; shift <= 40; shift++)
        if (pool(shift, "nr_hugepages") >= 0)
            machine.huge_sizes |= (uint64_t)1 << shift;
    at = field("/proc/meminfo", "Hugepagesize:");
    if (at) {
        uint64_t kilobytes = number_at(at);
        while (kilobytes >> machine.huge_shift > 1)
            machine.huge_shift++;
        machine.huge_shift += 10;
        machine.huge_free = huge_free(machine.huge_shift);
    }
}

static rawmap_word fixed_at(uintptr_t address)
{
    const unsigned flags = RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS | RAWMAP_LINUX_MAP_FIXED_NOREPLACE;
    const rawmap_word answer = raw_mmap(address, machine.page, 0, flags, -1, 0);
    if (!failed(answer))
        (void)rawmap_syscall2(RAWMAP_NR_munmap, answer, (rawmap_word)machine.page);
    return answer;
}

/* The first address past what a program can have: where mapping stops being refused for the address alone. */
static uintptr_t address_end(void)
{
    uintptr_t good = 1u << 20, bad = ~(uintptr_t)0 & ~(machine.page - 1);
    while (bad - good > machine.page) {
        const uintptr_t middle = (good + (bad - good) / 2) & ~(machine.page - 1);
        const rawmap_word answer = fixed_at(middle);
        if (answer == -RAWMAP_LINUX_ENOMEM || answer == -RAWMAP_LINUX_EINVAL)
            bad = middle;
        else
            good = middle;
    }
    return bad;
}

static void ask_range(void)
{
    machine.end = address_end();
    machine.range_is_einval = fixed_at(machine.end) == -RAWMAP_LINUX_EINVAL;
    while (machine.first < 16 * machine.page && fixed_at(machine.first) == -RAWMAP_LINUX_EINVAL)
        machine.first += machine.page;
}

static void ask_version(void)
{
    static char name[6][65];
    const char *at = name[2];
    (void)rawmap_syscall1(RAWMAP_NR_uname, word_of(name));
    machine.version = (unsigned)number_at(at) << 16;
    while (*at && *at != '.')
        at++;
    machine.version |= *at ? (unsigned)number_at(at + 1) << 8 : 0;
    /* It puts huge pages where none can start, and stops at a BUG() when they go. */
    machine.huge_is_deadly = machine.version >= 0x070200 && same(name[4], "armv7l");
    for (at = name[4]; *at; at++)
        machine.kernel_64 = machine.kernel_64 || (at[0] == '6' && at[1] == '4') || (at[0] == '3' && at[1] == '9');
}

static const char *after_number(const char *at)
{
    while (*at == ' ')
        at++;
    while (*at >= '0' && *at <= '9')
        at++;
    return at;
}

/* In a user namespace they are a name only: not every user of the system is one there. */
static void ask_capabilities(void)
{
    const char *at = field("/proc/self/uid_map", " ");
    uint64_t have;
    if (at && number_at(after_number(after_number(at))) != 0xffffffffu)
        return;
    at = field("/proc/self/status", "CapEff:\t");
    have = at ? hex_at(&at) : 0;
    machine.locks_freely = (have >> 14 & 1) != 0;
    machine.maps_low = (have >> 17 & 1) != 0;
}

void ask_machine(void)
{
    const char *at;
    machine.page = RAWMAP_PAGE_SIZE_MIN;
    while (rawmap_syscall3(RAWMAP_NR_madvise, (rawmap_word)machine.page, 0, RAWMAP_LINUX_MADV_NORMAL) != 0)
        machine.page <<= 1;
    ask_range();
    ask_version();
    ask_huge();
    at = field("/proc/meminfo", "MemTotal:");
    machine.ram = at ? number_at(at) << 10 : 0;
    if (read_file("/proc/sys/vm/mmap_min_addr", text, sizeof text) > 0)
        machine.lowest = (uintptr_t)number_at(text);
    ask_capabilities();
    at = field("/proc/self/limits", "Max locked memory");
    while (at && *at == ' ')
        at++;
    machine.lock_limit = !at || *at == 'u' ? UINT64_MAX : number_at(at);
}

/* Mappings. */

static struct range {
    uintptr_t from, to;
    uint32_t hash;
} kept[512], now[512];
static unsigned kept_count;

static unsigned read_maps(struct range *to)
{
    unsigned count = 0;
    if (read_file("/proc/self/maps", text, sizeof text) <= 0)
        return 0;
    for (const char *at = text; *at && count < COUNT(kept); at += *at == '\n') {
        to[count].from = (uintptr_t)hex_at(&at);
        at++;
        to[count].to = (uintptr_t)hex_at(&at);
        to[count].hash = 0;
        for (; *at && *at != '\n'; at++)
            to[count].hash = to[count].hash * 31 + (unsigned char)*at;
        count++;
    }
    return count;
}

void remember_maps(void)
{
    kept_count = read_maps(kept);
}

bool is_mapped(uintptr_t address, size_t length)
{
    for (unsigned i = 0; i < kept_count; i++)
        if (address < kept[i].to && (address >= kept[i].from || length > kept[i].from - address))
            return true;
    return false;
}

bool maps_unchanged(struct call *call)
{
    const unsigned count = read_maps(now);
    for (unsigned i = 0; i < count || i < kept_count; i++)
        if (i >= count || i >= kept_count || now[i].from != kept[i].from || now[i].to != kept[i].to ||
            now[i].hash != kept[i].hash) {
            disagree(call, "the list of mappings is not what it was: something leaked or is lost");
            say("    ");
            say_hex(i < count ? now[i].from : 0);
            say(" instead of ");
            say_hex(i < kept_count ? kept[i].from : 0);
            say("\n");
            remember_maps();
            return false;
        }
    return true;
}
