/* SPDX-License-Identifier: MIT */
/* The compiled library in a program that has a libc: functions instead of inlines, structures across the boundary, files
   beyond 4 GiB, and an errno that nobody touches. The libc's own calls are the witness of what was done. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <rawmap.h>

static int failed, passed;

static void check(const char *name, int condition)
{
    if (condition) {
        passed++;
        printf("ok %s\n", name);
    } else {
        failed++;
        printf("FAIL %s\n", name);
    }
}

static void memory(size_t size)
{
    rawmap_mapping m = rawmap_map(3 * size, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    rawmap_mapping moved;
    unsigned char *vector = calloc(3 * size / RAWMAP_PAGE_SIZE_MIN, 1);
    check("map", m.status == RAWMAP_OK && m.span.length == 3 * size);
    if (m.status != RAWMAP_OK || vector == NULL)
        return;
    memset(m.span.base, 'x', m.span.length);
    check("protect", rawmap_protect(rawmap_slice(m.span, size, size), RAWMAP_PROT(read)) == RAWMAP_OK);
    check("advise", rawmap_advise(rawmap_slice(m.span, 0, size), RAWMAP_ADVICE(dontneed)) == RAWMAP_OK);
    check("advise emptied the page", *(char *)m.span.base == 0 && ((char *)m.span.base)[size] == 'x');
    check("residency", rawmap_residency(m.span, vector, 3 * size / RAWMAP_PAGE_SIZE_MIN) == RAWMAP_OK);
    moved = rawmap_resize_or_move(rawmap_slice(m.span, 2 * size, size), 5 * size);
    check("resize_or_move", moved.status == RAWMAP_OK && moved.span.length == 5 * size);
    check("resize_or_move kept the contents", moved.status == RAWMAP_OK && *(char *)moved.span.base == 'x');
    check("unmap", rawmap_unmap(m.span) == RAWMAP_OK && rawmap_unmap(moved.span) == RAWMAP_OK);
    free(vector);
}

static void file(size_t size)
{
    const off_t far_offset = ((off_t)5 << 32) + 0x300000;
    char path[] = "/tmp/rawmap-library-XXXXXX", back[2] = {0, 0};
    const int descriptor = mkstemp(path);
    rawmap_mapping m;
    check("a file", descriptor >= 0 && pwrite(descriptor, "far", 3, far_offset) == 3);
    (void)unlink(path);
    m = rawmap_map_file(descriptor, (uint64_t)far_offset, size, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(),
                        RAWMAP_ANYWHERE);
    check("map_file beyond 4 GiB", m.status == RAWMAP_OK);
    if (m.status == RAWMAP_OK) {
        check("map_file has the file's bytes", memcmp(m.span.base, "far", 3) == 0);
        ((char *)m.span.base)[1] = 'o';
        check("sync", rawmap_sync(m.span, RAWMAP_SYNC(sync)) == RAWMAP_OK);
        check("the libc reads what was stored", pread(descriptor, back, 1, far_offset + 1) == 1 && back[0] == 'o');
        check("unmap the file", rawmap_unmap(m.span) == RAWMAP_OK);
    }
    m = rawmap_map_file(descriptor, (uint64_t)far_offset + 12, size, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(),
                        RAWMAP_ANYWHERE);
    check("an unaligned offset", m.status == RAWMAP_OFFSET_UNALIGNED && m.span.base == NULL && m.span.length == 0);
    (void)close(descriptor);
}

int main(void)
{
    const size_t size = rawmap_page_size();
    const rawmap_span nothing = {NULL, 0};
    check("page size", size == (size_t)sysconf(_SC_PAGESIZE));
    memory(size);
    file(size);
    errno = 1234;
    check("a refused call", rawmap_unmap(nothing) == RAWMAP_SPAN_EMPTY);
    check("errno is not touched", errno == 1234);
    check("a name", strcmp(rawmap_status_name(RAWMAP_SPAN_EMPTY), "SPAN_EMPTY") == 0);
    check("errno of a status", rawmap_status_errno(RAWMAP_ENOSYS) == ENOSYS);
    printf("library: %d passed, %d failed\n", passed, failed);
    return failed != 0;
}
