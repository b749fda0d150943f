/* SPDX-License-Identifier: MIT */
/* Finds out what this machine has of facts.tsv, with libc and /proc and nothing of rawmap: each fact in a child of its
   own. Prints fact<TAB>yes or no<TAB>what was seen. facts.sh adds what takes more than a program.

       controls DIRECTORY    scratch files are made there */
#include "controls.h"

#include <sys/wait.h>

struct answer {
    int yes;
    char seen[SEEN];
};

int answer(char *seen, int yes, const char *form, ...)
{
    va_list list;
    va_start(list, form);
    vsnprintf(seen, SEEN, form, list);
    va_end(list);
    return yes;
}

int errno_answer(char *seen, int yes, const char *what)
{
    return yes ? answer(seen, 1, "%s", what) : answer(seen, 0, "%s: %s", what, strerror(errno));
}

/* The child writes what it found; one that dies or waits for ever has found that the fact does not hold. Whatever it
   started may live longer and hold the pipe, so its end is what is waited for. */
static struct answer ask(const struct control *control, const char *directory)
{
    struct answer found = {0, ""};
    int ends[2], status = 0;
    pid_t child;
    if (pipe2(ends, O_CLOEXEC) != 0 || (child = fork()) < 0) {
        perror("controls");
        exit(2);
    }
    if (child == 0) {
        alarm(10);
        close(ends[0]);
        found.yes = control->look(found.seen, directory);
        _exit(write(ends[1], &found, sizeof found) == (ssize_t)sizeof found ? 0 : 2);
    }
    if (waitpid(child, &status, 0) == child && WIFSIGNALED(status))
        found.yes = answer(found.seen, 0, "the control ended by signal %d", WTERMSIG(status));
    else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 ||
             read(ends[0], &found, sizeof found) != (ssize_t)sizeof found)
        found.yes = answer(found.seen, 0, "the control ended early");
    close(ends[0]);
    close(ends[1]);
    return found;
}

int main(int count, char **arguments)
{
    static const struct control *const lists[] = {processor_controls, memory_controls, system_controls};
    const struct control *control;
    size_t list;
    if (count != 2) {
        fprintf(stderr, "controls DIRECTORY\n");
        return 2;
    }
    for (list = 0; list < sizeof lists / sizeof lists[0]; list++)
        for (control = lists[list]; control->fact != NULL; control++) {
            const struct answer found = ask(control, arguments[1]);
            printf("%s\t%s\t%s\n", control->fact, found.yes ? "yes" : "no", found.seen);
            fflush(stdout);
        }
    return 0;
}
