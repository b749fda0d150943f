/* SPDX-License-Identifier: MIT */
/* What may be done with pages: tried through the kernel, which answers EFAULT instead of a signal. */
#include "../tool.h"

static void none(struct answer *answer, const struct row *row)
{
    const rawmap_mapping m = rawmap_map(page_size, RAWMAP_PROT(none), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    (void)row;
    if (took(answer, m.status))
        judge(answer, peek(m.span.base) < 0 && !poke(m.span.base, 1), "reading and writing fail",
              "it can be read or written");
}

static void readable(struct answer *answer, const struct row *row)
{
    const rawmap_mapping m = rawmap_map(page_size, RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    (void)row;
    if (took(answer, m.status))
        judge(answer, peek(m.span.base) == 0 && !poke(m.span.base, 1), "reading goes, writing fails",
              "it cannot be read, or it can be written");
}

/* Some emulators do not write through the kernel where the program may not read: then a child tries by itself. */
static void writable(struct answer *answer, const struct row *row)
{
    const rawmap_mapping m = rawmap_map(page_size, RAWMAP_PROT(write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    (void)row;
    if (took(answer, m.status))
        judge(answer, poke(m.span.base, 1) || child_stores(m.span.base), "writing goes", "it cannot be written");
}

/* Running something in it would need machine code for every processor: the kernel's own record has to do. */
static void executable(struct answer *answer, const struct row *row)
{
    struct smap smap;
    const rawmap_mapping m = rawmap_map(page_size, RAWMAP_PROT(read, exec), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    (void)row;
    if (!took(answer, m.status))
        return;
    if (!map_of(m.span.base, &smap))
        unknown(answer, "accepted; /proc/self/maps does not show the mapping, and nothing was run in it");
    else
        judge(answer, smap_head_has(&smap, " r-xp "), "maps has r-xp (nothing was run in it)", "maps has no x");
}

/* rawmap refuses it; what Linux does with it is the question. */
static void semaphores(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (!memory(answer, 1, &span))
        return;
    if (raw_took(answer, rawmap_syscall3(RAWMAP_NR_mprotect, word_of(span.base), (rawmap_word)page_size,
                                         RAWMAP_LINUX_PROT_READ | RAWMAP_LINUX_PROT_WRITE | RAWMAP_LINUX_PROT_SEM)))
        ignored(answer, "Linux accepts it and does nothing; rawmap refuses it");
}

/* A stack of two pages: protecting the upper one downwards must reach the lower one. */
static void grows(struct answer *answer, const struct row *row)
{
    const bool down = row->argument == 0;
    const rawmap_mapping m =
        rawmap_map(2 * page_size, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(growsdown), RAWMAP_ANYWHERE);
    rawmap_span one;
    if (!took(answer, m.status))
        return;
    one = rawmap_slice(m.span, down ? page_size : 0, page_size);
    if (took(answer, rawmap_protect(one, down ? RAWMAP_PROT(read, growsdown) : RAWMAP_PROT(read, growsup))))
        judge(answer, !poke(m.span.base, 1) && !poke(at(m.span, page_size), 1),
              "the protection reached the other end of the stack", "the protection did not reach the other end");
}

#if RAWMAP_HAS_PROT_bti || RAWMAP_HAS_PROT_mte || RAWMAP_HAS_PROT_sao || RAWMAP_HAS_PROT_adi
static void processor_bit(struct answer *answer, rawmap_prot protection, const char *flag)
{
    struct smap smap;
    rawmap_span span;
    if (!memory(answer, 1, &span) || !took(answer, rawmap_protect(span, protection)))
        return;
    if (smap_of(span.base, &smap) && smap_flag(&smap, flag)) {
        works(answer, "smaps has ");
        say(answer, flag);
    } else {
        unknown(answer, "accepted; smaps does not show it");
    }
}
#endif

#define PROCESSOR_BIT(name, flag)                                                                                      \
    static void bit_##name(struct answer *answer, const struct row *row)                                               \
    {                                                                                                                  \
        (void)row;                                                                                                     \
        processor_bit(answer, RAWMAP_PROT(read, write, name), flag);                                                   \
    }
#define NO_SUCH_BIT(name)                                                                                              \
    static void bit_##name(struct answer *answer, const struct row *row)                                               \
    {                                                                                                                  \
        (void)row;                                                                                                     \
        refused(answer, RAWMAP_OK, "this architecture has no such name");                                              \
    }

#if RAWMAP_HAS_PROT_bti
PROCESSOR_BIT(bti, "bt")
#else
NO_SUCH_BIT(bti)
#endif
#if RAWMAP_HAS_PROT_mte
PROCESSOR_BIT(mte, "mt")
#else
NO_SUCH_BIT(mte)
#endif
#if RAWMAP_HAS_PROT_sao
PROCESSOR_BIT(sao, "ar")
#else
NO_SUCH_BIT(sao)
#endif
#if RAWMAP_HAS_PROT_adi
PROCESSOR_BIT(adi, "ad")
#else
NO_SUCH_BIT(adi)
#endif

const struct row rows_of_protections[] = {
    {"protection", "none", "1.0", none, 0},      {"protection", "read", "1.0", readable, 0},
    {"protection", "write", "1.0", writable, 0}, {"protection", "exec", "1.0", executable, 0},
    {"protection", "sem", "2.5", semaphores, 0}, {"protection", "growsdown", "2.6", grows, 0},
    {"protection", "growsup", "2.6", grows, 1},  {"protection", "bti", "5.8", bit_bti, 0},
    {"protection", "mte", "5.10", bit_mte, 0},   {"protection", "sao", "2.6.28", bit_sao, 0},
    {"protection", "adi", "4.16", bit_adi, 0},   {0, 0, 0, 0, 0},
};
