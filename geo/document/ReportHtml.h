#pragma once

#include <filesystem>
#include <string>

#include "geo/base/Stop.h"
#include "geo/document/ReportBlocks.h"

namespace tanhui {

/// The report as one page that needs nothing else: style, pictures and a switch of units inside.
std::string toHtml(const ReportDocument& document, const StopFlag* stop = nullptr);

/// Writes report.html, whole or not at all. Throws Interrupted.
std::filesystem::path writeHtml(const ReportDocument& document, const std::filesystem::path& folder,
                                const StopFlag* stop = nullptr);

}  // namespace tanhui
