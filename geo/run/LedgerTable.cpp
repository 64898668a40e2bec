#include "geo/run/LedgerTable.h"

#include <cmath>

#include "geo/base/Csv.h"
#include "geo/base/File.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr const char* kHeader =
    "\xEF\xBB\xBFzone_layer,zone_id,stratum,class_key,species,age_yr,volume_m3_per_ha,area_ha\n";

}  // namespace

void writeLedger(const Model& model, std::span<const LedgerLine> ledger, const fs::path& file) {
  std::vector<std::string> zones;  // "LAYER,ID" by zone number
  for (const ZoneLayer& layer : model.zones)
    for (const std::string& id : layer.ids) zones.push_back(csvCell(layer.name) + "," + csvCell(id));
  const auto number = [](double value) { return std::isnan(value) ? std::string() : csvNumber(value); };

  std::string out = kHeader;
  for (const LedgerLine& line : ledger) {
    const Stratum& stratum = model.strata[line.stratum];
    out += fmt::format("{},{},{},{},{},{},{}\n", line.zone == kWholeRegion ? "," : zones[line.zone], line.stratum,
                       csvCell(stratum.classKey), csvCell(stratum.species), number(stratum.age), number(stratum.volume),
                       csvNumber(line.areaHa));
  }
  writeFileWhole(file, out);
}

}  // namespace tanhui
