#pragma once

#include <filesystem>
#include <string>

#include "geo/output/ReportDocument.h"

namespace tanhui {

/// The report on A4 pages with running header and page numbers, text selectable, headings as bookmarks.
std::string toPdf(const ReportDocument& document);

/// Writes report.pdf, whole or not at all.
std::filesystem::path writePdf(const ReportDocument& document, const std::filesystem::path& folder);

}  // namespace tanhui
