/* SPDX-License-Identifier: MIT */
/* How the calls on processes are put to ROW (unit.h), and a child to try them on. */
#ifndef UNIT_PROCESS_H
#define UNIT_PROCESS_H

#include "unit.h"

#include <sys/wait.h>

#define UNIT_STATUS_process_open(call) ((call).status)
#define UNIT_STATUS_process_advise(call) ((call).status)
#define UNIT_STATUS_process_release
#define UNIT_STATUS_process_read(call) ((call).status)
#define UNIT_STATUS_process_write(call) ((call).status)
#define UNIT_CHECK_process_open rawmap_check_process_open
#define UNIT_CHECK_process_advise rawmap_check_process_advise
#define UNIT_CHECK_process_release rawmap_check_process_release
#define UNIT_CHECK_process_read rawmap_check_process_read
#define UNIT_CHECK_process_write rawmap_check_process_read

#endif
