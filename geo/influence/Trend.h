#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tanhui {

/// Years that were measured, or years that a model reckoned from another: the second have no error of their own, so
/// that a test of their trend is no evidence.
enum class SeriesKind { observed, modelled };

/// Whether figures rise or fall over time: Mann (1945) and Kendall (1975) with ties and the continuity of 1, and the
/// slope of Sen (1968); formulas recalled.
struct Trend {
  std::size_t n = 0;
  std::int64_t s = 0;    ///< pairs that rise less pairs that fall
  double variance = 0;   ///< of s; 0 where all figures are equal
  double z = 0, p = 1;   ///< two-sided
  double tau = 0;        ///< s / (n (n - 1) / 2)
  double slope = 0;      ///< median of the slopes of all pairs, per unit of time
  double intercept = 0;  ///< median figure - slope x median time since the first; the line's figure at the first time
  bool few() const { return n < 8; }  ///< the normal distribution of s does not hold yet
};

/// `times` strictly ascending (years, not only whole); figures that are NaN are left out. Steps and memory grow with
/// n^2. Throws Error naming `where` for a modelled series, times that do not ascend, and fewer than 3 figures.
Trend trendOf(std::span<const double> times, std::span<const double> values, SeriesKind kind, std::string_view where);

}  // namespace tanhui
