/* SPDX-License-Identifier: MIT */
/* A program that calls one function of the library. */
#include "rawmap.h"

int main(int count, char **arguments)
{
    rawmap_span span;
    span.base = arguments;
    span.length = (size_t)count;
    return rawmap_unmap(span) != RAWMAP_OK;
}
