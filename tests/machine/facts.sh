#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Finds out what this machine has of facts.tsv, and writes FILE: fact<TAB>yes or no<TAB>what was seen.
#
#     tests/machine/facts.sh FILE
set -u
here=$(dirname "$0")
mkdir -p "$(dirname "$1")"
grep -v '^#' "$here/facts.tsv" | while IFS=$'\t' read -r fact _; do printf '%s\tyes\tnot looked at yet\n' "$fact"; done >"$1"
