# SPDX-License-Identifier: MIT
# The mutants of headers:   awk [-v of=N -v rest=R] -f mutate.awk include/rawmap/*/*.h arch/x86_64.stubs.h ...
# Prints FILE, LINE, KIND, NEWLINE, one small change to one line each, with tabs between; of N those whose hash leaves R.
# The hash is that of the file's name, the kind and the new line: what is drawn stays drawn while other lines change.
#
#     rule       a row of a call's list never holds
#     group      the rows of a group are never looked at before a call
#     never      a condition is false        always   a condition is true
#     bound      < for <=, > for >=, and the other way round
#     equal      == for !=                   logic    && for ||, and the other way round
#     one        "+ 1" and "- 1" are left out
#     mask       half of a page's mask
#     bit        a flag is left out of a set
#     cut        a call whose result nobody wants (it undoes something, or tidies up) is not made
#     fence      an order between two accesses is left out
#     clobber    a stub does not say what it overwrites
#     value      a constant of an ABI is one more
# Fences are few: all are drawn, and of cuts and clobbers three times as many; of values, which a suite compares all, a sixth.
BEGIN {
    for (i = 32; i < 127; i++)
        code[sprintf("%c", i)] = i
    if (of == "")
        of = 1
}
FNR == 1 { comment = 0 }
FILENAME ~ /values\.h$/ {
    if (match($0, /^#define RAWMAP_[A-Za-z0-9_]+ +[0-9]+$/))
        found("value", $1 " " $2 " " $3 + 1)
    next
}
{ mask() }
FILENAME ~ /^arch\// {
    clobbers()
    next
}
# Tried by must_not_compile, which takes too long for here.
/RAWMAP_I_MUST|define RAWMAP_I_RULE_|OUT_OF_RANGE/ { next }
/^ *#(if|elif|include|ifdef|ifndef|error|else|endif|undef)/ { next }
{
    rows()
    conditions()
    each("bound", "[^<]<[^<=]", 2, "<", "<=")
    each("bound", "[^<]<=", 2, "<=", "<")
    each("bound", "[^->]>[^>=]", 2, ">", ">=")
    each("bound", "[^->]>=", 2, ">=", ">")
    each("equal", " == ", 2, "==", "!=")
    each("equal", " != ", 2, "!=", "==")
    each("logic", " && ", 2, "&&", "||")
    each("logic", " \\|\\| ", 2, "||", "&&")
    each("one", " [+-] 1[^0-9a-zA-Z.]", 1, " . 1", "")
    each("mask", "PAGE_MASK[^A-Z_]", 1, "PAGE_MASK", "PAGE_MASK / 2")
    bits()
    if (code_of ~ /^ +\(void\)!?(RAWMAP_I_CALL|rawmap_)[^;]*;$/)
        found("cut", "    if (false) " trimmed($0))
    if (code_of ~ /^ +rawmap_i_(acquire|release)\(\);$/)
        found("fence", "    if (false) " trimmed($0))
}

# What is no comment and no string: the same line, with blanks and quotes in their place.
function mask(    i, c, two, text) {
    code_of = ""
    text = 0
    for (i = 1; i <= length($0); i++) {
        c = substr($0, i, 1)
        two = substr($0, i, 2)
        if (comment) {
            if (two == "*/") {
                comment = 0
                code_of = code_of " "
                i++
            }
            c = " "
        } else if (text) {
            if (c == "\\") {
                code_of = code_of "\""
                i++
            }
            text = c != text
            text = text ? "\"" : 0
            c = "\""
        } else if (two == "/*") {
            comment = 1
            code_of = code_of " "
            i++
            c = " "
        } else if (c == "\"")
            text = c
        code_of = code_of c
    }
}

function trimmed(text) {
    sub(/^ +/, "", text)
    return text
}
function replaced(at, length_of, new) { return substr($0, 1, at - 1) new substr($0, at + length_of) }

function each(kind, pattern, skip, old, new,    at, rest) {
    at = 0
    rest = code_of
    while (match(rest, pattern)) {
        at += RSTART
        found(kind, replaced(at + skip - 1, length(old), new))
        rest = substr(code_of, at + 1)
    }
}

# The end of what the parenthesis at the place opens; or, of the last argument in it, where that begins (0: on another line).
function closes(at,    depth, c) {
    for (last_argument = at + 1; at <= length(code_of); at++) {
        c = substr(code_of, at, 1)
        if (c == "(")
            depth++
        else if (c == ")" && --depth == 0)
            return at
        else if (c == "," && depth == 1)
            last_argument = at + 2
    }
    return 0
}

function rows(    at, from, end) {
    if (match(code_of, /^ +RULE##_(IGNORED|GUARDED|REFUSED|UNSURE|LOOKED|TOLD)\(/)) {
        at = index(code_of, "(")
        if (end = closes(at)) {
            # The condition is all behind the second comma, and may have commas itself.
            from = at + index(substr(code_of, at + 1), ",")
            from += index(substr(code_of, from + 1), ",") + 2
            found("rule", replaced(from, end - from, "false && (" substr($0, from, end - from) ")"))
        }
    }
    if (match(code_of, /(^| )GROUP\(/) && code_of !~ /define RAWMAP_I_GROUP/) {
        at = RSTART + RLENGTH - 1
        if ((end = closes(at)) && last_argument > at + 1)
            found("group", replaced(at + 1, last_argument - 3 - at, "false"))
    }
}

function conditions(    at, end, condition) {
    if (!match(code_of, /^ +(} else )?if \(/))
        return
    at = RLENGTH
    if (end = closes(at)) {
        condition = substr($0, at, end - at + 1)
        found("never", replaced(at, end - at + 1, "(false && " condition ")"))
        found("always", replaced(at, end - at + 1, "(true || " condition ")"))
    }
}

function bits(    at, rest) {
    at = 0
    rest = code_of
    while (match(rest, / \| RAWMAP_[A-Za-z0-9_]+[^A-Za-z0-9_(]/)) {
        found("bit", replaced(at + RSTART, RLENGTH - 1, ""))
        at += RSTART + 1
        rest = substr(code_of, at + 1)
    }
}

function clobbers(    at, rest, length_of) {
    if ($0 !~ /"memory"/)
        return
    if ($0 ~ /: "memory"/)
        found("clobber", without(": \"memory\"", ": \"cc\""))
    else
        found("clobber", without(", \"memory\"", ""))
    if ($0 ~ /"rcx", /)
        found("clobber", without("\"rcx\", ", ""))
    if ($0 ~ /"r11", /)
        found("clobber", without("\"r11\", ", ""))
}
function without(old, new,    at) {
    at = index($0, old)
    return replaced(at, length(old), new)
}

function found(kind, new,    text, i, hash) {
    text = FILENAME " " kind " " new
    gsub(/ +/, " ", text)
    hash = 7
    for (i = 1; i <= length(text); i++)
        hash = (hash * 31 + code[substr(text, i, 1)]) % 4294967291
    hash = int(hash / 16)
    one_in = kind == "value" ? 6 * of : kind ~ /clobber|cut/ ? int(of / 3) + 1 : kind == "fence" ? 1 : of
    if (hash % one_in == rest % one_in)
        print FILENAME "\t" FNR "\t" kind "\t" new
}
