/* SPDX-License-Identifier: MIT */
/* A look leaves no descriptor behind, whichever of its calls work, and whatever their numbers are (0 is one); and none that a
   program started meanwhile would have. Simulated. */
#define RAWMAP_SYSCALL handing_kernel
#include "unit_files.h"

#include "unit_faults.h"

static int error;         /* the first call answers it */
static unsigned refusals; /* and so do these of the next, one bit each */
static unsigned asked, opened, given_back, kept_for_others;

static rawmap_word handed(rawmap_word flags, unsigned close_on_exec)
{
    if (asked++ == 0 || (refusals >> (asked - 2) & 1) != 0)
        return -error;
    kept_for_others += (flags & close_on_exec) == 0;
    return (rawmap_word)opened++;
}

rawmap_word handing_kernel(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                           rawmap_word e, rawmap_word f)
{
    (void)c, (void)d, (void)e, (void)f;
    switch (number) {
    case RAWMAP_NR_memfd_create:
        return handed(b, RAWMAP_LINUX_MFD_CLOEXEC);
    case RAWMAP_NR_userfaultfd:
        return handed(a, RAWMAP_LINUX_O_CLOEXEC);
    case RAWMAP_NR_close:
        given_back++;
        return 0;
    default:
        return -ENOENT;
    }
}

static void starts(int with, unsigned which)
{
    error = with;
    refusals = which;
    asked = opened = given_back = kept_for_others = 0;
}

static void ends(unsigned which)
{
    cr_assert_eq(asked, 3, "%u: %u calls", which, asked);
    cr_assert_eq(given_back, opened, "%u: %u opened, %u closed", which, opened, given_back);
    cr_assert_eq(kept_for_others, 0, "%u: a descriptor is open in a program that is started", which);
}

Test(looks_other, descriptors)
{
    unsigned which;
    for (which = 0; which < 4; which++) {
        starts(EACCES, which);
        unit_same_status(which == 1 ? RAWMAP_MEMFD_EXEC_FORBIDDEN : RAWMAP_EACCES,
                         rawmap_memfd("x", RAWMAP_MEMFD(exec)).status, "memfd", __FILE__, __LINE__);
        ends(which);
        starts(EPERM, which);
        unit_same_status(which == 1 ? RAWMAP_FAULTS_NOT_ALLOWED : RAWMAP_EPERM,
                         rawmap_faults_open(RAWMAP_FAULTS()).status, "faults_open", __FILE__, __LINE__);
        ends(which);
    }
}
