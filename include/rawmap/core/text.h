/* SPDX-License-Identifier: MIT */
/* rawmap/core/text.h: a status in words. */
#ifndef RAWMAP_CORE_TEXT_H
#define RAWMAP_CORE_TEXT_H

#include "base.h"
#include "causes.h"
#include "status.h"

RAWMAP_I_BEGIN

/* rawmap_status_name: the status as it stands in this header, without the prefix: "OK", "EINVAL", "LENGTH_ZERO".

   Result:   a string that is always there; "UNKNOWN" for a number that this library does not know.
   ABIs:     all */
RAWMAP_API_OUTLINE(core)
const char *rawmap_status_name(rawmap_status status) RAWMAP_I_ONCE(rawmap_status_name) RAWMAP_MUST_USE;

/* rawmap_status_text: one sentence or two: what is wrong, why, and what to do about it.

   Result:   a string that is always there.
   ABIs:     all */
RAWMAP_API_OUTLINE(core)
const char *rawmap_status_text(rawmap_status status) RAWMAP_I_ONCE(rawmap_status_text) RAWMAP_MUST_USE;

/* rawmap_status_errno: the errno for a caller that must have one.

   Result:   0 for RAWMAP_OK; the kernel's errno as it is; for a cause, the errno that Linux answers for it, or EINVAL
             where Linux would have ignored it.
   ABIs:     all */
RAWMAP_API(core) int rawmap_status_errno(rawmap_status status) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

/* The errno values that memory-mapping calls answer; the others share one sentence. */
/* clang-format off */
#define RAWMAP_I_ERRNO_TEXTS(TEXT) \
    TEXT(ENOENT, "There is no such file.") \
    TEXT(EPERM, "Linux forbids it: a missing capability, a security policy, a seal, or a file that does not allow it.") \
    TEXT(ESRCH, "There is no such process.") \
    TEXT(EINTR, "A signal came first: call again.") \
    TEXT(EIO, "Reading or writing the file failed.") \
    TEXT(EBADF, "The descriptor is closed, was opened with O_PATH, or is not of the kind that the call needs.") \
    TEXT(EAGAIN, "A limit on locked memory, or a shortage for the moment.") \
    TEXT(ENOMEM, "No room: part of the span is not mapped, or a limit is reached (addresses, vm.max_map_count, RLIMIT_AS, RLIMIT_DATA, RLIMIT_MEMLOCK, the commit limit, the huge page pool).") \
    TEXT(EACCES, "Not allowed: a file, where there is one, is not open for this access; or a security policy forbids it.") \
    TEXT(EFAULT, "The span, or a buffer, is not mapped as the call needs it.") \
    TEXT(EBUSY, "The pages are locked or in use.") \
    TEXT(EEXIST, "Something is there already: a mapping, or the file that was to be new.") \
    TEXT(ENODEV, "Such a file cannot be mapped.") \
    TEXT(EINVAL, "Linux refused the call, and nothing in its arguments alone explains it: the mapping is not of a kind that this can be done to, or the kernel is older than the call or the flag.") \
    TEXT(ENFILE, "The system is at its limit of open files.") \
    TEXT(EMFILE, "The process is at its limit of open files.") \
    TEXT(ENOTDIR, "A part of the path is no directory.") \
    TEXT(EISDIR, "The path is a directory.") \
    TEXT(ELOOP, "The path has too many symbolic links, or one where none is wanted.") \
    TEXT(ENAMETOOLONG, "The path is too long.") \
    TEXT(EROFS, "The file system is read-only.") \
    TEXT(EFBIG, "The file would be longer than its file system or RLIMIT_FSIZE allows.") \
    TEXT(EDQUOT, "The quota leaves no room.") \
    TEXT(ENOSPC, "No space is left.") \
    TEXT(ENOSYS, "This kernel is older than the call, or a sandbox hides it.") \
    TEXT(EOVERFLOW, "The offset and the length reach past the largest size that the file can have.") \
    TEXT(EOPNOTSUPP, "The kernel or the file does not support it.") \
    TEXT(ETXTBSY, "The file is in use in a way that excludes this.")
/* clang-format on */

/* The errno of a cause. */
RAWMAP_I_COLD(core) int rawmap_i_errno_of(rawmap_status status) RAWMAP_I_ONCE(rawmap_i_errno_of);
#if RAWMAP_I_DEFINES(core)
/* Strings stand one after another in one object, and are found by their distance from its start: pointers would need
   relocations, which a program with no libc and no loader has nobody to apply. */
typedef struct rawmap_i_string_place {
    unsigned short status;
    unsigned short at;
} rawmap_i_string_place;

RAWMAP_I_LOCAL const char *rawmap_i_string(rawmap_status status, const rawmap_i_string_place *places, size_t count,
                                           const void *strings, const char *otherwise)
{
    size_t i;
    for (i = 0; i < count; i++)
        if (places[i].status == RAWMAP_I_CAST(unsigned, status))
            return RAWMAP_I_CAST(const char *, strings) + places[i].at;
    return otherwise;
}

