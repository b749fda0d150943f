/* SPDX-License-Identifier: MIT */
/* How situations.c has a call fail, in a child, and holds its explanation against the cause. */
#ifndef RAWMAP_TESTS_KERNELS_SITUATIONS_H
#define RAWMAP_TESTS_KERNELS_SITUATIONS_H

#include "plain.h"

#include <rawmap.h>

enum {
    NR_setresuid = 117,
    NR_setresgid = 119,
    NR_mount = 165,
    NR_mkdirat = 258,
    SIGCHLD_NUMBER = 17,
    PAGE = 4096,
    NOBODY = 65534
};
#define MIB ((uint64_t)1 << 20)

static long passed, failed, skipped, wrong;
static rawmap_failed_call call;
static const char *produced;

/* --- a situation --- */

static int write_file(const char *path, const char *text)
{
    rawmap_word done,
        file = rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, word_of(path), RAWMAP_LINUX_O_WRONLY, 0);
    if (file < 0)
        return 0;
    done = rawmap_syscall3(RAWMAP_NR_write, file, word_of(text), (rawmap_word)length_of(text));
    (void)rawmap_syscall1(RAWMAP_NR_close, file);
    return done == (rawmap_word)length_of(text);
}

static void calls(unsigned number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                  rawmap_word f)
{
    call.process = 0;
    call.number = number;
    call.words[0] = a;
    call.words[1] = b;
    call.words[2] = c;
    call.words[3] = d;
    call.words[4] = e;
    call.words[5] = f;
}

static void maps(uint64_t length, unsigned protection, unsigned flags)
{
    calls(RAWMAP_NR_mmap, 0, (rawmap_word)length, (rawmap_word)protection,
          (rawmap_word)(flags | RAWMAP_LINUX_MAP_ANONYMOUS), -1, 0);
}
#define READ RAWMAP_LINUX_PROT_READ
#define RW (RAWMAP_LINUX_PROT_READ | RAWMAP_LINUX_PROT_WRITE)
#define PRIVATE RAWMAP_LINUX_MAP_PRIVATE
#define HUGE (RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_HUGETLB)

static rawmap_word make(uint64_t length, unsigned protection, unsigned flags)
{
    return rawmap_syscall6(RAWMAP_NR_mmap, 0, (rawmap_word)length, (rawmap_word)protection,
                           (rawmap_word)(flags | RAWMAP_LINUX_MAP_ANONYMOUS), -1, 0);
}

static void limit(int which, uint64_t bytes)
{
    const uint64_t both[2] = {bytes, bytes};
    (void)rawmap_syscall4(RAWMAP_NR_prlimit64, 0, which, word_of(both), 0);
}
enum { LIMIT_AS = 9 };

static void becomes_nobody(void)
{
    (void)rawmap_syscall3(NR_setresgid, NOBODY, NOBODY, NOBODY);
    (void)rawmap_syscall3(NR_setresuid, NOBODY, NOBODY, NOBODY);
}

/* How a child ends. */
enum { NAMED = 0, UNNAMED = 1, WRONG = 2, SUCCEEDED = 3, LACKS = 4 };

static int lacks;

static int told(rawmap_status expected)
{
    static char words[RAWMAP_SENTENCE_ROOM];
    rawmap_explanation found;
    rawmap_word answer;
    if (lacks)
        return LACKS;
    answer = rawmap_syscall6((rawmap_word)call.number, call.words[0], call.words[1], call.words[2], call.words[3],
                             call.words[4], call.words[5]);
    if (answer >= 0 || answer < -4095)
        return SUCCEEDED;
    call.error = (int)-answer;
    found = rawmap_explain_call(&call, words, sizeof words);
    print("situations: ");
    print(produced);
    print(": ");
    print(rawmap_status_name(found.cause));
    print(": ");
    print(words);
    print("\n");
    return found.cause == expected ? NAMED : found.cause < 4096 ? UNNAMED : WRONG;
}

static void situation(const char *name, void (*set)(void), rawmap_status expected)
{
    static uint64_t block[8];
    rawmap_word child;
    int status = 0;
    produced = name;
    block[4] = SIGCHLD_NUMBER;
    child = rawmap_syscall2(RAWMAP_NR_clone3, word_of(block), sizeof block);
    if (child == 0) {
        set();
        leave(told(expected));
    }
    while (rawmap_syscall4(RAWMAP_NR_wait4, child, word_of(&status), 0, 0) == -RAWMAP_LINUX_EINTR)
        ;
    status = (status & 0x7f) != 0 ? SUCCEEDED : status >> 8 & 0xff;
    passed += status == NAMED;
    skipped += status == LACKS;
    wrong += status == WRONG;
    failed += status != NAMED && status != LACKS;
    if (status == NAMED)
        return;
    print("situations: ");
    print(status == LACKS     ? "lacks what it takes: "
          : status == UNNAMED ? "FAILED, not named: "
          : status == WRONG   ? "FAILED, wrong name: "
                              : "FAILED, not produced: ");
    print(name);
    print("\n");
}

/* In bytes. */
static uint64_t meminfo(const char *label)
{
    static char text[8192];
    const size_t length = length_of(label);
    const char *at = text;
    if (read_file("/proc/meminfo", text, sizeof text) <= 0)
        return 0;
    while (*at) {
        size_t i = 0;
        while (i < length && at[i] == label[i])
            i++;
        if (i == length) {
            for (at += i; *at == ' ';)
                at++;
            return (uint64_t)number_in(at) << 10;
        }
        while (*at && *at++ != '\n')
            ;
    }
    return 0;
}

#endif
