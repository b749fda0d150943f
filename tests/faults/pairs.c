/* SPDX-License-Identifier: MIT */
/* Two other causes of the same errno, at once and apart: the name is right, or it is absent (pairs.h). Behind a kernel that
   says EPERM, EACCES or ENOSYS to everything as well. Prints the rows that were met, and with how many others of the same
   errno: the suite holds them against the lists. */
#include "pairs.h"

static rawmap_word kernel_said; /* to the first call */
static unsigned made;
static int sandbox; /* what everything is answered; 0 for nothing */

rawmap_word pairs_syscall(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                          rawmap_word f)
{
    const rawmap_word answer = sandbox ? -sandbox : rawmap_syscall6(number, a, b, c, d, e, f);
    if (made++ == 0)
        kernel_said = answer;
    return answer;
}

static unsigned cases, failures;

static void begin(const char *name, typed_call *call, const uintptr_t *good)
{
    now.name = name;
    now.call = call;
    now.count = 0;
    memcpy(now.good, good, sizeof now.good);
}

static void add(struct mistake mistake)
{
    if (now.count == MISTAKES)
        abort();
    now.mistakes[now.count++] = mistake;
}

static void complain(const unsigned *which, unsigned count, const char *what, rawmap_status status)
{
    if (failures++ > 60)
        return;
    printf("%s with", now.name);
    for (unsigned i = 0; i < count; i++)
        printf(" %s", now.mistakes[which[i]].cause_name);
    printf("%s: %s, the kernel %ld: %s\n", sandbox ? " in a sandbox" : "", what, made ? (long)kernel_said : 0L,
           rawmap_status_name(status));
}

static bool is_anybodys(int error)
{
    return error == RAWMAP_LINUX_EPERM || error == RAWMAP_LINUX_EACCES || error == RAWMAP_LINUX_ENOSYS;
}

/* With these mistakes. False where they are other values of one word. */
static bool judge(const unsigned *which, unsigned count)
{
    uintptr_t words[WORDS];
    bool taken[WORDS] = {false}, joined[WORDS] = {false};
    rawmap_status status;
    bool right = false, before = false;
    int error;
    memcpy(words, now.good, sizeof words);
    for (unsigned i = 0; i < count; i++) {
        const struct mistake *mistake = &now.mistakes[which[i]];
        const unsigned word = mistake->word;
        if (taken[word] || (joined[word] && !mistake->bits))
            return false;
        words[word] = mistake->bits ? words[word] | mistake->value : mistake->value;
        *(mistake->bits ? &joined[word] : &taken[word]) = true;
    }
    made = 0;
    status = now.call(words);
    cases++;
    error = made && kernel_said < 0 && kernel_said >= -4095 ? (int)-kernel_said : 0;
    for (unsigned i = 0; i < count; i++) {
        const struct mistake *mistake = &now.mistakes[which[i]];
        before = before || mistake->sort == BEFORE;
        if (status == mistake->cause && (made == 0 ? mistake->sort == BEFORE : mistake->error == error))
            right = mistake->sort != ERRNO;
    }
    if (made != 0 && before)
        complain(which, count, "called in spite of a rule before it", status);
    else if (made == 0 && !right)
        complain(which, count, "refused before, by a name that is not so", status);
    else if (made != 0 && !right && status != (rawmap_status)error)
        complain(which, count, "named what is not so", status);
    else if (count == 1 && !sandbox && !right && now.mistakes[which[0]].sort != ERRNO)
        complain(which, count, "not named", status);
    else if (is_anybodys(sandbox) && made != 0 && status != (rawmap_status)sandbox)
        complain(which, count, "a name for what the sandbox says", status);
    return true;
}

/* Whether it has a mistake that the sandbox answers for: of its other errnos a sandbox is not told from Linux. */
static bool is_asked(unsigned which, int error)
{
    return now.mistakes[which].error == error || error == 0 || is_anybodys(error);
}

static void judge_with(int error)
{
    sandbox = error;
    for (unsigned i = 0; i < now.count; i++) {
        unsigned which[3] = {i, 0, 0};
        if (!is_asked(i, error))
            continue;
        (void)judge(which, 1);
        for (unsigned j = 0; j < now.count; j++) {
            which[1] = j;
            if (j == i || !judge(which, 2))
                continue;
            for (unsigned k = j + 1; k < now.count && j > i; k++) {
                which[2] = k;
                (void)judge(which, 3);
            }
        }
    }
    sandbox = 0;
}

/* How many other ways to its errno the call has here: a sandbox that says it, and other mistakes, at once where they are
   of different words. */
static void tell(const struct mistake *one)
{
    unsigned others = 1;
    for (const struct mistake *two = now.mistakes; two < now.mistakes + now.count; two++)
        others += two->sort != BEFORE && two->error == one->error && (two->sort == ERRNO || two->cause != one->cause);
    if (one->sort == AFTER)
        printf("row\t%s\t%s\t%u\n", now.name, one->cause_name, others);
}

static void judge_all(void)
{
    static const int anybodys[] = {0, RAWMAP_LINUX_EPERM, RAWMAP_LINUX_EACCES, RAWMAP_LINUX_ENOSYS};
    for (unsigned s = 0; s < sizeof anybodys / sizeof anybodys[0]; s++)
        judge_with(anybodys[s]);
    for (unsigned i = 0; i < now.count; i++) {
        judge_with(now.mistakes[i].error);
        tell(&now.mistakes[i]);
    }
}

#include "pairs_map.h"
#include "pairs_rest.h"
#include "pairs_faults.h"

static void lay_out(void)
{
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS;
    int ends[2];
    place = mmap(NULL, 2 * PAGES * PAGE, PROT_READ | PROT_WRITE, flags, -1, 0);
    file = memfd_create("pairs", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (place == MAP_FAILED || munmap(place + PAGES * PAGE, PAGES * PAGE) != 0 || ftruncate(file, PAGES * PAGE) != 0)
        abort();
    /* In a name space of its own no segment is left to the machine. */
    if (pipe(ends) != 0)
        abort();
    a_pipe = ends[0];
    unsealable = ends[1];
    self = (int)syscall(SYS_pidfd_open, getpid(), 0);
    pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    faults_file = (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK);
    if (unshare(CLONE_NEWIPC) != 0 || (segment = shmget(key, PAGE, IPC_CREAT | 0600)) < 0)
        abort();
}

int main(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    lay_out();
    pairs_of_mapping();
    pairs_of_the_rest();
    pairs_of_faults();
    printf("pairs: %u cases, %u failures\n", cases, failures);
    return failures != 0 || cases < 2000;
}
