/* SPDX-License-Identifier: MIT */
/* rawmap/core/status.h: how a call ended.

   RAWMAP_OK (0)      success; nothing to look up elsewhere
   1..4095            the kernel's own errno on this architecture: RAWMAP_EINVAL and its fellows
   4096 and up        the cause, by name: RAWMAP_LENGTH_ZERO and its fellows (causes.h has the sentences)

   The enumeration is open: a newer kernel or library may answer a number that is not in it, so a switch has a default. */
#ifndef RAWMAP_CORE_STATUS_H
#define RAWMAP_CORE_STATUS_H

#include "base.h"
#include "causes.h"

RAWMAP_I_BEGIN

/* An errno of the kernel's inside that some kernels let out (32-bit ones without droppable memory). */
#define RAWMAP_LINUX_ENOTSUPP 524

#ifdef __cplusplus
enum rawmap_status : int {
#else
typedef enum rawmap_status {
    /* Makes the type int-sized and signed under -fshort-enums too. Never answered. */
    RAWMAP_I_STATUS_IS_AN_INT = -__INT_MAX__ - 1,
#endif
    RAWMAP_OK = 0,
#define RAWMAP_I_ENUMERATOR(name) RAWMAP_##name = RAWMAP_LINUX_##name,
    RAWMAP_LINUX_ERRNOS(RAWMAP_I_ENUMERATOR) RAWMAP_ENOTSUPP = RAWMAP_LINUX_ENOTSUPP,
#undef RAWMAP_I_ENUMERATOR
#define RAWMAP_I_ENUMERATOR(number, name, error, sentence) RAWMAP_##name = (number),
    RAWMAP_CAUSES(RAWMAP_I_ENUMERATOR)
#undef RAWMAP_I_ENUMERATOR
#ifdef __cplusplus
};
#else
} rawmap_status;
#endif

/* rawmap_status_name: the status as it stands in this header, without the prefix: "OK", "EINVAL", "LENGTH_ZERO".

   Result:   a string that is always there; "UNKNOWN" for a number that this library does not know.
   ABIs:     all */
RAWMAP_API_OUTLINE const char *rawmap_status_name(rawmap_status status) RAWMAP_MUST_USE;

/* rawmap_status_text: one sentence or two: what is wrong, why, and what to do about it.

   Result:   a string that is always there.
   ABIs:     all */
RAWMAP_API_OUTLINE const char *rawmap_status_text(rawmap_status status) RAWMAP_MUST_USE;

/* rawmap_status_errno: the errno for a caller that must have one.

   Result:   0 for RAWMAP_OK; the kernel's errno as it is; for a cause, the errno that Linux answers for it, or EINVAL
             where Linux would have ignored it.
   ABIs:     all */
RAWMAP_API_OUTLINE int rawmap_status_errno(rawmap_status status) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

/* The strings stand in one object and are found by their offset: pointers would need relocations, which a program with
   no libc and no loader has nobody to apply. */
#define RAWMAP_I_STRING_AT(object, type, member)                                                                       \
    RAWMAP_I_CAST(const char *, RAWMAP_I_CAST(const void *, &(object))) + offsetof(type, member)

