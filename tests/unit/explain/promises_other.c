/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call on machines that are set up otherwise: what may be promised, and limits. At each: exactly there, and a
   page beyond. */
#define RAWMAP_SYSCALL promising_machine
#include "unit_machine.h"

/* --- what may be promised --- */

/* A limit of 1000 MiB of which 900 are promised; a process of 64 MiB, of which 1/32 are 2. */
static void promises(const char *capabilities, unsigned admin, unsigned user)
{
    starts();
    says("/proc/sys/vm/overcommit_memory", "2\n");
    says("/proc/meminfo", "MemTotal: 2048000 kB\nSwapTotal: 0 kB\nCommitLimit: 1024000 kB\nCommitted_AS: 921600 kB\n");
    says("/proc/sys/vm/admin_reserve_kbytes", "%u\n", admin);
    says("/proc/sys/vm/user_reserve_kbytes", "%u\n", user);
    says("/proc/self/status", "VmSize: 65536 kB\nVmData: 100 kB\nCapEff:\t%s\nSeccomp:\t0\n", capabilities);
    name_space = "user:[4026531837]";
}

Test(explain_promises_other, promised_memory)
{
    const uint64_t page = unit_page();
    promises("0000000000000000", 0, 0);
    STATUS(ENOMEM, mapping(100 * MIB - page, MAP_PRIVATE, ENOMEM)); /* the last page is never given */
    STATUS(STATE_OVERCOMMIT, mapping(100 * MIB, MAP_PRIVATE, ENOMEM));
    STATUS(STATE_OVERCOMMIT, mapping(100 * MIB, MAP_PRIVATE | MAP_NORESERVE, ENOMEM));
    STATUS(STATE_OVERCOMMIT, mapping(100 * MIB, MAP_SHARED, ENOMEM));
    cr_assert(strstr(words, "900 MiB are promised, and 1000 MiB may be; vm.overcommit_memory is 2.") != NULL, "%s",
              words);
    promises("0000000000000000", 32 << 10, 0);
    STATUS(ENOMEM, mapping(68 * MIB - page, MAP_PRIVATE, ENOMEM));
    STATUS(STATE_OVERCOMMIT, mapping(68 * MIB, MAP_PRIVATE, ENOMEM));
    cr_assert(strstr(words, "32 MiB of them not to this process") != NULL, "%s", words);
    promises("0000000000200000", 32 << 10, 0); /* the administrator */
    STATUS(ENOMEM, mapping(100 * MIB - page, MAP_PRIVATE, ENOMEM));
    name_space = "user:[4026531838]"; /* of a namespace alone */
    STATUS(STATE_OVERCOMMIT, mapping(68 * MIB, MAP_PRIVATE, ENOMEM));
    promises("0000000000200000", 32 << 10, 64 << 10);
    STATUS(ENOMEM, mapping(98 * MIB - page, MAP_PRIVATE, ENOMEM));
    STATUS(STATE_OVERCOMMIT, mapping(98 * MIB, MAP_PRIVATE, ENOMEM));
    promises("0000000000200000", 0, 1 << 10); /* less than the process's part */
    STATUS(ENOMEM, mapping(99 * MIB - page, MAP_PRIVATE, ENOMEM));
    STATUS(STATE_OVERCOMMIT, mapping(99 * MIB, MAP_PRIVATE, ENOMEM));
}

Test(explain_promises_other, promised_memory_and_figures)
{
    rawmap_explanation found;
    promises("0000000000000000", 32 << 10, 0);
    (void)mapping(200 * MIB, MAP_PRIVATE, ENOMEM);
    found = explained(ENOMEM);
    cr_assert_eq(found.wanted, 200 * MIB);
    cr_assert_eq(found.used, 900 * MIB);
    cr_assert_eq(found.allowed, 968 * MIB);
}

