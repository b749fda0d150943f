# SPDX-License-Identifier: MIT
# From lines "COMPILER SHAPE BARE RAWMAP LIBC KEPT", the instructions that each shape executes: a table, and the sums of those
# that succeed as parts of bare.
{
    if (!($2 in seen)) {
        seen[$2]
        row[++rows] = $2
    }
    if (!($1 in at)) {
        at[$1]
        column[++columns] = $1
    }
    cell[$2, $1] = $3 "/" $4 "/" $5 "/" $6
    if ($2 ~ /^refused/) next
    bare[$1] += $3
    here[$1] += $4
    libc[$1] += $5
    kept[$1] += $6
}
function line(first, cells,    k) {
    printf "%-20s", first
    for (k = c; k < c + 6 && k <= columns; k++) printf " %17s", cells[k]
    printf "\n"
}
END {
    for (c = 1; c <= columns; c += 6) {
        line("", column)
        for (r = 1; r <= rows; r++) {
            for (k = c; k < c + 6 && k <= columns; k++) text[k] = cell[row[r], column[k]]
            line(row[r], text)
        }
        for (k = c; k < c + 6 && k <= columns; k++)
            text[k] = sprintf("1/%.2f/%.2f/%.2f", here[column[k]] / bare[column[k]], libc[column[k]] / bare[column[k]], kept[column[k]] / bare[column[k]])
        line("all, of bare", text)
    }
}
