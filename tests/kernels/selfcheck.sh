# SPDX-License-Identifier: MIT
# Whether the suite sees what it is for: programs that fail, kernels that panic and kernels that hang.
self_check() { mkdir -p $BUILD/selfcheck; : >$BUILD/selfcheck/results; }
