// SPDX-License-Identifier: MIT
// Instantiates what the module exports; with IMPORTER_INCLUDES it has the header as well.
#ifdef IMPORTER_INCLUDES
#include <rawmap/map.h>
#endif
import memory;

int main()
{
    int *const words = mapped<int>(1024);
    if (words == nullptr)
        return 1;
    words[1023] = 7;
    if (words[0] != 0 || words[1023] != 7)
        return 2;
    return unmapped(words, 1024) ? 0 : 3;
}
