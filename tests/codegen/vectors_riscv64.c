/* SPDX-License-Identifier: MIT */
/* As vectors_aarch64.c: functions that have vectors by an attribute of their own. */
#define RAWMAP_NO_DEPRECATION
#include "rawmap.h"

#include <riscv_vector.h>

#define ALL(each)                                                                                                      \
    each(0) each(1) each(2) each(3) each(4) each(5) each(6) each(7) each(8) each(9) each(10) each(11) each(12)         \
        each(13) each(14) each(15) each(16) each(17) each(18) each(19) each(20) each(21) each(22) each(23) each(24)    \
            each(25) each(26) each(27) each(28) each(29) each(30) each(31)
#define KEEP(number) const vint32m1_t vector##number = __riscv_vle32_v_i32m1(in + 64 * number, 4);
#define USE(number) __riscv_vse32_v_i32m1(out + 64 * number, vector##number, 4);

#define FUNCTION(name, result, parameters, call)                                                                       \
    __attribute__((target("arch=+v"))) result name(const int32_t *in, int32_t *out, parameters);                       \
    __attribute__((target("arch=+v"))) result name(const int32_t *in, int32_t *out, parameters)                        \
    {                                                                                                                  \
        result answer;                                                                                                 \
        ALL(KEEP)                                                                                                      \
        answer = call;                                                                                                 \
        ALL(USE)                                                                                                       \
        return answer;                                                                                                 \
    }

FUNCTION(by_the_raw_door, rawmap_word, rawmap_word file, rawmap_syscall1(RAWMAP_NR_close, file))
FUNCTION(by_a_function, rawmap_status, rawmap_span span, rawmap_unmap(span))
