/* SPDX-License-Identifier: MIT */
/* rawmap/core/set.h: how sets of names are built.

   RAWMAP_PROT(read, write) becomes ((rawmap_prot){ bits }): a value of the family's own type, so that a wrong family,
   a raw number, an or-sign or a misspelt name is an error in C and in C++.

   Each name is pasted to its family's prefix before anything could expand it, so that a program's own
   `#define read my_read` does no harm: the first name by `PREFIX_##__VA_ARGS__`, the others in RAWMAP_I_JOIN.
   A family defines
       PREFIX_<name>    an unsigned long long: the kernel's bits below 32, marks for the family's rules above;
                        or an undeclared identifier that is the sentence why the name cannot stand there
       PREFIX_          what every set has, and an absent name adds
   and a macro that puts the joined value through its rules, each one RAWMAP_I_MUST(condition, sentence). One rule there
   must be, even if it always holds: C takes an unknown name with parentheses for a function to be declared later, and
   only a constant expression refuses it. In C++ a rule that does not hold names a template that is not defined, at the
   user's own line and every time; an assertion inside the template would be reported once, in this header.
   __extension__ is for -Wc++-compat: C++ has the other definition.
   Rules say `> 0`, not `!= 0`: g++ warns of the latter where the program comes to it preprocessed. */
#ifndef RAWMAP_CORE_SET_H
#define RAWMAP_CORE_SET_H

#include "base.h"

#ifdef __cplusplus
#define RAWMAP_I_LITERAL(type, bits) (type{bits})
#define RAWMAP_I_SENTENCE(sentence)                                                                                    \
    extern "C++" {                                                                                                     \
    template <bool holds> struct rawmap_error_##sentence;                                                              \
    template <> struct rawmap_error_##sentence<true> {                                                                 \
        static constexpr unsigned zero = 0;                                                                            \
    };                                                                                                                 \
    }
#define RAWMAP_I_MUST(condition, sentence) rawmap_error_##sentence<(condition)>::zero
#else
#define RAWMAP_I_LITERAL(type, bits) ((type){bits})
#define RAWMAP_I_SENTENCE(sentence)
#define RAWMAP_I_MUST(condition, sentence)                                                                             \
    (0u * __extension__ sizeof(struct {                                                                                \
         _Static_assert(condition, "rawmap_error_" #sentence);                                                         \
         char rawmap_i_unused;                                                                                         \
     }))
#endif
RAWMAP_I_BEGIN
RAWMAP_I_SENTENCE(options_are_names)
RAWMAP_I_END

/* The kernel's half of a joined value. */
#define RAWMAP_I_KERNEL_BITS(set) ((set)&0xffffffffu)

/* The union of up to sixteen names, handed to the family's rules. a is pasted already; a family's macro pads the rest
   with sixteen empty arguments. */
#define RAWMAP_I_JOIN(rules, P, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, ...)                                \
    rules(P##_ | 0ull | (a) | P##_##b | P##_##c | P##_##d | P##_##e | P##_##f | P##_##g | P##_##h | P##_##i |          \
          P##_##j | P##_##k | P##_##l | P##_##m | P##_##n | P##_##o | P##_##p |                                        \
          rawmap_error_a_set_takes_at_most_sixteen_names_##q) +                                                        \
        RAWMAP_I_MUST((RAWMAP_I_SUM(a) | RAWMAP_I_SUM(P##_##b) | RAWMAP_I_SUM(P##_##c) | RAWMAP_I_SUM(P##_##d) |       \
                       RAWMAP_I_SUM(P##_##e) | RAWMAP_I_SUM(P##_##f) | RAWMAP_I_SUM(P##_##g) | RAWMAP_I_SUM(P##_##h) | \
                       RAWMAP_I_SUM(P##_##i) | RAWMAP_I_SUM(P##_##j) | RAWMAP_I_SUM(P##_##k) | RAWMAP_I_SUM(P##_##l) | \
                       RAWMAP_I_SUM(P##_##m) | RAWMAP_I_SUM(P##_##n) | RAWMAP_I_SUM(P##_##o) |                         \
                       RAWMAP_I_SUM(P##_##p)) == 0,                                                                    \
                      options_are_names)
#define rawmap_error_a_set_takes_at_most_sixteen_names_ 0u

/* 0 for a name; not for a sum of any kind (read | 4), whose operator binds less than one of these. */
#define RAWMAP_I_SUM(name) ((~name * 2) ^ (~(name)*2))

#endif
