# Sourced by the benchmarks of whole runs on land-cover rasters (see make_land_cover.py): their data and their clocks.

land_cover() { /usr/bin/python3 "$bench/make_land_cover.py" "$@"; }  # as make_land_cover.py is called

# pools.csv, an InVEST table of the nine classes.
pools_table() {
  {
    echo "lucode,c_above,c_below,c_soil,c_dead"
    for class in 1 2 3 4 5 6 7 8 9; do echo "$class,$class.25,1.$class,4$class,0.$class"; done
  } > pools.csv
}

# CPU seconds (user + system) and peak MB of a command.
cpu() { /usr/bin/time -f "%U %S %M" -o time.txt "$@" > /dev/null && awk '{ printf "%.2f %d\n", $1 + $2, $3 / 1024 }' time.txt; }

# Of lines by their first number, the line in the middle.
median() { sort -n | awk '{ v[NR] = $0 } END { print v[int((NR + 1) / 2)] }'; }
