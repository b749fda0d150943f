# SPDX-License-Identifier: MIT
# The table of causes, and what is wrong with it:
#
#     awk -v lines=FILE -v verdicts=FILE -f table.awk causes.h situations.c TOLD causes.tsv
#
# lines    what the tests of tests/unit/explain/ came to: pass NAME, fail NAME: REASON, skip NAME: REASON
# TOLD     what they produced: file:situation, errno, then expected and named, inside and outside
# verdicts gets a line for each row: pass, or fail and why
BEGIN {
    FS = "\t"
    while ((getline line <lines) > 0) {
        verdict = line
        sub(/ .*/, "", verdict)
        name = line
        sub(/^[a-z]+ /, "", name)
        reason = name
        sub(/^[^ ]+: /, "", reason)
        sub(/: .*/, "", name)
        came_to[name] = verdict
        why[name] = reason
    }
    printf "" >verdicts
    wrong = unnamed = 0
    form = "%-54s %-9s %-33s %-52s %s\n"
    printf form, "cause", "produced", "named", "the lookalike", "named"
}
function judge(ok, name, reason) {
    print (ok ? "pass " name : "fail " name ": " reason) >verdicts
}
function is_cause(name) { return name in number && number[name] >= 4096 }

# The causes that there are.
FILENAME == ARGV[1] && match($0, /CAUSE\([0-9]+, [A-Z0-9_]+,/) {
    split(substr($0, RSTART + 6, RLENGTH - 7), part, ", ")
    number[part[2]] = part[1]
    if (part[2] ~ /^STATE_/)
        of_state[part[2]] = 1
}

# situation("overcommit 0", by_the_heuristic, RAWMAP_STATE_OVERCOMMIT);
FILENAME == ARGV[2] && match($0, /situation\("[^"]*", [a-z0-9_]+,/) {
    name = substr($0, RSTART + 11)
    sub(/".*/, "", name)
    cause = $0
    if (cause !~ /RAWMAP_[A-Z0-9_]+\);/) {
        getline cause
    }
    sub(/\);.*/, "", cause)
    sub(/.*RAWMAP_/, "", cause)
    on_kernels[name] = cause
}

FILENAME == ARGV[3] {
    for (i = 2; i <= NF; i++)
        sub(/^RAWMAP_/, "", $i)
    inside[$1] = $4
    outside[$1] = $6
    for (i = 3; i <= 5; i += 2) {
        if ($i == $(i + 1))
            continue
        if (is_cause($(i + 1)))
            wrong++
        else
            unnamed++
        judge(0, $1, "it is " $i ", and was named " $(i + 1))
    }
    if (is_cause($3))
        produced_cause[$3] = $1
}

FILENAME == ARGV[4] && !/^#/ && NF {
    what = $1
    cause = $2
    if (cause != "-" && !(cause in number))
        judge(0, what, "there is no cause " cause)
    rows[cause] = 1
    if ($3 ~ /^not produced here: ./) {
        printf "%-54s %s\n", title(what, cause), $3
        judge(1, what)
        next
    }
    where = place($3)
    named = found($3)
    like = $4
    looks = found(like)
    if (named == "skip" || looks == "skip") {
        printf "%-54s not produced here: %s\n", title(what, cause), missing
        judge(1, what)
        next
    }
    printf form, title(what, cause), where, named, shown(like), looks
    if (named != cause)
        judge(0, what, $3 " is named " named ", not " cause)
    else if (like == "" || looks == cause || looks == "nothing")
        judge(0, what, "what is like it, " like ", is named " looks)
    else
        judge(1, what)
}

function title(what, cause) { return what (cause == "-" ? "" : " (" cause ")") }
function shown(key) {
    sub(/^[a-z]+:/, "", key)
    sub(/^[a-z_]+\.c:[a-z_]+:/, "", key)
    return key
}
function place(key) { return key ~ /^kernels:/ ? "kernels" : key ~ /^simulated:/ ? "simulated" : "here" }

# "kernels:NAME"; "simulated:FILE:TEST:CAUSE", which the test itself asks for; "FILE:TEST:SITUATION".
function found(key,    part, test) {
    if (key ~ /^kernels:/) {
        sub(/^kernels:/, "", key)
        return key in on_kernels ? on_kernels[key] : "nothing"
    }
    sub(/^simulated:/, "simulated ", key)
    split(key, part, ":")
    test = part[1]
    sub(/^simulated /, "", test)
    sub(/\.c$/, "", test)
    test = "explain_" test "::" part[2]
    if (came_to[test] == "skip") {
        missing = why[test]
        return "skip"
    }
    if (key ~ /^simulated /)
        return came_to[test] == "pass" ? part[3] : "nothing"
    key = part[1] ":" part[3]
    return key in inside ? inside[key] : "nothing"
}
END {
    for (cause in of_state)
        judge(cause in rows, "RAWMAP_" cause " has a row", "none of tests/explain/causes.tsv")
    for (cause in produced_cause)
        judge(cause in rows, "RAWMAP_" cause ", which is produced, has a row", produced_cause[cause] " has none")
    print ""
    if (unnamed)
        print "not named: " unnamed
    print "wrong names: " wrong
    judge(wrong == 0, "wrong names: 0", wrong " names are wrong")
}
