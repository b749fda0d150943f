/* SPDX-License-Identifier: MIT */
/* Kernels whose pages are larger than the architecture's smallest: what starts none of them is named by every call, and
   nothing happens. And protections that only some processors have. */
#include "typed.h"

#define HERE(what, call) check_status("here: " what, RAWMAP_SPAN_UNALIGNED_HERE, call)

static void here_spans(size_t page, rawmap_span all)
{
    const size_t least = RAWMAP_PAGE_SIZE_MIN;
    const rawmap_span half = rawmap_slice(all, least, page), whole = rawmap_slice(all, 0, page);
    const rawmap_span other = rawmap_slice(all, 2 * page, page), between = rawmap_slice(all, 2 * page + least, page);
    static unsigned char vector[64];
    HERE("unmap", rawmap_unmap(half));
    HERE("protect", rawmap_protect(half, RAWMAP_PROT(none)));
    HERE("protect, growsdown", rawmap_protect(half, RAWMAP_PROT(read, growsdown)));
#if RAWMAP_HAS_PROT_bti
    HERE("protect, bti", rawmap_protect(half, RAWMAP_PROT(read, bti)));
#endif
#if RAWMAP_HAS_PROT_sao
    HERE("protect, sao", rawmap_protect(half, RAWMAP_PROT(read, sao)));
#endif
    HERE("advise dontneed", rawmap_advise(half, RAWMAP_ADVICE(dontneed)));
    HERE("advise cold", rawmap_advise(half, RAWMAP_ADVICE(cold)));
    HERE("sync", rawmap_sync(half, RAWMAP_SYNC(sync)));
    HERE("residency", rawmap_residency(half, vector, sizeof vector));
    HERE("resize", rawmap_resize(half, 2 * page).status);
    HERE("resize_or_move", rawmap_resize_or_move(half, 2 * page).status);
    HERE("move_over", rawmap_move_over(half, other).status);
    check_status("here: move_over, the target", RAWMAP_REMAP_TARGET_UNALIGNED, rawmap_move_over(whole, between).status);
    HERE("move_keep", rawmap_move_keep(half).status);
    HERE("duplicate", rawmap_duplicate(half).status);
    HERE("replace", rawmap_replace(half, RAWMAP_PROT(read), RAWMAP_PRIVATE()));
    HERE("name", rawmap_name(half, "half"));
    check_status("here: an exact address", RAWMAP_EXACT_UNALIGNED_HERE,
                 rawmap_map(page, RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_EXACTLY(half.base)).status);
    check_status("here: lock takes any base", RAWMAP_OK, rawmap_unlock(half));
    check_status("here: of a whole page", RAWMAP_OK, rawmap_protect(whole, RAWMAP_PROT(read, write)));
    check_status("here: whole pages are advised", RAWMAP_OK,
                 rawmap_advise(rawmap_slice(other, 0, least), RAWMAP_ADVICE(dontneed)));
    check_equal("here: to their end, as documented", 0, (uint64_t)bytes(other)[page - 1]);
}

static void here_files(size_t page, rawmap_span all)
{
    const rawmap_word made = k_memfd();
    const int file = (int)made;
    const size_t least = RAWMAP_PAGE_SIZE_MIN;
    const rawmap_span half = rawmap_slice(all, least, page);
    if (made < 0 || k_ftruncate(file, 4 * page) != 0) {
        skip("here: files", "no file in memory");
        return;
    }
    check_status("here: an offset", RAWMAP_OFFSET_UNALIGNED_HERE,
                 rawmap_map_file(file, least, page, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE).status);
    check_status(
        "here: an exact address of a file", RAWMAP_EXACT_UNALIGNED_HERE,
        rawmap_map_file(file, 0, page, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(), RAWMAP_EXACTLY(half.base)).status);
    HERE("replace_file", rawmap_replace_file(half, file, 0, RAWMAP_PROT(read), RAWMAP_FILE_PRIVATE()));
    check_status(
        "here: replace_file, the offset", RAWMAP_OFFSET_UNALIGNED_HERE,
        rawmap_replace_file(rawmap_slice(all, 0, page), file, least, RAWMAP_PROT(read), RAWMAP_FILE_PRIVATE()));
    (void)k_close(file);
}

