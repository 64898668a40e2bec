#include "geo/influence/Significance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace tanhui {
namespace {

/// `level` 0: none, 1: 90 %, 2: 95 %, 3: 99 %.
std::string_view spotNamed(bool hot, std::size_t level) {
  constexpr std::array<std::string_view, 4> kHot{"none", "hot_90", "hot_95", "hot_99"};
  constexpr std::array<std::string_view, 4> kCold{"none", "cold_90", "cold_95", "cold_99"};
  return (hot ? kHot : kCold)[level];
}

}  // namespace

std::string_view spotClass(double z) {
  std::size_t level = 0;
  for (const double least : {1.645, 1.96, 2.576}) level += std::abs(z) >= least ? 1U : 0U;
  return spotNamed(z > 0, level);
}

std::string_view spotClass(double z, double adjustedP) {
  std::size_t level = 0;
  for (const double most : {0.1, 0.05, 0.01}) level += adjustedP <= most ? 1U : 0U;
  return spotNamed(z > 0, level);
}

std::vector<double> adjustedForFalseFinds(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return p[a] > p[b]; });
  std::vector<double> adjusted(p.size());
  double least = 1;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto rank = static_cast<double>(p.size() - i);
    least = std::min(least, p[order[i]] * static_cast<double>(p.size()) / rank);
    adjusted[order[i]] = least;
  }
  return adjusted;
}

}  // namespace tanhui
