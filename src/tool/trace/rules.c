/* SPDX-License-Identifier: MIT */
/* What an unwind table says of one place: where the frame begins, and where it keeps the caller's registers. Its
   instructions are those of DWARF, "Call Frame Information". An expression, or what is none of them, ends the walk. */
#include "callers.h"

enum rule { AS_IT_IS, NOT_KEPT, AT_OFFSET, AS_OFFSET, IN_REGISTER, BY_EXPRESSION };
enum { DEEPEST = 8, ADVANCE = 0x40, OFFSET = 0x80, RESTORE = 0xc0 };

struct state {
    unsigned char rules[FRAME_REGISTERS];
    int64_t values[FRAME_REGISTERS];
    uint64_t base; /* the register that the frame is found by, and what is added to it */
    int64_t added;
    bool by_expression, is_signed;
};

struct reading {
    const struct table_entry *entry;
    const unsigned char *at, *end;
    uint64_t now, place;
    struct state state, first, kept[DEEPEST];
    unsigned depth;
};

static bool set(struct reading *is, uint64_t which, enum rule rule, int64_t value)
{
    if (which >= FRAME_REGISTERS)
        return true; /* one of vectors or floating point: nothing here depends on it */
    is->state.rules[which] = (unsigned char)rule;
    is->state.values[which] = value;
    return true;
}

static bool restore(struct reading *is, uint64_t which)
{
    return which >= FRAME_REGISTERS || set(is, which, (enum rule)is->first.rules[which], is->first.values[which]);
}

static bool number(struct reading *is, uint64_t *value)
{
    return read_unsigned(&is->at, is->end, value);
}

static bool signed_number(struct reading *is, int64_t *value)
{
    return read_signed(&is->at, is->end, value);
}

static bool skip_block(struct reading *is)
{
    uint64_t length;
    if (!number(is, &length) || length > (size_t)(is->end - is->at))
        return false;
    is->at += length;
    return true;
}

static bool advance(struct reading *is, unsigned bytes)
{
    uint64_t by = 0;
    unsigned short two;
    unsigned four;
    if ((size_t)(is->end - is->at) < bytes)
        return false;
    if (bytes == 1)
        by = *is->at;
    else if (bytes == 2)
        memcpy(&two, is->at, 2), by = two;
    else
        memcpy(&four, is->at, 4), by = four;
    is->at += bytes;
    is->now += by * is->entry->code_unit;
    return true;
}

/* Where the frame begins. */
static bool define(struct reading *is, unsigned code)
{
    uint64_t value = 0;
    is->state.by_expression = code == 0x0f;
    switch (code) {
    case 0x0c: /* register and offset */
        return number(is, &is->state.base) && number(is, &value) && ((is->state.added = (int64_t)value), true);
    case 0x0d:
        return number(is, &is->state.base);
    case 0x0e:
        return number(is, &value) && ((is->state.added = (int64_t)value), true);
    case 0x12: /* the same with a sign */
        if (!number(is, &is->state.base))
            return false;
        break;
    case 0x13:
        break;
    default:
        return skip_block(is);
    }
    if (!signed_number(is, &is->state.added))
        return false;
    is->state.added *= is->entry->data_unit;
    return true;
}

/* Where a register of the caller is. */
static bool place_register(struct reading *is, unsigned code)
{
    uint64_t which, value = 0;
    int64_t offset = 0;
    if (!number(is, &which))
        return false;
    switch (code) {
    case 0x05: /* in memory */
    case 0x14: /* a value */
        return number(is, &value) &&
               set(is, which, code == 0x05 ? AT_OFFSET : AS_OFFSET, (int64_t)value * is->entry->data_unit);
    case 0x11:
    case 0x15:
        return signed_number(is, &offset) &&
               set(is, which, code == 0x11 ? AT_OFFSET : AS_OFFSET, offset * is->entry->data_unit);
    case 0x06:
        return restore(is, which);
    case 0x07:
        return set(is, which, NOT_KEPT, 0);
    case 0x08:
        return set(is, which, AS_IT_IS, 0);
    case 0x09:
        return number(is, &value) && set(is, which, IN_REGISTER, (int64_t)value);
    default: /* 0x10, 0x16 */
        return skip_block(is) && set(is, which, BY_EXPRESSION, 0);
    }
}