/* What this kernel may lack as a whole. */
static void here_newer(size_t page, rawmap_span all)
{
    const rawmap_span half = rawmap_slice(all, RAWMAP_PAGE_SIZE_MIN, page);
    const rawmap_status sealed = rawmap_seal(half);
    const rawmap_status keyed = rawmap_pkey_protect(half, RAWMAP_PROT(read), RAWMAP_PKEY_DEFAULT);
    const rawmap_status detached = rawmap_shm_detach(half);
    rawmap_status bound;
    rawmap_nodes none; /* member by member: clang -O0 calls memset for an initialiser */
    none.words = NULL;
    none.count = 0;
    bound = rawmap_numa_bind(half, RAWMAP_POLICY(default), none, RAWMAP_NUMA_PAGES());
    if (sealed != RAWMAP_ENOSYS)
        HERE("seal", sealed);
    if (bound != RAWMAP_ENOSYS)
        HERE("numa_bind", bound);
    if (keyed != RAWMAP_ENOSYS)
        HERE("pkey_protect", keyed);
    if (detached != RAWMAP_ENOSYS)
        HERE("shm_detach", detached);
}

#if RAWMAP_HAS_PROT_mte
/* A huge page that is cut is another cause than a processor without the protection. */
static void here_cut(rawmap_status has)
{
    const size_t huge = (size_t)2 << 20;
    const rawmap_mapping m = rawmap_map(huge, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(huge_2mb), RAWMAP_ANYWHERE);
    rawmap_status cut;
    if (m.status != RAWMAP_OK) {
        skip("here: mte of a part of a huge page", "no huge pages");
        return;
    }
    cut = rawmap_protect(rawmap_slice(m.span, 0, huge / 2), RAWMAP_PROT(read, mte));
    check_status("here: mte of a part of a huge page", has == RAWMAP_OK ? RAWMAP_EINVAL : RAWMAP_PROT_PROCESSOR_LACKS,
                 cut);
    check_status("here: unmap it", RAWMAP_OK, rawmap_unmap(m.span));
}
#endif

static void here_protections(rawmap_span span)
{
    check_status("here: a mapping that does not grow", RAWMAP_PROT_SPAN_DOES_NOT_GROW,
                 rawmap_protect(span, RAWMAP_PROT(read, growsdown)));
#if RAWMAP_HAS_PROT_mte
    const rawmap_status has = rawmap_protect(span, RAWMAP_PROT(read, write, mte));
    check_true("here: mte, or no processor for it", has == RAWMAP_OK || has == RAWMAP_PROT_PROCESSOR_LACKS);
    here_cut(has);
#endif
#if RAWMAP_HAS_PROT_sao && UINTPTR_MAX > 0xffffffffu
    {
        const rawmap_prot sao = RAWMAP_PROT(read, write, sao);
        const rawmap_status has = rawmap_protect(span, sao);
        rawmap_mapping m = rawmap_map(span.length, sao, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
        check_true("here: sao, or no processor for it", has == RAWMAP_OK || has == RAWMAP_PROT_PROCESSOR_LACKS);
        check_status("here: a new mapping as well", has, m.status);
        if (has == RAWMAP_PROT_PROCESSOR_LACKS) {
            m = rawmap_map(span.length, sao, RAWMAP_DROPPABLE(), RAWMAP_ANYWHERE);
            check_status("here: and not for what is droppable", RAWMAP_PROT_PROCESSOR_LACKS, m.status);
            m = rawmap_map((size_t)2 << 20, sao, RAWMAP_PRIVATE(huge_2mb), RAWMAP_ANYWHERE);
            check_status("here: nor for huge pages", RAWMAP_PROT_PROCESSOR_LACKS, m.status);
        }
    }
#endif
}

static void test_typed_here(void)
{
    const size_t page = (size_t)k_page_size();
    const rawmap_mapping m = fresh(4 * page);
    if (m.status != RAWMAP_OK)
        return;
    here_protections(rawmap_slice(m.span, 0, page));
    check_status("here: as it was", RAWMAP_OK, rawmap_protect(m.span, RAWMAP_PROT(read, write)));
    if (page == RAWMAP_PAGE_SIZE_MIN) {
        skip("here: between pages", "this kernel's pages are the smallest");
    } else if (!avoided("here: between pages")) {
        bytes(m.span)[RAWMAP_PAGE_SIZE_MIN] = 7;
        bytes(m.span)[3 * page - 1] = 7;
        here_spans(page, m.span);
        here_files(page, m.span);
        here_newer(page, m.span);
        check_equal("here: nothing has happened", 7, (uint64_t)bytes(m.span)[RAWMAP_PAGE_SIZE_MIN]);
    }
    check_status("here: unmap", RAWMAP_OK, rawmap_unmap(m.span));
}
