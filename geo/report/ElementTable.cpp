#include "geo/report/ElementTable.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tanhui {
namespace {

using Row = std::vector<DataTable::Cell>;

constexpr std::array<std::string_view, 7> kMix = {"core", "edge", "perforation", "bridge", "loop", "branch", "islet"};
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

std::vector<DataTable::Column> columns() {
  std::vector<DataTable::Column> all = {{"role"},           {"zone_layer"},        {"zone_id"},  {"zone_label"},
                                        {"area_ha"},        {"overlap_ha"},        {"stock_tC"}, {"stock_se_tC"},
                                        {"flux_tC_per_yr"}, {"flux_se_tC_per_yr"}, {"pattern"},  {"foreground_ha"}};
  for (const std::string_view group : kMix) all.push_back({fmt::format("{}_pct", group)});
  all.push_back({"mesh_ha"});
  all.push_back({"coherence_pct"});
  return all;
}

Row carbonCells(const Landscape& landscape, const LandscapeElement& element, const Account& account) {
  const Totals none;
  const Totals* own = totalsOf(account, landscape.elementLayer, element.ownId);
  const Totals* whole = totalsOf(account, element.layer, element.id);
  const Totals& t = own != nullptr ? *own : none;
  return {std::string(roleKey(element.role)),
          element.layer,
          element.id,
          element.label,
          t.areaHa,
          whole != nullptr ? std::max(0.0, whole->areaHa - t.areaHa) : kUnknown,
          t.carbon.total(),
          t.stockSe,
          t.carbon.flux(),
          t.fluxSe};
}

void addPattern(const PatternFigures& pattern, const PatternArea& area, Row& row) {
  const double foreground = area.tally.foregroundHa();
  row.insert(row.end(), {pattern.name, foreground});
  for (const std::string_view group : kMix)
    row.emplace_back(foreground > 0 ? 100 * area.tally.groupHa(group) / foreground : kUnknown);
  row.insert(row.end(), {area.tally.fragmentation.meshHa, area.tally.fragmentation.coherence});
}

}  // namespace

const Totals* totalsOf(const Account& account, std::string_view layer, std::string_view id) {
  const auto found =
      std::ranges::find_if(account.zones, [&](const ZoneTotals& zone) { return zone.layer == layer && zone.id == id; });
  return found == account.zones.end() ? nullptr : &found->total;
}

std::string_view roleKey(ElementRole role) {
  return role == ElementRole::zone ? "zone" : role == ElementRole::corridor ? "corridor" : "node";
}

DataTable elementTable(const Landscape& landscape, const Account& account) {
  DataTable table{"elements", columns(), {}};
  for (const LandscapeElement& element : landscape.elements) {
    const Row carbon = carbonCells(landscape, element, account);
    for (const PatternFigures& pattern : landscape.patterns)
      for (const PatternArea& area : pattern.areas) {
        if (area.layer != landscape.elementLayer || area.id != element.ownId) continue;
        table.rows.push_back(carbon);
        addPattern(pattern, area, table.rows.back());
      }
    if (!landscape.patterns.empty()) continue;
    table.rows.push_back(carbon);
    table.rows.back().emplace_back(std::string());
    table.rows.back().resize(table.columns.size(), kUnknown);
  }
  return table;
}

}  // namespace tanhui
