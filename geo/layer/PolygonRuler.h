#pragma once

#include <optional>

#include "geo/coverage/MultiPolygon.h"
#include "geo/grid/CellArea.h"
#include "geo/grid/GeodesicArea.h"

namespace tanhui {

/// Areas of polygons by the rule of a project, without cells. One for many shapes: to make it costs a millisecond. Not
/// shared between threads.
class PolygonRuler {
 public:
  PolygonRuler(const Crs& crs, AreaRule rule) : metres_(crs.metresPerUnit()) {
    if (rule == AreaRule::ground) ground_.emplace(crs);
  }
  double ha(const MultiPolygon& shape) const {
    if (ground_) return ground_->ha(shape.points, shape.ringEnds);
    return planarArea(shape) * (metres_ > 0 ? metres_ * metres_ : 1) / 1e4;
  }

 private:
  double metres_;
  std::optional<GeodesicArea> ground_;
};

}  // namespace tanhui
