#include "geo/pattern/CellSize.h"

#include "geo/grid/GroundRuler.h"

namespace tanhui {

CellSize::CellSize(const Grid& grid, AreaRule rule) : area_(grid, rule) {
  const GroundRuler ruler(grid.crs);
  for (std::int64_t row = 0; row < grid.rows; ++row) {
    const double aspect =
        rule == AreaRule::map ? 1 : ruler.scale(grid.box({0, row, static_cast<int>(grid.cols), 1})).aspect;
    aspects_.push_back(aspect * grid.dy / grid.dx);
  }
}

void CellSize::areas(std::int64_t row, std::int64_t col, std::span<double> out) const {
  area_.row({col, row, static_cast<int>(out.size()), 1}, 0, out);
}

}  // namespace tanhui
