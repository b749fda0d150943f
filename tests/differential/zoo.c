/* SPDX-License-Identifier: MIT */
/* The zoo: where each kind of mapping is laid out, and what is known of it without asking the kernel. */
#include "zoo.h"

#include "effects.h"

struct place zoo;
const char *const animal_names[] = {"nothing",    "private",     "private_none",  "private_read", "shared",
                                    "droppable",  "growsdown",   "file_private",  "file_shared",  "file_read_only",
                                    "file_short", "locked",      "locked_shared", "huge_private", "huge_shared",
                                    "sealed",     "sealed_read", "secret",        "hole_first",   "hole_middle",
                                    "hole_last",  "two_kinds"};

void say_place(uintptr_t address, size_t length)
{
    say(animal_names[zoo.animal]);
    say(" at ");
    say_hex(zoo.base);
    say(", address ");
    say_hex(address);
    say(" length ");
    say_hex(length);
}

enum { PAGES = 4 };

static uintptr_t room, sealed_at, sealed_read_at;
static size_t room_length;
static int file = -1, file_read = -1, file_short = -1, huge_file = -1, secret = -1;
static bool secret_is_locked;

static rawmap_word fixed(uintptr_t address, size_t length, unsigned protection, unsigned flags, int fd)
{
    return raw_mmap(address, length, protection, flags | RAWMAP_LINUX_MAP_FIXED, fd, 0);
}

static int memory_file(unsigned flags, size_t length)
{
    const rawmap_word fd = rawmap_syscall2(RAWMAP_NR_memfd_create, (rawmap_word)(uintptr_t) "zoo", (rawmap_word)flags);
    if (fd >= 0 && rawmap_syscall2(RAWMAP_NR_ftruncate, fd, (rawmap_word)length) != 0)
        return -1;
    return (int)fd;
}

/* Secret memory was marked as locked; an update took the mark away, within the 6.1 and 6.12 series too: no version says
   which kernel does what. */
static bool ask_secret(void)
{
    static char flags[512];
    const rawmap_word base = raw_mmap(0, machine.page, 3, RAWMAP_LINUX_MAP_SHARED, secret, 0);
    const bool locked = !failed(base) && flags_of((uintptr_t)base, flags, sizeof flags) && has_flag(flags, "lo");
    if (!failed(base))
        (void)rawmap_syscall2(RAWMAP_NR_munmap, base, (rawmap_word)machine.page);
    return locked;
}

/* In the middle of free addresses: what lies around must not be the zoo's. */
static uintptr_t seal(size_t length, unsigned protection)
{
    const unsigned flags = RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS;
    const rawmap_word base = raw_mmap(0, 64 * length, protection, flags, -1, 0);
    rawmap_word middle;
    if (failed(base))
        return 0;
    middle = base + (rawmap_word)(32 * length);
    (void)rawmap_syscall2(RAWMAP_NR_munmap, base, (rawmap_word)(32 * length));
    (void)rawmap_syscall2(RAWMAP_NR_munmap, middle + (rawmap_word)length, (rawmap_word)(31 * length));
    if (rawmap_syscall3(RAWMAP_NR_mseal, middle, (rawmap_word)length, 0) != 0) {
        (void)rawmap_syscall2(RAWMAP_NR_munmap, middle, (rawmap_word)length);
        return 0;
    }
    return (uintptr_t)middle;
}

void open_zoo(void)
{
    const size_t huge = machine.huge_shift ? (size_t)1 << machine.huge_shift : (size_t)1 << 21;
    const unsigned flags = RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS | RAWMAP_LINUX_MAP_NORESERVE;
    rawmap_word base, fd;
    if (room)
        return;
    /* What is sealed stays for ever: it must not come to lie in the room. */
    sealed_at = seal(PAGES * machine.page, 3);
    sealed_read_at = seal(PAGES * machine.page, 1);
    /* A page stays on either side: a call that goes on to the next mapping must not meet the program's stack there, as
       mprotect with PROT_GROWSDOWN does. */
    room_length = (PAGES + 12) * huge;
    base = raw_mmap(0, room_length + 2 * machine.page, 0, flags, -1, 0);
    if (failed(base)) {
        say("no room for the zoo\n");
        end(2);
    }
    room = (uintptr_t)base + machine.page;
    (void)rawmap_syscall2(RAWMAP_NR_munmap, (rawmap_word)room, (rawmap_word)room_length);
    zoo.base = ((room + huge - 1) & ~(huge - 1)) + 4 * huge;
    file = memory_file(0, PAGES * machine.page);
    file_short = memory_file(0, machine.page);
    if (machine.huge_free >= 2 * PAGES)
        huge_file = memory_file(RAWMAP_LINUX_MFD_HUGETLB, PAGES * huge);
#ifdef RAWMAP_NR_memfd_secret
    fd = rawmap_syscall1(RAWMAP_NR_memfd_secret, 0);
#else
    fd = -RAWMAP_LINUX_ENOSYS;
#endif
    if (!failed(fd) && rawmap_syscall2(RAWMAP_NR_ftruncate, fd, (rawmap_word)(PAGES * machine.page)) == 0)
        secret = (int)fd;
    secret_is_locked = secret >= 0 && ask_secret();
    if (file >= 0) {
        /* A second description of the same file, for reading alone. */
        char path[] = "/proc/self/fd/00";
        path[14] = (char)('0' + file / 10 % 10);
        path[15] = (char)('0' + file % 10);
        file_read = (int)rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD,
                                         (rawmap_word)(uintptr_t)(file < 10 ? "/proc/self/fd/0" : path), 0, 0);
        if (file < 10) {
            char short_path[] = "/proc/self/fd/0";
            short_path[14] = (char)('0' + file);
            if (file_read >= 0)
                (void)rawmap_syscall1(RAWMAP_NR_close, file_read);
            file_read =
                (int)rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, (rawmap_word)(uintptr_t)short_path, 0, 0);
        }
    }
}

