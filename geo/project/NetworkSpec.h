#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geo/base/FileName.h"
#include "geo/gdal/VectorLayer.h"

namespace tanhui {

/// An ecological network that a project asks for. The corridors become a zone layer of its name.
struct NetworkSpec {
  std::string name;
  VectorSource sources;              ///< polygons; without a path the cores of `classes`
  std::vector<std::string> classes;  ///< keys of land classes, or groups of them
  int edgeWidth = 1;                 ///< cells taken off the classes to make cores
  double minCoreHa = 10;
  std::filesystem::path costs;  ///< a raster of costs; empty: made of what follows
  std::filesystem::path table;  ///< resistance by class; empty: the built-in one
  bool slope = false;           ///< a factor of its own
  VectorSource roads;           ///< the distance to them is a factor; without a path none
  std::vector<double> weights;  ///< of the classes, the slope and the roads, as far as they are factors; sum 1
  double cellSize = 0;          ///< of the cost surface, metres; 0: the grid's
  int neighbours = 16;          ///< 4, 8 or 16
  double corridorCost = 0;      ///< cost above the least, in cost times metres; 0: `corridorPercent` holds
  double corridorPercent = 0;   ///< of the least cost of the link
  bool allPairs = false;
  bool current = false;
  bool meanConductance = false;  ///< branches conduct the mean of conductances, not of resistances
  double d50 = 1000;             ///< metres at which half of what sets out arrives
  int line = 0;                  ///< of the [[networks]] header

  std::string fileName(const std::string& kind) const { return kind + "_" + safeFileName(name) + ".tif"; }
};

}  // namespace tanhui
