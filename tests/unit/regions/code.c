/* SPDX-License-Identifier: MIT */
/* rawmap_code_map, rawmap_code_changed: code that the test writes, and runs. */
#include "unit.h"
#include "../../conformance/machine_code.h"

#include <sys/prctl.h>
#include <sys/wait.h>

static rawmap_code made_of(size_t length)
{
    rawmap_code code;
    memset(&code, 1, sizeof code);
    STATUS(OK, rawmap_code_map(&code, length, RAWMAP_ANYWHERE));
    cr_assert_eq(code.writable.length, length);
    cr_assert_eq(code.executable.length, length);
    cr_assert_str_eq(unit_perms(code.writable.base), "rw-s");
    cr_assert_str_eq(unit_perms(code.executable.base), "r-xs");
    return code;
}

/* New code, hundreds of times at one place and at others, each by what the first view was given. */
static void runs(rawmap_code code, size_t length)
{
    unsigned round;
    for (round = 0; round < 500; round++) {
        const size_t at = (size_t)(round % 3) * 16;
        const unsigned answer = 1 + round / 3 % 2;
        const size_t size = machine_code_write((unsigned char *)code.writable.base + at, answer);
        UNIT_NEEDS(size != 0, "no code for this processor");
        STATUS(OK, rawmap_code_changed(rawmap_slice(code.executable, at, size)));
        cr_assert_eq(machine_code_run((const char *)code.executable.base + at), answer);
    }
    unit_fill(code.writable, 'w');
    cr_assert(unit_filled(code.executable, 'w'));
    cr_assert_eq(unit_writing(code.executable.base), SIGSEGV);
    STATUS(OK, rawmap_unmap(code.writable));
    cr_assert_eq(((const char *)code.executable.base)[length - 1], 'w');
    STATUS(OK, rawmap_unmap(code.executable));
}

Test(code, two_views)
{
    const size_t files = unit_open_files(), mappings = unit_mappings(), page = unit_page();
    rawmap_code code = made_of(page);
    cr_assert_eq(unit_open_files(), files);
    runs(code, page);
    code = made_of(3 * page + 5);
    cr_assert_eq(unit_mapped_bytes(code.executable.base, 4 * page), 4 * page);
    runs(code, 3 * page + 5);
    cr_assert_eq(unit_mappings(), mappings);
}

/* Longer than a file may be: by the memory alone, and nothing ends by SIGXFSZ. */
Test(code, longer_than_files_may_be)
{
    const size_t files = unit_open_files(), page = unit_page();
    unit_limit(RLIMIT_FSIZE, page);
    runs(made_of(2 * page), 2 * page);
    runs(made_of(page), page);
    unit_limit(RLIMIT_FSIZE, 0);
    runs(made_of(page), page);
    cr_assert_eq(unit_open_files(), files);
}

Test(code, at_a_place)
{
    const rawmap_span room = unit_room(4 * unit_page(), unit_page());
    rawmap_code code;
    STATUS(OK, rawmap_code_map(&code, 2 * unit_page(), RAWMAP_EXACTLY(room.base)));
    cr_assert_eq(code.executable.base, room.base);
    memset(&code.writable, 1, sizeof code.writable);
    STATUS(EXACT_TAKEN, rawmap_code_map(&code, 2 * unit_page(), RAWMAP_EXACTLY(room.base)));
    cr_assert(code.writable.base == NULL && code.writable.length == 0);
    cr_assert(code.executable.base == NULL && code.executable.length == 0);
    cr_assert_str_eq(unit_perms(room.base), "r-xs", "what was there is there");
}

/* Nothing that can be written becomes executable: so the kernel's own ban does not meet it. */
Test(code, where_nothing_may_become_executable)
{
    const size_t page = unit_page();
    void *const plain = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    UNIT_NEEDS(prctl(RAWMAP_LINUX_PR_SET_MDWE, RAWMAP_LINUX_PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0) == 0,
               "no PR_SET_MDWE before Linux 6.3");
    cr_assert(mprotect(plain, page, PROT_READ | PROT_EXEC) == -1 && errno == EACCES);
    runs(made_of(page), page);
}

Test(code, a_child_shares_it)
{
    rawmap_code code = made_of(unit_page());
    pid_t child;
    int status;
    UNIT_NEEDS(machine_code_write((unsigned char *)code.writable.base, 1) != 0, "no code for this processor");
    child = fork();
    if (child == 0) {
        (void)machine_code_write((unsigned char *)code.writable.base, 2);
        _exit(0);
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    STATUS(OK, rawmap_code_changed(code.executable));
    cr_assert_eq(machine_code_run(code.executable.base), 2u);
}

Test(code, refused)
{
    rawmap_code code;
    unit_calls = 0;
    STATUS(LENGTH_ZERO, rawmap_code_map(&code, 0, RAWMAP_ANYWHERE));
    STATUS(LENGTH_WRAPS, rawmap_code_map(&code, SIZE_MAX, RAWMAP_ANYWHERE));
    STATUS(EXACT_UNALIGNED, rawmap_code_map(&code, unit_page(), RAWMAP_EXACTLY((void *)0x10001)));
    STATUS(NEAR_UNALIGNED, rawmap_code_map(&code, unit_page(), RAWMAP_NEAR((void *)0x10001)));
    STATUS(SPAN_EMPTY, rawmap_code_changed(unit_at(0x10000, 0)));
    STATUS(SPAN_WRAPS, rawmap_code_changed(unit_at(0x10000, SIZE_MAX)));
    cr_assert_eq(unit_calls, 0);
}

Test(code, failures_leave_nothing_behind)
{
    const size_t files = unit_open_files(), mappings = unit_mappings(), page = unit_page();
    struct rlimit before, none;
    rawmap_status status;
    rawmap_code code;
    cr_assert_eq(getrlimit(RLIMIT_NOFILE, &before), 0);
    none = before;
    none.rlim_cur = 0;
    cr_assert_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
    status = rawmap_code_map(&code, page, RAWMAP_ANYWHERE);
    cr_assert_eq(setrlimit(RLIMIT_NOFILE, &before), 0); /* the end of a test opens files */
    STATUS(EMFILE, status);
    cr_assert_eq(code.writable.length + code.executable.length, 0);
    cr_assert_eq(unit_open_files(), files);
    cr_assert_eq(unit_mappings(), mappings);
}

Test(code, one_mapping_too_many)
{
    const size_t page = unit_page();
    rawmap_code code;
    size_t mappings;
    unit_fill_map();
    STATUS(ENOMEM, rawmap_code_map(&code, page, RAWMAP_ANYWHERE));
    cr_assert_eq(code.writable.length + code.executable.length, 0);
    mappings = unit_mappings();
    STATUS(ENOMEM, rawmap_code_map(&code, page, RAWMAP_ANYWHERE));
    cr_assert_eq(unit_mappings(), mappings);
}
