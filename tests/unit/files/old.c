/* SPDX-License-Identifier: MIT */
/* Sizes on machines that are simulated: a device of blocks, with a driver that tells its length and one that does not. */
#define RAWMAP_SYSCALL simulated_sizes
#include "unit_files.h"

static int statx_error, device_error; /* what they answer, if not 0 */
static unsigned mode;                 /* of what statx tells */
static uint64_t device_length;
static unsigned asked; /* how often the driver was */

/* struct statx: the mode is at 28, the length at 40. BLKGETSIZE64 is _IOR(0x12, 114, size_t). */
rawmap_word simulated_sizes(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                            rawmap_word e, rawmap_word f)
{
    rawmap_word result;
    if (number == SYS_statx && statx_error != 0)
        return -statx_error;
    if (number == SYS_ioctl) {
        asked++;
        cr_assert_eq(b, (rawmap_word)(2u << 30 | sizeof(size_t) << 16 | 0x12 << 8 | 114));
        if (device_error != 0)
            return -device_error;
        memcpy((void *)(uintptr_t)c, &device_length, sizeof device_length);
        return 0;
    }
    result = unit_syscall(number, a, b, c, d, e, f);
    if (number == SYS_statx && mode != 0) {
        const unsigned short told = (unsigned short)mode;
        const uint64_t none = 0;
        memcpy((char *)(uintptr_t)e + 28, &told, sizeof told);
        memcpy((char *)(uintptr_t)e + 40, &none, sizeof none);
    }
    return result;
}

static void size_is(uint64_t bytes, unsigned driver, int file)
{
    asked = 0;
    STATUS(OK, rawmap_file_size(file).status);
    cr_assert_eq(asked, driver);
    cr_assert_eq(rawmap_file_size(file).bytes, bytes);
}

Test(old_sizes, of_devices)
{
    const int file = unit_file((size_t)4096, 'f'), empty = unit_file(0, 'f');
    device_length = (UINT64_C(5) << 30) + 512;
    size_is(4096, 0, file);
    size_is(0, 0, empty);
    mode = 060600; /* a device of blocks */
    size_is(device_length, 1, file);
    device_error = EPERM;
    STATUS(EPERM, rawmap_file_size(file).status);
    cr_assert_eq(rawmap_file_size(file).bytes, 0);
    STATUS(OK, rawmap_file_block(file).status);
    mode = 020600; /* of characters: its driver is left alone */
    size_is(0, 0, file);
    /* fstat is not asked what the file is: only a driver of blocks knows the question. */
    mode = 0;
    statx_error = ENOSYS;
    device_error = ENOTTY;
    size_is(4096, 0, file);
    size_is(0, 1, empty);
    device_error = 0;
    size_is(device_length, 1, empty);
}
