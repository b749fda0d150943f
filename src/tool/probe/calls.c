/* SPDX-License-Identifier: MIT */
/* The library's calls on mappings. */
#include "../tool.h"

static void map(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (!memory(answer, 2, &span))
        return;
    judge(answer, peek(span.base) == 0 && poke(at(span, page_size), 1) && peek(at(span, page_size)) == 1,
          "new memory is 0 and keeps what is written", "new memory cannot be used");
}

static void unmap(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (!memory(answer, 3, &span))
        return;
    fill(span, 1);
    if (took(answer, rawmap_unmap(rawmap_slice(span, page_size, page_size))))
        judge(answer, !mapped(at(span, page_size)) && peek(at(span, page_size)) < 0 && peek(span.base) == 1,
              "the page is gone, its neighbours are not", "the page is still there");
}

static void replace(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (!memory(answer, 2, &span))
        return;
    fill(span, 5);
    if (took(answer, rawmap_replace(rawmap_slice(span, 0, page_size), RAWMAP_PROT(read), RAWMAP_PRIVATE())))
        judge(answer, peek(span.base) == 0 && !poke(span.base, 1) && peek(at(span, page_size)) == 5,
              "new memory in its place, the next page untouched", "the old memory is still there");
}

static void map_file(struct answer *answer, const struct row *row)
{
    const int file = file_of_pages(answer, 3);
    rawmap_mapping m;
    (void)row;
    if (file < 0)
        return;
    m = rawmap_map_file(file, 2 * page_size, page_size, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    if (took(answer, m.status))
        judge(answer, peek(m.span.base) == 3, "the third page of a file, by its offset",
              "another page than the offset says");
}

static void replace_file(struct answer *answer, const struct row *row)
{
    const int file = file_of_pages(answer, 2);
    rawmap_span span;
    (void)row;
    if (file < 0 || !memory(answer, 2, &span))
        return;
    fill(span, 5);
    if (took(answer, rawmap_replace_file(rawmap_slice(span, 0, page_size), file, page_size, RAWMAP_PROT(read),
                                         RAWMAP_FILE_SHARED())))
        judge(answer, peek(span.base) == 2 && peek(at(span, page_size)) == 5,
              "the file's page in its place, the next page untouched", "the old memory is still there");
}

static void protect(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (!memory(answer, 2, &span))
        return;
    fill(span, 5);
    if (took(answer, rawmap_protect(rawmap_slice(span, 0, page_size), RAWMAP_PROT(read))))
        judge(answer, !poke(span.base, 1) && peek(span.base) == 5 && poke(at(span, page_size), 6),
              "writing fails, reading goes, the next page untouched", "the page can be written as before");
}

static void residency(struct answer *answer, const struct row *row)
{
    unsigned char pages[1024] = {0};
    rawmap_span span;
    (void)row;
    if (!memory(answer, 3, &span))
        return;
    *(volatile char *)at(span, page_size) = 1;
    if (took(answer, rawmap_residency(span, pages, sizeof pages)))
        judge(answer, !(pages[0] & 1) && (pages[1] & 1) && !(pages[2] & 1), "of three pages it shows the touched one",
              "it does not tell touched pages from others");
}

/* An unmapping in the middle shows the size: what lies one page further stays. */
static void size_of_pages(struct answer *answer, const struct row *row)
{
    const size_t size = rawmap_page_size();
    rawmap_span span;
    (void)row;
    if (!memory(answer, 2, &span))
        return;
    forget(rawmap_unmap(rawmap_slice(span, 0, 1)));
    judge(answer, !mapped(span.base) && peek(at(span, size - 1)) < 0 && peek(at(span, size)) == 0,
          "unmapping one byte takes away this much: ", "unmapping one byte takes away another amount than ");
    say_number(answer, size);
}

static void knows_advice(struct answer *answer, const struct row *row)
{
    const rawmap_advice made_up = {0x7fffff};
    (void)row;
    if (took(answer, rawmap_knows_advice(RAWMAP_ADVICE(normal))))
        judge(answer, rawmap_knows_advice(made_up) == RAWMAP_ADVICE_UNKNOWN, "normal is known, a made-up number is not",
              "a made-up number is claimed to be known");
}

const struct row rows_of_calls[] = {
    {"call", "map", "1.0", map, 0},
    {"call", "map_file", "1.0", map_file, 0},
    {"call", "replace", "1.0", replace, 0},
    {"call", "replace_file", "1.0", replace_file, 0},
    {"call", "unmap", "1.0", unmap, 0},
    {"call", "protect", "1.0", protect, 0},
    {"call", "residency", "2.3.99", residency, 0},
    {"call", "page_size", "2.4", size_of_pages, 0},
    {"call", "knows_advice", "2.4", knows_advice, 0},
    {0, 0, 0, 0, 0},
};
