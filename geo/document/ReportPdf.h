#pragma once

#include <filesystem>
#include <string>

#include "geo/base/Stop.h"
#include "geo/document/ReportBlocks.h"

namespace tanhui {

/// The report on A4 pages with running header and page numbers, text selectable, headings as bookmarks.
std::string toPdf(const ReportDocument& document, const StopFlag* stop = nullptr);

/// Writes report.pdf, whole or not at all. Throws Interrupted.
std::filesystem::path writePdf(const ReportDocument& document, const std::filesystem::path& folder,
                               const StopFlag* stop = nullptr);

}  // namespace tanhui
