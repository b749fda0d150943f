/* SPDX-License-Identifier: MIT */
/* rawmap/core/set.h: how sets of names are built.

   RAWMAP_PROT(read, write) becomes ((rawmap_prot){ bits }): a value of the family's own type, so that a wrong family,
   a raw number, an or-sign or a misspelt name is an error in C and in C++.

   Each name is pasted to its family's prefix before anything could expand it, so that a program's own
   `#define read my_read` does no harm: the first name by `_##__VA_ARGS__`, the others in RAWMAP_I_SET. A family F defines
       RAWMAP_<F>_<name>        an unsigned long long: the kernel's bits below 32, marks for the family's rules above;
                                or an undeclared identifier that is the sentence why the name cannot stand there
       RAWMAP_HAS_<F>_<name>    1 or 0
       RAWMAP_<F>_              what every set has, and an absent name adds; RAWMAP_HAS_<F>_ is 1
       RAWMAP_I_HINT_<F>(...)   RAWMAP_I_ERROR(__VA_ARGS__: what to write instead)
   and puts into its macros, beside RAWMAP_I_SET, a RAWMAP_I_MUST for each rule of the joined value.

   The preprocessor finds what is no name, by RAWMAP_HAS_: the compiler would tell of an undeclared identifier once for
   each macro that it came through, and for each rule. So a wrong set says one thing, at the program's own line: what is
   wrong with each name (inner_names.h, or the family's sentence), and the hint. Its rules hold then.

   Where a program has a number instead, only the compiler speaks. It shows a type with its tag, so the tag of a family's
   type is what makes one: rawmap_prot_is_made_by_RAWMAP_PROT.

   As few macros as can be lie between the program and what a compiler may complain of, since each costs three lines of
   what it says: RAWMAP_I_MUST stands in the family's own macro, and RAWMAP_I_SAY is handed down from there.
   Words are quoted where they stand in a macro's text: a program's macros cannot change them.
   In C++ a rule that does not hold names a template that is not defined, at the user's own line and every time; an
   assertion inside the template would be reported once, in this header. __extension__ is for -Wc++-compat: C++ has the
   other definition. Rules say `> 0`, not `!= 0`: g++ warns of the latter where the program comes to it preprocessed. */
#ifndef RAWMAP_CORE_SET_H
#define RAWMAP_CORE_SET_H

#ifndef RAWMAP_CORE_H
#include "base.h"
#endif
#include "inner_names.h"

