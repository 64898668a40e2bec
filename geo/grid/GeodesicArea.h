#pragma once

#include <cstdint>
#include <span>

#include "geo/grid/Transform.h"

namespace tanhui {

/// The ruler of geodesicAreaHa (CellArea.h), made once for many shapes of one CRS. Not shared between threads.
class GeodesicArea {
 public:
  /// Throws Error for no CRS.
  explicit GeodesicArea(const Crs& crs);

  /// Throws Error where the rings leave the domain of the CRS. Memory does not depend on the length of the edges.
  double ha(std::span<const Point> points, std::span<const std::uint32_t> ringEnds) const;

 private:
  double ringSquareMetres(std::span<const Point> ring) const;

  Crs crs_;
  Transform toGround_;
  double degreesPerUnit_, metresPerUnit_;
};

}  // namespace tanhui
