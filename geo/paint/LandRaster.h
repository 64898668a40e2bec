#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "geo/base/Stop.h"
#include "geo/model/Model.h"

namespace tanhui {

/// What lies in each cell of a model's grid: 255 (kClassNodata) where nothing is mapped or outside the region.
struct ClassRaster {
  std::vector<std::string> classes;  ///< keys; value v of a cell is classes[v]
  std::vector<std::uint8_t> cells;   ///< row-major, as class.tif
};

/// The class with the largest share of each cell, of the base year: what class.tif shows. Held in memory: 1 B a cell.
/// Throws Error (more than 254 classes; kind work when a raster cannot be read) and Interrupted.
ClassRaster leadingClasses(const Model& model, int threads, const StopFlag& stop);

/// The share, of what is mapped of each cell, that is of one of the classes: 0 to 1; NaN where nothing is mapped or
/// outside the region. `classes`: keys. Row-major; 4 B a cell. Throws as leadingClasses does.
std::vector<float> shareOfClasses(const Model& model, const std::set<std::string>& classes, int threads,
                                  const StopFlag& stop);

}  // namespace tanhui
