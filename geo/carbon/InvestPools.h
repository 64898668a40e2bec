#pragma once

#include <vector>

#include "geo/base/Csv.h"
#include "geo/carbon/FactorLibrary.h"

namespace tanhui {

/// True for the header of an InVEST Carbon pools table: lucode, c_above, c_below, c_soil, c_dead; case aside.
bool isInvestPools(const CsvTable& table);

/// Its rows as factors "pool.LUCODE.above", ".below", ".soil" and ".deadwood" in tC/ha, without ranges. Whole lucodes
/// lose their decimals ("1.0" is "1"). Throws Error for a duplicate lucode or a missing, negative or non-numeric pool.
std::vector<Factor> readInvestPools(const CsvTable& table);

}  // namespace tanhui
