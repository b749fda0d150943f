# SPDX-License-Identifier: MIT
# Names that macros take, in the headers that have families of them:   awk -f names.awk HEADER...
# Each RAWMAP_<FAMILY>_<name> has its RAWMAP_HAS_<FAMILY>_<name>, the other way round too, and a name that there is
# somewhere stands in the header's first comment. Prints "pass FILE" or "fail FILE: what is not so".
function tell(   key, part, name, reason, n) {
    for (key in value) {
        split(key, part, " ")
        if (part[1] in family && !(key in has)) reason = reason " RAWMAP_" part[1] "_" part[2] " has no RAWMAP_HAS_;"
    }
    for (key in has) {
        n++
        split(key, part, " ")
        name = part[2]
        # Placements are objects, each with a name of its own.
        if (part[1] == "PLACEMENT") name = "RAWMAP_" toupper(name)
        else if (!(key in value)) reason = reason " RAWMAP_HAS_" part[1] "_" name " is of no name;"
        if (has[key] && !match(comment, "[^A-Za-z0-9_]" name "[^A-Za-z0-9_]") &&
            !(sub(/^huge_/, "", name) && (match(comment, "Named sizes:[^.]* " name "[ .]") || comment ~ /the sizes are those of RAWMAP_PRIVATE/)))
            reason = reason " its comment does not say what " part[2] " is;"
    }
    if (n) print reason ? "fail " file ":" reason : "pass " file
    split("", value); split("", has); split("", family)
}
FNR == 1 { if (file) tell(); file = FILENAME; comment = " "; reading = 1 }
/^#ifndef/ { reading = 0 }
reading { comment = comment " " $0 " " }
/^#define RAWMAP_HAS_[A-Z_]+_[a-z0-9]/ {
    name = $2
    sub(/^RAWMAP_HAS_/, "", name)
    match(name, /^[A-Z_]+_/)
    f = substr(name, 1, RLENGTH - 1)
    family[f]
    name = f " " substr(name, RLENGTH + 1)
    if ($3 == 1 || !(name in has)) has[name] = $3 == 1
}
/^#define RAWMAP_[A-Z_]+_[a-z0-9]/ && !/^#define RAWMAP_(HAS|I|ERROR)_/ {
    name = $2
    sub(/\(.*/, "", name)
    sub(/^RAWMAP_/, "", name)
    match(name, /^[A-Z_]+_/)
    value[substr(name, 1, RLENGTH - 1) " " substr(name, RLENGTH + 1)]
}
END { tell() }
