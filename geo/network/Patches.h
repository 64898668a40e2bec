#pragma once

#include <cstdint>
#include <vector>

namespace tanhui {

/// What of a mask is the core (row-major, true: habitat): cells whose 3 x 3 cells are all of the mask, and so on
/// `edgeWidth` times. What lies beyond the raster is not known to be habitat.
std::vector<bool> coreOf(std::vector<bool> mask, std::int64_t rows, std::int64_t cols, int edgeWidth);

/// The parts of a mask that hang together over sides and corners, by their first cell; the cells ascending.
std::vector<std::vector<std::int64_t>> patchesOf(std::vector<bool> mask, std::int64_t rows, std::int64_t cols);

}  // namespace tanhui
