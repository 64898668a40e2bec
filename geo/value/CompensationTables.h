#pragma once

#include <span>
#include <string>

#include "geo/base/DataTable.h"
#include "geo/value/Compensation.h"

namespace tanhui {

/// A compensation with its name.
struct NamedCompensation {
  std::string name;
  CompensationRule rule = CompensationRule::custom;
  Compensation made;
};

/// tables/compensation.csv: the ledger, a line each.
DataTable compensationTable(std::span<const NamedCompensation> all);
/// tables/compensation_indices.csv
DataTable compensationIndexTable(std::span<const NamedCompensation> all);

}  // namespace tanhui
