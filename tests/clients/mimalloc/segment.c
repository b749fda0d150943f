/* SPDX-License-Identifier: MIT */
/* Until mimalloc 2 a huge page owned its segment: nothing else might lie in it. The ladder checks that: a segment in huge
   pages of the pool starts and ends with one, and none of them can be cut. Prints pass, fail, skip. */
#include <rawmap.h>
#include <stdio.h>

#define SEGMENT ((size_t)4 << 20)
#define HUGE ((size_t)2 << 20)

static int failed;
static void judge(const char *what, bool good)
{
    printf(good ? "pass ladder, %s\n" : "fail ladder, %s: see segment.c\n", what);
    failed += !good;
}

static bool refuses(rawmap_span span, rawmap_status why)
{
    rawmap_ladder ladder;
    const rawmap_status status = rawmap_ladder_commit(span, RAWMAP_STEPS(huge_2mb), &ladder);
    return status == why && ladder.taken.bits == 0 && ladder.refusals == 1 && ladder.refusal[0].status == why;
}

int main(void)
{
    const rawmap_mapping m = rawmap_region_reserve(SEGMENT, SEGMENT);
    unsigned char *const base = (unsigned char *)m.span.base;
    rawmap_ladder ladder;
    judge("a segment is reserved", m.status == RAWMAP_OK);
    if (failed != 0)
        return 1;
    judge("a segment that begins inside a huge page is refused, by name",
          refuses(rawmap_slice(m.span, HUGE / 2, HUGE), RAWMAP_HUGE_ADDRESS_UNALIGNED));
    judge("a segment that ends inside one is refused, by name",
          refuses(rawmap_slice(m.span, 0, HUGE + HUGE / 2), RAWMAP_HUGE_LENGTH_UNEVEN));
    if (rawmap_ladder_commit(m.span, RAWMAP_STEPS(huge_2mb), &ladder) != RAWMAP_OK) {
        printf("skip ladder, huge pages: lacks huge_pages: none is free (%s)\n",
               rawmap_status_name(ladder.refusals == 0 ? RAWMAP_OK : ladder.refusal[0].status));
        return failed != 0;
    }
    base[0] = base[HUGE] = 1;
    judge("huge pages, half of one is not decommitted, and keeps what it holds",
          rawmap_region_decommit(rawmap_slice(m.span, HUGE / 2, HUGE / 2)) != RAWMAP_OK && base[0] == 1);
    judge("huge pages, nor is it protected",
          rawmap_protect(rawmap_slice(m.span, 0, HUGE / 2), RAWMAP_PROT(none)) != RAWMAP_OK && base[0] == 1);
    judge("huge pages, a whole one is decommitted, and its neighbour keeps what it holds",
          rawmap_region_decommit(rawmap_slice(m.span, 0, HUGE)) == RAWMAP_OK && base[HUGE] == 1);
    judge("huge pages, the segment goes whole", rawmap_region_release(m.span) == RAWMAP_OK);
    return failed != 0;
}
