/* SPDX-License-Identifier: MIT */
/* rawmap_unmap, rawmap_protect, rawmap_sync, rawmap_residency against the kernel, on every animal of the zoo. */
#include "zoo.h"

static struct {
    uintptr_t address;
    size_t length;
    unsigned bits;
    unsigned char *vector;
    size_t vector_length;
} now;

static void show(void)
{
    say_place(now.address, now.length);
    say(" bits ");
    say_hex(now.bits);
    if (now.vector_length) {
        say(" vector ");
        say_hex(now.vector_length);
    }
}

static rawmap_span span(void)
{
    rawmap_span s;
    s.base = (void *)now.address;
    s.length = now.length;
    return s;
}

static bool cuts_huge(void)
{
    const uintptr_t end_at = now.address + whole(now.length);
    return is_huge() && touches(now.address, now.length) &&
           ((now.address & (zoo.page - 1)) != 0 || (end_at & (zoo.page - 1)) != 0);
}

static bool span_truth(int cause)
{
    switch (cause) {
    case RAWMAP_SPAN_UNALIGNED_HERE:
        return between_pages(now.address);
    case RAWMAP_STATE_OUT_OF_RANGE:
    case RAWMAP_STATE_OUT_OF_RANGE_ENOMEM:
        return now.address >= machine.end || now.length > machine.end - now.address;
    case RAWMAP_STATE_HUGE_PAGE_CUT:
        return cuts_huge();
    case RAWMAP_STATE_HOLE:
        return !covered(now.address, now.length);
    case RAWMAP_STATE_SEALED:
        return is_sealed() && touches(now.address, now.length);
    default:
        return false;
    }
}

/* munmap */

static struct call unmap_call = {.name = "unmap", .truth = span_truth, .show = show};

static void unmap_rows(struct rows *rows, uintptr_t address, size_t length)
{
    RAWMAP_RULES_UNMAP(ROW)
}

static void unmap_one(void)
{
    struct rows rows;
    rawmap_word answer;
    rows.count = 0;
    unmap_rows(&rows, now.address, now.length);
    answer = raw2(RAWMAP_NR_munmap, now.address, now.length);
    judge(&unmap_call, &rows, rawmap_check_unmap(span()), answer, rawmap_unmap(span()));
}

/* mprotect */

static bool protect_truth(int cause)
{
    const unsigned grows = now.bits & 0x03000000u;
    switch (cause) {
    case RAWMAP_PROT_SPAN_DOES_NOT_GROW:
        return grows == 0x02000000u ||
               (grows == 0x01000000u && !(zoo.animal == GROWSDOWN && touches(now.address, now.length)));
    case RAWMAP_STATE_FILE_MODE:
        return (zoo.animal == FILE_READ_ONLY && (now.bits & 2u) != 0) ||
               (zoo.animal == SECRET && (now.bits & 4u) != 0); /* its file system is noexec */
    case RAWMAP_PROT_PROCESSOR_LACKS:
        return (now.bits & RAWMAP_I_PROT_PROCESSOR) != 0;
    default:
        return span_truth(cause);
    }
}

static bool protect_difference(int cause, int error)
{
    return cause == RAWMAP_SPAN_WRAPS_ENOMEM && error == RAWMAP_LINUX_EINVAL && sizeof(size_t) == 4 &&
           machine.kernel_64 && (now.bits & ~RAWMAP_I_PROT_KNOWN) != 0 && known_difference(NO_WRAP_FOR_32_BITS);
}

static struct call protect_call = {
    .name = "protect", .truth = protect_truth, .show = show, .difference = protect_difference};

static void protect_rows(struct rows *rows, uintptr_t address, size_t length, rawmap_prot protection)
{
    RAWMAP_RULES_PROTECT(ROW)
}

static void protect_one(void)
{
    static const unsigned protections[] = {
        0,          1,          2,          3,          4,      7,           RAWMAP_PROT_sem, RAWMAP_PROT_sem | 1,
        0x01000001, 0x02000001, 0x03000001, 0x01000000, 0x4001, 0x80000001u, 0x81000001u};
    for (unsigned p = 0; p < COUNT(protections); p++) {
        struct rows rows;
        rawmap_prot protection;
        rawmap_word answer;
        if (p)
            settle(zoo.animal);
        protection.bits = now.bits = protections[p];
        rows.count = 0;
        protect_rows(&rows, now.address, now.length, protection);
        answer = raw3(RAWMAP_NR_mprotect, now.address, now.length, now.bits);
        judge(&protect_call, &rows, rawmap_check_protect(span(), protection), answer,
              rawmap_protect(span(), protection));
    }
    now.bits = 0;
}

