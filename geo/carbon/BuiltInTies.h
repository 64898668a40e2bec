#pragma once

#include <cstdint>
#include <vector>

#include "geo/carbon/FactorLibrary.h"

namespace tanhui {

/// Two unknowns of a built-in library that vary together because they come from one source or one rule.
struct BuiltInTie {
  std::uint32_t first, second;  ///< FactorLibrary::unknownOf, first < second
  double r;                     ///< between their normal scores
};

/// The ties of datasets/factors/correlations.csv among the figures that are still the library's own; none for a library
/// of the user's.
std::vector<BuiltInTie> builtInTies(const FactorLibrary& library);

}  // namespace tanhui
