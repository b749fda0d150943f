# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# shellcheck disable=SC2154 # row_*: see read_row; $programs and $CACHE: see run
# One row of kernels.tsv, from the package to its results. Results are lines "<outcome><tab><name><tab><reason>", table
# lines have six columns; both go to files, since rows run at the same time.

# Of the cases of the comparison with the rules one in so many: all take an emulated machine most of an hour.
usual_slice=512
slice=${RAWMAP_KERNELS_SLICE:-$usual_slice}

# read_row LINE: splits a line of kernels.tsv into the variables row_*.
read_row() {
    IFS=$'\t' read -r row_name row_suites row_package row_arch row_qemu row_machine row_console row_append row_page \
        row_abis row_need <<<"$1"
    [ "$row_append" != - ] || row_append=
    row_huge=0
    row_bits=64
    case $row_arch in armhf | mipsel) row_bits=32 ;; esac
    [[ $row_append =~ (^| )hugepages=([0-9]+) ]] && row_huge=${BASH_REMATCH[2]}
    return 0
}

# programs_of DIRECTORY RELEASE: makes DIRECTORY/tests, what /init shall run, and fills the array row_files for initrd.
programs_of() {
    local directory=$1 release=$2 abi name seconds kernels arguments
    row_files=()
    row_limit=10
    : >"$directory/tests"
    for abi in ${row_abis//,/ }; do
        while IFS=$'\t' read -r name seconds kernels arguments _; do
            [ "$kernels" = - ] || [[ " $kernels " == *" $row_name "* || " $kernels " == *" $row_name/$abi "* ]] || continue
            arguments=${arguments//%release%/$release}
            arguments=${arguments//%page%/$row_page}
            arguments=${arguments//%huge%/$row_huge}
            arguments=${arguments//%bits%/$row_bits}
            if [[ $arguments = *%slice%* ]]; then
                arguments=${arguments//%slice%/$slice}
                seconds=$((slice < usual_slice ? seconds * usual_slice / slice : seconds))
            fi
            [ "$arguments" != - ] || arguments=
            echo "$seconds $abi/$name /programs/$abi/$name $arguments" >>"$directory/tests"
            row_files+=("$abi/$name" "$programs/$abi/$name")
            row_limit=$((row_limit + seconds))
        done < <(rows tests/kernels/programs.tsv)
    done
}

# judge DIRECTORY RELEASE WHY: writes results and table from the log of a boot that ended with the reason WHY, if any.
judge() {
    local directory=$1 release=$2 why=$3 log=$1/log booted page planned note='' name outcome milliseconds last reason
    local complaint
    planned=$(wc -l <"$directory/tests")
    IFS=: read -r _ booted _ page < <(grep -m 1 '^VMKERNEL:' "$log")
    if [ -z "$why" ]; then
        if [ "$booted" != "$release" ]; then
            why="it calls itself $booted, but is $release"
        elif [ "$page" != "$row_page" ]; then
            why="its pages have $page bytes, not $row_page"
        elif ! grep -q "^VMDONE:$planned\$" "$log"; then
            why="it did not run $planned programs: $(grep -m 1 '^VMDONE:' "$log")"
        fi
    fi
    if complaint=$(grep -m 1 -o -E '^\[ *[0-9.]+\] (BUG|Oops|Internal error|Unhandled|Unable to handle).*' "$log"); then
        why+="${why:+; }it found itself in disorder: $complaint"
    fi
    [ ! -e "$log.first" ] || note=" (second try)"
    outcome=${why:+fail}
    milliseconds=$(cat "$log.boot" 2>/dev/null)
    printf '%s\t%s\t%s\n' "${outcome:-pass}" "$row_name" "${why:+$why, see $log}" >>"$directory/results"
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$row_name" "${booted:--}" "boot" "${outcome:-pass}" "$why$note" \
        "$(seconds_of "${milliseconds:-0}")" >>"$directory/table"
    while read -r _ name _; do
        [[ $name != */rawmap ]] || judge_probe "$log" "$name" "$release"
        IFS='|' read -r outcome milliseconds last reason < <(verdict "$log" "$name")
        printf '%s\t%s\t%s\n' "$outcome" "$row_name $name" "${reason:+$reason, see $log}" >>"$directory/results"
        printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$row_name" "${booted:--}" "$name" "$outcome" \
            "${reason:-${last#*: }}" "$(seconds_of "${milliseconds:-0}")" >>"$directory/table"
    done <"$directory/tests"
}

# judge_probe LOG NAME RELEASE: writes what probe.awk finds of the tool's table into the log, as if the tool had said it.
judge_probe() {
    awk -v name="$2" -v kernel="$row_name" -v release="$3" -f tests/kernels/probe.awk tests/kernels/probe.tsv "$1" >"$1.probe"
    awk -v name="$2" -v found="$1.probe" '
        index($0, "VMEXIT:" name ":") == 1 { while ((getline line <found) > 0) print line }
        { print }' "$1" >"$1.judged" && mv "$1.judged" "$1"
}

seconds_of() {
    printf '%d.%d' $(($1 / 1000)) $(($1 % 1000 / 100))
}

# release_of NAME: what the kernel in the cache should call itself.
release_of() {
    sed 's/^linux-\(image\|binary\)-//; s/-unsigned$//' "$CACHE/kernels/$1/package"
}

# boot_row DIRECTORY QEMU: the row's kernel from the cache, with the row's programs.
boot_row() {
    local directory=$1 qemu=$2 release why init=${row_abis%%,*}
    release=$(release_of "$row_name")
    programs_of "$directory" "$release"
    initrd "$programs/$init/init" "$directory/tests" "${row_files[@]}" >"$directory/initrd.gz"
    why=$(boot "$CACHE/kernels/$row_name/kernel" "$directory/initrd.gz" "$directory/log" "$row_limit" "$qemu" \
        "$row_machine" "$row_console" "$row_append")
    judge "$directory" "$release" "$why"
}

# do_row LINE: everything for one row; to be run in a process of its own.
do_row() {
    local directory why qemu abi
    read_row "$1"
    directory=$BUILD/$row_name
    rm -rf "$directory"
    mkdir -p "$directory"
    if ! why=$(fetch_kernel "$row_name" "$row_suites" "$row_package" "$row_arch" 2>&1); then
        cannot "$directory" "cannot be had: ${why//$'\n'/; }"
    elif ! qemu=$(qemu_of "$row_qemu" 2>"$directory/qemu.log"); then
        cannot "$directory" "$(tail -n 1 "$directory/qemu.log")"
    else
        for abi in ${row_abis//,/ }; do
            [ -e "$programs/$abi/built" ] || {
                printf 'fail\t%s\t%s\n' "$row_name" "the programs for $abi were not built" >>"$directory/results"
                return 0
            }
        done
        boot_row "$directory" "$qemu"
    fi
}

# cannot DIRECTORY REASON: the row's only result.
cannot() {
    local outcome=skip
    [ "$row_need" != must ] || outcome=fail
    printf '%s\t%s\t%s\n' "$outcome" "$row_name" "$2" >>"$1/results"
}
