#pragma once

#include <span>
#include <vector>

#include "geo/series/FactorDraws.h"
#include "geo/series/Spread.h"
#include "geo/series/detail/AreaDraws.h"

namespace tanhui {

/// A source of variance that can be told from others: a factor, those of a group or tied to each other, an area group.
struct Source {
  std::vector<std::uint32_t> factors;
  std::int32_t areaGroup = -1;
};

/// All sources: of the factors that vary, then of the area groups that have an error.
std::vector<Source> sourcesOf(const FactorDraws& factors, std::span<const AreaGroup> groups);

/// Fills contributions and remainder of figures whose draws are there.
void rankContributions(const FormulaTape& tape, std::span<const UncertainRow> rows, std::span<const Focus> focuses,
                       const MonteCarloRules& rules, const FactorDraws& factors, const AreaDraws& areas,
                       std::span<FocusResult> results);

/// Greatest share first; equal shares keep their order.
void sortByShare(std::vector<Contribution>& contributions);

}  // namespace tanhui
