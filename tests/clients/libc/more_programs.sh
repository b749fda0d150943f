# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# What runs where everything is asked for.

programs_more() {
    :
}
