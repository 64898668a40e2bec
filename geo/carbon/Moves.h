#pragma once

#include <algorithm>
#include <vector>

#include "geo/carbon/Carbon.h"
#include "geo/carbon/FactorLibrary.h"

namespace tanhui {

/// Adds what one standard error of a factor moves to that of its unknown: factors of one group go up and down together,
/// so what they move is added before anything is squared. `slopes`: partial derivatives by the factor; `moves` stay
/// ascending.
inline void addMove(std::vector<Sensitivity>& moves, const Sensitivity& slopes, const FactorLibrary& library) {
  const double se = library[slopes.factor].se;
  if (!(se > 0)) return;
  const std::uint32_t unknown = library.unknownOf(slopes.factor);
  auto at = std::ranges::lower_bound(moves, unknown, {}, &Sensitivity::factor);
  if (at == moves.end() || at->factor != unknown) at = moves.insert(at, {unknown, 0, 0, 0});
  at->stock += slopes.stock * se;
  at->flux += slopes.flux * se;
  at->nonCo2 += slopes.nonCo2 * se;
}

}  // namespace tanhui
