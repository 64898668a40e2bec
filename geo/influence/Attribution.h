#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace tanhui {

/// What each factor of a product did to its change, additive log-mean Divisia (Ang 2004,
/// doi:10.1016/j.enpol.2003.10.010): L(after, before) ln(x1 / x0), L = (a - b) / ln(a / b). Sums to the change of the
/// product. Throws Error naming `where` for a factor that is not above 0: there Shapley's way holds.
std::vector<double> lmdiOfProduct(std::span<const double> before, std::span<const double> after,
                                  const std::string& where);

/// What each of n players adds, on average over all orders in which they come (Shapley 1953). `worth` of the players
/// whose bit is set; asked 2^n times, n at most 20. Sums to worth(all) - worth(none).
std::vector<double> shapley(std::size_t players, const std::function<double(std::size_t set)>& worth);

/// What each factor of a product did to its change by Shapley's way; any sign.
std::vector<double> shapleyOfProduct(std::span<const double> before, std::span<const double> after);

/// A part of the land on two dates, or in two scenarios.
struct LandPart {
  double areaBefore = 0, areaAfter = 0;      ///< ha
  double amountBefore = 0, amountAfter = 0;  ///< tC, or tC a year
};

/// How far the change of a part's amount is its area's and how far its density's.
struct LandPartChange {
  double byArea = 0, byDensity = 0;
};

/// Shapley's of area x density. Land that is there on one date only has no density on the other: all is its area's.
LandPartChange attributedChange(const LandPart& part);

}  // namespace tanhui
