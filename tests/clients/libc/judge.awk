# SPDX-License-Identifier: MIT
# judge.awk: what the layer that looks found, against the list of what rawmap refuses by design.
#
#     awk -F TAB -v name=PROGRAM -v out=FILE -f judge.awk refusals.tsv COUNTS
#
# Prints a line `pass` or `fail` for the program; writes calls, refusals and differences. A refusal with the errno that Linux
# has for it is no difference, nor is one that stands in the list.

FNR == 1 { file++ }
file == 1 {
    if (!/^#/ && FNR > 1)
        known[$1 FS $2 FS $3] = $4
    next
}
$1 == "calls" { calls = $2 }
$1 == "refusals" { refusals = $2 }
$1 == "lost" && $2 != 0 { differences += $2; bad = bad "; findings without room " $2 }
$1 == "found" {
    if ($2 == "refused" && $5 == $6)
        next
    if (($2 FS $3 FS $4) in known)
        next
    differences += $7
    bad = bad "; " $2 " " $3 " " $4 ", told " $5 ", Linux " $6 ", " $7 " times, words " $8 " " $9 " " $10 " " $11 " " $12 " " $13
}
END {
    if (calls == 0)
        bad = bad "; no call came through rawmap"
    if (bad == "")
        print "pass " name ": no difference that is not written down"
    else
        print "fail " name ": " substr(bad, 3)
    print calls + 0, refusals + 0, differences + 0 >out
}
