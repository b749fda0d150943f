/* SPDX-License-Identifier: MIT */
/* rawmap/look/inner_facts.h: how each fact of the machine is asked. Inside the library; programs use facts.h. */
#ifndef RAWMAP_LOOK_INNER_FACTS_H
#define RAWMAP_LOOK_INNER_FACTS_H

#ifndef RAWMAP_LOOK_H
#include "../core/base.h"
#include "../core/proc_text.h"
#include "../core/status.h"
#include "../map/huge_page_size.h"
#include "../map/page_size.h"
#include "machine.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(look)
/* The first failure stays. */
RAWMAP_I_LOCAL void rawmap_i_first(rawmap_status *status, rawmap_status next)
{
    if (*status == RAWMAP_OK)
        *status = next;
}

/* A file's text, or why there is none. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_fact_text(const char *place, char *text, size_t room)
{
    int error;
    if (rawmap_i_read_text(place, text, room) != 0)
        return RAWMAP_OK;
    error = rawmap_i_text_error(place);
    return error != 0 ? RAWMAP_I_CAST(rawmap_status, error) : RAWMAP_FACT_TEXT_UNKNOWN;
}

RAWMAP_I_LOCAL rawmap_status rawmap_i_fact_number(const char *place, uint64_t *number)
{
    char text[32];
    const char *at = text;
    const rawmap_status status = rawmap_i_fact_text(place, text, sizeof text);
    *number = 0;
    if (status != RAWMAP_OK)
        return status;
    if (*at < '0' || *at > '9')
        return RAWMAP_FACT_TEXT_UNKNOWN;
    *number = rawmap_i_number(&at, 10);
    return RAWMAP_OK;
}

RAWMAP_I_LOCAL rawmap_status rawmap_i_ask_overcommit(rawmap_overcommit_fact *fact)
{
    uint64_t number;
    fact->status = rawmap_i_fact_number("/proc/sys/vm/overcommit_memory", &number);
    if (number > RAWMAP_OVERCOMMIT_NEVER)
        fact->status = RAWMAP_FACT_TEXT_UNKNOWN;
    fact->mode = fact->status == RAWMAP_OK ? RAWMAP_I_CAST(unsigned, number) : 0u;
    return fact->status;
}

RAWMAP_I_LOCAL size_t rawmap_i_joined(char *to, size_t length, const char *words)
{
    for (; *words != '\0'; words++)
        to[length++] = *words;
    to[length] = '\0';
    return length;
}

/* Which word stands in brackets, of those that Linux has; 0 of others. */
RAWMAP_I_LOCAL unsigned rawmap_i_setting_in(const char *text)
{
    /* Each in brackets, one behind the other: numbered as their names in machine.h. */
    static const char words[] = "[never][always][madvise][defer][defer+madvise][within_size][advise][deny][force]";
    const char *word = words;
    unsigned number = 0;
    while (*text != '\0' && *text != '[')
        text++;
    while (*word != '\0') {
        const char *at = text;
        number++;
        for (; *at == *word && *word != ']'; word++)
            at++;
        if (*word == ']' && *at == ']')
            return number;
        while (*word != ']')
            word++;
        word++;
    }
    return RAWMAP_SETTING_UNTOLD;
}

RAWMAP_I_LOCAL rawmap_status rawmap_i_ask_setting(const char *name, rawmap_setting_fact *fact)
{
    char place[80];
    char text[128];
    (void)rawmap_i_joined(place, rawmap_i_joined(place, 0, "/sys/kernel/mm/transparent_hugepage/"), name);
    fact->setting = RAWMAP_SETTING_UNTOLD;
    fact->status = rawmap_i_fact_text(place, text, sizeof text);
    if (fact->status == RAWMAP_OK)
        fact->setting = rawmap_i_setting_in(text);
    if (fact->status == RAWMAP_OK && fact->setting == RAWMAP_SETTING_UNTOLD)
        fact->status = RAWMAP_FACT_TEXT_UNKNOWN;
    return fact->status;
}

/* The kernel's struct sysinfo: its longs are those of the program, but on x32. */
#ifdef RAWMAP_SYSINFO_64
typedef uint64_t rawmap_i_long;
#else
typedef unsigned long rawmap_i_long;
#endif
typedef struct rawmap_i_sysinfo {
    rawmap_i_long up;
    rawmap_i_long loads[3];
    rawmap_i_long ram;
    rawmap_i_long ram_idle;
    rawmap_i_long ram_shared;
    rawmap_i_long buffers;
    rawmap_i_long swap;
    rawmap_i_long swap_idle;
    uint16_t processes;
    uint16_t padding;
    rawmap_i_long high;
    rawmap_i_long high_idle;
    uint32_t unit;
    uint32_t rest[5];
} rawmap_i_sysinfo;

