"""Class rasters as land-cover products look: patches of 40 x 40 pixels of nine classes, with a tenth of single pixels
thrown in. The classes of a later or earlier date differ in a twentieth of the patches.

usage: make_land_cover.py EDGE NAME,EPSG,WEST,NORTH,PIXEL[,other] ...
EDGE pixels each way; all files hold the same pixels but those that end in "other". Needs python3-gdal."""

import sys

import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()
PATCH = 40


def create(name, epsg, west, north, pixel, edge):
    options = ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "COMPRESS=DEFLATE"]
    out = gdal.GetDriverByName("GTiff").Create(name, edge, edge, 1, gdal.GDT_Byte, options)
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(int(epsg))
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    out.SetSpatialRef(srs)
    out.SetGeoTransform([float(west), float(pixel), 0, float(north), 0, -float(pixel)])
    out.GetRasterBand(1).SetNoDataValue(0)
    return out


def main():
    edge = int(sys.argv[1])
    specs = [spec.split(",") for spec in sys.argv[2:]]
    rng = np.random.default_rng(1)
    shape = ((edge + PATCH - 1) // PATCH,) * 2
    usual = rng.integers(1, 10, shape, dtype=np.uint8)
    other = np.where(rng.random(shape) < 0.05, rng.integers(1, 10, shape, dtype=np.uint8), usual)
    files = [(create(*spec[:5], edge), other if spec[5:] == ["other"] else usual) for spec in specs]
    for row in range(0, edge, 10 * PATCH):
        rows = min(10 * PATCH, edge - row)
        noise = rng.random((rows, edge)) < 0.1
        thrown = rng.integers(1, 10, int(noise.sum()), dtype=np.uint8)
        for out, patches in files:
            part = patches[row // PATCH : (row + rows + PATCH - 1) // PATCH]
            block = np.repeat(np.repeat(part, PATCH, 0)[:rows], PATCH, 1)[:, :edge].copy()
            block[noise] = thrown
            out.GetRasterBand(1).WriteArray(block, 0, row)


main()
