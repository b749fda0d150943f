/* SPDX-License-Identifier: MIT */
/* logstore: an append-only log that survives its process, and if asked to, a power failure. log.h is the log.

       logstore append FILE process|power    keeps the lines of standard input as records. A number on standard output
                                             acknowledges that so many records, from the first one on, are kept
       logstore read FILE                    prints the records

   What an acknowledgement promises:

   process   The records survive the death of this process at any moment, kill -9 included: their bytes are in the page
             cache, which is the kernel's. A power failure or a crash of the kernel may lose acknowledged records, those
             of the last window (1 MiB); what it leaves is whole records, in order, without a gap.
   power     They survive that too. Before the acknowledgement every page up to the last record, and what is needed to
             find it, was written to the disk and waited for: what this process appended by msync with MS_SYNC, what an
             earlier one left and the file's name in its directory by fsync. It is as true as the disk's own word.
             When writing fails nothing more is acknowledged: the program ends. */
#include "log.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

static void sync_all(int file, const char *path)
{
    const char *slash = strrchr(path, '/');
    char directory[4096] = ".";
    int fd;
    if (slash)
        snprintf(directory, sizeof directory, "%.*s", slash == path ? 1 : (int)(slash - path), path);
    fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    must_libc(fd >= 0 && fsync(file) == 0 && fsync(fd) == 0 && close(fd) == 0, "logstore: fsync");
}

/* All lines that one read brings are one batch: one sync, one acknowledgement. */
static void append_lines(struct log *log, bool power)
{
    const size_t room = 2 * RECORD_MAX;
    rawmap_mapping m = rawmap_map(room, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    unsigned char *buffer = m.span.base, *newline;
    size_t have = 0, used;
    ssize_t got;
    must(m.status, "a buffer");
    do {
        printf("%llu\n", (unsigned long long)log->records);
        must_libc(fflush(stdout) == 0, "logstore: acknowledge");
        got = read(0, buffer + have, room - have);
        must_libc(got >= 0, "logstore: read");
        have += (size_t)got;
        for (used = 0; (newline = memchr(buffer + used, '\n', have - used)); used = (size_t)(newline - buffer) + 1) {
            must_be(newline - buffer - (ptrdiff_t)used <= RECORD_MAX, "logstore", "a line is too long");
            log_append(log, buffer + used, (uint64_t)(newline - buffer) - used);
        }
        must_be((have -= used) <= RECORD_MAX, "logstore", "a line is too long");
        memmove(buffer, buffer + used, have);
        if (power)
            log_sync(log);
    } while (got > 0);
    must(rawmap_unmap(m.span), "unmap");
}

int main(int argc, char **argv)
{
    const bool reads = argc == 3 && strcmp(argv[1], "read") == 0;
    const bool power = argc == 4 && strcmp(argv[3], "power") == 0;
    const unsigned char *record;
    uint64_t found, length;
    rawmap_file file;
    struct log log;
    if (!reads && (argc != 4 || strcmp(argv[1], "append") != 0 || (!power && strcmp(argv[3], "process") != 0))) {
        fprintf(stderr, "usage: logstore append FILE process|power, or: logstore read FILE\n");
        return 2;
    }
    file = reads ? rawmap_file_open(argv[2], RAWMAP_OPEN(read_only, cloexec))
                 : rawmap_file_create(argv[2], 0600, RAWMAP_CREATE(read_write, cloexec));
    must(file.status, argv[2]);
    must_libc(flock(file.fd, (reads ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0, "logstore: somebody else has the log");
    log = log_open(file.fd);
    if (reads) {
        while ((record = log_next(&log, &length)))
            must_libc(fwrite(record, 1, (size_t)length, stdout) == length && putchar('\n') != EOF, "logstore: print");
        must_libc(fflush(stdout) == 0, "logstore: print");
        fprintf(stderr, "logstore: %llu records in %.1f MiB, read through %u windows of 1 MiB\n",
                (unsigned long long)log.records, (double)log.end / 0x1p20, log.windows);
    } else {
        log_continue(&log);
        found = log.records;
        log_sync(&log);
        sync_all(file.fd, argv[2]);
        append_lines(&log, power);
        fprintf(stderr,
                "logstore: %llu records were there, %llu appended; %.1f MiB in all. The file grew %u times by 4 MiB; "
                "%u windows of 1 MiB, %u syncs\n",
                (unsigned long long)found, (unsigned long long)(log.records - found), (double)log.end / 0x1p20,
                log.grown, log.windows, log.syncs);
    }
    log_close(&log);
    must(rawmap_file_close(file.fd), "close");
    return 0;
}
