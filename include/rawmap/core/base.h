/* SPDX-License-Identifier: MIT */
/* rawmap/core/base.h: the architecture, and the door that every call goes through.

   A program may put itself between the library and the kernel (not with the compiled library). Before the first include:
       RAWMAP_SYSCALL f          every system call goes through the function f, of any name,
                                 rawmap_word f(rawmap_word number, rawmap_word a, b, c, d, e, f),
                                 which is declared here: external, and extern "C" in C++
       RAWMAP_SYSCALL_STATIC     f is declared static here, and defined behind the include
       RAWMAP_SYSCALL_DECLARED   f is declared before the include, and not here: any function, static, of C++, or
                                 my::f in a namespace; rawmap_word is long (on x32 and mips n32 long long)
   f returns the kernel's result or -errno (-4095 to -1), and sets no errno. What the kernel promises it must keep: an
   address that it answers to a call that maps starts a page, and the whole length, which is not 0, lies behind it; and
   what it says was written has been written. With RAWMAP_ONCE all units have one f, which is declared here. */
#ifndef RAWMAP_CORE_BASE_H
#define RAWMAP_CORE_BASE_H

/* An older language would say a hundred things of what comes below. What cannot be included ends it after the first. (GNU C
   of any year will do: only without its extensions does libc take _Static_assert away.) */
#if defined __cplusplus && __cplusplus < 201103L
#include <rawmap needs C++11: compile with -std=c++11 or later>
#elif !defined __cplusplus && defined __STRICT_ANSI__ && (!defined __STDC_VERSION__ || __STDC_VERSION__ < 201112L)
#include <rawmap needs C11: compile with -std=c11 or later>
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if !defined __GNUC__
#error "rawmap needs gcc or clang: its system call stubs are GNU inline assembly"
#endif

#ifndef RAWMAP_CORE_H
#include "linkage.h"
#endif

/* Between these, what a compiler says of the design and not of a mistake is off; first, that an older one does not know
   all of these.
   both     padding of structures is the kernel's, or costs nobody anything; what judges a call has all its arguments, and
            a list of rules need not read each; a program may have globals of any name
   clang    its own attributes are no slip; arrays are indexed and pointers move, since this is C; of the kernel's names,
            _llseek gives C++ a macro with two underscores in a row
   gcc      a cast is useless only on ABIs where two types are one; packing is for the alignment; results are structures;
            a wrong set is found by templates; attributes stand where they pay */
#define RAWMAP_I_PRAGMA(words) _Pragma(#words)
#ifdef __clang__
#define RAWMAP_I_NOCLONE
#define RAWMAP_I_HUSH(warning) RAWMAP_I_PRAGMA(clang diagnostic ignored warning)
#define RAWMAP_I_TURN_OFF                                                                                              \
    _Pragma("clang diagnostic push") RAWMAP_I_HUSH("-Wunknown-warning-option") RAWMAP_I_HUSH("-Wpadded")               \
        RAWMAP_I_HUSH("-Wgcc-compat") RAWMAP_I_HUSH("-Wreserved-macro-identifier")                                     \
            RAWMAP_I_HUSH("-Wunsafe-buffer-usage") RAWMAP_I_HUSH("-Wunused-parameter") RAWMAP_I_HUSH("-Wshadow")
#define RAWMAP_I_TURN_BACK _Pragma("clang diagnostic pop")
#else
#define RAWMAP_I_NOCLONE __attribute__((__noclone__))
#define RAWMAP_I_HUSH(warning) RAWMAP_I_PRAGMA(GCC diagnostic ignored warning)
#define RAWMAP_I_TURN_OFF                                                                                              \
    _Pragma("GCC diagnostic push") RAWMAP_I_HUSH("-Wpragmas") RAWMAP_I_HUSH("-Wpadded")                                \
        RAWMAP_I_HUSH("-Wuseless-cast") RAWMAP_I_HUSH("-Wpacked") RAWMAP_I_HUSH("-Waggregate-return")                  \
            RAWMAP_I_HUSH("-Wtemplates") RAWMAP_I_HUSH("-Wsuggest-attribute=const")                                    \
                RAWMAP_I_HUSH("-Wsuggest-attribute=pure") RAWMAP_I_HUSH("-Wsuggest-attribute=cold")                    \
                    RAWMAP_I_HUSH("-Wunused-parameter") RAWMAP_I_HUSH("-Wshadow")
