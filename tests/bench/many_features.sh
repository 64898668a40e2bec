#!/usr/bin/env bash
# Many features on many tiles: a run of COUNT small squares, scattered over 20 x 20 degrees of 0.001 (1,600 tiles).
#   tests/bench/many_features.sh TANHUI [COUNT] [TIMES]
# Prints CPU seconds and peak memory of each run, one thread.
set -euo pipefail
tanhui=$(realpath "$1") count=${2:-200000} times=${3:-3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 - "$count" >"$folder/squares.geojsonl" <<'PY'
import random, sys
random.seed(1)
for i in range(int(sys.argv[1])):
    x, y, s = 100 + random.random() * 19.99, 25 + random.random() * 19.99, 0.0015
    ring = [[x, y], [x + s, y], [x + s, y + s], [x, y + s], [x, y]]
    code = ["0301", "0101", "0103", "0305"][i % 4]
    print('{"type":"Feature","properties":{"DLBM":"%s"},"geometry":{"type":"Polygon","coordinates":[%s]}}' % (code, ring))
PY
ogr2ogr -q -f GPKG -a_srs EPSG:4490 "$folder/squares.gpkg" "$folder/squares.geojsonl" -nln squares
cat >"$folder/project.toml" <<'TOML'
[project]
name = "squares"
base_year = 2025
[grid]
crs = "EPSG:4490"
cell_size = 0.001
bounds = [100, 25, 120, 45]
[[layers]]
name = "squares"
source = "squares.gpkg"
class = { field = "DLBM", table = "sandiao" }
[output]
maps = ["class"]
TOML
for _ in $(seq "$times"); do
  /usr/bin/time -f "%U + %S CPU s, %M KB" "$tanhui" run "$folder/project.toml" --quiet --threads 1 2>&1 >/dev/null |
    grep 'CPU s'
done
