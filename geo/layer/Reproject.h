#pragma once

#include <vector>

#include "geo/coverage/MultiPolygon.h"
#include "geo/grid/Transform.h"

namespace tanhui {

/// Takes shapes from one CRS to another with points put into the edges, so that every straight edge of the source stays
/// within half a millimetre of its true image. The same edge gives the same points in either direction: neighbours
/// keep one border. Work and memory grow with the length of the edges on the ground, and end.
class Reproject {
 public:
  /// Throws Error (where = `where`) when there is no way from one to the other.
  Reproject(const Crs& from, const Crs& to, const std::string& where);

  bool identity() const { return transform_.identity(); }

  /// In place. False when a point does not transform, an edge runs over a tear of the projection or half the globe, or
  /// more points would be needed than fit; the shape is then undefined.
  bool operator()(MultiPolygon& shape);
  bool operator()(std::vector<Point>& line);

  bool ballpark() const { return transform_.ballpark(); }

 private:
  struct Edge {
    Point p, q;  ///< ends in the source
    Point P, Q;  ///< their images
  };
  bool line(std::span<const Point> source, std::vector<Point>& out);
  bool inner(const Edge& edge, std::vector<Point>& out);
  bool section(const Edge& edge, Point middle, std::vector<Point>& out);
  /// Of the points that cut the edge into equal parts. False when one is not finite.
  bool images(const Edge& edge, double parts, std::vector<Point>& out) const;
  double deviation(Point image, Point P, Point Q) const;

  Transform transform_;
  double sourceMetres_, targetMetres_;  ///< per unit; of latitude when geographic
  bool geographic_;
  double radians_;  ///< per unit of the target when it is geographic
  std::vector<Point> image_, between_, halves_, pieces_, out_;
};

}  // namespace tanhui
