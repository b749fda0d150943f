# SPDX-License-Identifier: MIT
# From objdump -d: for each function bare_NAME or call_NAME, "NAME bare|call COUNT": its instructions, with those of the
# parts that the compiler put aside (NAME.cold), without padding.
/^[0-9a-f]+ <.*>:$/ {
    name = $2
    gsub(/[<>:]/, "", name)
    sub(/\..*/, "", name)
    next
}
name ~ /^(bare|call)_/ && /^ +[0-9a-f]+:\t/ {
    split($0, part, "\t")
    instruction = part[2] ~ /^[0-9a-f ]+$/ ? part[3] : part[2]
    if (instruction ~ /^(data16 |cs |xchg +%ax,%ax)*nop[wl]?|^xchg +%ax,%ax|^udf/) next
    count[name]++
}
END {
    for (name in count) {
        short = name
        sub(/^[a-z]+_/, "", short)
        print short, substr(name, 1, 4), count[name]
    }
}
