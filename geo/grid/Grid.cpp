#include "geo/grid/Grid.h"

#include <cmath>
#include <limits>

#include "geo/base/Error.h"

namespace tanhui {
namespace {

/// A quotient that is whole but for the rounding of its terms counts as whole: no empty row is added for an ulp.
double wholeIfWithinRounding(double quotient) {
  const double whole = std::round(quotient);
  const double slack = 4 * std::numeric_limits<double>::epsilon() * std::abs(quotient);
  return std::abs(quotient - whole) <= slack ? whole : quotient;
}

/// The two steps, laid end to end `count` times, part by less than a millionth of a cell.
bool sameStep(double a, double b, std::int64_t count) {
  return std::abs(a - b) * static_cast<double>(std::max<std::int64_t>(count, 1)) <= 1e-6 * a;
}

}  // namespace

bool Grid::sameAs(const Grid& other) const {
  return std::abs(x0 - other.x0) <= 1e-6 * dx && std::abs(y0 - other.y0) <= 1e-6 * dy &&
         sameStep(dx, other.dx, std::max(cols, other.cols)) && sameStep(dy, other.dy, std::max(rows, other.rows)) &&
         crs.sameAs(other.crs);
}

Grid coarser(const Grid& grid, int level) {
  const std::int64_t times = std::int64_t{1} << level;
  Grid out = grid;
  out.dx = grid.dx * static_cast<double>(times), out.dy = grid.dy * static_cast<double>(times);
  out.cols = (grid.cols + times - 1) / times, out.rows = (grid.rows + times - 1) / times;
  return out;
}

Grid makeGrid(const Crs& crs, const Box& box, double cellSize, const std::string& where) {
  if (!(cellSize > 0) || !std::isfinite(cellSize))
    throw Error(where, say("grid.cell_size", cellSize), say("grid.cell_size.remedy"));
  if (box.empty() || !std::isfinite(box.xmin + box.xmax + box.ymin + box.ymax))
    throw Error(where, say("grid.empty_box"), say("grid.empty_box.remedy"));

  const double west = std::floor(wholeIfWithinRounding(box.xmin / cellSize));
  const double east = std::ceil(wholeIfWithinRounding(box.xmax / cellSize));
  const double south = std::floor(wholeIfWithinRounding(box.ymin / cellSize));
  const double north = std::ceil(wholeIfWithinRounding(box.ymax / cellSize));
  const double cols = std::max(east - west, 1.0), rows = std::max(north - south, 1.0);
  constexpr double kMost = std::numeric_limits<std::int32_t>::max();
  if (cols > kMost || rows > kMost)
    throw Error(where, say("grid.too_large", cols, rows, cellSize), say("grid.too_large.remedy"));

  return {crs,
          west * cellSize,
          north * cellSize,
          cellSize,
          cellSize,
          static_cast<std::int64_t>(cols),
          static_cast<std::int64_t>(rows)};
}

}  // namespace tanhui
