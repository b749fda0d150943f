/* SPDX-License-Identifier: MIT */
/* rawmap_file_resize, rawmap_file_allocate, rawmap_file_punch and their fellows: lengths and offsets of 64 bits on every
   ABI, seen through statx and pread; seals; and files of more than 2 GiB that open everywhere. */
#include "typed.h"

#define LONG_SIZE (((uint64_t)6 << 32) + 0x00712345u)
#define LONG_OFFSET (((uint64_t)5 << 32) + 0x00300000u) /* a multiple of every page size, its halves unlike */

/* Not by value: GCC calls memcpy for such a copy on some ABIs. */
static void check_bytes(const char *name, uint64_t expected, rawmap_status status, uint64_t bytes_now)
{
    check_status(name, RAWMAP_OK, status);
    check_equal(name, expected, bytes_now);
}
static void check_size(const char *name, uint64_t expected, int file)
{
    const rawmap_file_bytes size = rawmap_file_size(file);
    check_bytes(name, expected, size.status, size.bytes);
}
static void check_space(const char *name, uint64_t expected, int file)
{
    const rawmap_file_bytes space = rawmap_file_space(file);
    check_bytes(name, expected, space.status, space.bytes);
}

static void sizes_lengths(int file)
{
    check_status("file_resize: beyond 4 GiB", RAWMAP_OK, rawmap_file_resize(file, LONG_SIZE));
    check_equal("file_resize: statx says that size", LONG_SIZE, k_size(file));
    check_size("file_size: the same", LONG_SIZE, file);
    check_space("file_space: none", 0, file);
    check_true("file_block: a page or more", rawmap_file_block(file).bytes >= k_page_size());
    check_status("file_resize: a negative length", RAWMAP_FILE_LENGTH_OVER,
                 rawmap_file_resize(file, (uint64_t)0 - opaque(4)));
    check_status("file_resize: the first length of 64 bits", RAWMAP_FILE_LENGTH_OVER,
                 rawmap_file_resize(file, (uint64_t)opaque(1) << 63));
    check_status("file_resize: no file", RAWMAP_FILE_NEGATIVE, rawmap_file_resize((int)opaque(0) - 1, 0));
    check_status("file_resize: a closed file", RAWMAP_EBADF, rawmap_file_resize(9999, 0));
    check_status("file_size: the working directory's number", RAWMAP_FILE_NEGATIVE, rawmap_file_size(-100).status);
    check_equal("file_resize: which changed nothing", LONG_SIZE, k_size(file));
}

static void sizes_holes(size_t size, int file)
{
    static char now[4];
    (void)k_pwrite(file, "mark", 4, LONG_OFFSET);
    check_space("file_space: one page", size, file);
    check_status("file_allocate: two more, beyond the end", RAWMAP_OK,
                 rawmap_file_allocate(file, LONG_OFFSET + ((uint64_t)4 << 32), 2 * size, RAWMAP_ALLOCATE(keep_size)));
    check_equal("file_allocate: keep_size keeps it", LONG_SIZE, k_size(file));
    check_space("file_space: three pages", 3 * size, file);
    check_status("file_allocate: the same", RAWMAP_OK,
                 rawmap_file_allocate(file, LONG_OFFSET + ((uint64_t)4 << 32), size, RAWMAP_ALLOCATE()));
    check_equal("file_allocate: the file has grown to its end", LONG_OFFSET + ((uint64_t)4 << 32) + size, k_size(file));
    check_status("file_punch: in the low half", RAWMAP_OK, rawmap_file_punch(file, LONG_OFFSET & 0xffffffffu, size));
    (void)k_pread(file, now, 4, LONG_OFFSET);
    check_true("file_punch: the mark is still there", now[0] == 'm' && now[3] == 'k');
    check_status("file_punch: the mark", RAWMAP_OK, rawmap_file_punch(file, LONG_OFFSET, size));
    (void)k_pread(file, now, 4, LONG_OFFSET);
    check_true("file_punch: the hole reads as zeros", now[0] == 0 && now[1] == 0 && now[2] == 0 && now[3] == 0);
    check_space("file_space: its page is given back", 2 * size, file);
    check_status("file_punch: everything", RAWMAP_OK, rawmap_file_punch(file, 0, (uint64_t)opaque(16) << 32));
    check_space("file_space: nothing", 0, file);
    check_status("file_punch: of no length", RAWMAP_FILE_RANGE_EMPTY, rawmap_file_punch(file, 0, opaque(0)));
    check_status("file_punch: at a negative offset", RAWMAP_FILE_RANGE_OVER,
                 rawmap_file_punch(file, (uint64_t)0 - opaque(8), 8));
    check_status("file_punch: a range that wraps", RAWMAP_FILE_RANGE_PAST_LIMIT,
                 rawmap_file_punch(file, ((uint64_t)opaque(1) << 62), (uint64_t)opaque(1) << 62));
}

