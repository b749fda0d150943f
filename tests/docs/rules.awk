# SPDX-License-Identifier: MIT
# Holds what docs.awk found (last file) against the rows of the lists (second) and answers.tsv (third); the first file
# has the numbers and names of the causes. Prints a line for
# each documented function, "pass FUNCTION" or "fail FUNCTION: reason".
BEGIN { FS = "\t" }
FNR == 1 { file++ }
/^#/ && file < 4 { next }
file == 1 { causes[$2] = 1; next }
file == 2 { lists["rawmap_" $1] = 1; in_list["rawmap_" $1, $4] = 1
            if ($2 != "STATE") must["rawmap_" $1, $4] = 1; next }
file == 3 { in_list[$1, $2] = 1; must[$1, $2] = 1; next }
{ docs[$1, $2] = $3; if ($2 == "names") order[++functions] = $1 }

# The text of a function's statuses, with those of the functions that it refers to.
function statuses(f, depth,   text, rest, other) {
    text = docs[f, "Status"]
    rest = docs[f, "Status"]
    while (depth < 4 && match(rest, /as rawmap_[a-z0-9_]+/)) {
        other = substr(rest, RSTART + 3, RLENGTH - 3)
        rest = substr(rest, RSTART + RLENGTH)
        text = text " " (other == f ? "" : statuses(other, depth + 1))
    }
    return text
}
function says(text, cause) { return match(" " text " ", "[^A-Z0-9_]RAWMAP_" cause "[^A-Z0-9_]") }
function wants(f, field) {
    if (docs[f, field] == "")
        return " has no " field ";"
    return ""
}

END {
    for (i = 1; i <= functions; i++) {
        f = order[i]
        declaration = docs[f, "declaration"]
        reason = ""
        if (index(", " docs[f, "names"] ",", ", " f ",") == 0)
            reason = reason " its comment starts with \"" docs[f, "names"] "\";"
        if (f ~ /_check_/) {
            # A check stands for its call: the summary says so, and the fields are the call's.
            if (docs[f, "summary"] !~ /what (rawmap_[a-z_]+|both|the three) would answer, as far as (its|their) arguments? tells?; nothing is called/)
                reason = reason " does not say whose answer it gives;"
        } else if (declaration ~ /rawmap_(status|mapping|size|huge_page_set|page_scan|opened_process|opened_faults|faults_offer|faults_registered|faults_messages|advised) rawmap_/ && f !~ /^rawmap_(status|explain)_/) {
            # A system call.
            reason = reason wants(f, "Since") wants(f, "ABIs") wants(f, "Manual") wants(f, "Status")
            if (declaration ~ /rawmap_span |size_t (length|new_length)/)
                reason = reason wants(f, "Units")
        } else {
            reason = reason wants(f, "ABIs")
            if (docs[f, "Result"] == "" && docs[f, "Since"] == "")
                reason = reason " has neither Result nor Since;"
        }
        text = statuses(f, 0)
        if (f in lists)
            for (key in must) {
                split(key, part, SUBSEP)
                if (part[1] == f && !says(text, part[2]))
                    reason = reason " does not name RAWMAP_" part[2] ";"
            }
        rest = docs[f, "Status"]
        while (f !~ /_check_/ && match(rest, /RAWMAP_[A-Z0-9_]+/)) {
            name = substr(rest, RSTART + 7, RLENGTH - 7)
            rest = substr(rest, RSTART + RLENGTH)
            if (name in causes && !((f, name) in in_list))
                reason = reason " names RAWMAP_" name ", which is not in its list;"
        }
        print reason == "" ? "pass " f : "fail " f ":" reason
    }
}
