/* SPDX-License-Identifier: MIT */
/* The library's calls on seals of spans, protection keys and shadow stacks. */
#include "../tool.h"

static void seal(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (!memory(answer, 1, &span))
        return;
    fill(span, 5);
    if (took(answer, rawmap_seal(span)))
        judge(answer,
              rawmap_unmap(span) == RAWMAP_EPERM && rawmap_protect(span, RAWMAP_PROT(read)) != RAWMAP_OK &&
                  peek(span.base) == 5,
              "the page can be neither unmapped nor protected", "the page can be unmapped or protected");
}

/* A readable page, with a key. */
static bool keyed(struct answer *answer, rawmap_pkey_rights rights, rawmap_span *span, rawmap_pkey *key)
{
    rawmap_pkey_answer made;
    if (!memory(answer, 1, span))
        return false;
    fill(*span, 5);
    made = rawmap_pkey_alloc(rights);
    *key = made.key;
    return took(answer, made.status) && took(answer, rawmap_pkey_protect(*span, RAWMAP_PROT(read, write), made.key));
}

static void without_access(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    rawmap_pkey key;
    (void)row;
    if (keyed(answer, RAWMAP_PKEY_RIGHTS(disable_access), &span, &key))
        judge(answer, peek(span.base) < 0, "a readable page of a key without access cannot be read",
              "the key keeps nobody out");
}

static void free_key(struct answer *answer, const struct row *row)
{
    const rawmap_pkey_answer made = rawmap_pkey_alloc(RAWMAP_PKEY_RIGHTS());
    (void)row;
    if (took(answer, made.status) && took(answer, rawmap_pkey_free(made.key)))
        judge(answer, rawmap_pkey_free(made.key) == RAWMAP_PKEY_NOT_TAKEN, "a key given back is nobody's",
              "a key given back can be given back again");
}

#if RAWMAP_HAS_PKEY_REGISTER
static void restrict_key(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    rawmap_pkey key;
    (void)row;
    if (keyed(answer, RAWMAP_PKEY_RIGHTS(), &span, &key) &&
        took(answer, rawmap_pkey_restrict(key, RAWMAP_PKEY_RIGHTS(disable_write))))
        judge(answer, peek(span.base) == 5 && !poke(span.base, 1), "the page can be read, but no longer written",
              "the page can be written as before");
}

static void rights_now(struct answer *answer, const struct row *row)
{
    const rawmap_pkey_answer made = rawmap_pkey_alloc(RAWMAP_PKEY_RIGHTS(disable_write));
    rawmap_pkey_rights_answer now;
    (void)row;
    if (!took(answer, made.status))
        return;
    now = rawmap_pkey_rights_now(made.key);
    if (took(answer, now.status))
        judge(answer, now.rights.bits == RAWMAP_PKEY_RIGHTS(disable_write).bits, "tells what was taken away",
              "does not tell what was taken away");
}
#else
static void restrict_key(struct answer *answer, const struct row *row)
{
    (void)row;
    refused(answer, RAWMAP_OK, "programs of this architecture cannot reach the register");
}
#define rights_now restrict_key
#endif

#if RAWMAP_HAS_SHADOW_STACK
static void shadow_stack(struct answer *answer, const struct row *row)
{
    const rawmap_mapping m = rawmap_map_shadow_stack(page_size, RAWMAP_SHADOW_STACK(set_token), RAWMAP_ANYWHERE);
    (void)row;
    if (took(answer, m.status))
        judge(answer, peek(m.span.base) >= 0 && !poke(m.span.base, 1), "it can be read, but not written",
              "it can be written");
}
#else
static void shadow_stack(struct answer *answer, const struct row *row)
{
    (void)row;
    refused(answer, RAWMAP_OK, "this architecture has no such call");
}
#endif

const struct row rows_of_keys[] = {
    {"call", "seal", "6.10", seal, 0},
    {"call", "pkey_alloc", "4.9", without_access, 0},
    {"call", "pkey_protect", "4.9", without_access, 0},
    {"call", "pkey_free", "4.9", free_key, 0},
    {"call", "pkey_restrict", "4.9", restrict_key, 0},
    {"call", "pkey_rights_now", "4.9", rights_now, 0},
    {"call", "map_shadow_stack", "6.6", shadow_stack, 0},
    {0, 0, 0, 0, 0},
};
