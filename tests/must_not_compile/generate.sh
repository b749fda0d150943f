#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Prints the cases that follow a pattern, in the form of cases/*.cases: generate.sh options|sizes|calls|results
set -eu
cd "$(dirname "$0")"

# An option of another kind, from the table.
options() {
    awk '!/^#/ { for (i = 3; i <= NF; i++) printf "rawmap_error_%s :: (void)RAWMAP_%s(<<%s=>%s>>);\n", $1, $2, $i,
        $2 in good ? good[$2] : "populate" }
    BEGIN {
        good["PROT"] = "read"; good["MEMFD"] = "cloexec"; good["SHM"] = "noreserve"; good["OPEN"] = good["CREATE"] = "read_only"
        good["PKEY_RIGHTS"] = "disable_write"; good["SHADOW_STACK"] = "set_token"
    }' cases/options.table
}

# Every pair of named huge page sizes.
sizes() {
    awk 'BEGIN {
        count = split("16kb 64kb 512kb 1mb 2mb 8mb 16mb 32mb 256mb 512mb 1gb 2gb 16gb", size)
        kinds = split("PRIVATE SHARED", kind)
        for (k = 1; k <= kinds; k++)
            for (i = 1; i <= count; i++)
                for (j = i + 1; j <= count; j++)
                    printf "rawmap_error_a_set_takes_one_huge_page_size :: " \
                        "(void)RAWMAP_%s(huge_%s, <<huge_%s=>huge_%s>>);\n", kind[k], size[i], size[j], size[i]
    }'
}

