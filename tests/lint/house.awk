# SPDX-License-Identifier: MIT
# Whether the headers stand in order:   cd TREE && awk -f house.awk include/rawmap.h include/rawmap/*.h include/rawmap/*/*.h
# Prints what does not. The order of the subjects is that of include/rawmap.h; what a part includes of another subject
# stands above its own there, and is not private (inner_*.h); each folder has one umbrella, which includes all its parts,
# each behind those that it needs. A part includes what its umbrella has brought by then in #ifndef RAWMAP_<SUBJECT>_H, so
# that no file is opened twice, and what it has not brought outside of that.
function wrong(what) { print FILENAME ": " what }

# "include/rawmap/map/../core/base.h" is "core/base.h"; what lies outside include/rawmap/ stays as it is written.
function below(path) {
    while (sub(/[^\/.]+\/\.\.\//, "", path)) continue
    sub(/^include\/rawmap\//, "", path)
    return path
}

FNR == 1 {
    here = below(FILENAME)
    umbrella = here !~ /\//
    subject = here
    if (umbrella) sub(/\.h$/, "", subject)
    else sub(/\/.*/, "", subject)
    asks = ""
    if (FILENAME == "include/rawmap.h") subject = ""
    else if (umbrella) has_umbrella[subject] = 1
    else { folders[subject] = 1; parts[here] = 1 }
}
/^#ifndef RAWMAP_[A-Z]+_H$/ && !umbrella {
    asks = $2
    if (asks != "RAWMAP_" toupper(subject) "_H") wrong("asks for another umbrella: " asks)
}
/^#endif/ { asks = "" }
!/^#include "/ { next }
{
    wanted = $2
    gsub(/"/, "", wanted)
    directory = FILENAME
    sub(/[^\/]*$/, "", directory)
    wanted = below(directory wanted)
    other = wanted
    sub(/[\/.].*/, "", other)
}
FILENAME == "include/rawmap.h" {
    place[other] = ++subjects
    next
}
here == "core/inner_arch.h" { next }
{
    if (last_in[wanted] == FILENAME) wrong("includes " wanted " twice")
    last_in[wanted] = FILENAME
}
!(subject in place) { next }
!(other in place) { wrong("includes " wanted ", which is of no subject"); next }
place[other] > place[subject] { wrong("includes upwards: " wanted) }
other != subject && wanted ~ /\/inner_/ { wrong("includes what is private to " other ": " wanted) }
umbrella && other == subject { taken[wanted] = ++position }
umbrella && other != subject { brings[subject, other] = 1 }
umbrella && other != subject && wanted ~ /\// && wanted !~ /^core\/(quiet|loud).h$/ { wrong("an umbrella includes a part of another subject: " wanted) }
!umbrella && wanted !~ /\// { wrong("a part includes an umbrella: " wanted) }
!umbrella { reached[wanted] = 1 }
!umbrella {
    brought = other == subject ? wanted in taken : brings[subject, other]
    if (asks != "" && !brought) wrong("its umbrella does not bring " wanted)
    if (asks != "" && other == subject && here in taken && taken[wanted] > taken[here]) wrong("its umbrella brings " wanted " only later")
    if (asks == "" && brought && here !~ /^core\/base.h$/) wrong("opens " wanted " again, which its umbrella has brought")
}
END {
    for (s in folders) if (!(s in has_umbrella)) print "include/rawmap/" s "/: has no umbrella"
    for (s in folders) if (!(s in place)) print "include/rawmap/" s "/: is not in include/rawmap.h"
    for (s in has_umbrella) if (!(s in folders)) print "include/rawmap/" s ".h: has no folder"
    for (p in parts) if (!(p in taken) && !(p in reached)) print "include/rawmap/" p ": nothing includes it"
    for (p in parts) if (!(p in taken) && p !~ /\/(inner|rules)_/) print "include/rawmap/" p ": its umbrella does not include it"
}
