/* SPDX-License-Identifier: MIT */
/* rawmap: Linux memory mapping, called directly. No libc, no errno, no state.

   The map of the library, lowest first. Each subject is a header to include, whose first comment says what is in it,
   and a folder of its parts, each of which can be included alone. A subject includes only subjects above it in this
   list.

       rawmap/core.h          what every subject stands on
       rawmap/map.h           mapping memory and files, and all that is done to one span of them
       rawmap/files.h         opening, sizing and making the files that are mapped, for programs without a libc
       rawmap/process.h       the memory of processes, of other ones and of one as a whole
       rawmap/numa.h          from which of the machine's nodes memory comes, and where it is
       rawmap/shm.h           System V shared memory: segments that live in the kernel, found by number
       rawmap/look.h          what is mapped, and in which state its pages are
       rawmap/faults.h        page faults that the program handles itself (userfaultfd)
       rawmap/regions.h       what programs build of mappings: segments, huge pages, guards, rings, caches
       rawmap/explain.h       why a call failed, of this process or of another

   In a folder, rules.h has what each call may meet; core/rules.h says how that is read. inner_*.h are for their own
   subject. arch/ has an architecture in each file.

   Any system call at all, unchecked: rawmap_syscall0 to rawmap_syscall6, RAWMAP_NR_<call>, RAWMAP_LINUX_<constant>. */
#ifndef RAWMAP_H
#define RAWMAP_H

#include "rawmap/core.h"
#include "rawmap/map.h"
#include "rawmap/files.h"
#include "rawmap/process.h"
#include "rawmap/numa.h"
#include "rawmap/shm.h"
#include "rawmap/look.h"
#include "rawmap/faults.h"
#include "rawmap/regions.h"
#include "rawmap/explain.h"

#endif
