# SPDX-License-Identifier: MIT
# include/rawmap_values.h from the headers:   awk -f values.awk include/rawmap/*/*.h
# A name that some architecture lacks is there where its RAWMAP_HAS_ is 1; one that none has is left out.
/^ *# *define RAWMAP_HAS_[A-Z_]+_[a-z0-9]/ {
    name = $0
    sub(/^ *# *define RAWMAP_HAS_/, "", name)
    value = name
    sub(/[ (].*/, "", name)
    sub(/^[^ ]+ +/, "", value)
    match(name, /^[A-Z_]+_/)
    family = substr(name, 1, RLENGTH - 1)
    option = substr(name, RLENGTH + 1)
    if (family == "PLACEMENT" || option == "huge_shift") next
    key = family " " option
    if (!(family in seen)) { seen[family]; families[++count] = family }
    if (!(key in has)) { order[family] = order[family] " " option; has[key] = 1; some[key] = 0 }
    if (value ~ /^0/) has[key] = 0
    else { some[key] = 1; if (value !~ /^1/) has[key] = 0 }
}
/^#define RAWMAP_[A-Z_]+_ +\(RAWMAP_LINUX_MAP_/ { family = $2; sub(/^RAWMAP_/, "", family); sub(/_$/, "", family); base[family] }
/^#define RAWMAP_[A-Z_]+\(\.\.\.\) RAWMAP_I_OPEN\(rawmap_/ {
    family = $2; sub(/^RAWMAP_/, "", family); sub(/\(.*/, "", family)
    sub(/.*RAWMAP_I_OPEN\(/, ""); sub(/\).*/, "")
    type[family] = $0
}
END {
    print "/* SPDX-License-Identifier: MIT */"
    print "/* rawmap_values.h: every option as an enumerator, for other languages, which see no macros; a program in C has no use"
    print "   for it. RAWMAP_VALUE_PROT_READ is what RAWMAP_PROT(read) has in its bits; values of a family are joined by |."
    print "   Of kinds of mappings RAWMAP_VALUE_PRIVATE and its like is the kind without options, and part of each value of"
    print "   it. (Written by tests/bindings/run --write.) */"
    print "#ifndef RAWMAP_VALUES_H\n#define RAWMAP_VALUES_H\n\n#include \"rawmap.h\"\n"
    print "/* clang-format off */"
    print "#define RAWMAP_I_VALUE_OF(value) ((value) & 0xffffffffu)"
    for (i = 1; i <= count; i++) {
        family = families[i]
        print "\n/* " type[family] " */\n__extension__ enum rawmap_value_" tolower(family) " {"
        n = split(order[family], options, " ")
        if (family in base) print "    RAWMAP_VALUE_" family " = RAWMAP_I_VALUE_OF(RAWMAP_" family "_),"
        for (j = 1; j <= n; j++) {
            key = family " " options[j]
            if (!some[key]) continue
            if (!has[key]) print "#if RAWMAP_HAS_" family "_" options[j]
            print "    RAWMAP_VALUE_" family "_" toupper(options[j]) " = RAWMAP_I_VALUE_OF(RAWMAP_" family "_" options[j] \
                ((family in base) ? " | RAWMAP_" family "_" : "") "),"
            if (!has[key]) print "#endif"
        }
        print "    RAWMAP_I_LAST_OF_" family " = 0\n};"
    }
    print "/* clang-format on */\n\n#endif"
}
