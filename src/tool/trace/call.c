/* SPDX-License-Identifier: MIT */
/* A memory call, from its entry to its end: refused, accepted with a part of it ignored, or well. */
#include "trace.h"

enum {
    FIRST_INTERNAL = 512, /* errors that the kernel keeps for itself: the call is made again after a signal */
    I386_PAGE_SHIFT = 12,
    MOST_TOLD = 5, /* times that the same refusal is told in full */
    DRIFT_MIN = 64,
    HABITS = RAWMAP_LINUX_MAP_DENYWRITE | RAWMAP_LINUX_MAP_EXECUTABLE /* of every program's loader; they did something
                                                                          before Linux 2.0 */
};

static bool is_i386(const struct syscall_info *info)
{
    return info->abi == ABI_I386 && own_abi == (unsigned)ABI_X86_64;
}

/* The oldest mmap of i386 has the address of its words for its only word. */
static bool read_block(int thread, uint64_t address, rawmap_word *words)
{
    unsigned block[6] = {0};
    const struct {
        uintptr_t at;
        size_t length;
    } here = {(uintptr_t)block, sizeof block}, there = {(uintptr_t)address, sizeof block};
    unsigned i;
    if (rawmap_syscall6(RAWMAP_NR_process_vm_readv, thread, word_of(&here), 1, word_of(&there), 1, 0) != sizeof block)
        return false;
    for (i = 0; i < 6; i++)
        words[i] = (rawmap_word)block[i];
    return true;
}

/* Words of i386 as those of the x86-64 call. */
static void translate(struct tracee *tracee)
{
    struct call *call = &tracee->call;
    if (call->which == CALL_mmap2) {
        call->which = CALL_mmap;
        call->words[5] = (rawmap_word)((uint64_t)call->words[5] << I386_PAGE_SHIFT);
    } else if (call->which == CALL_mmap && !read_block(tracee->thread, (uint64_t)call->words[0], call->words)) {
        tracee->inside = false;
    }
}

void call_begins(struct tracee *tracee, const struct syscall_info *info)
{
    struct call *call = &tracee->call;
    const unsigned which = call_numbered(info->abi, info->at.entry.number, info->at.entry.words);
    unsigned i;
    tracee->inside = false;
    if (info->sort == STOP_SECCOMP && info->at.entry.data == OF_UNTRACED &&
        (long)info->at.entry.number == clone_number(is_i386(info))) {
        trace_child_too(tracee->thread, info);
        return;
    }
    if (which == CALLS) {
        const bool known = info->abi == own_abi || is_i386(info);
        if (!known || (info->sort == STOP_SECCOMP && info->at.entry.data == OF_ANOTHER_ABI))
            totals.of_other_abis++;
        return;
    }
    call->which = which;
    call->place = info->place;
    call->other_abi = is_i386(info);
    call->filtered = info->sort == STOP_SECCOMP;
    for (i = 0; i < 6; i++)
        call->words[i] = (rawmap_word)info->at.entry.words[i];
    tracee->inside = true;
    if (call->other_abi)
        translate(tracee);
}

/* brk has no errno: it answers where the break is, and libc makes an ENOMEM of a break that did not move. */
static int error_of(struct call *call, const struct syscall_info *info)
{
    if (info->at.exit.is_error)
        return info->at.exit.result < 0 ? (int)-info->at.exit.result : (int)info->at.exit.result;
    if (call->which != CALL_brk || !call->words[0] || (rawmap_word)info->at.exit.result == call->words[0])
        return 0;
    call->words[1] = (rawmap_word)info->at.exit.result; /* for explain_brk */
    return RAWMAP_LINUX_ENOMEM;
}

static void refused_call(struct tracee *tracee, int error)
{
    struct outcome outcome;
    rawmap_failed_call failed;
    rawmap_explanation told;
    const struct seen *seen;
    unsigned i;
    (void)process_of(tracee);
    totals.refused[tracee->call.which]++;
    seen = see_refused(tracee, error);
    if (seen->times > MOST_TOLD && !trace_options.all) {
        totals.repeated++;
        return;
    }
    failed.process = tracee->thread;
    failed.number = (unsigned)number_of(tracee->call.which, false);
    failed.error = error;
    failed.past_filters = tracee->call.filtered; /* a filter that refuses comes before one that stops */
    for (i = 0; i < 6; i++)
        failed.words[i] = tracee->call.words[i];
    told = tracee->call.which == CALL_brk ? explain_brk(tracee, outcome.sentence, sizeof outcome.sentence)
                                          : rawmap_explain_call(&failed, outcome.sentence, sizeof outcome.sentence);
    outcome.tracee = tracee;
    outcome.error = error;
    /* What the kernel answered is the truth: a cause with another errno is none. */
    outcome.cause = rawmap_status_errno(told.cause) == error ? told.cause : (rawmap_status)error;
    outcome.lost = 0;
    outcome.wanted = told.wanted;
    outcome.used = told.used;
    outcome.allowed = told.allowed;
    outcome.start = told.start;
    outcome.end = told.end;
    if (outcome.cause != told.cause)
        outcome.sentence[0] = 0;
    report_outcome(&outcome, seen->times == MOST_TOLD && !trace_options.all ? MOST_TOLD : 0);
}

