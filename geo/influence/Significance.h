#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace tanhui {

/// "hot_99", "hot_95", "hot_90", "none", "cold_90", "cold_95", "cold_99": by |z| of at least 2.576, 1.96, 1.645.
std::string_view spotClass(double z);

/// The same by p adjusted for many tests (at most 0.01, 0.05, 0.1), hot where z is above 0.
std::string_view spotClass(double z, double adjustedP);

/// p adjusted so that among all found the share of false ones is at most p (Benjamini and Hochberg 1995).
std::vector<double> adjustedForFalseFinds(std::span<const double> p);

}  // namespace tanhui
