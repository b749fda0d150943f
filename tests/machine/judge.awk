# SPDX-License-Identifier: MIT
# Judges the skips and the passes of one suite by what the machine has:
#
#     awk -v suite=NAME -v allowed=yes-or-empty [-v idle=FILE] -f judge.awk MACHINE needs.tsv RESULTS
#
# Prints the results, judged; and to FILE the rows of needs.tsv that no result's name fits.
#
# A skip that begins with "lacks FACT: " must be true, and stand in needs.tsv; one that begins with "lacks Linux VERSION: "
# must be true. Any other is a failure where none is
# allowed. A skip for a lack has to stand in needs.tsv, allowed or not. What needs.tsv says needs a fact cannot pass where that is lacking: it did not look.
BEGIN { FS = OFS = "\t" }
FILENAME == ARGV[1] {
    has[$1] = $2
    if ($1 == "linux")
        release = $3
    next
}
/^#/ { next }
FILENAME == ARGV[2] {
    if ($2 == suite || ($2 == "unit" && suite == "sanitizers")) {
        need_fact[++needs] = $1
        need_name[needs] = pattern($3)
        need_glob[needs] = $3
    }
    next
}
{
    for (i = 1; i <= needs; i++)
        if ($3 ~ need_name[i])
            met[i] = 1
}
$1 == "skip" {
    fact = ""
    if (match($4, /^lacks [a-z0-9_]+: /))
        fact = substr($4, 7, RLENGTH - 8)
    if (match($4, /^lacks Linux [0-9]+[.][0-9]+: /))
        refuse = older(release, substr($4, 13, RLENGTH - 14)) ? "" : "this is Linux " release
    else if (fact == "")
        refuse = allowed ? "" : "nothing may be skipped here when CI=true"
    else if (!(fact in has))
        refuse = fact " is no fact of tests/machine/facts.tsv"
    else if (has[fact] == "yes")
        refuse = "this machine has it"
    else
        refuse = needed($3, fact) ? "" : "tests/machine/needs.tsv does not say that it needs that"
    if (refuse != "") {
        $1 = "fail"
        $4 = $4 " (" refuse ")"
    }
}
$1 == "pass" {
    for (i = 1; i <= needs; i++)
        if (has[need_fact[i]] == "no" && $3 ~ need_name[i]) {
            $1 = "fail"
            $4 = "passes although this machine lacks " need_fact[i] ", which tests/machine/needs.tsv says it needs"
            break
        }
}
{ print }
END {
    for (i = 1; i <= needs; i++)
        if (idle != "" && !(i in met))
            print need_fact[i], suite, need_glob[i] >idle
}

# A glob of names, which may follow the name of a way and a space.
function pattern(glob) {
    gsub(/[][.^$+(){}|\\]/, "\\\\&", glob)
    gsub(/\*/, ".*", glob)
    gsub(/\?/, ".", glob)
    return "^([^ ]+ )?" glob "$"
}
function needed(name, fact,    i) {
    for (i = 1; i <= needs; i++)
        if (need_fact[i] == fact && name ~ need_name[i])
            return 1
    return 0
}
function older(one, other,    a, b) {
    split(one, a, /[.-]/)
    split(other, b, ".")
    return a[1] + 0 < b[1] + 0 || (a[1] + 0 == b[1] + 0 && a[2] + 0 < b[2] + 0)
}
