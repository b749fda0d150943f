# SPDX-License-Identifier: MIT
# Compares a table of the tool with a file of expectations, both named on the command line in this order. Prints lines
# for count_results. Variables:
#     form      linux: columns row, verdicts, status, from, facts; qemu: row, emulators, verdicts, why
#     lacks     the facts that this machine lacks (linux)
#     release   of the kernel (linux); emulator: the column to use (qemu)

function one_of(word, list,    words, n, i) {
    n = split(list, words, "|")
    for (i = 1; i <= n; i++)
        if (words[i] == word)
            return 1
    return 0
}

# Whether the machine has all facts of a list, and the list has some.
function has_all(list,    words, n, i) {
    n = split(list, words, "|")
    for (i = 1; i <= n; i++)
        if ((" " lacks " ") ~ (" " words[i] " "))
            return 0
    return n > 0
}

function older(a, b,    x, y) {
    split(a, x, /[.-]/)
    split(b, y, /[.-]/)
    return x[1] + 0 != y[1] + 0 ? x[1] + 0 < y[1] + 0 : x[2] + 0 < y[2] + 0
}

function say(outcome, row, reason) {
    print outcome " " row (reason == "" ? "" : ": " reason)
}

FNR == NR {
    if ($0 !~ /^#/) {
        verdict[$1 "." $2] = $3
        status[$1 "." $2] = $4
        line[$1 "." $2] = $0
        order[++rows] = $1 "." $2
    }
    next
}

FNR == 1 { FS = "\t" }
/^#/ { next }
{ $0 = $0 } # split again, at tabs

form == "qemu" {
    if (("," $2 ",") !~ ("," emulator ","))
        next
    if (!($1 in verdict))
        say("fail", $1, "the tool has no such row")
    else if (!one_of(verdict[$1], $3))
        say("fail", $1, "is " verdict[$1] ", should be " $3 " (" $4 "): " line[$1])
    else
        say("pass", $1)
    next
}

{
    seen[$1] = 1
    if (!($1 in verdict))
        say("fail", $1, "the tool has no such row")
    else if ($4 != "-" && older(release, $4) && verdict[$1] != "refused")
        say("fail", $1, "is " verdict[$1] ", on a kernel older than " $4)
    else if (!($4 != "-" && older(release, $4)) && has_all($5) && verdict[$1] != substr($2, 1, index($2 "|", "|") - 1))
        say("fail", $1, "is " verdict[$1] ", and this machine has " $5 ": " line[$1])
    else if (!($4 != "-" && older(release, $4)) && !one_of(verdict[$1], $2))
        say("fail", $1, "is " verdict[$1] ", should be " $2 ": " line[$1])
    else if (verdict[$1] == "refused" && $3 != "*" && !one_of(status[$1], $3))
        say("fail", $1, "has the status " status[$1] ", should be " $3)
    else
        say("pass", $1)
}

END {
    if (form == "linux")
        for (i = 1; i <= rows; i++)
            if (!(order[i] in seen) && order[i] !~ /^huge_page\./)
                say("fail", order[i], "stands in no expectation")
}
