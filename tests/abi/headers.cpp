/* SPDX-License-Identifier: MIT */
/* The whole library as C++, for every target that has a C++ compiler. */
#include <rawmap.h>
