#include "../tool.h"
int limits_command(int a,char**b,char**c){(void)a;(void)b;(void)c;return 0;}
