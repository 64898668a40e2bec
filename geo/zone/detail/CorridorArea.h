#pragma once

#include <vector>

#include "geo/gdal/VectorLayer.h"

namespace tanhui {

/// What a corridor is made from, in longitude and latitude.
struct Waters {
  LineLayer lines;
  std::vector<double> lineWidths;  ///< metres each side
  VectorLayer polygons;
  std::vector<double> polygonWidths;  ///< metres from the bank; NaN: that of the widest line that runs through

  Box box() const;
};

/// The union of all buffers, in true metres, with the water polygons themselves; in `target`, edges densified. Empty
/// when every width is 0. `name` is for errors; a water polygon without a width that no line meets is told.
MultiPolygon corridorArea(const Waters& waters, const Crs& geographic, const Crs& target, const std::string& name,
                          Warnings& warnings);

}  // namespace tanhui
