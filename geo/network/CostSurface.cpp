#include "geo/network/CostSurface.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "geo/base/Error.h"

namespace tanhui {
namespace {

constexpr std::size_t kMostLevels = 65'535;

Cost unitsOf(double cost) { return std::llround(cost * CostSurface::kUnits); }

void requireSound(float cost, std::int64_t cell, std::int64_t cols, const std::string& where) {
  const double value = cost;
  if (value >= CostSurface::kLeast && value <= CostSurface::kMost) return;
  throw Error(where, say("network.bad_cost", value, cell / cols, cell % cols, CostSurface::kLeast, CostSurface::kMost),
              say("network.bad_cost.remedy"));
}

/// The different costs, ascending; more than kMostLevels of them end the count.
std::vector<Cost> differentCosts(std::span<const float> costs, std::int64_t cols, const std::string& where) {
  std::set<Cost> seen;
  float last = std::numeric_limits<float>::quiet_NaN();
  for (std::size_t i = 0; i < costs.size(); ++i) {
    if (std::isnan(costs[i]) || costs[i] == last) continue;
    requireSound(last = costs[i], static_cast<std::int64_t>(i), cols, where);
    if (seen.size() <= kMostLevels) seen.insert(unitsOf(costs[i]));
  }
  return {seen.begin(), seen.end()};
}

/// As many levels as there may be, in equal ratios from the least to the most.
std::vector<Cost> evenLevels(std::span<const float> costs) {
  double least = CostSurface::kMost, most = CostSurface::kLeast;
  for (const float cost : costs)
    if (!std::isnan(cost)) least = std::min<double>(least, cost), most = std::max<double>(most, cost);
  std::vector<Cost> levels;
  for (std::size_t i = 0; i < kMostLevels; ++i)
    levels.push_back(unitsOf(least * std::pow(most / least, static_cast<double>(i) / (kMostLevels - 1))));
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  return levels;
}

/// Index of the level that is nearest, of those after the first.
std::uint16_t nearestLevel(std::span<const Cost> levels, Cost units) {
  const auto above = std::lower_bound(levels.begin() + 1, levels.end(), units);
  const auto index = [&](auto at) { return static_cast<std::uint16_t>(at - levels.begin()); };
  if (above == levels.end()) return index(above - 1);
  if (above == levels.begin() + 1) return 1;
  return *above - units < units - above[-1] ? index(above) : index(above - 1);
}

}  // namespace

CostSurface::CostSurface(std::int64_t rows, std::int64_t cols, double cellSize, std::span<const float> costs,
                         const std::string& where)
    : rows_(rows), cols_(cols), cellSize_(cellSize) {
  std::vector<Cost> different = differentCosts(costs, cols, where);
  if (different.empty()) throw Error(where, say("network.nothing_passes"), say("network.nothing_passes.remedy"));
  if (different.size() > kMostLevels) different = evenLevels(costs);
  levels_.push_back(0);
  levels_.insert(levels_.end(), different.begin(), different.end());
  level_.resize(static_cast<std::size_t>(paddedCells()));
  for (std::int64_t row = 0; row < rows; ++row)
    for (std::int64_t col = 0; col < cols; ++col) {
      const std::int64_t cell = row * cols + col;
      const float cost = costs[static_cast<std::size_t>(cell)];
      if (!std::isnan(cost)) level_[static_cast<std::size_t>(padded(cell))] = nearestLevel(levels_, unitsOf(cost));
    }
}

double CostSurface::cost(std::int64_t cell) const {
  const Cost whole = units(cell);
  return whole == 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(whole) / kUnits;
}

}  // namespace tanhui
