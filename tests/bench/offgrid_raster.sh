#!/usr/bin/env bash
# A run on a class raster in another CRS than the grid's (degrees onto Gauss-Kruger) beside gdalwarp -r mode of the same
# raster to the same cells, the same run on a raster that lies on the grid, and the account of change between two
# such rasters. Prints CPU seconds (user + system), medians of RUNS, and the ratio to gdalwarp.
#   usage: offgrid_raster.sh TANHUI [EDGE=10000] [RUNS=3] [OLDER_TANHUI]
# With another build of the program as OLDER_TANHUI, the same runs by it. Needs python3-gdal and time.
set -euo pipefail
tanhui=$(realpath "$1") edge=${2:-10000} runs=${3:-3}
older=${4:+$(realpath "$4")}
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
# Patches of 40 x 40 pixels of nine classes, with a tenth of single pixels thrown in: as land-cover products look. The
# second date differs in a twentieth of the patches.
coarse = rng.integers(1, 10, ((n + 39) // 40, (n + 39) // 40), dtype=np.uint8)
other = np.where(rng.random(coarse.shape) < 0.05, rng.integers(1, 10, coarse.shape, dtype=np.uint8), coarse)

def make(name, epsg, x, y, size):
    out = gdal.GetDriverByName("GTiff").Create(
        name, n, n, 1, gdal.GDT_Byte, ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "COMPRESS=DEFLATE"])
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(epsg)
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    out.SetSpatialRef(srs)
    out.SetGeoTransform([x, size, 0, y, 0, -size])
    out.GetRasterBand(1).SetNoDataValue(0)
    return out.GetRasterBand(1), out

degrees = 1 / 12000  # WorldCover's pixel: 9 m
files = [make("lulc.tif", 4326, 106, 29.8, degrees), make("earlier.tif", 4326, 106, 29.8, degrees),
         make("ongrid.tif", 4544, 600000, 3300000, 10)]
for row in range(0, n, 400):
    rows = min(400, n - row)
    spread = lambda patches: np.repeat(np.repeat(patches[row // 40:(row + rows + 39) // 40], 40, 0)[:rows], 40, 1)[:, :n].copy()
    noise = rng.random((rows, n)) < 0.1
    thrown = rng.integers(1, 10, int(noise.sum()), dtype=np.uint8)
    for i, patches in enumerate((coarse, other, coarse)):
        block = spread(patches)
        block[noise] = thrown
        files[i][0].WriteArray(block, 0, row)
PY

{
  echo "lucode,c_above,c_below,c_soil,c_dead"
  for class in 1 2 3 4 5 6 7 8 9; do echo "$class,$class.25,1.$class,4$class,0.$class"; done
} > pools.csv
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

cpu() { /usr/bin/time -f "%U %S %M" -o time.txt "$@" > /dev/null && awk '{ printf "%.2f %d\n", $1 + $2, $3 / 1024 }' time.txt; }
median() { sort -n | awk '{ v[NR] = $1; m[NR] = $2 } END { i = int((NR + 1) / 2); print v[i], m[i] }'; }

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
