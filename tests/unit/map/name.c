/* SPDX-License-Identifier: MIT */
/* Names of spans, as /proc/self/maps shows them; the break; and the call that remaps a file's pages. */
#include "unit_whole.h"

/* The rest of the line of /proc/self/maps that holds the address, from its name on. */
static const char *name_of(const void *address)
{
    static char line[512];
    FILE *maps = fopen("/proc/self/maps", "re");
    unsigned long from, to;
    int at;
    cr_assert_not_null(maps);
    while (fgets(line, sizeof line, maps)) {
        at = -1;
        if (sscanf(line, "%lx-%lx %*s %*s %*s %*s %n", &from, &to, &at) == 2 && (uintptr_t)address >= from &&
            (uintptr_t)address < to) {
            fclose(maps);
            if (at < 0)
                return "";
            line[strcspn(line, "\n")] = 0;
            return line + at;
        }
    }
    fclose(maps);
    return "nothing is mapped";
}

/* As the bare call: a kernel built without names refuses them by that name, and everything. */
Test(name, given_or_refused_as_by_the_kernel)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE), other = unit_pages(1, MAP_PRIVATE);
    if (syscall(SYS_prctl, RAWMAP_LINUX_PR_SET_VMA, RAWMAP_LINUX_PR_SET_VMA_ANON_NAME, other.base, other.length,
                "here") == 0) {
        STATUS(OK, rawmap_name(span, "here"));
        cr_assert_str_eq(name_of(span.base), "[anon:here]");
    } else {
        cr_assert_eq(errno, EINVAL);
        STATUS(NAME_UNSUPPORTED, rawmap_name(span, "here"));
        STATUS(NAME_UNSUPPORTED, rawmap_name(span, NULL));
        cr_assert_str_eq(name_of(span.base), "");
    }
}

Test(name, is_shown_and_taken_off)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    char name[] = "a name of rawmap";
    UNIT_NEEDS_FACT(names);
    STATUS(OK, rawmap_name(rawmap_slice(span, unit_page(), unit_page()), name));
    memset(name, 'x', sizeof name - 1);
    cr_assert_str_eq(name_of((char *)span.base + unit_page()), "[anon:a name of rawmap]");
    cr_assert_str_eq(name_of(span.base), "");
    cr_assert_str_eq(name_of((char *)span.base + 2 * unit_page()), "");
    STATUS(OK, rawmap_name(span, NULL));
    cr_assert_str_eq(name_of((char *)span.base + unit_page()), "");
}

/* 79 bytes, and the corners of what can be printed. */
Test(name, longest_and_oddest)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    char name[128], shown[160];
    UNIT_NEEDS_FACT(names);
    memset(name, 'n', sizeof name);
    name[79] = 0;
    STATUS(OK, rawmap_name(span, name));
    snprintf(shown, sizeof shown, "[anon:%s]", name);
    cr_assert_str_eq(name_of(span.base), shown);
    STATUS(OK, rawmap_name(span, " ~!\"#%&'()*+,-./:;<=>?@^_{|}"));
    cr_assert_str_eq(name_of(span.base), "[anon: ~!\"#%&'()*+,-./:;<=>?@^_{|}]");
}

Test(name, of_shared_memory)
{
    const rawmap_span span = unit_pages(1, MAP_SHARED);
    UNIT_NEEDS_FACT(names);
    UNIT_NEEDS_LINUX(6, 2, "names of shared memory");
    STATUS(OK, rawmap_name(span, "both"));
    cr_assert_str_eq(name_of(span.base), "[anon_shmem:both]");
}

Test(name, rows)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    const uintptr_t at = (uintptr_t)span.base;
    char name[128];
    const char *odd;
    ROW(name, IGNORED, EINVAL, SPAN_EMPTY, (unit_at(at, 0), "n"));
    ROW(name, REFUSED, EINVAL, SPAN_UNALIGNED, (unit_at(at + 1, 4096), "n"));
    ROW(name, REFUSED, EINVAL, SPAN_LENGTH_WRAPS, (unit_at(at, SIZE_MAX), "n"));
    ROW(name, REFUSED, EINVAL, SPAN_WRAPS, (unit_at(at, SIZE_MAX - at), "n"));
    memset(name, 'n', sizeof name);
    name[80] = 0;
    ROW(name, UNSURE, EINVAL, NAME_TOO_LONG, (span, name));
    for (odd = "\\`$[]\t\x7f\x80\xff"; *odd != 0; odd++) {
        char one[2] = {*odd, 0};
        ROW(name, UNSURE, EINVAL, NAME_UNPRINTABLE, (span, one));
    }
    cr_assert_str_eq(name_of(span.base), "");
}

