/* SPDX-License-Identifier: MIT */
/* What the processor has, and which programs the kernel starts on it. */
#include "controls.h"

#include <sys/wait.h>

#define PAGE ((size_t)sysconf(_SC_PAGESIZE))

/* An executable of one page that ends with status 42: written by hand, so that no compiler and no libc is asked. */
#define ELF32(MACHINE, ...)                                                                                            \
    {                                                                                                                  \
        0x7f, 'E', 'L', 'F', 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, MACHINE, 0, 1, 0, 0, 0, 0x54, 0, 1, 0, 0x34, 0, \
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x34, 0, 0x20, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,   \
            0, 0, 0, 1, 0, 0x80, 0, 0, 0, 0x80, 0, 0, 0, 5, 0, 0, 0, 0, 0x10, 0, 0, __VA_ARGS__                        \
    }
/* mov eax, 1; mov ebx, 42; int 0x80 */
static const unsigned char i386_program[128] = ELF32(3, 0xb8, 1, 0, 0, 0, 0xbb, 42, 0, 0, 0, 0xcd, 0x80);
/* mov eax, 0x4000003c; mov edi, 42; syscall */
static const unsigned char x32_program[128] = ELF32(62, 0xb8, 0x3c, 0, 0, 0x40, 0xbf, 42, 0, 0, 0, 0x0f, 0x05);

static int runs(char *seen, const char *directory, const char *name, const unsigned char *program)
{
    char path[4096];
    int file, status = 0;
    pid_t child;
    snprintf(path, sizeof path, "%s/%s", directory, name);
    unlink(path);
    file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0700);
    if (file < 0 || write(file, program, 128) != 128)
        return errno_answer(seen, 0, "cannot write the program");
    close(file);
    child = fork();
    if (child < 0)
        return errno_answer(seen, 0, "fork");
    if (child == 0) {
        alarm(5);
        execl(path, path, (char *)NULL);
        _exit(errno == ENOEXEC ? 126 : 127);
    }
    waitpid(child, &status, 0);
    unlink(path);
    if (WIFSIGNALED(status))
        return answer(seen, 0, "a program of 12 bytes ended by signal %d", WTERMSIG(status));
    switch (WEXITSTATUS(status)) {
    case 42:
        return answer(seen, 1, "a program of 12 bytes ran");
    case 126:
        return answer(seen, 0, "Exec format error");
    default:
        return answer(seen, 0, "a program of 12 bytes ended with %d", WEXITSTATUS(status));
    }
}

static int programs_32bit(char *seen, const char *directory)
{
    return runs(seen, directory, "i386", i386_program);
}

static int x32(char *seen, const char *directory)
{
    return runs(seen, directory, "x32", x32_program);
}

static int pkeys(char *seen, const char *directory)
{
    int keys = 0;
    (void)directory;
    while (syscall(SYS_pkey_alloc, 0UL, 0UL) >= 0)
        keys++;
    return keys > 0 ? answer(seen, 1, "%d keys", keys) : errno_answer(seen, 0, "pkey_alloc");
}

static int shadow_stack(char *seen, const char *directory)
{
    (void)directory;
    return errno_answer(seen, syscall(NR_MAP_SHADOW_STACK, 0UL, PAGE, 0UL) != -1, "map_shadow_stack");
}

const struct control processor_controls[] = {
    {"programs_32bit", programs_32bit}, {"x32", x32}, {"pkeys", pkeys}, {"shadow_stack", shadow_stack}, {NULL, NULL},
};
