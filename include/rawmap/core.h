/* SPDX-License-Identifier: MIT */
/* rawmap/core.h: what every subject stands on.

   A status, a span, and what turns RAWMAP_PROT(read, write) into a value of its own type. The umbrellas of the
   other subjects include what they need of it.

      rawmap_status                RAWMAP_OK (0), the kernel's own errno (1 to 4095), or a cause by name (from 4096)
      rawmap_status_name           "LENGTH_ZERO"
      rawmap_status_text           a sentence: what is wrong, why, and what to do
      rawmap_status_errno          the errno for a caller that must have one
      rawmap_ignore                drops a status that makes no difference
      rawmap_span, rawmap_slice    a range of addresses, and a part of it; rawmap_mapping is a status and a span
      rawmap_span_of               the span of a pointer and a length; an array of spans is one of iovecs, too
      rawmap_syscall0 to 6         any system call, unchecked, with RAWMAP_NR_<call> and RAWMAP_LINUX_<constant>

      rawmap_mapping m = rawmap_map(length, RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
      if (m.status)
          complain(rawmap_status_text(m.status));

   A switch over a status has a default: a newer kernel or library may answer a number that is not in the list. */
#ifndef RAWMAP_CORE_H
#define RAWMAP_CORE_H

#include "core/version.h"
#include "core/linkage.h"
#include "core/base.h"
#include "core/sanitizers.h"
#include "core/quiet.h"
#include "core/causes.h"
#include "core/status.h"
#include "core/text.h"
#include "core/sizes.h"
#include "core/span.h"
#include "core/set.h"
#include "core/huge.h"
#include "core/here.h"
#include "core/rules.h"
#include "core/iovec.h"
#include "core/diagnose.h"
#include "core/statx.h"
#include "core/proc_text.h"
#include "core/looks.h"
#include "core/words.h"
#include "core/readable.h"
#include "core/loud.h"

#endif
