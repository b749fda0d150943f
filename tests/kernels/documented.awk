# SPDX-License-Identifier: MIT
# The versions in the tool's table are those of the manual: reads the headers of include/rawmap, then a log of a boot in
# which the tool ran (name: of the program in it). Prints "FAIL ..." for each row that differs or stands nowhere, and the
# numbers.

function note(subject, name, version,    i, n, each) {
    n = split(subject, each, " ")
    for (i = 1; i <= n; i++)
        since[each[i] "." name] = version
}

# A version for the calls of a comment, and after it "name version" for those that end so.
function of_calls(text,    i, n, each, other, first) {
    if (match(text, /^as rawmap_[a-z_]+/))
        text = since["call." substr(text, 11, RLENGTH - 10)]
    match(text, /^[0-9.]+/)
    first = substr(text, 1, RLENGTH)
    n = split(calls, each, " ")
    for (i = 1; i <= n; i++) {
        since["call." each[i]] = first
        other = each[i]
        sub(/^file_/, "", other)
        if (match(text, "[;,] " other " [0-9.]+"))
            since["call." each[i]] = substr(text, RSTART + 3 + length(other), RLENGTH - 3 - length(other))
    }
}

FNR == 1 {
    subject = ""
    if (FILENAME ~ /advise.h$/) subject = "advice"
    if (FILENAME ~ /\/kind.h$/) subject = "private shared droppable"
    if (FILENAME ~ /file_kind.h$/) subject = "file_private file_shared"
    if (FILENAME ~ /\/lock.h$/) subject = "lock_all"
    if (FILENAME ~ /sync.h$/) subject = "sync"
    if (FILENAME ~ /protection.h$/) subject = "protection"
    pending = ""
}

FILENAME ~ /\.h$/ {
    if (/^#ifndef/)
        subject = ""
    if (subject != "" && match($0, /^   [a-z_0-9]+(\([a-z]\))?(, [a-z_0-9]+)*,?( |$)/)) {
        names = substr($0, 4, RLENGTH - 3)
        goes_on = names ~ /, *$/
        gsub(/\([a-z]\)|,/, " ", names)
        version = match($0, /  +[0-9]+\.[0-9.]+(  |$| \*\/)/) ? substr($0, RSTART, RLENGTH) : pending
        gsub(/[^0-9.]/, "", version)
        if (version != "")
            for (n = split(names, word, " "); n > 0; n--)
                note(subject, word[n], version)
        pending = goes_on ? version : ""
    }
    if (FILENAME ~ /process\/whole.h$/ && /^            [a-z_]+ .*   [0-9]+\.[0-9.]+$/)
        note("thp", $1, $NF)
    if (match($0, /RAWMAP_[A-Z_0-9]+.*Linux [0-9.]+/)) {
        split($0, part, /RAWMAP_|[( ]/)
        for (n = 1; n in part && part[n] == ""; n++) ;
        version = $0
        sub(/.*Linux /, "", version)
        sub(/[^0-9.].*/, "", version)
        note("placement", tolower(part[n]), version)
    }
    if (match($0, /^\/\* rawmap_[a-z_0-9]+(, rawmap_[a-z_0-9]+)*:/)) {
        calls = substr($0, 4, RLENGTH - 4)
        gsub(/rawmap_|,/, "", calls)
    }
    if (match($0, /^   (Units, Status, )?Since(, ABIs, Manual)?: +/))
        of_calls(substr($0, RLENGTH + 1))
    next
}

$0 == "VMBEGIN:" name { inside = 1; next }
index($0, "VMEXIT:" name ":") == 1 { inside = 0 }
!inside || /^#/ { next }

{
    gsub(/\033\[[0-9;]*m/, "")
    row = $1 "." $2
    if ($1 == "droppable") # its options are as old as it is
        since[row] = droppable
    if (row == "file_shared.noreserve") # beside hugetlb alone
        since[row] = since["file_shared.hugetlb"]
    if (row == "kind.droppable")
        droppable = $5
    if (NF < 6 || $3 !~ /^(works|refused|ignored|unknown)$/ || $1 ~ /^(linux|huge_page|kind|memfd)$/ || row ~ /^placement\.(anywhere|near)$/)
        next
    if (!(row in since)) {
        missing++
        print "FAIL " row ": the manual states no version, the tool " $5
    } else if (since[row] != $5) {
        differing++
        print "FAIL " row ": the manual says " since[row] ", the tool " $5
    } else
        compared++
}

END { printf "documented: %d passed, %d failed, 0 skipped\n", compared, missing + differing }
