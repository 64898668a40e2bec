#!/usr/bin/env bash
# A whole run on a class raster (stock.tif with its overviews, totals, report) beside gdal_translate -of COG of the same
# raster with the same codec. Prints CPU seconds (user + system), medians of RUNS, and the ratio; then wall seconds with
# one thread and two.
#   usage: run_vs_gdal.sh TANHUI [EDGE=10000] [RUNS=5] [CODEC=zstd]
# Needs python3-gdal and time. Nothing here is asserted: machines differ.
set -euo pipefail
bench=$(dirname "$(readlink -f "$0")")
# shellcheck source=tests/bench/land_cover.sh
. "$bench/land_cover.sh"
tanhui=$(realpath "$1") edge=${2:-10000} runs=${3:-5} codec=${4:-zstd}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

land_cover "$edge" lulc.tif,4544,550000,3300000,10
pools_table
cat > project.toml <<TOML
[project]
name = "bench"
base_year = 2025
language = "en"
[factors]
library = "pools.csv"
[[layers]]
name = "lulc"
source = "lulc.tif"
[output]
folder = "out"
compress = "$codec"
maps = ["stock"]
stock_bands = ["total"]
TOML

upper=$(echo "$codec" | tr '[:lower:]' '[:upper:]')
level=$([ "$codec" = lzw ] || echo "-co LEVEL=1")
for ((i = 0; i < runs; ++i)); do
  rm -rf out gdal.tif
  # shellcheck disable=SC2086
  cpu gdal_translate -q -of COG -ot Float32 -co COMPRESS="$upper" $level -co OVERVIEW_RESAMPLING=AVERAGE lulc.tif gdal.tif >> gdal.txt
  cpu "$tanhui" run project.toml --quiet --threads 1 >> one.txt
done
read -r gdal _ <<< "$(median < gdal.txt)"
read -r one _ <<< "$(median < one.txt)"
echo "gdal_translate -of COG  $gdal CPU s, $(stat -c %s gdal.tif) bytes"
echo "tanhui run              $one CPU s, $(stat -c %s out/stock.tif) bytes, peak $(awk '{print $2}' one.txt | sort -n | tail -1) MB"
awk -v a="$one" -v b="$gdal" 'BEGIN { printf "ratio                   %.2f\n", a / b }'
# One thread and two in turn, so that a busy machine slows both.
for ((i = 0; i < runs; ++i)); do
  for threads in 1 2; do
    rm -rf out
    /usr/bin/time -f %e -o time.txt "$tanhui" run project.toml --quiet --threads $threads > /dev/null
    cat time.txt >> wall$threads.txt
  done
done
awk -v one="$(median < wall1.txt)" -v two="$(median < wall2.txt)" 'BEGIN {
  printf "1 and 2 threads         %.2f and %.2f s wall, %.2f times as fast\n", one, two, one / two }'
