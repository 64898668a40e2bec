#pragma once

#include <cstdint>
#include <vector>

namespace tanhui {

/// Area-weighted classes of cells: cell i (row-major in the window) holds parts [begin[i], begin[i + 1]).
struct ClassFractions {
  struct Part {
    std::int32_t value;  ///< the raster's value
    double fraction;     ///< of the cell
  };
  std::vector<std::uint32_t> begin;
  std::vector<Part> parts;  ///< values ascending inside a cell; nodata is left out
};

}  // namespace tanhui
