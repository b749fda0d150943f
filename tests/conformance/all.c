/* SPDX-License-Identifier: MIT */
/* The conformance program, but for what has to stand in a translation unit of its own (other.c). One unit, so that the
   library's headers are read once. */
#include "harness.c"
#include "kernel.c"

#include "frames.c"
#include "stubs.c"

#include "addresses.c"
#include "errors.c"
#include "offsets.c"
#include "some_abis.c"

#include "typed_every.c"
#include "typed_file.c"
#include "typed_here.c"
#include "typed_looking.c"
#include "typed_map.c"
#include "typed_keys.c"
#include "typed_lengths.c"
#include "typed_more.c"
#include "typed_system.c"
#include "typed_whole.c"
#include "typed_regions.c"
#include "typed_code.c"
#include "typed_sizes.c"

/* The structures that are no one's but the bodies': a program linked with the library does not see them. */
#if RAWMAP_I_BODIES
#include "structures.c"
#else
static void test_structures(void)
{
}
#endif

static void run_tests(void)
{
    test_stubs();
    test_frames();
    test_errors();
    test_addresses();
    test_offsets();
    test_some_abis();
    test_structures();
    test_typed_map();
    test_typed_file();
    test_typed_more();
    test_typed_looking();
    test_typed_every();
    test_typed_sizes();
    test_typed_here();
    test_typed_keys();
    test_typed_lengths();
    test_typed_system();
    test_typed_whole();
    test_typed_regions();
    test_typed_code();
}
