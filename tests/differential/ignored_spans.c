/* SPDX-License-Identifier: MIT */
/* What the rules of calls on spans call IGNORED is so: after such a call a mapping is what it is without it. */
#include "effects.h"

#include "zoo.h"

#define W(value) ((rawmap_word)(value))

static rawmap_word protect_nothing(uintptr_t base, size_t length, bool with)
{
    (void)length;
    return with ? rawmap_syscall3(RAWMAP_NR_mprotect, W(base), 0, 0) : 0;
}

static rawmap_word protect_sem(uintptr_t base, size_t length, bool with)
{
    return rawmap_syscall3(RAWMAP_NR_mprotect, W(base), W(length), with ? 1 | RAWMAP_PROT_sem : 1);
}

static unsigned advice;
static rawmap_word advise_nothing(uintptr_t base, size_t length, bool with)
{
    (void)length;
    return with ? rawmap_syscall3(RAWMAP_NR_madvise, W(base), 0, W(advice)) : 0;
}

static rawmap_word sync_flags;
static rawmap_word sync_it(uintptr_t base, size_t length, bool with)
{
    *(volatile unsigned char *)base = 3;
    return with ? rawmap_syscall3(RAWMAP_NR_msync, W(base), W(length), sync_flags) : 0;
}
static rawmap_word sync_nothing(uintptr_t base, size_t length, bool with)
{
    (void)length;
    *(volatile unsigned char *)base = 3;
    return with ? rawmap_syscall3(RAWMAP_NR_msync, W(base), 0, RAWMAP_LINUX_MS_SYNC) : 0;
}

static rawmap_word lock_nothing(uintptr_t base, size_t length, bool with)
{
    (void)length;
    return with ? rawmap_syscall2(RAWMAP_NR_mlock, W(base), 0) |
                      rawmap_syscall3(RAWMAP_NR_mlock2, W(base), 0, RAWMAP_LINUX_MLOCK_ONFAULT)
                : 0;
}
static rawmap_word unlock_nothing(uintptr_t base, size_t length, bool with)
{
    const rawmap_word locked = rawmap_syscall2(RAWMAP_NR_mlock, W(base), W(length));
    return with ? locked | rawmap_syscall2(RAWMAP_NR_munlock, W(base), 0) : locked;
}

static rawmap_word look_at_nothing(uintptr_t base, size_t length, bool with)
{
    static unsigned char vector[1] = {5};
    rawmap_word answer = 0;
    (void)length;
    if (with)
        answer = rawmap_syscall3(RAWMAP_NR_mincore, W(base), 0, W((uintptr_t)vector));
    return vector[0] == 5 ? answer : -1;
}

static rawmap_word seal_nothing(uintptr_t base, size_t length, bool with)
{
    (void)length;
    return with ? rawmap_syscall3(RAWMAP_NR_mseal, W(base), 0, 0) : 0;
}

static rawmap_word name_nothing(uintptr_t base, size_t length, bool with)
{
    (void)length;
    return with ? rawmap_syscall5(RAWMAP_NR_prctl, RAWMAP_LINUX_PR_SET_VMA, RAWMAP_LINUX_PR_SET_VMA_ANON_NAME, W(base),
                                  0, W((uintptr_t) "nothing"))
                : 0;
}

#ifdef RAWMAP_NR_pkey_mprotect
static rawmap_word key_none(uintptr_t base, size_t length, bool with)
{
    return with ? rawmap_syscall4(RAWMAP_NR_pkey_mprotect, W(base), W(length), 1, -1)
                : rawmap_syscall3(RAWMAP_NR_mprotect, W(base), W(length), 1);
}
static rawmap_word key_sem(uintptr_t base, size_t length, bool with)
{
    return rawmap_syscall4(RAWMAP_NR_pkey_mprotect, W(base), W(length), with ? 1 | RAWMAP_PROT_sem : 1, 0);
}
static rawmap_word key_nothing(uintptr_t base, size_t length, bool with)
{
    (void)length;
    return with ? rawmap_syscall4(RAWMAP_NR_pkey_mprotect, W(base), 0, 0, 0) : 0;
}
#endif

static unsigned long node_0[16] = {1};
static rawmap_word bind_nothing(uintptr_t base, size_t length, bool with)
{
    (void)length;
    return with ? rawmap_syscall6(RAWMAP_NR_mbind, W(base), 0, 2, W((uintptr_t)node_0), 64, 0) : 0;
}
static rawmap_word bind_strictly(uintptr_t base, size_t length, bool with)
{
    return rawmap_syscall6(RAWMAP_NR_mbind, W(base), W(length), 0, 0, 0, with ? RAWMAP_LINUX_MPOL_MF_STRICT : 0);
}
static rawmap_word home_of_nothing(uintptr_t base, size_t length, bool with)
{
    (void)length;
    return with ? rawmap_syscall4(RAWMAP_NR_set_mempolicy_home_node, W(base), 0, 0, 0) : 0;
}

static size_t remap_at, remap_length;
static rawmap_word remap_file(uintptr_t base, size_t length, bool with)
{
    *(volatile unsigned char *)base = 3;
    *(volatile unsigned char *)(base + length - 1) = 4;
    return rawmap_syscall5(RAWMAP_NR_remap_file_pages, W(base + (with ? remap_at : 0)),
                           W(machine.page + (with ? remap_length : 0)), 0, 1, 0);
}

static void one(const char *list, const char *cause, rawmap_word (*then)(uintptr_t, size_t, bool))
{
    struct asked asked = plain_memory();
    asked.then = then;
    ignored(list, cause, asked, asked);
}

