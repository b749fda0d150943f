/* SPDX-License-Identifier: MIT */
/* rawmap/files.h: opening, sizing and making the files that are mapped, for programs without a libc.

      rawmap_file_open, _create, _close                  RAWMAP_OPEN(read_only), RAWMAP_CREATE(read_write)
      rawmap_file_size, _space, _block, _resize          64 bits on every ABI
      rawmap_file_allocate, _zero, _unshare, _punch, _collapse, _insert, _write_zeroes
      rawmap_memfd, rawmap_memfd_noexec_or_older         files that live in memory
      rawmap_memfd_secret                                memory that the kernel itself cannot see
      rawmap_file_seal, _seals                           what such a file shall refuse from now on

      rawmap_file f = rawmap_memfd("frames", RAWMAP_MEMFD(cloexec, allow_sealing));
      if (f.status == RAWMAP_OK)
          status = rawmap_file_resize(f.fd, 1 << 20);

   What people get wrong: touching a page past the file's end is SIGBUS, so a file is resized before it is mapped;
   and close does not unmap. */
#ifndef RAWMAP_FILES_H
#define RAWMAP_FILES_H

#include "core.h"

#include "core/quiet.h"
#include "files/rules.h"
#include "files/open_how.h"
#include "files/open.h"
#include "files/size.h"
#include "files/allocate.h"
#include "files/memfd.h"
#include "files/seal.h"
#include "files/from_linux.h"
#include "files/open_from_linux.h"
#include "files/values.h"
#include "core/loud.h"

#endif
