/* SPDX-License-Identifier: MIT */
/* The kernel's answer against the rules, and the replay of it to the typed call. */
#include "case.h"

/* Replay */

static rawmap_word wanted[7];
static unsigned wanted_words;
static rawmap_word answered;
unsigned replayed, replayed_more;
#ifdef RAWMAP_MMAP_BLOCK
static rawmap_word block[6];
#endif

rawmap_word replay(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                   rawmap_word f)
{
    const rawmap_word words[7] = {number, a, b, c, d, e, f};
    bool other = false;
    for (unsigned i = 0; i < wanted_words; i++) {
#ifdef RAWMAP_MMAP_BLOCK
        if (i == 1 && number == RAWMAP_NR_mmap) {
            const rawmap_word *theirs = (const rawmap_word *)(uintptr_t)a;
            for (unsigned j = 0; j < 6; j++)
                if (theirs[j] != block[j])
                    other = true;
            continue;
        }
#endif
        if (words[i] != wanted[i])
            other = true;
    }
    /* What a cold path asks the kernel, to be sure of a cause. */
    if (other) {
        replayed_more++;
        return rawmap_syscall6(number, a, b, c, d, e, f);
    }
    replayed++;
    return answered;
}

static rawmap_word remember(unsigned words, rawmap_word n, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                            rawmap_word e, rawmap_word f)
{
    const rawmap_word all[7] = {n, a, b, c, d, e, f};
    for (unsigned i = 0; i < 7; i++)
        wanted[i] = all[i];
    wanted_words = words + 1;
    replayed = 0;
    replayed_more = 0;
    return answered;
}

#define W(value) ((rawmap_word)(value))
rawmap_word raw1(rawmap_word number, uintptr_t a)
{
    answered = rawmap_syscall1(number, W(a));
    return remember(1, number, W(a), 0, 0, 0, 0, 0);
}

rawmap_word raw2(rawmap_word number, uintptr_t a, uintptr_t b)
{
    answered = rawmap_syscall2(number, W(a), W(b));
    return remember(2, number, W(a), W(b), 0, 0, 0, 0);
}

rawmap_word raw3(rawmap_word number, uintptr_t a, uintptr_t b, uintptr_t c)
{
    answered = rawmap_syscall3(number, W(a), W(b), W(c));
    return remember(3, number, W(a), W(b), W(c), 0, 0, 0);
}

rawmap_word raw5(rawmap_word number, uintptr_t a, uintptr_t b, uintptr_t c, uintptr_t d, uintptr_t e)
{
    answered = rawmap_syscall5(number, W(a), W(b), W(c), W(d), W(e));
    return remember(5, number, W(a), W(b), W(c), W(d), W(e), 0);
}

rawmap_word raw_mmap(uintptr_t address, size_t length, unsigned protection, unsigned flags, int file, uint64_t offset)
{
#if defined RAWMAP_MMAP_BLOCK
    block[0] = W(address), block[1] = W(length), block[2] = W(protection), block[3] = W(flags), block[4] = W(file);
    block[5] = W(offset);
    answered = rawmap_syscall1(RAWMAP_NR_mmap, W((uintptr_t)block));
    return remember(1, RAWMAP_NR_mmap, 0, 0, 0, 0, 0, 0);
#else
#if defined RAWMAP_MMAP2_SHIFT
    const rawmap_word number = RAWMAP_NR_mmap2, last = W((uint32_t)(offset >> RAWMAP_MMAP2_SHIFT));
#elif defined RAWMAP_MMAP2_PAGES
    unsigned shift = 0;
    while (machine.page >> shift > 1)
        shift++;
    const rawmap_word number = RAWMAP_NR_mmap2, last = W((uint32_t)(offset >> shift));
#else
    const rawmap_word number = RAWMAP_NR_mmap, last = W(offset);
#endif
    answered = rawmap_syscall6(number, W(address), W(length), W(protection), W(flags), W(file), last);
    return remember(6, number, W(address), W(length), W(protection), W(flags), W(file), last);
#endif
}

/* Rows */

void add_row(struct rows *rows, int cause, enum sort sort, int error)
{
    if (rows->count == COUNT(rows->row)) {
        say("a table has more rows than the comparison holds\n");
        end(2);
    }
    rows->row[rows->count].cause = cause;
    rows->row[rows->count].error = error;
    rows->row[rows->count++].sort = sort;
}

static const char *sort_name(enum sort sort)
{
    return sort == SORT_IGNORED   ? "ignored"
           : sort == SORT_GUARDED ? "guarded"
           : sort == SORT_REFUSED ? "refused"
           : sort == SORT_UNSURE  ? "unsure"
           : sort == SORT_LOOKED  ? "looked"
                                  : "state";
}

/* Failures with the same rows and the same answer are one mistake: shown once. */
static uint32_t shown[64];
static unsigned shown_count;

