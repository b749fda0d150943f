/* SPDX-License-Identifier: MIT */
/* Lengths that the library tells in 64 bits, given back to it: where pointers have 32 bits none is cut. */
#include "typed.h"

/* 5 GiB and a little: what 32 bits keep of it is a good length, and so is what they keep of four times as much. */
#define FAR_LENGTH (((uint64_t)5 << 30) + 0x20000u)

static void lengths_of_files(int file)
{
    const rawmap_file_bytes told = rawmap_file_size(file);
    rawmap_mapping m;
    rawmap_span grown;
    check_status("lengths: a file's", RAWMAP_OK, told.status);
    check_equal("lengths: all 64 bits of it", FAR_LENGTH, told.bytes);
    m = rawmap_map_file(file, 0, told.bytes, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    if (sizeof(size_t) < 8) {
        check_status("lengths: a file too long to be mapped", RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE, m.status);
        check_status(
            "lengths: and its check", RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE,
            rawmap_check_map_file(file, 0, told.bytes, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
        check_no_span("lengths: no span of a part of it", m.span);
        m = rawmap_map_file(file, 0, 4 * told.bytes, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
        check_status("lengths: four times as much", RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE, m.status);
    } else if (m.status == RAWMAP_OK) { /* an emulator may have no room */
        check_equal("lengths: a file mapped whole", FAR_LENGTH, m.span.length);
        check_status("lengths: and unmapped", RAWMAP_OK, rawmap_unmap(m.span));
    }
    m = rawmap_map_file(file, 0, 0x20000, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    check_status("lengths: a part of a file", RAWMAP_OK, m.status);
    check_no_span("lengths: no slice of a part", rawmap_slice(m.span, 0, told.bytes));
    check_no_span("lengths: no slice from beyond", rawmap_slice(m.span, (uint64_t)1 << 32, 0x10000));
    if (sizeof(size_t) < 8) {
        grown.base = m.span.base;
        grown.length = m.span.length;
        check_status("lengths: a mapping that grows to the file's", RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE,
                     rawmap_grow_file(&grown, file, 0, told.bytes));
        check_status("lengths: and allocated", RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE,
                     rawmap_grow_file_allocated(&grown, file, 0, told.bytes));
        check_true("lengths: which stays as it was", grown.base == m.span.base && grown.length == m.span.length);
    }
    check_status("lengths: unmap the part", RAWMAP_OK, rawmap_unmap(m.span));
}

static void lengths_of_segments(void)
{
    rawmap_shm_answer made;
    if (sizeof(size_t) >= 8)
        return;
    made = rawmap_shm_new(FAR_LENGTH, 0600, RAWMAP_SHM());
    check_status("lengths: a new segment", RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE, made.status);
    made = rawmap_shm_create(0x7d77, FAR_LENGTH, 0600, RAWMAP_SHM());
    check_status("lengths: a new segment with a key", RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE, made.status);
    made = rawmap_shm_find(0x7d77, FAR_LENGTH);
    check_status("lengths: a segment to be found", RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE, made.status);
    check_equal("lengths: no segment", RESULT(-1), RESULT(made.segment.id));
}

static void test_typed_lengths(void)
{
    const int file = (int)k_memfd();
    (void)k_ftruncate(file, FAR_LENGTH);
    lengths_of_files(file);
    lengths_of_segments();
    (void)k_close(file);
}
