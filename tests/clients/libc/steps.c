/* SPDX-License-Identifier: MIT */
/* steps.c: how many instructions a call is, by libc's functions or by those that are preloaded: `NAME N` for each kind that
   programs make often, up to and after the system call. What the kernel does is not counted. With STEPS_FROM_THE_CALL from
   where the program calls to where it goes on: what stands for a call may be within the program. */
#define _GNU_SOURCE
#include "../../codegen/stepper.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>

enum { PAGE = 4096, PAGES = 16, LENGTH = PAGES * PAGE };

static char *place, *shared;
static unsigned char vector[PAGES];
static int file, segment;

static bool kind_mmap(void)
{
    return mmap(NULL, LENGTH, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}
static bool kind_mmap_file(void)
{
    return mmap(NULL, LENGTH, PROT_READ, MAP_PRIVATE, file, 0) != MAP_FAILED;
}
static bool kind_munmap(void)
{
    return munmap(place, LENGTH) == 0;
}
static bool kind_mremap(void)
{
    return mremap(place, LENGTH, (size_t)2 * LENGTH, MREMAP_MAYMOVE) != MAP_FAILED;
}
static bool kind_mprotect(void)
{
    return mprotect(place, LENGTH, PROT_READ) == 0;
}
static bool kind_madvise(void)
{
    return madvise(place, LENGTH, MADV_DONTNEED) == 0;
}
static bool kind_msync(void)
{
    return msync(shared, LENGTH, MS_SYNC) == 0;
}
static bool kind_mincore(void)
{
    return mincore(place, LENGTH, vector) == 0;
}
static bool kind_mlock(void)
{
    return mlock(place, PAGE) == 0;
}
static bool kind_munlock(void)
{
    return munlock(place, PAGE) == 0;
}
static bool kind_memfd_create(void)
{
    return memfd_create("steps", MFD_CLOEXEC) >= 0;
}
static bool kind_shmget(void)
{
    const int made = shmget(IPC_PRIVATE, PAGE, IPC_CREAT | 0600);
    return made >= 0 && shmctl(made, IPC_RMID, NULL) == 0; /* counted is what the function itself takes */
}
static bool kind_shmat(void)
{
    return shmat(segment, NULL, 0) != (void *)-1;
}

static const struct {
    const char *name, *function;
    bool (*run)(void);
} kinds[] = {{"mmap", "mmap", kind_mmap},
             {"mmap_file", "mmap", kind_mmap_file},
             {"munmap", "munmap", kind_munmap},
             {"mremap", "mremap", kind_mremap},
             {"mprotect", "mprotect", kind_mprotect},
             {"madvise", "madvise", kind_madvise},
             {"msync", "msync", kind_msync},
             {"mincore", "mincore", kind_mincore},
             {"mlock", "mlock", kind_mlock},
             {"munlock", "munlock", kind_munlock},
             {"memfd_create", "memfd_create", kind_memfd_create},
             {"shmget", "shmget", kind_shmget},
             {"shmat", "shmat", kind_shmat}};

/* Each function has been called before: the dynamic linker, and what is asked of the machine once, have done their part. */
static void prepare(void)
{
    int i;
    for (i = 0; i < 2; i++) {
        void *const old = mmap(NULL, LENGTH, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        file = memfd_create("steps", MFD_CLOEXEC);
        if (ftruncate(file, LENGTH) != 0)
            _exit(9);
        shared = (char *)mmap(NULL, LENGTH, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        place = (char *)mmap(NULL, LENGTH, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        segment = shmget(IPC_PRIVATE, PAGE, IPC_CREAT | 0600);
        memset(place, 1, LENGTH);
        if (old == MAP_FAILED || munmap(old, LENGTH) != 0 || !kind_mremap() || !kind_mmap_file())
            _exit(9);
        place = (char *)mmap(NULL, LENGTH, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (!kind_mlock() || !kind_munlock() || !kind_msync() || !kind_mincore() || !kind_madvise() ||
            !kind_mprotect() || !kind_shmat())
            _exit(9);
        shmctl(segment, IPC_RMID, NULL); /* it stays while it is attached */
    }
}

int main(void)
{
    unsigned i;
    for (i = 0; i < sizeof kinds / sizeof *kinds; i++) {
#ifdef STEPS_FROM_THE_CALL
        const uintptr_t start = (uintptr_t)kinds[i].run;
#else
        const uintptr_t start = (uintptr_t)dlsym(RTLD_DEFAULT, kinds[i].function);
#endif
        printf("%s %ld\n", kinds[i].name, instructions(prepare, kinds[i].run, start));
    }
    return 0;
}
