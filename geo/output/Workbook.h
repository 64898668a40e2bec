#pragma once

#include <filesystem>

#include "geo/output/RunReport.h"

namespace tanhui {

/// Writes report.xlsx: overview, classes, zones, factors, method and warnings for people, and a plain data sheet in the
/// library's units. Cells hold full values; only their number formats round. The same report gives the same bytes.
std::filesystem::path writeWorkbook(const RunReport& report, const std::filesystem::path& folder);

}  // namespace tanhui
