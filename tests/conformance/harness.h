/* SPDX-License-Identifier: MIT */
/* The harness of the conformance program: no libc, nothing but the write and exit calls of the kernel.

   Arguments of the program: "emulator" says that an emulator stands in for the kernel: a check that fails there for a
   reason in known_faults is a skip with that reason. On a kernel nothing is excused. "has=FACT" and "lacks=FACT" tell
   what the machine has of tests/machine/facts.tsv; where nothing is told of it, the program finds out for itself. */
#ifndef CONFORMANCE_HARNESS_H
#define CONFORMANCE_HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../arch/select.h"

/* Numbers are printed in hexadecimal: decimals of 64 bits need a division that 32-bit processors lack. */
void check_equal(const char *name, uint64_t expected, uint64_t actual);
void check_true(const char *name, bool condition);
void check_text(const char *name, const char *expected, const char *actual);
/* Two statuses that differ: always a failure, or an emulator's known fault. */
void check_status_text(const char *name, const char *expected, const char *actual);
void skip(const char *name, const char *reason);

/* Whether to leave out what needs the fact: a skip then. It is left out if the machine is told to lack it; and, where
   nothing was told, if it was not found, for that reason. */
bool lacking(const char *name, const char *fact, bool found, const char *reason);

/* Whether not to try what an emulator dies of: a skip then, with the evidence. */
bool avoided(const char *name);

/* A call or a flag that this ABI does not have: a fact about the ABI, neither a pass nor a skip. */
void absent(const char *name);

/* What the kernel told the program at its start, by AT_ number; 0 if nothing. */
uint64_t auxiliary(uintptr_t type);

/* The argument itself. A real call, whose result no compiler knows, and which uses up the registers that a call may. */
rawmap_word arg(rawmap_word value);

#define WORD(value) ((rawmap_word)(value))
#define ADDRESS(pointer) ((rawmap_word)(uintptr_t)(pointer))
#define RESULT(word) ((uint64_t)(int64_t)(word))
#define ERROR(name) ((uint64_t) - (int64_t)(RAWMAP_LINUX_##name))

/* An address of the kernel's answer: the low bits of it, as many as a pointer has. */
#define POINTER(word) ((void *)(uintptr_t)(word))

#endif
