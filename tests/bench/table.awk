# SPDX-License-Identifier: MIT
# From the lines of all rounds, the table: for each row and size the median and quartiles of each side, how many times as
# long as rawmap (or the first side) it takes, and its instructions where they were counted. The first file is faster.tsv: row, side, why that
# side may be faster. Then what is faster than rawmap, and why. Into plots/ROW.dat go the medians of rows with sizes.

function unit(ns) {
    return ns < 1e3 ? sprintf("%.0f ns", ns) : ns < 1e6 ? sprintf("%.1f us", ns / 1e3) : ns < 1e9 ? sprintf("%.2f ms", ns / 1e6) : sprintf("%.2f s", ns / 1e9)
}
function bytes(size) {
    return size >= 1048576 && size % 1048576 == 0 ? size / 1048576 "M" : size >= 1024 && size % 1024 == 0 ? size / 1024 "K" : size
}
# quartile(key, q): of the times at key, which are sorted by then
function quartile(key, q,    at, low) {
    at = 1 + (count[key] - 1) * q
    low = int(at)
    return low == count[key] ? time[key, low] : time[key, low] + (at - low) * (time[key, low + 1] - time[key, low])
}
function sort(key,    i, j, t) {
    for (i = 2; i <= count[key]; i++)
        for (j = i; j > 1 && time[key, j] < time[key, j - 1]; j--) {
            t = time[key, j]
            time[key, j] = time[key, j - 1]
            time[key, j - 1] = t
        }
}
BEGIN { FS = "\t" }
/^#/ { next }
FNR == NR { why[$1, $2] = $3; next }
{
    at = $1 FS $3
    key = at FS $2
    if (!(at in seen)) { seen[at]; order[++ats] = at; row[at] = $1; size[at] = $3 }
    if (!(key in known)) { known[key]; side[at, ++sides[at]] = $2 }
    if (!(($1, $3) in sized)) { sized[$1, $3]; sizes[$1]++ }
    if ($4 == "failed") failed[key] = 1
    else if ($4 != "-") time[key, ++count[key]] = $4
    if ($5 != "-") steps[key] = $5
}
END {
    printf "%-18s %6s  %-22s %10s %23s %8s %12s\n", "row", "size", "side", "median", "quartiles", "/rawmap", "instructions"
    for (a = 1; a <= ats; a++) {
        at = order[a]
        ours = at FS "rawmap"
        if (!(ours in known)) ours = at FS side[at, 1]
        for (s = 1; s <= sides[at]; s++) { if (count[at FS side[at, s]]) sort(at FS side[at, s]) }
        for (s = 1; s <= sides[at]; s++) {
            key = at FS side[at, s]
            if (failed[key] || !count[key]) {
                printf "%-18s %6s  %-22s %10s %23s %8s %12s\n", row[at], bytes(size[at]), side[at, s], failed[key] ? "failed" : "-", "", "", (key in steps) ? steps[key] : ""
                continue
            }
            middle = quartile(key, 0.5)
            ratio = count[ours] ? middle / quartile(ours, 0.5) : 0
            printf "%-18s %6s  %-22s %10s %11s-%11s %8s %12s\n", row[at], bytes(size[at]), side[at, s], unit(middle), unit(quartile(key, 0.25)),
                unit(quartile(key, 0.75)), ratio ? sprintf(ratio < 0.1 ? "%.4f" : "%.2f", ratio) : "", (key in steps) ? steps[key] : ""
            # Faster: also where the better half of ours and the worse half of theirs are compared.
            if (side[at, s] !~ /^rawmap/ && ratio && ratio < 0.97 && quartile(key, 0.75) < quartile(ours, 0.25))
                faster[++fasters] = sprintf("%-18s %6s  %-22s %.4f  %s", row[at], bytes(size[at]), side[at, s], ratio, \
                    (row[at], side[at, s]) in why ? why[row[at], side[at, s]] : (row[at], "*") in why ? why[row[at], "*"] : "no reason is known")
            if (sizes[row[at]] > 1) {
                file = row[at]
                gsub(/[^A-Za-z0-9]+/, "_", file)
                file = plots "/" file ".dat"
                if (!(key in plotted)) points[file, side[at, s]] = points[file, side[at, s]] size[at] " " middle " " quartile(key, 0.25) " " quartile(key, 0.75) "\n"
                plotted[key]
                files[file]
            }
        }
    }
    for (f in files) printf "" >f
    for (p in points) {
        split(p, part, SUBSEP)
        printf "\"%s\"\n%s\n\n", part[2], points[p] >part[1]
    }
    for (a = 1; a <= ats; a++)
        for (s = 1; s <= sides[at = order[a]]; s++)
            if (side[at, s] !~ /^(rawmap|bare)/ && (at FS "rawmap") in steps && (at FS side[at, s]) in steps && steps[at FS side[at, s]] < steps[at FS "rawmap"])
                less[++lesses] = sprintf("%-18s %6s  %-22s %d, rawmap %d", row[at], bytes(size[at]), side[at, s], steps[at FS side[at, s]], steps[at FS "rawmap"])
    print ""
    print lesses ? "Executes less than rawmap, what is by hand left out:" : "Nobody executes less than rawmap."
    for (l = 1; l <= lesses; l++) print "    " less[l]
    print fasters ? "Faster than rawmap, quartiles apart:" : "Nobody is faster than rawmap with quartiles apart."
    for (f = 1; f <= fasters; f++) print "    " faster[f]
}
