/* SPDX-License-Identifier: MIT */
/* rawmap_code_map where files in memory cannot be executed, or had. Simulated; the mappings are real. */
#define RAWMAP_SYSCALL no_memory_files
#include "unit.h"

#include <sys/mman.h>

rawmap_word no_memory_files(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                            rawmap_word e, rawmap_word f)
{
    return number == SYS_memfd_create ? -EACCES : unit_syscall(number, a, b, c, d, e, f);
}

Test(code_other, at_a_place)
{
    const rawmap_span room = unit_room(2 * unit_page(), unit_page());
    const size_t mappings = unit_mappings();
    rawmap_code code;
    STATUS(OK, rawmap_code_map(&code, unit_page(), RAWMAP_EXACTLY(room.base)));
    cr_assert_eq(code.executable.base, room.base);
    cr_assert_str_eq(unit_perms(code.executable.base), "r-xs");
    cr_assert_str_eq(unit_perms(code.writable.base), "rw-s");
    STATUS(OK, rawmap_unmap(code.writable));
    memset(&code, 1, sizeof code);
    STATUS(EXACT_TAKEN, rawmap_code_map(&code, unit_page(), RAWMAP_EXACTLY(room.base)));
    cr_assert(code.writable.base == NULL && code.writable.length == 0);
    cr_assert(code.executable.base == NULL && code.executable.length == 0);
    cr_assert_str_eq(unit_perms(room.base), "r-xs", "what was there is there");
    STATUS(OK, rawmap_unmap(unit_span(room.base, unit_page())));
    cr_assert_eq(unit_mappings(), mappings);
}
