#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "geo/grid/Grid.h"

namespace tanhui {

/// A raster band at picture size, for the report's maps.
struct MapField {
  Grid grid;  ///< of the raster at its full size
  int width = 0, height = 0;
  std::vector<float> values;  ///< row-major; NaN where there is no data

  /// Class maps: colour and name of each value that the raster's tables give.
  struct Class {
    std::uint32_t colour = 0;
    std::string name;
  };
  std::map<int, Class> classes;
};

/// Reads a band with at most `most` pixels along its longer side: the mean of the cells below a pixel, or the most
/// frequent class. Throws Error (kind work) when it cannot be read.
MapField readMapField(const std::filesystem::path& raster, int band, bool classes, int most);

}  // namespace tanhui
