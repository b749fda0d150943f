# SPDX-License-Identifier: MIT
# What the comments above public declarations say, a line for each: FUNCTION <tab> FIELD <tab> text. The field "names" is
# what the comment calls itself, "declaration" the code, "summary" what comes before the first field.
function clean(s) {
    gsub(/[ \t\n]+/, " ", s)
    sub(/^ /, "", s)
    sub(/ $/, "", s)
    return s
}
function tell(f, key, text) { print f "\t" key "\t" clean(text) }

# "Units, Status, Since:   text" gives the text to each of the three.
function tell_fields(f,   i, n, key, keys, k, text) {
    key = "summary"
    text = ""
    for (i = 1; i <= lines; i++) {
        if (comment[i] ~ /^   [A-Z][A-Za-z]*(, [A-Z][A-Za-z]*)*:   *[^ ]/) {
            n = split(key, keys, ", ")
            for (k = 1; k <= n; k++)
                tell(f, keys[k], text)
            key = comment[i]
            sub(/^   /, "", key)
            text = key
            sub(/:.*/, "", key)
            sub(/^[^:]*:/, "", text)
        } else
            text = text " " comment[i]
    }
    n = split(key, keys, ", ")
    for (k = 1; k <= n; k++)
        tell(f, keys[k], text)
}

FNR == 1 { inside = bodies = 0; lines = 0 }
/^#if RAWMAP_I_BODIES/ { bodies = 1 }
bodies { next }
/^\/\* / { inside = 1; lines = 0; names = "" }
inside {
    line = $0
    if (lines == 0) {
        sub(/^\/\* /, "", line)
        names = line
        if (!sub(/: .*/, "", names))
            names = ""
    }
    last = sub(/ *\*\/$/, "", line)
    comment[++lines] = line
    if (last)
        inside = 0
    next
}
/^RAWMAP_API(_OUTLINE)?\([a-z_]+\)( |$)/ { declaring = 1; declaration = "" }
declaring {
    declaration = declaration " " $0
    if (/;/) {
        declaring = 0
        name = declaration
        match(name, /rawmap_[a-z0-9_]+\(/)
        name = substr(name, RSTART, RLENGTH - 1)
        tell(name, "names", names)
        tell(name, "declaration", declaration)
        tell_fields(name)
    }
    next
}
# Anything else between a comment and a declaration parts the two; an empty line does not.
!/^$/ { lines = 0; names = "" }
