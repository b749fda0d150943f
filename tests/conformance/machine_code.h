/* SPDX-License-Identifier: MIT */
/* Two functions in the machine's code, of each architecture: one answers 1, the other 2. */
#ifndef TESTS_CONFORMANCE_MACHINE_CODE_H
#define TESTS_CONFORMANCE_MACHINE_CODE_H

/* Instructions of data's byte order are here with the high byte first, and turn in words where data has the low one first.
   The number stands in a byte, times `step`. */
static const struct machine_code {
    char abi[12];
    unsigned char code[12];
    unsigned char length, at, step, turns;
} machine_codes[] = {
    {"x86_64", {0xb8, 0, 0, 0, 0, 0xc3}, 6, 1, 1, 1},
    {"x32", {0xb8, 0, 0, 0, 0, 0xc3}, 6, 1, 1, 1},
    {"i386", {0xb8, 0, 0, 0, 0, 0xc3}, 6, 1, 1, 1},
    {"aarch64", {0x00, 0x00, 0x80, 0x52, 0xc0, 0x03, 0x5f, 0xd6}, 8, 0, 32, 1},
    {"arm", {0x00, 0x00, 0xa0, 0xe3, 0x1e, 0xff, 0x2f, 0xe1}, 8, 0, 1, 1},
    {"riscv64", {0x13, 0x05, 0x00, 0x00, 0x67, 0x80, 0x00, 0x00}, 8, 2, 16, 1},
    {"riscv32", {0x13, 0x05, 0x00, 0x00, 0x67, 0x80, 0x00, 0x00}, 8, 2, 16, 1},
    {"ppc64", {0x38, 0x60, 0x00, 0x00, 0x4e, 0x80, 0x00, 0x20}, 8, 3, 1, 4},
    {"ppc64le", {0x38, 0x60, 0x00, 0x00, 0x4e, 0x80, 0x00, 0x20}, 8, 3, 1, 4},
    {"ppc", {0x38, 0x60, 0x00, 0x00, 0x4e, 0x80, 0x00, 0x20}, 8, 3, 1, 4},
    {"s390x", {0xa7, 0x29, 0x00, 0x00, 0x07, 0xfe}, 6, 3, 1, 1},
    {"mips_o32", {0x03, 0xe0, 0x00, 0x09, 0x24, 0x02, 0x00, 0x00}, 8, 7, 1, 4},
    {"mips_n32", {0x03, 0xe0, 0x00, 0x09, 0x24, 0x02, 0x00, 0x00}, 8, 7, 1, 4},
    {"mips_n64", {0x03, 0xe0, 0x00, 0x09, 0x24, 0x02, 0x00, 0x00}, 8, 7, 1, 4},
    {"loongarch64", {0x04, 0x00, 0x80, 0x02, 0x20, 0x00, 0x00, 0x4c}, 8, 1, 4, 1},
    {"sparc64", {0x81, 0xc3, 0xe0, 0x08, 0x90, 0x10, 0x20, 0x00}, 8, 7, 1, 1},
    {"sparc", {0x81, 0xc3, 0xe0, 0x08, 0x90, 0x10, 0x20, 0x00}, 8, 7, 1, 1},
    {"m68k", {0x70, 0x00, 0x4e, 0x75}, 4, 1, 1, 1},
    {"sh", {0x00, 0x0b, 0xe0, 0x00}, 4, 3, 1, 2},
    {"alpha", {0x00, 0x00, 0x1f, 0x20, 0x01, 0x80, 0xfa, 0x6b}, 8, 0, 1, 1},
    {"hppa", {0xe8, 0x40, 0xc0, 0x00, 0x34, 0x1c, 0x00, 0x00}, 8, 7, 2, 1},
    {"hexagon", {0x00, 0xc0, 0x00, 0x78, 0x00, 0xc0, 0x9f, 0x52}, 8, 0, 32, 1},
    {"xtensa", {0x22, 0xa0, 0x00, 0x80, 0x00, 0x00}, 6, 2, 1, 1},
};

static int machine_code_of_abi(const char *abi)
{
    unsigned row, i;
    for (row = 0; row < sizeof machine_codes / sizeof machine_codes[0]; row++) {
        for (i = 0; abi[i] != '\0' && machine_codes[row].abi[i] == abi[i]; i++)
            continue;
        if (machine_codes[row].abi[i] == abi[i])
            return (int)row;
    }
    return -1;
}

/* Writes the function; its length, or 0 where none is known. */
static unsigned machine_code_write(volatile unsigned char *to, unsigned answer)
{
    const unsigned short order = 1;
    const int row = machine_code_of_abi(RAWMAP_ARCH_NAME);
    const struct machine_code *const code = &machine_codes[row < 0 ? 0 : row];
    const unsigned turns = *(const volatile unsigned char *)&order == 1 ? code->turns - 1u : 0u;
    unsigned i;
    for (i = 0; row >= 0 && i < code->length; i++)
        to[i ^ turns] = (unsigned char)(code->code[i] + (i == code->at ? answer * code->step : 0u));
    return row < 0 ? 0 : code->length;
}

/* Where a function pointer is the address of a descriptor, one is made. */
static unsigned machine_code_run(const volatile void *at)
{
    union {
        const volatile void *address;
        unsigned (*function)(void);
    } which;
#if defined _CALL_ELF && _CALL_ELF == 1
    const volatile void *volatile descriptor[3]; /* a compiler sees no reading of it */
    descriptor[0] = at;
    descriptor[1] = descriptor[2] = 0;
    at = (const volatile void *)descriptor;
    __asm__ volatile("" : "+r"(at) : : "memory"); /* to clang no descriptor ever changes */
#endif
    which.address = at;
    return which.function();
}

#endif
