#!/usr/bin/env bash
# A run on a class raster in another CRS than the grid's (degrees onto Gauss-Kruger) beside gdalwarp -r mode of the same
# raster to the same cells, the same run on a raster that lies on the grid, and the account of change between two
# such rasters. Prints CPU seconds (user + system), medians of RUNS, and the ratio to gdalwarp.
#   usage: offgrid_raster.sh TANHUI [EDGE=10000] [RUNS=3] [OLDER_TANHUI]
# With another build of the program as OLDER_TANHUI, the same runs by it. Needs python3-gdal and time.
set -euo pipefail
bench=$(dirname "$(readlink -f "$0")")
# shellcheck source=tests/bench/land_cover.sh
. "$bench/land_cover.sh"
tanhui=$(realpath "$1") edge=${2:-10000} runs=${3:-3}
older=${4:+$(realpath "$4")}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

degrees=$(awk 'BEGIN { printf "%.17g", 1 / 12000 }')  # WorldCover's pixel: 9 m
land_cover "$edge" "lulc.tif,4326,106,29.8,$degrees" "earlier.tif,4326,106,29.8,$degrees,other" \
  ongrid.tif,4544,600000,3300000,10
pools_table
project() {  # NAME SOURCE [EARLIER]
  cat <<TOML
[project]
name = "bench"
base_year = 2025
language = "en"
${3:+t1_year = 2015}
[factors]
library = "pools.csv"
[grid]
crs = "EPSG:4544"
cell_size = 10
[[layers]]
name = "lulc"
source = "$2"
[output]
folder = "$1"
maps = ["class"]
TOML
  if [ $# -gt 2 ]; then printf '[[layers]]\nname = "then"\nsource = "%s"\ndate = "t1"\n' "$3"; fi
}
project warped lulc.tif > warped.toml
project ongrid ongrid.tif > ongrid.toml
project change lulc.tif earlier.tif > change.toml

jobs=(new "$tanhui")
[ -z "$older" ] || jobs+=(older "$older")
for ((i = 0; i < runs; ++i)); do
  rm -f warp.tif
  cpu gdalwarp -q -r mode -t_srs EPSG:4544 -tr 10 10 -tap -co TILED=YES -co COMPRESS=DEFLATE lulc.tif warp.tif >> gdal.txt
  for ((j = 0; j < ${#jobs[@]}; j += 2)); do
    for name in warped ongrid change; do
      rm -rf "$name"
      cpu "${jobs[j + 1]}" run "$name.toml" --quiet --threads 1 >> "${jobs[j]}_$name.txt"
    done
  done
done
read -r gdal memory <<< "$(median < gdal.txt)"
printf '%-44s %8.2f CPU s  1.00  %5d MB\n' "gdalwarp -r mode" "$gdal" "$memory"
for ((j = 0; j < ${#jobs[@]}; j += 2)); do
  for name in warped ongrid change; do
    read -r seconds memory <<< "$(median < "${jobs[j]}_$name.txt")"
    printf '%-44s %8.2f CPU s %5.2f  %5d MB\n' "tanhui run (${jobs[j]}), $name" "$seconds" \
      "$(awk -v a="$seconds" -v b="$gdal" 'BEGIN { print a / b }')" "$memory"
  done
done
