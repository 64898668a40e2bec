#pragma once

#include <string>
#include <vector>

#include "geo/network/GraphIndices.h"
#include "geo/network/Links.h"

namespace tanhui {

/// What an ecological network of a project gave, for tables, maps and report.
struct NetworkFigures {
  struct Source {
    std::string name;
    double areaHa = 0;
    double meanResistance = 0;
    NodeWorth worth;
    std::size_t component = 0;  ///< sources with the same number hang together
  };
  struct Link {
    std::size_t from = 0, to = 0;
    double cost = 0;  ///< the least, cost times metres
    double lengthM = 0, meanResistance = 0;
    double corridorHa = 0;  ///< without the ground of sources
    double widthM = 0;      ///< the median
    double gravity = 0;
    double maxCurrent = 0;  ///< A, outside the sources; NaN without current
  };
  std::string name, swathFile, currentFile;  ///< currentFile: empty without current
  std::vector<Source> sources;
  std::vector<Link> links;
  std::vector<SplitLink> split;
  std::size_t components = 0;
  NetworkShape shape{};
  double pc = 0, ec = 0, iic = 0;
  double landscapeHa = 0, d50 = 0, cellSize = 0;  ///< metres
  int neighbours = 16;
  double corridorCost = 0, corridorPercent = 0;  ///< one of them is 0
};

}  // namespace tanhui
