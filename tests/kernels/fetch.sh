# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Debian packages of any suite and architecture, fetched without being installed.
#
# The mirror is the one that this machine's own apt uses. Each (suite, architecture) has an apt root of its own
# under $CACHE/apt, so that one bad index costs the kernels of that index and no others. The indexes are checked
# against the installed archive keyring, and apt checks each package against its index.

keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# mirror_of SUITE: prints the address that this machine's apt uses for Debian, or for its security updates. Nothing on
# other distributions, whose mirrors hold other things.
mirror_of() {
    local label=Debian release found
    # shellcheck source=/dev/null
    release=$(. /etc/os-release && [ "${ID:-}" = debian ] && echo "${VERSION_CODENAME:-sid}") || return 0
    case $1 in *-security) label=Debian-Security release=$release-security ;; esac
    # The label is known once apt has an index; before that, what the sources say has to do.
    # shellcheck disable=SC2016 # the dollars are for apt
    {
        found=$(apt-get indextargets --format '$(LABEL)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
            sed -n "s/^$label|//p" | head -n 1)
        [ -n "$found" ] ||
            found=$(apt-get indextargets --no-release-info --format '$(RELEASE)|$(COMPONENT)|$(REPO_URI)' \
                'Created-By: Packages' 2>/dev/null | sed -n "s/^$release|main|//p" | head -n 1)
    }
    printf '%s\n' "$found"
}

# apt_root SUITE ARCHITECTURE: makes the private root with a fresh index, prints its directory. With `source` for an
# architecture its index is of source packages.
# Says why on standard error when it cannot. Rows that share a root come one after the other.
apt_root() {
    mkdir -p "$CACHE/apt"
    (
        flock -w 300 9
        make_apt_root "$CACHE/apt/$1-$2" "$1" "$2"
    ) 9>>"$CACHE/apt/$1-$2.lock"
}

make_apt_root() {
    local root=$1 suite=$2 architecture=$3 mirror entry
    mirror=$(mirror_of "$suite")
    [ -n "$mirror" ] || { echo "this machine's apt knows no Debian mirror for $suite" >&2; return 1; }
    [ -r "$keyring" ] || { echo "no archive keyring: install debian-archive-keyring" >&2; return 1; }
    mkdir -p "$root/empty.d" "$root/lists/partial" "$root/archives/partial"
    : >"$root/status"
    entry="deb [signed-by=$keyring arch=$architecture]"
    [ "$architecture" != source ] || { entry="deb-src [signed-by=$keyring]" && architecture=$(dpkg --print-architecture); }
    echo "$entry $mirror $suite main" >"$root/sources.list"
    {
        # How this machine reaches the network (proxies, certificates) holds here too; nothing else of its settings does.
        apt-config dump 2>/dev/null | grep -E '^Acquire::(http|https)::' || true
        cat <<END
Dir::Etc::Parts "$root/empty.d";
Dir::Etc::Main "$root/empty.conf";
Dir::Etc::SourceList "$root/sources.list";
Dir::Etc::SourceParts "$root/empty.d";
Dir::Etc::Preferences "$root/empty.conf";
Dir::Etc::PreferencesParts "$root/empty.d";
Dir::State "$root";
Dir::State::Lists "$root/lists";
Dir::State::Status "$root/status";
Dir::Cache "$root";
Dir::Cache::Archives "$root/archives";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
APT::Architecture "$architecture";
APT::Architectures { "$architecture"; };
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::PDiffs "false";
Acquire::GzipIndexes "true";
Acquire::Retries "3";
Acquire::Check-Valid-Until "false";
END
    } >"$root/apt.conf"
    : >"$root/empty.conf"
    if [ ! -e "$root/fresh" ] || [ -n "$(find "$root/fresh" -mmin +60)" ]; then
        # A failed index is only a warning to apt, unless it is told otherwise.
        APT_CONFIG=$root/apt.conf timeout 180 apt-get -q -o APT::Update::Error-Mode=any update >"$root/log" 2>&1 ||
            { echo "the index of $suite for $3: $(grep -m 1 '^[EW]:' "$root/log" || echo "timed out")" >&2
              return 1; }
        : >"$root/fresh"
    fi
    printf '%s\n' "$root"
}

# newest_package ROOT REGEX: prints the name of the newest package whose whole name matches.
newest_package() {
    APT_CONFIG=$1/apt.conf apt-cache pkgnames 2>/dev/null | grep -E -x -e "$2" | sort -V | tail -n 1
}

# download ROOT PACKAGE DIRECTORY: leaves DIRECTORY/PACKAGE_*.deb.
download() {
    local root=$1 package=$2 directory=$3
    mkdir -p "$directory"
    (cd "$directory" && APT_CONFIG=$root/apt.conf timeout 300 apt-get -q download "$package" >"$root/download.$package.log" 2>&1) ||
        { echo "download of $package: $(grep -m 1 '^[EW]:' "$root/download.$package.log" || echo "timed out")" >&2; return 1; }
}

