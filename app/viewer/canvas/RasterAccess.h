#pragma once

#include <array>
#include <string>

#include "app/viewer/canvas/Pyramid.h"
#include "geo/base/Handle.h"

namespace tanhui::viewer {

/// A raster opened for reading, with what its header tells.
struct RasterAccess {
  std::string source;  ///< path or XML
  GdalDataset dataset;
  Crs crs;
  std::array<double, 6> transform{};

  /// North up, so that windows can be read as they lie.
  bool northUp() const { return transform[2] == 0 && transform[4] == 0 && transform[1] > 0 && transform[5] < 0; }
  Grid grid() const;  ///< when northUp()
  bool hasOverviews() const;
};

/// Throws Error: not a raster, no such band, no CRS, no georeference.
RasterAccess openRasterAccess(const std::string& source, int band);

/// A view of a raster on another CRS, or turned north up, at one resolution. Keeps the raster open.
struct WarpedRaster {
  GdalDataset source, picked, dataset;  ///< each reads through the one before it
  Grid grid;
};
/// `grid` without columns: GDAL suggests one. `picture`: bands of colour with an alpha band after them; else figures
/// or, with `classes`, whole values, NaN where there is nothing.
WarpedRaster warpRaster(const std::string& source, int band, const Crs& crs, const Grid& grid, bool picture,
                        bool classes);

/// "NAME: what GDAL said" as an Error of kind work.
[[noreturn]] void failRead(const std::string& source);

}  // namespace tanhui::viewer
