#pragma once

#include <map>
#include <span>
#include <vector>

#include "geo/coverage/MultiPolygon.h"

namespace tanhui {

/// Gives the outline of united buffers the area of its arcs with few corners.
///
/// A buffer draws an arc as chords, whose ends lie on it, and is short by the segments that they cut off: with n sides
/// to a quarter circle, by 0.4 / n^2 of a disc. The outline is drawn with chords of a degree or two, and each then gets
/// a corner outside its middle, so far out that the triangle has the area of its segment of the circle; of the part of
/// it, where another buffer has cut the chord. What is left falls with n^4.
class ArcCorners {
 public:
  /// Of the quarter circles that the buffers must be made with.
  static constexpr int kQuadrantSegments = 64;

  /// A line as it was buffered, and its width each side: its corners are the centres of arcs.
  void add(std::span<const Point> line, double width);

  /// The area with those corners. They stand out of the arc by less than a ten-thousandth of the width;
  /// where banks all but touch they may cross.
  MultiPolygon operator()(const MultiPolygon& outline);

 private:
  void order();
  double height(Point p, Point q) const;

  std::map<double, std::vector<Point>> centres_;  ///< by width
  bool ordered_ = true;                           ///< from west to east, each once
};

}  // namespace tanhui
