#pragma once

#include <string>
#include <vector>

#include "datasets/demo/Relief.h"

namespace tanhui::demo {

struct Stream {
  std::vector<Point> line;  ///< downstream
  int strahler;
  double catchment;  ///< m2 at the lower end
  int tributary;     ///< index of the tributary of the big river that it belongs to
};

/// Streams, reservoirs and ponds.
struct Waters {
  std::vector<Stream> streams;
  Raster<float> reservoirDepth;  ///< coarse: m of water, negative on land
  int reservoirs = 0;
  struct Pond {
    Point middle;
    double radius;
  };
  std::vector<Pond> ponds;
};

Waters findWaters(const Relief& relief);

/// How wide a stream is, m, from its catchment.
double streamWidth(double catchment);

}  // namespace tanhui::demo
