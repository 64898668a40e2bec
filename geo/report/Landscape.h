#pragma once

#include <filesystem>
#include <vector>

#include "geo/base/DataTable.h"
#include "geo/pattern/PatternFigures.h"

namespace tanhui {

/// What the questions about the landscape gave, for the documents of a run. Each is empty where the project asks for
/// nothing of its kind.
struct Landscape {
  std::vector<DataTable> tables;  ///< in the order of the report; each a CSV and a sheet
  std::vector<PatternFigures> patterns;
  std::vector<std::filesystem::path> outputs;  ///< files that were written beside them
};

}  // namespace tanhui
