/* SPDX-License-Identifier: MIT */
/* Everything that is probed, in the order of the table. */
#include "tool.h"

void every_row(void (*visit)(void *context, const struct row *row), void *context)
{
    static const struct row *const tables[] = {
        rows_of_kinds,           rows_of_options,         rows_of_file_options, rows_of_placements,
        rows_of_protections,     rows_of_advice_marks,    rows_of_huge_advice,  rows_of_advice_on_content,
        rows_of_calls,           rows_of_remaps,          rows_of_locks,        rows_of_sync,
        rows_of_linux_memory,    rows_of_linux_looks,     rows_of_linux_files,  rows_of_linux_process,
        rows_of_linux_nodes,
    };
    unsigned table;
    for (table = 0; table < sizeof tables / sizeof tables[0]; table++) {
        const struct row *row;
        if (tables[table] == rows_of_calls)
            every_huge_page_row(visit, context);
        for (row = tables[table]; row->subject; row++)
            visit(context, row);
    }
}
