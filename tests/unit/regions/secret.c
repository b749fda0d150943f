/* SPDX-License-Identifier: MIT */
/* rawmap_secret_map, rawmap_secret_release: memory that stays where it is. */
#include "unit.h"

#include <sys/uio.h>
#include <sys/wait.h>

/* What another process, or this one by the kernel's hand, reads there: -1 for nothing. */
static int read_from_outside(const void *address)
{
    unsigned char byte = 0;
    struct iovec ours, theirs;
    ours.iov_base = &byte;
    theirs.iov_base = (void *)(uintptr_t)address;
    ours.iov_len = theirs.iov_len = 1;
    return process_vm_readv(getpid(), &ours, 1, &theirs, 1, 0) == 1 ? byte : -1;
}

static rawmap_secret made_of(size_t length)
{
    const size_t page = unit_page(), whole = (length + page - 1) & ~(page - 1);
    const rawmap_secret secret = rawmap_secret_map(length);
    STATUS(OK, secret.status);
    cr_assert_eq(secret.span.length, length);
    cr_assert_eq((uintptr_t)secret.span.base % page, 0);
    cr_assert(unit_filled(secret.span, 0));
    cr_assert_eq(strncmp(unit_perms(secret.span.base), "rw-", 3), 0);
    cr_assert_eq(strncmp(unit_perms((char *)secret.span.base - 1), "---", 3), 0, "a guard below");
    cr_assert_eq(strncmp(unit_perms((char *)secret.span.base + whole), "---", 3), 0, "a guard above");
    cr_assert_eq(unit_vmflag(secret.span.base, "lo"), 1, "not written to swap");
    cr_assert_eq(unit_vmflag(secret.span.base, "dd"), 1, "not in a core dump");
    cr_assert_eq(unit_vmflag(secret.span.base, "dc"), 1, "not in a child");
    cr_assert_eq(unit_child_sees(secret.span.base), -1);
    unit_fill(secret.span, 's');
    cr_assert_eq(read_from_outside(secret.span.base), secret.hidden ? -1 : 's');
    return secret;
}

Test(secret, what_it_is)
{
    const size_t files = unit_open_files(), mappings = unit_mappings();
    rawmap_secret secret = made_of(unit_page());
    cr_assert_eq(unit_open_files(), files);
    STATUS(OK, rawmap_secret_release(secret.span));
    cr_assert_not(unit_mapped(secret.span.base));
    cr_assert_eq(unit_mappings(), mappings);
    secret = made_of(2 * unit_page() + 1);
    STATUS(OK, rawmap_secret_release(secret.span));
    cr_assert_eq(unit_mappings(), mappings);
}

/* Hidden where this kernel makes such files; by a call of this test's own. */
Test(secret, hidden_where_the_kernel_can)
{
    int file = -1;
    rawmap_secret secret;
#ifdef SYS_memfd_secret
    file = (int)syscall(SYS_memfd_secret, 0);
#endif
    secret = made_of(100);
    cr_assert_eq(secret.hidden, file >= 0);
    cr_assert_eq(strstr(unit_perms(secret.span.base), "s") != NULL, secret.hidden);
    STATUS(OK, rawmap_secret_release(secret.span));
}

/* It is zero before it goes: seen where its pages stay, as the release is refused. */
Test(secret, released_as_zeros)
{
    const size_t page = unit_page();
    const rawmap_secret secret = made_of(page + 10);
    UNIT_NEEDS_SEAL;
    if (!unit_seal(unit_span((char *)secret.span.base - page, page)))
        cr_skip("lacks mseal");
    ((char *)secret.span.base)[page + 20] = 'b';
    STATUS(EPERM, rawmap_secret_release(secret.span));
    cr_assert(unit_filled(unit_span(secret.span.base, 2 * page), 0), "to the end of its last page");
}

Test(secret, over_the_limit)
{
    const size_t mappings = unit_mappings(), files = unit_open_files(), page = unit_page();
    rawmap_secret secret;
    unit_drop_capability(UNIT_CAP_IPC_LOCK);
    unit_limit(RLIMIT_MEMLOCK, 16 * page);
    secret = rawmap_secret_map(32 * page);
    STATUS(LOCK_OVER_LIMIT, secret.status);
    cr_assert(secret.span.base == NULL && secret.span.length == 0 && !secret.hidden);
    cr_assert_eq(unit_mappings(), mappings);
    cr_assert_eq(unit_open_files(), files);
    STATUS(OK, rawmap_secret_release(made_of(8 * page).span));
    /* Its guards take the hidden one over the limit, where they are counted; the other it does not. */
    STATUS(OK, rawmap_secret_release(made_of(16 * page).span));
    unit_limit(RLIMIT_MEMLOCK, 0);
    STATUS(LOCK_NOT_ALLOWED, rawmap_secret_map(page).status);
    cr_assert_eq(unit_mappings(), mappings);
}

/* A file of the library's own is no file that the caller asked for: nothing ends by SIGXFSZ. */
Test(secret, where_no_file_may_be_long)
{
    const size_t mappings = unit_mappings(), files = unit_open_files(), page = unit_page();
    static const size_t pages[] = {0, 2};
    size_t i;
    for (i = 0; i < 2; i++) {
        rawmap_secret secret;
        unit_limit(RLIMIT_FSIZE, pages[1 - i] * page);
        secret = made_of(page);
        cr_assert_not(secret.hidden);
        STATUS(OK, rawmap_secret_release(secret.span));
        cr_assert_eq(unit_mappings(), mappings);
        cr_assert_eq(unit_open_files(), files);
    }
}

Test(secret, refused)
{
    const size_t page = unit_page();
    unit_calls = 0;
    STATUS(LENGTH_ZERO, rawmap_secret_map(0).status);
    STATUS(LENGTH_WRAPS, rawmap_secret_map(SIZE_MAX).status);
    STATUS(LENGTH_WRAPS, rawmap_secret_map(SIZE_MAX - 3 * page + 1).status);
    STATUS(SPAN_EMPTY, rawmap_secret_release(unit_at(0x10000, 0)));
    STATUS(SPAN_UNALIGNED, rawmap_secret_release(unit_at(0x10001, page)));
    if (RAWMAP_PAGE_SIZE_MIN == RAWMAP_PAGE_SIZE_MAX)
        cr_assert_eq(unit_calls, 0);
}
