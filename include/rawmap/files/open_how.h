/* SPDX-License-Identifier: MIT */
/* rawmap/files/open_how.h: how a file is opened.

   RAWMAP_OPEN(name, ...)          a rawmap_open_how: how rawmap_file_open opens a file that is there
   RAWMAP_CREATE(name, ...)        a rawmap_create_how: how rawmap_file_create opens a file, made if it is not there
   RAWMAP_<FAMILY>_INIT(name, ...) the same, braced, for an object at file scope
   RAWMAP_HAS_<FAMILY>_<name>      1 where the family has the name, else 0

   name          does                                                                     families
   read_only, write_only, read_write                                                      both
                 what may be done with the file: one of them, or path, must be named
   path          opens the name alone: for rawmap_file_size, not for mapping              open
   exclusive     the file must not be there yet                                           create
   truncate      empties the file; needs writing                                          both
   append        writes go to the end; needs writing                                      both
   cloexec       closed by an exec                                                        both
   directory     only if it is a directory                                                open
   nofollow      only if the last part of the path is no symbolic link                    both
   nonblock      does not wait for the other end of a pipe or for a device                open
   noatime       reading leaves the access time alone; needs the file's owner             both
   direct        reads and writes without the page cache; mappings are as ever            both
   sync, dsync   writes are durable when they return: with all times, or the data alone   both

   Files of more than 2 GiB open on every ABI (O_LARGEFILE is always given). */
#ifndef RAWMAP_FILES_OPEN_HOW_H
#define RAWMAP_FILES_OPEN_HOW_H

#ifndef RAWMAP_FILES_H
#include "../core/base.h"
#include "../core/set.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_open_how_is_made_by_RAWMAP_OPEN {
    unsigned bits;
} rawmap_open_how;

typedef struct rawmap_create_how_is_made_by_RAWMAP_CREATE {
    unsigned bits;
} rawmap_create_how;

/* clang-format off */
#define RAWMAP_OPEN(...) RAWMAP_I_OPEN(rawmap_open_how){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, OPEN, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(opening_needs_read_only_write_only_read_write_or_path, OPEN, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(opening_takes_one_access, OPEN, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(truncate_and_append_need_write_access, OPEN, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(path_stands_with_cloexec_directory_and_nofollow_only, OPEN, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_directory_is_opened_read_only, OPEN, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_OPEN_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, OPEN, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(opening_needs_read_only_write_only_read_write_or_path, OPEN, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(opening_takes_one_access, OPEN, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(truncate_and_append_need_write_access, OPEN, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(path_stands_with_cloexec_directory_and_nofollow_only, OPEN, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_directory_is_opened_read_only, OPEN, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_OPEN(...) RAWMAP_I_ERROR(__VA_ARGS__: write names with commas between, as in RAWMAP_OPEN(read_write, cloexec))

#define RAWMAP_CREATE(...) RAWMAP_I_OPEN(rawmap_create_how){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, CREATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(opening_needs_read_only_write_only_read_write_or_path, CREATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(opening_takes_one_access, CREATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(truncate_and_append_need_write_access, CREATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_CREATE_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, CREATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(opening_needs_read_only_write_only_read_write_or_path, CREATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(opening_takes_one_access, CREATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(truncate_and_append_need_write_access, CREATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_CREATE(...) RAWMAP_I_ERROR(__VA_ARGS__: write names with commas between, as in RAWMAP_CREATE(read_write, cloexec))

/* Above the kernel's bits: which access was named. read_only is 0 there. */
#define RAWMAP_I_ACCESS(n)               (1ull << (32 + (n)))

