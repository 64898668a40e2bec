#pragma once

#include <span>
#include <vector>

namespace tanhui {

/// The upper bounds of all classes but the last that have the least sum of squares within (W. D. Fisher 1958, On
/// grouping for maximum homogeneity). `sorted` ascending and not empty; at most as many classes as distinct figures.
/// Exact; n log n x classes steps.
std::vector<double> naturalBreaks(std::span<const double> sorted, int classes);

}  // namespace tanhui
