/* SPDX-License-Identifier: MIT */
/* From frame to frame, up to where the calling code leaves the object that made the call, which is a libc mostly. */
#include "callers.h"

enum { MOST_STEPS = 24, LOADED = 1, INDEX = 0x6474e550, MOST_SEGMENTS = 32, SEGMENT_BYTES = 56 };

/* The header of the ELF file that is mapped around a place, by the address of its first byte. */
static bool object_around(int process, uint64_t place, uint64_t *header)
{
    static char buffer[8192];
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    uint64_t inode = 0, start = 0;
    unsigned major = 0, minor = 0;
    bool found = false;
    if (rawmap_mappings_open(&list, process, buffer, sizeof buffer) != RAWMAP_OK)
        return false;
    while (!found && rawmap_mappings_next(&list, &entry) == RAWMAP_OK && entry.start <= place) {
        if (entry.offset == 0 && entry.inode != 0)
            inode = entry.inode, major = entry.device_major, minor = entry.device_minor, start = entry.start;
        found = place < entry.end && inode != 0 && entry.inode == inode && entry.device_major == major &&
                entry.device_minor == minor && (entry.protection.bits & RAWMAP_LINUX_PROT_EXEC) != 0;
    }
    forget(rawmap_mappings_close(&list));
    *header = start;
    return found;
}

/* The index of its unwind table, as its program headers say: in files of 64 bits alone. */
static bool index_of(int process, uint64_t header, uint64_t *index)
{
    unsigned char head[64], segments[MOST_SEGMENTS * SEGMENT_BYTES];
    uint64_t at_byte, offset, address, bias = 0;
    unsigned short count;
    size_t i;
    bool has_bias = false, has_index = false;
    *index = 0;
    if (!read_there(process, header, head, sizeof head) || memcmp(head, "\177ELF\2", 5) != 0)
        return false;
    memcpy(&at_byte, head + 32, sizeof at_byte);
    memcpy(&count, head + 56, sizeof count);
    if (count > MOST_SEGMENTS || !read_there(process, header + at_byte, segments, (size_t)count * SEGMENT_BYTES))
        return false;
    for (i = 0; i < count; i++) {
        unsigned sort;
        memcpy(&sort, segments + i * SEGMENT_BYTES, sizeof sort);
        memcpy(&offset, segments + i * SEGMENT_BYTES + 8, sizeof offset);
        memcpy(&address, segments + i * SEGMENT_BYTES + 16, sizeof address);
        if (sort == LOADED && offset == 0)
            bias = header - address, has_bias = true;
        if (sort == INDEX)
            *index = address, has_index = true;
    }
    *index += bias;
    return has_bias && has_index;
}

static bool step(int thread, int process, struct frame *frame)
{
    static struct table_entry entry;
    uint64_t header, index;
    const uint64_t place = frame->place - (frame->is_first ? 0 : 1);
    return object_around(process, place, &header) && index_of(process, header, &index) &&
           entry_of(process, index, place, &entry) && step_by(thread, &entry, frame);
}

/* Return addresses are told as they are; the function is that of the instruction before. */
unsigned callers_of(const struct tracee *tracee, const struct place *place, struct callers *callers)
{
    struct frame frame;
    unsigned steps, outside = 0;
    callers->count = 0;
    callers->complete = false;
    if (tracee->call.other_abi || !registers_of(tracee->thread, &frame) || frame.place != tracee->call.place)
        return 0;
    for (steps = 0; steps < MOST_STEPS && callers->count < MOST_CALLERS; steps++) {
        struct place *caller = &callers->places[callers->count];
        if (!step(tracee->thread, tracee->thread, &frame))
            return callers->count;
        place_of(tracee->thread, frame.place - 1, caller);
        if (!caller->object[0])
            return callers->count;
        caller->offset++;
        caller->into++;
        if (outside && same(caller->object, place->object))
            break; /* what called main */
        callers->count++;
        outside += !same(caller->object, place->object);
        callers->complete = outside != 0;
        if (outside == MOST_OUTSIDE)
            break;
    }
    return callers->count;
}
