#pragma once

#include <span>

#include "geo/grid/Grid.h"

namespace tanhui {

/// From the coordinates of one CRS to those of another, x before y in both. Not shared between threads.
class Transform {
 public:
  /// Throws Error (where = `where`) when PROJ knows no way between the two.
  Transform(const Crs& from, const Crs& to, const std::string& where);

  /// The two are the same: operator() leaves points as they are, bit for bit.
  bool identity() const { return forward_ == nullptr; }

  /// In place. A point outside the domain of the projection becomes infinite: the caller must look.
  void operator()(std::span<Point> points) const;
  void inverse(std::span<Point> points) const;
  Point operator()(Point p) const;

  /// The last point went through a guess that leaves the datums' offset out (PROJ: "ballpark"), between datums on
  /// different ellipsoids; it may be 100 m off. (WGS 84 and CGCS2000, on one ellipsoid but for its fourth digit, differ
  /// by decimetres: not counted.)
  bool ballpark() const;

 private:
  void run(PJ_DIRECTION direction, std::span<Point> points) const;

  bool otherEllipsoid_ = false;
  ProjContext context_;
  ProjHandle forward_;  ///< destroyed before its context
};

/// The box around a box in another CRS: of its edges, walked in small steps, since they become curves.
Box transformed(const Box& box, const Transform& transform);

}  // namespace tanhui
