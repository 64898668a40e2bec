#include "geo/evaluate/Histories.h"

#include <algorithm>
#include <utility>

#include "geo/evaluate/Evaluate.h"
#include "geo/grid/CellsIn.h"

namespace tanhui {
namespace {

constexpr int kLook = 256;  // cells a side

}  // namespace

Model withHistories(Model model, const Box& within) {
  if (model.dates.size() < 2) return model;
  std::vector<ZoneLayer> zones = std::exchange(model.zones, {});  // they tell nothing of the land
  const CellArea area(model.grid, AreaRule::map);
  {
    Evaluator evaluator(model, model.grid, area, nullptr, [&model](StratumId now, StratumId before, auto planned) {
      return model.combined.intern(model.strata, now, before, planned);
    });
    const Window all = within.empty() ? model.grid.all() : cellsIn(model.grid, within);
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