static bool is_new(const struct call *call, const struct rows *rows, const char *what, rawmap_word answer)
{
    uint32_t hash = (uint32_t)(failed(answer) ? answer : 0);
    for (const char *at = call->name; *at; at++)
        hash = hash * 31 + (unsigned char)*at;
    for (const char *at = what; *at; at++)
        hash = hash * 31 + (unsigned char)*at;
    for (unsigned i = 0; rows && i < rows->count; i++)
        if (rows->row[i].sort == SORT_GUARDED || rows->row[i].sort == SORT_REFUSED)
            hash = hash * 31 + (uint32_t)rows->row[i].cause;
    for (unsigned i = 0; i < shown_count; i++)
        if (shown[i] == hash)
            return false;
    if (shown_count == COUNT(shown))
        return false;
    shown[shown_count++] = hash;
    return true;
}

static void tell(struct call *call, const struct rows *rows, const char *what, rawmap_status check, rawmap_word answer,
                 rawmap_status typed)
{
    if (!is_new(call, rows, what, answer))
        return;
    say(call->name);
    say(": ");
    say(what);
    say("\n    ");
    call->show();
    say("\n    kernel ");
    say(failed(answer) ? rawmap_status_name((rawmap_status)-answer) : "OK");
    say(", check ");
    say(rawmap_status_name(check));
    say(", typed ");
    say(rawmap_status_name(typed));
    say(", rows");
    for (unsigned i = 0; rows && i < rows->count; i++) {
        if (rows->row[i].sort == SORT_STATE)
            continue;
        say(" ");
        say(sort_name(rows->row[i].sort));
        say(":");
        say(rawmap_status_name((rawmap_status)rows->row[i].cause));
    }
    say("\n");
}

void disagree(struct call *call, const char *what)
{
    call->disagreements++;
    tell(call, NULL, what, RAWMAP_OK, answered, RAWMAP_OK);
}

void judge(struct call *call, const struct rows *rows, rawmap_status check, rawmap_word answer, rawmap_status typed)
{
    const int error = failed(answer) ? (int)-answer : 0;
    const struct row *before = NULL, *refused = NULL, *ignored = NULL, *named = NULL, *stated = NULL, *looked = NULL;
    rawmap_status expected_check = RAWMAP_OK, expected_typed;
    const char *what = NULL;

    call->cases++;
    for (unsigned i = 0; i < rows->count; i++) {
        const struct row *row = &rows->row[i];
        const bool hard = row->sort == SORT_GUARDED || row->sort == SORT_REFUSED;
        if (row->sort <= SORT_GUARDED && !before)
            before = row;
        if (row->sort <= SORT_REFUSED && expected_check == RAWMAP_OK)
            expected_check = (rawmap_status)row->cause;
        if (row->sort == SORT_IGNORED && !ignored)
            ignored = row;
        if (hard && !refused && !(call->unseen && call->unseen(row->cause)))
            refused = row;
        if (error && row->error == error) {
            if (!named && (row->sort == SORT_REFUSED || row->sort == SORT_UNSURE))
                named = row;
            if (!named && row->sort == SORT_LOOKED && (looked == NULL || !call->truth(looked->cause)))
                looked = row;
            if (!stated && row->sort >= SORT_UNSURE && call->truth(row->cause))
                stated = row;
        }
    }
    expected_typed = before ? (rawmap_status)before->cause : named ? (rawmap_status)named->cause : (rawmap_status)error;
    /* A look at the machine may show the cause, and then it is so. */
    if (!before && looked && typed == (rawmap_status)looked->cause && call->truth(looked->cause))
        expected_typed = typed;

    /* The machinery: the check is the table's first hard row, and the typed call what the table makes of the answer. */
    if (check != expected_check)
        what = "the check is not what the table says";
    else if (typed != expected_typed)
        what = "the typed call is not what the table says";
    else if (before   ? replayed != 0
             : looked ? replayed == 0 || replayed_more == 0
                      : replayed == 0 || (!error && replayed_more != 0))
        what = before ? "the typed call was made in spite of a rule before it"
                      : "the typed call passes other words to the kernel";
    /* The rules: */
    else if (refused && error == refused->error)
        call->refused++;
    else if (refused && !error)
        what = "the kernel accepts what a rule says it refuses";
    else if (error && stated)
        call->stated++;
    else if (refused)
        what = "the kernel refuses it otherwise than the first rule that holds";
    else if (error && before && !ignored)
        call->refused++; /* a rule that the kernel cannot see: it may say what it likes */
    else if (error)
        what = ignored ? "the kernel refuses what a rule says it ignores" : "no rule explains the kernel's errno";
    else if (ignored)
        call->ignored++;
    else
        call->accepted++;
    /* What the typed call names must be so. */
    if (!what && !before && named && named->sort == SORT_UNSURE && !call->truth(named->cause))
        what = "the typed call names a cause that is not so";

    if (!what)
        return;
    if (call->difference && call->difference(refused ? refused->cause : ignored ? ignored->cause : RAWMAP_OK, error)) {
        call->differences++;
        return;
    }
    if (error == RAWMAP_LINUX_EINVAL && !refused && !stated)
        call->unexplained++;
    else
        call->disagreements++;
    tell(call, rows, what, check, answer, typed);
}
