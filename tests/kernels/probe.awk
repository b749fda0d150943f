# SPDX-License-Identifier: MIT
# Holds what the rawmap tool found on a kernel against the first versions that it documents: from that version on a row is
# not refused, before it it is, with a status that says why. Files: probe.tsv, then a log of a boot. Variables: name of
# the program in the log, kernel its row, release.
#
# Prints a line "FAIL ..." for each row that differs, and "rawmap: N passed, N failed, N skipped".

function older(a, b,    x, y) {
    split(a, x, /[.-]/)
    split(b, y, /[.-]/)
    return x[1] + 0 != y[1] + 0 ? x[1] + 0 < y[1] + 0 : x[2] + 0 < y[2] + 0
}

# How the row must be read on this kernel, if not as its version says: the first exception that fits.
function exception(row, verdict, status,    i) {
    for (i = 1; i <= exceptions; i++)
        if (row ~ "^(" rows[i] ")$" && (kernel " " abi) ~ "^(" kernels[i] ")$" &&
            (verdict " " status) ~ "^(" answers[i] ")$") {
            used[i] = 1
            return i
        }
    return 0
}

FNR == NR {
    if ($0 !~ /^#/) {
        split($0, column, "\t")
        rows[++exceptions] = column[1]
        kernels[exceptions] = column[2]
        answers[exceptions] = column[3]
    }
    next
}

FNR == 1 {
    abi = name
    sub(/\/.*/, "", abi)
}
$0 == "VMBEGIN:" name { inside = 1; next }
index($0, "VMEXIT:" name ":") == 1 { inside = 0 }
!inside || $0 !~ /^[^#]/ { next }

{
    gsub(/\033\[[0-9;]*m/, "")
    if (NF < 6 || $3 !~ /^(works|refused|ignored|unknown)$/)
        next
    row = $1 "." $2
    if ($0 ~ /this architecture has no such name/) {
        skipped++
        next
    }
    early = older(release, $5)
    if (!early && $3 != "refused")
        passed++
    else if (early && $3 == "refused" && $4 ~ /_(UNKNOWN|UNSUPPORTED)$|^(ENOSYS|ENOTTY|EINVAL)$/)
        passed++
    else if (exception(row, $3, $4))
        passed++
    else {
        failed++
        print "FAIL " row " (since " $5 ") on " release ": " $3 " " $4
    }
}

END { printf "rawmap: %d passed, %d failed, %d skipped\n", passed, failed, skipped }
