/* SPDX-License-Identifier: MIT */
/* A program with a libc that does nothing: where an emulator does not run even this, it cannot run ours. */
int main(void)
{
    return 0;
}
