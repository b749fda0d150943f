/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif
int plugin(size_t length);
#ifdef __cplusplus
}
#endif

int main(void)
{
    return plugin(65536) != 0 || plugin(0) == 0;
}