#define RAWMAP_I_TURN_BACK _Pragma("GCC diagnostic pop")
#endif
#define RAWMAP_I_QUIET RAWMAP_I_TURN_OFF
#define RAWMAP_I_LOUD RAWMAP_I_TURN_BACK
#ifdef __cplusplus
#define RAWMAP_I_BEGIN                                                                                                 \
    RAWMAP_I_QUIET extern "C"                                                                                          \
    {
#define RAWMAP_I_END                                                                                                   \
    }                                                                                                                  \
    RAWMAP_I_LOUD
#define RAWMAP_I_CAST(type, value) static_cast<type>(value)
#define RAWMAP_I_POINTER(address) reinterpret_cast<void *>(address)
#define RAWMAP_I_ADDRESS(pointer) reinterpret_cast<uintptr_t>(pointer)
#define RAWMAP_I_NULL nullptr
#else
#define RAWMAP_I_BEGIN RAWMAP_I_QUIET
#define RAWMAP_I_END RAWMAP_I_LOUD
#define RAWMAP_I_CAST(type, value) ((type)(value))
#define RAWMAP_I_POINTER(address) ((void *)(address))
#define RAWMAP_I_ADDRESS(pointer) ((uintptr_t)(pointer))
#define RAWMAP_I_NULL NULL
#endif

#ifdef __has_builtin
#if __has_builtin(__builtin_expect_with_probability)
#define RAWMAP_I_UNLIKELY(condition) __builtin_expect_with_probability(!!(condition), 0, 0.99993896484375L)
#endif
#endif
#ifndef RAWMAP_I_UNLIKELY
#define RAWMAP_I_UNLIKELY(condition) __builtin_expect(!!(condition), 0)
#endif

/* The sanitizers that are on. */
#if defined __has_feature
#define RAWMAP_I_FEATURE(feature) __has_feature(feature)
#else
#define RAWMAP_I_FEATURE(feature) 0
#endif
#if defined RAWMAP_NO_SANITIZER_HOOKS
#define RAWMAP_I_MSAN 0
#define RAWMAP_I_TSAN 0
#define RAWMAP_I_ASAN 0
#else
#define RAWMAP_I_MSAN RAWMAP_I_FEATURE(__memory_sanitizer__)
#if defined __SANITIZE_THREAD__ || RAWMAP_I_FEATURE(__thread_sanitizer__)
#define RAWMAP_I_TSAN 1
#else
#define RAWMAP_I_TSAN 0
#endif
#if defined __SANITIZE_ADDRESS__ || RAWMAP_I_FEATURE(__address_sanitizer__)
#define RAWMAP_I_ASAN 1
#else
#define RAWMAP_I_ASAN 0
#endif
#endif
#if RAWMAP_I_MSAN || RAWMAP_I_TSAN || RAWMAP_I_ASAN
#define RAWMAP_I_WATCHED 1
#else
#define RAWMAP_I_WATCHED 0
#endif

RAWMAP_I_BEGIN

#include "inner_arch.h"

#if defined RAWMAP_SPLITS_WRONG && !defined __clang__
#define RAWMAP_I_UNSPLIT __noipa__,
#else
#define RAWMAP_I_UNSPLIT
#endif

#ifdef RAWMAP_SYSCALL
#if defined RAWMAP_SYSCALL_STATIC
static rawmap_word RAWMAP_SYSCALL(rawmap_word, rawmap_word, rawmap_word, rawmap_word, rawmap_word, rawmap_word,
                                  rawmap_word);