Test(explain_promises_other, the_heuristic)
{
    promises("0000000000000000", 0, 0);
    says("/proc/sys/vm/overcommit_memory", "0\n");
    STATUS(ENOMEM, mapping(2000 * MIB, MAP_PRIVATE, ENOMEM));
    STATUS(STATE_OVERCOMMIT, mapping(2000 * MIB + unit_page(), MAP_PRIVATE, ENOMEM));
    cr_assert(strstr(words, "vm.overcommit_memory is 0") != NULL, "%s", words);
    STATUS(ENOMEM, mapping(2001 * MIB, MAP_PRIVATE | MAP_NORESERVE, ENOMEM));
    says("/proc/sys/vm/overcommit_memory", "1\n");
    STATUS(ENOMEM, mapping(2001 * MIB, MAP_PRIVATE, ENOMEM));
}

/* What is protected to be written is promised then. */
Test(explain_promises_other, promised_by_protecting)
{
    const size_t length = (size_t)(200 * MIB);
    void *const plain = mmap(NULL, length, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    void *const counted = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    void *const shared = mmap(NULL, length, PROT_READ, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    promises("0000000000000000", 0, 0);
    unit_words(&told, RAWMAP_NR_mprotect, unit_word(plain), (rawmap_word)length, PROT_READ | PROT_WRITE, 0, 0, 0);
    STATUS(STATE_OVERCOMMIT, explained(ENOMEM).cause);
    unit_words(&told, RAWMAP_NR_mprotect, unit_word(plain), (rawmap_word)(50 * MIB), PROT_READ | PROT_WRITE, 0, 0, 0);
    STATUS(ENOMEM, explained(ENOMEM).cause);
    unit_words(&told, RAWMAP_NR_mprotect, unit_word(shared), (rawmap_word)length, PROT_READ | PROT_WRITE, 0, 0, 0);
    STATUS(ENOMEM, explained(ENOMEM).cause);
    /* What could be written once, and was, is promised already. */
    *(volatile char *)counted = 1;
    cr_assert_eq(mprotect(counted, length, PROT_READ), 0);
    unit_words(&told, RAWMAP_NR_mprotect, unit_word(counted), (rawmap_word)length, PROT_READ | PROT_WRITE, 0, 0, 0);
    STATUS(ENOMEM, explained(ENOMEM).cause);
}

/* A file that is closed since may have been one of huge pages, which promise nothing. */
Test(explain_promises_other, a_file_that_nobody_sees)
{
    promises("0000000000000000", 0, 0);
    unit_mmap_words(&told, NULL, (size_t)(200 * MIB), PROT_READ | PROT_WRITE, MAP_PRIVATE, 999);
    STATUS(ENOMEM, explained(ENOMEM).cause);
}

/* --- limits to the page, and one that is none --- */

Test(explain_promises_other, limits_to_the_page)
{
    const uint64_t page = unit_page();
    starts();
    says("/proc/self/status",
         "VmSize: 1024 kB\nVmData: 1024 kB\nVmLck: 0 kB\nCapEff:\t0000000000000000\nSeccomp:\t0\n");
    says("/proc/self/limits", "Max data size             unlimited            unlimited            bytes\n"
                              "Max address space         4194304              unlimited            bytes\n");
    STATUS(ENOMEM, mapping(3 * MIB, MAP_PRIVATE, ENOMEM));
    STATUS(STATE_ADDRESS_SPACE_LIMIT, mapping(3 * MIB + 1, MAP_PRIVATE, ENOMEM));
    says("/proc/self/limits", "Max data size             4194304              4194304              bytes\n"
                              "Max address space         unlimited            unlimited            bytes\n");
    STATUS(ENOMEM, mapping(3 * MIB, MAP_PRIVATE, ENOMEM));
    STATUS(STATE_DATA_LIMIT, mapping(3 * MIB + page, MAP_PRIVATE, ENOMEM));
    STATUS(ENOMEM, mapping(3 * MIB + page, MAP_SHARED, ENOMEM));
    says("/proc/self/limits", "Max data size             0                    4194304              bytes\n"
                              "Max address space         unlimited            unlimited            bytes\n");
    STATUS(ENOMEM, mapping(3 * MIB, MAP_PRIVATE, ENOMEM)); /* Linux lets that pass under the hard limit */
}
