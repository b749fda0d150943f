/* SPDX-License-Identifier: MIT */
/* The huge page pools, each size its own. */
#include "limits.h"

enum { SMALLEST = 13, LARGEST = 34 };

static uint64_t pool_number(unsigned shift, const char *name)
{
    char path[96];
    unsigned used = 0;
    append(path, &used, sizeof path, "/sys/kernel/mm/hugepages/hugepages-");
    append_number(path, &used, sizeof path, 1ul << (shift - 10));
    append(path, &used, sizeof path, "kB/");
    append(path, &used, sizeof path, name);
    return number_in(path);
}

/* What is free and reserved is promised already. The pool may grow by what may be overcommitted, while memory is in large
   pieces. */
void pool_limits(void)
{
    unsigned shift;
    for (shift = SMALLEST; shift <= LARGEST; shift++) {
        const uint64_t pages = pool_number(shift, "nr_hugepages"), idle = pool_number(shift, "free_hugepages");
        const uint64_t reserved = pool_number(shift, "resv_hugepages"),
                       surplus = pool_number(shift, "surplus_hugepages");
        const uint64_t more = pool_number(shift, "nr_overcommit_hugepages");
        struct limit *limit;
        if (pages == NOT_KNOWN || idle == NOT_KNOWN || reserved == NOT_KNOWN)
            continue;
        limit = limit_add("huge pages of", "nr_hugepages", pages - idle + reserved,
                          more != NOT_KNOWN && surplus != NOT_KNOWN && more > surplus ? pages + more - surplus : pages,
                          false);
        if (!limit)
            return;
        limit_name_size(limit, shift);
        if (limit->allowed == 0) {
            limit->share = NO_SHARE;
            limit_note(limit,
                       "none are set aside: vm.nr_hugepages is for the default size, /sys/kernel/mm/hugepages for all");
        } else if (more != NOT_KNOWN && more != 0) {
            limit_note(limit, "with those that vm.nr_overcommit_hugepages lets be made when wanted");
        }
    }
}
