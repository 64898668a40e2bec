#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "geo/account/RunReport.h"
#include "geo/base/Stop.h"
#include "geo/evaluate/RunSums.h"
#include "geo/model/Model.h"
#include "geo/report/Landscape.h"

namespace tanhui {

/// Writes the tables and documents of a run into `folder`: report, workbook, GeoPackage of the zones. report.outputs
/// names the maps, which the documents show. Returns what was written.
std::vector<std::filesystem::path> writeDocuments(const RunReport& report, const Landscape& landscape,
                                                  const Model& model, const RunSums& sums,
                                                  std::span<const LedgerLine> ledger,
                                                  const std::filesystem::path& folder, const StopFlag& stop);

}  // namespace tanhui
