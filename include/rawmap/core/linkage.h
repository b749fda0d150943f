/* SPDX-License-Identifier: MIT */
/* rawmap/core/linkage.h: where the bodies of the functions stand.

   A program chooses before its first include:
       (nothing)               headers only: every function is static inline, in C and in C++
       RAWMAP_ONCE             the path of success is inline; everything cold stands once, in the one unit of the program
                               that defines RAWMAP_IMPLEMENTATION too. Its symbols are hidden and named after the version
                               and the hook, so that several copies, of several versions, can be in one program
       RAWMAP_LINK             declarations only; everything is in librawmap
       RAWMAP_LINK_COLD        (beside RAWMAP_LINK or alone) the path of success is inline; everything cold is in librawmap
   The library itself is compiled with RAWMAP_EXPORT (as one unit) or RAWMAP_EXPORT_<subject> 1 (a unit each; map is two,
   so that a program which maps and unmaps links no keys, names and locks). */
#ifndef RAWMAP_CORE_LINKAGE_H
#define RAWMAP_CORE_LINKAGE_H

#ifndef RAWMAP_CORE_H
#include "version.h"
#endif

#if defined RAWMAP_IMPLEMENTATION && !defined RAWMAP_ONCE
#define RAWMAP_ONCE
#endif
#if defined RAWMAP_SYSCALL && (defined RAWMAP_LINK || defined RAWMAP_LINK_COLD)
#error "RAWMAP_SYSCALL cannot reach into the compiled library: use it without RAWMAP_LINK and RAWMAP_LINK_COLD"
#endif
#if defined RAWMAP_ONCE && (defined RAWMAP_SYSCALL_STATIC || defined RAWMAP_SYSCALL_DECLARED)
#error "RAWMAP_ONCE has one hook for all units: use it without RAWMAP_SYSCALL_STATIC and RAWMAP_SYSCALL_DECLARED"
#endif
#if defined RAWMAP_ONCE && (defined RAWMAP_LINK || defined RAWMAP_LINK_COLD)
#error "RAWMAP_ONCE (RAWMAP_IMPLEMENTATION) and RAWMAP_LINK exclude each other: the cold part is here or in the library"
#endif

/* Whether the library is being compiled, and which subject of it. */
#ifdef RAWMAP_EXPORT
#define RAWMAP_I_EXPORT 1
#else
#define RAWMAP_I_EXPORT 0
#endif
#ifndef RAWMAP_EXPORT_core
#define RAWMAP_EXPORT_core RAWMAP_I_EXPORT
#endif
#ifndef RAWMAP_EXPORT_map
#define RAWMAP_EXPORT_map RAWMAP_I_EXPORT
#endif
#ifndef RAWMAP_EXPORT_map_rest
#define RAWMAP_EXPORT_map_rest RAWMAP_I_EXPORT
#endif
#ifndef RAWMAP_EXPORT_files
#define RAWMAP_EXPORT_files RAWMAP_I_EXPORT
#endif
#ifndef RAWMAP_EXPORT_process
#define RAWMAP_EXPORT_process RAWMAP_I_EXPORT
#endif
#ifndef RAWMAP_EXPORT_numa
#define RAWMAP_EXPORT_numa RAWMAP_I_EXPORT
#endif
#ifndef RAWMAP_EXPORT_shm
#define RAWMAP_EXPORT_shm RAWMAP_I_EXPORT
#endif
#ifndef RAWMAP_EXPORT_look
#define RAWMAP_EXPORT_look RAWMAP_I_EXPORT
#endif
#ifndef RAWMAP_EXPORT_faults
#define RAWMAP_EXPORT_faults RAWMAP_I_EXPORT
#endif
#ifndef RAWMAP_EXPORT_regions
#define RAWMAP_EXPORT_regions RAWMAP_I_EXPORT
#endif
#ifndef RAWMAP_EXPORT_explain
#define RAWMAP_EXPORT_explain RAWMAP_I_EXPORT
#endif
#if RAWMAP_EXPORT_core + RAWMAP_EXPORT_map + RAWMAP_EXPORT_map_rest + RAWMAP_EXPORT_files + RAWMAP_EXPORT_process +    \
        RAWMAP_EXPORT_numa + RAWMAP_EXPORT_shm + RAWMAP_EXPORT_look + RAWMAP_EXPORT_faults + RAWMAP_EXPORT_regions +   \
        RAWMAP_EXPORT_explain >                                                                                        \
    0
#define RAWMAP_I_LIBRARY 1
#else
#define RAWMAP_I_LIBRARY 0
#endif

/* Kept apart where it is used, and not there at all where it is not. gcc keeps what is unused at -O0, unless it is inline;
   and does not inline there. clang takes noinline inline at its word, and says nothing then of what goes unused; of what is
   marked as unused it would say where it is used. */
#ifdef __clang__
#define RAWMAP_I_APART static inline __attribute__((__noinline__))
#define RAWMAP_I_APART_COLD static inline __attribute__((__noinline__, __cold__))
#define RAWMAP_I_INLINE static inline __attribute__((__always_inline__))
#else
#ifdef __OPTIMIZE__
#define RAWMAP_I_APART static __attribute__((__noinline__, RAWMAP_I_UNSPLIT __unused__))
#define RAWMAP_I_APART_COLD static __attribute__((__noinline__, __cold__, RAWMAP_I_UNSPLIT __unused__))
#else
#define RAWMAP_I_APART static inline __attribute__((__unused__))
#define RAWMAP_I_APART_COLD static inline __attribute__((__unused__))
#endif
#define RAWMAP_I_INLINE static inline __attribute__((__always_inline__, __unused__))
#endif
#define RAWMAP_I_VISIBLE __attribute__((__visibility__("default")))
#define RAWMAP_I_VISIBLE_COLD __attribute__((__visibility__("default"), RAWMAP_I_UNSPLIT __cold__))