#define RAWMAP_OPEN_                     0ull
#define RAWMAP_HAS_OPEN_                 1
#define RAWMAP_OPEN_read_only            (RAWMAP_LINUX_O_RDONLY | RAWMAP_I_ACCESS(0))
#define RAWMAP_OPEN_write_only           (RAWMAP_LINUX_O_WRONLY | RAWMAP_I_ACCESS(1))
#define RAWMAP_OPEN_read_write           (RAWMAP_LINUX_O_RDWR | RAWMAP_I_ACCESS(2))
#define RAWMAP_OPEN_path                 (RAWMAP_LINUX_O_PATH | RAWMAP_I_ACCESS(3))
#define RAWMAP_OPEN_truncate             (RAWMAP_LINUX_O_TRUNC + 0ull)
#define RAWMAP_OPEN_append               (RAWMAP_LINUX_O_APPEND + 0ull)
#define RAWMAP_OPEN_cloexec              (RAWMAP_LINUX_O_CLOEXEC + 0ull)
#define RAWMAP_OPEN_nofollow             (RAWMAP_LINUX_O_NOFOLLOW + 0ull)
#define RAWMAP_OPEN_noatime              (RAWMAP_LINUX_O_NOATIME + 0ull)
#define RAWMAP_OPEN_direct               (RAWMAP_LINUX_O_DIRECT + 0ull)
#define RAWMAP_OPEN_sync                 (RAWMAP_LINUX_O_SYNC + 0ull)
#define RAWMAP_OPEN_dsync                (RAWMAP_LINUX_O_DSYNC + 0ull)
#define RAWMAP_OPEN_directory            (RAWMAP_LINUX_O_DIRECTORY + 0ull)
#define RAWMAP_OPEN_nonblock             (RAWMAP_LINUX_O_NONBLOCK + 0ull)
#define RAWMAP_OPEN_create               rawmap_error_creating_a_file_is_rawmap_file_create
#define RAWMAP_OPEN_exclusive            rawmap_error_exclusive_is_for_rawmap_file_create
#define RAWMAP_HAS_OPEN_read_only        1
#define RAWMAP_HAS_OPEN_write_only       1
#define RAWMAP_HAS_OPEN_read_write       1
#define RAWMAP_HAS_OPEN_path             1
#define RAWMAP_HAS_OPEN_truncate         1
#define RAWMAP_HAS_OPEN_append           1
#define RAWMAP_HAS_OPEN_cloexec          1
#define RAWMAP_HAS_OPEN_nofollow         1
#define RAWMAP_HAS_OPEN_noatime          1
#define RAWMAP_HAS_OPEN_direct           1
#define RAWMAP_HAS_OPEN_sync             1
#define RAWMAP_HAS_OPEN_dsync            1
#define RAWMAP_HAS_OPEN_directory        1
#define RAWMAP_HAS_OPEN_nonblock         1
#define RAWMAP_HAS_OPEN_create           0
#define RAWMAP_HAS_OPEN_exclusive        0

#define RAWMAP_CREATE_                   0ull
#define RAWMAP_HAS_CREATE_               1
#define RAWMAP_CREATE_read_only          (RAWMAP_LINUX_O_RDONLY | RAWMAP_I_ACCESS(0))
#define RAWMAP_CREATE_write_only         (RAWMAP_LINUX_O_WRONLY | RAWMAP_I_ACCESS(1))
#define RAWMAP_CREATE_read_write         (RAWMAP_LINUX_O_RDWR | RAWMAP_I_ACCESS(2))
#define RAWMAP_CREATE_truncate           (RAWMAP_LINUX_O_TRUNC + 0ull)
#define RAWMAP_CREATE_append             (RAWMAP_LINUX_O_APPEND + 0ull)
#define RAWMAP_CREATE_cloexec            (RAWMAP_LINUX_O_CLOEXEC + 0ull)
#define RAWMAP_CREATE_nofollow           (RAWMAP_LINUX_O_NOFOLLOW + 0ull)
#define RAWMAP_CREATE_noatime            (RAWMAP_LINUX_O_NOATIME + 0ull)
#define RAWMAP_CREATE_direct             (RAWMAP_LINUX_O_DIRECT + 0ull)
#define RAWMAP_CREATE_sync               (RAWMAP_LINUX_O_SYNC + 0ull)
#define RAWMAP_CREATE_dsync              (RAWMAP_LINUX_O_DSYNC + 0ull)
#define RAWMAP_CREATE_exclusive          (RAWMAP_LINUX_O_EXCL + 0ull)
#define RAWMAP_CREATE_create             rawmap_error_rawmap_file_create_always_creates
#define RAWMAP_CREATE_path               rawmap_error_path_opens_what_is_there_already
#define RAWMAP_CREATE_directory          rawmap_error_rawmap_file_create_makes_files_only
#define RAWMAP_CREATE_nonblock           rawmap_error_nonblock_is_for_pipes_and_devices
#define RAWMAP_HAS_CREATE_read_only      1
#define RAWMAP_HAS_CREATE_write_only     1
#define RAWMAP_HAS_CREATE_read_write     1
#define RAWMAP_HAS_CREATE_truncate       1
#define RAWMAP_HAS_CREATE_append         1
#define RAWMAP_HAS_CREATE_cloexec        1
#define RAWMAP_HAS_CREATE_nofollow       1
#define RAWMAP_HAS_CREATE_noatime        1
#define RAWMAP_HAS_CREATE_direct         1
#define RAWMAP_HAS_CREATE_sync           1
#define RAWMAP_HAS_CREATE_dsync          1
#define RAWMAP_HAS_CREATE_exclusive      1
#define RAWMAP_HAS_CREATE_create         0
#define RAWMAP_HAS_CREATE_path           0
#define RAWMAP_HAS_CREATE_directory      0
#define RAWMAP_HAS_CREATE_nonblock       0
/* clang-format on */

