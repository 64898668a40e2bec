#pragma once

#include <filesystem>
#include <vector>

#include "geo/gdal/VectorLayer.h"
#include "geo/landclass/Flooding.h"

namespace tanhui {

/// A land layer that is made from the DEM: kind = "drawdown".
struct DrawdownSpec {
  std::vector<VectorSource> water;  ///< the belt is what is connected to it
  std::filesystem::path stages;     ///< daily water levels; empty: only `low` and `high` are known
  double low = 0, high = 0;         ///< m; without stages
  double offset = 0;                ///< m, added to stages, low and high for the datum of the DEM
  FloodMethane methane = FloodMethane::byState;
  std::filesystem::path methaneTable;  ///< of FloodMethane::given
};

}  // namespace tanhui
