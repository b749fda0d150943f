/* SPDX-License-Identifier: MIT */
/* rawmap/core/inner_names.h: names that people bring from elsewhere, and what to write in their place. What set.h says of
   a name that a family does not have; libc's are pasted before they could become numbers. */
#ifndef RAWMAP_CORE_INNER_NAMES_H
#define RAWMAP_CORE_INNER_NAMES_H

/* clang-format off */
/* Protections */
#define RAWMAP_I_MEANS_PROT_NONE ~, "PROT_NONE is none in RAWMAP_PROT", ~
#define RAWMAP_I_MEANS_PROT_READ ~, "PROT_READ is read in RAWMAP_PROT", ~
#define RAWMAP_I_MEANS_PROT_WRITE ~, "PROT_WRITE is write in RAWMAP_PROT", ~
#define RAWMAP_I_MEANS_PROT_EXEC ~, "PROT_EXEC is exec in RAWMAP_PROT", ~
#define RAWMAP_I_MEANS_PROT_SEM ~, "PROT_SEM is sem in RAWMAP_PROT", ~
#define RAWMAP_I_MEANS_PROT_GROWSDOWN ~, "PROT_GROWSDOWN is growsdown in RAWMAP_PROT", ~
#define RAWMAP_I_MEANS_PROT_GROWSUP ~, "PROT_GROWSUP is growsup in RAWMAP_PROT", ~
#define RAWMAP_I_MEANS_PROT_BTI ~, "PROT_BTI is bti in RAWMAP_PROT", ~
#define RAWMAP_I_MEANS_PROT_MTE ~, "PROT_MTE is mte in RAWMAP_PROT", ~
#define RAWMAP_I_MEANS_PROT_SAO ~, "PROT_SAO is sao in RAWMAP_PROT", ~
#define RAWMAP_I_MEANS_PROT_ADI ~, "PROT_ADI is adi in RAWMAP_PROT", ~
#define RAWMAP_I_MEANS_execute ~, "execute is exec in RAWMAP_PROT", ~
#define RAWMAP_I_MEANS_executable ~, "executable is exec in RAWMAP_PROT", ~
#define RAWMAP_I_MEANS_writable ~, "writable is write in RAWMAP_PROT", ~
#define RAWMAP_I_MEANS_readable ~, "readable is read in RAWMAP_PROT", ~
#define RAWMAP_I_MEANS_rw ~, "rw is RAWMAP_PROT(read, write)", ~
#define RAWMAP_I_MEANS_rwx ~, "rwx is RAWMAP_PROT(read, write, exec)", ~
#define RAWMAP_I_MEANS_rx ~, "rx is RAWMAP_PROT(read, exec)", ~
/* Kinds of mappings, their options and placements */
#define RAWMAP_I_MEANS_MAP_PRIVATE ~, "MAP_PRIVATE is the kind itself: RAWMAP_PRIVATE(), or RAWMAP_FILE_PRIVATE() of a file", ~
#define RAWMAP_I_MEANS_MAP_SHARED ~, "MAP_SHARED is the kind itself: RAWMAP_SHARED(), or RAWMAP_FILE_SHARED() of a file", ~
#define RAWMAP_I_MEANS_MAP_SHARED_VALIDATE ~, "MAP_SHARED_VALIDATE comes with sync in RAWMAP_FILE_SHARED(sync)", ~
#define RAWMAP_I_MEANS_MAP_DROPPABLE ~, "MAP_DROPPABLE is the kind itself: RAWMAP_DROPPABLE()", ~
#define RAWMAP_I_MEANS_MAP_ANONYMOUS ~, "MAP_ANONYMOUS is left out: rawmap_map maps anonymous memory, rawmap_map_file maps files", ~
#define RAWMAP_I_MEANS_MAP_ANON ~, "MAP_ANON is left out: rawmap_map maps anonymous memory, rawmap_map_file maps files", ~
#define RAWMAP_I_MEANS_anonymous ~, "anonymous is left out: rawmap_map maps anonymous memory, rawmap_map_file maps files", ~
#define RAWMAP_I_MEANS_MAP_FIXED ~, "MAP_FIXED is a call: rawmap_replace, or rawmap_replace_file of a file", ~
#define RAWMAP_I_MEANS_fixed ~, "fixed is a call: rawmap_replace, or rawmap_replace_file of a file", ~
#define RAWMAP_I_MEANS_MAP_FIXED_NOREPLACE ~, "MAP_FIXED_NOREPLACE is the placement RAWMAP_EXACTLY(address)", ~
#define RAWMAP_I_MEANS_MAP_32BIT ~, "MAP_32BIT is the placement RAWMAP_LOW_32BIT", ~
#define RAWMAP_I_MEANS_MAP_ABOVE4G ~, "MAP_ABOVE4G is the placement RAWMAP_ABOVE_4G", ~
#define RAWMAP_I_MEANS_MAP_POPULATE ~, "MAP_POPULATE is populate", ~
#define RAWMAP_I_MEANS_MAP_LOCKED ~, "MAP_LOCKED is lock", ~
#define RAWMAP_I_MEANS_MAP_NORESERVE ~, "MAP_NORESERVE is noreserve", ~
#define RAWMAP_I_MEANS_MAP_STACK ~, "MAP_STACK is stack", ~
#define RAWMAP_I_MEANS_MAP_GROWSDOWN ~, "MAP_GROWSDOWN is growsdown", ~
#define RAWMAP_I_MEANS_MAP_SYNC ~, "MAP_SYNC is sync", ~
#define RAWMAP_I_MEANS_locked ~, "locked is the option lock of a kind", ~
#define RAWMAP_I_MEANS_mlock ~, "mlock is lock", ~
#define RAWMAP_I_MEANS_no_reserve ~, "no_reserve is noreserve", ~
#define RAWMAP_I_MEANS_MAP_HUGETLB ~, "MAP_HUGETLB is a size of huge pages by name: huge_2mb, huge_1gb, huge_shift(n); of a file hugetlb", ~
#define RAWMAP_I_MEANS_huge ~, "huge is a size of huge pages by name: huge_2mb, huge_1gb, huge_shift(n); of a file hugetlb", ~
#define RAWMAP_I_MEANS_hugepage ~, "hugepage is a size of huge pages by name: huge_2mb, huge_1gb, huge_shift(n); of a file hugetlb", ~
#define RAWMAP_I_MEANS_hugepages ~, "hugepages is a size of huge pages by name: huge_2mb, huge_1gb, huge_shift(n); of a file hugetlb", ~
#define RAWMAP_I_MEANS_huge_pages ~, "huge_pages is a size of huge pages by name: huge_2mb, huge_1gb, huge_shift(n); of a file hugetlb", ~
#define RAWMAP_I_MEANS_MAP_HUGE_16KB ~, "MAP_HUGE_16KB is huge_16kb", ~
#define RAWMAP_I_MEANS_MAP_HUGE_64KB ~, "MAP_HUGE_64KB is huge_64kb", ~
#define RAWMAP_I_MEANS_MAP_HUGE_512KB ~, "MAP_HUGE_512KB is huge_512kb", ~
#define RAWMAP_I_MEANS_MAP_HUGE_1MB ~, "MAP_HUGE_1MB is huge_1mb", ~
#define RAWMAP_I_MEANS_MAP_HUGE_2MB ~, "MAP_HUGE_2MB is huge_2mb", ~
#define RAWMAP_I_MEANS_MAP_HUGE_8MB ~, "MAP_HUGE_8MB is huge_8mb", ~
#define RAWMAP_I_MEANS_MAP_HUGE_16MB ~, "MAP_HUGE_16MB is huge_16mb", ~
#define RAWMAP_I_MEANS_MAP_HUGE_32MB ~, "MAP_HUGE_32MB is huge_32mb", ~
#define RAWMAP_I_MEANS_MAP_HUGE_256MB ~, "MAP_HUGE_256MB is huge_256mb", ~
#define RAWMAP_I_MEANS_MAP_HUGE_512MB ~, "MAP_HUGE_512MB is huge_512mb", ~
#define RAWMAP_I_MEANS_MAP_HUGE_1GB ~, "MAP_HUGE_1GB is huge_1gb", ~
#define RAWMAP_I_MEANS_MAP_HUGE_2GB ~, "MAP_HUGE_2GB is huge_2gb", ~
#define RAWMAP_I_MEANS_MAP_HUGE_16GB ~, "MAP_HUGE_16GB is huge_16gb", ~
/* Advice */
#define RAWMAP_I_MEANS_MADV_NORMAL ~, "MADV_NORMAL is normal in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_RANDOM ~, "MADV_RANDOM is random in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_SEQUENTIAL ~, "MADV_SEQUENTIAL is sequential in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_WILLNEED ~, "MADV_WILLNEED is willneed in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_DONTNEED ~, "MADV_DONTNEED is dontneed in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_DONTNEED_LOCKED ~, "MADV_DONTNEED_LOCKED is dontneed_locked in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_FREE ~, "MADV_FREE is free in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_REMOVE ~, "MADV_REMOVE is remove in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_DONTFORK ~, "MADV_DONTFORK is dontfork in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_DOFORK ~, "MADV_DOFORK is dofork in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_WIPEONFORK ~, "MADV_WIPEONFORK is wipeonfork in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_KEEPONFORK ~, "MADV_KEEPONFORK is keeponfork in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_DONTDUMP ~, "MADV_DONTDUMP is dontdump in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_DODUMP ~, "MADV_DODUMP is dodump in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_MERGEABLE ~, "MADV_MERGEABLE is mergeable in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_UNMERGEABLE ~, "MADV_UNMERGEABLE is unmergeable in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_HUGEPAGE ~, "MADV_HUGEPAGE is hugepage in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_NOHUGEPAGE ~, "MADV_NOHUGEPAGE is nohugepage in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_COLLAPSE ~, "MADV_COLLAPSE is collapse in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_COLD ~, "MADV_COLD is cold in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_PAGEOUT ~, "MADV_PAGEOUT is pageout in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_POPULATE_READ ~, "MADV_POPULATE_READ is populate_read in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_POPULATE_WRITE ~, "MADV_POPULATE_WRITE is populate_write in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_GUARD_INSTALL ~, "MADV_GUARD_INSTALL is guard_install in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_GUARD_REMOVE ~, "MADV_GUARD_REMOVE is guard_remove in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_HWPOISON ~, "MADV_HWPOISON is hwpoison in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_MADV_SOFT_OFFLINE ~, "MADV_SOFT_OFFLINE is soft_offline in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_POSIX_MADV_NORMAL ~, "POSIX_MADV_NORMAL is normal in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_POSIX_MADV_RANDOM ~, "POSIX_MADV_RANDOM is random in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_POSIX_MADV_SEQUENTIAL ~, "POSIX_MADV_SEQUENTIAL is sequential in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_POSIX_MADV_WILLNEED ~, "POSIX_MADV_WILLNEED is willneed in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_POSIX_MADV_DONTNEED ~, "POSIX_MADV_DONTNEED is dontneed in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_dont_need ~, "dont_need is dontneed in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_will_need ~, "will_need is willneed in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_dont_fork ~, "dont_fork is dontfork in RAWMAP_ADVICE", ~
#define RAWMAP_I_MEANS_dont_dump ~, "dont_dump is dontdump in RAWMAP_ADVICE", ~
/* Synchronising, locking all, moving */
#define RAWMAP_I_MEANS_MS_ASYNC ~, "MS_ASYNC is async in RAWMAP_SYNC", ~
#define RAWMAP_I_MEANS_MS_SYNC ~, "MS_SYNC is sync in RAWMAP_SYNC", ~
#define RAWMAP_I_MEANS_MS_INVALIDATE ~, "MS_INVALIDATE is invalidate in RAWMAP_SYNC", ~
#define RAWMAP_I_MEANS_MCL_CURRENT ~, "MCL_CURRENT is current in RAWMAP_LOCK_ALL", ~
#define RAWMAP_I_MEANS_MCL_FUTURE ~, "MCL_FUTURE is future in RAWMAP_LOCK_ALL", ~
#define RAWMAP_I_MEANS_MCL_ONFAULT ~, "MCL_ONFAULT is on_fault in RAWMAP_LOCK_ALL", ~
/* Files in memory, seals, files */
#define RAWMAP_I_MEANS_MFD_CLOEXEC ~, "MFD_CLOEXEC is cloexec in RAWMAP_MEMFD", ~
#define RAWMAP_I_MEANS_MFD_ALLOW_SEALING ~, "MFD_ALLOW_SEALING is allow_sealing in RAWMAP_MEMFD", ~
#define RAWMAP_I_MEANS_MFD_NOEXEC_SEAL ~, "MFD_NOEXEC_SEAL is noexec_seal in RAWMAP_MEMFD", ~
#define RAWMAP_I_MEANS_MFD_EXEC ~, "MFD_EXEC is exec in RAWMAP_MEMFD", ~
#define RAWMAP_I_MEANS_MFD_HUGETLB ~, "MFD_HUGETLB is a size of huge pages by name: RAWMAP_MEMFD(huge_2mb)", ~
#define RAWMAP_I_MEANS_F_SEAL_SEAL ~, "F_SEAL_SEAL is seal in RAWMAP_SEAL", ~
#define RAWMAP_I_MEANS_F_SEAL_SHRINK ~, "F_SEAL_SHRINK is shrink in RAWMAP_SEAL", ~
#define RAWMAP_I_MEANS_F_SEAL_GROW ~, "F_SEAL_GROW is grow in RAWMAP_SEAL", ~
#define RAWMAP_I_MEANS_F_SEAL_WRITE ~, "F_SEAL_WRITE is write in RAWMAP_SEAL", ~
#define RAWMAP_I_MEANS_F_SEAL_FUTURE_WRITE ~, "F_SEAL_FUTURE_WRITE is future_write in RAWMAP_SEAL", ~
#define RAWMAP_I_MEANS_F_SEAL_EXEC ~, "F_SEAL_EXEC is exec in RAWMAP_SEAL", ~
#define RAWMAP_I_MEANS_O_RDONLY ~, "O_RDONLY is read_only", ~
#define RAWMAP_I_MEANS_O_WRONLY ~, "O_WRONLY is write_only", ~
#define RAWMAP_I_MEANS_O_RDWR ~, "O_RDWR is read_write", ~
#define RAWMAP_I_MEANS_O_TRUNC ~, "O_TRUNC is truncate", ~
#define RAWMAP_I_MEANS_O_APPEND ~, "O_APPEND is append", ~
#define RAWMAP_I_MEANS_O_CLOEXEC ~, "O_CLOEXEC is cloexec", ~
#define RAWMAP_I_MEANS_O_NOFOLLOW ~, "O_NOFOLLOW is nofollow", ~
#define RAWMAP_I_MEANS_O_NOATIME ~, "O_NOATIME is noatime", ~
#define RAWMAP_I_MEANS_O_DIRECT ~, "O_DIRECT is direct", ~
#define RAWMAP_I_MEANS_O_SYNC ~, "O_SYNC is sync", ~
#define RAWMAP_I_MEANS_O_DSYNC ~, "O_DSYNC is dsync", ~
#define RAWMAP_I_MEANS_O_DIRECTORY ~, "O_DIRECTORY is directory", ~
#define RAWMAP_I_MEANS_O_NONBLOCK ~, "O_NONBLOCK is nonblock", ~
#define RAWMAP_I_MEANS_O_PATH ~, "O_PATH is path", ~
#define RAWMAP_I_MEANS_O_EXCL ~, "O_EXCL is exclusive", ~
#define RAWMAP_I_MEANS_O_CREAT ~, "O_CREAT is a call: rawmap_file_create", ~
#define RAWMAP_I_MEANS_readonly ~, "readonly is read_only", ~
#define RAWMAP_I_MEANS_rdwr ~, "rdwr is read_write", ~
/* clang-format on */

#endif
