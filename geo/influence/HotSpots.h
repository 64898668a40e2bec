#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/base/DataTable.h"
#include "geo/influence/Moran.h"

namespace tanhui {

/// A zone whose figure is held against its neighbours'.
struct HotSpot {
  std::string zone;
  double value = 0;
  double giZ = 0, giStarZ = 0, moranZ = 0;
  double p = 0;  ///< of giStarZ, adjusted for many tests where that was asked for
  std::string_view spot;
};

/// Where high and low figures of zones gather.
struct HotSpotMap {
  std::string name, layer;
  double bandM = 0;  ///< zones whose middles lie no further apart are neighbours
  bool adjusted = false;
  std::vector<HotSpot> zones;
  std::optional<MoranIndex> moran;  ///< of all
};

/// `zones`, their middles (metres) and figures run parallel; zones without a figure (NaN) are left out. `band` 0: the
/// smallest in which each has a neighbour. Without zones where the figures are all equal or fewer than 4.
HotSpotMap hotSpots(std::span<const std::string> zones, std::span<const PlanePoint> middles,
                    std::span<const double> values, double band, bool adjusted);

/// tables/hotspots.csv
DataTable hotSpotTable(std::span<const HotSpotMap> maps);

}  // namespace tanhui
