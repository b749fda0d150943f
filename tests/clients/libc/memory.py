# SPDX-License-Identifier: MIT
# What Python programs do with mmap: anonymous and of files, growing, advised, shared with children and by name.
import ctypes, hashlib, mmap, multiprocessing, os, sys
from multiprocessing import shared_memory

page = mmap.PAGESIZE


def say(name, data):
    print(name, hashlib.sha256(data).hexdigest())


m = mmap.mmap(-1, 64 * page)
m[:] = bytes(i * 7 & 255 for i in range(64 * page))
for advice in ("MADV_WILLNEED", "MADV_RANDOM", "MADV_NOHUGEPAGE", "MADV_DONTFORK", "MADV_DOFORK", "MADV_DONTDUMP"):
    m.madvise(getattr(mmap, advice))
m.resize(200 * page)
m.resize(16 * page)
say("anonymous", m)
m.madvise(mmap.MADV_DONTNEED, 0, 4 * page)
m.close()

with open("file", "wb+") as f:
    f.truncate(10 * page + 123)
    with mmap.mmap(f.fileno(), 0) as m:
        m[page : page + 5] = b"hello"
        m.flush()
        m.flush(0, 2 * page)
        m.resize(40 * page)
        m.move(3 * page, page, page)
        print("found", m.find(b"hello"), m.rfind(b"hello"), m.size())
    with mmap.mmap(f.fileno(), page, access=mmap.ACCESS_COPY, offset=page) as m:
        m[0:5] = b"other"
        say("copy", m)
    with mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ) as m:
        say("file", m)
        try:
            m[0] = 1
        except TypeError as e:
            print(e)

for arguments in ((9999, page), (-1, 1 << 62)):
    try:
        mmap.mmap(*arguments).close()
        print("mapped")
    except (OSError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)

m = mmap.mmap(-1, 4 * page, flags=mmap.MAP_SHARED)
child = os.fork()
if child == 0:
    m[:4] = b"said"
    os._exit(0)
os.waitpid(child, 0)
print(m[:4])

s = shared_memory.SharedMemory(create=True, size=1 << 20)


def work(name, part):
    t = shared_memory.SharedMemory(name=name)
    t.buf[part << 16 : (part + 1) << 16] = bytes([part]) * (1 << 16)
    t.close()


workers = [multiprocessing.Process(target=work, args=(s.name, part)) for part in range(4)]
for w in workers:
    w.start()
for w in workers:
    w.join()
say("shared", s.buf)
s.close()
s.unlink()

file = os.memfd_create("m", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
os.ftruncate(file, page)
os.pwrite(file, b"x" * 100, 0)
say("memfd", mmap.mmap(file, page))

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
for call in ((9, 0, 0, 3, 0x22, -1, 0), (11, 4097, 4096), (10, 1, 1, 1), (28, 0, page, 77), (26, 0, page, 8), (25, 0, 0, 0, 0)):
    print(call, libc.syscall(*map(ctypes.c_long, call)), ctypes.get_errno())

# Rights to a key are asked for where there is one: elsewhere the processor has no such instruction.
key = libc.pkey_alloc(0, 0)
for rights in (2, 1, 3, 0) if key >= 0 else ():
    print("key", libc.pkey_set(key, rights), libc.pkey_get(key))
for call, words in ((libc.pkey_get, (-1,)), (libc.pkey_get, (16,)), (libc.pkey_set, (-1, 0)), (libc.pkey_set, (16, 0)), (libc.pkey_set, (0, 4))):
    ctypes.set_errno(0)
    print("no key", words, call(*words), ctypes.get_errno())

lists = [[str(i) * 9 for i in range(j, j + 40000)] for j in range(0, 200000, 40000)]
say("lists", "".join(map("".join, lists)).encode())
