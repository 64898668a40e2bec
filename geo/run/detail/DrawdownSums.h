#pragma once

#include <vector>

#include "geo/base/DataTable.h"
#include "geo/model/Model.h"
#include "geo/report/DrawdownReport.h"

namespace tanhui {

/// How much of each cell of the belts' DEM the region takes, in ha, row-major.
std::vector<double> regionHaOf(const Dem& dem, const Model& model);

/// The belts of a model by elevation. `regionHa`: see above; a cell counts to the first belt that has it.
DrawdownReport sumDrawdown(const Model& model, const std::vector<double>& regionHa);

/// tables/drawdown.csv: a row for each band of a belt, one for the whole of it.
DataTable drawdownTable(const DrawdownReport& report);

/// The belts of a model, in order of priority.
std::vector<const DrawdownBelt*> beltsOf(const Model& model);

}  // namespace tanhui