/* The flags of an mmap without which nothing of it would be ignored: those of which each alone brings the cause. */
unsigned lost_flags(const struct call *call, rawmap_status cause)
{
    const unsigned flags = (unsigned)call->words[3];
    const unsigned kept = RAWMAP_LINUX_MAP_TYPE | RAWMAP_LINUX_MAP_ANONYMOUS | RAWMAP_LINUX_MAP_FIXED |
                          RAWMAP_LINUX_MAP_HUGETLB | 63u << RAWMAP_LINUX_MAP_HUGE_SHIFT;
    const unsigned number = (unsigned)number_of(call->which, false);
    rawmap_word words[6];
    unsigned bit, lost = 0;
    if (call->which != CALL_mmap && call->which != CALL_mmap2)
        return 0;
    memcpy(words, call->words, sizeof words);
    words[3] = (rawmap_word)(flags & kept);
    if (rawmap_judge_call(number, words).status == cause)
        return 0;
    for (bit = 1; bit; bit <<= 1) {
        words[3] = (rawmap_word)((flags & kept) | bit);
        if (flags & ~kept & bit && rawmap_judge_call(number, words).status == cause)
            lost |= bit;
    }
    return lost;
}

static void judge_accepted(struct tracee *tracee)
{
    const struct call *call = &tracee->call;
    const rawmap_judged_call judged = rawmap_judge_call((unsigned)number_of(call->which, false), call->words);
    struct outcome outcome;
    const struct place *place;
    unsigned lost;
    bool is_new;
    if (!judged.ignored)
        return;
    lost = lost_flags(call, judged.status);
    if (lost && (lost & ~(unsigned)HABITS) == 0 && !trace_options.all)
        return;
    (void)process_of(tracee);
    totals.ignored[call->which]++;
    if (!see_ignored(tracee, judged.status, &is_new, &place) || !is_new)
        return;
    memset(&outcome, 0, sizeof outcome);
    outcome.tracee = tracee;
    outcome.cause = judged.status;
    outcome.lost = lost;
    report_outcome(&outcome, 0);
}

/* By how many a call may have made the mappings more: an upper bound, so that counting them is rare. */
static void drifts(struct tracee *tracee)
{
    struct tracee *process = process_of(tracee);
    const unsigned known = totals.most / 4 > DRIFT_MIN ? totals.most / 4 : DRIFT_MIN;
    process->drift += 2;
    if (process->drift / 2 > known)
        count_mappings(process);
}

void call_ends(struct tracee *tracee, const struct syscall_info *info)
{
    int error;
    if (!tracee->inside)
        return;
    tracee->inside = false;
    error = error_of(&tracee->call, info);
    if (error >= FIRST_INTERNAL)
        return;
    totals.calls[tracee->call.which]++;
    if (error) {
        refused_call(tracee, error);
    } else {
        judge_accepted(tracee);
        drifts(tracee);
    }
}

/* The lines of /proc/PID/maps. */
void count_mappings(struct tracee *tracee)
{
    static char text[65536];
    char path[40] = "/proc/";
    unsigned used = 6, lines = 0;
    rawmap_word file, got, i;
    if (!tracee->drift)
        return;
    tracee->drift = 0;
    append_number(path, &used, sizeof path, (unsigned long)tracee->thread);
    append(path, &used, sizeof path, "/maps");
    file = open_read(path);
    if (file < 0)
        return;
    while ((got = rawmap_syscall3(RAWMAP_NR_read, file, word_of(text), sizeof text)) > 0)
        for (i = 0; i < got; i++)
            lines += text[i] == '\n';
    (void)rawmap_syscall1(RAWMAP_NR_close, file);
    if (lines > totals.most) {
        totals.most = lines;
        totals.most_in = process_of(tracee)->thread;
    }
}
