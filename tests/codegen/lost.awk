# SPDX-License-Identifier: MIT
# From a compiler's assembly for aarch64 or riscv64: after a system call no vector or predicate register is read before it
# is written, nor any instruction on vectors met before their length is set. Prints what is, and "calls COUNT".
/^[a-z_]+:/ { name = $1; after = 0 }
$1 == "svc" || $1 == "ecall" { calls++; after = 1; split("", written); next }
# What stands behind a return is jumped to, from before the call perhaps.
$1 == "ret" || $1 == "b" || $1 == "j" || $1 == "tail" { after = 0 }
!after || !/^[ \t]+[a-z]/ { next }
{
    sub(/[ \t]*(#|\/\/).*/, "")
    if ($1 ~ /^vset/) { written["vl"] = 1; next }
    if ($1 ~ /^v/ && $1 !~ /^v[ls][1248]r/ && !("vl" in written)) print name " " $0 " (length)"
    operands = $0
    sub(/^[ \t]*[^ \t]+[ \t]+/, "", operands)
    count = split(operands, operand, /,/)
    stores = $1 ~ /^(st|vs[0-9e])/
    for (i = stores ? 1 : 2; i <= count; i++) {
        rest = operand[i]
        while (match(rest, /(^|[^a-z0-9_.])[zpv][0-9]+/)) {
            register = substr(rest, RSTART, RLENGTH)
            sub(/^[^a-z]/, "", register)
            if (!(register in written)) print name " " $0
            rest = substr(rest, RSTART + RLENGTH)
        }
    }
    if (!stores && match(operand[1], /[zpv][0-9]+/)) written[substr(operand[1], RSTART, RLENGTH)] = 1
}
END { print "calls " calls + 0 }