/* Without O_LARGEFILE a 32-bit ABI answers EOVERFLOW. */
static void sizes_opening(int file)
{
    static char path[] = "/proc/self/fd/0";
    rawmap_file again;
    (void)k_ftruncate(file, LONG_SIZE);
    path[sizeof path - 2] = (char)('0' + file);
    again = rawmap_file_open(path, RAWMAP_OPEN(read_only, cloexec));
    if (again.status == RAWMAP_ENOENT) {
        skip("file_open: a long file", "no /proc here");
        return;
    }
    check_status("file_open: a long file", RAWMAP_OK, again.status);
    check_size("file_open: the same file", LONG_SIZE, again.fd);
    check_status("file_open: not for writing", RAWMAP_EINVAL, rawmap_file_resize(again.fd, 0));
    check_status("file_close: it", RAWMAP_OK, rawmap_file_close(again.fd));
    check_status("file_close: twice", RAWMAP_EBADF, rawmap_file_close(again.fd));
    again = rawmap_file_open(path, RAWMAP_OPEN(read_write, truncate));
    check_status("file_open: truncate", RAWMAP_OK, again.status);
    check_equal("file_open: the file is empty", 0, k_size(file));
    check_status("file_close: that", RAWMAP_OK, rawmap_file_close(again.fd));
    again = rawmap_file_create(path, 0600, RAWMAP_CREATE(read_write, exclusive));
    check_status("file_create: exclusive, and it is there", RAWMAP_EEXIST, again.status);
    check_true("file_create: no file then", again.fd < 0);
    again = rawmap_file_open("/", RAWMAP_OPEN(path, directory, cloexec, nofollow));
    check_status("file_open: a directory's name", RAWMAP_OK, again.status);
    check_status("file_open: is no file to size", RAWMAP_EBADF, rawmap_file_resize(again.fd, 0));
    check_status("file_close: the name", RAWMAP_OK, rawmap_file_close(again.fd));
    check_status("file_open: a directory for writing", RAWMAP_EISDIR,
                 rawmap_file_open("/", RAWMAP_OPEN(write_only)).status);
    check_status("file_open: what is no directory", RAWMAP_ENOTDIR,
                 rawmap_file_open(path, RAWMAP_OPEN(read_only, directory)).status);
    check_status("file_open: a link where none is wanted", RAWMAP_ELOOP,
                 rawmap_file_open(path, RAWMAP_OPEN(read_only, nofollow)).status);
}

static void sizes_seals(size_t size)
{
    const rawmap_file made = rawmap_memfd("conformance", RAWMAP_MEMFD(cloexec, allow_sealing));
    rawmap_file_seals_answer found;
    check_status("memfd: to be sealed", RAWMAP_OK, made.status);
    check_status("file_seal: shrink and grow", RAWMAP_OK, rawmap_file_seal(made.fd, RAWMAP_SEAL(shrink, grow)));
    found = rawmap_file_seals(made.fd);
    check_status("file_seals: asked", RAWMAP_OK, found.status);
    check_equal("file_seals: these", 6, found.seals.bits);
    check_status("file_seal: it cannot grow", RAWMAP_EPERM, rawmap_file_resize(made.fd, size));
    check_equal("file_seal: and has not", 0, k_size(made.fd));
    check_status("file_seal: seal", RAWMAP_OK, rawmap_file_seal(made.fd, RAWMAP_SEAL(seal)));
    check_status("file_seal: no more seals", RAWMAP_EPERM, rawmap_file_seal(made.fd, RAWMAP_SEAL(write)));
    check_status("file_seal: no file", RAWMAP_FILE_NEGATIVE, rawmap_file_seal(-(int)opaque(1), RAWMAP_SEAL(write)));
    (void)k_close(made.fd);
}

static void test_typed_sizes(void)
{
    const size_t size = rawmap_page_size();
    const rawmap_file made = rawmap_memfd("conformance", RAWMAP_MEMFD(cloexec));
    check_status("memfd: made", RAWMAP_OK, made.status);
    if (made.status != RAWMAP_OK)
        return;
    sizes_lengths(made.fd);
    sizes_holes(size, made.fd);
    sizes_opening(made.fd);
    (void)k_close(made.fd);
    sizes_seals(size);
}
