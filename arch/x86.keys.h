/* SPDX-License-Identifier: MIT */
/* Protection keys of x86, for programs of 32 and of 64 bits. */
#ifndef RAWMAP_ARCH_X86_KEYS_H
#define RAWMAP_ARCH_X86_KEYS_H

/* The protection keys' register, PKRU. Without keys in the processor and in Linux the instructions raise SIGILL. */
#define RAWMAP_PKEY_REGISTER_FIELD 2
#define RAWMAP_PKEYS 16

static inline uintptr_t rawmap_pkey_register_read(void)
{
    uintptr_t value, zero; /* the instruction clears the upper halves */
    __asm__ volatile("rdpkru" : "=a"(value), "=d"(zero) : "c"(0));
    return value;
}

static inline void rawmap_pkey_register_write(uintptr_t value)
{
    const uint32_t low = value & 0xffffffffu;
    __asm__ volatile("wrpkru" : : "a"(low), "c"(0), "d"(0) : "memory");
}

/* A key's two bits are its rights, numbered as pkey_alloc numbers them. */
static inline uintptr_t rawmap_i_pkey_field(unsigned rights)
{
    return rights & 3u;
}

static inline unsigned rawmap_i_pkey_rights(uintptr_t field)
{
    return field & 3u;
}

#endif
