# SPDX-License-Identifier: MIT
# Files by mmap, System V segments, and calls by number.
use strict;
use warnings;

open my $out, '>', 'file' or die;
print $out "line $_ ", $_ * 7919 % 1009, "\n" for 1 .. 60000;
close $out;
for my $round (1 .. 3) {
    my ($lines, $sum) = (0, 0);
    open my $in, '<:mmap', 'file' or die;
    while (<$in>) { $lines++; $sum += (split)[2]; }
    close $in;
    print "$lines $sum\n";
}
my $id = shmget(0, 100000, 0600 | 01000);
defined $id or die "shmget: $!";
print shmwrite($id, 'words in a segment', 1000, 100) ? "written\n" : "not: $!\n";
shmread($id, my $read, 1000, 18) or die;
print "$read\n";
my $pid = fork;
if (!$pid) { shmwrite($id, 'child', 1000, 5); exit 0; }
waitpid $pid, 0;
shmread($id, $read, 1000, 18) or die;
print $read =~ /^child/ ? "seen\n" : "not seen\n";
print shmctl($id, 0, 0) ? "removed\n" : "not: $!\n";
print defined shmread($id, $read, 0, 1) ? "read\n" : "gone: " . ($! + 0) . "\n";
print defined shmget(12345, 0, 01000 | 0600) ? "made\n" : "refused: " . ($! + 0) . "\n";
my $base = syscall(9, 0, 1 << 20, 3, 0x22, -1, 0);
print $base > 0 ? "mapped\n" : "not: $!\n";
print syscall(@$_), ' ', $! + 0, "\n"
    for [10, $base, 4096, 0], [28, $base, 1 << 20, 4], [11, $base, 1 << 20], [11, $base + 1, 4096], [25, $base + 1, 4096, 4096, 0, 0];
my %words = map { ("word$_" x 9) => $_ } 1 .. 50000;
my $check = 0;
$check = ($check * 31 + $words{$_}) % 1000003 for sort keys %words;
print "$check\n";
