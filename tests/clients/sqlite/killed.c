/* SPDX-License-Identifier: MIT */
/* sqlite killed (killed.h), its file mapped. Options: 1 for a write-ahead log, which has a second map, 2 for that without
   waiting for the disk, else a rollback journal. */
#include "../killed.h"

#include <sqlite3.h>

static sqlite3 *base;

static bool does(const char *text)
{
    int error;
    do
        error = sqlite3_exec(base, text, NULL, NULL, NULL);
    while (error == SQLITE_BUSY);
    return error == SQLITE_OK;
}

static bool begins(const char *directory, int options)
{
    char name[4096];
    snprintf(name, sizeof name, "%s/base", directory);
    return sqlite3_open(name, &base) == SQLITE_OK && does("pragma mmap_size = 1000000000") &&
           does(options == 0 ? "pragma journal_mode = delete" : "pragma journal_mode = wal") &&
           does(options == 2 ? "pragma synchronous = off" : "pragma synchronous = normal") &&
           does("pragma wal_autocheckpoint = 20") &&
           does("create table if not exists t(n integer primary key, v blob)");
}

static int put(sqlite3_stmt *insert, unsigned n)
{
    unsigned char bytes[VALUE_MOST];
    sqlite3_reset(insert);
    sqlite3_bind_int64(insert, 1, n);
    sqlite3_bind_blob(insert, 2, bytes, (int)killed_value(n, bytes), SQLITE_TRANSIENT);
    return sqlite3_step(insert);
}

static bool writes(unsigned n)
{
    static sqlite3_stmt *insert;
    if (insert == NULL &&
        sqlite3_prepare_v2(base, "insert or replace into t values(?, ?)", -1, &insert, NULL) != SQLITE_OK)
        return false;
    if (!does("begin immediate") || put(insert, n) != SQLITE_DONE || (n > 0 && put(insert, n / 2) != SQLITE_DONE))
        return false;
    sqlite3_reset(insert);
    return does("commit");
}

static int is_sound(void *answer, int count, char **values, char **names)
{
    (void)names;
    *(bool *)answer = count == 1 && strcmp(values[0], "ok") == 0;
    return 0;
}

static long holds(void)
{
    unsigned char bytes[VALUE_MOST];
    sqlite3_stmt *rows;
    bool sound = false;
    unsigned n = 0;
    int error;
    if (sqlite3_exec(base, "pragma integrity_check", is_sound, &sound, NULL) != SQLITE_OK || !sound ||
        sqlite3_prepare_v2(base, "select n, v from t order by n", -1, &rows, NULL) != SQLITE_OK)
        return -1;
    while ((error = sqlite3_step(rows)) == SQLITE_ROW) {
        const int length = sqlite3_column_bytes(rows, 1);
        if (sqlite3_column_int64(rows, 0) != n || (unsigned)length != killed_value(n, bytes) ||
            memcmp(bytes, sqlite3_column_blob(rows, 1), (size_t)length) != 0)
            return -1;
        n++;
    }
    sqlite3_finalize(rows);
    return error == SQLITE_DONE ? (long)n : -1;
}
