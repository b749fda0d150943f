# SPDX-License-Identifier: MIT
# Compares what a compiler said with what each case must hear.
#     awk -v unit=FILE -v compiler=NAME -v cxx=0|1 -f check.awk EXPECTED DIAGNOSTICS
# EXPECTED: line of the unit, tab, words, tab, snippet. A case is heard when an error stands on its line and the words
# stand in what is said of that line, notes included. Prints a line for each case that is not, and for each error
# elsewhere; then the number of cases.

# The words are a regular expression, or stand for what each compiler calls the same thing.
function pattern_of(words,    part) {
    split(words, part, " ")
    if (part[1] == "@argument") {
        if (cxx && compiler ~ /clang/)
            return "(no known conversion from .* to '" part[4] "|no viable conversion from .* to '" part[4] ")"
        if (cxx) return "(cannot|could not) convert .* to '" (part[4] part[5] == "unsignedlong" ? "long unsigned" : part[4])
        if (compiler ~ /clang/) return "to parameter of incompatible type '" part[4]
        return "incompatible type for argument " part[2] " of '" part[3] "'"
    }
    if (part[1] == "@operands") return "invalid operands to binary|no match for 'operator"
    if (part[1] == "@initializer" && !cxx && compiler ~ /gcc/) return "invalid initializer|incompatible types when assigning to type '" part[2]
    if (part[1] == "@initializer") return part[2]
    if (part[1] == "@constant") return "constant"
    return words
}

BEGIN { FS = "\t" }
FNR == NR {
    words[$1] = $2
    snippet[$1] = $3
    cases++
    next
}
{
    if (match($0, /^[^ :]+:[0-9]+:([0-9]+:)? (fatal )?(error|warning|note): /)) {
        head = substr($0, 1, RLENGTH)
        split(head, place, ":")
        if (head !~ / note: $/) at = place[1] == unit ? place[2] : 0
        else if (place[1] == unit && (place[2] in words)) at_note = place[2]
        if (head ~ / error: $/) {
            if (at in words) heard[at] = 1
            else print "error where no case is: " $0
        }
    }
    if (at in words) said[at] = said[at] " " $0
}
END {
    for (line in words) {
        if (!(line in heard)) print "compiles: " snippet[line]
        else if (said[line] !~ pattern_of(words[line]))
            print "fails without the words \"" words[line] "\": " snippet[line] " --" substr(said[line], 1, 300)
    }
    print "cases " cases + 0
}
