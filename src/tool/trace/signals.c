/* SPDX-License-Identifier: MIT */
/* Signals for the tool while it traces. The terminal sends its own to the program too; what a process sent is meant for the
   program. One that is attached to others ends itself, and leaves them alone.

   A handler sends on what comes, whatever the tool is waiting for: then a stop takes one call to be waited for. Where
   returning from a handler is an ABI's own affair, and in a tool that is to end in good order, they are blocked instead, and
   waited for together with the signal of children. */
#include "trace.h"

enum {
    HANGUP = 1,
    INTERRUPTED = 2,
    QUIT = 3,
    PIPE = 13,
    TERMINATE = 15,
    CHILD_SIGNAL = 17,
    CODE_AT = 2,
    BY_PROCESS = 0, /* the code of a signal that kill sent; the kernel's are more */
    WITH_INFORMATION = 4,
    GO_ON_WAITING = 0x10000000,
    OWN_RETURN = 0x04000000
};

#if defined __mips__
enum { BLOCK = 1, UNBLOCK = 2, HANDLER_AT = 1 };
#elif defined __alpha__
enum { BLOCK = 1, UNBLOCK = 2, HANDLER_AT = 0 };
#elif defined __sparc__
enum { BLOCK = 1, UNBLOCK = 2, HANDLER_AT = 0 };
#else
enum { BLOCK = 0, UNBLOCK = 1, HANDLER_AT = 0 };
#endif
#if (defined __x86_64__ || defined __aarch64__ || (defined __riscv && __riscv_xlen == 64)) && defined __LP64__
#define RETURNS_FROM_HANDLERS 1
#else
#define RETURNS_FROM_HANDLERS 0
#endif
enum { NOBODY = 0, EVERYBODY = -1 };
static int receiver;
static rawmap_word in_hand;
static unsigned long set[4];
static size_t set_bytes = 8; /* as long as the kernel's: 64 signals, or 128 */

static void change_mask(int how)
{
    (void)rawmap_syscall4(RAWMAP_NR_rt_sigprocmask, how, word_of(set), 0, (rawmap_word)set_bytes);
}

static void act(int signal, const void *action)
{
#ifdef __sparc__ /* where to return to comes before the length */
    (void)rawmap_syscall5(RAWMAP_NR_rt_sigaction, signal, word_of(action), 0, 0, (rawmap_word)set_bytes);
#else
    (void)rawmap_syscall4(RAWMAP_NR_rt_sigaction, signal, word_of(action), 0, (rawmap_word)set_bytes);
#endif
}

void let_end(int signal)
{
    enum { BITS = 8 * sizeof *set };
    unsigned long as_usual[24];
    memset(as_usual, 0, sizeof as_usual);
    act(signal, as_usual);
    memset(set, 0, sizeof set);
    set[(unsigned)(signal - 1) / BITS] = 1ul << (unsigned)(signal - 1) % BITS;
    change_mask(UNBLOCK);
}

/* Who started the tool may have had children ignored: their stops are not. A reader of the report that has gone is no
   reason to end the program with the tool. */
static void begin(int process)
{
    unsigned long as_usual[24], ignored[24];
    receiver = process;
    if (rawmap_syscall4(RAWMAP_NR_rt_sigprocmask, BLOCK, 0, 0, (rawmap_word)set_bytes) != 0)
        set_bytes = 16;
    memset(set, 0, sizeof set);
    set[0] = 1ul << (HANGUP - 1) | 1ul << (INTERRUPTED - 1) | 1ul << (QUIT - 1) | 1ul << (TERMINATE - 1);
    memset(as_usual, 0, sizeof as_usual);
    memset(ignored, 0, sizeof ignored);
    ignored[HANDLER_AT] = 1;
    act(CHILD_SIGNAL, as_usual);
    act(PIPE, ignored);
}

#if RETURNS_FROM_HANDLERS || defined RAWMAP_NR_rt_sigtimedwait
static void send_to(struct tracee *tracee)
{
    if (process_of(tracee) == tracee)
        (void)rawmap_syscall2(RAWMAP_NR_kill, tracee->thread, in_hand);
}

static void send_on(rawmap_word signal, int code)
{
    if (code > BY_PROCESS)
        return;
    in_hand = signal;
    if (receiver == EVERYBODY)
        every_tracee(send_to);
    else
        (void)rawmap_syscall2(RAWMAP_NR_kill, receiver, signal);
}
#endif

/* --- by a handler --- */

#if RETURNS_FROM_HANDLERS
#ifdef __x86_64__
void rawmap_tool_from_handler(void);
__asm__(".pushsection .text\n"
        ".type rawmap_tool_from_handler, @function\n"
        "rawmap_tool_from_handler:\n"
        "movl $15, %eax\n"
        "syscall\n"
        ".popsection");
#endif

static void handle(int signal, const int *information, const void *context)
{
    (void)context;
    send_on(signal, information[CODE_AT]);
}

bool signals_are_sent_to(int process)
{
    static const int signals[] = {HANGUP, INTERRUPTED, QUIT, TERMINATE};
    struct {
        void (*handler)(int, const int *, const void *);
        unsigned long flags;
        void (*own_return)(void); /* of riscv64 the mask stands here */
        unsigned long mask[2];
    } action;
    unsigned i;
    memset(&action, 0, sizeof action);
    action.handler = handle;
    action.flags = WITH_INFORMATION | GO_ON_WAITING;
#ifdef __x86_64__
    action.flags |= OWN_RETURN;
    action.own_return = rawmap_tool_from_handler;
#endif
    begin(process);
    for (i = 0; i < sizeof signals / sizeof *signals; i++)
        act(signals[i], &action);
    change_mask(UNBLOCK);
    return true;
}
#else
bool signals_are_sent_to(int process)
{
    (void)process;
    return false;
}
#endif

/* --- waited for --- */

void block_signals(int process)
{
    begin(process);
#ifdef RAWMAP_NR_rt_sigtimedwait
    set[0] |= 1ul << (CHILD_SIGNAL - 1);
    change_mask(BLOCK);
#endif
}

void signals_are_everybodys(void)
{
    block_signals(EVERYBODY);
}

/* A stop tells itself by the signal of children. Where that has another number the time ends the wait. */
bool wait_for_signal(void)
{
#ifdef RAWMAP_NR_rt_sigtimedwait
#if defined __x86_64__ && defined __ILP32__
    const long long time[2] = {0, 100000000};
#else
    const long time[2] = {0, 100000000};
#endif
    int information[32] = {0};
    const rawmap_word signal = rawmap_syscall4(RAWMAP_NR_rt_sigtimedwait, word_of(set), word_of(information),
                                               word_of(time), (rawmap_word)set_bytes);
    if (signal != HANGUP && signal != INTERRUPTED && signal != QUIT && signal != TERMINATE)
        return true;
    if (receiver == NOBODY)
        return false;
    send_on(signal, information[CODE_AT]);
#else
    (void)rawmap_syscall0(RAWMAP_NR_sched_yield);
#endif
    return true;
}
