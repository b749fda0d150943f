# SPDX-License-Identifier: MIT
# The overview pages, one for each subject, from the first comments of the umbrella headers, with src/manual/sets.awk:
#     awk -v out=DIR -v version=X.Y.Z -v date="Month D, YYYY" -f src/manual/sets.awk -f src/manual/overviews.awk \
#         include/rawmap/*.h include/rawmap/*/*.h
# writes DIR/rawmap_subject_<subject>.7. Of the parts it reads which sets of names there are, and which functions, for SEE
# ALSO.

BEGIN { for (i = 1; i < ARGC; i++) if (ARGV[i] ~ /rawmap\/[a-z]+\//) read_sets(ARGV[i]) }

FNR == 1 {
    subject = FILENAME
    sub(/.*include\/rawmap\//, "", subject)
    umbrella = subject !~ /\//
    sub(/[.\/].*/, "", subject)
    inside = 0
}
umbrella && FNR == 2 {
    inside = 1
    line = $0
    sub(/^\/\* [^:]*: /, "", line)
    sub(/\.$/, "", line)
    brief[subject] = line
    order[++subjects] = subject
    next
}
umbrella && inside {
    line = $0
    if (sub(/ *\*\/$/, "", line)) inside = 0
    text[subject, ++lines[subject]] = line
    next
}
!umbrella && /^RAWMAP_API(_OUTLINE)?\([a-z_]+\)/ { declaring = 1; declaration = "" }
declaring {
    declaration = declaration " " $0
    if (/[;{]/) {
        declaring = 0
        if (match(declaration, /rawmap_[a-z0-9_]+\(/)) {
            name = substr(declaration, RSTART, RLENGTH - 1)
            if (!((subject, name) in seen) && name !~ /^rawmap_check_/) {
                seen[subject, name] = 1
                names[subject] = names[subject] (names[subject] == "" ? "" : " ") name
            }
        }
    }
}

# mdoc wants none at the start, nor before a literal block.
function paragraph(s, i, page) {
    if (i > 1 && i < lines[s] && text[s, i + 1] !~ /^      /) print ".Pp" > page
}

function sort(list, n,   i, k, one) {
    for (i = 2; i <= n; i++) {
        one = list[i]
        for (k = i - 1; k > 0 && list[k] > one; k--) list[k + 1] = list[k]
        list[k + 1] = one
    }
}

function write_page(s,   page, i, n, list, line, in_literal, started, path) {
    page = out "/rawmap_subject_" s ".7"
    print ".\\\" Generated from include/rawmap/" s ".h. SPDX-License-Identifier: MIT" > page
    print ".Dd " date "\n.Dt RAWMAP_SUBJECT_" toupper(s) " 7\n.Os rawmap " version > page
    print ".Sh NAME\n.Nm rawmap_subject_" s "\n.Nd " brief[s] > page
    print ".Sh SYNOPSIS\n.In rawmap/" s ".h\n.Sh DESCRIPTION" > page
    for (i = 1; i <= lines[s]; i++) {
        line = text[s, i]
        if (line ~ /^      /) {
            if (!in_literal) print ".Bd -literal" > page
            in_literal = 1
            sub(/^      /, "", line)
        } else if (in_literal) {
            print ".Ed" > page
            in_literal = 0
            if (line == "") { paragraph(s, i, page); continue }
        }
        if (in_literal) { print literal(line) > page; continue }
        sub(/^   /, "", line)
        if (line == "") { paragraph(s, i, page); continue }
        print escape(line) > page
    }
    if (in_literal) print ".Ed" > page
    for (i = 1; i < ARGC; i++) {
        path = ARGV[i]
        if (!(path in macros) || path !~ "rawmap/" s "/") continue
        if (!started++) print ".Sh SETS OF NAMES" > page
        line = macros[path]
        gsub(/ /, ", ", line)
        print ".Ss " line > page
        print escape(toupper(substr(set_brief[path], 1, 1)) substr(set_brief[path], 2) ".") > page
        print_set(path, "", page)
    }
    n = split(names[s], list, " ")
    sort(list, n)
    print ".Sh SEE ALSO" > page
    for (i = 1; i <= n; i++) print ".Xr " list[i] " 3" " ," > page
    print ".Xr rawmap 7" > page
    close(page)
}

END {
    if (subjects == 0) { print "overviews.awk: no umbrella header found" > "/dev/stderr"; exit 1 }
    for (i = 1; i <= subjects; i++) write_page(order[i])
}
