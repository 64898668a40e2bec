#pragma once

#include <filesystem>

#include "app/viewer/panels/totals/ZoneTable.h"

namespace tanhui::viewer {

/// The table of zones as it is shown: its rows in their order and what they hold together. A value, so that another
/// thread can write it.
struct ShownZones {
  std::string layer;
  std::vector<ZoneTable::Row> rows;
  Totals totals;
};

/// With BOM; every digit, in the library's units under the names of the outside contract (totalsColumns()); a last row
/// TOTAL.
std::string zonesCsv(const ShownZones& zones, Language language);

/// What a workbook says beside the figures.
struct TableWords {
  Language language = Language::zh;
  Units units;
  std::string title, total;
  std::vector<std::string> notes;
  std::vector<std::string> headers;  ///< one per column of ZoneTable
};

/// As the window shows it, in its units and words; cells keep every digit.
void writeZonesXlsx(const ShownZones& zones, const TableWords& words, const std::filesystem::path& file);

/// Rows as text for other programs' cells: a line of headers, tabs between, figures in the units without separators.
QString zonesTsv(const std::vector<ZoneTable::Row>& rows, const std::vector<std::string>& headers, Units units);

}  // namespace tanhui::viewer
