/* SPDX-License-Identifier: MIT */
/* Everything that is probed, in the order of the table. */
#include "tool.h"

static void rows_of(const struct row *row, void (*visit)(void *context, const struct row *row), void *context)
{
    for (; row->subject; row++)
        visit(context, row);
}

void every_row(void (*visit)(void *context, const struct row *row), void *context)
{
    rows_of(rows_of_kinds, visit, context);
    rows_of(rows_of_options, visit, context);
    rows_of(rows_of_file_options, visit, context);
    rows_of(rows_of_placements, visit, context);
    rows_of(rows_of_protections, visit, context);
    rows_of(rows_of_advice_marks, visit, context);
    rows_of(rows_of_huge_advice, visit, context);
    rows_of(rows_of_advice_on_content, visit, context);
    every_huge_page_row(visit, context);
    rows_of(rows_of_calls, visit, context);
    rows_of(rows_of_processes, visit, context);
    rows_of(rows_of_faults, visit, context);
    rows_of(rows_of_remaps, visit, context);
    rows_of(rows_of_locks, visit, context);
    rows_of(rows_of_sync, visit, context);
    rows_of(rows_of_keys, visit, context);
    rows_of(rows_of_files, visit, context);
    rows_of(rows_of_whole, visit, context);
    rows_of(rows_of_shm, visit, context);
    rows_of(rows_of_linux_looks, visit, context);
    rows_of(rows_of_linux_nodes, visit, context);
}
