/* SPDX-License-Identifier: MIT */
/* rawmap/regions/mapped.h: reading and writing memory that may be gone: a mapped file that was cut meanwhile, on a disk that
   fails, or pages that another thread unmaps. Linux copies, and says where it ended; by its own hand a program would get
   SIGBUS or SIGSEGV. */
#ifndef RAWMAP_REGIONS_MAPPED_H
#define RAWMAP_REGIONS_MAPPED_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../map/huge_page_size.h"
#include "../process/rules.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_mapped_read: copies bytes out of mapped memory that may be gone.

   Two system calls for each GiB (process_vm_readv, of the program's own number). Where a sandbox refuses that one, or the
   kernel lacks it, the bytes go through a pipe: two system calls for each page, and three more.

   Units:      from.length in bytes; its base need not start a page.
   Requires:   to has room for from.length bytes, in memory of which none can be gone: what is not, ends the copy, but bytes
               may have come behind the place that the answer tells.
   Result:     how many bytes came: all, or those before the first page that cannot be read: past the end of its file,
               not mapped, without access, of a device, or secret. Bytes of to behind them are as they were.
   Note:       nothing is atomic but a byte: what another thread or process writes or cuts meanwhile may be seen in part,
               and out of order. Of a file that is cut, what came is what the file had, before or after. Protection keys are
               not asked, where no pipe is taken.
   Status:     RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_WRAPS: nothing was called. RAWMAP_EFAULT: the first byte cannot be read.
               RAWMAP_ENOMEM: short of memory for the moment. By the pipe: RAWMAP_EMFILE, RAWMAP_ENFILE: no descriptor was
               free; RAWMAP_ENOSYS, RAWMAP_EPERM, RAWMAP_EACCES: the sandbox refuses that, too. 0 bytes came then.
   Since:      3.2; by the pipe 2.6.27
   ABIs:       all
   Manual:     process_vm_readv(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_size rawmap_mapped_read(void *to, rawmap_span from) RAWMAP_I_ONCE(rawmap_mapped_read) RAWMAP_MUST_USE;

/* rawmap_mapped_write: copies bytes into mapped memory that may be gone: as rawmap_mapped_read, the other way. What was
   written is in the mapping, as if the program had written it: on the disk after rawmap_sync.

   Units:      to.length in bytes; its base need not start a page.
   Requires:   from has to.length bytes, in memory of which none can be gone.
   Result:     how many bytes were written: all, or those before the first page that cannot be written. No byte behind
               them was.
   Note:       nothing is atomic but a byte. Of a file that is cut meanwhile bytes may be counted that went with the cut.
   Status:     as rawmap_mapped_read
   Since:      3.2; by the pipe 2.6.27
   ABIs:       all
   Manual:     process_vm_writev(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_size rawmap_mapped_write(rawmap_span to, const void *from) RAWMAP_I_ONCE(rawmap_mapped_write) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES && RAWMAP_I_DEFINES(regions)

/* At most this much goes by one call: Linux ends one at 2 GiB less a page, and a pipe takes a page whole or not at all. */
#define RAWMAP_I_MAPPED_PIECE (RAWMAP_I_CAST(size_t, 1) << 30)
#define RAWMAP_I_PIPE_PIECE 4096u

/* In pieces that end where a page may end, on the side that may be gone: each goes whole, or none of it. */
RAWMAP_I_LOCAL rawmap_size rawmap_i_mapped_by_pipe(uintptr_t to, uintptr_t from, uintptr_t mapped, size_t length)
{
    int ends[2] = {-1, -1};
    rawmap_size copied;
    rawmap_word result = RAWMAP_I_CALL2(RAWMAP_NR_pipe2, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(ends)), RAWMAP_LINUX_O_CLOEXEC);
    copied.bytes = 0;
    copied.status = RAWMAP_I_CAST(rawmap_status, -result);
    if (result != 0)
        return copied;
    while (copied.bytes < length) {
        const size_t left = length - copied.bytes;
        size_t piece = RAWMAP_I_PIPE_PIECE - ((mapped + copied.bytes) & (RAWMAP_I_PIPE_PIECE - 1u));
        if (piece > left)
            piece = left;
        result = RAWMAP_I_CALL3(RAWMAP_NR_write, RAWMAP_I_WORD(ends[1]), RAWMAP_I_WORD(from + copied.bytes),
                                RAWMAP_I_WORD(piece));
        if (result > 0)
            result = RAWMAP_I_CALL3(RAWMAP_NR_read, RAWMAP_I_WORD(ends[0]), RAWMAP_I_WORD(to + copied.bytes), result);
        if (result <= 0)
            break;
        copied.bytes += RAWMAP_I_CAST(size_t, result);
        if (RAWMAP_I_CAST(size_t, result) < piece)
            break;
    }
    if (copied.bytes == 0)
        copied.status = result < 0 ? RAWMAP_I_CAST(rawmap_status, -result) : RAWMAP_EFAULT;
    (void)RAWMAP_I_CALL1(RAWMAP_NR_close, RAWMAP_I_WORD(ends[0]));
    (void)RAWMAP_I_CALL1(RAWMAP_NR_close, RAWMAP_I_WORD(ends[1]));
    return copied;
}

/* The mapped side is the one that Linux reaches page by page before it touches any of its bytes: so the count is exact. */
RAWMAP_I_LOCAL rawmap_size rawmap_i_mapped_copy(rawmap_word call, uintptr_t own, uintptr_t mapped, size_t length)
{
    const bool reads = call == RAWMAP_NR_process_vm_readv;
    rawmap_size copied;
    rawmap_word self;
    copied.bytes = 0;
    copied.status = RAWMAP_OK;
    if (length == 0)
        copied.status = RAWMAP_SPAN_EMPTY;
    else if (length > SIZE_MAX - mapped)
        copied.status = RAWMAP_SPAN_WRAPS;
    if (copied.status != RAWMAP_OK)
        return copied;
    self = RAWMAP_I_CALL0(RAWMAP_NR_getpid);
    while (copied.bytes < length) {
        const size_t left = length - copied.bytes;
        rawmap_span ours, theirs;
        rawmap_word result;
        ours.base = RAWMAP_I_POINTER(own + copied.bytes);
        theirs.base = RAWMAP_I_POINTER(mapped + copied.bytes);
        ours.length = theirs.length = left < RAWMAP_I_MAPPED_PIECE ? left : RAWMAP_I_MAPPED_PIECE;
        result = RAWMAP_I_CALL6(call, self, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&ours)), 1,
                                RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&theirs)), 1, 0);
        /* Anything else is no answer to these arguments: it is a sandbox, or a kernel without this call. */
        if (rawmap_i_is_error(result) && result != -RAWMAP_LINUX_EFAULT && result != -RAWMAP_LINUX_ENOMEM)
            return rawmap_i_mapped_by_pipe(reads ? own : mapped, reads ? mapped : own, mapped, length);
        if (result <= 0) {
            if (copied.bytes == 0)
                copied.status = result < 0 ? RAWMAP_I_CAST(rawmap_status, -result) : RAWMAP_EFAULT;
            break;
        }
        copied.bytes += RAWMAP_I_CAST(size_t, result);
        if (RAWMAP_I_CAST(size_t, result) < ours.length)
            break;
    }
    return copied;
}

RAWMAP_API_OUTLINE(regions) rawmap_size rawmap_mapped_read(void *to, rawmap_span from)
{
    return rawmap_i_mapped_copy(RAWMAP_NR_process_vm_readv, RAWMAP_I_ADDRESS(to), RAWMAP_I_ADDRESS(from.base),
                                from.length);
}

RAWMAP_API_OUTLINE(regions) rawmap_size rawmap_mapped_write(rawmap_span to, const void *from)
{
    return rawmap_i_mapped_copy(RAWMAP_NR_process_vm_writev, RAWMAP_I_ADDRESS(from), RAWMAP_I_ADDRESS(to.base),
                                to.length);
}

#endif

RAWMAP_I_END

#endif
