#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geo/gdal/VectorLayer.h"

namespace tanhui {

/// A corridor that reaches to the first ridge line of each bank (两岸青山·千里林带: 第一层山脊线范围以内，或平缓地区
/// 江河两岸外 1000 米左右; 新华社 2021-01-19), as the project file describes it.
struct RidgeBeltSpec {
  std::string name;
  VectorSource source;        ///< river lines, water polygons, or a file with one layer of each
  std::filesystem::path dem;  ///< heights in metres
  double gentle = 1000;       ///< metres from the bank where the land is gentle
  double most = 3000;         ///< metres from the bank: no farther, ridge or not
  std::vector<VectorSource> exclude;
};

/// One feature (fid 1): the water, the land between it and the first ridge within `most`, and gentle land within
/// `gentle`; by cells of the DEM (bankLand), cut exactly at the two widths, in `target`. Warns where the DEM does not
/// cover all that lies within `most`: there the belt ends with it. Throws Error for a water that does not meet the DEM,
/// widths that are no metres, nothing left, and as readDem, readLines and readPolygons do. Needs about 70 bytes for
/// each cell of the DEM within `most` of the water's box.
VectorLayer makeRidgeBelt(const RidgeBeltSpec& spec, const Crs& target, Warnings& warnings);

}  // namespace tanhui
