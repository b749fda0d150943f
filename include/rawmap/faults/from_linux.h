/* SPDX-License-Identifier: MIT */
/* rawmap/faults/from_linux.h: the sets of userfaultfd from the integers of its calls, and back. What is no value is named
   by the rules of the call that takes it.

       rawmap_fault_modes_answer modes = rawmap_fault_modes_from_linux(registered.mode);
       if (modes.status == RAWMAP_OK)
           r = rawmap_faults_register(faults, span, modes.modes); */
#ifndef RAWMAP_FAULTS_FROM_LINUX_H
#define RAWMAP_FAULTS_FROM_LINUX_H

#ifndef RAWMAP_FAULTS_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/sizes.h"
#include "../core/status.h"
#include "open.h"
#include "rules.h"
#include "sets.h"
#endif

RAWMAP_I_BEGIN

/* What came of a number: a set without names unless status is RAWMAP_OK. */
typedef struct rawmap_faults_options_answer {
    rawmap_status status;
    rawmap_faults_options options;
} rawmap_faults_options_answer;
typedef struct rawmap_fault_features_answer {
    rawmap_status status;
    rawmap_fault_features features;
} rawmap_fault_features_answer;
typedef struct rawmap_fault_modes_answer {
    rawmap_status status;
    rawmap_fault_modes modes;
} rawmap_fault_modes_answer;
typedef struct rawmap_fault_calls_answer {
    rawmap_status status;
    rawmap_fault_calls calls;
} rawmap_fault_calls_answer;
typedef struct rawmap_fault_copy_answer {
    rawmap_status status;
    rawmap_fault_copy options;
} rawmap_fault_copy_answer;
typedef struct rawmap_fault_fill_answer {
    rawmap_status status;
    rawmap_fault_fill fill;
} rawmap_fault_fill_answer;
typedef struct rawmap_fault_move_answer {
    rawmap_status status;
    rawmap_fault_move options;
} rawmap_fault_move_answer;

/* Which call UFFDIO_WRITEPROTECT or UFFDIO_RWPROTECT is: rawmap_faults_write_protect or _access_protect; or, with what
   is filled, rawmap_faults_write_unprotect or _access_unprotect. */
typedef struct rawmap_fault_protect_answer {
    rawmap_status status;
    bool protects;
    rawmap_fault_fill fill;
} rawmap_fault_protect_answer;

/* rawmap_faults_options_from_linux: the options that userfaultfd would be given. O_CLOEXEC is left out:
   rawmap_faults_open always gives it, asked or not.

   Result:     the value, or why it is none.
   Status:     RAWMAP_FAULTS_UNKNOWN_BITS.
   ABIs:       all */
RAWMAP_API(faults) rawmap_faults_options_answer rawmap_faults_options_from_linux(int flags) RAWMAP_MUST_USE;

/* rawmap_fault_features_from_linux: the features that UFFDIO_API would be given, or told of.

   Result:     the value, or why it is none.
   Status:     RAWMAP_FAULT_FEATURES_UNKNOWN_BITS, RAWMAP_FAULT_RWP_ASYNC_ALONE.
   ABIs:       all */
RAWMAP_API(faults) rawmap_fault_features_answer rawmap_fault_features_from_linux(uint64_t features) RAWMAP_MUST_USE;

/* rawmap_fault_modes_from_linux: the modes that UFFDIO_REGISTER would be given.

   Result:     the value, or why it is none.
   Status:     RAWMAP_FAULT_MODES_NONE, RAWMAP_FAULT_MODES_UNKNOWN_BITS, RAWMAP_FAULT_MODES_EXCLUDE.
   ABIs:       all */
RAWMAP_API(faults) rawmap_fault_modes_answer rawmap_fault_modes_from_linux(uint64_t mode) RAWMAP_MUST_USE;

/* rawmap_fault_calls_from_linux: the calls that UFFDIO_REGISTER told of, its ioctls.

   Result:     the value, or why it is none.
   Status:     RAWMAP_FAULT_CALLS_UNKNOWN_BITS.
   ABIs:       all */
RAWMAP_API(faults) rawmap_fault_calls_answer rawmap_fault_calls_from_linux(uint64_t ioctls) RAWMAP_MUST_USE;

/* rawmap_fault_copy_from_linux, rawmap_fault_fill_from_linux, rawmap_fault_move_from_linux: what UFFDIO_COPY and
   UFFDIO_CONTINUE would be given as their mode; UFFDIO_ZEROPAGE and UFFDIO_POISON; UFFDIO_MOVE.

   Result:     the value, or why it is none.
   Status:     RAWMAP_FAULT_OPTIONS_UNKNOWN_BITS.
   ABIs:       all */
