# SPDX-License-Identifier: MIT
# One row: time over size for each side, with quartiles. gnuplot -e "data='ROW.dat'; name='ROW'" plot.gp
set terminal svg size 720,480 background '#ffffff'
set output data[1:strlen(data)-4].'.svg'
set title name noenhanced
set logscale xy
set format x '%.0b%B'
set format y '%.0s%cs'
set xlabel 'size'
set key left top noenhanced
set grid
stats data using 1 nooutput
plot for [i=0:STATS_blocks-2] data index i using 1:($2*1e-9):($3*1e-9):($4*1e-9) with yerrorlines lw 2 title columnheader(1)