static void touch(void)
{
    for (unsigned i = 0; i < zoo.pages; i++)
        *(volatile unsigned char *)(zoo.base + i * zoo.page) = 1;
}

void settle(enum animal animal)
{
    const unsigned anonymous = RAWMAP_LINUX_MAP_ANONYMOUS;
    const size_t length = PAGES * machine.page;
    static uintptr_t place;
    rawmap_word answer = -RAWMAP_LINUX_ENODEV;
    if (!place)
        place = zoo.base;
    zoo.animal = animal;
    zoo.base = place;
    zoo.page = machine.page;
    zoo.pages = PAGES;
    switch (animal) {
    case NOTHING:
    case ANIMALS:
        answer = 0;
        break;
    case PRIVATE:
    case HOLE_FIRST:
    case HOLE_MIDDLE:
    case HOLE_LAST:
    case TWO_KINDS:
        answer = fixed(place, length, 3, RAWMAP_LINUX_MAP_PRIVATE | anonymous, -1);
        break;
    case PRIVATE_NONE:
        answer = fixed(place, length, 0, RAWMAP_LINUX_MAP_PRIVATE | anonymous, -1);
        break;
    case PRIVATE_READ:
        answer = fixed(place, length, 1, RAWMAP_LINUX_MAP_PRIVATE | anonymous, -1);
        break;
    case SHARED:
        answer = fixed(place, length, 3, RAWMAP_LINUX_MAP_SHARED | anonymous, -1);
        break;
    case DROPPABLE:
        answer = fixed(place, length, 3, RAWMAP_LINUX_MAP_DROPPABLE | anonymous, -1);
        break;
    case GROWSDOWN:
        answer = fixed(place, length, 3, RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_GROWSDOWN | anonymous, -1);
        break;
    case FILE_PRIVATE:
        answer = fixed(place, length, 3, RAWMAP_LINUX_MAP_PRIVATE, file);
        break;
    case FILE_SHARED:
        answer = fixed(place, length, 3, RAWMAP_LINUX_MAP_SHARED, file);
        break;
    case FILE_READ_ONLY:
        answer = fixed(place, length, 1, RAWMAP_LINUX_MAP_SHARED, file_read);
        break;
    case FILE_SHORT:
        answer = fixed(place, length, 3, RAWMAP_LINUX_MAP_SHARED, file_short);
        break;
    case LOCKED:
        answer = fixed(place, length, 3, RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_LOCKED | anonymous, -1);
        break;
    case LOCKED_SHARED:
        answer = fixed(place, length, 3, RAWMAP_LINUX_MAP_SHARED | RAWMAP_LINUX_MAP_LOCKED | anonymous, -1);
        break;
    case HUGE_PRIVATE:
    case HUGE_SHARED:
        if (huge_file < 0)
            break;
        zoo.page = (size_t)1 << machine.huge_shift;
        zoo.pages = 2;
        answer = fixed(place, 2 * zoo.page, 3,
                       animal == HUGE_SHARED ? RAWMAP_LINUX_MAP_SHARED : RAWMAP_LINUX_MAP_PRIVATE, huge_file);
        break;
    case SEALED:
        zoo.base = sealed_at;
        answer = sealed_at ? 0 : answer;
        break;
    case SEALED_READ:
        zoo.base = sealed_read_at;
        answer = sealed_read_at ? 0 : answer;
        break;
    case SECRET:
        answer = secret < 0 ? answer : fixed(place, length, 3, RAWMAP_LINUX_MAP_SHARED, secret);
        break;
    }
    zoo.there = !failed(answer);
    if (!zoo.there) {
        zoo.base = place;
        return;
    }
    if (animal == PRIVATE || animal == SHARED || animal == DROPPABLE || animal == FILE_PRIVATE ||
        animal == FILE_SHARED || animal == TWO_KINDS)
        touch();
    if (animal == TWO_KINDS)
        (void)fixed(place + 2 * machine.page, 2 * machine.page, 3, RAWMAP_LINUX_MAP_SHARED | anonymous, -1);
    if (animal == HOLE_FIRST)
        (void)rawmap_syscall2(RAWMAP_NR_munmap, (rawmap_word)place, (rawmap_word)machine.page);
    if (animal == HOLE_MIDDLE)
        (void)rawmap_syscall2(RAWMAP_NR_munmap, (rawmap_word)(place + machine.page), (rawmap_word)machine.page);
    if (animal == HOLE_LAST)
        (void)rawmap_syscall2(RAWMAP_NR_munmap, (rawmap_word)(place + 3 * machine.page), (rawmap_word)machine.page);
}