#elif !defined RAWMAP_SYSCALL_DECLARED
rawmap_word RAWMAP_SYSCALL(rawmap_word, rawmap_word, rawmap_word, rawmap_word, rawmap_word, rawmap_word, rawmap_word);
#endif
/* The one place that names it: elsewhere it could be the name of a parameter. */
RAWMAP_I_INLINE rawmap_word rawmap_i_hooked(rawmap_word rawmap_i_n, rawmap_word rawmap_i_1, rawmap_word rawmap_i_2,
                                            rawmap_word rawmap_i_3, rawmap_word rawmap_i_4, rawmap_word rawmap_i_5,
                                            rawmap_word rawmap_i_6)
{
    return RAWMAP_SYSCALL(rawmap_i_n, rawmap_i_1, rawmap_i_2, rawmap_i_3, rawmap_i_4, rawmap_i_5, rawmap_i_6);
}
#define RAWMAP_I_UNWATCHED rawmap_i_hooked
#else
#define RAWMAP_I_UNWATCHED rawmap_syscall6
#endif
/* Sanitizers are told of the calls (sanitizers.h), or each has its own stub. */
#if RAWMAP_I_WATCHED
#define RAWMAP_I_DOOR rawmap_i_watched
#elif defined RAWMAP_SYSCALL
#define RAWMAP_I_DOOR rawmap_i_hooked
#endif
#ifdef RAWMAP_I_DOOR
#define RAWMAP_I_CALL0(n) RAWMAP_I_DOOR(n, 0, 0, 0, 0, 0, 0)
#define RAWMAP_I_CALL1(n, a) RAWMAP_I_DOOR(n, a, 0, 0, 0, 0, 0)
#define RAWMAP_I_CALL2(n, a, b) RAWMAP_I_DOOR(n, a, b, 0, 0, 0, 0)
#define RAWMAP_I_CALL3(n, a, b, c) RAWMAP_I_DOOR(n, a, b, c, 0, 0, 0)
#define RAWMAP_I_CALL4(n, a, b, c, d) RAWMAP_I_DOOR(n, a, b, c, d, 0, 0)
#define RAWMAP_I_CALL5(n, a, b, c, d, e) RAWMAP_I_DOOR(n, a, b, c, d, e, 0)
#define RAWMAP_I_CALL6(n, a, b, c, d, e, f) RAWMAP_I_DOOR(n, a, b, c, d, e, f)
#else
#define RAWMAP_I_CALL0 rawmap_syscall0
#define RAWMAP_I_CALL1 rawmap_syscall1
#define RAWMAP_I_CALL2 rawmap_syscall2
#define RAWMAP_I_CALL3 rawmap_syscall3
#define RAWMAP_I_CALL4 rawmap_syscall4
#define RAWMAP_I_CALL5 rawmap_syscall5
#define RAWMAP_I_CALL6 rawmap_syscall6
#endif

/* What every kind of argument becomes on its way to the kernel. */
#define RAWMAP_I_WORD(value) RAWMAP_I_CAST(rawmap_word, value)

/* The kernel's results: a value, or -4095..-1. The top page is never a mapping, so no address looks like an error. One
   comparison, since gcc makes two instructions of a range. */
RAWMAP_I_INLINE bool rawmap_i_is_error(rawmap_word result)
{
#ifdef RAWMAP_WORD_LONG_LONG
    return RAWMAP_I_UNLIKELY(RAWMAP_I_CAST(unsigned long long, result) > -4096ull);
#else
    return RAWMAP_I_UNLIKELY(RAWMAP_I_CAST(unsigned long, result) > -4096ul);
#endif
}

/* In what is cold, and whose answer nobody may ask for: a compiler would then choose between two values at every call. */
#define RAWMAP_I_STAYS_A_BRANCH __asm__ volatile("")

RAWMAP_I_END

#include "sanitizers.h"

#endif
