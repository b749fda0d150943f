/* SPDX-License-Identifier: MIT */
/* What a user's program writes, in the common part of C and C++: whatever a macro expands to here must be as clean as
   the headers, and the flow of every body is looked at when this is compiled with optimisation. */

#ifdef __cplusplus
extern "C" {
#else
static const rawmap_prot at_file_scope = RAWMAP_PROT_INIT(read, write);
static const rawmap_kind kind_at_file_scope = RAWMAP_PRIVATE_INIT(populate);
#endif

rawmap_status use(int file, uint64_t offset, size_t length, const void *address, unsigned char *vector);

rawmap_status use(int file, uint64_t offset, size_t length, const void *address, unsigned char *vector)
{
#ifdef __cplusplus
    const rawmap_prot both = RAWMAP_PROT(read, write);
    const rawmap_kind kind = RAWMAP_PRIVATE(populate);
#else
    const rawmap_prot both = at_file_scope;
    const rawmap_kind kind = kind_at_file_scope;
#endif
    rawmap_mapping mapping = rawmap_map(length, both, kind, RAWMAP_ANYWHERE);
    rawmap_status status = mapping.status;
    size_t page = rawmap_page_size();

    if (status != RAWMAP_OK)
        return status;
    status = rawmap_protect(rawmap_slice(mapping.span, 0, page), RAWMAP_PROT(none));
    if (status == RAWMAP_OK)
        status = rawmap_advise(mapping.span, RAWMAP_ADVICE(cold));
    if (status == RAWMAP_OK)
        status = rawmap_replace(mapping.span, both, RAWMAP_SHARED(noreserve));
    if (status == RAWMAP_OK)
        status = rawmap_residency(mapping.span, vector, length / page + 1);
    if (status == RAWMAP_OK)
        status = rawmap_lock_on_fault(mapping.span);
    if (status == RAWMAP_OK)
        status = rawmap_unlock(mapping.span);
    if (status == RAWMAP_OK)
        status = rawmap_unmap(mapping.span);
    if (status != RAWMAP_OK)
        return status;

    mapping = rawmap_map(length, RAWMAP_PROT(read, write, exec), RAWMAP_DROPPABLE(), RAWMAP_NEAR(address));
    mapping = rawmap_resize_or_move(mapping.span, 2 * length);
    if (mapping.status != RAWMAP_OK)
        return mapping.status;
    mapping = rawmap_map(length, rawmap_prot_union(both, RAWMAP_PROT(exec)),
                         rawmap_kind_huge(RAWMAP_PRIVATE(noreserve), rawmap_huge_page_default().bytes),
                         RAWMAP_EXACTLY(address));
    if (mapping.status != RAWMAP_OK)
        return mapping.status;
    mapping = rawmap_map_file(file, offset, length, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    if (mapping.status == RAWMAP_OK)
        status = rawmap_sync(mapping.span, RAWMAP_SYNC(sync, invalidate));
    if (status == RAWMAP_OK)
        status = rawmap_lock_all(RAWMAP_LOCK_ALL(current, on_fault));
    return status;
}

#ifdef __cplusplus
}
#endif
