#pragma once

#include <algorithm>
#include <vector>

#include "geo/carbon/Carbon.h"
#include "geo/carbon/FactorLibrary.h"

namespace tanhui {

/// Adds what a factor's standard error moves, by its slopes, to what moves its unknown; `moves` stays ascending.
/// Factors of one group are one unknown: what its error moves is added before anything is squared.
inline void addMove(std::vector<Sensitivity>& moves, const Sensitivity& slope, const FactorLibrary& library) {
  const double se = library[slope.factor].se;
  if (!(se > 0)) return;
  const std::uint32_t unknown = library.unknownOf(slope.factor);
  auto at = std::ranges::lower_bound(moves, unknown, {}, &Sensitivity::factor);
  if (at == moves.end() || at->factor != unknown) at = moves.insert(at, {unknown, 0, 0, 0});
  at->stock += slope.stock * se;
  at->flux += slope.flux * se;
  at->nonCo2 += slope.nonCo2 * se;
  at->agriculture += slope.agriculture * se;
}

}  // namespace tanhui
