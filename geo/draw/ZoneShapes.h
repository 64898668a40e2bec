#pragma once

#include <span>
#include <string>

#include "geo/coverage/MultiPolygon.h"

namespace tanhui {

/// The polygons of one zone layer as the run used them (corridors as they were made), in the grid's CRS. A view: ids
/// and labels run parallel to shapes, and all outlive it.
struct ZoneShapes {
  std::string layer;
  std::span<const std::string> ids, labels;
  std::span<const MultiPolygon> shapes;
};

}  // namespace tanhui
