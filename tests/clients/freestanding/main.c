/* SPDX-License-Identifier: MIT */
/* bzip2 without a libc: from standard input to standard output.   bzip2 -1 ... -9, or -d to unpack, -ds to save memory */
#include <rawmap.h>

#include <bzlib.h>

RAWMAP_START(start);

#define PIECE 65536u
static char in[PIECE], out[PIECE];

void *memset(void *to, int c, size_t n)
{
    volatile unsigned char *p = (volatile unsigned char *)to;
    while (n-- > 0)
        *p++ = (unsigned char)c;
    return to;
}
void *memcpy(void *to, const void *from, size_t n)
{
    size_t i;
    for (i = 0; i < n; i++)
        ((volatile unsigned char *)to)[i] = ((const unsigned char *)from)[i];
    return to;
}

static void __attribute__((noreturn)) leave(int status)
{
    for (;;)
        (void)rawmap_syscall1(RAWMAP_NR_exit_group, status);
}

void bz_internal_error(int code)
{
    leave(100 + code % 100);
}

static long get(void)
{
    return (long)rawmap_syscall3(RAWMAP_NR_read, 0, (rawmap_word)(uintptr_t)in, PIECE);
}

static void put(size_t length)
{
    size_t done = 0;
    while (done < length) {
        const long n = (long)rawmap_syscall3(RAWMAP_NR_write, 1, (rawmap_word)(uintptr_t)(out + done),
                                             (rawmap_word)(length - done));
        if (n <= 0)
            leave(3);
        done += (size_t)n;
    }
}

/* One call of the library, with room for what it gives; then that goes out. */
static int step(bz_stream *stream, int packs, int action)
{
    int answer;
    stream->next_out = out;
    stream->avail_out = PIECE;
    answer = packs ? BZ2_bzCompress(stream, action) : BZ2_bzDecompress(stream);
    put(PIECE - stream->avail_out);
    if (answer < 0)
        leave(4);
    return answer;
}

static void pack(bz_stream *stream, int level)
{
    long n;
    if (BZ2_bzCompressInit(stream, level, 0, 0) != BZ_OK)
        leave(5);
    while ((n = get()) > 0) {
        stream->next_in = in;
        stream->avail_in = (unsigned)n;
        while (stream->avail_in != 0)
            (void)step(stream, 1, BZ_RUN);
    }
    while (step(stream, 1, BZ_FINISH) != BZ_STREAM_END)
        continue;
    BZ2_bzCompressEnd(stream);
}

static void unpack(bz_stream *stream, int small)
{
    long n = 1;
    if (BZ2_bzDecompressInit(stream, 0, small) != BZ_OK)
        leave(5);
    for (;;) {
        if (stream->avail_in == 0 && (n = get()) > 0) {
            stream->next_in = in;
            stream->avail_in = (unsigned)n;
        }
        if (n <= 0)
            leave(6);
        if (step(stream, 0, 0) == BZ_STREAM_END)
            break;
    }
    BZ2_bzDecompressEnd(stream);
}

__attribute__((used, noreturn)) void start(uintptr_t *stack)
{
    const char *const how = stack[0] > 1 ? (const char *)stack[2] : "-9";
    static bz_stream stream;
    if (how[1] == 'd')
        unpack(&stream, how[2] == 's');
    else
        pack(&stream, how[1] - '0');
    leave(0);
}
