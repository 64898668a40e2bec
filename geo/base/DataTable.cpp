#include "geo/base/DataTable.h"

#include <cmath>

#include "geo/base/Csv.h"
#include "geo/base/File.h"

namespace tanhui {
namespace {

/// Never "-0".
std::string cellText(double value) {
  if (!std::isfinite(value)) return {};
  return csvNumber(value == 0 ? 0.0 : value);
}
std::string cellText(const std::string& text) { return csvCell(text); }

}  // namespace

std::string csvText(const DataTable& table) {
  std::string out(kByteOrderMark);
  std::string_view between;
  for (const DataTable::Column& column : table.columns) {
    out.append(between).append(csvCell(column.key));
    between = ",";
  }
  out += '\n';
  for (const std::vector<DataTable::Cell>& row : table.rows) {
    between = {};
    for (const DataTable::Cell& cell : row) {
      out.append(between).append(std::visit([](const auto& value) { return cellText(value); }, cell));
      between = ",";
    }
    out += '\n';
  }
  return out;
}

std::filesystem::path writeCsv(const DataTable& table, const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "tables" / (table.name + ".csv");
  writeFileWhole(path, csvText(table));
  return path;
}

}  // namespace tanhui
