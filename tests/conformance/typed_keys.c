/* SPDX-License-Identifier: MIT */
/* Protection keys, where the machine has them: what a key takes away shows in a call that copies from or to the page,
   which answers EFAULT then. No signal handler is needed. */
#include "typed.h"

static int keys_file;
static size_t keys_size;

/* Whether the kernel may read, or write, the span's first bytes for us. */
static bool key_reads(rawmap_span span)
{
    return rawmap_syscall4(RAWMAP_NR_write, WORD(keys_file), ADDRESS(span.base), 4, 0) == 4;
}
static bool key_writes(rawmap_span span)
{
    (void)k_seek(keys_file, 0);
    return rawmap_syscall3(RAWMAP_NR_read, WORD(keys_file), ADDRESS(span.base), 4) == 4;
}

static void check_page(const char *name, rawmap_span span, bool read, bool write)
{
    check_true(name, key_reads(span) == read && key_writes(span) == write);
}

/* rawmap's promise, and Linux's behaviour: a fresh mapping in the place of a tagged one has the default key. */
static void keys_fresh_mappings(rawmap_span span, rawmap_pkey key)
{
    const rawmap_prot both = RAWMAP_PROT(read, write);
    rawmap_mapping other;
    check_status("pkey: tagged again", RAWMAP_OK, rawmap_pkey_protect(span, both, key));
    check_page("pkey: nothing is allowed", span, false, false);
    check_status("pkey: replace", RAWMAP_OK, rawmap_replace(span, both, RAWMAP_PRIVATE()));
    check_page("pkey: replacing drops the key", span, true, true);

    check_status("pkey: tagged for a file", RAWMAP_OK, rawmap_pkey_protect(span, both, key));
    check_status("pkey: replace_file", RAWMAP_OK, rawmap_replace_file(span, keys_file, 0, both, RAWMAP_FILE_PRIVATE()));
    check_page("pkey: a file in its place drops the key", span, true, true);

    check_status("pkey: tagged to be unmapped", RAWMAP_OK, rawmap_pkey_protect(span, both, key));
    check_status("pkey: unmap", RAWMAP_OK, rawmap_unmap(span));
    other = rawmap_map(span.length, both, RAWMAP_PRIVATE(), RAWMAP_EXACTLY(span.base));
    check_status("pkey: map there", RAWMAP_OK, other.status);
    check_page("pkey: mapping anew drops the key", span, true, true);

    other = fresh(span.length);
    check_status("pkey: tagged to be moved", RAWMAP_OK, rawmap_pkey_protect(span, both, key));
    check_status("pkey: move_over", RAWMAP_OK, rawmap_move_over(span, other.span).status);
    check_page("pkey: moving takes the key along", other.span, false, false);
    check_status("pkey: protect", RAWMAP_OK, rawmap_protect(other.span, both));
    check_page("pkey: protect leaves the key", other.span, false, false);
    check_status("pkey: the default key", RAWMAP_OK, rawmap_pkey_protect(other.span, both, RAWMAP_PKEY_DEFAULT));
    check_page("pkey: takes it off", other.span, true, true);
    check_status("pkey: unmap that", RAWMAP_OK, rawmap_unmap(other.span));
}

