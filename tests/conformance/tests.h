/* SPDX-License-Identifier: MIT */
/* Every group of checks, in the order in which they run. */
#ifndef CONFORMANCE_TESTS_H
#define CONFORMANCE_TESTS_H

void test_stubs(void);
void test_errors(void);
void test_addresses(void);
void test_offsets(void);
void test_some_abis(void);

static inline void run_tests(void)
{
    test_stubs();
    test_errors();
    test_addresses();
    test_offsets();
    test_some_abis();
}

#endif
