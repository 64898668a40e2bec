#include "geo/evaluate/Histories.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "geo/evaluate/Evaluate.h"

namespace tanhui {
namespace {

constexpr int kLook = 256;  // cells a side

/// The cells that meet a box.
Window cellsOf(const Grid& grid, const Box& box) {
  if (box.empty()) return {0, 0, static_cast<int>(grid.cols), static_cast<int>(grid.rows)};
  const auto cell = [](double at, std::int64_t count) {
    return static_cast<std::int64_t>(std::clamp(at, 0.0, static_cast<double>(count)));
  };
  const std::int64_t west = cell(std::floor((box.xmin - grid.x0) / grid.dx), grid.cols),
                     east = cell(std::ceil((box.xmax - grid.x0) / grid.dx), grid.cols),
                     north = cell(std::floor((grid.y0 - box.ymax) / grid.dy), grid.rows),
                     south = cell(std::ceil((grid.y0 - box.ymin) / grid.dy), grid.rows);
  return {west, north, static_cast<int>(east - west), static_cast<int>(south - north)};
}

}  // namespace

Model withHistories(Model model, const Box& within) {
  if (model.dates.size() < 2) return model;
  std::vector<ZoneLayer> zones = std::exchange(model.zones, {});  // they tell nothing of the land
  const CellArea area(model.grid, AreaRule::map);
  {
    Evaluator evaluator(model, model.grid, area, nullptr, [&model](StratumId now, StratumId before, auto planned) {
      return model.combined.intern(model.strata, now, before, planned);
    });
    const Window all = cellsOf(model.grid, within);
    for (std::int64_t row = all.row; row < all.row + all.rows; row += kLook)
      for (std::int64_t col = all.col; col < all.col + all.cols; col += kLook)
        evaluator.evaluate({col, row, static_cast<int>(std::min<std::int64_t>(kLook, all.col + all.cols - col)),
                            static_cast<int>(std::min<std::int64_t>(kLook, all.row + all.rows - row))});
  }
  model.zones = std::move(zones);
  model.measured.anchor(model.strata);
  return model;
}

}  // namespace tanhui