Test(name, what_cannot_be_named)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    void *file;
    UNIT_NEEDS_FACT(names);
    file = mmap(NULL, unit_page(), PROT_READ, MAP_PRIVATE, unit_file(unit_page(), 'f'), 0);
    cr_assert_neq(file, MAP_FAILED);
    STATUS(NAME_OF_FILE, rawmap_name(unit_span(file, unit_page()), "n"));
    STATUS(ENOMEM, rawmap_name(unit_room(unit_page(), unit_page()), "n"));
    STATUS(EFAULT, rawmap_name(span, (const char *)unit_room(unit_page(), unit_page()).base));
    cr_assert_str_eq(name_of(span.base), "");
}

/* Nothing here asks malloc in between: it has a break of its own in mind. */
Test(break_, moves_and_comes_back)
{
    const rawmap_break was = rawmap_break_now();
    char *const end = (char *)was.end;
    const size_t some = 16 * unit_page();
    rawmap_status up, down;
    int first, last;
    bool mapped, still;
    STATUS(OK, was.status);
    cr_assert_eq(was.end, sbrk(0));
    up = rawmap_break_set(end + some);
    mapped = unit_mapped(end + some - 1);
    first = last = -1;
    if (up == RAWMAP_OK) {
        last = (unsigned char)end[some - 1];
        end[some - 1] = 'b';
        first = (unsigned char)end[some - 1];
    }
    down = rawmap_break_set(end);
    still = unit_mapped(end + some - 1);
    STATUS(OK, up);
    STATUS(OK, down);
    cr_assert(mapped);
    cr_assert_eq(last, 0);
    cr_assert_eq(first, 'b');
    cr_assert_not(still);
    cr_assert_eq(rawmap_break_now().end, was.end);
}

Test(break_, stays_when_refused)
{
    const rawmap_break was = rawmap_break_now();
    STATUS(BREAK_REFUSED, rawmap_break_set(unit_span((void *)(uintptr_t)1, 0).base));
    STATUS(BREAK_REFUSED, rawmap_break_set((char *)was.end + SIZE_MAX / 4));
    cr_assert_eq(rawmap_break_now().end, was.end);
    ROW(break_set, IGNORED, EINVAL, BREAK_NOT_NAMED, (NULL));
    cr_assert_eq(sbrk(0), was.end);
}

Test(remap_file_pages, shows_other_pages)
{
    const size_t page = unit_page();
    const int file = unit_memfd(4 * page, 'a');
    char *at;
    rawmap_span span;
    cr_assert_eq(pwrite(file, "third", 5, (off_t)(2 * page)), 5);
    at = (char *)mmap(NULL, 4 * page, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    cr_assert_neq((void *)at, MAP_FAILED);
    span = unit_span(at, page);
    cr_assert_eq(at[0], 'a');
    STATUS(OK, rawmap_remap_file_pages(span, 2));
    cr_assert_eq(memcmp(at, "third", 5), 0);
    cr_assert_eq(at[page], 'a');
    ROW(remap_file_pages, IGNORED, EINVAL, SPAN_UNALIGNED, (unit_span(at + 1, page), 0));
    ROW(remap_file_pages, IGNORED, EINVAL, REMAP_PAGES_UNEVEN, (unit_span(at, page + 1), 0));
    ROW(remap_file_pages, REFUSED, EINVAL, SPAN_EMPTY, (unit_span(at, 0), 0));
    ROW(remap_file_pages, REFUSED, EINVAL, SPAN_WRAPS, (unit_at((uintptr_t)at, 0 - (uintptr_t)at), 0));
    ROW(remap_file_pages, REFUSED, EINVAL, REMAP_PAGES_PAST_LIMIT, (span, SIZE_MAX));
    STATUS(EINVAL, rawmap_remap_file_pages(unit_pages(1, MAP_PRIVATE), 0));
    cr_assert_eq(memcmp(at, "third", 5), 0);
}
