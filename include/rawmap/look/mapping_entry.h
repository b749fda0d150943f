/* SPDX-License-Identifier: MIT */
/* rawmap/look/mapping_entry.h: one mapping of a process, and a list of them that is being read. */
#ifndef RAWMAP_LOOK_MAPPING_ENTRY_H
#define RAWMAP_LOOK_MAPPING_ENTRY_H

#ifndef RAWMAP_LOOK_H
#include "../core/base.h"
#include "../map/protection.h"
#endif

/* The smallest buffer: a line of /proc/PID/maps without its name, and a short name. With 4200 no name is ever cut. */
#define RAWMAP_MAPPINGS_BUFFER_MIN 128

RAWMAP_I_BEGIN

/* A list that is being read; its fields are the library's. */
typedef struct rawmap_mappings {
    int file;
    int process;
    bool by_text; /* PROCMAP_QUERY is refused here, or cannot give the name */
    bool ahead;   /* the text is being read, from its start, since no address was asked for */
    bool moved;   /* the text is to be rewound before it is read from its start */
    bool cut;     /* the rest of a long line is still to come */
    uint64_t next;
    char *buffer;
    size_t buffer_length;
    size_t begin; /* the bytes of text not yet used, in the buffer */
    size_t end;
} rawmap_mappings;

/* One mapping. Addresses are 64 bits: the process may have more of them than the caller. */
typedef struct rawmap_mapping_entry {
    uint64_t start;
    uint64_t end;    /* the first byte after it */
    uint64_t offset; /* into the file, in bytes */
    uint64_t inode;  /* 0: not a file */
    uint32_t device_major;
    uint32_t device_minor;
    rawmap_prot protection; /* read, write and exec; 0: none of them */
    bool shared;
    bool deleted;     /* the file has no name: any more, or it never had one, as memfd's and shared memory */
    const char *name; /* path, [heap], [anon:name] or ""; in the list's buffer until the next call */
} rawmap_mapping_entry;

RAWMAP_I_END

#endif
