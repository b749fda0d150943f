/* SPDX-License-Identifier: MIT */
/* A userfaultfd that is ready, a thread that runs into it, and what is read of that. */
#ifndef UNIT_TOUCH_H
#define UNIT_TOUCH_H

#include "unit_faults.h"

#include <poll.h>
#include <pthread.h>

/* poll tells nothing of a userfaultfd that waits; and everyone may have one for the faults of user mode. */
static inline rawmap_faults ready(rawmap_fault_features wanted)
{
    rawmap_opened_faults opened;
    UNIT_NEEDS_FACT(userfaultfd);
    opened = rawmap_faults_open(RAWMAP_FAULTS(nonblock, user_mode_only));
    STATUS(OK, opened.status);
    STATUS(OK, rawmap_faults_handshake(opened.faults, wanted).status);
    return opened.faults;
}

static inline rawmap_fault_calls registered(rawmap_faults faults, rawmap_span span, rawmap_fault_modes modes)
{
    const rawmap_faults_registered answer = rawmap_faults_register(faults, span, modes);
    STATUS(OK, answer.status);
    return answer.calls;
}

/* A thread that touches a byte, and whether it has come back. */
struct toucher {
    volatile unsigned char *at;
    int write;
    volatile int seen;
    pthread_t thread;
};
static inline void *touch(void *argument)
{
    struct toucher *toucher = (struct toucher *)argument;
    if (toucher->write != 0)
        *toucher->at = (unsigned char)toucher->write;
    toucher->seen = *toucher->at;
    return NULL;
}
static inline void start(struct toucher *toucher, void *at, int write)
{
    toucher->at = (volatile unsigned char *)at;
    toucher->write = write;
    toucher->seen = -1;
    cr_assert_eq(pthread_create(&toucher->thread, NULL, touch, toucher), 0);
}
static inline int ended(struct toucher *toucher)
{
    cr_assert_eq(pthread_join(toucher->thread, NULL), 0);
    return toucher->seen;
}
static inline bool quiet(rawmap_faults faults, int milliseconds)
{
    struct pollfd wait;
    wait.fd = faults.file;
    wait.events = POLLIN;
    return poll(&wait, 1, milliseconds) == 0;
}
static inline rawmap_fault next_fault(rawmap_faults faults)
{
    rawmap_fault_message message;
    rawmap_fault fault;
    rawmap_faults_messages got;
    cr_assert_not(quiet(faults, 10000), "nothing happens");
    got = rawmap_faults_read(faults, &message, 1);
    STATUS(OK, got.status);
    cr_assert_eq(got.count, 1);
    cr_assert(rawmap_faults_decode(&message, &fault));
    return fault;
}

#endif