# Every parameter of every public function with an argument of each other type; or every result, ignored.
calls() {
    ../freestanding/functions.sh | awk -F '\t' -v results="$1" '
        BEGIN {
            types = split("rawmap_span rawmap_prot rawmap_kind rawmap_file_kind rawmap_placement rawmap_advice " \
                "rawmap_sync_flags rawmap_lock_all_flags rawmap_memfd_flags rawmap_seals rawmap_pkey", type, " ")
            good["rawmap_span"] = "span"
            good["rawmap_prot"] = "RAWMAP_PROT(read)"
            good["rawmap_kind"] = "RAWMAP_PRIVATE()"
            good["rawmap_file_kind"] = "RAWMAP_FILE_SHARED()"
            good["rawmap_placement"] = "RAWMAP_ANYWHERE"
            good["rawmap_advice"] = "RAWMAP_ADVICE(cold)"
            good["rawmap_sync_flags"] = "RAWMAP_SYNC(sync)"
            good["rawmap_lock_all_flags"] = "RAWMAP_LOCK_ALL(future)"
            good["rawmap_memfd_flags"] = "RAWMAP_MEMFD(cloexec)"
            good["rawmap_secret_flags"] = "RAWMAP_SECRET(cloexec)"
            good["rawmap_open_how"] = "RAWMAP_OPEN(read_only)"
            good["rawmap_create_how"] = "RAWMAP_CREATE(read_write)"
            good["rawmap_allocate_flags"] = "RAWMAP_ALLOCATE(keep_size)"
            good["rawmap_seals"] = "RAWMAP_SEAL(grow)"
            good["rawmap_pkey"] = "RAWMAP_PKEY_DEFAULT"
            good["rawmap_pkey_rights"] = "RAWMAP_PKEY_RIGHTS(disable_write)"
            good["rawmap_shadow_stack_options"] = "RAWMAP_SHADOW_STACK(set_token)"
            good["rawmap_thp"] = "RAWMAP_THP(never)"
            good["rawmap_mdwe_flags"] = "RAWMAP_MDWE(refuse_exec_gain)"
            good["rawmap_shm"] = "segment"
            good["rawmap_shm_facts *"] = "&facts"
            good["rawmap_shm_limits *"] = "&limits"
            good["rawmap_shm_usage *"] = "&usage"
            good["rawmap_shm_options"] = "RAWMAP_SHM(huge_2mb)"
            good["rawmap_nodes"] = "nodes"
            good["rawmap_policy"] = "RAWMAP_POLICY(bind)"
            good["rawmap_numa_pages"] = "RAWMAP_NUMA_PAGES(move)"
            good["const void *const *"] = "pages"
            good["const unsigned *"] = "numbers"
            good["rawmap_page_place"] = "where"
            good["rawmap_page_place *"] = good["const rawmap_page_place *"] = "&where"
            good["bool"] = "true"
            good["unsigned"] = "0600"
            good["const char *"] = "\"name\""
            good["rawmap_status"] = "RAWMAP_OK"
            good["size_t"] = good["uint64_t"] = "4096"
            good["int"] = "3"
            good["const rawmap_page_query *"] = "&query"
            good["rawmap_page_region *"] = good["const rawmap_page_region *"] = "regions"
            good["rawmap_cache_counts *"] = good["const rawmap_cache_counts *"] = "&counts"
            good["rawmap_mappings *"] = "&list"
            good["rawmap_mapping_entry *"] = "&entry"
            good["char *"] = good["const char *"] = "text"
            good["rawmap_process"] = "RAWMAP_PROCESS_SELF"
            good["const rawmap_span *"] = "&span"
            good["rawmap_faults"] = "faults"
            good["rawmap_fault_features"] = "RAWMAP_FAULT_FEATURES(sigbus)"
            good["rawmap_fault_modes"] = "RAWMAP_FAULT_MODES(missing)"
            good["rawmap_faults_options"] = "RAWMAP_FAULTS(nonblock)"
            good["rawmap_fault_copy"] = "RAWMAP_FAULT_COPY(dont_wake)"
            good["rawmap_fault_fill"] = "RAWMAP_FAULT_FILL(dont_wake)"
            good["rawmap_fault_move"] = "RAWMAP_FAULT_MOVE(allow_holes)"
            good["void *"] = "bytes"
            good["rawmap_fault_message *"] = good["const rawmap_fault_message *"] = "messages"
            good["rawmap_fault *"] = "&fault"
            good["rawmap_steps"] = "RAWMAP_STEPS(small)"
            good["rawmap_guard"] = "guard"
            good["rawmap_ladder *"] = "&ladder"
            good["rawmap_held *"] = "&held"
            good["rawmap_stack *"] = good["const rawmap_stack *"] = "&stack"
            good["int *"] = "&number"
            good["rawmap_span *"] = "&span"
            good["rawmap_cache *"] = good["const rawmap_cache *"] = "&cache"
            good["unsigned char *"] = good["const unsigned char *"] = good["const void *"] = good["void *"] = "bytes"
        }
        function arguments(at, bad,    i, text) {
            text = ""
            for (i = 1; i <= count; i++)
                text = text (i > 1 ? ", " : "") (i == at ? "<<" bad "=>" good[of[i]] ">>" : good[of[i]])
            return text
        }
        function one(at, bad) {
            printf "@argument %d %s %s :: %s result = %s(%s); (void)result;\n", at, $1, of[at], $2, $1, arguments(at, bad)
        }
        {
            count = split($3, of, ", ")
            for (i = 1; i <= count; i++) {
                sub(/[a-z_]+$/, "", of[i])
                sub(/ $/, "", of[i])
                if (!(of[i] in good)) {
                    print "no argument of type " of[i] " for " $1 >"/dev/stderr"
                    exit 1
                }
            }
            if (results) {
                printf "ignoring return value :: <<=>%s result = >>%s(%s);<<=> (void)result;>>\n", $2, $1, arguments(0)
                next
            }
            for (i = 1; i <= count; i++) {
                for (t = 1; t <= types; t++)
                    if (type[t] != of[i]) one(i, good[type[t]])
                if (of[i] in good && of[i] ~ /^rawmap_[a-z_]*$/ && of[i] != "rawmap_status") {
                    one(i, "0")
                    one(i, "3u")
                    one(i, "bytes")
                }
            }
        }'
}

case $1 in
options) options ;;
sizes) sizes ;;
calls) calls 0 ;;
results)
    echo "%codegen"
    calls 1
    ;;
esac
