# SPDX-License-Identifier: MIT
# Holds the counted instructions to limits.tsv (awk -f limits.awk MACHINE limits.tsv ROWS): "pass ROW", "fail ROW: why" or
# "skip ROW: lacks FACT: what was seen" for each row that rawmap has. A limit is so many above those by hand (+N), or so many,
# or "-", none; and a call of rawmap never executes more than glibc's.
function older(is, needs,    i, n) {
    split(is, i, /[^0-9]+/)
    split(needs, n, /[^0-9]+/)
    return i[1] + 0 < n[1] + 0 || (i[1] + 0 == n[1] + 0 && i[2] + 0 < n[2] + 0)
}
# lacks(NEEDS): what of "6.14 process_madvise" this machine lacks, with what was seen
function lacks(needs,    part, i, n) {
    n = split(needs, part, " ")
    for (i = 1; i <= n; i++) {
        if (part[i] ~ /^[0-9]/ && older(seen["linux"], part[i])) return "lacks Linux " part[i] ": this is " seen["linux"]
        if (part[i] ~ /^[a-z]/ && has[part[i]] != "yes") return "lacks " part[i] ": " seen[part[i]]
    }
    return ""
}
function judge(name,    ours, limit, lack) {
    if (name in needs && (lack = lacks(needs[name])) != "") return "skip " name ": " lack
    if (most[name] == "-") return ""
    ours = steps[name, "rawmap"]
    if (!(name in most)) return ours == "" ? "" : "fail " name ": has no limit, executes " ours
    if (ours == "" || (most[name] ~ /^[+]/ && !((name, "bare") in steps))) return "fail " name ": fails, or was not counted"
    limit = most[name] ~ /^[+]/ ? steps[name, "bare"] + most[name] : most[name]
    if (ours > limit + 0) return "fail " name ": executes " ours ", more than " limit
    if ((name, "glibc") in steps && most[name] ~ /^[+]/ && ours > steps[name, "glibc"])
        return "fail " name ": executes " ours ", by glibc " steps[name, "glibc"]
    return "pass " name
}
BEGIN { FS = "\t" }
/^#/ { next }
FILENAME == ARGV[1] { has[$1] = $2; seen[$1] = $3; next }
FILENAME == ARGV[2] { most[$1] = $2; if ($3 != "") needs[$1] = $3; next }
{ sub(/, musl$/, "", $1) } # the same functions
$5 != "-" { steps[$1, $2] = $5 + 0 }
$2 == "rawmap" && ($5 != "-" || $4 == "failed") && !($1 in counted) { counted[$1]; row[++rows] = $1 }
END {
    for (r = 1; r <= rows; r++) {
        verdict = judge(row[r])
        if (verdict != "") print verdict
    }
    for (name in most) if (!(name in counted)) print "fail " name ": has a limit, and no such row was counted"
}
