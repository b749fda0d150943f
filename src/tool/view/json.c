/* SPDX-License-Identifier: MIT */
/* JSON. Commas come by themselves: before whatever is not the first in its brackets. */
#include "view.h"

static bool first = true;

static void separate(void)
{
    if (!first)
        out(", ");
    first = false;
}

void json_open(char bracket)
{
    const char text[2] = {bracket, 0};
    separate();
    out(text);
    first = true;
}

void json_close(char bracket)
{
    const char text[2] = {bracket, 0};
    out(text);
    first = false;
}

void json_key(const char *key)
{
    json_string(key);
    out(": ");
    first = true;
}

void json_string(const char *text)
{
    separate();
    json_text(text);
}

void json_number(uint64_t number)
{
    separate();
    if (number == NOT_KNOWN || number == NO_LIMIT)
        out("null");
    else
        out_u64(number);
}

void json_address(uint64_t address)
{
    separate();
    out("\"0x");
    out_hex(address, 1);
    out("\"");
}

void json_word(const char *word)
{
    separate();
    out(word);
}

void json_line(void)
{
    if (!first)
        out(",");
    out("\n  ");
    first = true;
}

void json_version(void)
{
    char version[16];
    unsigned used = 0;
    append_number(version, &used, sizeof version, RAWMAP_VERSION_MAJOR);
    append(version, &used, sizeof version, ".");
    append_number(version, &used, sizeof version, RAWMAP_VERSION_MINOR);
    append(version, &used, sizeof version, ".");
    append_number(version, &used, sizeof version, RAWMAP_VERSION_PATCH);
    json_open('{');
    json_key("rawmap");
    json_string(version);
}

void json_head(const struct view *view)
{
    json_version();
    json_key("process");
    json_number((uint64_t)view->process);
    json_key("command");
    json_string(view->command);
}
