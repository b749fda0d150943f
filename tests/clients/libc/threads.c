/* SPDX-License-Identifier: MIT */
/* Threads that allocate, grow, hand each other and free blocks of all sizes: what comes out is the same each time. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 4, BLOCKS = 512, ROUNDS = 60000 };

static void *work(void *argument)
{
    uint64_t seed = (uintptr_t)argument * 7919 + 1, sum = 0;
    unsigned char *blocks[BLOCKS] = {NULL};
    size_t sizes[BLOCKS] = {0};
    for (unsigned round = 0; round < ROUNDS; round++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        const unsigned at = (unsigned)(seed >> 33) % BLOCKS;
        size_t size = (seed >> 40) % ((seed >> 20) % 50 == 0 ? 3000000 : 2000) + 1;
        if (blocks[at] != NULL &&
            (blocks[at][0] != (unsigned char)at || blocks[at][sizes[at] - 1] != (unsigned char)at))
            abort();
        blocks[at] = round % 3 == 0 ? realloc(blocks[at], size) : (free(blocks[at]), malloc(size));
        blocks[at][0] = blocks[at][size - 1] = (unsigned char)at;
        sizes[at] = size;
        sum += size;
    }
    for (unsigned at = 0; at < BLOCKS; at++)
        free(blocks[at]);
    return (void *)(uintptr_t)sum;
}

int main(void)
{
    pthread_t threads[THREADS];
    for (uintptr_t i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, work, (void *)i) != 0)
            return 1;
    for (unsigned i = 0; i < THREADS; i++) {
        void *sum;
        pthread_join(threads[i], &sum);
        printf("%lu\n", (unsigned long)(uintptr_t)sum);
    }
    return 0;
}
