#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "geo/carbon/ErrorRules.h"
#include "geo/carbon/FactorLibrary.h"

namespace tanhui {

/// Two unknowns that vary together. Pairs that are not named are independent.
struct Correlation {
  std::string first, second;  ///< keys, or names of groups; the key of a group's factor stands for the group
  double r = 0;               ///< [-1, 1], between their normal scores (Gaussian copula)
  std::string where;          ///< for messages: the project file and line
};

/// Ties unknowns by the correlations of a built-in library (datasets/factors/correlations.csv) and those given, which
/// go over them; in the order of their first factor. r = 1 and r = -1 are possible. Throws Error for a key that the
/// library lacks (with near keys), r outside [-1, 1], an unknown with itself, a pair given twice, and correlations that
/// no factors can have together (a matrix that is not positive semidefinite).
std::vector<TiedFactors> tieFactors(const FactorLibrary& library, std::span<const Correlation> correlations);

}  // namespace tanhui
