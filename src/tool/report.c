/* SPDX-License-Identifier: MIT */
/* The table, for people and for scripts, and the same as JSON. */
#include "tool.h"

static unsigned long counts[4];
static const char verdicts[4][8] = {"works", "refused", "ignored", "unknown"};
static const char colours[4][6] = {"\033[32m", "\033[31m", "\033[33m", "\033[2m"};

/* system, host, release, version, machine, domain */
static char system_names[6][65];

/* In JSON quotes, backslashes and control characters are written as numbers; what the probes say has none, but a host
   may call itself anything. */
void json_text(const char *text)
{
    static const char digits[] = "0123456789abcdef";
    out("\"");
    for (; *text; text++) {
        const unsigned char letter = (unsigned char)*text;
        if (letter < 0x20 || letter > 0x7e || letter == '"' || letter == '\\') {
            const char code[] = {'\\', 'u', '0', '0', digits[letter >> 4], digits[letter & 15], 0};
            out(code);
        } else {
            const char plain[] = {*text, 0};
            out(plain);
        }
    }
    out("\"");
}

static const char *status_name(const struct answer *answer)
{
    return answer->status == RAWMAP_OK ? "-" : rawmap_status_name(answer->status);
}

/* Six columns need so much. */
static bool narrow(const struct report_options *options)
{
    enum { ROOM_FOR_ALL = 110 };
    return options->width && options->width < ROOM_FOR_ALL;
}

void report_begin(const struct report_options *options)
{
    char version[16];
    unsigned used = 0;
    (void)rawmap_syscall1(RAWMAP_NR_uname, word_of(system_names));
    append_number(version, &used, sizeof version, RAWMAP_VERSION_MAJOR);
    append(version, &used, sizeof version, ".");
    append_number(version, &used, sizeof version, RAWMAP_VERSION_MINOR);
    append(version, &used, sizeof version, ".");
    append_number(version, &used, sizeof version, RAWMAP_VERSION_PATCH);
    if (options->form == REPORT_JSON) {
        out("{\n  \"rawmap\": ");
        json_text(version);
        out(",\n  \"release\": ");
        json_text(system_names[2]);
        out(",\n  \"machine\": ");
        json_text(system_names[4]);
        out(",\n  \"abi\": ");
        json_text(RAWMAP_ARCH_NAME);
        out(",\n  \"page_size\": ");
        out_number(page_size);
        out(",\n  \"rows\": [");
    } else {
        out("# rawmap ");
        out(version);
        out(" (");
        out(RAWMAP_ARCH_NAME);
        out(") on Linux ");
        out(system_names[2]);
        out(" ");
        out(system_names[4]);
        out(", page size ");
        out_number(page_size);
        out("\n");
        out(narrow(options)
                ? "# row                          verdict  evidence\n"
                : "# subject     name                     verdict  status                        since   evidence\n");
    }
    (void)out_flush();
}

static void verdict_of(const struct report_options *options, const struct answer *answer)
{
    if (options->colour)
        out(colours[answer->verdict]);
    out_padded(verdicts[answer->verdict], 8);
    if (options->colour)
        out("\033[0m");
    out(" ");
}

/* Where six columns do not fit: subject and name in one, the status before the evidence, no version. */
static void narrow_row(const struct report_options *options, const struct row *row, const struct answer *answer)
{
    enum { EVIDENCE = 40 };
    char name[64];
    unsigned used = 0, column = EVIDENCE;
    append(name, &used, sizeof name, row->subject);
    append(name, &used, sizeof name, ".");
    append(name, &used, sizeof name, row->name);
    out_padded(name, 30);
    out(" ");
    verdict_of(options, answer);
    if (answer->status != RAWMAP_OK) {
        column = out_words(status_name(answer), column, EVIDENCE, options->width);
        out(answer->note[0] ? ":" : "");
        column++;
    }
    (void)out_words(answer->note, column, EVIDENCE, options->width);
    out("\n");
}

static void table_row(const struct report_options *options, const struct row *row, const struct answer *answer)
{
    enum { EVIDENCE = 86 };
    if (narrow(options)) {
        narrow_row(options, row, answer);
        return;
    }
    out_padded(row->subject, 13);
    out(" ");
    out_padded(row->name, 24);
    out(" ");
    verdict_of(options, answer);
    out_padded(status_name(answer), 29);
    out(" ");
    out_padded(row->since, 7);
    out(" ");
    if (options->width)
        (void)out_words(answer->note[0] ? answer->note : "-", EVIDENCE, EVIDENCE, options->width);
    else
        out(answer->note[0] ? answer->note : "-");
    out("\n");
}

static void json_row(const struct row *row, const struct answer *answer)
{
    const bool first = counts[0] + counts[1] + counts[2] + counts[3] == 0;
    out(first ? "\n    {\"subject\": " : ",\n    {\"subject\": ");
    json_text(row->subject);
    out(", \"name\": ");
    json_text(row->name);
    out(", \"verdict\": ");
    json_text(verdicts[answer->verdict]);
    out(", \"status\": ");
    if (answer->status == RAWMAP_OK)
        out("null");
    else
        json_text(status_name(answer));
    out(", \"since\": ");
    json_text(row->since);
    out(", \"evidence\": ");
    json_text(answer->note);
    out("}");
}

void report_row(const struct report_options *options, const struct row *row, const struct answer *answer)
{
    if (options->only >= 0 && options->only != answer->verdict)
        return;
    if (options->form == REPORT_JSON)
        json_row(row, answer);
    else
        table_row(options, row, answer);
    counts[answer->verdict]++;
    (void)out_flush();
}

int verdict_named(const char *name)
{
    int i;
    for (i = 0; i < 4; i++)
        if (same(name, verdicts[i]))
            return i;
    return -1;
}

void report_end(const struct report_options *options)
{
    const bool json = options->form == REPORT_JSON;
    unsigned i;
    out(json ? "\n  ],\n  \"summary\": {\"rows\": " : "# ");
    out_number(counts[0] + counts[1] + counts[2] + counts[3]);
    out(json ? "" : " probed: ");
    for (i = 0; i < 4; i++) {
        if (json) {
            out(", ");
            json_text(verdicts[i]);
            out(": ");
            out_number(counts[i]);
        } else {
            out(i == 0 ? "" : ", ");
            out_number(counts[i]);
            out(" ");
            out(verdicts[i]);
        }
    }
    out(json ? "}\n}\n" : "\n");
    (void)out_flush();
}
