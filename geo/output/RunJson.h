#pragma once

#include <filesystem>

#include "geo/output/RunReport.h"

namespace tanhui {

/// Writes run.json: what a reader needs to repeat the run and to check its files. Hashes every file in
/// report.outputs, so it comes last. Returns its path.
std::filesystem::path writeRunJson(const RunReport& report, const std::filesystem::path& folder);

}  // namespace tanhui