/* In bytes. Units are powers of two; a product would be a library call where the processor has none. */
RAWMAP_I_LOCAL uint64_t rawmap_i_of_unit(uint64_t number, uint32_t unit)
{
    for (; unit > 1; unit >>= 1)
        number += number;
    return number;
}

RAWMAP_I_LOCAL rawmap_status rawmap_i_ask_memory(rawmap_memory_fact *fact)
{
    rawmap_i_sysinfo told;
    fact->status =
        RAWMAP_I_CAST(rawmap_status, -RAWMAP_I_CALL1(RAWMAP_NR_sysinfo, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&told))));
    if (fact->status != RAWMAP_OK)
        told.ram = told.ram_idle = told.swap = told.swap_idle = told.unit = 0;
    fact->all_bytes = rawmap_i_of_unit(told.ram, told.unit);
    fact->idle_bytes = rawmap_i_of_unit(told.ram_idle, told.unit);
    fact->swap_bytes = rawmap_i_of_unit(told.swap, told.unit);
    fact->swap_idle_bytes = rawmap_i_of_unit(told.swap_idle, told.unit);
    return fact->status;
}

RAWMAP_I_LOCAL rawmap_status rawmap_i_ask_page(rawmap_size *fact)
{
    fact->bytes = rawmap_page_size();
    fact->status = RAWMAP_OK;
    if (fact->bytes == 0) /* and what would be asked first of all answers why */
        fact->status = RAWMAP_I_CAST(
            rawmap_status, -RAWMAP_I_CALL3(RAWMAP_NR_madvise, RAWMAP_PAGE_SIZE_MAX, 0, RAWMAP_LINUX_MADV_NORMAL));
    return fact->status;
}

RAWMAP_I_LOCAL void rawmap_i_ask_pool(rawmap_pool_fact *fact)
{
    static const char names[] = "nr_hugepages\0free_hugepages\0resv_hugepages\0surplus_hugepages\0"
                                "nr_overcommit_hugepages";
    uint64_t numbers[5];
    const char *name = names;
    char place[96];
    unsigned i;
    size_t length = rawmap_i_joined(place, 0, "/sys/kernel/mm/hugepages/hugepages-");
    length += rawmap_i_decimal(place + length, 1u << (fact->shift - 10));
    length = rawmap_i_joined(place, length, "kB/");
    fact->status = RAWMAP_OK;
    for (i = 0; i < 5; i++) {
        (void)rawmap_i_joined(place, length, name);
        rawmap_i_first(&fact->status, rawmap_i_fact_number(place, &numbers[i]));
        while (*name++ != '\0')
            ;
    }
    if (fact->status != RAWMAP_OK)
        for (i = 0; i < 5; i++)
            numbers[i] = 0;
    fact->all = numbers[0];
    fact->idle = numbers[1];
    fact->reserved = numbers[2];
    fact->surplus = numbers[3];
    fact->may_grow = numbers[4];
}

RAWMAP_I_LOCAL void rawmap_i_ask_pools(rawmap_status *status, rawmap_facts *facts)
{
    const rawmap_size usual = rawmap_huge_page_default();
    const rawmap_huge_page_set sizes = rawmap_huge_page_sizes();
    unsigned shift;
    facts->huge_default.status = usual.status;
    facts->huge_default.bytes = usual.bytes;
    facts->huge_sizes.status = sizes.status;
    facts->huge_sizes.shifts = sizes.shifts;
    rawmap_i_first(status, facts->huge_default.status);
    rawmap_i_first(status, facts->huge_sizes.status);
    facts->pools = 0;
    for (shift = 13; shift <= 34 && facts->pools < RAWMAP_POOLS_MAX; shift++) {
        const uint32_t half = RAWMAP_I_CAST(uint32_t, shift < 32 ? facts->huge_sizes.shifts & 0xffffffffu
                                                                 : facts->huge_sizes.shifts >> 32);
        if ((half >> (shift & 31u) & 1u) != 0) {
            rawmap_pool_fact *const pool = &facts->pool[facts->pools++];
            pool->shift = shift;
            rawmap_i_ask_pool(pool);
            rawmap_i_first(status, pool->status);
        }
    }
}
#endif

RAWMAP_I_END

#endif

#endif
