# SPDX-License-Identifier: MIT
# Static assertions that an enumerator is what Linux calls alike on an ABI:   awk -f linux.awk TABLE rawmap_values.h
BEGIN {
    split("PROT PROT_ ADVICE MADV_ SYNC MS_ MEMFD MFD_ SEAL F_SEAL_ POLICY MPOL_ LOCK_ALL MCL_ MDWE PR_MDWE_ PAGES PAGE_IS_ " \
        "ALLOCATE FALLOC_FL_ NUMA_PAGES MPOL_MF_ FAULT_FEATURES UFFD_FEATURE_ PRIVATE MAP_ SHARED MAP_ DROPPABLE MAP_ " \
        "FILE_PRIVATE MAP_ FILE_SHARED MAP_ PKEY_RIGHTS PKEY_ SHADOW_STACK SHADOW_STACK_ SHM SHM_ OPEN O_ CREATE O_", part, " ")
    for (i = 1; i in part; i += 2) prefix[part[i]] = part[i + 1]
    base["PRIVATE"] = base["FILE_PRIVATE"] = "MAP_PRIVATE"
    base["SHARED"] = base["FILE_SHARED"] = "MAP_SHARED"
    base["DROPPABLE"] = "MAP_DROPPABLE"
    print "#include <rawmap_values.h>"
}
NR == FNR { if (!/^#/) value[$1] = $2; next }
/^#if/ || /^#endif/ { if (on) print; next }
/enum .*[{]$/ { on = 1 }
/^};/ { on = 0 }
/^    RAWMAP_VALUE_/ {
    name = $1
    rest = name
    sub(/^RAWMAP_VALUE_/, "", rest)
    family = ""
    for (f in prefix) if (index(rest, f "_") == 1 && length(f) > length(family)) family = f
    if (family == "") next
    linux = prefix[family] substr(rest, length(family) + 2)
    if (!(linux in value) || linux ~ /HUGE/) next
    print "_Static_assert(" name " == " (family in base ? "(" value[linux] " | " value[linux == "MAP_SYNC" ? "MAP_SHARED_VALIDATE" : base[family]] ")" : value[linux]) ", \"" name "\");"
}