RAWMAP_API_OUTLINE const char *rawmap_status_name(rawmap_status status)
{
#define RAWMAP_I_ERRNO_MEMBER(name) char name_##name[sizeof(#name)];
#define RAWMAP_I_CAUSE_MEMBER(number, name, error, sentence) char name_##name[sizeof(#name)];
    struct names {
        char name_OK[sizeof("OK")];
        char name_UNKNOWN[sizeof("UNKNOWN")];
        char name_ENOTSUPP[sizeof("ENOTSUPP")];
        RAWMAP_LINUX_ERRNOS(RAWMAP_I_ERRNO_MEMBER)
        RAWMAP_CAUSES(RAWMAP_I_CAUSE_MEMBER)
    };
#define RAWMAP_I_ERRNO_STRING(name) #name,
#define RAWMAP_I_CAUSE_STRING(number, name, error, sentence) #name,
    static const struct names names = {"OK", "UNKNOWN", "ENOTSUPP",
                                       RAWMAP_LINUX_ERRNOS(RAWMAP_I_ERRNO_STRING) RAWMAP_CAUSES(RAWMAP_I_CAUSE_STRING)};
#define RAWMAP_I_NAMED(name)                                                                                           \
    case RAWMAP_##name:                                                                                                \
        return RAWMAP_I_STRING_AT(names, struct names, name_##name);
#define RAWMAP_I_CAUSE_NAMED(number, name, error, sentence) RAWMAP_I_NAMED(name)
    switch (status) {
        RAWMAP_I_NAMED(OK)
        RAWMAP_I_NAMED(ENOTSUPP)
        RAWMAP_LINUX_ERRNOS(RAWMAP_I_NAMED)
        RAWMAP_CAUSES(RAWMAP_I_CAUSE_NAMED)
    default:
        return RAWMAP_I_STRING_AT(names, struct names, name_UNKNOWN);
    }
#undef RAWMAP_I_ERRNO_MEMBER
#undef RAWMAP_I_CAUSE_MEMBER
#undef RAWMAP_I_ERRNO_STRING
#undef RAWMAP_I_CAUSE_STRING
#undef RAWMAP_I_NAMED
#undef RAWMAP_I_CAUSE_NAMED
}

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
    TEXT(EACCES, "The file is not open for this access, or a security policy forbids it.") \
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

RAWMAP_API_OUTLINE const char *rawmap_status_text(rawmap_status status)
{
#define RAWMAP_I_ERRNO_MEMBER(name, sentence) char text_##name[sizeof(sentence)];
#define RAWMAP_I_CAUSE_MEMBER(number, name, error, sentence) char text_##name[sizeof(sentence)];
    struct texts {
        char text_OK[sizeof("Success.")];
        char text_other[sizeof("Linux refused the call with this errno.")];
        char text_unknown[sizeof("A status that this version of rawmap does not know.")];
        RAWMAP_I_ERRNO_TEXTS(RAWMAP_I_ERRNO_MEMBER)
        RAWMAP_CAUSES(RAWMAP_I_CAUSE_MEMBER)
    };
#define RAWMAP_I_ERRNO_STRING(name, sentence) sentence,
#define RAWMAP_I_CAUSE_STRING(number, name, error, sentence) sentence,
    static const struct texts texts = {
        "Success.", "Linux refused the call with this errno.", "A status that this version of rawmap does not know.",
        RAWMAP_I_ERRNO_TEXTS(RAWMAP_I_ERRNO_STRING) RAWMAP_CAUSES(RAWMAP_I_CAUSE_STRING)};
#define RAWMAP_I_TEXT(name, sentence)                                                                                  \
    case RAWMAP_##name:                                                                                                \
        return RAWMAP_I_STRING_AT(texts, struct texts, text_##name);
#define RAWMAP_I_CAUSE_TEXT(number, name, error, sentence) RAWMAP_I_TEXT(name, sentence)
    switch (status) {
        RAWMAP_I_TEXT(OK, )
        RAWMAP_I_ERRNO_TEXTS(RAWMAP_I_TEXT)
        RAWMAP_CAUSES(RAWMAP_I_CAUSE_TEXT)
    default:
        if (status > 0 && status < 4096)
            return RAWMAP_I_STRING_AT(texts, struct texts, text_other);
        return RAWMAP_I_STRING_AT(texts, struct texts, text_unknown);
    }
#undef RAWMAP_I_ERRNO_MEMBER
#undef RAWMAP_I_CAUSE_MEMBER
#undef RAWMAP_I_ERRNO_STRING
#undef RAWMAP_I_CAUSE_STRING
#undef RAWMAP_I_TEXT
#undef RAWMAP_I_CAUSE_TEXT
}

RAWMAP_API_OUTLINE int rawmap_status_errno(rawmap_status status)
{
#define RAWMAP_I_CAUSE_ERRNO(number, name, error, sentence)                                                            \
    case RAWMAP_##name:                                                                                                \
        return RAWMAP_LINUX_##error;
    switch (status) {
        RAWMAP_CAUSES(RAWMAP_I_CAUSE_ERRNO)
    default:
        return status >= 0 && status < 4096 ? RAWMAP_I_CAST(int, status) : RAWMAP_LINUX_EINVAL;
    }
#undef RAWMAP_I_CAUSE_ERRNO
}

#endif

RAWMAP_I_END

#endif
