/* SPDX-License-Identifier: MIT */
/* As much of Criterion as the unit suite uses, in one process for each test that is forked and not started anew: a program of
   two hundred tests takes a twentieth of the time. It ends at the first test that fails: there is nothing to report. */
#ifndef MUTANTS_CRITERION_H
#define MUTANTS_CRITERION_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct mutants_test {
    const char *suite, *name;
    void (*body)(void);
    struct mutants_test *next;
} mutants_test;
typedef struct mutants_suite {
    const char *name;
    void (*init)(void), (*fini)(void);
    struct mutants_suite *next;
} mutants_suite;
extern mutants_test *mutants_tests;
extern mutants_suite *mutants_suites;

#define Test(of, its)                                                                                                  \
    static void of##_##its(void);                                                                                      \
    __attribute__((constructor)) static void of##_##its##_enter(void)                                                  \
    {                                                                                                                  \
        static mutants_test test = {#of, #its, of##_##its, NULL};                                                      \
        test.next = mutants_tests;                                                                                     \
        mutants_tests = &test;                                                                                         \
    }                                                                                                                  \
    static void of##_##its(void)
#define TestSuite(of, ...)                                                                                             \
    __attribute__((constructor)) static void of##_enter(void)                                                          \
    {                                                                                                                  \
        static mutants_suite suite = {.name = #of, __VA_ARGS__};                                                       \
        suite.next = mutants_suites;                                                                                   \
        mutants_suites = &suite;                                                                                       \
    }                                                                                                                  \
    _Static_assert(1, "")

__attribute__((noreturn)) void mutants_failed(const char *file, int line, const char *what);
__attribute__((noreturn)) void mutants_skipped(void);

#define cr_assert(condition, ...) ((condition) ? (void)0 : mutants_failed(__FILE__, __LINE__, #condition))
#define cr_assert_not(condition, ...) cr_assert(!(condition))
#define cr_assert_eq(a, b, ...) cr_assert((a) == (b))
#define cr_assert_neq(a, b, ...) cr_assert((a) != (b))
#define cr_assert_lt(a, b, ...) cr_assert((a) < (b))
#define cr_assert_leq(a, b, ...) cr_assert((a) <= (b))
#define cr_assert_gt(a, b, ...) cr_assert((a) > (b))
#define cr_assert_geq(a, b, ...) cr_assert((a) >= (b))
#define cr_assert_null(a, ...) cr_assert((a) == NULL)
#define cr_assert_not_null(a, ...) cr_assert((a) != NULL)
#define cr_assert_str_eq(a, b, ...) cr_assert(strcmp((a), (b)) == 0)
#define cr_assert_str_neq(a, b, ...) cr_assert(strcmp((a), (b)) != 0)
#define cr_assert_fail(...) mutants_failed(__FILE__, __LINE__, "reached")
#define cr_skip(...) mutants_skipped()

#endif
