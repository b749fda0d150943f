/* SPDX-License-Identifier: MIT */
/* sandbox.c on new memory: code, secrets, memory within a range, aligned memory; and on a mapped file that was cut. */
#ifndef REGIONS_SANDBOX_MEMORY_H
#define REGIONS_SANDBOX_MEMORY_H

/* Code without a memory file; and a mapped file that was cut, through a pipe. */
static int code_map(void)
{
    rawmap_code code;
    if (rawmap_code_map(&code, 2 * PAGE, RAWMAP_ANYWHERE) != RAWMAP_OK)
        return 1;
    memset(code.writable.base, 'c', 2 * PAGE);
    if (!all_are(code.executable, 'c') || !readable(code.executable.base))
        return 2;
    /* The kernel writes there no more than the program may. */
    return read(ends[0], code.executable.base, 1) == -1 && errno == EFAULT ? 0 : 3;
}
static int mapped_cut(void)
{
    const int file = (int)syscall(SYS_memfd_create, "cut", 0);
    char bytes[16384];
    rawmap_span span = {NULL, 4 * PAGE};
    rawmap_size answer;
    if (4 * PAGE > sizeof bytes || ftruncate(file, (off_t)(4 * PAGE)) != 0)
        return 9;
    span.base = mmap(NULL, 4 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    memset(span.base, 'm', span.length);
    memset(bytes, '.', sizeof bytes);
    answer = rawmap_mapped_read(bytes, span);
    if (answer.status != RAWMAP_OK || answer.bytes != span.length || bytes[span.length - 1] != 'm')
        return 1;
    if (ftruncate(file, (off_t)(2 * PAGE)) != 0)
        return 9;
    memset(bytes, '.', sizeof bytes);
    answer = rawmap_mapped_read(bytes, rawmap_slice(span, 7, 3 * PAGE));
    if (answer.status != RAWMAP_OK || answer.bytes != 2 * PAGE - 7)
        return 2;
    if (bytes[2 * PAGE - 8] != 'm' || bytes[2 * PAGE - 7] != '.')
        return 3;
    memset(bytes, 'w', sizeof bytes);
    answer = rawmap_mapped_write(rawmap_slice(span, PAGE + 9, 2 * PAGE), bytes);
    if (answer.status != RAWMAP_OK || answer.bytes != PAGE - 9)
        return 4;
    if (((char *)span.base)[PAGE + 8] != 'm' || ((char *)span.base)[2 * PAGE - 1] != 'w')
        return 5;
    answer = rawmap_mapped_read(bytes, rawmap_slice(span, 2 * PAGE, 1));
    if (answer.status != RAWMAP_EFAULT || answer.bytes != 0)
        return 6;
    answer = rawmap_mapped_write(rawmap_slice(span, 3 * PAGE, PAGE), bytes);
    return answer.status == RAWMAP_EFAULT && answer.bytes == 0 ? 0 : 7;
}
static int secret_map(void)
{
    const rawmap_secret secret = rawmap_secret_map(PAGE);
    if (secret.status != RAWMAP_OK || secret.hidden)
        return 1;
    if (readable((char *)secret.span.base - 1) || readable((char *)secret.span.base + PAGE))
        return 2;
    memset(secret.span.base, 's', secret.span.length);
    return rawmap_secret_release(secret.span) == RAWMAP_OK ? 0 : 3;
}

/* Without the list of mappings, or the break, places are tried. */
static int within(void)
{
    const rawmap_mapping m =
        rawmap_map_within(PAGE, 1, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_WITHIN(0, (uint64_t)1 << 31));
    if (m.status != RAWMAP_OK)
        return 1;
    memset(m.span.base, 'w', PAGE);
    return (uintptr_t)m.span.base < (uintptr_t)1 << 31 ? 0 : 2;
}
static int aligned_shared(void)
{
    const rawmap_mapping m = rawmap_map_aligned(PAGE, (size_t)1 << 30, RAWMAP_PROT(read, write), RAWMAP_SHARED(), NULL);
    if (m.status != RAWMAP_OK)
        return 1;
    memset(m.span.base, 'w', PAGE);
    return (uintptr_t)m.span.base % ((size_t)1 << 30) == 0 ? 0 : 2;
}

#endif
