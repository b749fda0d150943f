/* SPDX-License-Identifier: MIT */
/* Text that is printed, and where it goes: 64-bit numbers, sizes in units, strings of JSON. */
#include "trace.h"

static int output = 2;
static bool failed;

void put(struct line *line, const char *text)
{
    append(line->text, &line->used, sizeof line->text, text);
}

/* No division: it is a library call on some processors. */
void put_number(struct line *line, uint64_t number)
{
    uint64_t ten = 1;
    bool begun = false;
    unsigned count = 0;
    uint64_t tens[20];
    for (; count < 20; count++, ten = (ten << 3) + (ten << 1))
        tens[count] = ten;
    while (count--) {
        char digit[2] = "0";
        while (number >= tens[count] && digit[0] < '9')
            number -= tens[count], digit[0]++;
        begun = begun || digit[0] != '0' || count == 0;
        if (begun)
            put(line, digit);
    }
}

void put_signed(struct line *line, int64_t number)
{
    if (number < 0)
        put(line, "-");
    put_number(line, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

void put_hex(struct line *line, uint64_t number)
{
    int shift = 60;
    put(line, "0x");
    while (shift && (number >> shift & 15) == 0)
        shift -= 4;
    for (; shift >= 0; shift -= 4) {
        const char digit[2] = {"0123456789abcdef"[number >> shift & 15], 0};
        put(line, digit);
    }
}

/* In the largest unit that it is a whole number of; what is none of one is in bytes. */
void put_size(struct line *line, uint64_t bytes)
{
    static const char units[][5] = {"", " KiB", " MiB", " GiB", " TiB", " PiB", " EiB"};
    unsigned unit = 0;
    for (; bytes && (bytes & 1023) == 0 && unit < 6; bytes >>= 10)
        unit++;
    put_number(line, bytes);
    put(line, units[unit]);
}

/* How many bytes a letter of UTF-8 has, of two or more; 0 where it is none, or one that Unicode does not allow. */
static unsigned letter_bytes(const unsigned char *text)
{
    const unsigned count = text[0] < 0xc2 ? 0 : text[0] < 0xe0 ? 2 : text[0] < 0xf0 ? 3 : text[0] < 0xf5 ? 4 : 0;
    unsigned i;
    for (i = 1; i < count; i++)
        if ((text[i] & 0xc0) != 0x80)
            return 0;
    if ((text[0] == 0xe0 && text[1] < 0xa0) || (text[0] == 0xed && text[1] > 0x9f) ||
        (text[0] == 0xf0 && text[1] < 0x90) || (text[0] == 0xf4 && text[1] > 0x8f))
        return 0;
    return count;
}

/* Names are bytes: those that are no text stand there as the letters of Latin-1 do. */
void put_quoted(struct line *line, const char *text)
{
    put(line, "\"");
    for (; *text; text++) {
        const unsigned char letter = (unsigned char)*text;
        const char one[2] = {*text, 0};
        const unsigned bytes = letter_bytes((const unsigned char *)text);
        if (bytes != 0) {
            char whole[5] = {0};
            memcpy(whole, text, bytes);
            put(line, whole);
            text += bytes - 1;
            continue;
        }
        if (letter == '"' || letter == '\\')
            put(line, "\\");
        if (letter >= 32 && letter < 127) {
            put(line, one);
        } else {
            const char code[5] = {'0', '0', "0123456789abcdef"[letter >> 4], "0123456789abcdef"[letter & 15], 0};
            put(line, "\\u");
            put(line, code);
        }
    }
    put(line, "\"");
}

void print_line(struct line *line)
{
    const char *text = line->text;
    while (line->used) {
        const rawmap_word done = rawmap_syscall3(RAWMAP_NR_write, output, word_of(text), (rawmap_word)line->used);
        if (done == -RAWMAP_LINUX_EINTR)
            continue;
        if (done <= 0) {
            failed = true;
            line->used = 0;
            break;
        }
        text += done;
        line->used -= (unsigned)done;
    }
    line->text[0] = 0;
}

bool print_to(const char *file)
{
    enum { EVERYBODY_READS = 0644 };
    const rawmap_word opened = rawmap_syscall4(
        RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, word_of(file),
        RAWMAP_LINUX_O_WRONLY | RAWMAP_LINUX_O_CREAT | RAWMAP_LINUX_O_TRUNC | RAWMAP_LINUX_O_CLOEXEC, EVERYBODY_READS);
    output = (int)opened;
    return opened >= 0;
}

bool printed_well(void)
{
    return !failed;
}