/* Exactly one mark means exactly one access. */
#define RAWMAP_I_ACCESSES(set) (((set) >> 32) & 15u)
#define RAWMAP_I_HAS(set, bit) (((set) & (RAWMAP_LINUX_##bit + 0ull)) > 0)
RAWMAP_I_SENTENCE(opening_needs_read_only_write_only_read_write_or_path)
#define RAWMAP_I_RULE_opening_needs_read_only_write_only_read_write_or_path(set) (RAWMAP_I_ACCESSES(set) > 0)
RAWMAP_I_SENTENCE(opening_takes_one_access)
#define RAWMAP_I_RULE_opening_takes_one_access(set) ((RAWMAP_I_ACCESSES(set) & (RAWMAP_I_ACCESSES(set) - 1)) < 1)
RAWMAP_I_SENTENCE(truncate_and_append_need_write_access)
#define RAWMAP_I_RULE_truncate_and_append_need_write_access(set)                                                       \
    ((!RAWMAP_I_HAS(set, O_TRUNC) && !RAWMAP_I_HAS(set, O_APPEND)) ||                                                  \
     ((set) & (RAWMAP_I_ACCESS(1) | RAWMAP_I_ACCESS(2))) > 0)
RAWMAP_I_SENTENCE(path_stands_with_cloexec_directory_and_nofollow_only)
#define RAWMAP_I_RULE_path_stands_with_cloexec_directory_and_nofollow_only(set)                                        \
    (!RAWMAP_I_HAS(set, O_PATH) || (((set)&0xffffffffu) | RAWMAP_I_OPEN_WITH_PATH) <= RAWMAP_I_OPEN_WITH_PATH)
RAWMAP_I_SENTENCE(a_directory_is_opened_read_only)
#define RAWMAP_I_RULE_a_directory_is_opened_read_only(set)                                                             \
    (!RAWMAP_I_HAS(set, O_DIRECTORY) || ((set) & (RAWMAP_I_ACCESS(1) | RAWMAP_I_ACCESS(2))) < 1)

/* For the rules: what each call can be asked; what path leaves of it; and what would make open create. */
#define RAWMAP_I_OPEN_WITH_PATH                                                                                        \
    (0u | RAWMAP_LINUX_O_PATH | RAWMAP_LINUX_O_CLOEXEC | RAWMAP_LINUX_O_DIRECTORY | RAWMAP_LINUX_O_NOFOLLOW)
#define RAWMAP_I_OPEN_CREATING                                                                                         \
    (0u | RAWMAP_LINUX_O_CREAT | RAWMAP_LINUX_O_EXCL | (RAWMAP_LINUX_O_TMPFILE & ~RAWMAP_LINUX_O_DIRECTORY))
#define RAWMAP_I_OPEN_SHARED                                                                                           \
    (0u | RAWMAP_LINUX_O_ACCMODE | RAWMAP_LINUX_O_TRUNC | RAWMAP_LINUX_O_APPEND | RAWMAP_LINUX_O_CLOEXEC |             \
     RAWMAP_LINUX_O_NOFOLLOW | RAWMAP_LINUX_O_NOATIME | RAWMAP_LINUX_O_DIRECT | RAWMAP_LINUX_O_SYNC |                  \
     RAWMAP_LINUX_O_DSYNC | RAWMAP_LINUX_O_LARGEFILE)
#define RAWMAP_I_OPEN_KNOWN                                                                                            \
    (RAWMAP_I_OPEN_SHARED | RAWMAP_LINUX_O_PATH | RAWMAP_LINUX_O_DIRECTORY | RAWMAP_LINUX_O_NONBLOCK)
#define RAWMAP_I_CREATE_KNOWN (RAWMAP_I_OPEN_SHARED | RAWMAP_LINUX_O_EXCL)

/* rawmap_open_union, rawmap_create_union: what both ask for.

   Result:   a value that the call refuses with RAWMAP_OPEN_ACCESS_CONTRADICTION when a and b name different accesses.
   ABIs:     all */
RAWMAP_API(files) rawmap_open_how rawmap_open_union(rawmap_open_how a, rawmap_open_how b) RAWMAP_MUST_USE;
RAWMAP_API(files) rawmap_create_how rawmap_create_union(rawmap_create_how a, rawmap_create_how b) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_API(files) rawmap_open_how rawmap_open_union(rawmap_open_how a, rawmap_open_how b)
{
    const unsigned differ = (a.bits ^ b.bits) & RAWMAP_LINUX_O_ACCMODE;
    a.bits |= b.bits | (differ != 0 ? RAWMAP_LINUX_O_ACCMODE + 0u : 0u);
    return a;
}

RAWMAP_API(files) rawmap_create_how rawmap_create_union(rawmap_create_how a, rawmap_create_how b)
{
    const unsigned differ = (a.bits ^ b.bits) & RAWMAP_LINUX_O_ACCMODE;
    a.bits |= b.bits | (differ != 0 ? RAWMAP_LINUX_O_ACCMODE + 0u : 0u);
    return a;
}

#endif

RAWMAP_I_END

#endif
