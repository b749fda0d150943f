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
    {"code: by another address", "",
     "qemu-user 7.2 keeps what it translated of code that is written by another address, on every ABI"},
    {"facts: some of it is idle", "",
     "qemu-user 10.0 cuts the sizes of sysinfo to 32 bits for 32-bit programs, and names no unit"},
    {"stub 6: process_vm_readv", "", "qemu-user 10.0 has no process_vm_readv: ENOSYS on every ABI"},
    {"some: mlock2", "", "qemu-user 10.0 has no mlock2: ENOSYS on every ABI"},
    {"lock_on_fault: a span", "", "qemu-user 10.0 has no mlock2: ENOSYS on every ABI"},
    {"resize: to nothing", "", "qemu-user 10.0 answers ENOMEM to an mremap to length 0, Linux EINVAL"},
    {"duplicate: a shared mapping", "",
     "qemu-user 10.0 answers ENOMEM to an mremap from length 0, and on 32-bit ABIs aborts"},
    {"advise: what is not mapped", "", "qemu-user 10.0 answers 0 to advice that it takes for a hint"},
    {"protect: what is not mapped", "", "qemu-user 10.0 answers 0 to mprotect where nothing is mapped, on some ABIs"},
    {"move_keep: the old place", "", "qemu-user 10.0 forgets that MREMAP_DONTUNMAP leaves the old place mapped"},
    {"exactly: unaligned", "alpha",
     "qemu-alpha 7.2, the last with the right pages, takes MAP_FIXED_NOREPLACE for a hint"},
    {"huge: the default is in the set", "",
     "qemu-user 10.0 places huge mappings of 32-bit programs by small pages: EINVAL"},
    {"grow: shared memory", "", "qemu-user 10.0 answers 0 to MADV_POPULATE_READ, also past the end of a file"},
    {"name: effects", "", "qemu-user 10.0 has no PR_SET_VMA: EINVAL on every ABI"},
    {"huge: the set comes back", "",
     "qemu-user 10.0 maps huge pages of another size than the one named, and so cannot unmap them"},
    {"huge: the set answers", "xtensa",
     "qemu-xtensa 10.0 aborts at a hint of 1 GiB, where the addresses of xtensa end"},
    {"residency: the touched page", "sparc64",
     "qemu-user 10.0 lets the host fill mincore's vector, by the host's pages"},
    {"residency: the touched page", "sparc", "qemu-user 10.0 lets the host fill mincore's vector, by the host's pages"},
    {"residency: the touched page", "alpha", "qemu-user 10.0 lets the host fill mincore's vector, by the host's pages"},
    {"residency: the touched page", "or1k", "qemu-user 10.0 lets the host fill mincore's vector, by the host's pages"},
    {"residency: the touched page", "hexagon",
     "qemu-user 10.0 lets the host fill mincore's vector, by the host's pages"},
    {"stub 6: mmap at an address", "hexagon", "qemu-hexagon 10.0 counts mmap2 in 4096 bytes, Linux in its pages"},
    {"offset: mmap beyond 4 GiB", "hexagon", "qemu-hexagon 10.0 counts mmap2 in 4096 bytes, Linux in its pages"},
    {"offset: the hole is where", "hexagon", "qemu-hexagon 10.0 counts mmap2 in 4096 bytes, Linux in its pages"},
    {"map_file: beyond 4 GiB", "hexagon", "qemu-hexagon 10.0 counts mmap2 in 4096 bytes, Linux in its pages"},
    {"map_file: shared and private", "hexagon", "qemu-hexagon 10.0 counts mmap2 in 4096 bytes, Linux in its pages"},
    {"value: the highest bits", "mips_n32", "qemu-mipsn32 10.0 cuts 64-bit arguments to 32"},
    {"value: bit 31", "mips_n32", "qemu-mipsn32 10.0 cuts 64-bit arguments to 32"},
    {"offset: statx says that size", "mips_n32", "qemu-mipsn32 10.0 cuts ftruncate's 64-bit length to 32"},
    {"offset: the size stays", "mips_n32", "qemu-mipsn32 10.0 cuts ftruncate's 64-bit length to 32"},
    {"offset: pread of zeros", "mips_n32", "qemu-mipsn32 10.0 cuts pread64's 64-bit offset to 32"},
    {"file_resize: ", "mips_n32", "qemu-mipsn32 10.0 cuts ftruncate's 64-bit length to 32"},
    {"file_size: ", "mips_n32", "qemu-mipsn32 10.0 cuts ftruncate's 64-bit length to 32"},
    {"lengths: ", "mips_n32", "qemu-mipsn32 10.0 cuts ftruncate's 64-bit length to 32"},
    {"fstat: the length", "mips_n32", "qemu-mipsn32 10.0 cuts ftruncate's 64-bit length to 32"},
    {"file_open: the same file", "mips_n32", "qemu-mipsn32 10.0 cuts ftruncate's 64-bit length to 32"},
    {"file_allocate: ", "mips_n32", "qemu-mipsn32 10.0 cuts fallocate's 64-bit offset to 32"},
    {"file_punch: ", "mips_n32", "qemu-mipsn32 10.0 cuts fallocate's 64-bit offset to 32"},
    {"file_space: ", "mips_n32", "qemu-mipsn32 10.0 cuts fallocate's 64-bit offset to 32"},
    {"shm: attached again", "", "qemu-user 10.0 may answer ENOMEM to the second shmat of a segment"},
    {"shm: told permissions", "",
     "qemu-user 10.0 writes the mode of shmid64_ds in 16 bits, where some kernels have 32"},
    {"shm: other permissions", "",
     "qemu-user 10.0 writes the mode of shmid64_ds in 16 bits, where some kernels have 32"},
    {"shm: told removal", "", "qemu-user 10.0 writes the mode of shmid64_ds in 16 bits, where some kernels have 32"},
    {"file_block: a page or more", "", "qemu-user has files in the host's pages, also where the program's are larger"},
    {"file_space: one page", "", "qemu-user has files in the host's pages, also where the program's are larger"},
    {"file_space: three pages", "", "qemu-user has files in the host's pages, also where the program's are larger"},
    {"here: between pages", "", "qemu-user 10.0 syncs, tells of and moves what starts none of its pages"},
    {"here: a mapping that does not grow", "hppa", "qemu-hppa 10.0 answers 0 to mprotect with PROT_GROWSDOWN"},
    {"", "", ""},
};

#endif
