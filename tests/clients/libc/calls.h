/* SPDX-License-Identifier: MIT */
/* calls.h: the functions that libc does not declare, or only in newer versions; and what the parts have from each other. */
#ifndef LAYER_CALLS_H
#define LAYER_CALLS_H

#include "layer.h"

#include <sys/types.h>

struct iovec;

int mseal(void *address, size_t length, unsigned long flags);
long mbind(void *address, unsigned long length, int mode, const unsigned long *set, unsigned long room, unsigned flags);
long set_mempolicy(int mode, const unsigned long *set, unsigned long room);
long get_mempolicy(int *mode, unsigned long *set, unsigned long room, void *address, unsigned long flags);
long set_mempolicy_home_node(void *address, unsigned long length, unsigned long node, unsigned long flags);
long migrate_pages(int process, unsigned long room, const unsigned long *from, const unsigned long *to);
long move_pages(int process, unsigned long count, void **pages, const int *nodes, int *places, int flags);

int layer_userfaultfd(int flags) __attribute__((__visibility__("hidden")));
size_t layer_huge_default(void) __attribute__((__visibility__("hidden")));
/* libc's own syscall(). */
long layer_syscall(long number, long a, long b, long c, long d, long e, long f)
    __attribute__((__visibility__("hidden")));
/* Between memory of the layer's and of the program's, whose pointer may be anything: RAWMAP_EFAULT, and no signal. */
rawmap_status layer_copy(void *theirs, const void *ours, size_t length) __attribute__((__visibility__("hidden")));
rawmap_status layer_fetch(void *ours, const void *theirs, size_t length) __attribute__((__visibility__("hidden")));

#endif
