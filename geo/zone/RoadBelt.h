#pragma once

#include <functional>
#include <string>
#include <vector>

#include "geo/gdal/VectorLayer.h"
#include "geo/zone/WidthRule.h"

namespace tanhui {

/// A green belt beside roads, as the project file describes it. On cropland it is narrower: beyond the road's own land
/// 5 m, beside county and township roads 3 m (国办发明电〔2020〕24号 against greening beyond standard; the two figures
/// are recalled from it).
struct RoadBeltSpec {
  std::string name;
  VectorSource source;                ///< road lines, road areas, or a file with one layer of each
  WidthRule width;                    ///< each side, beyond the road's land
  WidthRule croplandWidth;            ///< the same where the belt lies on cropland
  WidthRule roadWidth;                ///< of the road's own land along a line, from side to side; not given: 0
  std::vector<VectorSource> exclude;  ///< polygon layers that are taken out
};

/// An area, in the target CRS, less what of it is cropland.
using WithoutCropland = std::function<MultiPolygon(const MultiPolygon&)>;

/// One feature (fid 1): all that lies within the width of a road but for the road itself, and of cropland only what
/// lies within the width for cropland; cut at the borders of the fields, in `target`. Widths are true metres, as those
/// of corridors. Throws Error for a width that is missing, negative or no number, when nothing is left, and as
/// readLines and readPolygons do.
VectorLayer makeRoadBelt(const RoadBeltSpec& spec, const Crs& target, const WithoutCropland& withoutCropland,
                         Warnings& warnings);

}  // namespace tanhui