/* msync */

static bool sync_truth(int cause)
{
    switch (cause) {
    case RAWMAP_SYNC_LOCKED:
        return is_locked() && touches(now.address, now.length);
    case RAWMAP_STATE_UNFIT_MAPPING:
        return zoo.animal == SECRET; /* its file has no fsync */
    default:
        return span_truth(cause);
    }
}

/* This kernel's pages may be larger than the rule takes them for, and the span then empty. */
static bool sync_unseen(int cause)
{
    return cause == RAWMAP_SPAN_LENGTH_WRAPS || (cause == RAWMAP_SPAN_WRAPS_ENOMEM && whole(now.length) == 0);
}

static struct call sync_call = {.name = "sync", .truth = sync_truth, .show = show, .unseen = sync_unseen};

static void sync_rows(struct rows *rows, uintptr_t address, size_t length, rawmap_sync_flags flags)
{
    RAWMAP_RULES_SYNC(ROW)
}

static void sync_one(void)
{
    for (unsigned bits = 0; bits < 17; bits++) {
        struct rows rows;
        rawmap_sync_flags flags;
        rawmap_word answer;
        flags.bits = now.bits = bits == 16 ? 0x80000000u : bits;
        rows.count = 0;
        sync_rows(&rows, now.address, now.length, flags);
        answer = raw3(RAWMAP_NR_msync, now.address, now.length, now.bits);
        judge(&sync_call, &rows, rawmap_check_sync(span(), flags), answer, rawmap_sync(span(), flags));
    }
    now.bits = 0;
}

/* mincore */

static unsigned char pages_in[1 << 16];

static bool residency_truth(int cause)
{
    return cause == RAWMAP_STATE_NOT_MAPPED ? now.vector != pages_in && now.length > 0
           : cause == RAWMAP_VECTOR_MISSING ? now.vector == NULL
                                            : span_truth(cause);
}

static bool residency_unseen(int cause)
{
    return cause == RAWMAP_VECTOR_TOO_SMALL;
}

static struct call residency_call = {
    .name = "residency", .truth = residency_truth, .show = show, .unseen = residency_unseen};

static void residency_rows(struct rows *rows, uintptr_t address, size_t length, const unsigned char *vector,
                           size_t vector_length)
{
    RAWMAP_RULES_RESIDENCY(ROW)
}

static void residency_one(void)
{
    const size_t pages = now.length / RAWMAP_PAGE_SIZE_MIN + (now.length % RAWMAP_PAGE_SIZE_MIN != 0);
    unsigned char *const vectors[] = {pages_in, pages_in, pages_in, NULL, (unsigned char *)machine.page};
    const size_t lengths[] = {pages, pages - 1, SIZE_MAX, SIZE_MAX, SIZE_MAX};
    for (unsigned v = 0; v < COUNT(vectors); v++) {
        struct rows rows;
        rawmap_word answer;
        /* The kernel would write past the end of ours. */
        if (pages > sizeof pages_in && covered(now.address, now.length))
            continue;
        now.vector = vectors[v];
        now.vector_length = lengths[v];
        rows.count = 0;
        residency_rows(&rows, now.address, now.length, now.vector, now.vector_length);
        answer = raw3(RAWMAP_NR_mincore, now.address, now.length, (uintptr_t)now.vector);
        judge(&residency_call, &rows, rawmap_check_residency(span(), now.vector, now.vector_length), answer,
              rawmap_residency(span(), now.vector, now.vector_length));
    }
    now.vector_length = 0;
}

void compare_unmap(void)
{
    open_zoo();
    walk(&unmap_call, &now.address, &now.length, unmap_one, WITHIN_PROGRAMS);
    report(&unmap_call);
}

void compare_protect(void)
{
    open_zoo();
    walk(&protect_call, &now.address, &now.length, protect_one, UP_TO_A_HOLE);
    report(&protect_call);
}

void compare_sync(void)
{
    open_zoo();
    walk(&sync_call, &now.address, &now.length, sync_one, UP_TO_A_HOLE);
    report(&sync_call);
}

void compare_residency(void)
{
    open_zoo();
    walk(&residency_call, &now.address, &now.length, residency_one, WITHIN_PROGRAMS);
    report(&residency_call);
}
