#include "geo/report/Tables.h"

#include <cmath>

#include "geo/account/Columns.h"
#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/report/detail/TableText.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kTotalRow = "TOTAL";

/// "" for what is not known: an empty cell reads as missing everywhere, "nan" does not.
std::string cell(double value) { return std::isfinite(value) ? csvNumber(value) : std::string(); }

std::string totalsHeader() {
  std::string out;
  for (const TotalsColumn& column : totalsColumns()) out += fmt::format(",{}", column.name);
  return out + "\n";
}

std::string totalsCells(const Totals& totals) {
  std::string out;
  for (const TotalsColumn& column : totalsColumns()) out += "," + cell(column.value(totals));
  return out + "\n";
}

std::string totalsTable(const RunReport& report) {
  std::string out = std::string(kByteOrderMark) + "class_key,name" + totalsHeader();
  for (const ClassTotals& line : report.account.classes)
    out += csvCell(line.classKey) + "," + csvCell(report.className(line.classKey)) + totalsCells(line.totals);
  const std::string whole = text("report.whole", report.language);
  return out + fmt::format("{},{}", kTotalRow, csvCell(whole)) + totalsCells(report.account.total);
}

std::string zonesTable(const RunReport& report) {
  std::string out = std::string(kByteOrderMark) + "zone_layer,zone_id,zone_label,class_key,name" + totalsHeader();
  const std::string whole = text("report.whole_zone", report.language);
  for (const ZoneTotals& zone : report.account.zones) {
    const std::string head = csvCell(zone.layer) + "," + csvCell(zone.id) + "," + csvCell(zone.label) + ",";
    for (const ClassTotals& line : zone.classes) {
      out += head + csvCell(line.classKey) + "," + csvCell(report.className(line.classKey));
      out += totalsCells(line.totals);
    }
    out += head + fmt::format("{},{}", kTotalRow, csvCell(whole)) + totalsCells(zone.total);
  }
  return out;
}

std::string factorsTable(const RunReport& report) {
  std::string out =
      std::string(kByteOrderMark) + "key,name,value,low,high,se,unit,distribution,source,edition,grade,group\n";
  if (report.factors == nullptr) return out;
  for (const std::uint32_t index : report.account.factorsUsed) {
    const Factor& f = (*report.factors)[index];
    const std::string& name = report.language == Language::zh ? f.nameZh : f.nameEn;
    out +=
        fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\n", csvCell(f.key), csvCell(name), cell(f.value),
                    f.low ? cell(*f.low) : "", f.high ? cell(*f.high) : "", cell(f.se), csvCell(f.unit),
                    csvCell(f.distribution), csvCell(f.source), csvCell(f.edition), csvCell(f.grade), csvCell(f.group));
  }
  return out;
}

}  // namespace

std::vector<fs::path> writeTables(const RunReport& report, const fs::path& folder) {
  const fs::path tables = folder / "tables";
  std::error_code code;
  fs::create_directories(tables, code);
  if (code)
    throw Error(tables.string(), say("file.cannot_write", code.message()), say("file.cannot_write.remedy"),
                ErrorKind::work);
  const std::vector<fs::path> paths = {tables / "totals.csv", tables / "zones.csv", tables / "factors.csv"};
  writeFileWhole(paths[0], totalsTable(report));
  writeFileWhole(paths[1], zonesTable(report));
  writeFileWhole(paths[2], factorsTable(report));
  return paths;
}

}  // namespace tanhui
