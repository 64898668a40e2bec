#!/usr/bin/env bash
# A whole run on a class raster (stock.tif with its overviews, totals, report) beside gdal_translate -of COG of the same
# raster with the same codec. Prints CPU seconds (user + system), medians of RUNS, and the ratio; then wall seconds with
# one thread and two.
#   usage: run_vs_gdal.sh TANHUI [EDGE=10000] [RUNS=5] [CODEC=zstd]
# Needs python3-gdal and time. Nothing here is asserted: machines differ.
set -euo pipefail
tanhui=$(realpath "$1") edge=${2:-10000} runs=${3:-5} codec=${4:-zstd}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

/usr/bin/python3 - "$edge" <<'PY'
import sys
import numpy as np
from osgeo import gdal, osr
gdal.UseExceptions()
n = int(sys.argv[1])
rng = np.random.default_rng(1)
# Patches of 40 x 40 cells of nine classes, with a tenth of single cells thrown in: as land-cover products look.
coarse = rng.integers(1, 10, ((n + 39) // 40, (n + 39) // 40), dtype=np.uint8)
driver = gdal.GetDriverByName("GTiff")
out = driver.Create("lulc.tif", n, n, 1, gdal.GDT_Byte, ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "COMPRESS=DEFLATE"])
srs = osr.SpatialReference()
srs.ImportFromEPSG(4544)
srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
out.SetSpatialRef(srs)
out.SetGeoTransform([550000, 10, 0, 3300000, 0, -10])
band = out.GetRasterBand(1)
band.SetNoDataValue(0)
for row in range(0, n, 400):
    rows = min(400, n - row)
    block = np.repeat(np.repeat(coarse[row // 40:(row + rows + 39) // 40], 40, 0)[:rows], 40, 1)[:, :n].copy()
    noise = rng.random(block.shape) < 0.1
    block[noise] = rng.integers(1, 10, int(noise.sum()), dtype=np.uint8)
    band.WriteArray(block, 0, row)
PY

{
  echo "lucode,c_above,c_below,c_soil,c_dead"
  for class in 1 2 3 4 5 6 7 8 9; do echo "$class,$class.25,1.$class,4$class,0.$class"; done
} > pools.csv
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

cpu() { /usr/bin/time -f "%U %S %M" -o time.txt "$@" > /dev/null && awk '{ printf "%.2f %d\n", $1 + $2, $3 / 1024 }' time.txt; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

upper=$(echo "$codec" | tr '[:lower:]' '[:upper:]')
level=$([ "$codec" = lzw ] || echo "-co LEVEL=1")
for ((i = 0; i < runs; ++i)); do
  rm -rf out gdal.tif
  # shellcheck disable=SC2086
  cpu gdal_translate -q -of COG -ot Float32 -co COMPRESS="$upper" $level -co OVERVIEW_RESAMPLING=AVERAGE lulc.tif gdal.tif >> gdal.txt
  cpu "$tanhui" run project.toml --quiet --threads 1 >> one.txt
done
gdal=$(median < gdal.txt) one=$(median < one.txt)
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
