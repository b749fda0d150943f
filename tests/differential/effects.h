/* SPDX-License-Identifier: MIT */
/* What the kernel says of one mapping, for what must have no effect. */
#ifndef RAWMAP_TESTS_DIFFERENTIAL_EFFECTS_H
#define RAWMAP_TESTS_DIFFERENTIAL_EFFECTS_H

#include "files.h"

/* The line VmFlags of the mapping that starts here, as in /proc/self/smaps; false where there is none. */
bool flags_of(uintptr_t base, char *to, size_t room);
bool has_flag(const char *flags, const char *flag);
/* How many of the pages are in this process's page tables; ~0 where the kernel does not say. */
unsigned pages_present(uintptr_t base, unsigned pages);

/* Committed_AS, in bytes. */
uint64_t committed(void);

#endif
