#pragma once

#include <cstdint>
#include <vector>

namespace tanhui {

/// From the middle of each cell to the middle of the nearest one of a mask, in cells, exactly (Felzenszwalb and
/// Huttenlocher 2012, Theory of Computing 8: 415-428; recalled). Infinity where the mask is empty. Row-major.
std::vector<float> distanceField(const std::vector<bool>& mask, std::int64_t rows, std::int64_t cols);

}  // namespace tanhui
