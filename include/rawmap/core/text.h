/* SPDX-License-Identifier: MIT */
/* rawmap/core/text.h: a status in words. */
#ifndef RAWMAP_CORE_TEXT_H
#define RAWMAP_CORE_TEXT_H

#ifndef RAWMAP_CORE_H
#include "base.h"
#include "causes.h"
#include "status.h"
#endif
#if RAWMAP_I_DEFINES(core)
#include "inner_rows.h"
#endif

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
    TEXT(EEXIST, "Something is there already: a mapping, or the file.") \
    TEXT(ENODEV, "Such a file cannot be mapped.") \
    TEXT(EINVAL, "Linux refused the call, and its arguments alone do not explain it: this cannot be done to such a mapping, or the kernel is older than the call or the flag.") \
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
RAWMAP_I_HUSH("-Woverlength-strings")
#define RAWMAP_I_CAUSE_NUMBER(number, name, error, sentence) "," #number

/* No pointers to the strings: they would need relocations, which a program with no libc and no loader has nobody to apply.
   No loop that a compiler would take for strlen. */
RAWMAP_I_LOCAL const char *rawmap_i_string(rawmap_status status, const unsigned short *numbers, const char *otherwise)
{
    const void *rows;
    const char *string;
    size_t row = rawmap_i_row(status, numbers, &rows);
    if (row == RAWMAP_I_NO_ROW)
        return otherwise;
    for (string = RAWMAP_I_CAST(const char *, rows); row != 0; string++)
        if (*string == 0)
            row--;
    return string;
}

RAWMAP_I_ROWS(names);
RAWMAP_API_OUTLINE(core) const char *rawmap_status_name(rawmap_status status)
{
#define RAWMAP_I_ERRNO_NUMBER(name) "," RAWMAP_I_TEXT_OF(RAWMAP_LINUX_##name)
#define RAWMAP_I_ERRNO_NAME(name) ",\"" #name "\""
#define RAWMAP_I_CAUSE_NAME(number, name, error, sentence) ",\"" #name "\""
    RAWMAP_I_WRITE_ROWS(names,
                        "0," RAWMAP_I_TEXT_OF(RAWMAP_LINUX_ENOTSUPP) RAWMAP_LINUX_ERRNOS(RAWMAP_I_ERRNO_NUMBER)
                            RAWMAP_CAUSES(RAWMAP_I_CAUSE_NUMBER),
                        ".asciz \"OK\",\"ENOTSUPP\"" RAWMAP_LINUX_ERRNOS(RAWMAP_I_ERRNO_NAME)
                            RAWMAP_CAUSES(RAWMAP_I_CAUSE_NAME))
    return rawmap_i_string(status, rawmap_i_names, "UNKNOWN");
#undef RAWMAP_I_ERRNO_NUMBER
#undef RAWMAP_I_ERRNO_NAME
#undef RAWMAP_I_CAUSE_NAME
}

RAWMAP_I_ROWS(texts);
RAWMAP_API_OUTLINE(core) const char *rawmap_status_text(rawmap_status status)
{
#define RAWMAP_I_ERRNO_NUMBER(name, sentence) "," RAWMAP_I_TEXT_OF(RAWMAP_LINUX_##name)
#define RAWMAP_I_ERRNO_SENTENCE(name, sentence) "," #sentence
#define RAWMAP_I_CAUSE_SENTENCE(number, name, error, sentence) "," #sentence
    RAWMAP_I_WRITE_ROWS(texts, "0" RAWMAP_I_ERRNO_TEXTS(RAWMAP_I_ERRNO_NUMBER) RAWMAP_CAUSES(RAWMAP_I_CAUSE_NUMBER),
                        ".asciz \"Success.\"" RAWMAP_I_ERRNO_TEXTS(RAWMAP_I_ERRNO_SENTENCE)
                            RAWMAP_CAUSES(RAWMAP_I_CAUSE_SENTENCE))
    return rawmap_i_string(status, rawmap_i_texts,
                           RAWMAP_I_CAST(unsigned, status) < 4096
                               ? "Linux refused the call with this errno."
                               : "A status that this version of rawmap does not know.");
#undef RAWMAP_I_ERRNO_NUMBER
#undef RAWMAP_I_ERRNO_SENTENCE
#undef RAWMAP_I_CAUSE_SENTENCE
}

RAWMAP_I_ROWS(errnos);
RAWMAP_I_COLD(core) int rawmap_i_errno_of(rawmap_status status)
{
#define RAWMAP_I_CAUSE_ERRNO(number, name, error, sentence) "," #number "," RAWMAP_I_TEXT_OF(RAWMAP_LINUX_##error)
    const unsigned short *pair;
    /* The first is of RAWMAP_OK, which is no cause. */
    RAWMAP_I_WRITE_ROWS(errnos, "0,0" RAWMAP_CAUSES(RAWMAP_I_CAUSE_ERRNO), "")
    for (pair = rawmap_i_errnos + 2; *pair != RAWMAP_I_NO_ROW; pair += 2)
        if (*pair == RAWMAP_I_CAST(unsigned, status))
            return pair[1];
    return RAWMAP_LINUX_EINVAL;
#undef RAWMAP_I_CAUSE_ERRNO
}
#undef RAWMAP_I_CAUSE_NUMBER
#endif

RAWMAP_API(core) int rawmap_status_errno(rawmap_status status)
{
    return RAWMAP_I_CAST(unsigned, status) < 4096 ? RAWMAP_I_CAST(int, status) : rawmap_i_errno_of(status);
}

#endif

RAWMAP_I_END

#endif
