/* SPDX-License-Identifier: MIT */
/* rawmap/core/inner_arch.h: the architecture. Where the headers are installed its files lie in rawmap/arch/; in the project's
   tree, and in a copy of its include/ and arch/ side by side, they lie in arch/. */
#ifndef RAWMAP_CORE_INNER_ARCH_H
#define RAWMAP_CORE_INNER_ARCH_H

#if defined __has_include
#if __has_include("../arch/select.h")
#include "../arch/select.h"
#elif __has_include("../../../arch/select.h")
#include "../../../arch/select.h"
#else
#error "rawmap: the files of arch/ are missing: copy arch/ beside include/, as it is in rawmap's tree"
#endif
#else
#include "../../../arch/select.h"
#endif

#endif
