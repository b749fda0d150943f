/* SPDX-License-Identifier: MIT */
/* A program's own macros with the names of options do no harm, in sets inside functions and at file scope. Criterion
   and libc come before them: they use some of these names. */
#include "unit.h"

#define read rpl_read
#define write rpl_write
#define lock my_lock
#define sync() fsync(1)
#define stack 7 7
#define none
#define populate(x) x
#define cold __attribute__((cold))

static const rawmap_prot at_file_scope = RAWMAP_PROT_INIT(read, write);
static const rawmap_kind kind_at_file_scope = RAWMAP_PRIVATE_INIT(populate, lock, stack);
static const rawmap_kind droppable_at_file_scope = RAWMAP_DROPPABLE_INIT(populate);
static const rawmap_file_kind file_at_file_scope = RAWMAP_FILE_SHARED_INIT(sync);
static const rawmap_advice advice_at_file_scope = RAWMAP_ADVICE_INIT(cold);
static const rawmap_sync_flags sync_at_file_scope = RAWMAP_SYNC_INIT(sync, invalidate);
static const rawmap_lock_all_flags lock_all_at_file_scope = RAWMAP_LOCK_ALL_INIT(current);

Test(user_macros, at_file_scope)
{
    cr_assert_eq(at_file_scope.bits, PROT_READ | PROT_WRITE);
    cr_assert_eq(kind_at_file_scope.bits, MAP_PRIVATE | MAP_POPULATE | MAP_LOCKED | MAP_STACK);
    cr_assert_eq(droppable_at_file_scope.bits, 0x08 | MAP_POPULATE);
    cr_assert_eq(file_at_file_scope.bits, MAP_SHARED_VALIDATE | MAP_SYNC);
    cr_assert_eq(advice_at_file_scope.value, MADV_COLD);
    cr_assert_eq(sync_at_file_scope.bits, MS_SYNC | MS_INVALIDATE);
    cr_assert_eq(lock_all_at_file_scope.bits, MCL_CURRENT);
}

Test(user_macros, inside_functions)
{
    const rawmap_prot protection = RAWMAP_PROT(write, read);
    const rawmap_kind kind = RAWMAP_SHARED(lock, populate);
    const rawmap_sync_flags flags = RAWMAP_SYNC(invalidate, sync);
    const rawmap_advice advice = RAWMAP_ADVICE(cold);
    cr_assert_eq(protection.bits, PROT_READ | PROT_WRITE);
    cr_assert_eq(kind.bits, MAP_SHARED | MAP_POPULATE | MAP_LOCKED);
    cr_assert_eq(flags.bits, MS_SYNC | MS_INVALIDATE);
    cr_assert_eq(advice.value, MADV_COLD);
    cr_assert_eq(RAWMAP_HAS_PRIVATE_stack, 1);
    cr_assert_eq(RAWMAP_HAS_SHARED_stack, 0);
}
