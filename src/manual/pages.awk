# SPDX-License-Identifier: MIT
# The manual pages, from the comments above the declarations:
#     awk -v out=DIR -v version=X.Y.Z -v date="Month D, YYYY" -f src/manual/pages.awk include/rawmap/core/causes.h include/rawmap/*/*.h
# writes DIR/<function>.3 in mdoc for every documented public function. causes.h comes first: its sentences become the
# ERRORS. A comment is "name: summary", then fields of the form "   Field:   text"; the declarations follow it.

function flush_field() {
    if (field != "") fields[field] = fields[field] (fields[field] == "" ? "" : " ") text
    field = ""; text = ""
}

# mdoc reads a backslash as an escape and a line that starts with a dot or a quote as a request, and wants each sentence
# on a line of its own.
function escape(s) {
    gsub(/\\/, "\\e", s)
    gsub(/\. +/, ".\n", s)
    gsub(/\n[.']/, "\n\\\\\\&&", s)
    if (s ~ /^[.']/) s = "\\&" s
    return s
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

function write_page(name,   i, n, order, titles, see) {
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
    section("RETURN VALUES", fields["Result"])
    if (fields["Status"] != "") {
        section("ERRORS", fields["Status"])
        errors(fields["Status"])
    }
    if (fields["Manual"] != "") {
        print ".Sh SEE ALSO" > page
        n = split(fields["Manual"], see, /, */)
        for (i = 1; i <= n; i++) if (split(see[i], order, /[()]/) >= 2)
            print ".Xr " order[1] " " order[2] (i < n ? " ," : "") > page
    }
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
{ begun = /^RAWMAP_API(_OUTLINE)?\([a-z]+\)$/ }
waiting && /^$/ {
    for (k = 1; k <= names; k++) write_page(name_of[k])
    waiting = 0
}
waiting {
    line = $0
    sub(/^RAWMAP_API(_OUTLINE)?\([a-z]+\) ?/, "", line)
    if (line == "") next
    gsub(/ *RAWMAP_I_ONCE\([a-z0-9_]+\)/, "", line); gsub(/ *RAWMAP_MUST_USE/, "", line); gsub(/ *RAWMAP_DIAGNOSE\([A-Z_]*\)/, "", line)
    if (line ~ /^ *;?$/) { declaration[declarations] = declaration[declarations] line; next }
    declaration[++declarations] = line
}

END { if (written == 0) { print "pages.awk: no documented function found" > "/dev/stderr"; exit 1 } }
