/* SPDX-License-Identifier: MIT */
/* Looking at mappings, copying between processes: what older kernels and emulators lack is said, never guessed. */
#include "typed.h"

static void looking_at_mappings(size_t size)
{
    static char buffer[4200];
    const rawmap_mapping m = fresh(3 * size);
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    const uint64_t middle = (uintptr_t)m.span.base + size;
    bool by_text;
    if (m.status != RAWMAP_OK)
        return;
    check_status("mappings: protect", RAWMAP_OK, rawmap_protect(rawmap_slice(m.span, size, size), RAWMAP_PROT(read)));
    for (by_text = false;; by_text = true) {
        check_status("mappings: open", RAWMAP_OK, rawmap_mappings_open(&list, 0, buffer, sizeof buffer));
        list.by_text = by_text;
        check_status("mappings: seek", RAWMAP_OK, rawmap_mappings_seek(&list, middle + size - 1));
        check_status("mappings: next", RAWMAP_OK, rawmap_mappings_next(&list, &entry));
        check_equal("mappings: where it starts", middle, entry.start);
        check_equal("mappings: where it ends", middle + size, entry.end);
        check_equal("mappings: who may do what", RAWMAP_PROT(read).bits, entry.protection.bits);
        check_true("mappings: private, of no file", !entry.shared && entry.inode == 0);
        check_status("mappings: the next", RAWMAP_OK, rawmap_mappings_next(&list, &entry));
        check_equal("mappings: where that starts", middle + size, entry.start);
        check_equal("mappings: may be written", RAWMAP_PROT(read, write).bits, entry.protection.bits);
        check_status("mappings: close", RAWMAP_OK, rawmap_mappings_close(&list));
        if (by_text)
            break;
    }
    check_status("mappings: unmap", RAWMAP_OK, rawmap_unmap(m.span));
}

static void copying(void)
{
    static char from[] = "copied", to[sizeof from];
    const int me = (int)rawmap_syscall0(RAWMAP_NR_getpid);
    rawmap_span ours, theirs;
    rawmap_size copied;
    ours.base = to;
    theirs.base = from;
    ours.length = theirs.length = sizeof from;
    copied = rawmap_process_read(me, &ours, 1, &theirs, 1);
    check_true("process_read: works, or is not there", copied.status == RAWMAP_OK || copied.status == RAWMAP_ENOSYS);
    if (copied.status == RAWMAP_OK) {
        check_equal("process_read: all of it", sizeof from, copied.bytes);
        check_text("process_read: the bytes", from, to);
    }
    check_status("process_read: nothing", RAWMAP_SPANS_NONE,
                 rawmap_process_read(me, &ours, (size_t)opaque(0), &theirs, 1).status);
}

/* struct sysinfo has longs, of the kernel's size or of the program's: a wrong one gives no sizes that go together. */
static void looking_at_the_machine(void)
{
    static rawmap_facts told;
    check_status("facts: asked", RAWMAP_OK, rawmap_facts_ask(RAWMAP_FACTS(physical_memory, page_bytes), &told));
    check_equal("facts: the page", rawmap_page_size(), told.page.bytes);
    check_true("facts: some MiB of memory, and less than 64 TiB",
               told.ram.all_bytes > (uint64_t)8 << 20 && told.ram.all_bytes < (uint64_t)1 << 46);
    check_true("facts: some of it is idle, and not all",
               told.ram.idle_bytes > 0 && told.ram.idle_bytes < told.ram.all_bytes);
    check_true("facts: idle swap is swap", told.ram.swap_idle_bytes <= told.ram.swap_bytes);
    check_status("facts: none", RAWMAP_FACTS_NONE,
                 rawmap_facts_ask(rawmap_fact_set_union((rawmap_fact_set){0}, (rawmap_fact_set){0}), &told));
}

static void test_typed_looking(void)
{
    looking_at_mappings(rawmap_page_size());
    looking_at_the_machine();
    copying();
}
