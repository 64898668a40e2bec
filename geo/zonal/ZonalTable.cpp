#include <array>
#include <charconv>
#include <cmath>
#include <set>

#include "geo/base/AsciiCase.h"
#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/gdal/PolygonFile.h"
#include "geo/zonal/Target.h"
#include "geo/zonal/Zonal.h"
#include "geo/zonal/detail/PerHectare.h"

namespace tanhui {
namespace {

/// The names of the text columns, none of which may be taken for another column.
std::vector<std::string> textNames(const ZonalTable& table) {
  std::set<std::string> taken{"fid", "geom"};
  for (const Statistic statistic : table.statistics) taken.insert(lowerAscii(table.column(statistic)));
  std::vector<std::string> names;
  for (std::string name : table.textColumns) {
    while (!taken.insert(lowerAscii(name)).second) name += "_zone";
    names.push_back(name);
  }
  return names;
}

/// With the fewest digits that read back as the same number.
template <typename Number>
void appendNumber(std::string& out, Number value) {
  std::array<char, 32> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), end);
}

}  // namespace

std::string ZonalTable::column(Statistic statistic) const {
  std::string name(statisticName(statistic));
  const std::optional<std::string> ofTotal = unitOfTotal(unit);
  if (statistic == Statistic::total && ofTotal && !ofTotal->empty()) name += "_" + unitInName(*ofTotal);
  return name;
}

std::string zonalCsv(const ZonalTable& table) {
  std::string out = "fid";
  for (const std::string& name : textNames(table)) (out += ',') += csvCell(name);
  for (const Statistic statistic : table.statistics) (out += ',') += table.column(statistic);
  out += '\n';
  for (std::size_t zone = 0; zone < table.zones.fids.size(); ++zone) {
    appendNumber(out, table.zones.fids[zone]);
    for (const std::vector<std::string>& column : table.zones.text) (out += ',') += csvCell(column[zone]);
    for (const std::vector<double>& column : table.values) {
      out += ',';
      if (!std::isnan(column[zone])) appendNumber(out, column[zone]);
    }
    out += '\n';
  }
  return out;
}

void writeZonal(const ZonalTable& table, const std::filesystem::path& path) {
  refuseInputAsTarget(path, table.inputs);
  const std::string extension = lowerAscii(path.extension().string());
  if (extension == ".csv") return writeFileWhole(path, "\xEF\xBB\xBF" + zonalCsv(table));
  const char* driver = polygonDriver(extension);
  if (driver == nullptr)
    throw Error(path.string(), say("zonal.unknown_extension", extension), say("zonal.unknown_extension.remedy"));
  PolygonFile file(driver, path, table.zones.name, table.crs);
  for (const std::string& name : textNames(table)) file.addField(name, OFTString);
  for (const Statistic statistic : table.statistics) file.addField(table.column(statistic), OFTReal);
  for (std::size_t zone = 0; zone < table.zones.fids.size(); ++zone) {
    file.begin(table.zones.fids[zone], table.zones.shapes[zone]);
    for (const std::vector<std::string>& column : table.zones.text) file.set(column[zone]);
    for (const std::vector<double>& column : table.values) file.set(column[zone]);
    file.end();
  }
  file.commit();
}

}  // namespace tanhui
