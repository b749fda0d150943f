/* SPDX-License-Identifier: MIT */
/* The threads that are traced: a table by their numbers, which grows. */
#include "trace.h"

enum { FIRST_ROOM = 256 };

static struct tracee *table;
static unsigned room, taken;

unsigned tracees(void)
{
    return taken;
}

static struct tracee *place_for(struct tracee *in, unsigned in_room, int thread)
{
    unsigned at_index = (unsigned)thread * 2654435761u & (in_room - 1);
    while (in[at_index].thread && in[at_index].thread != thread)
        at_index = (at_index + 1) & (in_room - 1);
    return &in[at_index];
}

struct tracee *tracee_if(int thread)
{
    struct tracee *tracee;
    if (!room)
        return NULL;
    tracee = place_for(table, room, thread);
    return tracee->thread ? tracee : NULL;
}

static bool grow(void)
{
    const unsigned more = room ? room * 2 : FIRST_ROOM;
    const rawmap_mapping m =
        rawmap_map(more * sizeof *table, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    struct tracee *old = table;
    unsigned i;
    if (m.status)
        return false;
    for (i = 0; i < room; i++)
        if (old[i].thread)
            *place_for(m.span.base, more, old[i].thread) = old[i];
    if (old) {
        const rawmap_span span = {old, room * sizeof *old};
        forget(rawmap_unmap(span));
    }
    table = m.span.base;
    room = more;
    return true;
}

struct tracee *tracee_of(int thread)
{
    struct tracee *tracee;
    if (taken * 2 >= room && !grow())
        return tracee_if(thread);
    tracee = place_for(table, room, thread);
    if (!tracee->thread) {
        memset(tracee, 0, sizeof *tracee);
        tracee->thread = thread;
        taken++;
    }
    return tracee;
}

/* What stands behind the one that goes may have its place nearer: each is put where it is looked for. */
void tracee_gone(int thread)
{
    struct tracee *tracee = tracee_if(thread);
    if (!tracee)
        return;
    tracee->thread = 0;
    taken--;
    for (;;) {
        struct tracee moved;
        tracee = tracee + 1 == table + room ? table : tracee + 1;
        if (!tracee->thread)
            return;
        moved = *tracee;
        tracee->thread = 0;
        *place_for(table, room, moved.thread) = moved;
    }
}

void every_tracee(void (*visit)(struct tracee *tracee))
{
    unsigned i;
    for (i = 0; i < room; i++)
        if (table[i].thread)
            visit(&table[i]);
}

/* The number behind "Tgid:" of /proc/THREAD/status; the thread's own where that cannot be read. */
static int process_number(int thread)
{
    char path[40] = "/proc/", text[600];
    unsigned used = 6, i;
    append_number(path, &used, sizeof path, (unsigned long)thread);
    append(path, &used, sizeof path, "/status");
    if (file_text(path, text, sizeof text) <= 0)
        return thread;
    for (i = 0; text[i]; i++)
        if (starts(text + i, "\nTgid:")) {
            int number = 0;
            for (i += 6; text[i] == '\t' || text[i] == ' ';)
                i++;
            for (; text[i] >= '0' && text[i] <= '9'; i++)
                number = number * 10 + (text[i] - '0');
            return number ? number : thread;
        }
    return thread;
}

struct tracee *process_of(struct tracee *tracee)
{
    struct tracee *leader;
    if (!tracee->process)
        tracee->process = process_number(tracee->thread);
    leader = tracee->process == tracee->thread ? tracee : tracee_if(tracee->process);
    return leader ? leader : tracee;
}
