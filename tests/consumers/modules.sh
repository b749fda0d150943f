# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# C++20 modules: an exported template that calls rawmap works in importers. gcc needs no more than the import; clang has
# the header included before it, and says of functions with internal linkage that they stand in two modules.
modules=$BUILD/modules
rm -rf "$modules" && mkdir -p "$modules"

# has_modules COMPILER...: whether it compiles a module that has nothing to do with rawmap
printf 'export module empty;\nexport int seven() { return 7; }\n' >"$modules/empty.cc"
has_modules() { (cd "$modules" && "$@" empty.cc) >/dev/null 2>&1; }

# gcc_modules INCLUDES: the importer without the header, or with it
gcc_modules() {
    local flags=(-std=c++20 -fmodules-ts -O1 -Wall -Wextra -Werror -I"$ROOT/include")
    cd "$modules" || return
    rm -rf gcm.cache
    g++ "${flags[@]}" -c "$ROOT/$here/modules/unit.cc" -o unit.o &&
        g++ "${flags[@]}" ${1:+-D$1} "$ROOT/$here/modules/importer.cc" unit.o -o with_gcc && ./with_gcc
}

clang_modules() {
    local flags=(-std=c++20 -O1 -Wall -Wextra -Wno-modules-ambiguous-internal-linkage)
    cd "$modules" || return
    clang++ "${flags[@]}" -I"$ROOT/include" -x c++-module --precompile "$ROOT/$here/modules/unit.cc" -o memory.pcm &&
        clang++ "${flags[@]}" -c memory.pcm -o memory.o &&
        clang++ "${flags[@]}" -I"$ROOT/include" -DIMPORTER_INCLUDES -fmodule-file=memory.pcm \
            -c "$ROOT/$here/modules/importer.cc" -o importer.o &&
        clang++ importer.o memory.o -o with_clang && ./with_clang
}

if has_modules g++ -std=c++20 -fmodules-ts -c -o empty.o; then
    try "modules: g++, a template in an importer" eval "(gcc_modules)"
    try "modules: g++, and the importer has the header" eval "(gcc_modules IMPORTER_INCLUDES)"
else
    skip "modules: g++" "lacks modules: $(g++ --version | head -n 1)"
fi
if has_modules clang++ -std=c++20 --precompile -x c++-module -o empty.pcm; then
    try "modules: clang++, a template in an importer that has the header" eval "(clang_modules)"
else
    skip "modules: clang++" "lacks modules: $(clang++ --version | head -n 1)"
fi
