# SPDX-License-Identifier: MIT
# Criterion's TAP to lines that tests/lib.sh counts: pass NAME, fail NAME: REASON, skip NAME: REASON. A test that was
# announced and not reported is a failure.
function flush_failure() {
    if (failed != "")
        print "fail " failed ": " (reason != "" ? reason : "ended on its own")
    failed = reason = ""
}
/^1\.\.[0-9]+$/ { planned = substr($0, 4) + 0 }
/^ok - / {
    flush_failure()
    reported++
    name = $3
    if (match($0, /# SKIP/))
        print "skip " name ": " substr($0, RSTART + 7)
    else
        print "pass " name
}
/^not ok - / {
    flush_failure()
    reported++
    failed = $4
    if (/timed out|unexpected signal/)
        reason = substr($0, index($0, $5))
}
/Assertion failed: / && reason == "" { reason = substr($0, index($0, "Assertion failed: ") + 18) }
END {
    flush_failure()
    if (planned == 0 || reported != planned)
        print "fail (tests): " planned + 0 " were announced, and " reported + 0 " reported"
}
