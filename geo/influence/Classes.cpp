#include "geo/influence/Classes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/influence/detail/NaturalBreaks.h"

namespace tanhui {
namespace {

constexpr std::array<std::string_view, 3> kMethods{"equal", "quantile", "natural"};

std::vector<double> sortedFigures(std::span<const double> values) {
  std::vector<double> sorted;
  std::copy_if(values.begin(), values.end(), std::back_inserter(sorted), [](double v) { return !std::isnan(v); });
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

std::vector<double> equalBreaks(double least, double most, int classes) {
  std::vector<double> breaks;
  for (int i = 1; i < classes; ++i) breaks.push_back(least + (most - least) * i / classes);
  return breaks;
}

double quantileOf(std::span<const double> sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const double above = sorted[std::min(below + 1, sorted.size() - 1)];
  return sorted[below] + (above - sorted[below]) * (place - static_cast<double>(below));
}

std::vector<double> quantileBreaks(std::span<const double> sorted, int classes) {
  std::vector<double> breaks;
  for (int i = 1; i < classes; ++i) breaks.push_back(quantileOf(sorted, static_cast<double>(i) / classes));
  return breaks;
}

}  // namespace

std::string_view classMethodName(ClassMethod method) { return kMethods[static_cast<std::size_t>(method)]; }

std::optional<ClassMethod> classMethodNamed(std::string_view name) {
  const auto found = std::find(kMethods.begin(), kMethods.end(), name);
  if (found == kMethods.end()) return std::nullopt;
  return static_cast<ClassMethod>(found - kMethods.begin());
}

std::vector<double> classBreaks(std::span<const double> values, ClassMethod method, int classes) {
  const std::vector<double> sorted = sortedFigures(values);
  if (sorted.empty()) return {};
  std::vector<double> breaks = method == ClassMethod::equal      ? equalBreaks(sorted.front(), sorted.back(), classes)
                               : method == ClassMethod::quantile ? quantileBreaks(sorted, classes)
                                                                 : naturalBreaks(sorted, classes);
  breaks.erase(std::unique(breaks.begin(), breaks.end()), breaks.end());
  std::erase_if(breaks, [&](double bound) { return bound >= sorted.back(); });
  return breaks;
}

std::vector<int> classesOf(std::span<const double> values, std::span<const double> breaks) {
  std::vector<int> classes;
  classes.reserve(values.size());
  for (const double value : values)
    classes.push_back(std::isnan(value)
                          ? -1
                          : static_cast<int>(std::lower_bound(breaks.begin(), breaks.end(), value) - breaks.begin()));
  return classes;
}

}  // namespace tanhui
