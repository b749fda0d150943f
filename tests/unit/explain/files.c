/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call: files, by how they are open, what they are, and where they lie. */
#include "unit_explain.h"

#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>

static unit_told told;
static char path[4096];

/* A file of one page, and its name. */
static const char *named(void)
{
    const char *const directory = getenv("UNIT_FILES");
    const int length =
        snprintf(path, sizeof path, "%s/explained.%ld", directory != NULL ? directory : "/tmp", (long)getpid());
    const int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    cr_assert(length > 0 && file >= 0 && ftruncate(file, (off_t)unit_page()) == 0 && close(file) == 0);
    return path;
}

static int opened(int flags)
{
    const int file = open(named(), flags | O_CLOEXEC);
    cr_assert_geq(file, 0);
    cr_assert_eq(unlink(path), 0);
    return file;
}

static void writing_what_is_read(unit_told *to)
{
    unit_mmap_words(to, NULL, unit_page(), PROT_READ | PROT_WRITE, MAP_SHARED, opened(O_RDONLY));
}

static void reading_what_is_written(unit_told *to)
{
    unit_mmap_words(to, NULL, unit_page(), PROT_READ, MAP_PRIVATE, opened(O_WRONLY));
}

static void a_name_alone(unit_told *to)
{
    unit_mmap_words(to, NULL, unit_page(), PROT_READ, MAP_PRIVATE, opened(O_PATH));
}

static void what_is_closed(unit_told *to)
{
    const int file = opened(O_RDONLY);
    cr_assert_eq(close(file), 0);
    unit_mmap_words(to, NULL, unit_page(), PROT_READ, MAP_PRIVATE, file);
}

static void a_directory(unit_told *to)
{
    unit_mmap_words(to, NULL, unit_page(), PROT_READ, MAP_PRIVATE, open("/", O_RDONLY | O_CLOEXEC));
}

static void a_pipe(unit_told *to)
{
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    unit_mmap_words(to, NULL, unit_page(), PROT_READ, MAP_PRIVATE, ends[0]);
}

static void a_file_of_proc(unit_told *to)
{
    unit_mmap_words(to, NULL, unit_page(), PROT_READ, MAP_PRIVATE, open("/proc/self/status", O_RDONLY | O_CLOEXEC));
}

Test(explain_files, how_they_are_open)
{
    FOUND(writing_what_is_read, STATE_FILE_MODE);
    SAYS("is open for reading alone");
    SAYS("explained.");
    FOUND(reading_what_is_written, STATE_FILE_MODE);
    SAYS("is open for writing alone");
    FOUND(a_name_alone, STATE_FILE_NOT_OPEN);
    SAYS("O_PATH");
    FOUND(what_is_closed, STATE_FILE_NOT_OPEN);
    SAYS("No file is open as descriptor ");
}

Test(explain_files, what_they_are)
{
    FOUND(a_directory, STATE_FILE_UNMAPPABLE);
    SAYS("a directory");
    FOUND(a_pipe, STATE_FILE_UNMAPPABLE);
    SAYS("a pipe");
    FOUND(a_file_of_proc, STATE_FILE_UNMAPPABLE);
    SAYS("does not let map");
}

/* --- mappings of files that may not become what is asked --- */

static void writing_later(unit_told *to)
{
    void *const at = mmap(NULL, unit_page(), PROT_READ, MAP_SHARED, opened(O_RDONLY), 0);
    to->extra = (uintptr_t)at;
    unit_words(to, RAWMAP_NR_mprotect, unit_word(at), (rawmap_word)unit_page(), PROT_READ | PROT_WRITE, 0, 0, 0);
}

Test(explain_files, what_they_may_not_become)
{
    FOUND(writing_later, STATE_FILE_MODE);
    cr_assert_eq(told.inside.start, told.extra);
    cr_assert_eq(told.outside.start, told.extra);
    SAYS("not open for writing");
}

/* --- seals --- */

static int sealed(unsigned seals)
{
    const int file = (int)syscall(SYS_memfd_create, "sealed", 2u /* MFD_ALLOW_SEALING */);
    cr_assert(file >= 0 && ftruncate(file, (off_t)unit_page()) == 0);
    cr_assert_eq(fcntl(file, F_ADD_SEALS, seals), 0);
    return file;
}

static void sealed_against_writing(unit_told *to)
{
    unit_mmap_words(to, NULL, unit_page(), PROT_READ | PROT_WRITE, MAP_SHARED, sealed(F_SEAL_WRITE));
}

static void sealed_against_new_writing(unit_told *to)
{
    unit_mmap_words(to, NULL, unit_page(), PROT_READ | PROT_WRITE, MAP_SHARED, sealed(0x10 /* F_SEAL_FUTURE_WRITE */));
}

/* Sealed against something else, and open for reading: another cause. */
static void sealed_against_growing(unit_told *to)
{
    char name[64];
    (void)snprintf(name, sizeof name, "/proc/self/fd/%d", sealed(F_SEAL_GROW));
    unit_mmap_words(to, NULL, unit_page(), PROT_READ | PROT_WRITE, MAP_SHARED, open(name, O_RDONLY | O_CLOEXEC));
}

Test(explain_files, seals)
{
    FOUND(sealed_against_writing, STATE_FILE_SEALED);
    SAYS("(F_SEAL_WRITE)");
    SAYS("/memfd:sealed");
    FOUND(sealed_against_new_writing, STATE_FILE_SEALED);
    SAYS("F_SEAL_FUTURE_WRITE");
    FOUND(sealed_against_growing, STATE_FILE_MODE);
}

/* --- a file system whose files cannot be executed, in a mount namespace of the child's own --- */

