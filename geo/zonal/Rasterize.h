#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geo/base/Error.h"
#include "geo/base/Stop.h"
#include "geo/gdal/VectorLayer.h"
#include "geo/grid/Grid.h"

namespace tanhui {

struct RasterizeRequest {
  VectorSource source;             ///< polygons, brought into the grid's CRS where they differ
  std::filesystem::path grid;      ///< any raster: its origin, cell size, extent and CRS are taken
  std::filesystem::path target;    ///< a GeoTIFF
  std::string by;                  ///< field: one band per value of it, in ascending order; empty: one band for all
  bool float64 = false;            ///< Float64 instead of Float32
  int threads = 1;                 ///< 0: one per processor. The file is the same to the byte for any number
  const StopFlag* stop = nullptr;  ///< the work then ends by throwing Interrupted
};

struct RasterizeResult {
  Grid grid;
  std::vector<std::string> bands;    ///< band descriptions: the values of the field, or the layer's name
  std::vector<double> coveredCells;  ///< per band: the sum of its fractions, before rounding to the file's type
};

/// The exact area fraction of every cell of a grid that a polygon layer covers, as a tiled, compressed GeoTIFF. Ground
/// that several features of one band cover counts once. 0 is "not covered"; there is no nodata value. Works tile by
/// tile: memory holds the layer and a tile per thread. The file appears under its name whole or not at all.
///
/// Throws Error as readPolygons and rasterGrid do, when the layer does not meet the grid, when `by` gives more bands
/// than kMaxBands, and (kind work) when the file cannot be written or an input changed meanwhile. Warns of features
/// that lie outside the grid.
RasterizeResult rasterize(const RasterizeRequest& request, Warnings& warnings);

constexpr std::size_t kMaxBands = 4096;

}  // namespace tanhui
