/* SPDX-License-Identifier: MIT */
/* A function that has SVE by an attribute of its own, with more vectors alive across a call than there are registers, and
   predicates; and one that has not, whose instructions constant.c counts. Linux makes zeros of them all: see lost.awk. */
#define RAWMAP_NO_DEPRECATION
#include "rawmap.h"

#include <arm_sve.h>

#define ALL(each)                                                                                                      \
    each(0) each(1) each(2) each(3) each(4) each(5) each(6) each(7) each(8) each(9) each(10) each(11) each(12)         \
        each(13) each(14) each(15) each(16) each(17) each(18) each(19) each(20) each(21) each(22) each(23) each(24)    \
            each(25) each(26) each(27) each(28) each(29) each(30) each(31)
#define KEEP(number)                                                                                                   \
    const svint32_t vector##number = svld1_s32(all, in + 64 * number);                                                 \
    const svbool_t chosen##number = svcmpgt_n_s32(all, vector##number, number);
#define USE(number) svst1_s32(chosen##number, out + 64 * number, vector##number);

/* By the raw door, and by a function of rawmap's. */
#define FUNCTION(name, result, parameters, call)                                                                       \
    __attribute__((target("+sve"))) result name(const int32_t *in, int32_t *out, parameters);                          \
    __attribute__((target("+sve"))) result name(const int32_t *in, int32_t *out, parameters)                           \
    {                                                                                                                  \
        const svbool_t all = svptrue_b32();                                                                            \
        result answer;                                                                                                 \
        ALL(KEEP)                                                                                                      \
        answer = call;                                                                                                 \
        ALL(USE)                                                                                                       \
        return answer;                                                                                                 \
    }

FUNCTION(by_the_raw_door, rawmap_word, rawmap_word file, rawmap_syscall1(RAWMAP_NR_close, file))
FUNCTION(by_a_function, rawmap_status, rawmap_span span, rawmap_unmap(span))
