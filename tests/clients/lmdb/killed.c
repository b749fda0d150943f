/* SPDX-License-Identifier: MIT */
/* LMDB killed (killed.h). Options: 1 for MDB_WRITEMAP, 2 for MDB_MAPASYNC too, 3 for MDB_NOSYNC alone, else none. The map
   grows when it is full. */
#include "../killed.h"

#include <lmdb.h>

static MDB_env *env;
static MDB_dbi table;

static bool begins(const char *directory, int options)
{
    const unsigned flags = options == 1   ? MDB_WRITEMAP
                           : options == 2 ? MDB_WRITEMAP | MDB_MAPASYNC
                           : options == 3 ? MDB_NOSYNC
                                          : 0;
    MDB_txn *txn;
    return mdb_env_create(&env) == 0 && mdb_env_open(env, directory, flags, 0600) == 0 &&
           mdb_txn_begin(env, NULL, 0, &txn) == 0 && mdb_dbi_open(txn, NULL, MDB_INTEGERKEY, &table) == 0 &&
           mdb_txn_commit(txn) == 0;
}

/* A transaction writes its value, and over the one that it writes again. */
static int put(MDB_txn *txn, unsigned n)
{
    unsigned char bytes[VALUE_MOST];
    MDB_val key, value;
    key.mv_data = &n;
    key.mv_size = sizeof n;
    value.mv_size = killed_value(n, bytes);
    value.mv_data = bytes;
    return mdb_put(txn, table, &key, &value, 0);
}

static bool writes(unsigned n)
{
    for (;;) {
        MDB_envinfo info;
        MDB_txn *txn;
        int error = mdb_txn_begin(env, NULL, 0, &txn);
        if (error != 0)
            return false;
        error = put(txn, n);
        if (error == 0 && n > 0)
            error = put(txn, n / 2);
        if (error == 0)
            error = mdb_txn_commit(txn);
        else
            mdb_txn_abort(txn);
        if (error != MDB_MAP_FULL)
            return error == 0;
        if (mdb_env_info(env, &info) != 0 || mdb_env_set_mapsize(env, info.me_mapsize + (1u << 20)) != 0)
            return false;
    }
}

static long holds(void)
{
    unsigned char bytes[VALUE_MOST];
    MDB_cursor *cursor;
    MDB_val key, value;
    MDB_txn *txn;
    unsigned n = 0;
    if (mdb_txn_begin(env, NULL, MDB_RDONLY, &txn) != 0 || mdb_cursor_open(txn, table, &cursor) != 0)
        return -1;
    for (; mdb_cursor_get(cursor, &key, &value, MDB_NEXT) == 0; n++)
        if (*(unsigned *)key.mv_data != n || value.mv_size != killed_value(n, bytes) ||
            memcmp(bytes, value.mv_data, value.mv_size) != 0)
            return -1;
    mdb_cursor_close(cursor);
    mdb_txn_abort(txn);
    return n;
}
