/* SPDX-License-Identifier: MIT */
/* Runs the tests of a program, each in a child, until one fails, or with an argument all: see criterion/criterion.h. */
#include <criterion/criterion.h>
#include <signal.h>

#ifndef SECONDS
#define SECONDS 10u /* a test that takes longer hangs */
#endif
#define SKIPPED 77

mutants_test *mutants_tests;
mutants_suite *mutants_suites;

void mutants_failed(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: %s\n", file, line, what);
    _exit(1);
}

void mutants_skipped(void)
{
    _exit(SKIPPED);
}

static void run(const mutants_test *test)
{
    const mutants_suite *suite = mutants_suites;
    while (suite != NULL && strcmp(suite->name, test->suite) != 0)
        suite = suite->next;
    if (suite != NULL && suite->init != NULL)
        suite->init();
    test->body();
    if (suite != NULL && suite->fini != NULL)
        suite->fini();
    exit(0);
}

/* What the test leaves running goes with it. */
static int outcome(const mutants_test *test)
{
    int status = -1;
    pid_t child;
    fflush(NULL);
    child = fork();
    if (child == 0) {
        setpgid(0, 0);
        run(test);
    }
    setpgid(child, child);
    for (unsigned waited = 0; waited < SECONDS * 1000; waited++) {
        if (waitpid(child, &status, WNOHANG) == child)
            break;
        status = -1;
        usleep(waited < 20 ? 200 : 1000);
    }
    if (status == -1) {
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    kill(-child, SIGKILL);
    return status;
}

int main(int argc, char **argv)
{
    free(malloc(65536)); /* the C library has its break, before a test moves it */
    for (const mutants_test *test = mutants_tests; test != NULL; test = test->next) {
        const int status = outcome(test);
        const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        if (argc > 1)
            printf("%s %s::%s\n", code == 0 ? "pass" : code == SKIPPED ? "skip" : "FAIL", test->suite, test->name);
        if (code != 0 && code != SKIPPED) {
            fprintf(stderr, "%s::%s (%s)\n", test->suite, test->name, argv[0]);
            if (argc == 1)
                return 1;
        }
    }
    return 0;
}
