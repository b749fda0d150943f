# SPDX-License-Identifier: MIT
"""tsv.py maps|kinds|sums|states FILE: what JSON of the tool says, in columns."""
import json, sys

data = json.load(open(sys.argv[2]))


def row(*values):
    print("\t".join("?" if v is None else str(v) for v in values))


def name(text):
    """Bytes beyond ASCII come each as a character of its own."""
    return text.encode("latin-1").decode("utf-8", "replace")


if sys.argv[1] == "maps":
    for m in data["mappings"]:
        row(m["start"][2:], m["end"][2:], m["access"], m["offset"], m["device"], m["inode"], m["memory"],
            m["private"], m["proportional"], m["swapped"], m["locked"], m["transparent"], m["pool"], m["page_size"],
            " ".join(m["flags"]), name(m["name"]))
elif sys.argv[1] == "kinds":
    for m in data["mappings"]:
        row(m["start"][2:], m["access"], " ".join(m["kind"]), m["size"], m["memory"])
elif sys.argv[1] == "sums":
    t = data["totals"]
    row(t["mappings"], t["size"], t["memory"], t["private"], t["proportional"], t["swapped"], t["locked"],
        t["transparent"], t["pool"])
elif sys.argv[1] == "states":
    size = data["page_size"]
    for m in data["mappings"]:
        at, end = int(m["start"], 16), int(m["end"], 16)
        counts = dict.fromkeys(m["pages"], 0)
        counts["absent"] = (end - at) // size
        for run in m["runs"]:
            start, stop = int(run["start"], 16), int(run["end"], 16)
            if start < at or stop <= start or stop > end or (stop - start) % size:
                sys.exit(f"a run is not where it can be: {run}")
            at = stop
            counts[run["state"]] += (stop - start) // size
            counts["absent"] -= (stop - start) // size
            for page in range(start, stop, size):
                row(f"{page:x}", run["state"])
        if counts != m["pages"]:
            sys.exit(f"the counts are not those of the runs: {m['start']}")
