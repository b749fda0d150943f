# SPDX-License-Identifier: MIT
# The manual pages, from the comments above the declarations, with src/manual/sets.awk:
#     awk -v out=DIR -v version=X.Y.Z -v date="Month D, YYYY" -v examples="PAGE.md ..." -f src/manual/sets.awk \
#         -f src/manual/pages.awk include/rawmap/core/causes.h include/rawmap/*/*.h
# writes DIR/<function>.3 in mdoc for every documented public function, and DIR/<MACRO>.3 for every macro that makes a set of
# names. causes.h comes first: its sentences become the ERRORS. A comment is "name: summary", then fields of the form
# "   Field:   text"; the declarations follow it. The EXAMPLES are the first piece of C in the examples that calls the function.

BEGIN {
    for (i = 1; i < ARGC; i++) if (ARGV[i] ~ /\//) read_sets(ARGV[i])
    n = split(examples, example_files, " ")
    for (i = 1; i <= n; i++) read_examples(example_files[i])
}

function read_examples(name,   line, code, called, at, inside) {
    while ((getline line < name) > 0) {
        if (line ~ /^```/ && inside) {
            inside = 0
            at = code
            while (match(at, /rawmap_[a-z0-9_]+\(/)) {
                called = substr(at, RSTART, RLENGTH - 1)
                if (!(called in example)) example[called] = code
                at = substr(at, RSTART + RLENGTH)
            }
        } else if (line ~ /^```c (fragment|complete)/) { inside = 1; code = "" }
        else if (inside) code = code line "\n"
    }
    close(name)
}

function flush_field() {
    if (field != "") fields[field] = fields[field] (fields[field] == "" ? "" : " ") text
    field = ""; text = ""
}

function section(title, s) {
    if (s == "") return
    print ".Sh " title > page
    print escape(s) > page
}

# Every cause that a text names, once, with its sentence.
function errors(s,   rest, name, started) {
    split("", seen)
    rest = s
    while (match(rest, /RAWMAP_[A-Z0-9_]+/)) {
        name = substr(rest, RSTART + 7, RLENGTH - 7)
        rest = substr(rest, RSTART + RLENGTH)
        if (!(name in sentence) || name in seen) continue
        seen[name] = 1
        if (!started) { print ".Bl -tag -width Ds" > page; started = 1 }
        print ".It Dv RAWMAP_" name > page
        print escape(sentence[name]) > page
    }
    if (started) print ".El" > page
}

# The sets that its arguments are, each with its names; only referred to where the sets themselves are the subject.
function print_sets(name,   type, all, i) {
    set_links = ""
    for (i = 1; i <= declarations; i++) all = all " " declaration[i]
    for (i = 1; i <= set_types; i++) {
        type = set_type[i]
        if (!match(all, "[ (]" type "[ )]")) continue
        set_links = set_links (set_links == "" ? "" : " ") macro_of[type]
        if (name !~ /^rawmap_check_/) users[type] = users[type] " " name
        if (name ~ /^rawmap_check_|_union$/) continue
        print ".Ss Names of " macro_of[type] > page
        fresh = 1
        print_set(file_of[macro_of[type]], macro_of[type], page)
    }
}

# A page for the macros that make a set, from the first comment of their file.
function write_set(path,   name, n, i, k, list, list_of, order, see, see_count, type) {
    n = split(macros[path], list, " ")
    for (k = 1; k <= n; k++) {
        page = out "/" list[k] ".3"
        name = path
        sub(/.*include\//, "", name)
        print ".\\\" Generated from include/" name ". SPDX-License-Identifier: MIT" > page
        print ".Dd " date "\n.Dt " list[k] " 3\n.Os rawmap " version "\n.Sh NAME" > page
        print ".Nm " list[k] "\n.Nd " (list[k] in macro_brief ? macro_brief[list[k]] : set_brief[path]) > page
        print ".Sh SYNOPSIS\n.In rawmap.h\n.Sh DESCRIPTION" > page
        fresh = 1
        print_set(path, list[k], page)
        print ".Sh SEE ALSO" > page
        split("", list_of)
        for (type in macro_of) if (file_of[macro_of[type]] == path) {
            split(users[type], order, " ")
            for (i in order) list_of[order[i]]
        }
        see_count = 0
        for (i in list_of) see[++see_count] = i
        sort(see, see_count)
        for (i = 1; i <= see_count; i++) print ".Xr " see[i] " 3 ," > page
        print ".Xr rawmap 7" > page
        close(page)
    }
}

# As mandoc wants references: whatever the case.
function sort(list, n,   i, k, one) {
    for (i = 2; i <= n; i++) {
        one = list[i]
        for (k = i - 1; k > 0 && tolower(list[k]) > tolower(one); k--) list[k + 1] = list[k]
        list[k + 1] = one
    }
}

function write_page(name,   i, n, order, see, subject) {
    page = out "/" name ".3"
    print ".\\\" Generated from include/rawmap/" file ". SPDX-License-Identifier: MIT" > page
    print ".Dd " date "\n.Dt " toupper(name) " 3\n.Os rawmap " version "\n.Sh NAME" > page
    for (i = 1; i <= names; i++) printf ".Nm %s%s\n", name_of[i], i < names ? " ," : "" > page
    print ".Nd " escape(brief) > page
    print ".Sh SYNOPSIS\n.In rawmap.h\n.Bd -literal" > page
    for (i = 1; i <= declarations; i++) print declaration[i] > page
    print ".Ed\n.Sh DESCRIPTION" > page
    print escape(toupper(substr(summary, 1, 1)) substr(summary, 2)) > page
    if (body != "") print ".Pp\n" escape(body) > page
    if (fields["several"] != "") print ".Pp\n" escape(fields["several"]) > page
    n = split("Units Requires Note ABIs", order, " ")
    for (i = 1; i <= n; i++) if (fields[order[i]] != "") {
        print ".Ss " order[i] > page
        print escape(fields[order[i]]) > page
    }
    print_sets(name)
    section("RETURN VALUES", fields["Result"])
    if (name in example) {
        print ".Sh EXAMPLES\n.Bd -literal" > page
        n = split(example[name], order, "\n")
        for (i = 1; i < n; i++) print literal(order[i]) > page
        print ".Ed" > page
    }
    if (fields["Status"] != "") {
        section("ERRORS", fields["Status"])
        errors(fields["Status"])
    }
    print ".Sh SEE ALSO" > page
    n = split(fields["Manual"], see, /, */)
    for (i = 1; i <= n; i++) if (split(see[i], order, /[()]/) >= 2) print ".Xr " order[1] " " order[2] " ," > page
    n = split(set_links, see, " ")
    sort(see, n)
    for (i = 1; i <= n; i++) print ".Xr " see[i] " 3 ," > page
    subject = file
    sub(/\/.*/, "", subject)
    print ".Xr rawmap 7 ,\n.Xr rawmap_subject_" subject " 7" > page
    if (fields["Since"] != "") section("HISTORY", "Since Linux " fields["Since"] ".")
    close(page)
    written++
}

FNR == 1 { file = FILENAME; sub(/.*include\/rawmap\//, "", file); inside = 0; waiting = 0 }

# A cause: CAUSE(number, NAME, errno, "sentence")
/^ *CAUSE\([0-9]+, / {
    split($0, part, /, */)
    s = $0
    sub(/^[^"]*"/, "", s); sub(/"\).*$/, "", s)
    sentence[part[2]] = s
    next
}

/^\/\* rawmap_[a-z0-9_]+(, rawmap_[a-z0-9_]+)*: / {
    split("", fields); body = ""; field = ""; text = ""; declarations = 0; pending = ""
    line = substr($0, 4)
    head = line; sub(/:.*/, "", head)
    names = split(head, name_of, /, */)
    summary = line; sub(/^[^:]*: */, "", summary)
    inside = 1; in_summary = 1; finished = 0
    if (summary ~ /\*\/ *$/) { sub(/ *\*\/ *$/, "", summary); finished = 1 }
    if (!finished) next
}

inside && !finished {
    line = $0
    if (line ~ /\*\/ *$/) { finished = 1; sub(/ *\*\/ *$/, "", line) }
    sub(/^ +/, "", line)
    if (line == "") { flush_field(); in_summary = 0 }
    else if (match(line, /^[A-Z][A-Za-z]+(, [A-Z][A-Za-z]+)*:  +/)) {
        flush_field(); in_summary = 0
        field = substr(line, 1, RLENGTH); sub(/: *$/, "", field)
        text = substr(line, RLENGTH + 1)
        # "Units, Status:   as rawmap_x" is no section of its own.
        if (field ~ /,/) { text = field ": " text; field = "several" }
    }
    else if (field != "") text = text " " line
    else if (in_summary) summary = summary " " line
    else body = body (body == "" ? "" : " ") line
}

inside && finished {
    flush_field()
    brief = summary; sub(/[.;] .*/, "", brief); sub(/[.;]$/, "", brief)
    inside = 0; waiting = 1
    next
}

# The declarations below a comment, up to a blank line; without one it was a comment inside the library.
waiting && declarations == 0 && !/^RAWMAP_API/ && !begun { waiting = 0 }
{ begun = /^RAWMAP_API(_OUTLINE)?\([a-z_]+\)$/ }
waiting && /^$/ {
    for (k = 1; k <= names; k++) write_page(name_of[k])
    waiting = 0
}
waiting {
    line = $0
    sub(/^RAWMAP_API(_OUTLINE)?\([a-z_]+\) ?/, "", line)
    if (line == "") next
    gsub(/ *RAWMAP_I_ONCE\([a-z0-9_]+\)/, "", line); gsub(/ *RAWMAP_MUST_USE/, "", line); gsub(/ *RAWMAP_DIAGNOSE\([A-Z_]*\)/, "", line)
    if (line ~ /^ *;?$/) { declaration[declarations] = declaration[declarations] line; next }
    declaration[++declarations] = line
}

END {
    if (written == 0) { print "pages.awk: no documented function found" > "/dev/stderr"; exit 1 }
    for (path in macros) write_set(path)
}