RAWMAP_I_BEGIN
/* clang-format off */
#ifdef __cplusplus
extern "C++" {
template <bool holds, class sentence> struct rawmap_i_must;
template <class sentence> struct rawmap_i_must<true, sentence> {
    static constexpr unsigned zero = 0;
};
}
#define RAWMAP_I_OPEN(type) (type
/* Named before, since g++ warns of a class that a function's second set would name again. */
#define RAWMAP_I_SENTENCE(sentence) struct rawmap_error_##sentence;
#define RAWMAP_I_MUST(sentence, F, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, ...)                             \
    rawmap_i_must<(RAWMAP_I_IF(RAWMAP_I_RULE_##sentence, RAWMAP_I_TRUE,                                                \
            RAWMAP_I_ALL(RAWMAP_HAS_##F##a, RAWMAP_HAS_##F##_##b, RAWMAP_HAS_##F##_##c, RAWMAP_HAS_##F##_##d,          \
            RAWMAP_HAS_##F##_##e, RAWMAP_HAS_##F##_##f, RAWMAP_HAS_##F##_##g, RAWMAP_HAS_##F##_##h,                    \
            RAWMAP_HAS_##F##_##i, RAWMAP_HAS_##F##_##j, RAWMAP_HAS_##F##_##k, RAWMAP_HAS_##F##_##l,                    \
            RAWMAP_HAS_##F##_##m, RAWMAP_HAS_##F##_##n, RAWMAP_HAS_##F##_##o, RAWMAP_HAS_##F##_##p,                    \
            RAWMAP_I_SEVENTEENTH_##q))                                                                                 \
        ((                                                                                                             \
            RAWMAP_##F##_ | 0ull | (RAWMAP_##F##a) | RAWMAP_##F##_##b | RAWMAP_##F##_##c | RAWMAP_##F##_##d            \
            | RAWMAP_##F##_##e | RAWMAP_##F##_##f | RAWMAP_##F##_##g | RAWMAP_##F##_##h | RAWMAP_##F##_##i             \
            | RAWMAP_##F##_##j | RAWMAP_##F##_##k | RAWMAP_##F##_##l | RAWMAP_##F##_##m | RAWMAP_##F##_##n             \
            | RAWMAP_##F##_##o | RAWMAP_##F##_##p))), rawmap_error_##sentence>::zero
#else
#define RAWMAP_I_OPEN(type) ((type)
#define RAWMAP_I_SENTENCE(sentence)
/* In one line, since clang shows all lines of what an assertion asks; and beginning here, since it traces where that begins. */
#define RAWMAP_I_MUST(sentence, F, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, ...)                             \
    (0u * __extension__ sizeof(struct {                                                                                \
         _Static_assert(1 ? RAWMAP_I_IF(RAWMAP_I_RULE_##sentence, RAWMAP_I_TRUE, RAWMAP_I_ALL(RAWMAP_HAS_##F##a, RAWMAP_HAS_##F##_##b, RAWMAP_HAS_##F##_##c, RAWMAP_HAS_##F##_##d, RAWMAP_HAS_##F##_##e, RAWMAP_HAS_##F##_##f, RAWMAP_HAS_##F##_##g, RAWMAP_HAS_##F##_##h, RAWMAP_HAS_##F##_##i, RAWMAP_HAS_##F##_##j, RAWMAP_HAS_##F##_##k, RAWMAP_HAS_##F##_##l, RAWMAP_HAS_##F##_##m, RAWMAP_HAS_##F##_##n, RAWMAP_HAS_##F##_##o, RAWMAP_HAS_##F##_##p, RAWMAP_I_SEVENTEENTH_##q)) ((RAWMAP_##F##_ | 0ull | (RAWMAP_##F##a) | RAWMAP_##F##_##b | RAWMAP_##F##_##c | RAWMAP_##F##_##d | RAWMAP_##F##_##e | RAWMAP_##F##_##f | RAWMAP_##F##_##g | RAWMAP_##F##_##h | RAWMAP_##F##_##i | RAWMAP_##F##_##j | RAWMAP_##F##_##k | RAWMAP_##F##_##l | RAWMAP_##F##_##m | RAWMAP_##F##_##n | RAWMAP_##F##_##o | RAWMAP_##F##_##p)) : 0, "rawmap_error_" #sentence); \
         char rawmap_i_unused;                                                                                         \
     }))
#endif
/* clang-format on */
RAWMAP_I_END

/* RAWMAP_I_IF(yes, no, whether): yes where whether is nothing at all. RAWMAP_I_K: nothing for what is a name, by its
   RAWMAP_HAS_, with or without parentheses behind it; else a 0. */
#define RAWMAP_I_SECOND(...) RAWMAP_I_SECOND_OF(__VA_ARGS__)
#define RAWMAP_I_SECOND_OF(first, second, ...) second
#define RAWMAP_I_IF(yes, no, ...) RAWMAP_I_SECOND(RAWMAP_I_SO __VA_ARGS__(yes), no, ~)
#define RAWMAP_I_SO(yes) ~, yes, ~
#define RAWMAP_I_K(...) RAWMAP_I_K_AGAIN(__VA_ARGS__)
#define RAWMAP_I_K_AGAIN(...) RAWMAP_I_K_OF(RAWMAP_I_KNOWN_##__VA_ARGS__)
#define RAWMAP_I_K_OF(...) RAWMAP_I_SECOND(RAWMAP_I_KNOWN __VA_ARGS__(), 0, ~)
#define RAWMAP_I_KNOWN(...) ~, , ~
#define RAWMAP_I_KNOWN_1
/* The same of seventeen at once, since each macro on the way has all of it read again. */
#define RAWMAP_I_ALL(...) RAWMAP_I_ALL_AGAIN(__VA_ARGS__, ~)
#define RAWMAP_I_ALL_AGAIN(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, ...)                                     \
    RAWMAP_I_K_OF(RAWMAP_I_KNOWN_##a RAWMAP_I_KNOWN_##b RAWMAP_I_KNOWN_##c RAWMAP_I_KNOWN_##d RAWMAP_I_KNOWN_##e       \
                      RAWMAP_I_KNOWN_##f RAWMAP_I_KNOWN_##g RAWMAP_I_KNOWN_##h RAWMAP_I_KNOWN_##i RAWMAP_I_KNOWN_##j   \
                          RAWMAP_I_KNOWN_##k RAWMAP_I_KNOWN_##l RAWMAP_I_KNOWN_##m RAWMAP_I_KNOWN_##n                  \
                              RAWMAP_I_KNOWN_##o RAWMAP_I_KNOWN_##p RAWMAP_I_KNOWN_##q)
#define RAWMAP_I_TRUE(set) 1

/* What is wrong with a name; nothing where it is one. What inner_names.h says of it; as it was written where it starts
   with a name; its value, which is a sentence or the name itself. */
#define RAWMAP_I_T(has, value, means)                                                                                  \
    RAWMAP_I_TELL(RAWMAP_I_K(has), RAWMAP_I_SECOND(means, RAWMAP_I_VALUE(has)(value, #value), ~))
#define RAWMAP_I_VALUE(...) RAWMAP_I_VALUE_AGAIN(__VA_ARGS__)
#define RAWMAP_I_VALUE_AGAIN(...) RAWMAP_I_SECOND(RAWMAP_I_WRITTEN_##__VA_ARGS__, RAWMAP_I_MEANT, ~)
#define RAWMAP_I_WRITTEN_1 ~, RAWMAP_I_WRITTEN, ~
#define RAWMAP_I_WRITTEN(value, written) written
#define RAWMAP_I_MEANT(value, written) value
#define RAWMAP_I_TELL(known, ...) RAWMAP_I_TELL_AGAIN(known, __VA_ARGS__)
#define RAWMAP_I_TELL_AGAIN(known, ...) RAWMAP_I_TELL_##known(__VA_ARGS__)
#define RAWMAP_I_TELL_(...)
#define RAWMAP_I_TELL_0(...) __VA_ARGS__
#define RAWMAP_I_ERROR(...) RAWMAP_I_QUOTE(GCC error #__VA_ARGS__)
#define RAWMAP_I_QUOTE(...) #__VA_ARGS__
#define RAWMAP_I_SAY(error) _Pragma(error)

/* A set of the library's own, whose names need no check: each set that is made by its family costs a compiler as much as
   half of <stdio.h>. */
#define RAWMAP_I_OWN(type, bits) RAWMAP_I_OPEN(type){(bits)&0xffffffffu})

/* clang-format off */
/* The union of up to sixteen names, a family's macro pads the rest with empty ones; or what is wrong, told by say. */
#define RAWMAP_I_SEVENTEENTH_ 1
#define rawmap_error_a_set_takes_at_most_sixteen_names_ 0u
#define RAWMAP_I_SET(say, F, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, ...)                                   \
    RAWMAP_I_IF(RAWMAP_I_JOINED, RAWMAP_I_MISTAKEN,                                                                    \
        RAWMAP_I_ALL(RAWMAP_HAS_##F##a, RAWMAP_HAS_##F##_##b, RAWMAP_HAS_##F##_##c, RAWMAP_HAS_##F##_##d,              \
        RAWMAP_HAS_##F##_##e, RAWMAP_HAS_##F##_##f, RAWMAP_HAS_##F##_##g, RAWMAP_HAS_##F##_##h,                        \
        RAWMAP_HAS_##F##_##i, RAWMAP_HAS_##F##_##j, RAWMAP_HAS_##F##_##k, RAWMAP_HAS_##F##_##l,                        \
        RAWMAP_HAS_##F##_##m, RAWMAP_HAS_##F##_##n, RAWMAP_HAS_##F##_##o, RAWMAP_HAS_##F##_##p,                        \
        RAWMAP_I_SEVENTEENTH_##q))                                                                                     \
    (say, RAWMAP_I_HINT_##F,                                                                                           \
        RAWMAP_##F##_ | 0ull | (RAWMAP_##F##a) | RAWMAP_##F##_##b | RAWMAP_##F##_##c | RAWMAP_##F##_##d                \
        | RAWMAP_##F##_##e | RAWMAP_##F##_##f | RAWMAP_##F##_##g | RAWMAP_##F##_##h | RAWMAP_##F##_##i                 \
        | RAWMAP_##F##_##j | RAWMAP_##F##_##k | RAWMAP_##F##_##l | RAWMAP_##F##_##m | RAWMAP_##F##_##n                 \
        | RAWMAP_##F##_##o | RAWMAP_##F##_##p,                                                                         \
        RAWMAP_I_T(RAWMAP_HAS_##F##a, RAWMAP_##F##a, RAWMAP_I_MEANS##a),                                               \
        RAWMAP_I_T(RAWMAP_HAS_##F##_##b, RAWMAP_##F##_##b, RAWMAP_I_MEANS_##b),                                        \
        RAWMAP_I_T(RAWMAP_HAS_##F##_##c, RAWMAP_##F##_##c, RAWMAP_I_MEANS_##c),                                        \
        RAWMAP_I_T(RAWMAP_HAS_##F##_##d, RAWMAP_##F##_##d, RAWMAP_I_MEANS_##d),                                        \
        RAWMAP_I_T(RAWMAP_HAS_##F##_##e, RAWMAP_##F##_##e, RAWMAP_I_MEANS_##e),                                        \
        RAWMAP_I_T(RAWMAP_HAS_##F##_##f, RAWMAP_##F##_##f, RAWMAP_I_MEANS_##f),                                        \
        RAWMAP_I_T(RAWMAP_HAS_##F##_##g, RAWMAP_##F##_##g, RAWMAP_I_MEANS_##g),                                        \
        RAWMAP_I_T(RAWMAP_HAS_##F##_##h, RAWMAP_##F##_##h, RAWMAP_I_MEANS_##h),                                        \
        RAWMAP_I_T(RAWMAP_HAS_##F##_##i, RAWMAP_##F##_##i, RAWMAP_I_MEANS_##i),                                        \
        RAWMAP_I_T(RAWMAP_HAS_##F##_##j, RAWMAP_##F##_##j, RAWMAP_I_MEANS_##j),                                        \
        RAWMAP_I_T(RAWMAP_HAS_##F##_##k, RAWMAP_##F##_##k, RAWMAP_I_MEANS_##k),                                        \
        RAWMAP_I_T(RAWMAP_HAS_##F##_##l, RAWMAP_##F##_##l, RAWMAP_I_MEANS_##l),                                        \
        RAWMAP_I_T(RAWMAP_HAS_##F##_##m, RAWMAP_##F##_##m, RAWMAP_I_MEANS_##m),                                        \
        RAWMAP_I_T(RAWMAP_HAS_##F##_##n, RAWMAP_##F##_##n, RAWMAP_I_MEANS_##n),                                        \
        RAWMAP_I_T(RAWMAP_HAS_##F##_##o, RAWMAP_##F##_##o, RAWMAP_I_MEANS_##o),                                        \
        RAWMAP_I_T(RAWMAP_HAS_##F##_##p, RAWMAP_##F##_##p, RAWMAP_I_MEANS_##p),                                        \
        RAWMAP_I_T(RAWMAP_I_SEVENTEENTH_##q, rawmap_error_a_set_takes_at_most_sixteen_names_##q, ~))
#define RAWMAP_I_JOINED(say, hint, set, ...) ((set)&0xffffffffu)
#define RAWMAP_I_MISTAKEN(say, hint, set, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17)  \
    say(hint(t1 t2 t3 t4 t5 t6 t7 t8 t9 t10 t11 t12 t13 t14 t15 t16 t17)) 0u

/* One name of a family that takes no more. */
#define RAWMAP_I_ONE(say, F, a, b, ...)                                                                                \
    RAWMAP_I_IF(RAWMAP_I_ALONE, RAWMAP_I_NOT_ALONE, RAWMAP_I_K(RAWMAP_HAS_##F##a) RAWMAP_I_K(RAWMAP_I_SEVENTEENTH_##b)) \
    (say, RAWMAP_I_HINT_##F, RAWMAP_##F##a, RAWMAP_I_T(RAWMAP_HAS_##F##a, RAWMAP_##F##a, RAWMAP_I_MEANS##a),            \
        RAWMAP_I_T(RAWMAP_I_SEVENTEENTH_##b, rawmap_error_these_are_taken_one_at_a_time_##b, ~))
#define RAWMAP_I_ALONE(say, hint, value, ...) (value)
#define RAWMAP_I_NOT_ALONE(say, hint, value, t1, t2) say(hint(t1 t2)) 0u
/* clang-format on */

#endif
