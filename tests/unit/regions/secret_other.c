/* SPDX-License-Identifier: MIT */
/* rawmap_secret_map on a kernel that has no hidden memory, and where locking fails: simulated. */
#define RAWMAP_SYSCALL simulated_secret
#include "unit.h"

#ifdef RAWMAP_NR_mmap2
#define NEW_MAPPING RAWMAP_NR_mmap2
#else
#define NEW_MAPPING RAWMAP_NR_mmap
#endif
#ifdef RAWMAP_NR_ftruncate64
#define NEW_LENGTH RAWMAP_NR_ftruncate64
#else
#define NEW_LENGTH RAWMAP_NR_ftruncate
#endif

static struct {
    int hidden;  /* what memfd_secret answers, */
    int lock;    /* and mlock, mlock2: 0 for the truth */
    bool limit;  /* a mapping that is locked is over the limit */
    unsigned no; /* calls with a file that is none */
} kernel;

rawmap_word simulated_secret(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                             rawmap_word e, rawmap_word f)
{
    int error = 0;
#ifdef RAWMAP_NR_memfd_secret
    if (number == RAWMAP_NR_memfd_secret)
        error = kernel.hidden;
#endif
    if (number == RAWMAP_NR_mlock || number == RAWMAP_NR_mlock2)
        error = kernel.lock;
    if (number == NEW_MAPPING && (d & MAP_LOCKED) != 0 && kernel.limit)
        error = EAGAIN;
    if ((number == RAWMAP_NR_close || number == NEW_LENGTH) && (int)a < 0)
        kernel.no++;
    return error != 0 ? -error : unit_syscall(number, a, b, c, d, e, f);
}

/* Then it is memory of the process that is locked; nothing is asked of the file that there is not. */
Test(secret_other, no_hidden_memory)
{
    static const int errors[] = {ENOSYS, EPERM, EACCES, EMFILE, ENFILE, ENOMEM};
    unsigned i;
    for (i = 0; i < sizeof errors / sizeof *errors; i++) {
        const size_t mappings = unit_mappings();
        rawmap_secret secret;
        kernel.hidden = errors[i];
        secret = rawmap_secret_map(100);
        STATUS(OK, secret.status);
        cr_assert_not(secret.hidden);
        cr_assert_eq(unit_vmflag(secret.span.base, "lo"), 1);
        cr_assert_eq(kernel.no, 0);
        STATUS(OK, rawmap_secret_release(secret.span));
        cr_assert_eq(unit_mappings(), mappings);
    }
}

/* ENOMEM of mlock: whether it is the limit says a mapping of that length, which goes again. */
Test(secret_other, lock_without_memory)
{
    const size_t mappings = unit_mappings();
    kernel.hidden = ENOSYS;
    kernel.lock = ENOMEM;
    STATUS(ENOMEM, rawmap_secret_map(unit_page()).status);
    cr_assert_eq(unit_mappings(), mappings);
    kernel.limit = true;
    STATUS(LOCK_OVER_LIMIT, rawmap_secret_map(unit_page()).status);
    cr_assert_eq(unit_mappings(), mappings);
}