void clear(void)
{
    if (rawmap_syscall2(RAWMAP_NR_munmap, (rawmap_word)room, (rawmap_word)room_length) != 0) {
        say("the zoo cannot be cleared\n");
        end(2);
    }
}

bool inhabited(uintptr_t address)
{
    const size_t offset = address - zoo.base;
    if (!zoo.there || zoo.animal == NOTHING || address < zoo.base || offset >= zoo.pages * zoo.page)
        return false;
    return !(zoo.animal == HOLE_FIRST && offset < machine.page) &&
           !(zoo.animal == HOLE_MIDDLE && offset >= machine.page && offset < 2 * machine.page) &&
           !(zoo.animal == HOLE_LAST && offset >= 3 * machine.page);
}

/* length in bytes, from an address anywhere in a page; lengths beyond the room are never covered. */
bool covered(uintptr_t address, size_t length)
{
    const uintptr_t start = address & ~(machine.page - 1);
    if (length > room_length)
        return false;
    for (uintptr_t at = start; at - start < length + (address - start); at += machine.page)
        if (!inhabited(at))
            return false;
    return true;
}

bool touches(uintptr_t address, size_t length)
{
    const uintptr_t last = zoo.base + zoo.pages * zoo.page, start = address & ~(machine.page - 1);
    for (uintptr_t at = zoo.base; at < last; at += machine.page)
        if (inhabited(at) && at >= start && at - start < length + (address - start))
            return true;
    return false;
}

bool harmless(uintptr_t address, size_t length, enum reach reach)
{
    const uint64_t page = machine.page, start = address & ~(machine.page - 1), none = 0;
    const uint64_t pages = ((uint64_t)length + (address - start) + page - 1) & ~(page - 1);
    const uint64_t last = zoo.base + zoo.pages * zoo.page;
    /* To a 64-bit kernel the numbers of a 32-bit program do not wrap. */
    const uint64_t top = sizeof(size_t) == 4 && !machine.kernel_64 ? UINT32_MAX : UINT64_MAX;
    if (pages < length || pages > top - start || pages == none)
        return true; /* it wraps, or is nothing */
    if (reach == WITHIN_PROGRAMS && (start >= machine.end || pages > machine.end - start))
        return true;
    if (is_sealed())
        return start >= zoo.base && start < last && pages <= last - start;
    if (start >= room && start - room < room_length)
        return reach == UP_TO_A_HOLE || pages <= room_length - (start - room);
    return start + pages <= machine.page || (start >= machine.end && reach != EVERYWHERE);
}

bool is_huge(void)
{
    return zoo.animal == HUGE_PRIVATE || zoo.animal == HUGE_SHARED;
}
bool is_locked(void)
{
    return zoo.animal == LOCKED || zoo.animal == LOCKED_SHARED || (zoo.animal == SECRET && secret_is_locked);
}
bool is_sealed(void)
{
    return zoo.animal == SEALED || zoo.animal == SEALED_READ;
}

bool is_anonymous(void)
{
    switch (zoo.animal) {
    case FILE_PRIVATE:
    case FILE_SHARED:
    case FILE_READ_ONLY:
    case FILE_SHORT:
    case HUGE_PRIVATE:
    case HUGE_SHARED:
    case SECRET:
        return false;
    default:
        return true;
    }
}

bool is_private(void)
{
    switch (zoo.animal) {
    case SHARED:
    case FILE_SHARED:
    case FILE_READ_ONLY:
    case FILE_SHORT:
    case LOCKED_SHARED:
    case HUGE_SHARED:
    case SECRET:
        return false;
    default:
        return true;
    }
}

bool is_private_at(uintptr_t address)
{
    return is_private() && !(zoo.animal == TWO_KINDS && address - zoo.base >= 2 * machine.page);
}
