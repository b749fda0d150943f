/* SPDX-License-Identifier: MIT */
/* Where in a program: the object that an address lies in, and where in its file. */
#include "trace.h"

/* The file that a process has mapped by this name, in its own view of the file system, where it is still the same one. */
static rawmap_word open_object(int process, const rawmap_mapping_entry *entry)
{
    enum { INODE_AT = 32, STAT_BYTES = 256, BASIC_STATS = 0x7ff };
    char path[4400] = "/proc/";
    union {
        uint64_t words[STAT_BYTES / 8];
        unsigned char bytes[STAT_BYTES];
    } facts;
    unsigned used = 6;
    rawmap_word file;
    append_number(path, &used, sizeof path, (unsigned long)process);
    append(path, &used, sizeof path, "/root");
    append(path, &used, sizeof path, entry->name);
    file = rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, word_of(path),
                           RAWMAP_LINUX_O_RDONLY | RAWMAP_LINUX_O_CLOEXEC | RAWMAP_LINUX_O_NONBLOCK, 0);
    if (file < 0)
        return file;
    if (rawmap_syscall5(RAWMAP_NR_statx, file, word_of(""), RAWMAP_LINUX_AT_EMPTY_PATH, BASIC_STATS, word_of(&facts)) ==
            0 &&
        facts.words[INODE_AT / 8] == entry->inode)
        return file;
    (void)rawmap_syscall1(RAWMAP_NR_close, file);
    return -RAWMAP_LINUX_ESTALE;
}

void place_of(int process, uint64_t address, struct place *place)
{
    char buffer[4200];
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    unsigned used = 0;
    memset(place, 0, sizeof *place);
    if (rawmap_mappings_open(&list, process, buffer, sizeof buffer) != RAWMAP_OK)
        return;
    if (rawmap_mappings_seek(&list, address) == RAWMAP_OK && rawmap_mappings_next(&list, &entry) == RAWMAP_OK &&
        entry.start <= address && address < entry.end) {
        const char *name = entry.name[0] ? entry.name : "[anonymous]";
        append(place->object, &used, sizeof place->object, name);
        place->offset = address - entry.start + entry.offset;
        if (entry.inode && entry.name[0] == '/') {
            const rawmap_word file = open_object(process, &entry);
            if (file >= 0) {
                symbol_of((int)file, place);
                (void)rawmap_syscall1(RAWMAP_NR_close, file);
            }
        }
    }
    forget(rawmap_mappings_close(&list));
}
