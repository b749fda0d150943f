# SPDX-License-Identifier: MIT
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR sparc64)
set(CMAKE_C_COMPILER sparc64-linux-gnu-gcc)
# GCC 12: a function that it splits a structure's members for (ipa-sra) reads a 32-bit member of the stack from the other
# half of its word when it is called by a jump: rawmap_check_map_file then judges padding.
set(CMAKE_C_FLAGS_INIT "-fno-ipa-sra")
set(CMAKE_FIND_ROOT_PATH /usr/sparc64-linux-gnu)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