# fetch_source SUITE PACKAGE: unpacks a source package with Debian's patches, once for each version, and prints the directory.
# apt checks it against the signed index; why there is none is said on standard error.
fetch_source() {
    local suite=$1 package=$2 root version directory scratch
    # shellcheck disable=SC2012 # names of our own
    directory=$(ls -d "$CACHE/sources/$package-$suite"-* 2>/dev/null | tail -n 1)
    [ -z "$directory" ] || { printf '%s\n' "$directory" && return 0; }
    root=$(apt_root "$suite" source) || return 1
    version=$(APT_CONFIG=$root/apt.conf apt-cache showsrc --only-source "$package" 2>/dev/null | sed -n 's/^Version: //p' | sort -V | tail -n 1)
    [ -n "$version" ] || { echo "$suite of this mirror has no source package $package" >&2 && return 1; }
    directory=$CACHE/sources/$package-$suite-$version
    mkdir -p "$CACHE/sources"
    scratch=$(mktemp -d "$CACHE/sources/fetch.XXXXXX")
    (
        cd "$scratch" &&
            APT_CONFIG=$root/apt.conf timeout 300 apt-get -q --download-only source "$package=$version" &&
            dpkg-source --no-check -x ./*.dsc tree
    ) >"$root/source.$package.log" 2>&1 && mv -T "$scratch/tree" "$directory" 2>/dev/null
    rm -rf "$scratch"
    [ -d "$directory" ] ||
        { echo "source of $package: $(grep -m 1 -E '^[EW]:|error' "$root/source.$package.log" || echo "timed out")" >&2 && return 1; }
    printf '%s\n' "$directory"
}

# unpack_zboot FILE: a kernel that is a self-extracting EFI program is replaced by what it holds; others are left alone.
# Such a file has "zimg" at byte 4, then the payload's offset and size, and at byte 24 the name of its compression.
unpack_zboot() {
    local file=$1 offset size method unpack
    [ "$(dd if="$file" bs=1 skip=4 count=4 2>/dev/null | tr -d '\0')" = zimg ] || return 0
    read -r offset size < <(od -An -t u4 --endian=little -j 8 -N 8 "$file")
    method=$(dd if="$file" bs=1 skip=24 count=8 2>/dev/null | tr -d '\0')
    case $method in
        gzip) unpack=(gzip -dc) ;;
        zstd | zstd22) unpack=(zstd -dcq) ;;
        xzkern) unpack=(xz -dc) ;;
        *) echo "unknown compression of the kernel: $method" >&2; return 1 ;;
    esac
    # The kernel's build appends the unpacked size to the payload; decompressors take it for rubbish and still print all.
    tail -c +$((offset + 1)) "$file" | head -c "$size" | "${unpack[@]}" >"$file.unpacked" 2>/dev/null || true
    [ -s "$file.unpacked" ] || { echo "cannot unpack the kernel" >&2; return 1; }
    mv "$file.unpacked" "$file"
}

# unpack_kernel DIRECTORY: DIRECTORY/kernel from the package in it.
unpack_kernel() {
    dpkg-deb --fsys-tarfile "$1"/*.deb | tar -xO --wildcards '*/vmlinu[xz]*' >"$1/kernel" &&
        [ -s "$1/kernel" ] && unpack_zboot "$1/kernel"
}

# fetch_kernel NAME SUITES REGEX ARCHITECTURE: leaves $CACHE/kernels/NAME/kernel, and the package's name in .../package.
# A kernel in the cache is used as it is, unless RAWMAP_KERNELS_REFRESH=1 asks for the newest.
fetch_kernel() {
    local name=$1 suites=$2 regex=$3 architecture=$4 directory wanted suite root package='' scratch
    directory=$CACHE/kernels/$name
    wanted="$suites $regex $architecture"
    if [ "${RAWMAP_KERNELS_REFRESH:-0}" != 1 ] && [ "$(cat "$directory/wanted" 2>/dev/null)" = "$wanted" ]; then
        return 0
    fi
    mkdir -p "$directory"
    for suite in ${suites//,/ }; do
        root=$(apt_root "$suite" "$architecture") || continue
        package=$(newest_package "$root" "$regex")
        [ -n "$package" ] && break
        echo "no package in $suite for $architecture is named $regex" >&2
    done
    [ -n "$package" ] || return 1
    if [ "$(cat "$directory/package" 2>/dev/null)" != "$package" ] || [ ! -s "$directory/kernel" ]; then
        scratch=$(mktemp -d "$directory/fetch.XXXXXX")
        if ! download "$root" "$package" "$scratch" || ! unpack_kernel "$scratch"; then
            rm -rf "$scratch"
            echo "no kernel from $package" >&2
            return 1
        fi
        mv "$scratch/kernel" "$directory/kernel"
        rm -rf "$scratch"
        printf '%s\n' "$package" >"$directory/package"
    fi
    printf '%s\n' "$wanted" >"$directory/wanted"
}
