#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/viewer/model/MapLayer.h"
#include "geo/coverage/BoxIndex.h"

namespace tanhui::viewer {

/// The features of a vector layer in the map's CRS, as they are drawn and picked: no repair, no attributes but an id
/// and a label.
struct VectorShapes {
  enum class Kind : std::uint8_t { points, lines, areas };
  struct Shape {
    Kind kind = Kind::areas;
    Box box;
    std::uint32_t firstPart = 0, endPart = 0;  ///< parts [firstPart, endPart): rings, lines, or points
  };
  std::vector<Shape> shapes;
  std::vector<std::uint32_t> partEnds;  ///< one past the last point of each part
  std::vector<Point> points;
  std::vector<std::string> ids, labels;  ///< by shape; empty when the layer has none
  Box box;
  BoxIndex index;

  /// Points of a part.
  std::pair<std::uint32_t, std::uint32_t> part(std::uint32_t i) const {
    return {i == 0 ? 0 : partEnds[i - 1], partEnds[i]};
  }
  /// The smallest area that holds the point, by even-odd count of its rings; -1 when none does.
  int at(Point p) const;
  /// By id; -1 when there is none.
  int find(const std::string& id) const;
};

/// Reads all features of a layer. Throws Error: no such file or layer, no CRS, text that cannot be decoded, a feature
/// that does not transform.
VectorShapes readShapes(const VectorContent& content, const Crs& crs);

}  // namespace tanhui::viewer