RAWMAP_API(faults) rawmap_fault_copy_answer rawmap_fault_copy_from_linux(uint64_t mode) RAWMAP_MUST_USE;
RAWMAP_API(faults) rawmap_fault_fill_answer rawmap_fault_fill_from_linux(uint64_t mode) RAWMAP_MUST_USE;
RAWMAP_API(faults) rawmap_fault_move_answer rawmap_fault_move_from_linux(uint64_t mode) RAWMAP_MUST_USE;

/* rawmap_fault_protect_from_linux: which call it is that UFFDIO_WRITEPROTECT or UFFDIO_RWPROTECT would be given this mode
   for.

   Result:     which it is, or why it is none.
   Status:     RAWMAP_FAULT_OPTIONS_UNKNOWN_BITS: also for both bits, since nobody waits for what is being protected.
   ABIs:       all */
RAWMAP_API(faults) rawmap_fault_protect_answer rawmap_fault_protect_from_linux(uint64_t mode) RAWMAP_MUST_USE;

/* rawmap_faults_options_to_linux: the flags that userfaultfd takes, with O_CLOEXEC.

   Result:     the kernel's number on this architecture.
   ABIs:       all */
RAWMAP_API(faults) int rawmap_faults_options_to_linux(rawmap_faults_options options) RAWMAP_MUST_USE;

/* rawmap_fault_features_to_linux, rawmap_fault_modes_to_linux, rawmap_fault_calls_to_linux: what the handshake and
   registering take and tell.

   Result:     the kernel's number.
   ABIs:       all */
RAWMAP_API(faults) uint64_t rawmap_fault_features_to_linux(rawmap_fault_features features) RAWMAP_MUST_USE;
RAWMAP_API(faults) uint64_t rawmap_fault_modes_to_linux(rawmap_fault_modes modes) RAWMAP_MUST_USE;
RAWMAP_API(faults) uint64_t rawmap_fault_calls_to_linux(rawmap_fault_calls calls) RAWMAP_MUST_USE;

/* rawmap_fault_copy_to_linux, rawmap_fault_fill_to_linux, rawmap_fault_move_to_linux: the mode that the calls take.

   Result:     the kernel's number.
   ABIs:       all */
RAWMAP_API(faults) uint64_t rawmap_fault_copy_to_linux(rawmap_fault_copy options) RAWMAP_MUST_USE;
RAWMAP_API(faults) uint64_t rawmap_fault_fill_to_linux(rawmap_fault_fill fill) RAWMAP_MUST_USE;
RAWMAP_API(faults) uint64_t rawmap_fault_move_to_linux(rawmap_fault_move options) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

/* The bits of a number that a set has, or why it is none: of sets that have no more rules than that; and bits of more than
   32, which no set has, as others that none has. */
RAWMAP_I_INLINE rawmap_status rawmap_i_convert_bits(unsigned *bits, uint64_t number, unsigned known,
                                                    rawmap_status cause)
{
    const bool has = (number & ~RAWMAP_I_CAST(uint64_t, known)) == 0;
    *bits = has ? RAWMAP_I_CAST(unsigned, number) : 0;
    return has ? RAWMAP_OK : cause;
}

RAWMAP_I_INLINE rawmap_status rawmap_i_convert_features(rawmap_fault_features wanted)
{
    rawmap_faults faults;
    faults.file = 0;
    RAWMAP_RULES_FAULTS_HANDSHAKE(RAWMAP_I_ROW_CHECKED)
    return RAWMAP_OK;
}

/* The span is one that the rows say nothing about. */
RAWMAP_I_INLINE rawmap_status rawmap_i_convert_modes(rawmap_fault_modes modes)
{
    const uintptr_t address = RAWMAP_PAGE_SIZE_MAX;
    const size_t length = RAWMAP_PAGE_SIZE_MAX;
    rawmap_faults faults;
    faults.file = 0;
    RAWMAP_RULES_FAULTS_REGISTER(RAWMAP_I_ROW_CHECKED)
    return RAWMAP_OK;
}

RAWMAP_API(faults) rawmap_faults_options_answer rawmap_faults_options_from_linux(int flags)
{
    const unsigned bits = RAWMAP_I_CAST(unsigned, flags) & ~(RAWMAP_LINUX_O_CLOEXEC + 0u);
    rawmap_faults_options_answer answer;
    answer.status =
        rawmap_i_convert_bits(&answer.options.bits, bits, RAWMAP_I_FAULTS_KNOWN, RAWMAP_FAULTS_UNKNOWN_BITS);
    return answer;
}

