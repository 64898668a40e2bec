#pragma once

#include <cmath>
#include <numbers>

namespace tanhui {

/// Of the standard normal distribution.
inline double normalDensity(double z) { return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi); }

/// P(Z <= z), with full relative accuracy in the lower tail.
inline double normalCdf(double z) { return std::erfc(-z / std::numbers::sqrt2) / 2; }

/// The z below which a share p in (0, 1) lies, to about 1e-16: Wichura M.J. 1988, Algorithm AS 241 (PPND16), Applied
/// Statistics 37:477-484.
double normalQuantile(double p);

}  // namespace tanhui
