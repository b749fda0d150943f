/* SPDX-License-Identifier: MIT */
/* How the calls of userfaultfd are put to ROW (unit.h). */
#ifndef UNIT_FAULTS_H
#define UNIT_FAULTS_H

#include "unit.h"

#define UNIT_STATUS_faults_open(call) ((call).status)
#define UNIT_STATUS_faults_handshake(call) ((call).status)
#define UNIT_STATUS_faults_register(call) ((call).status)
#define UNIT_STATUS_faults_unregister
#define UNIT_STATUS_faults_wake
#define UNIT_STATUS_faults_set_mode
#define UNIT_STATUS_faults_copy(call) ((call).status)
#define UNIT_STATUS_faults_move(call) ((call).status)
#define UNIT_STATUS_faults_zeropage(call) ((call).status)
#define UNIT_STATUS_faults_poison(call) ((call).status)
#define UNIT_STATUS_faults_continue(call) ((call).status)
#define UNIT_STATUS_faults_write_protect
#define UNIT_STATUS_faults_access_protect
#define UNIT_STATUS_faults_write_unprotect
#define UNIT_STATUS_faults_access_unprotect
#define UNIT_STATUS_faults_read(call) ((call).status)
#define UNIT_CHECK_faults_open rawmap_check_faults_open
#define UNIT_CHECK_faults_handshake rawmap_check_faults_handshake
#define UNIT_CHECK_faults_register rawmap_check_faults_register
#define UNIT_CHECK_faults_unregister rawmap_check_faults_wake
#define UNIT_CHECK_faults_wake rawmap_check_faults_wake
#define UNIT_CHECK_faults_set_mode rawmap_check_faults_set_mode
#define UNIT_CHECK_faults_copy rawmap_check_faults_copy
#define UNIT_CHECK_faults_move rawmap_check_faults_move
#define UNIT_CHECK_faults_zeropage rawmap_check_faults_zeropage
#define UNIT_CHECK_faults_poison rawmap_check_faults_zeropage
#define UNIT_CHECK_faults_continue rawmap_check_faults_continue
#define UNIT_CHECK_faults_write_protect rawmap_check_faults_write_protect
#define UNIT_CHECK_faults_access_protect rawmap_check_faults_write_protect
#define UNIT_CHECK_faults_write_unprotect rawmap_check_faults_write_unprotect
#define UNIT_CHECK_faults_access_unprotect rawmap_check_faults_write_unprotect
#define UNIT_CHECK_faults_read rawmap_check_faults_read

#endif
