#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geo/gdal/VectorLayer.h"

namespace tanhui {

/// Basins of outlets (断面), as the project file describes them.
struct BasinSpec {
  std::string name;
  std::filesystem::path dem;  ///< metres; all of it is read, since water comes from beyond any region
  VectorSource outlets;       ///< points
  std::string id, label;      ///< their fields; empty id: the feature id
};

/// One feature for each outlet: the ground that drains through it and through no other before.
struct BasinLayer {
  VectorLayer polygons;  ///< in the target CRS; fids are those of the outlets
  std::vector<std::string> ids, labels;
  std::vector<std::string> downstream;  ///< of each: the id of the basin that it drains into; empty: none
};

/// An outlet is moved to the cell through which most ground drains, at most kOutletReach cells away. Throws Error as
/// readDem and readPoints do, for an outlet outside the DEM or where it has no height, and for two in one cell. Needs
/// 29 bytes for each cell of the DEM.
BasinLayer makeBasins(const BasinSpec& spec, const Crs& target, Warnings& warnings);

constexpr int kOutletReach = 5;  ///< cells

}  // namespace tanhui
