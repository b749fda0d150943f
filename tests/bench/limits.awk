# SPDX-License-Identifier: MIT
# Holds the counted instructions to limits.tsv: "pass ROW" or "fail ROW: why" for each row that rawmap has. A limit is so
# many above those by hand (+N), or so many, or "-", none; and a call of rawmap never executes more than glibc's. linux is the
# kernel's version: on an older one than a row needs it is a skip.
function older(version,    is, needs) {
    split(linux, is, /[^0-9]+/)
    split(version, needs, /[^0-9]+/)
    return is[1] + 0 < needs[1] + 0 || (is[1] + 0 == needs[1] + 0 && is[2] + 0 < needs[2] + 0)
}
BEGIN { FS = "\t" }
/^#/ { next }
FNR == NR { most[$1] = $2; since[$1] = $3; next }
{ sub(/, musl$/, "", $1) } # the same functions
$5 != "-" { steps[$1, $2] = $5 }
$4 == "failed" { failed[$1, $2] }
$2 == "rawmap" && ($5 != "-" || $4 == "failed") && !($1 in seen) { seen[$1]; row[++rows] = $1 }
END {
    for (r = 1; r <= rows; r++) {
        name = row[r]
        ours = steps[name, "rawmap"]
        if (name in since && since[name] != "" && older(since[name])) {
            held[name]
            print "skip " name ": lacks Linux " since[name] ": this is " linux
            continue
        }
        if (most[name] == "-") { held[name]; continue }
        if (!(name in most)) { if ((name, "rawmap") in steps) print "fail " name ": has no limit, executes " ours; continue }
        held[name]
        limit = most[name]
        if (limit ~ /^[+]/) limit = steps[name, "bare"] + limit
        if (!((name, "rawmap") in steps) || (most[name] ~ /^[+]/ && !((name, "bare") in steps)))
            print "fail " name ": fails, or was not counted"
        else if (ours > limit)
            print "fail " name ": executes " ours ", more than " limit
        else if (most[name] ~ /^[+]/ && (name, "glibc") in steps && ours > steps[name, "glibc"])
            print "fail " name ": executes " ours ", by glibc " steps[name, "glibc"]
        else
            print "pass " name
    }
    for (name in most) if (!(name in held)) print "fail " name ": has a limit, and no such row was counted"
}
