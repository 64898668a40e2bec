#pragma once

#include <span>

#include "geo/series/Spread.h"

namespace tanhui {

/// Throws Error for area groups that make no sense (two of one name, a negative error).
void checkAreaGroups(std::span<const AreaGroup> groups);

/// Throws std::invalid_argument for rows, parts, frames and focuses that do not fit together: a fault of the caller.
void checkRows(std::span<const UncertainRow> rows, std::span<const Focus> focuses, const MonteCarloRules& rules);

}  // namespace tanhui
