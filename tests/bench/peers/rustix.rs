// SPDX-License-Identifier: MIT
//! The shapes by rustix, with the system calls that it makes itself (linux_raw).
use rustix::fd::BorrowedFd;
use rustix::io::Errno;
use rustix::mm::{self, Advice, MapFlags, MprotectFlags, MremapFlags, MsyncFlags, ProtFlags};
use std::os::raw::{c_int, c_void};
use std::ptr::null_mut;

#[repr(C)]
pub struct Piece {
    base: *mut c_void,
    length: usize,
}

#[repr(C)]
pub struct Segment {
    base: *mut c_void,
    length: usize,
    error: c_int,
}

fn answer(result: Result<(), Errno>) -> c_int {
    match result {
        Ok(()) => 0,
        Err(error) => error.raw_os_error(),
    }
}

#[no_mangle]
pub unsafe extern "C" fn rustix_map_unmap(length: usize) -> c_int {
    answer((|| {
        let base = mm::mmap_anonymous(null_mut(), length, ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE)?;
        mm::munmap(base, length)
    })())
}

#[no_mangle]
pub unsafe extern "C" fn rustix_map_chosen(length: usize, writable: c_int, shared: c_int) -> c_int {
    answer((|| {
        let flags = if shared != 0 { MapFlags::SHARED } else { MapFlags::PRIVATE | MapFlags::NORESERVE };
        let access = if writable != 0 { ProtFlags::READ | ProtFlags::WRITE } else { ProtFlags::READ };
        let base = mm::mmap_anonymous(null_mut(), length, access, flags)?;
        mm::munmap(base, length)
    })())
}

#[no_mangle]
pub unsafe extern "C" fn rustix_map_stored(segment: &mut Segment, length: usize) -> c_int {
    segment.error = answer((|| {
        segment.base = mm::mmap_anonymous(null_mut(), length, ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE)?;
        segment.length = length;
        mm::munmap(segment.base, segment.length)
    })());
    segment.error
}

#[no_mangle]
pub unsafe extern "C" fn rustix_protect(base: *mut c_void, length: usize) -> c_int {
    answer(mm::mprotect(base, length, MprotectFlags::READ | MprotectFlags::WRITE))
}

#[no_mangle]
pub unsafe extern "C" fn rustix_protect_twice(base: *mut c_void, length: usize) -> c_int {
    answer((|| {
        mm::mprotect(base, length, MprotectFlags::READ)?;
        mm::mprotect(base, length, MprotectFlags::READ | MprotectFlags::WRITE)
    })())
}

#[no_mangle]
pub unsafe extern "C" fn rustix_advise(base: *mut c_void, length: usize) -> c_int {
    answer(mm::madvise(base, length, Advice::LinuxDontNeed))
}

#[no_mangle]
pub unsafe extern "C" fn rustix_purge_16(pieces: *const Piece, count: usize) -> c_int {
    answer((|| {
        for piece in std::slice::from_raw_parts(pieces, count) {
            mm::madvise(piece.base, piece.length, Advice::LinuxDontNeed)?;
        }
        Ok(())
    })())
}

#[no_mangle]
pub unsafe extern "C" fn rustix_lock_unlock(base: *mut c_void, length: usize) -> c_int {
    answer((|| {
        mm::mlock(base, length)?;
        mm::munlock(base, length)
    })())
}

#[no_mangle]
pub unsafe extern "C" fn rustix_remap_twice(base: *mut c_void, length: usize) -> c_int {
    answer((|| {
        let shorter = mm::mremap(base, length, length / 2, MremapFlags::MAYMOVE)?;
        mm::mremap(shorter, length / 2, length, MremapFlags::MAYMOVE)?;
        Ok(())
    })())
}

#[no_mangle]
pub unsafe extern "C" fn rustix_replace(base: *mut c_void, length: usize) -> c_int {
    answer((|| {
        let flags = MapFlags::PRIVATE | MapFlags::FIXED;
        mm::mmap_anonymous(base, length, ProtFlags::READ | ProtFlags::WRITE, flags)?;
        Ok(())
    })())
}

#[no_mangle]
pub unsafe extern "C" fn rustix_file_window(file: c_int, length: usize) -> c_int {
    answer((|| {
        let file = BorrowedFd::borrow_raw(file);
        let base = mm::mmap(null_mut(), length, ProtFlags::READ | ProtFlags::WRITE, MapFlags::SHARED, &file, 0)?;
        mm::msync(base, length, MsyncFlags::SYNC)?;
        mm::munmap(base, length)
    })())
}

#[no_mangle]
pub unsafe extern "C" fn rustix_several(length: usize) -> c_int {
    answer((|| {
        let flags = MapFlags::PRIVATE | MapFlags::NORESERVE;
        let base = mm::mmap_anonymous(null_mut(), length, ProtFlags::empty(), flags)?;
        mm::mprotect(base, length / 2, MprotectFlags::READ | MprotectFlags::WRITE)?;
        mm::madvise(base, length / 4, Advice::LinuxDontNeed)?;
        mm::munmap(base, length)
    })())
}
