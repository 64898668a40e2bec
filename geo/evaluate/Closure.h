#pragma once

namespace tanhui {

/// How far the sums close; relative, see docs/method.md. A run fails above 1e-6.
struct Closure {
  double cellsVsPolygons = 0;
  double zonesVsTotal = 0;
  double regionVsGeodesic = 0;
};

}  // namespace tanhui
