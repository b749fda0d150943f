/* SPDX-License-Identifier: MIT */
/* Calls of Linux that the library does not wrap: on memory. */
#include "tool.h"

static void seal(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (!memory(answer, 1, &span))
        return;
    fill(span, 5);
    if (raw_took(answer, rawmap_syscall3(RAWMAP_NR_mseal, word_of(span.base), (rawmap_word)span.length, 0)))
        judge(answer,
              rawmap_unmap(span) == RAWMAP_EPERM && rawmap_protect(span, RAWMAP_PROT(read)) != RAWMAP_OK &&
                  peek(span.base) == 5,
              "the page can be neither unmapped nor protected", "the page can be unmapped or protected");
}

static void protection_key(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    rawmap_word key;
    (void)row;
    if (!memory(answer, 1, &span))
        return;
    fill(span, 5);
    key = rawmap_syscall2(RAWMAP_NR_pkey_alloc, 0, RAWMAP_LINUX_PKEY_DISABLE_ACCESS);
    if (!raw_took(answer, key) ||
        !raw_took(answer, rawmap_syscall4(RAWMAP_NR_pkey_mprotect, word_of(span.base), (rawmap_word)span.length,
                                          RAWMAP_LINUX_PROT_READ | RAWMAP_LINUX_PROT_WRITE, key)))
        return;
    judge(answer, peek(span.base) < 0, "a readable page of a key without access cannot be read",
          "the key keeps nobody out");
}

#ifdef RAWMAP_NR_memfd_secret
/* Secret memory can be read by its process, but not through the kernel: not even by the process itself. */
static void secret(struct answer *answer, const struct row *row)
{
    char byte = 0;
    void *parts[4];
    rawmap_mapping m;
    const rawmap_word file = rawmap_syscall1(RAWMAP_NR_memfd_secret, 0);
    (void)row;
    if (!raw_took(answer, file))
        return;
    if (!file_resize((int)file, (unsigned long)page_size)) {
        unknown(answer, "the file could not be made longer");
        return;
    }
    m = rawmap_map_file((int)file, 0, page_size, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    if (!took(answer, m.status))
        return;
    *(volatile char *)m.span.base = 5;
    parts[0] = &byte;
    parts[1] = (void *)(uintptr_t)1;
    parts[2] = m.span.base;
    parts[3] = (void *)(uintptr_t)1;
    judge(answer,
          *(volatile char *)m.span.base == 5 &&
              rawmap_syscall6(RAWMAP_NR_process_vm_readv, rawmap_syscall0(RAWMAP_NR_getpid), word_of(parts), 1,
                              word_of(parts + 2), 1, 0) < 0,
          "holds what is written; process_vm_readv cannot read it", "process_vm_readv can read it");
}
#else
static void secret(struct answer *answer, const struct row *row)
{
    (void)row;
    refused(answer, RAWMAP_OK, "this architecture has no such call");
}
#endif

#ifdef RAWMAP_LINUX_SHADOW_STACK_SET_TOKEN
static void shadow_stack(struct answer *answer, const struct row *row)
{
    void *stack;
    const rawmap_word result =
        rawmap_syscall3(RAWMAP_NR_map_shadow_stack, 0, (rawmap_word)page_size, RAWMAP_LINUX_SHADOW_STACK_SET_TOKEN);
    (void)row;
    if (!raw_took(answer, result))
        return;
    stack = (void *)(uintptr_t)result;
    judge(answer, peek(stack) >= 0 && !poke(stack, 1), "it can be read, but not written", "it can be written");
}

#else
static void shadow_stack(struct answer *answer, const struct row *row)
{
    (void)row;
    refused(answer, RAWMAP_OK, "this architecture has no such call");
}
#endif

const struct row rows_of_linux_memory[] = {
    {"linux", "mseal", "6.10", seal, 0},
    {"linux", "pkey_mprotect", "4.9", protection_key, 0},
    {"linux", "memfd_secret", "5.14", secret, 0},
    {"linux", "map_shadow_stack", "6.6", shadow_stack, 0},
    {0, 0, 0, 0, 0},
};
