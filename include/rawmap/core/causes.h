/* SPDX-License-Identifier: MIT */
/* rawmap/core/causes.h: every cause that rawmap names, in one table.

   CAUSE(number, name, errno, sentence): what is wrong, why, and what to do; and the errno for a caller that must have
   one (a cause that Linux ignores has EINVAL). The numbers start above the kernel's errno values, 1..4095; they are
   appended to, never changed, never used again, and kept when no call answers them any more. The rules.h of each
   subject says which call meets which cause. */
#ifndef RAWMAP_CORE_CAUSES_H
#define RAWMAP_CORE_CAUSES_H

/* clang-format off */
#define RAWMAP_CAUSES(CAUSE) \
    /* Lengths and addresses */ \
    CAUSE(4096, LENGTH_ZERO, EINVAL, "The length is 0: there is nothing to map or unmap. Give at least one byte.") \
    CAUSE(4097, LENGTH_WRAPS, ENOMEM, "The length, rounded up to whole pages, does not fit in an address: most likely a negative number or an overflow.") \
    CAUSE(4098, LENGTH_EXCEEDS_ADDRESS_SPACE, ENOMEM, "The length is larger than any address space of this architecture. Map less.") \
    CAUSE(4099, SPAN_EMPTY, EINVAL, "The span has length 0 (such as the span of a failed call): Linux would refuse it, do nothing, or do something else, by the call. Give at least one byte.") \
    CAUSE(4100, SPAN_UNALIGNED, EINVAL, "The span does not start on a page boundary. Use the base that mapping returned, or slice at multiples of rawmap_page_size.") \
    CAUSE(4101, SPAN_WRAPS, EINVAL, "The span's base and length run past the end of the address space.") \
    CAUSE(4102, SPAN_UNALIGNED_HERE, EINVAL, "The span starts on no boundary of this kernel's larger pages. Slice at multiples of rawmap_page_size.") \
    CAUSE(4103, SPAN_LENGTH_WRAPS, EINVAL, "The length, rounded up to whole pages, is 0 again: Linux would do nothing.") \
    CAUSE(4104, SPAN_TOO_LOW, EPERM, "The span begins below vm.mmap_min_addr, where mapping needs CAP_SYS_RAWIO.") \
    /* Protections */ \
    CAUSE(4112, PROT_UNKNOWN_BITS, EINVAL, "The protection has bits that this architecture does not know. Use RAWMAP_PROT.") \
    CAUSE(4113, PROT_SEM_DOES_NOTHING, EINVAL, "Linux accepts PROT_SEM and ignores it. Leave it out: atomic operations need no flag.") \
    CAUSE(4114, PROT_GROWS_NEEDS_PROTECT, EINVAL, "growsdown and growsup in a protection are for rawmap_protect; mmap ignores them. A mapping that grows is RAWMAP_PRIVATE(growsdown).") \
    CAUSE(4115, PROT_GROWS_BOTH_WAYS, EINVAL, "A protection can extend down or up, not both.") \
    CAUSE(4116, PROT_SPAN_DOES_NOT_GROW, EINVAL, "growsdown or growsup was asked on a mapping that does not grow that way.") \
    CAUSE(4117, PROT_PROCESSOR_LACKS, EINVAL, "This processor or kernel does not have the protection that was asked for (bti, mte or sao).") \
    /* Kinds and their options */ \
    CAUSE(4128, KIND_INVALID, EINVAL, "Linux has no such kind: it was never built, or joined from two that contradict. Use RAWMAP_PRIVATE, RAWMAP_SHARED or RAWMAP_DROPPABLE.") \
    CAUSE(4129, KIND_UNKNOWN_BITS, EINVAL, "The kind has bits that such a mapping has not: Linux would ignore them, or do something else. Use RAWMAP_PRIVATE or the like.") \
    CAUSE(4130, DROPPABLE_LOCKED, EINVAL, "Droppable memory cannot be locked: lock keeps pages, droppable lets them go.") \
    CAUSE(4131, DROPPABLE_HUGE, EINVAL, "Droppable memory cannot come from the huge page pool.") \
    CAUSE(4132, DROPPABLE_GROWSDOWN, EINVAL, "Droppable memory cannot grow downwards.") \
    CAUSE(4133, DROPPABLE_UNKNOWN, EINVAL, "This kernel does not know droppable memory: it needs Linux 6.11. Use RAWMAP_PRIVATE() and rawmap_advise with free.") \
    CAUSE(4134, DROPPABLE_NOT_BUILT_IN, EOPNOTSUPP, "This kernel is built without droppable memory (32-bit ones are). Use RAWMAP_PRIVATE() and rawmap_advise with free.") \
    CAUSE(4135, GROWSDOWN_SHARED, EINVAL, "Only private anonymous memory can grow downwards.") \
    CAUSE(4136, GROWSDOWN_HUGE, EINVAL, "Huge pages cannot grow downwards.") \
    CAUSE(4137, STACK_HUGE, EINVAL, "stack asks for no huge pages, and a huge page size asks for them: Linux would ignore stack.") \
    CAUSE(4138, LOCK_NEEDS_ACCESS, EINVAL, "No call answers this any more: Linux locks pages that nothing may touch.") \
    CAUSE(4139, POPULATE_NEEDS_ACCESS, EINVAL, "Pages that nothing may touch are not brought in, so populate would do nothing. Give access first, then advise populate_write.") \
    CAUSE(4140, LOCK_NOT_ALLOWED, EPERM, "lock needs CAP_IPC_LOCK or a RLIMIT_MEMLOCK above 0.") \
    CAUSE(4141, LOCK_OVER_LIMIT, EAGAIN, "Locked pages (after rawmap_lock_all with future, too) would take this process over RLIMIT_MEMLOCK. Raise it or lock less.") \
    CAUSE(4142, NORESERVE_SHARED_FILE, EINVAL, "noreserve on a shared mapping does something only for huge pages: Linux would ignore it.") \
    /* Huge pages */ \
    CAUSE(4152, HUGE_LENGTH_UNEVEN, EINVAL, "The length is no multiple of the huge page size: Linux would round it up, and the span could not be unmapped.") \
    CAUSE(4153, HUGE_SIZE_UNSUPPORTED, EINVAL, "This machine has no huge pages of that size. rawmap_huge_page_sizes says which it has.") \
    CAUSE(4154, HUGE_ADDRESS_UNALIGNED, EINVAL, "The address is no multiple of the huge page size.") \
    CAUSE(4155, HUGE_FILE_UNFIT, EINVAL, "The file is not on hugetlbfs, or the offset is no multiple of its huge page size.") \
    CAUSE(4156, HUGE_SIZE_UNNAMED, EINVAL, "MAP_HUGETLB came without a size, and no default, or none that is a size of huge pages, was given for it. Ask rawmap_huge_page_default once.") \
    /* Placements */ \
    CAUSE(4160, PLACEMENT_UNKNOWN_BITS, EINVAL, "Unknown placement: Linux would take its bits for something else. Use RAWMAP_ANYWHERE or the like.") \
    CAUSE(4161, NEAR_UNALIGNED, EINVAL, "The address to map near is not on a page boundary: Linux would silently round it.") \
    CAUSE(4162, EXACT_UNALIGNED, EINVAL, "The exact address is not on a page boundary.") \
    CAUSE(4163, EXACT_UNALIGNED_HERE, EINVAL, "The exact address is on no boundary of this kernel's larger pages. Use multiples of rawmap_page_size.") \
    CAUSE(4164, EXACT_OUT_OF_RANGE, ENOMEM, "The exact address and the length run past the end of the address space.") \
    CAUSE(4165, EXACT_TAKEN, EEXIST, "Something is mapped at the exact address already. rawmap_replace would replace it.") \
    CAUSE(4166, EXACT_TOO_LOW, EPERM, "The exact address is below vm.mmap_min_addr, which needs CAP_SYS_RAWIO.") \
    CAUSE(4167, EXACT_NOT_UNDONE, ENOMEM, "This kernel took the exact address for a hint, mapped elsewhere, and refused to unmap that (at vm.max_map_count). The span that came back is mapped: unmap it later.") \
    CAUSE(4168, PLACEMENT_WITH_ADDRESS, EINVAL, "low_32bit and above_4g have no effect on an exact address: Linux ignores them.") \
    CAUSE(4169, NEAR_NOT_WITHIN, EINVAL, "The address to map near lies outside the range beside it: low_32bit ends at 2 GiB, above_4g starts at 4 GiB.") \
    /* Files */ \
    CAUSE(4176, FILE_NEGATIVE, EBADF, "The file descriptor is negative: most likely the result of a failed open. Anonymous memory is rawmap_map.") \
    CAUSE(4177, OFFSET_UNALIGNED, EINVAL, "The offset into the file is no multiple of the page size. Map from the page boundary below it.") \
    CAUSE(4178, OFFSET_UNALIGNED_HERE, EINVAL, "The offset into the file is no multiple of this kernel's larger page size. Use multiples of rawmap_page_size.") \
    CAUSE(4179, OFFSET_UNREPRESENTABLE, EOVERFLOW, "The offset into the file is larger than this architecture's mmap2 can carry.") \
    CAUSE(4180, OFFSET_PAST_LIMIT, EOVERFLOW, "The offset and the length reach past the largest size that a file can have.") \
    CAUSE(4181, SYNC_UNSUPPORTED, EOPNOTSUPP, "The file is not on storage that sync can map (DAX). Map it without sync, and use rawmap_sync.") \
    CAUSE(4182, SYNC_EXACTLY, EOPNOTSUPP, "sync (MAP_SHARED_VALIDATE) excludes an exact address (MAP_FIXED_NOREPLACE). Reserve the place, then rawmap_replace_file.") \
    CAUSE(4183, SYNC_UNKNOWN, EINVAL, "This kernel does not know MAP_SHARED_VALIDATE, which sync needs: Linux 4.15.") \
    /* Remapping */ \
    CAUSE(4192, REMAP_LENGTH_ZERO, EINVAL, "The new length is 0. To give memory up use rawmap_unmap.") \
    CAUSE(4193, REMAP_OVERLAPS, EINVAL, "The span to move and the span to move it over share pages.") \
    CAUSE(4194, REMAP_TARGET_UNALIGNED, EINVAL, "The span to move over does not start on a page boundary.") \
    CAUSE(4195, REMAP_KEEP_RESIZES, EINVAL, "What keeps the old range, a move or a duplicate, cannot change the length.") \
    CAUSE(4196, REMAP_TARGET_OUT_OF_RANGE, EINVAL, "The span to move over runs past the end of the address space.") \
    CAUSE(4197, REMAP_KEEP_UNKNOWN, EINVAL, "This kernel cannot move while keeping the old range: Linux 5.7 for private anonymous memory, 5.13 for the rest.") \
    CAUSE(4198, REMAP_TARGET_EMPTY, EINVAL, "The span to move over has length 0.") \
    CAUSE(4199, REMAP_KEEP_LOW, EINVAL, "The span starts at an address below its own length: Linux takes the new address for 0, and finds an overlap. Use rawmap_move_keep_over.") \
    /* Advice, synchronising, locking, looking */ \
    CAUSE(4208, ADVICE_UNKNOWN, EINVAL, "Linux does not know this advice, or this kernel does not yet (rawmap_knows_advice asks it).") \
    CAUSE(4209, SYNC_NOTHING_ASKED, EINVAL, "No flag: Linux would check the span and do nothing. Name sync or invalidate.") \
    CAUSE(4210, SYNC_ASYNC_DOES_NOTHING, EINVAL, "Since 2.6.19 async does nothing: dirty pages are written in their own time. Name sync to wait for them.") \
    CAUSE(4211, SYNC_CONTRADICTION, EINVAL, "sync and async exclude each other.") \
    CAUSE(4212, SYNC_UNKNOWN_BITS, EINVAL, "The flags have bits that msync does not know. Use RAWMAP_SYNC.") \
    CAUSE(4213, SYNC_LOCKED, EBUSY, "invalidate was asked on pages that are locked. Unlock them first.") \
    CAUSE(4214, LOCK_ALL_NOTHING_ASKED, EINVAL, "Neither current nor future mappings were named.") \
    CAUSE(4215, LOCK_ALL_UNKNOWN_BITS, EINVAL, "The flags have bits that mlockall does not know. Use RAWMAP_LOCK_ALL.") \
    CAUSE(4216, LOCK_ALL_ON_FAULT_ALONE, EINVAL, "on_fault says how, not what: name current or future as well.") \
    CAUSE(4217, VECTOR_TOO_SMALL, EFAULT, "The vector is shorter than the span has pages: Linux would write past its end. Give a byte for each RAWMAP_PAGE_SIZE_MIN bytes.") \
    CAUSE(4218, VECTOR_MISSING, EFAULT, "The vector is NULL.") \
    /* The machine's state: never found from the arguments; listed with the calls that meet them */ \
    CAUSE(4224, STATE_NO_ROOM, ENOMEM, "No free range of addresses is long enough.") \
    CAUSE(4225, STATE_MAP_COUNT, ENOMEM, "The process is at vm.max_map_count mappings.") \
    CAUSE(4226, STATE_ADDRESS_SPACE_LIMIT, ENOMEM, "The process would go over RLIMIT_AS.") \
    CAUSE(4227, STATE_DATA_LIMIT, ENOMEM, "The process would go over RLIMIT_DATA.") \
    CAUSE(4228, STATE_OVERCOMMIT, ENOMEM, "The commit limit (vm.overcommit_memory) does not allow it.") \
    CAUSE(4229, STATE_HUGE_POOL, ENOMEM, "The huge page pool has too few free pages (vm.nr_hugepages).") \
    CAUSE(4230, STATE_HOLE, ENOMEM, "Part of the span is not mapped. madvise has still advised the rest; mprotect has changed what lies before the hole.") \
    CAUSE(4231, STATE_SEALED, EPERM, "Part of the span is sealed (mseal).") \
    CAUSE(4232, STATE_HUGE_PAGE_CUT, EINVAL, "The span cuts a huge page in two.") \
    CAUSE(4233, STATE_FILE_NOT_OPEN, EBADF, "The descriptor is closed, or was opened with O_PATH.") \
    CAUSE(4234, STATE_FILE_MODE, EACCES, "The file, if any, is not open for this: mapping needs reading, and a shared writable mapping writing, and no file that is append-only.") \
    CAUSE(4235, STATE_FILE_UNMAPPABLE, ENODEV, "Such a file (directory, pipe, socket) cannot be mapped.") \
    CAUSE(4236, STATE_FILE_FORBIDS, EPERM, "The file forbids this access: it is sealed against writing, or its file system is mounted noexec.") \
    CAUSE(4237, STATE_LOCK_LIMIT, ENOMEM, "The process would go over RLIMIT_MEMLOCK.") \
    CAUSE(4238, STATE_NOT_ALLOWED, EPERM, "The kernel's security policy or a missing capability forbids it.") \
    CAUSE(4239, STATE_UNFIT_MAPPING, EINVAL, "This cannot be done to such a mapping (see the table of advice).") \
    CAUSE(4240, STATE_NOT_MAPPED, EFAULT, "The span is not mapped, or not by one mapping.") \
    CAUSE(4241, STATE_UNFIT_TO_REMAP, EINVAL, "The mapping cannot be remapped like this: huge pages that grow, or a private mapping to duplicate.") \
    CAUSE(4242, STATE_IO, EIO, "Reading or writing the file failed.") \
    CAUSE(4243, STATE_BUSY, EBUSY, "The pages are busy or locked.") \
    CAUSE(4244, STATE_TRY_AGAIN, EAGAIN, "The kernel ran out of something for the moment.") \
    CAUSE(4245, STATE_OUT_OF_RANGE, EINVAL, "The address is above the highest that a program can have, or below the lowest.") \
    CAUSE(4246, STATE_NO_ACCESS, ENOMEM, "Part of the span may not be touched (PROT_NONE), or lies past the end of its file, so its pages cannot be brought in.") \
    CAUSE(4247, STATE_CACHE_COLOUR, EINVAL, "Where the processor's caches alias, a shared mapping at a fixed address is a multiple of some pages away from its offset. Map it anywhere, or at the multiple.") \
    CAUSE(4248, STATE_NOT_SHARED, EACCES, "remove needs shared memory, or a shared mapping of a file that is open for writing.") \
    CAUSE(4249, STATE_NOT_BROUGHT_IN, EFAULT, "A page could not be brought in: it lies past the end of its file, or the huge page pool has none left.") \
    /* Memory files */ \
    CAUSE(4352, MEMFD_NAME_MISSING, EFAULT, "The name is NULL. Give a string, the empty one if need be.") \
    CAUSE(4353, MEMFD_NAME_TOO_LONG, EINVAL, "The name of a memory file has at most 249 bytes.") \
    CAUSE(4354, MEMFD_UNKNOWN_BITS, EINVAL, "Linux has no such flags, or they name two huge page sizes. Use RAWMAP_MEMFD.") \
    CAUSE(4355, MEMFD_EXEC_CONTRADICTION, EINVAL, "exec and noexec_seal contradict each other.") \
    CAUSE(4356, MEMFD_EXEC_UNKNOWN, EINVAL, "This kernel does not know exec and noexec_seal: they need Linux 6.3. rawmap_memfd_noexec_or_older does without.") \
    CAUSE(4357, MEMFD_EXEC_FORBIDDEN, EACCES, "vm.memfd_noexec=2 (or a security policy) forbids memory files that could be executed. Add noexec_seal.") \
    CAUSE(4358, MEMFD_HUGE_UNKNOWN, EINVAL, "This kernel does not know memory files of huge pages (Linux 4.14), or sealing them (4.16).") \
    CAUSE(4359, MEMFD_HUGE_SIZE_UNSUPPORTED, ENODEV, "This machine has no huge pages of the size that the file was to be in. rawmap_huge_page_sizes says which it has.") \
    CAUSE(4360, SECRET_UNKNOWN_BITS, EINVAL, "Secret memory knows no flag but cloexec. Build the flags with RAWMAP_SECRET.") \
    /* Seals of files */ \
    CAUSE(4364, FILE_SEAL_NOTHING_ASKED, EINVAL, "The set of seals is empty: Linux would do nothing.") \
    CAUSE(4365, FILE_SEAL_UNKNOWN_BITS, EINVAL, "The set has bits that are no seals. Use RAWMAP_SEAL.") \
    CAUSE(4366, FILE_SEAL_WRITABLE_MAPPING, EBUSY, "A shared writable mapping of the file exists, or a device, a pipe or direct I/O still uses its pages: it cannot be sealed against writing yet. future_write leaves existing mappings alone.") \
    CAUSE(4367, FILE_UNSEALABLE, EINVAL, "Such a file has no seals: only files in memory (memfd, tmpfs, hugetlbfs) do, since Linux 3.17 (4.16 with huge pages).") \
    /* Opening, sizing and filling files */ \
    CAUSE(4372, PATH_MISSING, EFAULT, "The path is NULL.") \
    CAUSE(4373, OPEN_UNKNOWN_BITS, EINVAL, "The set has bits that Linux would ignore, or that mean another call. Use RAWMAP_OPEN or RAWMAP_CREATE.") \
    CAUSE(4374, OPEN_ACCESS_CONTRADICTION, EINVAL, "Two accesses were joined: a file is opened for reading, for writing, or for both.") \
    CAUSE(4375, OPEN_PATH_AND_MORE, EINVAL, "path opens a name, not the file: beside it Linux ignores everything but cloexec, directory and nofollow.") \
    CAUSE(4376, OPEN_TRUNCATE_READ_ONLY, EINVAL, "truncate empties the file, read-only or not: Linux would do it. Open the file for writing.") \
    CAUSE(4377, OPEN_APPEND_READ_ONLY, EINVAL, "append does nothing on a file that is only read.") \
    CAUSE(4378, OPEN_CREATES, EINVAL, "create, exclusive and unnamed files are for rawmap_file_create, which takes permissions.") \
    CAUSE(4379, CREATE_UNKNOWN_PERMISSIONS, EINVAL, "Permissions have twelve bits, 07777: Linux would ignore the others.") \
    CAUSE(4380, FILE_LENGTH_OVER, EINVAL, "The length of a file has at most 63 bits: this one is most likely a negative number.") \
    CAUSE(4381, FILE_RANGE_EMPTY, EINVAL, "The range of the file has length 0.") \
    CAUSE(4382, FILE_RANGE_OVER, EINVAL, "The offset or the length has more than 63 bits: it is most likely a negative number.") \
    CAUSE(4383, FILE_RANGE_PAST_LIMIT, EFBIG, "The range ends beyond what any file can have.") \
    CAUSE(4384, ALLOCATE_UNKNOWN_BITS, EOPNOTSUPP, "The set has bits other than keep_size, which mean another operation. Use RAWMAP_ALLOCATE.") \
    /* Protection keys */ \
    CAUSE(4392, PKEY_NEGATIVE, EINVAL, "The key is negative: most likely that of a failed rawmap_pkey_alloc. Linux takes -1 for no key at all.") \
    CAUSE(4393, PKEY_RIGHTS_UNKNOWN_BITS, EINVAL, "The rights have bits that this architecture does not know. Use RAWMAP_PKEY_RIGHTS.") \
    CAUSE(4394, PKEY_UNSUPPORTED, EINVAL, "This processor, or this kernel on it, has no protection keys (or cannot disable this access).") \
    CAUSE(4395, PKEY_NONE_FREE, ENOSPC, "This process has taken every protection key, or the machine has none: newer kernels answer this for both.") \
    CAUSE(4396, PKEY_NOT_TAKEN, EINVAL, "The key is not one that rawmap_pkey_alloc gave, or was given back.") \
    CAUSE(4397, PKEY_OUT_OF_RANGE, EINVAL, "The processor's register has no such key.") \
    CAUSE(4398, PKEY_DEFAULT_KEPT, EINVAL, "Key 0 belongs to all memory that has no other key: Linux would free it and give it to the next caller.") \
    /* Shadow stacks */ \
    CAUSE(4402, SHADOW_STACK_PLACEMENT, EINVAL, "A shadow stack goes anywhere, or exactly to an address that is not 0.") \
    CAUSE(4403, SHADOW_STACK_UNKNOWN_BITS, EINVAL, "This architecture has no such options. Use RAWMAP_SHADOW_STACK.") \
    CAUSE(4404, SHADOW_STACK_MARKER_ALONE, EINVAL, "set_marker only places a token below it: without set_token Linux ignores it.") \
    CAUSE(4405, SHADOW_STACK_TOO_SHORT, ENOSPC, "The shadow stack has no room for the token: give at least 8 bytes.") \
    CAUSE(4406, SHADOW_STACK_LENGTH_UNEVEN, EINVAL, "The token lies at the end of the shadow stack: its length must be a multiple of 8.") \
    CAUSE(4407, SHADOW_STACK_LENGTH_WRAPS, EOVERFLOW, "The length of the shadow stack, rounded up to whole pages, does not fit in an address.") \
    CAUSE(4408, SHADOW_STACK_UNSUPPORTED, EOPNOTSUPP, "This processor, or this kernel on it, has no shadow stacks; or (riscv64) this thread has not enabled its own.") \
    CAUSE(4409, SHADOW_STACK_TOO_LOW, ERANGE, "On x86-64 a shadow stack lies above 4 GiB.") \
    /* Looking at mappings and pages */ \
    CAUSE(4416, NO_MORE_MAPPINGS, ENOENT, "Nothing is mapped at or above this address.") \
    CAUSE(4417, PROCESS_NEGATIVE, ESRCH, "The process number is negative. 0 means the calling process.") \
    CAUSE(4418, BUFFER_TOO_SMALL, EINVAL, "The buffer is missing, or too small for one line of /proc/PID/maps. Give RAWMAP_MAPPINGS_BUFFER_MIN bytes; with fewer than a path can have, names are cut.") \
    CAUSE(4419, REGIONS_MISSING, EINVAL, "There is no room for a single region: nothing could be reported.") \
    CAUSE(4420, SCAN_CONTRADICTION, EINVAL, "A category is both asked for and ruled out: no page could match.") \
    CAUSE(4421, SCAN_REPORTS_NOTHING, EINVAL, "No category is to be reported: every region would come back without one.") \
    CAUSE(4422, SCAN_UNKNOWN_BITS, EINVAL, "The query has categories that PAGEMAP_SCAN does not know. Use RAWMAP_PAGES.") \
    CAUSE(4423, SCAN_UNKNOWN, ENOTTY, "This kernel does not know PAGEMAP_SCAN: Linux 6.7. rawmap_residency tells less, on every kernel.") \
    CAUSE(4424, STATE_NO_PROC, ENOENT, "There is no such process, or /proc is not mounted.") \
    CAUSE(4425, STATE_TOO_MANY_FILES, EMFILE, "The process is at its limit of open files (RLIMIT_NOFILE).") \
    CAUSE(4426, SCAN_NOT_TRACKED, EPERM, "Part of the span is not registered with a userfaultfd that marks written pages (mode wp, feature wp_async): writes there cannot be seen.") \
    /* Names, and the whole process */ \
    CAUSE(4440, NAME_TOO_LONG, EINVAL, "The name of a span has at most 79 bytes.") \
    CAUSE(4441, NAME_UNPRINTABLE, EINVAL, "The name of a span is printable ASCII, without backslash, backquote, dollar and square brackets.") \
    CAUSE(4442, NAME_UNSUPPORTED, EINVAL, "This kernel cannot name spans: it is older than Linux 5.17, or built without names.") \
    CAUSE(4443, NAME_OF_FILE, EBADF, "Part of the span maps a file, which has its name already: only anonymous memory can be given one.") \
    CAUSE(4446, THP_UNKNOWN, EINVAL, "The state of transparent huge pages is none of the three. Use RAWMAP_THP.") \
    CAUSE(4447, THP_ADVISED_UNKNOWN, EINVAL, "This kernel does not know advised_only: it needs Linux 6.18. never goes further, normal does nothing.") \
    CAUSE(4450, MDWE_NOTHING_ASKED, EINVAL, "The set of flags is empty: Linux would do nothing. Name refuse_exec_gain.") \
    CAUSE(4451, MDWE_UNKNOWN_BITS, EINVAL, "The set has bits that Linux does not know. Use RAWMAP_MDWE.") \
    CAUSE(4452, MDWE_NO_INHERIT_ALONE, EINVAL, "no_inherit says for whom, not what: name refuse_exec_gain as well.") \
    CAUSE(4453, MDWE_UNSUPPORTED, EINVAL, "This kernel or processor does not know these flags: refuse_exec_gain needs Linux 6.3, no_inherit 6.6.") \
    CAUSE(4454, MDWE_FINAL, EPERM, "Other flags were set before, and cannot be changed for as long as this program runs.") \
    CAUSE(4456, MERGE_UNSUPPORTED, EINVAL, "This kernel cannot mark all memory for merging: it is older than Linux 6.4, or lacks KSM. rawmap_advise with mergeable marks a span.") \
    CAUSE(4458, BREAK_NOT_NAMED, EINVAL, "The new end of the data is NULL: Linux would only tell where it is, as rawmap_break_now does.") \
    CAUSE(4459, BREAK_REFUSED, ENOMEM, "The end of the data stays: the new one lies before their start, over a mapping, or beyond RLIMIT_DATA, RLIMIT_AS, the commit limit or (after rawmap_lock_all with future) RLIMIT_MEMLOCK. Linux does not say which.") \
    CAUSE(4460, REMAP_PAGES_UNEVEN, EINVAL, "The length is no multiple of the page size: Linux would round it down.") \
    CAUSE(4461, REMAP_PAGES_PAST_LIMIT, EINVAL, "The number of the page and the length reach past the largest offset of a file.") \
    /* The machine's nodes */ \
    CAUSE(4464, NODES_MISSING, EINVAL, "The set of nodes is NULL, but its count is not 0: Linux would take it for an empty set.") \
    CAUSE(4465, NODES_TOO_MANY, EINVAL, "The set has more nodes than Linux accepts: 1024 are always enough.") \
    CAUSE(4466, NODES_UNEVEN, EINVAL, "The set's room is no multiple of 64 nodes: Linux writes whole words of 64, past its end.") \
    CAUSE(4467, NODES_TOO_FEW, EINVAL, "The set has no room for all nodes that this kernel may have. 1024 are always enough.") \
    CAUSE(4468, NODES_NOT_HERE, EINVAL, "None of the nodes has memory that this process may use, or some are none that the kernel can have.") \
    CAUSE(4469, POLICY_UNKNOWN_BITS, EINVAL, "Linux has no such policy. Use RAWMAP_POLICY.") \
    CAUSE(4470, POLICY_UNKNOWN, EINVAL, "This kernel does not know the policy: preferred_many needs Linux 5.15, weighted_interleave 6.9.") \
    CAUSE(4471, POLICY_STATIC_AND_RELATIVE, EINVAL, "static_nodes and relative_nodes exclude each other.") \
    CAUSE(4472, POLICY_BALANCING, EINVAL, "balancing goes with bind, and since Linux 6.10 with preferred_many; with nothing else.") \
    CAUSE(4473, POLICY_TAKES_NO_FLAGS, EINVAL, "default and local use no nodes, so flags for nodes mean nothing to them.") \
    CAUSE(4474, POLICY_TAKES_NO_NODES, EINVAL, "default and local take no nodes. Give an empty set: {NULL, 0}.") \
    CAUSE(4475, POLICY_NEEDS_NODES, EINVAL, "The policy needs at least one node.") \
    CAUSE(4476, POLICY_DEFAULT_STRICT, EINVAL, "The default policy names no nodes, so strict has nothing to check: Linux would ignore it.") \
    CAUSE(4477, NUMA_PAGES_UNKNOWN_BITS, EINVAL, "The set has bits that mbind does not know. Use RAWMAP_NUMA_PAGES.") \
    CAUSE(4478, NUMA_MOVE_ALL_NOT_ALLOWED, EPERM, "move_all moves pages of other processes: it needs CAP_SYS_NICE. move leaves those alone.") \
    CAUSE(4479, NUMA_PAGES_ELSEWHERE, EIO, "Some pages are not on the nodes of the policy, or could not be moved there. The policy holds for new ones.") \
    CAUSE(4480, NODE_NOT_HERE, EINVAL, "The machine has no such node, or no memory on it.") \
    CAUSE(4481, HOME_NO_POLICY, ENOENT, "Nothing in the span has a policy of its own: a home node belongs to bind or preferred_many. Call rawmap_numa_bind first.") \
    CAUSE(4482, HOME_OTHER_POLICY, EOPNOTSUPP, "Part of the span has a policy without a home node (only bind and preferred_many have one). What lies before it has its own now.") \
    CAUSE(4483, NODES_UNEQUAL, EINVAL, "The two sets have room for different numbers of nodes: Linux takes one number for both.") \
    CAUSE(4484, NODES_EMPTY, EINVAL, "A set has no node: there is nothing to move, or nowhere to move it to.") \
    CAUSE(4485, NUMA_MOVE_UNSAID, EINVAL, "Name move or move_all, not both: Linux would take neither for move and both for move_all.") \
    CAUSE(4486, PAGES_NONE, EINVAL, "No page was named: Linux would do nothing.") \
    CAUSE(4487, PAGES_MISSING, EFAULT, "The list of pages, of nodes or of places is NULL.") \
    CAUSE(4488, PAGE_NOT_THERE, ENOENT, "No page is there: the place was never touched, or its page is in swap or in a file alone.") \
    CAUSE(4489, PAGE_WITHOUT_NODE, EFAULT, "Nothing is mapped there, or what no node has or cannot move: the page of zeros, or memory of a device.") \
    /* System V shared memory */ \
    CAUSE(4490, SHM_UNKNOWN_PERMISSIONS, EINVAL, "Permissions have nine bits, 0777: Linux would take others for flags.") \
    CAUSE(4491, SHM_UNKNOWN_BITS, EINVAL, "A segment has no such options, or they name two huge page sizes. Use RAWMAP_SHM.") \
    CAUSE(4492, SHM_KEY_PRIVATE, EINVAL, "Key 0 finds nothing: Linux would make a new segment. rawmap_shm_new does.") \
    CAUSE(4493, SHM_TAKEN, EEXIST, "A segment has this key already. rawmap_shm_find finds it.") \
    CAUSE(4494, SHM_NOT_FOUND, ENOENT, "No segment has this key.") \
    CAUSE(4495, SHM_SHORTER, EINVAL, "The segment that has this key is shorter.") \
    CAUSE(4496, SHM_LIMIT, ENOSPC, "The system has as many segments, or as much memory in them, as kernel.shmmni and kernel.shmall allow.") \
    CAUSE(4497, SHM_LENGTH_OVER_LIMIT, EINVAL, "The segment would be longer than kernel.shmmax.") \
    CAUSE(4498, SHM_HUGE_NOT_ALLOWED, EPERM, "Segments of huge pages need CAP_IPC_LOCK or membership in the group vm.hugetlb_shm_group.") \
    CAUSE(4499, SHM_NEGATIVE, EINVAL, "The segment's number is negative: most likely that of a failed call.") \
    CAUSE(4500, SHM_GONE, EINVAL, "There is no such segment, or it was removed.") \
    CAUSE(4501, SHM_PROTECTION, EINVAL, "A segment is attached for reading, with or without writing and executing; Linux ignores everything else.") \
    CAUSE(4502, SHM_PLACEMENT, EINVAL, "A segment goes anywhere, or exactly to an address that is not 0.") \
    CAUSE(4503, SHM_NOT_ATTACHED, EINVAL, "No segment is attached that starts at this address.") \
    CAUSE(4504, SHM_NOBODY, EINVAL, "No user and no group has the number 4294967295.") \
    CAUSE(4505, SHM_INDEX_TOO_HIGH, EINVAL, "No segment has so high an index: Linux would take another.") \
    CAUSE(4506, SHM_INDEX_EMPTY, EINVAL, "No segment has this index.") \
    CAUSE(4507, STATE_USER_NAMESPACE, EINVAL, "The user namespace has no such user or group.") \
    /* Pages on nodes */ \
    CAUSE(4512, PAGE_SHARED, EACCES, "Other processes have the page too: only move_all moves it.") \
    CAUSE(4513, PAGE_BUSY, EBUSY, "The page is in use at the moment, and stayed.") \
    CAUSE(4520, SCAN_NAME_UNKNOWN, EINVAL, "This kernel is older than a category that the query names: guard needs Linux 6.15, accessed 7.3.") \
    /* Processes */ \
    CAUSE(4521, PROCESS_NOT_POSITIVE, EINVAL, "Process numbers are positive. getpid answers one's own.") \
    CAUSE(4522, SPANS_NONE, EINVAL, "No span was given: Linux would do nothing.") \
    CAUSE(4523, SPANS_MISSING, EFAULT, "The list of spans is NULL.") \
    CAUSE(4524, SPANS_TOO_MANY, EINVAL, "Linux takes at most 1024 spans at once: call again for the others.") \
    CAUSE(4525, PROCESS_NOT_OPEN, EBADF, "The process was never opened, or opening it failed.") \
    CAUSE(4526, PROCESS_SELF_UNKNOWN, EBADF, "This kernel does not know RAWMAP_PROCESS_SELF: it needs Linux 6.14. Open the process by its own number.") \
    CAUSE(4527, PROCESS_NOT_DYING, EINVAL, "The process is not dying, or shares its memory with one that is not.") \
    CAUSE(4528, STATE_PROCESS_GONE, ESRCH, "There is no such process, or it has ended.") \
    CAUSE(4529, STATE_ADVICE_OF_OTHERS, EINVAL, "Other processes can be given cold, pageout, willneed and collapse alone; before Linux 6.13 so can the calling one.") \
    /* Page faults */ \
    CAUSE(4530, SPAN_LENGTH_UNEVEN, EINVAL, "The length is no multiple of the page size: the calls of userfaultfd round nothing.") \
    CAUSE(4531, FAULTS_NOT_OPEN, EBADF, "The userfaultfd was never opened, or opening it failed.") \
    CAUSE(4532, FAULTS_UNKNOWN_BITS, EINVAL, "The options of the userfaultfd have bits that Linux does not know. Use RAWMAP_FAULTS.") \
    CAUSE(4533, FAULTS_USER_MODE_UNKNOWN, EINVAL, "This kernel does not know user_mode_only: it needs Linux 5.11.") \
    CAUSE(4534, FAULTS_NOT_ALLOWED, EPERM, "The faults of the kernel itself need CAP_SYS_PTRACE, vm.unprivileged_userfaultfd or /dev/userfaultfd. Ask for user_mode_only.") \
    CAUSE(4535, FAULT_FEATURES_UNKNOWN_BITS, EINVAL, "The features have bits that Linux 7.3 does not know. Use RAWMAP_FAULT_FEATURES.") \
    CAUSE(4536, FAULT_RWP_ASYNC_ALONE, EINVAL, "rwp_async needs rwp beside it.") \
    CAUSE(4537, FAULT_FORK_NOT_ALLOWED, EPERM, "event_fork needs CAP_SYS_PTRACE.") \
    CAUSE(4538, FAULT_MODES_NONE, EINVAL, "No mode was asked: there is no fault to register for.") \
    CAUSE(4539, FAULT_MODES_UNKNOWN_BITS, EINVAL, "The modes have bits that Linux 7.3 does not know. Use RAWMAP_FAULT_MODES.") \
    CAUSE(4540, FAULT_MODES_EXCLUDE, EINVAL, "wp and rwp exclude each other: they share one mark on a page.") \
    CAUSE(4541, FAULT_OPTIONS_UNKNOWN_BITS, EINVAL, "The options of the call have bits that it does not know. Build them with the macro of their type.") \
    CAUSE(4542, FAULT_SOURCE_WRAPS, EINVAL, "The source and its length run past the end of the address space.") \
    CAUSE(4543, FAULT_SOURCE_UNALIGNED, EINVAL, "The source does not start on a page boundary: pages are moved, not bytes.") \
    CAUSE(4544, FAULT_SET_MODE_NOTHING, EINVAL, "Nothing is to be enabled or disabled: Linux would do nothing.") \
    CAUSE(4545, FAULT_SET_MODE_CONTRADICTION, EINVAL, "A feature is to be both enabled and disabled.") \
    CAUSE(4546, FAULT_SET_MODE_FIXED, EINVAL, "Only rwp_async can be switched after the handshake.") \
    CAUSE(4547, FAULT_MESSAGES_MISSING, EINVAL, "There is no room for a single message.") \
    CAUSE(4548, STATE_FAULTS_EARLY, EINVAL, "No handshake was made yet (rawmap_faults_handshake), or this is the second; or this kernel lacks a feature or a call that was asked.") \
    CAUSE(4549, STATE_FAULTS_TAKEN, EBUSY, "Part of the span is registered with another userfaultfd, or for a mode that must be unregistered first.") \
    CAUSE(4550, STATE_FAULTS_UNREGISTERED, ENOENT, "Part of the span is not registered for what is asked, or is not mapped any more.") \
    CAUSE(4551, STATE_PAGE_THERE, EEXIST, "A page is there already: another thread was faster, or it was never missing.") \
    CAUSE(4552, STATE_NO_MESSAGE, EAGAIN, "No message waits.") \
    /* Regions, huge pages by steps, guards */ \
    CAUSE(4560, ALIGNMENT_INVALID, EINVAL, "The alignment is no power of two. 1 asks for none.") \
    CAUSE(4561, REGION_NOT_UNDONE, ENOMEM, "The range was not aligned as asked, and Linux refused to unmap it again, or part of it (at vm.max_map_count). The span that came back is mapped: release it later.") \
    CAUSE(4562, STEPS_NONE, EINVAL, "No step was named, so none could be taken. Use RAWMAP_STEPS.") \
    CAUSE(4563, STEPS_UNKNOWN_BITS, EINVAL, "The set has bits that are no steps. Use RAWMAP_STEPS.") \
    CAUSE(4564, STEP_MOVE_UNKNOWN, EINVAL, "This kernel is older than Linux 5.18, and may not move huge pages into a reserved range: trying it would lose the range. rawmap_map maps them elsewhere.") \
    CAUSE(4565, STEP_NOT_SEEN, ENOMEM, "Linux answered success, but the page's state shows no huge page: some emulators do this.") \
    CAUSE(4566, TRANSPARENT_UNKNOWN, ENOENT, "This kernel has no transparent huge pages; or /sys, which tells their size, is not mounted.") \
    CAUSE(4567, TRANSPARENT_SWITCHED_OFF, EINVAL, "Transparent huge pages are switched off, by enabled in /sys/kernel/mm/transparent_hugepage or in the folder of the size there, or for this process (rawmap_thp_now).") \
    CAUSE(4568, TRANSPARENT_NOT_GIVEN, ENOMEM, "Linux gave a small page in place of a transparent huge one: none was free, a memory limit is near, or they are switched off and this program cannot see it.") \
    CAUSE(4569, COLLAPSE_NOTHING, EINVAL, "The span has no whole huge page in it: Linux would do nothing. Start at a multiple of rawmap_transparent_size.") \
    CAUSE(4570, STACK_UNEVEN, EINVAL, "A stack and its guard must be multiples of rawmap_page_size long, and the guard shorter than the stack but not empty.") \
    CAUSE(4571, STEP_RANGE_NOT_PLAIN, EINVAL, "The range is not one mapping as rawmap_region_reserve leaves it: huge pages of the pool would lose its policy of nodes, protection key, name, advice or lock. Set them after this step, or decommit the range first.") \
    CAUSE(4572, GROW_PAST_END, EFAULT, "What would be added cannot be touched (SIGBUS): RAWMAP_SHARED memory ends where it was made to end, a file at its length. Make the file longer (rawmap_grow_file does both), or map a new one: a memory file can grow.") \
    CAUSE(4573, WITHIN_TOO_SHORT, EINVAL, "The range cannot hold the length at that alignment, even if nothing is mapped there. The first MiB and what is no address here do not count.") \
    CAUSE(4574, WITHIN_NONE_FREE, ENOMEM, "No gap in the range holds the length at that alignment. 128 MiB above the heap and below the stack are left to them.") \
    CAUSE(4575, WITHIN_TAKEN, EEXIST, "Sixteen times a gap in the range was taken before it was mapped: other threads were faster, or this kernel, older than 4.17, or emulator does not map where it is told. Try again.") \
    CAUSE(4576, TRANSPARENT_SHARED_OFF, EINVAL, "Transparent huge pages of shared memory are switched off, by shmem_enabled in /sys/kernel/mm/transparent_hugepage or in the folder of the size.") \
    CAUSE(4577, HUGE_SIZE_IN_KIND, EINVAL, "The kind names a huge page size: here the steps do.") \
    CAUSE(4578, POPULATE_BEFORE_POLICY, EINVAL, "populate and lock would bring pages in before the policy of nodes is set. Advise populate_write afterwards.") \
    /* Rings and caches */ \
    CAUSE(4600, RING_LENGTH_UNEVEN, EINVAL, "The ring's length is no multiple of the page size (or, where caches alias, of the bytes after which they do): its second half could not follow the first.") \
    CAUSE(4601, RING_NOT_SHARED, EINVAL, "Pages that are mapped twice are shared memory: build the kind with RAWMAP_SHARED.") \
    CAUSE(4602, CACHE_DROPPED, ENODATA, "The value is not there: the kernel dropped it, or it was forgotten or never stored. Make it again.") \
    CAUSE(4603, CACHE_BUSY, EAGAIN, "The value is being stored by another thread. Fetch it again, or do without.") \
    CAUSE(4604, CACHE_NO_PLACE, ERANGE, "The cache has no place of that number.") \
    CAUSE(4605, CACHE_VALUE_TOO_LONG, EINVAL, "The value is longer than the places of the cache.") \
    CAUSE(4606, CACHE_ROOM_TOO_SMALL, ERANGE, "The value is longer than the buffer that it was to be copied into.") \
    /* What Linux answers by another errno elsewhere, so that each cause has one */ \
    CAUSE(4640, SPAN_WRAPS_ENOMEM, ENOMEM, "The span's base and length run past the end of the address space. Here it is ENOMEM.") \
    CAUSE(4641, SPAN_WRAPS_EFAULT, EFAULT, "The span's base and length run past the end of the address space. Here it is EFAULT.") \
    CAUSE(4642, LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL, EINVAL, "The length is larger than any address space of this architecture. Ask for less.") \
    CAUSE(4643, KIND_INVALID_EOPNOTSUPP, EOPNOTSUPP, "Linux has no such kind: it was joined from two that contradict. Use RAWMAP_PRIVATE, RAWMAP_SHARED or RAWMAP_DROPPABLE.") \
    CAUSE(4644, KIND_UNKNOWN_BITS_EOPNOTSUPP, EOPNOTSUPP, "The kind has bits that this kernel does not know, and sync makes it look at all of them.") \
    CAUSE(4645, DROPPABLE_NOT_BUILT_IN_ENOTSUPP, ENOTSUPP, "This kernel is built without droppable memory (32-bit ones are). Use RAWMAP_PRIVATE() and rawmap_advise with free. Here it is ENOTSUPP.") \
    CAUSE(4646, HUGE_SIZE_UNSUPPORTED_ENOENT, ENOENT, "This machine has no huge pages of that size. rawmap_huge_page_sizes says which it has. Here it is ENOENT.") \
    CAUSE(4647, HUGE_LENGTH_WRAPS, EINVAL, "The length, rounded up to whole huge pages, does not fit in an address: most likely a negative number or an overflow.") \
    CAUSE(4648, EXACT_OUT_OF_RANGE_EINVAL, EINVAL, "The exact address and the length run past the end of the address space. Here it is EINVAL.") \
    CAUSE(4649, REMAP_LENGTH_WRAPS, EINVAL, "The new length, rounded up to whole pages, does not fit in an address: most likely a negative number or an overflow.") \
    CAUSE(4650, STATE_ACCESS_DENIED, EACCES, "Permissions, or the kernel's security policy, deny it.") \
    CAUSE(4651, STATE_OUT_OF_MEMORY, ENOMEM, "The kernel had no memory for its own part of the work.") \
    CAUSE(4652, STATE_HOLES_UNSUPPORTED, EOPNOTSUPP, "The file's file system makes no holes in files.") \
    CAUSE(4653, STATE_OUT_OF_RANGE_ENOMEM, ENOMEM, "The span runs past the highest address of a program.") \
    CAUSE(4654, STATE_FILE_UNCACHED, EOPNOTSUPP, "cachestat cannot be asked about such a file (hugetlbfs).") \
    CAUSE(4655, STATE_FILE_TABLE_FULL, ENFILE, "The system is at its limit of open files (fs.file-max).") \
    CAUSE(4656, PROCESS_NEGATIVE_ENOENT, ENOENT, "The process number is negative. 0 means the calling process. Here it is ENOENT.") \
    CAUSE(4657, PROCESS_NOT_POSITIVE_ESRCH, ESRCH, "Process numbers are positive. getpid answers one's own. Here it is ESRCH.") \
    CAUSE(4658, SHM_REMOVED, EIDRM, "The segment was removed at this moment.") \
    CAUSE(4659, SHM_EXACT_TAKEN, EINVAL, "Something is mapped at the exact address already.") \
    CAUSE(4660, NODE_NOT_HERE_ENODEV, ENODEV, "The machine has no such node, or no memory on it. Here it is ENODEV.") \
    CAUSE(4661, STATE_NODE_NOT_ALLOWED, EACCES, "The process may not use a node that was named (its cpuset).") \
    /* What only an explanation of a call finds out (explain.h) */ \
    CAUSE(4680, NOT_JUDGED, ENOSYS, "rawmap has no rules for this system call: nothing is said of it.") \
    CAUSE(4681, STATE_EXEC_GAIN, EACCES, "The process has given up gaining executable memory (PR_SET_MDWE): what can or could be written cannot become executable.") \
    CAUSE(4682, STATE_CALL_MISSING, ENOSYS, "This kernel lacks the system call: it is older, or built without it.") \
    CAUSE(4683, STATE_HUGE_GROUP_LIMIT, ENOMEM, "The control group of the process has used up its limit of huge pages.") \
    CAUSE(4684, STATE_SPECIAL_MAPPING, EFAULT, "The mapping is of a device, or the kernel's own: it keeps its place and length.") \
    CAUSE(4685, STATE_TWO_MAPPINGS, EFAULT, "The span is several mappings, and this is done to one: call once for each, or give them the same protection and options.") \
    CAUSE(4686, STATE_FILE_SEALED, EPERM, "The file is sealed against writing, and the mapping could write it.") \
    CAUSE(4687, STATE_FILE_NOEXEC, EPERM, "The file is on a file system that is mounted noexec, or of which Linux executes nothing (proc, sysfs, hidden memory).") \
    CAUSE(4688, STATE_FILE_SIZE_LIMIT, EFBIG, "The file would be longer than RLIMIT_FSIZE, and SIGXFSZ is ignored or handled.") \
    CAUSE(4689, STATE_POINTER_ASTRAY, EFAULT, "A pointer among the arguments leads to memory that is not mapped, or may not be read or written.") \
    /* Integers that are no value, and what has a call of its own for them */ \
    CAUSE(4720, LOCK_UNKNOWN_BITS, EINVAL, "mlock2 has no such flags. rawmap_lock and rawmap_lock_on_fault are what it can do.") \
    CAUSE(4721, REMAP_UNKNOWN_BITS, EINVAL, "mremap has no such flags: each that it has is a function, from rawmap_resize to rawmap_duplicate_over.") \
    CAUSE(4722, REMAP_MAYMOVE_MISSING, EINVAL, "MREMAP_FIXED and MREMAP_DONTUNMAP move a mapping, which MREMAP_MAYMOVE has to allow.") \
    CAUSE(4723, SHM_ATTACH_UNKNOWN_BITS, EINVAL, "shmat has no such flags, and Linux would ignore them.") \
    CAUSE(4724, SHM_REPLACE_NOWHERE, EINVAL, "A segment that replaces what is mapped needs an address that is not 0, nor rounded down to 0.") \
    CAUSE(4725, SHM_ROUNDS_UNNAMED, EINVAL, "SHM_RND came with an address, and no power of two to round it down to. It is SHMLBA, most often the page size.") \
    CAUSE(4726, SHM_REPLACE_UNEVEN, EINVAL, "The span to replace has not as many pages as the segment: Linux maps the whole segment, over what is there.") \
    CAUSE(4727, PROCESS_ADVISE_UNKNOWN_BITS, EINVAL, "process_madvise has no flags yet: they must be 0.") \
    CAUSE(4728, FAULT_CALLS_UNKNOWN_BITS, EINVAL, "The calls have bits that no call of Linux 7.3 on a registered span has. Use RAWMAP_FAULT_CALLS.") \
    CAUSE(4729, SCAN_ANY_INVERTED, EINVAL, "A category of category_anyof_mask is inverted: a query asks for any of some states, not for the lack of one.") \
    CAUSE(4730, POLICY_NOT_INTERLEAVED, EINVAL, "The policy of the calling thread is neither interleave nor weighted_interleave: no node comes next.") \
    /* Facts of the machine */ \
    CAUSE(4740, FACTS_NONE, EINVAL, "No fact was named, so nothing was asked. Use RAWMAP_FACTS.") \
    CAUSE(4741, FACTS_UNKNOWN_BITS, EINVAL, "The set has bits that are no facts. Use RAWMAP_FACTS.") \
    CAUSE(4742, FACT_TEXT_UNKNOWN, ENODATA, "The kernel's file is empty, as some sandboxes make it, or says what this library does not know.")
/* clang-format on */

#endif