static void mounted(const char *options, unsigned long flags)
{
    cr_assert_eq(unshare(CLONE_NEWNS), 0);
    cr_assert_eq(mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL), 0);
    cr_assert_eq(mount("none", "/mnt", "tmpfs", flags, options), 0);
}

static int on_it(void)
{
    const int file = open("/mnt/file", O_RDWR | O_CREAT | O_CLOEXEC, 0700);
    cr_assert(file >= 0 && ftruncate(file, (off_t)unit_page()) == 0);
    return file;
}

static void executing_where_it_is_off(unit_told *to)
{
    mounted("", MS_NOEXEC);
    unit_mmap_words(to, NULL, unit_page(), PROT_READ | PROT_EXEC, MAP_PRIVATE, on_it());
}

static void executing_later(unit_told *to)
{
    void *at;
    mounted("", MS_NOEXEC);
    at = mmap(NULL, unit_page(), PROT_READ, MAP_PRIVATE, on_it(), 0);
    to->extra = (uintptr_t)at;
    unit_words(to, RAWMAP_NR_mprotect, unit_word(at), (rawmap_word)unit_page(), PROT_READ | PROT_EXEC, 0, 0, 0);
}

/* There, and a file whose access is the cause. */
static void only_written(unit_told *to)
{
    mounted("", MS_NOEXEC);
    (void)on_it();
    unit_mmap_words(to, NULL, unit_page(), PROT_READ, MAP_PRIVATE, open("/mnt/file", O_WRONLY | O_CLOEXEC));
}

/* Mounted to execute, which it never does. */
static void executing_a_file_of_proc(unit_told *to)
{
    cr_assert(unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0);
    cr_assert_eq(mount("proc", "/mnt", "proc", 0, NULL), 0);
    unit_mmap_words(to, NULL, unit_page(), PROT_READ | PROT_EXEC, MAP_PRIVATE,
                    open("/mnt/version", O_RDONLY | O_CLOEXEC));
}

/* On a mount that no list has. */
static int hidden_file(void)
{
    const int file = rawmap_memfd_secret(RAWMAP_SECRET(cloexec)).fd;
    cr_assert(file >= 0 && ftruncate(file, (off_t)unit_page()) == 0);
    return file;
}
static void executing_hidden_memory(unit_told *to)
{
    unit_mmap_words(to, NULL, unit_page(), PROT_READ | PROT_EXEC, MAP_SHARED, hidden_file());
}
/* The list has it no more: nobody can tell that nothing stands in the way. */
static void executing_where_nobody_sees(unit_told *to)
{
    int file;
    mounted("", MS_NOEXEC);
    file = on_it();
    cr_assert_eq(umount2("/mnt", MNT_DETACH), 0);
    unit_mmap_words(to, NULL, unit_page(), PROT_READ | PROT_EXEC, MAP_PRIVATE, file);
}

Test(explain_files, hidden_memory_is_not_executed)
{
    UNIT_NEEDS_FACT(secret_memory);
    FOUND(executing_hidden_memory, STATE_FILE_NOEXEC);
    SAYS("secretmem");
}

Test(explain_files, file_systems_without_execution)
{
    UNIT_NEEDS_FACT(mount_namespaces);
    FOUND(executing_a_file_of_proc, STATE_FILE_NOEXEC);
    SAYS("of Linux's own");
    FOUND(executing_where_it_is_off, STATE_FILE_NOEXEC);
    SAYS("/mnt/file");
    FOUND(executing_later, STATE_ACCESS_DENIED);
    cr_assert_eq(told.inside.start, told.extra);
    SAYS("noexec");
    FOUND(only_written, STATE_FILE_MODE);
    FOUND(executing_where_nobody_sees, EPERM);
    cr_assert((told.inside.not_seen & RAWMAP_LOOKED_MOUNT) != 0);
}

/* --- a file that can only be appended to --- */

#define APPEND_ONLY 0x20 /* FS_APPEND_FL */

static int appended(int flags, long attributes)
{
    int file;
    mounted("", 0);
    file = on_it();
    if (attributes != 0)
        cr_assert_eq(ioctl(file, _IOW('f', 2, long), &attributes), 0); /* FS_IOC_SETFLAGS */
    return open("/mnt/file", flags | O_CLOEXEC);
}

static void sharing_what_is_appended_to(unit_told *to)
{
    unit_mmap_words(to, NULL, unit_page(), PROT_READ | PROT_WRITE, MAP_SHARED,
                    appended(O_RDWR | O_APPEND, APPEND_ONLY));
}

static void reading_what_is_appended_to(unit_told *to)
{
    unit_mmap_words(to, NULL, unit_page(), PROT_READ, MAP_SHARED, appended(O_RDWR | O_APPEND, APPEND_ONLY));
}

/* Open so, and another file might be written elsewhere: what forbids it is the promise. */
static void sharing_what_is_open_to_append(unit_told *to)
{
    unit_mmap_words(to, NULL, unit_page(), PROT_READ | PROT_WRITE | PROT_EXEC, MAP_SHARED,
                    appended(O_RDWR | O_APPEND, 0));
    cr_assert_eq(prctl(65 /* PR_SET_MDWE */, 1ul, 0ul, 0ul, 0ul), 0);
}

Test(explain_files, that_are_appended_to)
{
    UNIT_NEEDS_FACT(mount_namespaces);
    UNIT_NEEDS_LINUX(6, 6, "tmpfs with append-only files");
    FOUND(sharing_what_is_appended_to, STATE_FILE_MODE);
    SAYS("can only be appended to");
    FOUND(reading_what_is_appended_to, STATE_FILE_MODE);
    SAYS("can only be appended to");
    FOUND_BOTH(sharing_what_is_open_to_append, RAWMAP_STATE_EXEC_GAIN, RAWMAP_EACCES);
}
