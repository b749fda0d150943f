/* SPDX-License-Identifier: MIT */
/* Standard output, a line at a time, so that a reader sees each row when it is found. */
#include "tool.h"

static char buffer[1024];
static unsigned used;
static bool failed;

static bool write_all(int file, const char *text, size_t length)
{
    while (length) {
        const rawmap_word done = rawmap_syscall3(RAWMAP_NR_write, file, word_of(text), (rawmap_word)length);
        if (done == -RAWMAP_LINUX_EINTR)
            continue;
        if (done <= 0)
            return false;
        text += done;
        length -= (size_t)done;
    }
    return true;
}

bool out_flush(void)
{
    if (!write_all(1, buffer, used))
        failed = true;
    used = 0;
    return !failed;
}

void out(const char *text)
{
    for (; *text; text++) {
        if (used == sizeof buffer)
            (void)out_flush();
        buffer[used++] = *text;
    }
}

void out_padded(const char *text, unsigned width)
{
    size_t length = length_of(text);
    out(text);
    for (; length < width; length++)
        out(" ");
}

unsigned out_words(const char *text, unsigned column, unsigned from, unsigned width)
{
    while (*text) {
        char word[160];
        unsigned length = 0, i;
        while (text[length] && text[length] != ' ' && length < sizeof word - 1) {
            word[length] = text[length];
            length++;
        }
        word[length] = 0;
        text += length;
        while (*text == ' ')
            text++;
        if (column > from && column + 1 + length > width) {
            out("\n");
            for (i = 0; i < from; i++)
                out(" ");
            column = from;
        } else if (column > from) {
            out(" ");
            column++;
        }
        out(word);
        column += length;
    }
    return column;
}

void out_number(unsigned long number)
{
    char text[12];
    unsigned length = 0;
    append_number(text, &length, sizeof text, number);
    out(text);
}

void complain(const char *text)
{
    (void)write_all(2, text, length_of(text));
}

/* The number of TCGETS, the usual question, differs between architectures, and there are terminals that are none of
   these. A console, a virtual terminal or a pseudo terminal is known by its device number everywhere. */
bool out_is_terminal(void)
{
    enum { KIND = 0170000, CHARACTERS = 0020000, VIRTUAL = 4, CONSOLE = 5, PSEUDO_FIRST = 136, PSEUDO_LAST = 143 };
    struct file_facts facts;
    if (!file_facts(1, &facts) || (facts.mode & KIND) != CHARACTERS)
        return false;
    return facts.rdev_major == VIRTUAL || (facts.rdev_major == CONSOLE) ||
           (facts.rdev_major >= PSEUDO_FIRST && facts.rdev_major <= PSEUDO_LAST);
}

/* The number of TIOCGWINSZ differs too; a kernel knows one of these, and answers ENOTTY to the others. */
unsigned out_width(void)
{
    static const unsigned numbers[] = {0x5413, 0x40087468, 0x80087468};
    struct {
        unsigned short lines, columns, unused[2];
    } size = {0, 0, {0, 0}};
    unsigned i;
    for (i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (rawmap_syscall3(RAWMAP_NR_ioctl, 1, (rawmap_word)numbers[i], word_of(&size)) == 0)
            return size.columns;
    return 0;
}
