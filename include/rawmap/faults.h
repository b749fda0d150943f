/* SPDX-License-Identifier: MIT */
/* rawmap/faults.h: page faults that the program handles itself (userfaultfd).

      rawmap_faults_open, _handshake, _close        a descriptor, and what it can do: RAWMAP_FAULT_FEATURES(...)
      rawmap_faults_register, _unregister           which spans, and for what: RAWMAP_FAULT_MODES(missing)
      rawmap_faults_read, _decode                   what happened
      rawmap_faults_copy, _zeropage, _continue, _poison, _move      the answers that bring a page
      rawmap_faults_write_protect, _access_protect  watching pages that are there; _wake, _set_mode

   Open, shake hands once, register spans; then read messages and answer them. Another thread than the one that
   faults does so, or a process that was given the descriptor.

   What people get wrong: a thread whose fault was not answered goes on waiting, so each answer that fails needs
   another one (EAGAIN: the process is forking, try again; EEXIST: the page came meanwhile, wake the thread). */
#ifndef RAWMAP_FAULTS_H
#define RAWMAP_FAULTS_H

#include "core.h"
#include "map.h"

#include "core/quiet.h"
#include "faults/sets.h"
#include "faults/rules.h"
#include "faults/open.h"
#include "faults/from_linux.h"
#include "faults/message.h"
#include "faults/fill.h"
#include "faults/protect.h"
#include "faults/values.h"
#include "core/loud.h"

#endif
