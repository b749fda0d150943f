/* SPDX-License-Identifier: MIT */
/* rawmap_map_file, rawmap_replace_file, rawmap_sync: offsets of 64 bits everywhere, and none cut short. */
#include "other.h"
#include "typed.h"

#define FAR_OFFSET (((uint64_t)7 << 32) + 0x00500000u)

static void far_offsets(size_t size, int file)
{
    rawmap_mapping m;
    (void)k_pwrite(file, "far", 3, FAR_OFFSET);
    m = rawmap_map_file(file, FAR_OFFSET - size, 2 * size, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(),
                        RAWMAP_ANYWHERE);
    check_status("map_file: beyond 4 GiB", RAWMAP_OK, m.status);
    if (m.status != RAWMAP_OK)
        return;
    check_true("map_file: the file's bytes", bytes(m.span)[size] == 'f' && bytes(m.span)[size + 2] == 'r');
    check_status("map_file: unmap", RAWMAP_OK, rawmap_unmap(m.span));
    m = other_map_file(file, FAR_OFFSET, size, RAWMAP_PROT(read), RAWMAP_FILE_PRIVATE(populate), RAWMAP_ANYWHERE);
    check_status("map_file: 64 bits through another unit", RAWMAP_OK, m.status);
    check_true("map_file: the same bytes", m.status == RAWMAP_OK && bytes(m.span)[1] == 'a');
    check_status("map_file: unmap that", RAWMAP_OK, rawmap_unmap(m.span));
}

static void bad_offsets(size_t size, int file)
{
    rawmap_mapping m;
    m = rawmap_map_file(file, FAR_OFFSET + opaque(1), size, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    check_status("map_file: an unaligned offset", RAWMAP_OFFSET_UNALIGNED, m.status);
    check_no_span("map_file: is not cut to the unit", m.span);
    m = rawmap_map_file(file, FAR_OFFSET + opaque(RAWMAP_PAGE_SIZE_MIN / 2), size, RAWMAP_PROT(read),
                        RAWMAP_FILE_PRIVATE(), RAWMAP_ANYWHERE);
    check_status("map_file: half a page", RAWMAP_OFFSET_UNALIGNED, m.status);
    if (size > RAWMAP_PAGE_SIZE_MIN) {
        m = rawmap_map_file(file, FAR_OFFSET + RAWMAP_PAGE_SIZE_MIN, size, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(),
                            RAWMAP_ANYWHERE);
        check_status("map_file: a page that is smaller than this kernel's", RAWMAP_OFFSET_UNALIGNED_HERE, m.status);
    }
    /* 64 KiB below 16 EiB: no file reaches there, and what 32 bits of units keep of it is a good offset. */
    m = rawmap_map_file(file, (uint64_t)0 - ((uint64_t)opaque(1) << 20), size, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(),
                        RAWMAP_ANYWHERE);
    check_true("map_file: the largest offset is refused", m.status != RAWMAP_OK);
#if defined RAWMAP_MMAP2_SHIFT
    check_status("map_file: and named", RAWMAP_OFFSET_UNREPRESENTABLE, m.status);
    m = rawmap_map_file(file, (uint64_t)opaque(1) << (32 + RAWMAP_MMAP2_SHIFT), size, RAWMAP_PROT(read),
                        RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    check_status("map_file: the first offset with too many units", RAWMAP_OFFSET_UNREPRESENTABLE, m.status);
#endif
    check_no_span("map_file: no span then", m.span);
    m = rawmap_map_file((int)opaque(0) - 1, 0, size, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    check_status("map_file: no file", RAWMAP_FILE_NEGATIVE, m.status);
    m = rawmap_map_file(9999, 0, size, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    check_status("map_file: a closed file", RAWMAP_EBADF, m.status);
}

static void writing(size_t size, int file)
{
    static char now[4];
    rawmap_mapping shared, private_copy;
    (void)k_pwrite(file, "near", 4, size);
    shared = rawmap_map_file(file, size, size, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    private_copy = rawmap_map_file(file, size, size, RAWMAP_PROT(read, write), RAWMAP_FILE_PRIVATE(), RAWMAP_ANYWHERE);
    check_true("map_file: shared and private", shared.status == RAWMAP_OK && private_copy.status == RAWMAP_OK);
    if (shared.status != RAWMAP_OK || private_copy.status != RAWMAP_OK)
        return;
    bytes(private_copy.span)[0] = 'p';
    bytes(shared.span)[1] = 's';
    check_status("sync: sync", RAWMAP_OK, rawmap_sync(shared.span, RAWMAP_SYNC(sync)));
    check_status("sync: sync and invalidate", RAWMAP_OK, rawmap_sync(shared.span, RAWMAP_SYNC(sync, invalidate)));
    (void)k_pread(file, now, 4, size);
    check_true("map_file: only the shared store reaches the file", now[0] == 'n' && now[1] == 's' && now[3] == 'r');
    check_status("sync: unaligned", RAWMAP_SPAN_UNALIGNED,
                 rawmap_sync(rawmap_slice(shared.span, opaque(4), 8), RAWMAP_SYNC(sync)));
    check_status("replace_file: over the private copy", RAWMAP_OK,
                 rawmap_replace_file(private_copy.span, file, FAR_OFFSET, RAWMAP_PROT(read), RAWMAP_FILE_PRIVATE()));
    check_true("replace_file: the file's bytes there", bytes(private_copy.span)[0] == 'f');
    check_status("replace_file: an unaligned offset", RAWMAP_OFFSET_UNALIGNED,
                 rawmap_replace_file(private_copy.span, file, FAR_OFFSET + opaque(12), RAWMAP_PROT(read),
                                     RAWMAP_FILE_PRIVATE()));
    check_true("replace_file: which changed nothing", bytes(private_copy.span)[0] == 'f');
    check_status("map_file: unmap the shared", RAWMAP_OK, rawmap_unmap(shared.span));
    check_status("map_file: unmap the private", RAWMAP_OK, rawmap_unmap(private_copy.span));
}

static void test_typed_file(void)
{
    const size_t size = rawmap_page_size();
    const int file = (int)k_memfd();
    (void)k_ftruncate(file, FAR_OFFSET + 2 * size);
    far_offsets(size, file);
    bad_offsets(size, file);
    writing(size, file);
    (void)k_close(file);
}
