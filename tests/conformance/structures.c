/* SPDX-License-Identifier: MIT */
/* The structures that the library hands to the kernel, against what the kernel's headers say of them: on this ABI, when
   this is compiled. */
#include "harness.h"
#include "rawmap.h"

#define STRUCTURE(ours, theirs, size) _Static_assert(sizeof(ours) == (size), #ours " is as large as struct " #theirs);
#define MEMBER(ours, member, theirs, their_member, offset, size)                                                       \
    _Static_assert(offsetof(ours, member) == (offset) && sizeof(((ours *)0)->member) == (size),                        \
                   #ours "." #member " lies where " #theirs "." #their_member " does");
#define REQUEST(abi, number)
#include "../abi/structures.inc"
#undef STRUCTURE
#undef MEMBER
#undef REQUEST

_Static_assert(sizeof(rawmap_span) == 2 * sizeof(void *) && offsetof(rawmap_span, base) == 0 &&
                   offsetof(rawmap_span, length) == sizeof(void *) && sizeof(size_t) == sizeof(void *),
               "rawmap_span lies as struct iovec does");

static bool same_name(const char *one, const char *other)
{
    while (*one != '\0' && *one == *other) {
        one++;
        other++;
    }
    return *one == *other;
}

static void test_structures(void)
{
    bool known = false;
#define STRUCTURE(ours, theirs, size)
#define MEMBER(ours, member, theirs, their_member, offset, size)
#define REQUEST(abi, number)                                                                                           \
    if (same_name(RAWMAP_ARCH_NAME, #abi)) {                                                                           \
        known = true;                                                                                                  \
        check_equal("USERFAULTFD_IOC_NEW", number, RAWMAP_I_USERFAULTFD_NEW);                                          \
    }
#include "../abi/structures.inc"
    check_true("USERFAULTFD_IOC_NEW: this ABI is listed", known);
}
