# SPDX-License-Identifier: MIT
# The columns of tsv.py, from the text of /proc/PID/smaps:  awk -f smaps.awk [-v sums=1] smaps
function hex(text, n, i) {
    for (i = 1; i <= length(text); i++) n = n * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
    return n
}
function bare(text) { sub(/^0+/, "", text); return text == "" ? "0" : text }
function flush() {
    if (!begun) return
    if (name == "[vsyscall]" || name == "[vectors]") { if (sums) return }
    else { mappings++; all += size; m += rss + pool; p += private; s += pss; w += swap; l += locked; t += thp; h += pool }
    if (!sums)
        print head "\t" rss + pool "\t" private "\t" pss "\t" swap "\t" locked "\t" thp "\t" pool "\t" page "\t" flags "\t" name
}
BEGIN { OFMT = CONVFMT = "%.0f" }
/^[0-9a-f]+-[0-9a-f]+ / {
    flush()
    split($1, ends, "-")
    head = bare(ends[1]) "\t" bare(ends[2]) "\t" $2 "\t" hex($3) "\t" $4 "\t" $5
    name = $0
    for (i = 0; i < 5; i++) sub(/^[^ ]+ +/, "", name)
    if (NF == 5) name = ""
    rss = private = pss = swap = locked = thp = pool = 0
    flags = ""
    begun = 1
    next
}
{ n = $2 * 1024 }
/^Size:/ { size = n }
/^Rss:/ { rss = n }
/^Pss:/ { pss = n }
/^Private_(Clean|Dirty):/ { private += n }
/^Swap:/ { swap = n }
/^Locked:/ { locked = n }
/^(AnonHugePages|ShmemPmdMapped|FilePmdMapped):/ { thp += n }
/^(Shared|Private)_Hugetlb:/ { pool += n }
/^KernelPageSize:/ { page = n }
/^VmFlags:/ { flags = $0; sub(/^VmFlags: */, "", flags); sub(/ +$/, "", flags) }
END {
    flush()
    if (sums) print mappings "\t" all "\t" m "\t" p "\t" s "\t" w "\t" l "\t" t "\t" h
}