RAWMAP_API_OUTLINE(core) const char *rawmap_status_name(rawmap_status status)
{
#define RAWMAP_I_ERRNO_MEMBER(name) char name_##name[sizeof(#name)];
#define RAWMAP_I_CAUSE_MEMBER(number, name, error, sentence) char name_##name[sizeof(#name)];
#define RAWMAP_I_ERRNO_STRING(name) #name,
#define RAWMAP_I_CAUSE_STRING(number, name, error, sentence) #name,
#define RAWMAP_I_ERRNO_PLACE(name) {RAWMAP_LINUX_##name, offsetof(struct names, name_##name)},
#define RAWMAP_I_CAUSE_PLACE(number, name, error, sentence) {number, offsetof(struct names, name_##name)},
    struct names {
        char name_OK[sizeof("OK")];
        char name_ENOTSUPP[sizeof("ENOTSUPP")];
        RAWMAP_LINUX_ERRNOS(RAWMAP_I_ERRNO_MEMBER)
        RAWMAP_CAUSES(RAWMAP_I_CAUSE_MEMBER)
    };
    static const struct names names = {"OK", "ENOTSUPP",
                                       RAWMAP_LINUX_ERRNOS(RAWMAP_I_ERRNO_STRING) RAWMAP_CAUSES(RAWMAP_I_CAUSE_STRING)};
    static const rawmap_i_string_place places[] = {{0, offsetof(struct names, name_OK)},
                                                   {RAWMAP_LINUX_ENOTSUPP, offsetof(struct names, name_ENOTSUPP)},
                                                   RAWMAP_LINUX_ERRNOS(RAWMAP_I_ERRNO_PLACE)
                                                       RAWMAP_CAUSES(RAWMAP_I_CAUSE_PLACE)};
    return rawmap_i_string(status, places, sizeof places / sizeof *places, &names, "UNKNOWN");
#undef RAWMAP_I_ERRNO_MEMBER
#undef RAWMAP_I_CAUSE_MEMBER
#undef RAWMAP_I_ERRNO_STRING
#undef RAWMAP_I_CAUSE_STRING
#undef RAWMAP_I_ERRNO_PLACE
#undef RAWMAP_I_CAUSE_PLACE
}

RAWMAP_API_OUTLINE(core) const char *rawmap_status_text(rawmap_status status)
{
#define RAWMAP_I_ERRNO_MEMBER(name, sentence) char text_##name[sizeof(sentence)];
#define RAWMAP_I_CAUSE_MEMBER(number, name, error, sentence) char text_##name[sizeof(sentence)];
#define RAWMAP_I_ERRNO_STRING(name, sentence) sentence,
#define RAWMAP_I_CAUSE_STRING(number, name, error, sentence) sentence,
#define RAWMAP_I_ERRNO_PLACE(name, sentence) {RAWMAP_LINUX_##name, offsetof(struct texts, text_##name)},
#define RAWMAP_I_CAUSE_PLACE(number, name, error, sentence) {number, offsetof(struct texts, text_##name)},
    struct texts {
        char text_OK[sizeof("Success.")];
        RAWMAP_I_ERRNO_TEXTS(RAWMAP_I_ERRNO_MEMBER)
        RAWMAP_CAUSES(RAWMAP_I_CAUSE_MEMBER)
    };
    static const struct texts texts = {"Success.", RAWMAP_I_ERRNO_TEXTS(RAWMAP_I_ERRNO_STRING)
                                                       RAWMAP_CAUSES(RAWMAP_I_CAUSE_STRING)};
    static const rawmap_i_string_place places[] = {{0, offsetof(struct texts, text_OK)},
                                                   RAWMAP_I_ERRNO_TEXTS(RAWMAP_I_ERRNO_PLACE)
                                                       RAWMAP_CAUSES(RAWMAP_I_CAUSE_PLACE)};
    return rawmap_i_string(status, places, sizeof places / sizeof *places, &texts,
                           status > 0 && status < 4096 ? "Linux refused the call with this errno."
                                                       : "A status that this version of rawmap does not know.");
#undef RAWMAP_I_ERRNO_MEMBER
#undef RAWMAP_I_CAUSE_MEMBER
#undef RAWMAP_I_ERRNO_STRING
#undef RAWMAP_I_CAUSE_STRING
#undef RAWMAP_I_ERRNO_PLACE
#undef RAWMAP_I_CAUSE_PLACE
}

RAWMAP_I_COLD(core) int rawmap_i_errno_of(rawmap_status status)
{
    static const struct {
        unsigned short cause, error;
    } errors[] = {
#define RAWMAP_I_CAUSE_ERRNO(number, name, error, sentence) {number, RAWMAP_LINUX_##error},
        RAWMAP_CAUSES(RAWMAP_I_CAUSE_ERRNO)
#undef RAWMAP_I_CAUSE_ERRNO
    };
    size_t i;
    for (i = 0; i < sizeof errors / sizeof *errors; i++)
        if (errors[i].cause == RAWMAP_I_CAST(unsigned, status))
            return errors[i].error;
    return RAWMAP_LINUX_EINVAL;
}
#endif

RAWMAP_API(core) int rawmap_status_errno(rawmap_status status)
{
    return RAWMAP_I_CAST(unsigned, status) < 4096 ? RAWMAP_I_CAST(int, status) : rawmap_i_errno_of(status);
}

#endif

RAWMAP_I_END

#endif
