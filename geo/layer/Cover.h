#pragma once

#include "geo/layer/GeosPolygon.h"

namespace tanhui {

/// Tells of many shapes whether an area holds them whole. For one thread.
class Cover {
 public:
  /// Throws Error (where = `where`, kind work) when GEOS fails.
  Cover(const MultiPolygon& area, std::string where);

  /// True also where a common border was digitised or transformed to the last digits otherwise: less than a billionth
  /// of the shape lies outside.
  bool holds(const MultiPolygon& shape) const;

 private:
  struct Destroy {
    const Geos* geos;
    void operator()(const GEOSPreparedGeometry* prepared) const { GEOSPreparedGeom_destroy_r(geos->get(), prepared); }
  };
  const MultiPolygon& area_;
  std::string where_;
  Geos geos_;
  Geos::Geometry whole_;
  std::unique_ptr<const GEOSPreparedGeometry, Destroy> prepared_;
};

}  // namespace tanhui
