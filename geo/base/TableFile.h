#pragma once

#include <filesystem>

#include "geo/base/Csv.h"

namespace tanhui {

/// A table of the user's, as people save it: CSV (see parseCsv) in UTF-8, UTF-16 or GBK, or the first sheet with cells
/// of an Excel workbook (.xlsx), where a formula counts by the value that was saved with it. Row numbers are those of
/// the sheet. Throws Error as readCsv does, and for a workbook that cannot be read.
CsvTable readTable(const std::filesystem::path& path);

}  // namespace tanhui
