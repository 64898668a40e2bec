#pragma once

#include <optional>

#include "geo/base/DataTable.h"
#include "geo/model/Model.h"

namespace tanhui {

/// tables/basins.csv: of each basin the one that it drains into, how many lie upstream of it, its own area and that of
/// all that drains through its outlet, ha on the ground. Nothing for a model without basins.
std::optional<DataTable> basinTable(const Model& model);

}  // namespace tanhui
