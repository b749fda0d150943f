# SPDX-License-Identifier: MIT
# A program that compares each enumerator with what the macro makes:   awk -f compare.awk FAMILIES VALUES BESIDE
# An option that shall be joined with another is compared as both.
FILENAME == ARGV[1] { type[$1] = $2; next }
FILENAME == ARGV[2] { name[++n] = $1; next }
/^#/ { next }
{ beside[$1 " " $2] = $3 }
END {
    print "#include <rawmap_values.h>\n#include <stdio.h>"
    print "#define SAME(name, macro, type, joined) do { const type made = macro; unsigned small; unsigned long long bits; \\"
    print "    if (sizeof made == 4) { __builtin_memcpy(&small, &made, 4); bits = small; } else __builtin_memcpy(&bits, &made, sizeof made == 8 ? 8 : 0); \\"
    print "    if (bits == (unsigned)(name | joined)) printf(\"pass %s\\n\", #name); else printf(\"fail %s: %x, and the macro makes %llx\\n\", #name, (unsigned)(name | joined), bits); } while (0)"
    print "int main(void)\n{"
    for (i = 1; i <= n; i++) {
        rest = name[i]
        sub(/^RAWMAP_VALUE_/, "", rest)
        family = ""
        for (f in type) if ((rest == f || index(rest, f "_") == 1) && length(f) > length(family)) family = f
        option = tolower(substr(rest, length(family) + 2))
        joined = 0
        other = beside[family " " option]
        if (!other && option !~ /^(read_only|read_write|write_only|path)$/) other = beside[family " *"]
        if (other) joined = "RAWMAP_VALUE_" family "_" toupper(other)
        print "    SAME(" name[i] ", RAWMAP_" family "(" option (other ? ", " other : "") "), " type[family] ", " joined ");"
    }
    print "    return 0;\n}"
}
