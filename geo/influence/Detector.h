#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tanhui {

/// What becomes of strata that hold one unit alone: they have no variance of their own, and would count as explained.
enum class LoneStrata { drop, keep };

/// How much of the variance of a response the strata of a factor explain (the factor detector of GeoDetector: Wang et
/// al. 2010, doi:10.1080/13658810802443457; 2016, doi:10.1016/j.ecolind.2016.02.052; formulas recalled).
struct FactorPower {
  std::size_t n = 0;        ///< units that count
  std::size_t strata = 0;   ///< strata that count
  std::size_t dropped = 0;  ///< strata of one unit, left out with it
  double q = 0;             ///< 1 - sum N_h s_h^2 / (N s^2), population variances
  double f = 0;             ///< (N - L) / (L - 1) x q / (1 - q); infinite where q is 1
  double lambda = 0;        ///< noncentrality, with the population variance of the response
  double p = 0;             ///< of noncentral F(L - 1, N - L); NaN where each stratum kept holds one unit
};

/// `strata` numbers the stratum of each unit from 0; below 0: the unit has none and is left out. Nothing where fewer
/// than two strata remain, or the response does not vary in them: then there is nothing to explain.
std::optional<FactorPower> factorPower(std::span<const double> response, std::span<const int> strata,
                                       LoneStrata lone = LoneStrata::drop);

/// The strata of two factors together, numbered in the order of (a, b); -1 where either has none.
std::vector<int> crossed(std::span<const int> a, std::span<const int> b);

enum class Interaction { weakenNonlinear, weakenUni, enhanceBi, independent, enhanceNonlinear };

/// How two factors work together: q of both against q of each. Equal within 1e-9 counts as equal.
Interaction interactionOf(double qA, double qB, double qBoth);

/// "enhance bi" and so on: as tables and JSON have it.
std::string_view interactionName(Interaction interaction);

/// Whether factor b explains more than a: F = (1 - q_a) / (1 - q_b) on (n_a - 1, n_b - 1) degrees, one-sided (the
/// ecological detector). The order matters: ask both ways.
double ecologicalP(const FactorPower& a, const FactorPower& b);

/// The mean of a stratum and how it varies.
struct StratumMean {
  int stratum = 0;
  std::size_t n = 0;
  double mean = 0;
  double squares = 0;  ///< sum of (value - mean)^2
};

/// Strata that hold a unit, in ascending order.
std::vector<StratumMean> stratumMeans(std::span<const double> response, std::span<const int> strata);

/// Welch's test of two means (the risk detector). Degrees after Welch and Satterthwaite.
struct WelchTest {
  double t = 0, degrees = 0, p = 0;
};

/// Nothing where a stratum holds one unit, or neither varies.
std::optional<WelchTest> welchTest(const StratumMean& a, const StratumMean& b);

}  // namespace tanhui
