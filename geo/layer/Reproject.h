#pragma once

#include <vector>

#include "geo/coverage/MultiPolygon.h"
#include "geo/grid/Transform.h"

namespace tanhui {

/// Takes shapes from one CRS to another with points put into the edges, so that every straight edge of the source stays
/// within half a millimetre of its true image. The same edge gives the same points in either direction: neighbours
/// keep one border.
class Reproject {
 public:
  /// Throws Error (where = `where`) when there is no way from one to the other.
  Reproject(const Crs& from, const Crs& to, const std::string& where);

  bool identity() const { return transform_.identity(); }

  /// In place. False when a point does not transform; the shape is then undefined.
  bool operator()(MultiPolygon& shape);
  bool operator()(std::vector<Point>& line);

  bool ballpark() const { return transform_.ballpark(); }

 private:
  struct Edge {
    Point p, q;  ///< ends in the source
    Point P, Q;  ///< their images
  };
  bool line(std::span<const Point> source, std::vector<Point>& out);
  void inner(const Edge& edge, int depth, std::vector<Point>& out) const;
  double metres(Point a, Point b) const;
  double deviation(Point image, Point P, Point Q) const;

  Transform transform_;
  double metresPerUnit_;  ///< of the target; of latitude when it is geographic
  bool geographic_;
  std::vector<Point> image_, between_, out_;
};

}  // namespace tanhui
