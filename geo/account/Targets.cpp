#include "geo/account/Targets.h"

#include <algorithm>
#include <stdexcept>

namespace tanhui {

namespace {

std::vector<double> straightPath(double from, double to, int steps) {
  std::vector<double> path;
  for (int step = 0; step < steps; ++step) path.push_back(from + (to - from) * step / steps);
  path.push_back(to);
  return path;
}

}  // namespace

double probabilityOfReaching(std::span<const double> draws, double value) {
  if (draws.empty()) throw std::invalid_argument("probabilityOfReaching: no draws");
  const auto reached = std::count_if(draws.begin(), draws.end(), [&](double draw) { return draw >= value; });
  return static_cast<double>(reached) / static_cast<double>(draws.size());
}

std::vector<TargetResult> holdAgainst(std::span<const Target> targets, const AnnualSeries& series,
                                      const TargetDraws& draws) {
  std::vector<TargetResult> results;
  for (std::size_t t = 0; t < targets.size(); ++t) {
    const Target& target = targets[t];
    const int after = target.year - series.years.base;
    if (after < 0 || after >= series.years.count()) throw std::invalid_argument("holdAgainst: " + target.name);
    for (std::uint32_t s = 0; s < series.scenarios.size(); ++s) {
      if (!target.scenario.empty() && target.scenario != series.scenarios[s].name) continue;
      const std::vector<YearFigures>& years = series.scenarios[s].total().years;
      TargetResult result;
      result.target = t, result.scenario = s;
      result.figure = figureOf(years[static_cast<std::size_t>(after)], target.quantity);
      result.gap = result.figure - target.value;
      result.met = result.gap >= 0;
      if (const auto drawn = draws ? draws(s, target) : std::span<const double>(); !drawn.empty())
        result.probability = probabilityOfReaching(drawn, target.value);
      result.path = straightPath(figureOf(years.front(), target.quantity), target.value, after);
      results.push_back(std::move(result));
    }
  }
  return results;
}

}  // namespace tanhui
