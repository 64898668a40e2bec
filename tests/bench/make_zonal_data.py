#!/usr/bin/env python3
"""Makes the data of zonal_vs_peers.sh: make_zonal_data.py raster FILE EDGE | zones FILE EDGE COUNT CELLS_LOW CELLS_HIGH
POINTS | rivers FILE EDGE COUNT. Cells of 10 m in EPSG:4544; the same arguments give the same data."""
import math
import struct
import sys

import numpy as np
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
WEST, NORTH, CELL = 600000.0, 3300000.0, 10.0
srs = osr.SpatialReference()
srs.ImportFromEPSG(4544)


def make_raster(path, edge):
    driver = "ENVI" if path.endswith(".bil") else "GTiff"
    options = [] if driver == "ENVI" else ["BIGTIFF=IF_SAFER"]
    out = gdal.GetDriverByName(driver).Create(path, edge, edge, 1, gdal.GDT_Float32, options)
    out.SetProjection(srs.ExportToWkt())
    out.SetGeoTransform([WEST, CELL, 0, NORTH, 0, -CELL])
    rng = np.random.default_rng(1)
    for row in range(0, edge, 500):
        rows = min(500, edge - row)
        out.GetRasterBand(1).WriteArray(rng.random((rows, edge), dtype=np.float32) * 100, 0, row)


def write_rings(path, rings):
    data = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = data.CreateLayer("zones", srs, ogr.wkbPolygon, ["SPATIAL_INDEX=NO"])
    layer.StartTransaction()
    for ring in rings:
        points = np.vstack([ring, ring[:1]])
        feature = ogr.Feature(layer.GetLayerDefn())
        head = struct.pack("<BIII", 1, 3, 1, len(points))
        feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(head + points.astype("<f8").tobytes()))
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def zones(edge, count, low, high, points):
    """Star-shaped parcels of LOW to HIGH cells on a lattice, in rows from north to south as cadastres are numbered."""
    rng = np.random.default_rng(2)
    across = math.ceil(math.sqrt(count))
    step = edge * CELL / across
    for i in range(count):
        radius = math.sqrt(rng.uniform(low, high) / math.pi) * CELL / 0.9
        x = WEST + min(max((i % across + 0.5) * step, radius), edge * CELL - radius)
        y = NORTH - min(max((i // across + 0.5) * step, radius), edge * CELL - radius)
        angle = 2 * math.pi * (np.arange(points) / points + rng.random())
        length = radius * rng.uniform(0.8, 1.0, points)
        yield np.column_stack([x + length * np.cos(angle), y + length * np.sin(angle)])


def rivers(edge, count):
    """Meandering corridors across the whole raster, alternately from west to east and from north to south."""
    rng = np.random.default_rng(3)
    size = edge * CELL
    along = np.linspace(0, size, edge // 5)
    for i in range(count):
        phase, half = rng.random(3) * 2 * math.pi, rng.uniform(100, 200)
        middle = (i + 0.5) / count * size + 800 * np.sin(along / 9000 + phase[0])
        middle += 300 * np.sin(along / 2300 + phase[1]) + 60 * np.sin(along / 400 + phase[2])
        middle = np.clip(middle, half + 1, size - half - 1)
        across = np.concatenate([middle - half, (middle + half)[::-1]])
        both = np.concatenate([along, along[::-1]])
        yield np.column_stack([WEST + both, NORTH - across] if i % 2 else [WEST + across, NORTH - both])


what, path, edge = sys.argv[1], sys.argv[2], int(sys.argv[3])
rest = [int(argument) for argument in sys.argv[4:]]
if what == "raster":
    make_raster(path, edge)
elif what == "zones":
    write_rings(path, zones(edge, *rest))
elif what == "rivers":
    write_rings(path, rivers(edge, *rest))
else:
    sys.exit(__doc__)
