/* SPDX-License-Identifier: MIT */
/* Values by key, each read whole: in a cache whose memory the kernel may drop, which copies them out; and what people use
   instead, which keep theirs and are read in place: a hash of values from malloc, with a lock as several threads need one
   and without, and LMDB (memcached's slabs are in its server alone). Keys are numbers, asked for in no order; all are
   there. The sizes are bytes of a value; of larger ones there are fewer. */
#define _GNU_SOURCE
#include "rows.h"

#include "rawmap.h"

#include <pthread.h>

#ifdef LMDB
#include <lmdb.h>
#endif

enum { LOOKUPS = 200, KEYS_MOST = 1 << 17, VALUE_MOST = 65536, BYTES_MOST = 64 << 20 };

static size_t keys, length; /* what there is now: values, and bytes of each */
static unsigned char value[VALUE_MOST];
static uint64_t sum, state = 1;

/* The key stands in front of each value. */
static void value_of(uint64_t key)
{
    memcpy(value, &key, sizeof key);
    memset(value + sizeof key, (int)key, length - sizeof key);
}
static uint64_t next_key(void)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (state >> 33) % keys;
}
static __attribute__((__noinline__)) bool read_value(const void *bytes, uint64_t key)
{
    const unsigned char *const at = bytes;
    uint64_t word;
    size_t i;
    for (i = 0; i + sizeof word <= length; i += sizeof word) {
        memcpy(&word, at + i, sizeof word);
        sum += word;
    }
    memcpy(&word, at, sizeof word);
    return word == key;
}
static bool sized(size_t size)
{
    const bool same = length == size;
    length = size;
    keys = BYTES_MOST / size < KEYS_MOST ? BYTES_MOST / size : KEYS_MOST;
    return same;
}

/* --- a cache: the place is the key's --- */

static rawmap_cache cache;
static unsigned char copy[VALUE_MOST];

static bool fill_cache(size_t size)
{
    static size_t filled;
    (void)sized(size);
    if (filled == size)
        return true;
    if (filled != 0 && rawmap_unmap(cache.memory))
        return false;
    filled = size;
    if (rawmap_cache_map(&cache, keys, length))
        return false;
    for (uint64_t key = 0; key < keys; key++) {
        value_of(key);
        if (rawmap_cache_store(&cache, (size_t)key, value, length))
            return false;
    }
    /* Who looks first after an advice takes a fault on some machines: a cache that is used has that behind it. */
    for (size_t place = 0; place < keys; place++)
        if (rawmap_cache_fetch(&cache, place, copy, sizeof copy).status != RAWMAP_OK)
            break;
    return true;
}
static bool from_cache(size_t size)
{
    (void)size;
    for (int i = 0; i < LOOKUPS; i++) {
        const uint64_t key = next_key();
        if (rawmap_cache_fetch(&cache, (size_t)key, copy, sizeof copy).status) { /* dropped: made again */
            value_of(key);
            if (rawmap_cache_store(&cache, (size_t)key, value, length))
                return false;
            memcpy(copy, value, length);
        }
        if (!read_value(copy, key))
            return false;
    }
    return true;
}

/* --- a hash of pointers, half of it taken --- */

enum { SLOTS = KEYS_MOST * 2 };
static unsigned char *slots[SLOTS];
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static unsigned char **slot_of(uint64_t key)
{
    size_t at = (size_t)(key * 0x9e3779b97f4a7c15u >> 40) % SLOTS;
    while (slots[at] != NULL && memcmp(slots[at], &key, sizeof key) != 0)
        at = (at + 1) % SLOTS;
    return &slots[at];
}
static bool fill_hash(size_t size)
{
    static size_t filled;
    (void)sized(size);
    if (filled == size)
        return true;
    for (size_t at = 0; at < SLOTS; at++) {
        free(slots[at]);
        slots[at] = NULL;
    }
    filled = size;
    for (uint64_t key = 0; key < keys; key++) {
        unsigned char **const slot = slot_of(key);
        *slot = malloc(length);
        if (*slot == NULL)
            return false;
        value_of(key);
        memcpy(*slot, value, length);
    }
    return true;
}
static bool from_hash(size_t size)
{
    (void)size;
    for (int i = 0; i < LOOKUPS; i++) {
        const uint64_t key = next_key();
        const unsigned char *const found = *slot_of(key);
        if (found == NULL || !read_value(found, key))
            return false;
    }
    return true;
}
static bool from_locked_hash(size_t size)
{
    (void)size;
    for (int i = 0; i < LOOKUPS; i++) {
        const uint64_t key = next_key();
        const unsigned char *found;
        bool done;
        pthread_rwlock_rdlock(&lock);
        found = *slot_of(key);
        done = found != NULL && read_value(found, key);
        pthread_rwlock_unlock(&lock);
        if (!done)
            return false;
    }
    return true;
}

/* --- LMDB, one transaction for each lookup, renewed as its manual advises --- */

#ifdef LMDB
static MDB_env *environment;
static MDB_dbi values;
static MDB_txn *reading;

static bool make_environment(void)
{
    char directory[] = "/tmp/lookups.XXXXXX", file[sizeof directory + 16];
    bool made;
    if (mdb_env_create(&environment) || mdb_env_set_mapsize(environment, (size_t)1 << 30) || !mkdtemp(directory))
        return false;
    made = mdb_env_open(environment, directory, MDB_NOSYNC | MDB_WRITEMAP, 0600) == 0;
    snprintf(file, sizeof file, "%s/data.mdb", directory);
    unlink(file);
    snprintf(file, sizeof file, "%s/lock.mdb", directory);
    unlink(file);
    rmdir(directory);
    return made;
}
static bool fill_lmdb(size_t size)
{
    static size_t filled;
    MDB_txn *writing;
    (void)sized(size);
    if (filled == size)
        return true;
    filled = size;
    if (environment == NULL && !make_environment())
        return false;
    if (mdb_txn_begin(environment, NULL, 0, &writing) || mdb_dbi_open(writing, NULL, MDB_INTEGERKEY, &values) ||
        mdb_drop(writing, values, 0))
        return false;
    for (uint64_t key = 0; key < keys; key++) {
        MDB_val name = {sizeof key, &key}, content = {length, value};
        value_of(key);
        if (mdb_put(writing, values, &name, &content, MDB_APPEND))
            return false;
    }
    if (mdb_txn_commit(writing))
        return false;
    if (reading != NULL)
        return true;
    if (mdb_txn_begin(environment, NULL, MDB_RDONLY, &reading))
        return false;
    mdb_txn_reset(reading);
    return true;
}
static bool from_lmdb(size_t size)
{
    (void)size;
    for (int i = 0; i < LOOKUPS; i++) {
        uint64_t key = next_key();
        MDB_val name = {sizeof key, &key}, content;
        if (mdb_txn_renew(reading) || mdb_get(reading, values, &name, &content) || !read_value(content.mv_data, key))
            return false;
        mdb_txn_reset(reading);
    }
    return true;
}
#endif

static const struct way ways[] = {
    {"lookup", "rawmap", fill_cache, from_cache, NULL, true},
    {"lookup", "hash of malloc", fill_hash, from_hash, NULL, true},
    {"lookup", "hash, read lock", fill_hash, from_locked_hash, NULL, true},
#ifdef LMDB
    {"lookup", "LMDB", fill_lmdb, from_lmdb, NULL, true},
#endif
};
static const size_t sizes[] = {16, 64, 200, 1024, 4096, 65536, 0};

int main(int count, char **arguments)
{
    return rows_main(count, arguments, ways, sizeof ways / sizeof ways[0], sizes);
}
