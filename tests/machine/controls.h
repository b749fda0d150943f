/* SPDX-License-Identifier: MIT */
/* What the files of the controls share. */
#ifndef MACHINE_CONTROLS_H
#define MACHINE_CONTROLS_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SEEN 200

/* Looks, says what it saw, and answers 1 if the machine has it. */
struct control {
    const char *fact;
    int (*look)(char *seen, const char *directory);
};
/* Each ends with a fact that is NULL. */
extern const struct control processor_controls[], memory_controls[], system_controls[];

__attribute__((format(printf, 3, 4))) int answer(char *seen, int yes, const char *form, ...);
int errno_answer(char *seen, int yes, const char *what);

/* Numbers that libc's headers may be too old for: the same on every architecture but alpha. */
#define NR_MAP_SHADOW_STACK 453
#define NR_MEMFD_SECRET 447
#define NR_MSEAL 462

#endif
