#pragma once

#include <filesystem>

#include "geo/account/RunReport.h"
#include "geo/base/Stop.h"
#include "geo/report/Landscape.h"

namespace tanhui {

/// Writes report.xlsx: overview, classes, zones, factors, method and warnings for people, and a plain data sheet in the
/// library's units. Cells hold full values; only their number formats round. The same report gives the same bytes.
/// The tables of the landscape follow, each a sheet.
/// Throws Error (kind work) and Interrupted; nothing then stands under the final name.
std::filesystem::path writeWorkbook(const RunReport& report, const std::filesystem::path& folder,
                                    const StopFlag* stop = nullptr, const Landscape& landscape = {});

}  // namespace tanhui
