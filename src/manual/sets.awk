# SPDX-License-Identifier: MIT
# What pages.awk and overviews.awk have in common: text as mdoc, and the sets of names, which the first comment of a part
# of a subject has as tables. A set is known by its line "RAWMAP_X(name, ...)   a rawmap_x", or by RAWMAP_HAS_PLACEMENT.
#     read_sets(FILE)               reads that comment; files without sets have nothing more
#     macros[FILE], macro_of[TYPE]  the macros that make sets, and for a type of argument that of its set
#     print_set(FILE, MACRO, PAGE)  the comment as mdoc: the paragraphs of that macro where each has its own, else all

# mdoc reads a backslash as an escape and a line that starts with a dot or a quote as a request, and wants each sentence
# on a line of its own.
function escape(s) {
    gsub(/\\/, "\\e", s)
    gsub(/\. +/, ".\n", s)
    gsub(/\n[.']/, "\n\\\\\\&&", s)
    if (s ~ /^[.']/) s = "\\&" s
    return s
}

# A line of what stays as it is.
function literal(s) {
    gsub(/\\/, "\\e", s)
    if (s ~ /^[.']/) s = "\\&" s
    return s
}

function read_sets(file,   line, n, status, name, type) {
    n = 0
    status = (getline line < file)
    while (status > 0 && line !~ /\*\/ *$/ || n == 0) {
        if ((status = (getline line < file)) <= 0) break
        if (line !~ /^(\/\*|  )/ && line != "") break
        name = line
        if (match(line, /RAWMAP_[A-Z_]+\(name[^)]*\) +a rawmap_[a-z_]+/)) {
            name = substr(line, RSTART, RLENGTH)
            type = name; sub(/.* /, "", type); sub(/\(.*/, "", name)
            if (match(line, /a rawmap_[a-z_]+: .*/)) {
                macro_brief[name] = substr(line, RSTART, RLENGTH)
                sub(/^[^:]*: /, "", macro_brief[name])
                sub(/\. .*/, "", macro_brief[name])
            }
            macros[file] = macros[file] (macros[file] == "" ? "" : " ") name
            file_of[name] = file
            if (!(type in macro_of)) {
                macro_of[type] = name
                set_type[++set_types] = type
            }
        } else if (line ~ /^   RAWMAP_HAS_PLACEMENT_/) {
            macros[file] = "RAWMAP_ANYWHERE RAWMAP_NEAR RAWMAP_EXACTLY RAWMAP_LOW_32BIT RAWMAP_ABOVE_4G"
            file_of["RAWMAP_ANYWHERE"] = file
            macro_of["rawmap_placement"] = "RAWMAP_ANYWHERE"
            set_type[++set_types] = "rawmap_placement"
        }
        if (n == 0) sub(/^\/\* [^:]*: /, "   ", line)
        comment_line[file, ++n] = line
        sub(/ *\*\/ *$/, "", comment_line[file, n])
    }
    close(file)
    comment_lines[file] = file in macros ? n : 0
    # The first sentence is the brief. What follows it in its paragraph stays, as one line.
    name = ""
    for (line = 1; line <= n && comment_line[file, line] != ""; line++) {
        name = name comment_line[file, line]
        comment_line[file, line] = ""
    }
    name = one_space(name)
    gsub(/ \([a-z_\/]+\.h\)/, "", name)
    set_brief[file] = name
    sub(/\. .*/, "", set_brief[file]); sub(/\.$/, "", set_brief[file])
    if (match(name, /\. /)) comment_line[file, 1] = "   " substr(name, RSTART + 2)
}

function one_space(s) { gsub(/  +/, " ", s); sub(/^ /, "", s); sub(/ $/, "", s); return s }
function joined(a, b) { return one_space(a " " b) }

# A row of a table: the tag, then its text with what the columns behind it say.
function end_row(page,   c, extra) {
    if (row_tag == "") return
    for (c = set_text_column + 1; c <= columns; c++)
        if (cell[c] != "") extra = extra (extra == "" ? "" : "; ") title[c] (title[c] == "since" ? " " : ": ") cell[c]
    print ".It Cm " row_tag > page
    if (one_space(cell[set_text_column]) != "" || extra != "")
        print escape(one_space(cell[set_text_column] (extra == "" ? "" : " (" extra ")"))) > page
    row_tag = ""
}
# mdoc wants no paragraph to begin where a section does: who prints a heading says `fresh = 1`.
function print_text(text, page) {
    if (!fresh) print ".Pp" > page
    fresh = 0
    print escape(text) > page
}
function begin_list(page) { fresh = 0; if (!in_list) print ".Bl -tag -width Ds" > page; in_list = 1 }
function end_list(page) { end_row(page); if (in_list) print ".El" > page; in_list = 0; columns = 0 }

# Where the columns of a table begin, from its first line.
function read_title(line,   at, word) {
    columns = 0
    at = 1
    while (match(substr(line, at), /[^ ]+( [^ ]+)*/)) {
        column[++columns] = at + RSTART - 1
        title[columns] = substr(line, at + RSTART - 1, RLENGTH)
        at += RSTART + RLENGTH - 1
    }
    name_column = title[1] == "family" ? 2 : 1
    set_text_column = name_column + 1
    if (title[set_text_column] !~ /does|refuses|takes|page/) set_text_column = columns + 1 # the names speak for themselves
}

function read_row(line, page,   c, name, end, part) {
    # A name that is longer than its column.
    if (length(line) >= column[name_column + 1] && substr(line, column[name_column + 1] - 1, 1) != " ") {
        name = substr(line, column[name_column])
        if (match(name, /  +/)) name = substr(name, 1, RSTART - 1)
        line = substr(line, 1, column[name_column] - 1) sprintf("%" length(name) "s", "") \
            substr(line, column[name_column] + length(name))
    } else name = one_space(substr(line, column[name_column], column[name_column + 1] - column[name_column]))
    if (name_column == 2 && substr(line, column[1], 1) ~ /[A-Z]/) family = one_space(substr(line, column[1], column[2] - column[1]))
    if (name != "" && row_tag !~ /,$/) {
        end_row(page)
        row_tag = joined(name_column == 2 ? family : "", name)
        split("", cell)
    } else if (name != "") row_tag = joined(row_tag, name)
    for (c = name_column + 1; c <= columns; c++) {
        end = c < columns ? column[c + 1] : length(line) + 1
        part = one_space(substr(line, column[c], end - column[c]))
        cell[c] = joined(cell[c] (title[c] == "since" && cell[c] != "" && part != "" ? "," : ""), part)
    }
}

function print_set(file, macro, page,   i, n, from, to, line, alone, paragraphs, k) {
    n = comment_lines[file]
    for (i = 2; i <= n; i++)
        if (comment_line[file, i - 1] == "" && index(comment_line[file, i], "   " macro "(")) alone += paragraphs++ > 0
        else if (comment_line[file, i - 1] == "" && comment_line[file, i] ~ /^   RAWMAP_[A-Z_]+\(name/) paragraphs++
    for (from = 1; from <= n; from = to + 1) {
        for (to = from; to <= n && comment_line[file, to] != ""; to++) continue
        if (macro != "" && paragraphs > 1) {
            k = 0
            for (i = from; i < to; i++) k += index(comment_line[file, i], "   " macro "(") > 0
            if (!k) continue
        }
        print_paragraph(file, from, to - 1, page)
    }
}

function print_paragraph(file, from, to, page,   i, line, text) {
    in_list = 0; columns = 0; row_tag = ""
    for (i = from; i <= to; i++) {
        line = comment_line[file, i]
        if (columns == 0 && !in_list && line ~ /^   (name|option|family)  +[a-z]/) {
            if (text != "") { print_text(text, page); text = "" }
            read_title(line)
            begin_list(page)
        } else if (columns > 0) read_row(line, page)
        else if (line ~ /^   ( ? ? ? ?)[^ ]/ && line ~ /[^ ]  +[^ ]|^ +RAWMAP_[^ ]*\(name[^)]*\) /) {
            if (text != "") { print_text(text, page); text = "" }
            begin_list(page)
            end_plain(page)
            sub(/^ +/, "", line)
            if (!match(line, /  +/)) match(line, /\) /) # the longest of the list leaves one blank
            if (substr(line, RSTART, 1) == ")") { RSTART++; RLENGTH-- }
            row_tag = substr(line, 1, RSTART - 1)
            plain = substr(line, RSTART + RLENGTH)
        } else if (in_list && line ~ /^            /) plain = joined(plain, line)
        else {
            if (in_list) { end_plain(page); end_list(page) }
            text = joined(text, line)
        }
    }
    if (columns > 0) end_list(page)
    else if (in_list) { end_plain(page); end_list(page) }
    if (text != "") print_text(text, page)
}

# A row of a list without columns; a version in front of its text goes behind it.
function end_plain(page,   since) {
    if (row_tag == "") return
    print ".It Cm " row_tag > page
    if (match(plain, /^[0-9]+\.[0-9.]+ +/)) {
        since = one_space(substr(plain, 1, RLENGTH))
        plain = substr(plain, RLENGTH + 1) " (since " since ")"
    }
    print escape(one_space(plain)) > page
    row_tag = ""; plain = ""
}