static bool extended(struct reading *is, unsigned code)
{
    uint64_t unused;
    switch (code) {
    case 0x00: /* nothing */
        return true;
    case 0x02:
        return advance(is, 1);
    case 0x03:
        return advance(is, 2);
    case 0x04:
        return advance(is, 4);
    case 0x0a:
        return is->depth < DEEPEST && ((is->kept[is->depth++] = is->state), true);
    case 0x0b:
        return is->depth > 0 && ((is->state = is->kept[--is->depth]), true);
    case 0x0c:
    case 0x0d:
    case 0x0e:
    case 0x0f:
    case 0x12:
    case 0x13:
        return define(is, code);
    case 0x05:
    case 0x06:
    case 0x07:
    case 0x08:
    case 0x09:
    case 0x10:
    case 0x11:
    case 0x14:
    case 0x15:
    case 0x16:
        return place_register(is, code);
    case 0x2d: /* of AArch64: from here on return addresses are signed, or no longer */
        is->state.is_signed = !is->state.is_signed;
        return true;
    case 0x2e: /* how much the arguments take */
        return number(is, &unused);
    default:
        return false;
    }
}

static bool read_all(struct reading *is, const unsigned char *from, unsigned length)
{
    is->at = from;
    is->end = from + length;
    while (is->at < is->end && is->now <= is->place) {
        const unsigned char code = *is->at++;
        const unsigned which = code & 63u;
        uint64_t value;
        bool well = true;
        if ((code & 0xc0) == ADVANCE)
            is->now += which * is->entry->code_unit;
        else if ((code & 0xc0) == OFFSET)
            well = number(is, &value) && set(is, which, AT_OFFSET, (int64_t)value * is->entry->data_unit);
        else if ((code & 0xc0) == RESTORE)
            well = restore(is, which);
        else
            well = extended(is, code);
        if (!well)
            return false;
    }
    return true;
}

/* Instructions count as long as they are about code up to the place: an advance that goes beyond it ends them. */
static bool rules_at(const struct table_entry *entry, uint64_t place, struct reading *is)
{
    memset(is, 0, sizeof *is);
    is->entry = entry;
    is->now = entry->start;
    is->place = place;
    if (!read_all(is, entry->common, entry->common_length))
        return false;
    is->first = is->state;
    return read_all(is, entry->own, entry->own_length) && !is->state.by_expression && is->state.base < FRAME_REGISTERS;
}

/* A register of the caller; false where this frame no longer has it. */
static bool recover(int thread, const struct state *state, const struct frame *called, unsigned which, uint64_t begin,
                    uint64_t *value)
{
    switch (state->rules[which]) {
    case AT_OFFSET:
        return read_there(thread, begin + (uint64_t)state->values[which], value, sizeof *value);
    case AS_OFFSET:
        *value = begin + (uint64_t)state->values[which];
        return true;
    case IN_REGISTER:
        *value = state->values[which] < FRAME_REGISTERS ? called->registers[state->values[which]] : 0;
        return state->values[which] < FRAME_REGISTERS && (called->known >> state->values[which] & 1);
    case AS_IT_IS:
        *value = called->registers[which];
        return called->known >> which & 1;
    default:
        return false;
    }
}

bool step_by(int thread, const struct table_entry *entry, struct frame *frame)
{
    static struct reading reading;
    const struct frame called = *frame;
    const struct state *state = &reading.state;
    uint64_t begin, back;
    unsigned which;
    if (!rules_at(entry, called.place - (called.is_first ? 0 : 1), &reading) || !(called.known >> state->base & 1))
        return false;
    begin = called.registers[state->base] + (uint64_t)state->added;
    if (begin < called.registers[stack_register()] || (begin == called.registers[stack_register()] && !called.is_first))
        return false;
    /* A return address that the function did not keep lies where the call put it, and that only the first frame has still. */
    if (!recover(thread, state, &called, entry->return_register, begin, &back) ||
        (state->rules[entry->return_register] == AS_IT_IS && !called.is_first) ||
        (state->is_signed && !signed_address(thread, &back)))
        return false;
    frame->known = 0;
    for (which = 0; which < FRAME_REGISTERS; which++)
        if ((kept_registers() >> which & 1) && recover(thread, state, &called, which, begin, &frame->registers[which]))
            frame->known |= (uint64_t)1 << which;
    frame->registers[stack_register()] = begin;
    frame->known |= (uint64_t)1 << stack_register();
    frame->place = back;
    frame->is_first = false;
    return back != 0;
}
