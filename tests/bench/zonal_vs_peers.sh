#!/usr/bin/env bash
# `tanhui zonal` on a raw float raster beside gdal_translate of the same raster (the yardstick: what it costs to read and
# write it once), and `tanhui rasterize` beside gdal_rasterize (cell centres). Prints CPU seconds (user + system),
# medians of RUNS, ratios to gdal_translate, and peak memory.
#   usage: zonal_vs_peers.sh TANHUI [EDGE=10000] [RUNS=5]
#          zonal_vs_peers.sh TANHUI scale      cost per parcel and per cell from 1 to 900 million cells (needs 4 GB of disk)
# Needs python3-gdal, gdal-bin and time. Nothing here is asserted: machines differ.
set -euo pipefail
tanhui=$(realpath "$1") edge=${2:-10000} runs=${3:-5}
make=$(realpath "$(dirname "$0")")/make_zonal_data.py
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

data() { /usr/bin/python3 "$make" "$@"; }
# CPU seconds and peak MB of a command; medians over the runs are taken column by column.
cpu() { /usr/bin/time -f "%U %S %M" -o time.txt "$@" > /dev/null && awk '{ printf "%.2f %d\n", $1 + $2, $3 / 1024 }' time.txt; }
median() { sort -n | awk '{ v[NR] = $1; if ($2 > peak) peak = $2 } END { print v[int((NR + 1) / 2)], peak }'; }
line() { awk -v name="$1" -v c="$2" -v m="$3" -v of="$4" 'BEGIN { printf "%-58s %7.2f s %6.2f x %6d MB\n", name, c, c / of, m }'; }
zonal() { cpu "$tanhui" zonal "$@" -o out.csv --threads 1 --quiet; }

if [ "$edge" = scale ]; then
  for job in "1000 1000" "10000 10000" "10000 100000" "10000 1000000" "30000 10000" "30000 100000" "30000 1000000"; do
    read -r size count <<< "$job"
    [ -f "r$size.bil" ] || { rm -f ./*.bil && data raster "r$size.bil" "$size"; }
    rm -f z.gpkg
    data zones z.gpkg "$size" "$count" 5 50 12
    read -r seconds peak < <(zonal "r$size.bil" z.gpkg --stats sum,mean)
    awk -v e="$size" -v n="$count" -v c="$seconds" -v m="$peak" 'BEGIN {
      printf "%4d Mpix %8d parcels %7.2f s %7.2f us per parcel %7.2f ns per raster cell %6d MB\n",
        e * e / 1e6, n, c, c / n * 1e6, c / e / e * 1e9, m }'
  done
  exit
fi

data raster r.tif "$edge"
data raster r.bil "$edge"
data zones parcels.gpkg "$edge" 100000 5 50 12
data zones thousand.gpkg "$edge" 1000 5000 5001 60
data rivers rivers.gpkg "$edge" 50
cat r.tif r.bil ./*.gpkg > /dev/null

jobs=("r.tif parcels.gpkg" "r.bil parcels.gpkg" "r.tif thousand.gpkg" "r.tif rivers.gpkg")
for ((i = 0; i < runs; ++i)); do
  rm -f copy.tif
  cpu gdal_translate -q r.tif copy.tif >> translate.txt
  for job in "${jobs[@]}"; do
    # shellcheck disable=SC2086
    zonal $job --stats sum,mean >> "sum.${job// /.}.txt"
    # shellcheck disable=SC2086
    zonal $job >> "all.${job// /.}.txt"
  done
  rm -f copy.tif ours.tif theirs.tif
  cpu "$tanhui" rasterize parcels.gpkg r.tif -o ours.tif --threads 1 --quiet >> rasterize.txt
  cpu gdal_rasterize -q -burn 1 -ot Float32 -tr 10 10 -te 600000 $((3300000 - edge * 10)) $((600000 + edge * 10)) 3300000 \
    -co TILED=YES -co BLOCKXSIZE=512 -co BLOCKYSIZE=512 -co COMPRESS=DEFLATE parcels.gpkg theirs.tif >> gdal_rasterize.txt
done
read -r yard peak < <(median < translate.txt)
line "gdal_translate r.tif" "$yard" "$peak" "$yard"
for job in "${jobs[@]}"; do
  for stats in sum all; do
    read -r seconds peak < <(median < "$stats.${job// /.}.txt")
    line "tanhui zonal $job$([ $stats = sum ] && echo ' --stats sum,mean')" "$seconds" "$peak" "$yard"
  done
done
read -r seconds peak < <(median < rasterize.txt)
line "tanhui rasterize parcels.gpkg r.tif" "$seconds" "$peak" "$yard"
read -r seconds peak < <(median < gdal_rasterize.txt)
line "gdal_rasterize (cell centres) of the same" "$seconds" "$peak" "$yard"
