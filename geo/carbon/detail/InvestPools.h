#pragma once

#include <map>
#include <string>
#include <vector>

#include "geo/base/Csv.h"
#include "geo/base/Error.h"
#include "geo/carbon/Factor.h"

namespace tanhui {

/// True for the header of an InVEST Carbon pools table: lucode (or LULC), c_above, c_below, c_soil, perhaps c_dead and
/// LULC_Name; case aside.
bool isInvestPools(const CsvTable& table);

/// What an InVEST table holds.
struct InvestPools {
  std::vector<Factor> factors;  ///< "pool.LUCODE.above", ".below", ".soil" and ".deadwood" in tC/ha, without ranges
  std::map<std::string, std::string, std::less<>> names;  ///< of the lucodes that have one
};

/// Whole lucodes lose their decimals ("1.0" is "1"). Without a column c_dead the dead matter is 0, which `remarks`
/// tells. Throws Error for a duplicate lucode or a missing, negative or non-numeric pool.
InvestPools readInvestPools(const CsvTable& table, Warnings& remarks);

}  // namespace tanhui
