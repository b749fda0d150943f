/* SPDX-License-Identifier: MIT */
/* The shapes in which programs make these calls, the same for every peer: a peer defines those that it can make, by its
   own means alone. Each answers 0, or what its peer has for an error. */
#ifndef PEERS_H
#define PEERS_H

#include <stddef.h>

struct piece {
    void *base;
    size_t length;
};
struct segment {
    void *base;
    size_t length;
    int error;
};

/* S(name, parameters, arguments that calls.c gives) */
#define SHAPES(S)                                                                                                      \
    S(map_unmap, (size_t length), (LENGTH))                                                                            \
    S(map_chosen, (size_t length, int writable, int shared), (LENGTH, yes, no))                                        \
    S(map_stored, (struct segment * segment, size_t length), (&stored, LENGTH))                                        \
    S(protect, (void *base, size_t length), (fresh, LENGTH))                                                           \
    S(protect_twice, (void *base, size_t length), (fresh, LENGTH))                                                     \
    S(advise, (void *base, size_t length), (fresh, LENGTH))                                                            \
    S(purge_16, (const struct piece *pieces, size_t count), (pieces, 16))                                              \
    S(lock_unlock, (void *base, size_t length), (fresh, LENGTH))                                                       \
    S(remap_twice, (void *base, size_t length), (fresh, LENGTH))                                                       \
    S(replace, (void *base, size_t length), (fresh, LENGTH))                                                           \
    S(file_window, (int file, size_t length), (file, LENGTH))                                                          \
    S(several, (size_t length), (LENGTH))

#define PEER(peer, name, parameters) int peer##_##name parameters
#endif
