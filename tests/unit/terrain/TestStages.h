#pragma once

#include <array>
#include <cmath>
#include <cstddef>

#include "geo/terrain/StageSeries.h"

namespace tanhui::test {

/// A year of a reservoir that stands at 175 m in winter and at 145 m in summer, straight lines between: the worked
/// example of the drawdown belt, four decimals as it has them.
inline StageSeries yearOfStages() {
  struct Knot {
    int day;
    double stage;
  };
  constexpr std::array<Knot, 7> kKnots = {
      {{0, 168}, {31, 175}, {62, 175}, {184, 155}, {253, 145}, {334, 145}, {364, 168}}};
  StageSeries series;
  for (std::size_t i = 0, day = 0; day < 365; ++day) {
    const double at = static_cast<double>(day);
    if (at > kKnots[i + 1].day) ++i;
    const double share = (at - kKnots[i].day) / (kKnots[i + 1].day - kKnots[i].day);
    const double stage = kKnots[i].stage + share * (kKnots[i + 1].stage - kKnots[i].stage);
    series.days.push_back(static_cast<int>(day));
    series.stage.push_back(std::round(stage * 1e4) / 1e4);
  }
  return series;
}

/// Any days with any levels.
inline StageSeries stagesAs(std::vector<double> stage) {
  StageSeries series;
  for (std::size_t i = 0; i < stage.size(); ++i) series.days.push_back(static_cast<int>(i));
  series.stage = std::move(stage);
  return series;
}

}  // namespace tanhui::test
