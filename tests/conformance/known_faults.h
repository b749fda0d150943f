/* SPDX-License-Identifier: MIT */
/* What emulators do wrong, each with its evidence. A check whose name begins with `name` is excused when the program was
   told that it runs under an emulator, on the named ABI, or on all when abi is empty. Arrays, not pointers: these have to
   be right in a program that nobody relocates. */
#ifndef CONFORMANCE_KNOWN_FAULTS_H
#define CONFORMANCE_KNOWN_FAULTS_H

static const struct known_fault {
    char name[48];
    char abi[16];
    char evidence[120];
} known_faults[] = {
    {"stub 6: process_vm_readv", "", "qemu-user 10.0 has no process_vm_readv: ENOSYS on every ABI"},
    {"stub 6: futex set the word", "", "qemu-user 10.0 lets the host set the word, in the host's byte order"},
    {"some: mlock2", "", "qemu-user 10.0 has no mlock2: ENOSYS on every ABI"},
    {"value: the highest bits", "mips_n32", "qemu-mipsn32 10.0 cuts 64-bit arguments to 32"},
    {"value: bit 31", "mips_n32", "qemu-mipsn32 10.0 cuts 64-bit arguments to 32"},
    {"offset: statx says that size", "mips_n32", "qemu-mipsn32 10.0 cuts ftruncate's 64-bit length to 32"},
    {"offset: the size stays", "mips_n32", "qemu-mipsn32 10.0 cuts ftruncate's 64-bit length to 32"},
    {"offset: pread of zeros", "mips_n32", "qemu-mipsn32 10.0 cuts pread64's 64-bit offset to 32"},
    {"", "", ""},
};

#endif
