/* SPDX-License-Identifier: MIT */
/* Code that is written and run; a mapped file that is cut; memory for secrets: on every ABI. */
#include "typed.h"

#if defined RAWMAP_CODE_FLUSH || defined RAWMAP_CODE_CALL
#include "machine_code.h"
#endif

#define CODE(span) ((volatile unsigned char *)bytes(span))

#if defined RAWMAP_CODE_FLUSH || defined RAWMAP_CODE_CALL
static void code_in_one_view(size_t size)
{
    const rawmap_mapping memory = fresh(size);
    check_status("code: memory", RAWMAP_OK, memory.status);
    if (memory.status != RAWMAP_OK)
        return;
    (void)machine_code_write(CODE(memory.span), 1);
    check_status("code: executable", RAWMAP_OK, rawmap_protect(memory.span, RAWMAP_PROT(read, exec)));
    check_status("code: changed", RAWMAP_OK, rawmap_code_changed(memory.span));
    check_equal("code: runs", 1, machine_code_run(bytes(memory.span)));
    check_status("code: writable", RAWMAP_OK, rawmap_protect(memory.span, RAWMAP_PROT(read, write)));
    (void)machine_code_write(CODE(memory.span), 2);
    check_status("code: executable again", RAWMAP_OK, rawmap_protect(memory.span, RAWMAP_PROT(read, exec)));
    check_status("code: changed again", RAWMAP_OK, rawmap_code_changed(memory.span));
    check_equal("code: runs as it was changed", 2, machine_code_run(bytes(memory.span)));
    (void)!rawmap_unmap(memory.span);
}

static void code_in_two_views(size_t size)
{
    static rawmap_code code;
    rawmap_status status = rawmap_code_map(&code, opaque(size), RAWMAP_ANYWHERE);
    check_status("code: two views", RAWMAP_OK, status);
    if (status != RAWMAP_OK)
        return;
    (void)machine_code_write(CODE(code.writable), 1);
    (void)machine_code_write(CODE(code.writable) + 64, 2);
    (void)!rawmap_code_changed(code.executable);
    check_equal("code: the other view runs it", 1, machine_code_run(bytes(code.executable)));
    check_equal("code: and what stands beside it", 2, machine_code_run(bytes(code.executable) + 64));
    (void)machine_code_write(CODE(code.writable), 2);
    (void)!rawmap_code_changed(rawmap_slice(code.executable, 0, 8));
    check_equal("code: by another address", 2, machine_code_run(bytes(code.executable)));
    check_status("code: unmap", RAWMAP_OK, rawmap_unmap(code.writable));
    check_status("code: unmap the other", RAWMAP_OK, rawmap_unmap(code.executable));
}
#endif

static void a_file_that_is_cut(size_t size)
{
    static unsigned char copy[64];
    const rawmap_file file = rawmap_memfd("cut", RAWMAP_MEMFD(cloexec));
    rawmap_mapping view;
    rawmap_size answer;
    check_status("mapped: a file", RAWMAP_OK, rawmap_file_resize(file.fd, 2 * size));
    view = rawmap_map_file(file.fd, 0, 2 * size, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    check_status("mapped: map", RAWMAP_OK, view.status);
    if (view.status != RAWMAP_OK)
        return;
    bytes(view.span)[size - 1] = 'm';
    answer = rawmap_mapped_read(copy, rawmap_slice(view.span, size - 8, 16));
    check_status("mapped: read", RAWMAP_OK, answer.status);
    check_true("mapped: reads all", answer.bytes == 16 && copy[7] == 'm' && copy[8] == 0);
    check_status("mapped: cut", RAWMAP_OK, rawmap_file_resize(file.fd, size));
    copy[0] = 'w';
    answer = rawmap_mapped_read(copy + 1, rawmap_slice(view.span, size - 1, 2));
    check_status("mapped: read what is left", RAWMAP_OK, answer.status);
    check_true("mapped: reads what is left", answer.bytes == 1 && copy[1] == 'm');
    answer = rawmap_mapped_write(rawmap_slice(view.span, size - 1, 2), copy);
    check_status("mapped: write what is left", RAWMAP_OK, answer.status);
    check_true("mapped: writes what is left", answer.bytes == 1 && bytes(view.span)[size - 1] == 'w');
    check_status("mapped: read what is gone", RAWMAP_EFAULT,
                 rawmap_mapped_read(copy, rawmap_slice(view.span, size, 1)).status);
    check_status("mapped: write what is gone", RAWMAP_EFAULT,
                 rawmap_mapped_write(rawmap_slice(view.span, size, 1), copy).status);
    check_status("mapped: unmap", RAWMAP_OK, rawmap_unmap(view.span));
    (void)!rawmap_file_close(file.fd);
}

static void secrets(size_t size)
{
    const rawmap_secret secret = rawmap_secret_map(opaque(size + 1));
    check_status("secret: map", RAWMAP_OK, secret.status);
    if (secret.status != RAWMAP_OK)
        return;
    check_true("secret: zeros", bytes(secret.span)[0] == 0 && bytes(secret.span)[size] == 0);
    bytes(secret.span)[size] = 's';
    check_true("secret: readable, and guarded on both sides", readable(secret.span.base) &&
                                                                  !readable(bytes(secret.span) - 1) &&
                                                                  !readable(bytes(secret.span) + 2 * size));
    check_status("secret: release", RAWMAP_OK, rawmap_secret_release(secret.span));
    check_true("secret: nothing is left", !mapped(secret.span.base, size));
}

static void test_typed_code(void)
{
    const size_t size = rawmap_page_size();
#if defined RAWMAP_CODE_FLUSH || defined RAWMAP_CODE_CALL
    if (machine_code_of_abi(RAWMAP_ARCH_NAME) >= 0) {
        code_in_one_view(size);
        code_in_two_views(size);
    } else {
        absent("code: machine code to run");
    }
#else
    check_status("code: what this ABI cannot say", RAWMAP_ENOSYS, rawmap_code_changed(fresh(size).span));
#endif
    a_file_that_is_cut(size);
    secrets(size);
}
