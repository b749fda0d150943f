# SPDX-License-Identifier: MIT
# A line for each kernel and ABI from the suite's table: what conformance said, the cases of the comparison with the
# rules, its disagreements and unexplained errnos, and the seconds of both and all.

BEGIN {
    FS = "\t"
    form = "%-19s %-28s %-15s %-12s %8s %14s %12s %8s\n"
    printf form, "kernel", "release", "ABI", "conformance", "cases", "disagreements", "unexplained", "seconds"
}

$3 ~ /\// {
    abi = $3
    sub(/\/.*/, "", abi)
    key = $1 "\t" $2 "\t" abi
    if (!(key in seconds))
        order[++rows] = key
    seconds[key] += $6
    if ($3 ~ /\/conformance$/)
        conformance[key] = $4
    if ($3 ~ /\/differential$/ && split($5, word, /[ ,]+/) >= 6 && word[2] == "cases") {
        cases[key] = word[1]
        disagreements[key] = word[3]
        unexplained[key] = word[5]
        total += word[1]
        wrong += word[3]
        dark += word[5]
    }
}

END {
    for (i = 1; i <= rows; i++) {
        split(order[i], part, "\t")
        key = order[i]
        printf form, part[1], part[2], part[3], (key in conformance) ? conformance[key] : "-",
            (key in cases) ? cases[key] : "-", (key in cases) ? disagreements[key] : "-",
            (key in cases) ? unexplained[key] : "-", seconds[key]
    }
    printf "%d cases, %d disagreements, %d unexplained\n", total, wrong, dark
}
