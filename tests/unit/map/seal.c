/* SPDX-License-Identifier: MIT */
/* Sealed spans, by what Linux then refuses; the bytes stay what they were. */
#include "unit_files.h"

/* Three sealed pages, all 'd'. */
static rawmap_span sealed(void)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    unit_fill(span, 'd');
    STATUS(OK, rawmap_seal(span));
    return span;
}

Test(seal, is_shown)
{
    UNIT_NEEDS_SEAL;
    cr_assert_eq(unit_vmflag(sealed().base, "sl"), 1);
}

Test(seal, unmapping)
{
    rawmap_span span;
    UNIT_NEEDS_SEAL;
    span = sealed();
    STATUS(EPERM, rawmap_unmap(span));
    STATUS(EPERM, rawmap_unmap(rawmap_slice(span, unit_page(), unit_page())));
    cr_assert(unit_filled(span, 'd'));
}

Test(seal, replacing)
{
    rawmap_span span;
    UNIT_NEEDS_SEAL;
    span = sealed();
    STATUS(EPERM, rawmap_replace(span, RAWMAP_PROT(read), RAWMAP_PRIVATE()));
    STATUS(EPERM,
           rawmap_replace_file(span, unit_memfd(3 * unit_page(), 'f'), 0, RAWMAP_PROT(read), RAWMAP_FILE_PRIVATE()));
    STATUS(EPERM, rawmap_move_over(unit_pages(3, MAP_PRIVATE), span).status);
    cr_assert(unit_filled(span, 'd'));
}

Test(seal, remapping)
{
    rawmap_span span;
    UNIT_NEEDS_SEAL;
    span = sealed();
    STATUS(EPERM, rawmap_resize(span, unit_page()).status);
    STATUS(EPERM, rawmap_resize_or_move(span, 64 * unit_page()).status);
    STATUS(EPERM, rawmap_move_over(span, unit_pages(3, MAP_PRIVATE)).status);
    cr_assert_eq(unit_mapped_bytes(span.base, span.length), span.length);
    cr_assert(unit_filled(span, 'd'));
}

Test(seal, protecting)
{
    rawmap_span span;
    UNIT_NEEDS_SEAL;
    span = sealed();
    STATUS(EPERM, rawmap_protect(span, RAWMAP_PROT(none)));
    cr_assert_str_eq(unit_perms(span.base), "rw-p");
    unit_fill(span, 'w');
    cr_assert(unit_filled(span, 'w'));
}

Test(seal, discarding_what_cannot_be_written)
{
    rawmap_span span;
    UNIT_NEEDS_SEAL;
    span = unit_pages(3, MAP_PRIVATE);
    unit_fill(span, 'd');
    STATUS(OK, rawmap_protect(span, RAWMAP_PROT(read)));
    STATUS(OK, rawmap_seal(span));
    STATUS(EPERM, rawmap_advise(span, RAWMAP_ADVICE(dontneed)));
    STATUS(EPERM, rawmap_advise(span, RAWMAP_ADVICE(free)));
    STATUS(EPERM, rawmap_advise(span, RAWMAP_ADVICE(dontfork)));
    STATUS(EPERM, rawmap_advise(span, RAWMAP_ADVICE(wipeonfork)));
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(willneed)));
    STATUS(OK, rawmap_lock(span));
    cr_assert(unit_filled(span, 'd'));
    cr_assert_eq(unit_child_sees(span.base), 'd');
}

/* Nothing is sealed when a part is not mapped; a part of a mapping can be sealed alone. */
Test(seal, holes_and_parts)
{
    rawmap_span span;
    UNIT_NEEDS_SEAL;
    span = unit_pages(3, MAP_PRIVATE);
    STATUS(OK, rawmap_unmap(rawmap_slice(span, unit_page(), unit_page())));
    STATUS(ENOMEM, rawmap_seal(span));
    span = unit_pages(3, MAP_PRIVATE);
    STATUS(OK, rawmap_seal(rawmap_slice(span, unit_page(), unit_page())));
    STATUS(OK, rawmap_unmap(rawmap_slice(span, 0, unit_page())));
    STATUS(EPERM, rawmap_unmap(rawmap_slice(span, unit_page(), unit_page())));
    STATUS(OK, rawmap_unmap(rawmap_slice(span, 2 * unit_page(), unit_page())));
}

Test(seal, rows)
{
    rawmap_span span;
    UNIT_NEEDS_SEAL;
    span = unit_pages(1, MAP_PRIVATE);
    ROW(seal, IGNORED, EINVAL, SPAN_EMPTY, (unit_span(span.base, 0)));
    cr_assert_eq(syscall(462, span.base, 0, 0), 0, "Linux does not ignore it");
    ROW(seal, REFUSED, EINVAL, SPAN_UNALIGNED, (unit_at((uintptr_t)span.base + 1, 4096)));
    ROW(seal, REFUSED, EINVAL, SPAN_LENGTH_WRAPS, (unit_span(span.base, SIZE_MAX)));
    ROW(seal, REFUSED, EINVAL, SPAN_WRAPS, (unit_span(span.base, SIZE_MAX - 0xfffffu)));
    cr_assert_eq(unit_vmflag(span.base, "sl"), 0);
}