RAWMAP_API(faults) rawmap_fault_features_answer rawmap_fault_features_from_linux(uint64_t features)
{
    rawmap_fault_features_answer answer;
    answer.status = rawmap_i_convert_bits(&answer.features.bits, features, RAWMAP_I_FAULT_FEATURES_KNOWN,
                                          RAWMAP_FAULT_FEATURES_UNKNOWN_BITS);
    if (answer.status == RAWMAP_OK)
        answer.status = rawmap_i_convert_features(answer.features);
    if (answer.status != RAWMAP_OK)
        answer.features.bits = 0;
    return answer;
}

RAWMAP_API(faults) rawmap_fault_modes_answer rawmap_fault_modes_from_linux(uint64_t mode)
{
    rawmap_fault_modes_answer answer;
    answer.status =
        rawmap_i_convert_bits(&answer.modes.bits, mode, RAWMAP_I_FAULT_MODES_KNOWN, RAWMAP_FAULT_MODES_UNKNOWN_BITS);
    if (answer.status == RAWMAP_OK)
        answer.status = rawmap_i_convert_modes(answer.modes);
    if (answer.status != RAWMAP_OK)
        answer.modes.bits = 0;
    return answer;
}

RAWMAP_API(faults) rawmap_fault_calls_answer rawmap_fault_calls_from_linux(uint64_t ioctls)
{
    rawmap_fault_calls_answer answer;
    answer.status =
        rawmap_i_convert_bits(&answer.calls.bits, ioctls, RAWMAP_I_FAULT_CALLS_KNOWN, RAWMAP_FAULT_CALLS_UNKNOWN_BITS);
    return answer;
}

RAWMAP_API(faults) rawmap_fault_copy_answer rawmap_fault_copy_from_linux(uint64_t mode)
{
    rawmap_fault_copy_answer answer;
    answer.status =
        rawmap_i_convert_bits(&answer.options.bits, mode, RAWMAP_I_FAULT_COPY_KNOWN, RAWMAP_FAULT_OPTIONS_UNKNOWN_BITS);
    return answer;
}

RAWMAP_API(faults) rawmap_fault_fill_answer rawmap_fault_fill_from_linux(uint64_t mode)
{
    rawmap_fault_fill_answer answer;
    answer.status =
        rawmap_i_convert_bits(&answer.fill.bits, mode, RAWMAP_I_FAULT_FILL_KNOWN, RAWMAP_FAULT_OPTIONS_UNKNOWN_BITS);
    return answer;
}

RAWMAP_API(faults) rawmap_fault_move_answer rawmap_fault_move_from_linux(uint64_t mode)
{
    rawmap_fault_move_answer answer;
    answer.status =
        rawmap_i_convert_bits(&answer.options.bits, mode, RAWMAP_I_FAULT_MOVE_KNOWN, RAWMAP_FAULT_OPTIONS_UNKNOWN_BITS);
    return answer;
}

/* Bit 0 of the mode protects, bit 1 is dont_wake. */
RAWMAP_API(faults) rawmap_fault_protect_answer rawmap_fault_protect_from_linux(uint64_t mode)
{
    rawmap_fault_protect_answer answer;
    answer.status = mode < 3 ? RAWMAP_OK : RAWMAP_FAULT_OPTIONS_UNKNOWN_BITS;
    answer.protects = mode == 1;
    answer.fill.bits = mode == 2 ? RAWMAP_FAULT_FILL_dont_wake : 0u;
    return answer;
}

RAWMAP_API(faults) int rawmap_faults_options_to_linux(rawmap_faults_options options)
{
    return RAWMAP_I_CAST(int, options.bits | RAWMAP_LINUX_O_CLOEXEC);
}

RAWMAP_API(faults) uint64_t rawmap_fault_features_to_linux(rawmap_fault_features features)
{
    return features.bits;
}

RAWMAP_API(faults) uint64_t rawmap_fault_modes_to_linux(rawmap_fault_modes modes)
{
    return modes.bits;
}

RAWMAP_API(faults) uint64_t rawmap_fault_calls_to_linux(rawmap_fault_calls calls)
{
    return calls.bits;
}

RAWMAP_API(faults) uint64_t rawmap_fault_copy_to_linux(rawmap_fault_copy options)
{
    return options.bits;
}

RAWMAP_API(faults) uint64_t rawmap_fault_fill_to_linux(rawmap_fault_fill fill)
{
    return fill.bits;
}

RAWMAP_API(faults) uint64_t rawmap_fault_move_to_linux(rawmap_fault_move options)
{
    return options.bits;
}

#endif

RAWMAP_I_END

#endif
