#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/series/Distribution.h"
#include "geo/series/UncertainRow.h"

namespace tanhui {

/// Draws of the areas of a map's classes.
class AreaDraws {
 public:
  AreaDraws(std::span<const AreaGroup> groups, std::span<const AreaFrame> frames, std::uint64_t seed);

  /// Standard normal scores of a group.
  void scores(std::size_t group, std::uint64_t firstDraw, std::span<double> out) const;
  /// Multipliers [group][lane] as drawn, each alone.
  void multipliers(std::uint64_t firstDraw, std::size_t lanes, std::vector<double>& out) const;
  /// What the multipliers of a frame are to be multiplied with so that its area stays: [lane].
  void rescaling(std::size_t frame, std::span<const double> multipliers, std::span<double> out) const;

 private:
  std::span<const AreaGroup> groups_;
  std::span<const AreaFrame> frames_;
  std::vector<Distribution> distributions_;
  std::uint64_t seed_;
};

}  // namespace tanhui
