#pragma once

#include <span>
#include <vector>

#include "datasets/demo/Arcs.h"

namespace tanhui::demo {

using Ring = std::vector<Vertex>;  ///< closed: the last vertex repeats the first
/// Polygons, each an exterior ring (counter-clockwise) and its holes (clockwise).
using Shape = std::vector<std::vector<Ring>>;

/// Shapes of groups of labels, from the arcs between them: groupOf[label] is a shape's index, or -1 for none. Arcs
/// inside a group dissolve; neighbours share the others bit by bit.
std::vector<Shape> buildShapes(std::span<const Arc> arcs, std::span<const int> groupOf, int groups);

/// Area in m2 on the map.
double area(const Shape& shape);
/// Area in m2 on the ellipsoid, of whose 0.01 m2 a parcel's is sure.
double groundArea(const Shape& shape);

}  // namespace tanhui::demo
