#include "app/viewer/panels/totals/ZoneExport.h"

#include <cmath>

#include "geo/account/Columns.h"
#include "geo/base/Csv.h"
#include "geo/document/TableXlsx.h"

namespace tanhui::viewer {
namespace {

std::string csvRow(const std::string& layer, const std::string& id, const std::string& label, const Totals& totals) {
  std::string out = csvCell(layer) + "," + csvCell(id) + "," + csvCell(label);
  for (const TotalsColumn& column : totalsColumns()) {
    const double value = column.value(totals);
    out += "," + (std::isfinite(value) ? csvNumber(value) : std::string());
  }
  return out + "\n";
}

SheetTable::Row sheetRow(const std::string& id, const std::string& label, const Totals& totals, Units units) {
  SheetTable::Row row{id, label};
  for (int column = ZoneTable::kArea; column < ZoneTable::kColumns; ++column)
    row.emplace_back(inUnits(ZoneTable::quantityOf(column), ZoneTable::valueOf(totals, column), units));
  return row;
}

/// As many decimals as show four digits of the column's largest figure.
int decimalsOf(const ShownZones& zones, int column, Units units) {
  double largest = 0;
  for (const ZoneTable::Row& row : zones.rows)
    if (const double value = std::abs(ZoneTable::valueOf(row.totals, column)); std::isfinite(value))
      largest = std::max(largest, value);
  largest = inUnits(ZoneTable::quantityOf(column), largest, units);
  return largest > 0 ? std::clamp(3 - static_cast<int>(std::floor(std::log10(largest))), 2, 6) : 2;
}

/// A cell of text for other programs: a tab or a line break would be another cell.
QString tsvCell(const std::string& text) {
  return QString::fromStdString(text).replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
}

}  // namespace

std::string zonesCsv(const ShownZones& zones, Language language) {
  std::string out = "\xEF\xBB\xBFzone_layer,zone_id,zone_label";
  for (const TotalsColumn& column : totalsColumns()) out += fmt::format(",{}", column.name);
  out += "\n";
  for (const ZoneTable::Row& row : zones.rows) out += csvRow(zones.layer, row.id, row.label, row.totals);
  return out + csvRow(zones.layer, "TOTAL", text("report.total", language), zones.totals);
}

void writeZonesXlsx(const ShownZones& zones, const TableWords& words, const std::filesystem::path& file) {
  SheetTable table;
  table.sheet = zones.layer;
  table.title = words.title;
  table.notes = words.notes;
  table.frozenColumns = 2;
  for (int column = 0; column < ZoneTable::kColumns; ++column) {
    const bool figures = ZoneTable::isFigure(column);
    table.columns.push_back({words.headers.at(static_cast<std::size_t>(column)),
                             column == ZoneTable::kName ? 22.0 : 15.0, figures,
                             figures ? decimalsOf(zones, column, words.units) : 0});
  }
  for (const ZoneTable::Row& row : zones.rows)
    table.rows.push_back(sheetRow(row.id, row.label, row.totals, words.units));
  table.totals = sheetRow(words.total, "", zones.totals, words.units);
  writeTableXlsx(table, file);
}

QString zonesTsv(const std::vector<ZoneTable::Row>& rows, const std::vector<std::string>& headers, Units units) {
  QStringList lines, cells;
  for (const std::string& header : headers) cells.append(tsvCell(header));
  lines.append(cells.join('\t'));
  for (const ZoneTable::Row& row : rows) {
    cells = {tsvCell(row.id), tsvCell(row.label)};
    for (int column = ZoneTable::kArea; column < ZoneTable::kColumns; ++column) {
      const double value = inUnits(ZoneTable::quantityOf(column), ZoneTable::valueOf(row.totals, column), units);
      cells.append(std::isfinite(value) ? QString::number(value, 'g', 12) : QString());
    }
    lines.append(cells.join('\t'));
  }
  return lines.join('\n') + '\n';
}

}  // namespace tanhui::viewer