#if RAWMAP_HAS_PKEY_REGISTER
static void keys_registers(rawmap_span span, rawmap_pkey key)
{
    rawmap_pkey wrong;
    check_equal("pkey: the rights of the start", RAWMAP_PKEY_RIGHTS(disable_access).bits,
                rawmap_pkey_rights_now(key).rights.bits);
    check_status("pkey: give back", RAWMAP_OK, rawmap_pkey_restrict(key, RAWMAP_PKEY_RIGHTS()));
    check_page("pkey: everything is allowed", span, true, true);
    check_equal("pkey: no rights are taken", 0, rawmap_pkey_rights_now(key).rights.bits);
    check_status("pkey: disable_write", RAWMAP_OK, rawmap_pkey_restrict(key, RAWMAP_PKEY_RIGHTS(disable_write)));
    check_page("pkey: only reading is allowed", span, true, false);
    check_equal("pkey: that right is taken", RAWMAP_PKEY_RIGHTS(disable_write).bits,
                rawmap_pkey_rights_now(key).rights.bits);
    check_equal("pkey: none of the default key's", 0, rawmap_pkey_rights_now(RAWMAP_PKEY_DEFAULT).rights.bits);
    check_status("pkey: disable_access", RAWMAP_OK, rawmap_pkey_restrict(key, RAWMAP_PKEY_RIGHTS(disable_access)));
    check_page("pkey: nothing is allowed now", span, false, false);
    wrong.number = RAWMAP_PKEYS;
    check_status("pkey: a key that the register has not", RAWMAP_PKEY_OUT_OF_RANGE,
                 rawmap_pkey_restrict(wrong, RAWMAP_PKEY_RIGHTS()));
    wrong.number = -1;
    check_status("pkey: no key", RAWMAP_PKEY_NEGATIVE, rawmap_pkey_rights_now(wrong).status);
    check_page("pkey: which changed nothing", span, false, false);
}
#endif

static void keys_exhaust(void)
{
    static int taken[64];
    rawmap_pkey key;
    rawmap_status status = RAWMAP_OK;
    int count = 0;
    while (count < 64 && status == RAWMAP_OK) {
        const rawmap_pkey_answer got = rawmap_pkey_alloc(RAWMAP_PKEY_RIGHTS());
        status = got.status;
        if (status == RAWMAP_OK)
            taken[count++] = got.key.number;
    }
    check_true("pkey: there are several", count > 1 && count < 64);
    check_status("pkey: none is free", RAWMAP_PKEY_NONE_FREE, status);
    while (count > 0) {
        key.number = taken[--count];
        check_status("pkey: give one back", RAWMAP_OK, rawmap_pkey_free(key));
    }
}

static void test_typed_keys(void)
{
    rawmap_pkey_answer got = rawmap_pkey_alloc(RAWMAP_PKEY_RIGHTS(disable_access));
    const bool found =
        got.status != RAWMAP_ENOSYS && got.status != RAWMAP_PKEY_UNSUPPORTED && got.status != RAWMAP_PKEY_NONE_FREE;
    rawmap_mapping page;
    rawmap_pkey key;
    key.number = -1;
    check_status("pkey: no key to protect with", RAWMAP_PKEY_NEGATIVE,
                 rawmap_pkey_protect(fresh(4096).span, RAWMAP_PROT(read), key));
    check_status("pkey: the default key stays", RAWMAP_PKEY_DEFAULT_KEPT, rawmap_pkey_free(RAWMAP_PKEY_DEFAULT));
    if (!found)
        check_true("pkey: no key then", got.key.number == -1);
    if (lacking("pkey: effects", "pkeys", found, "no protection keys in this machine or kernel")) {
        if (found)
            (void)!rawmap_pkey_free(got.key);
        return;
    }
    check_status("pkey: taken", RAWMAP_OK, got.status);
    keys_size = rawmap_page_size();
    keys_file = (int)k_memfd();
    (void)k_ftruncate(keys_file, 4 * keys_size);
    page = fresh(keys_size);
    check_page("pkey: before", page.span, true, true);
    check_status("pkey: tagged", RAWMAP_OK, rawmap_pkey_protect(page.span, RAWMAP_PROT(read, write), got.key));
    check_page("pkey: nothing is allowed at first", page.span, false, false);
#if RAWMAP_HAS_PKEY_REGISTER
    keys_registers(page.span, got.key);
#endif
    keys_fresh_mappings(page.span, got.key);
    keys_exhaust();
    check_status("pkey: given back", RAWMAP_OK, rawmap_pkey_free(got.key));
    check_status("pkey: twice", RAWMAP_PKEY_NOT_TAKEN, rawmap_pkey_free(got.key));
    page = fresh(keys_size);
    check_status("pkey: protecting with it then", RAWMAP_EINVAL,
                 rawmap_pkey_protect(page.span, RAWMAP_PROT(read), got.key));
    (void)k_close(keys_file);
}