static bool answers(rawmap_word answer)
{
    return answer != -RAWMAP_LINUX_ENOSYS && answer != -RAWMAP_LINUX_EINVAL && answer != -RAWMAP_LINUX_EPERM;
}

static void files_in_memory(void)
{
    const rawmap_word fd = rawmap_syscall2(RAWMAP_NR_memfd_create, W((uintptr_t) "pages"), 0);
    struct asked asked = plain_memory();
    asked.flags = RAWMAP_LINUX_MAP_SHARED;
    asked.file = (int)fd;
    asked.then = sync_it;
    sync_flags = 0;
    ignored("SYNC_FLAGS", "SYNC_NOTHING_ASKED", asked, asked);
    sync_flags = RAWMAP_LINUX_MS_ASYNC;
    ignored("SYNC_FLAGS", "SYNC_ASYNC_DOES_NOTHING", asked, asked);
    asked.then = sync_nothing;
    ignored("SYNC_LENGTH", "SPAN_EMPTY", asked, asked);
    asked.then = remap_file;
    remap_at = 1;
    ignored("REMAP_FILE_PAGES", "SPAN_UNALIGNED", asked, asked);
    remap_at = 0;
    remap_length = 100;
    ignored("REMAP_FILE_PAGES", "REMAP_PAGES_UNEVEN", asked, asked);
    if (machine.page > RAWMAP_PAGE_SIZE_MIN) {
        remap_length = RAWMAP_PAGE_SIZE_MIN;
        ignored("REMAP_FILE_PAGES", "REMAP_PAGES_UNEVEN", asked, asked);
        remap_length = 0;
        remap_at = RAWMAP_PAGE_SIZE_MIN;
        ignored("REMAP_FILE_PAGES", "SPAN_UNALIGNED_HERE", asked, asked);
    } else {
        ignored_elsewhere("REMAP_FILE_PAGES", "SPAN_UNALIGNED_HERE", "pages are the smallest");
    }
    if (!failed(fd))
        (void)rawmap_syscall1(RAWMAP_NR_close, fd);
}

void ignored_on_spans(void)
{
    static const unsigned advices[] = {RAWMAP_LINUX_MADV_DONTNEED, RAWMAP_LINUX_MADV_REMOVE,
                                       RAWMAP_LINUX_MADV_DONTFORK, RAWMAP_LINUX_MADV_WIPEONFORK,
                                       RAWMAP_LINUX_MADV_DONTDUMP, RAWMAP_LINUX_MADV_RANDOM};
    one("PROTECT", "SPAN_EMPTY", protect_nothing);
    one("PROTECT", "PROT_SEM_DOES_NOTHING", protect_sem);
    for (unsigned i = 0; i < COUNT(advices); i++) {
        advice = advices[i];
        one("ADVISE", "SPAN_EMPTY", advise_nothing);
    }
    if (may_lock()) {
        one("LOCK_LENGTH", "SPAN_EMPTY", lock_nothing);
        one("LOCK_LENGTH", "SPAN_EMPTY", unlock_nothing);
    } else {
        ignored_elsewhere("LOCK_LENGTH", "SPAN_EMPTY", "nothing may be locked");
    }
    one("VECTOR", "SPAN_EMPTY", look_at_nothing);
    if (answers(rawmap_syscall3(RAWMAP_NR_mseal, W(zoo.base), 0, 0)))
        one("SEAL", "SPAN_EMPTY", seal_nothing);
    else
        ignored_elsewhere("SEAL", "SPAN_EMPTY", "no mseal");
    if (answers(name_nothing(zoo.base, 0, true)))
        one("NAME", "SPAN_EMPTY", name_nothing);
    else
        ignored_elsewhere("NAME", "SPAN_EMPTY", "no names");
#ifdef RAWMAP_NR_pkey_mprotect
    if (answers(rawmap_syscall4(RAWMAP_NR_pkey_mprotect, W(zoo.base), 0, 0, -1))) {
        one("PKEY_PROTECT", "PKEY_NEGATIVE", key_none);
        one("PKEY_PROTECT", "PROT_SEM_DOES_NOTHING", key_sem);
        /* Where keys are taken away by a filter, the default one is too. */
        if (key_nothing(zoo.base, 0, true) == 0)
            one("PKEY_PROTECT", "SPAN_EMPTY", key_nothing);
        else
            ignored_elsewhere("PKEY_PROTECT", "SPAN_EMPTY", "no default key");
    } else
#endif
    {
        ignored_elsewhere("PKEY_PROTECT", "PKEY_NEGATIVE", "no pkey_mprotect");
        ignored_elsewhere("PKEY_PROTECT", "PROT_SEM_DOES_NOTHING", "no pkey_mprotect");
        ignored_elsewhere("PKEY_PROTECT", "SPAN_EMPTY", "no pkey_mprotect");
    }
    if (answers(rawmap_syscall6(RAWMAP_NR_mbind, W(zoo.base), 0, 0, 0, 0, 0))) {
        one("NUMA_BIND", "SPAN_EMPTY", bind_nothing);
        one("NUMA_BIND", "POLICY_DEFAULT_STRICT", bind_strictly);
    } else {
        ignored_elsewhere("NUMA_BIND", "SPAN_EMPTY", "no policies of nodes");
        ignored_elsewhere("NUMA_BIND", "POLICY_DEFAULT_STRICT", "no policies of nodes");
    }
    if (answers(home_of_nothing(zoo.base, 0, true)))
        one("NUMA_HOME", "SPAN_EMPTY", home_of_nothing);
    else
        ignored_elsewhere("NUMA_HOME", "SPAN_EMPTY", "no home nodes");
    files_in_memory();
}