/* Whether what is cold stands once. */
#if defined RAWMAP_LINK || defined RAWMAP_LINK_COLD || defined RAWMAP_ONCE || RAWMAP_I_LIBRARY
#define RAWMAP_I_STANDS_ONCE 1
#else
#define RAWMAP_I_STANDS_ONCE 0
#endif

/* BODIES: of what is inline. ELSEWHERE: of what is not, for subjects that are not being exported. */
#if defined RAWMAP_LINK && !defined RAWMAP_LINK_COLD
#define RAWMAP_I_BODIES 0
#else
#define RAWMAP_I_BODIES 1
#endif
/* The lists of what calls may meet: bodies are made of them, and clang judges constant arguments by them (diagnose.h). */
#ifndef RAWMAP_I_READS_RULES
#if RAWMAP_I_BODIES || (defined __clang__ && !defined RAWMAP_NO_DIAGNOSE)
#define RAWMAP_I_READS_RULES 1
#else
#define RAWMAP_I_READS_RULES 0
#endif
#endif
#if defined RAWMAP_LINK || defined RAWMAP_LINK_COLD || RAWMAP_I_LIBRARY
#define RAWMAP_I_DEFINES_COLD 0
#define RAWMAP_I_OTHER_OUTLINE RAWMAP_I_VISIBLE
#define RAWMAP_I_OTHER_COLD RAWMAP_I_VISIBLE_COLD
#elif defined RAWMAP_IMPLEMENTATION
#define RAWMAP_I_DEFINES_COLD 1
#define RAWMAP_I_OTHER_OUTLINE __attribute__((__visibility__("hidden"), __weak__))
#define RAWMAP_I_OTHER_COLD __attribute__((__visibility__("hidden"), __weak__, RAWMAP_I_UNSPLIT __cold__))
#elif defined RAWMAP_ONCE
#define RAWMAP_I_DEFINES_COLD 0
#define RAWMAP_I_OTHER_OUTLINE __attribute__((__visibility__("hidden")))
#define RAWMAP_I_OTHER_COLD __attribute__((__visibility__("hidden")))
#else
#define RAWMAP_I_DEFINES_COLD 1
#define RAWMAP_I_OTHER_OUTLINE RAWMAP_I_APART
#define RAWMAP_I_OTHER_COLD RAWMAP_I_APART_COLD
#endif
#if defined RAWMAP_LINK && !defined RAWMAP_LINK_COLD
#define RAWMAP_I_OTHER_API RAWMAP_I_VISIBLE
#else
#define RAWMAP_I_OTHER_API RAWMAP_I_INLINE
#endif

#define RAWMAP_I_CHOOSE(which, one, other) RAWMAP_I_CHOOSE_AGAIN(which, one, other)
#define RAWMAP_I_CHOOSE_AGAIN(which, one, other) RAWMAP_I_CHOOSE_##which(one, other)
#define RAWMAP_I_CHOOSE_1(one, other) one
#define RAWMAP_I_CHOOSE_0(one, other) other

/* A public function of a subject: one that folds into its caller (always_inline, since a call with constant arguments
   must cost the bare system call at -Os and -O1 too), and one that is not worth it. Then what the library needs itself and
   is cold: what the path of success may come to, and what only its own neighbours call. And whether what is not inline is
   defined in this unit, for #if and for macros. Programs export nothing, and do not ask for each function. */
#if RAWMAP_I_LIBRARY
#define RAWMAP_API(subject) RAWMAP_I_CHOOSE(RAWMAP_EXPORT_##subject, RAWMAP_I_VISIBLE, RAWMAP_I_OTHER_API)
#define RAWMAP_API_OUTLINE(subject) RAWMAP_I_CHOOSE(RAWMAP_EXPORT_##subject, RAWMAP_I_VISIBLE, RAWMAP_I_OTHER_OUTLINE)
#define RAWMAP_I_COLD(subject) RAWMAP_I_CHOOSE(RAWMAP_EXPORT_##subject, RAWMAP_I_VISIBLE_COLD, RAWMAP_I_OTHER_COLD)
#define RAWMAP_I_DEFINES(subject) RAWMAP_I_CHOOSE(RAWMAP_EXPORT_##subject, 1, RAWMAP_I_DEFINES_COLD)
#else
#define RAWMAP_API(subject) RAWMAP_I_OTHER_API
#define RAWMAP_API_OUTLINE(subject) RAWMAP_I_OTHER_OUTLINE
#define RAWMAP_I_COLD(subject) RAWMAP_I_OTHER_COLD
#define RAWMAP_I_DEFINES(subject) RAWMAP_I_DEFINES_COLD
#endif
#define RAWMAP_I_LOCAL RAWMAP_I_APART_COLD
#define RAWMAP_MUST_USE __attribute__((__warn_unused_result__))

/* The symbol of what stands once, behind its declaration. */
#ifdef RAWMAP_ONCE
#ifdef RAWMAP_SYSCALL
#define RAWMAP_I_ONCE(name)                                                                                            \
    RAWMAP_SYMBOL("rawmap_" RAWMAP_I_VERSION_TEXT "_" RAWMAP_I_TEXT_OF(RAWMAP_SYSCALL) "_" #name)
#else
#define RAWMAP_I_ONCE(name) RAWMAP_SYMBOL("rawmap_" RAWMAP_I_VERSION_TEXT "_" #name)
#endif
#else
#define RAWMAP_I_ONCE(name)
#endif

#endif
