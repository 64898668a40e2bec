#include "geo/report/PatternTables.h"

#include "geo/pattern/PatternClass.h"

namespace tanhui {
namespace {

using Row = std::vector<DataTable::Cell>;

Row areaCells(const PatternFigures& pattern, const PatternArea& area) {
  return {pattern.name, area.layer, area.id, area.label};
}

std::vector<DataTable::Column> areaColumns() { return {{"pattern"}, {"zone_layer"}, {"zone_id"}, {"zone_label"}}; }

template <typename Add>
void eachArea(std::span<const PatternFigures> patterns, const Add& add) {
  for (const PatternFigures& pattern : patterns)
    for (const PatternArea& area : pattern.areas) add(pattern, area);
}

}  // namespace

DataTable patternTable(std::span<const PatternFigures> patterns, Language language) {
  DataTable table{"pattern", areaColumns(), {}};
  for (DataTable::Column& column : std::vector<DataTable::Column>{
           {"code", 0}, {"class"}, {"name", 2, 24}, {"area_ha"}, {"foreground_pct"}, {"patches", 0}})
    table.columns.push_back(std::move(column));
  eachArea(patterns, [&](const PatternFigures& pattern, const PatternArea& area) {
    const double foreground = area.tally.foregroundHa();
    for (const PatternClass& known : patternClasses()) {
      const CodeShare& share = area.tally.codes[known.code];
      if (share.patches == 0 || known.code == pattern_code::kNodata) continue;
      Row row = areaCells(pattern, area);
      row.insert(
          row.end(),
          {static_cast<double>(known.code), std::string(patternClass(shownAs(known.code, pattern.transition))->key),
           patternClassName(known.code, pattern.transition, language), share.areaHa,
           known.foreground ? 100 * share.areaHa / foreground : std::nan(""), static_cast<double>(share.patches)});
      table.rows.push_back(std::move(row));
    }
  });
  return table;
}

DataTable fragmentationTable(std::span<const PatternFigures> patterns) {
  DataTable table{"fragmentation", areaColumns(), {}};
  for (DataTable::Column& column : std::vector<DataTable::Column>{{"index", 2, 18}, {"value", 4}, {"unit"}})
    table.columns.push_back(std::move(column));
  eachArea(patterns, [&](const PatternFigures& pattern, const PatternArea& area) {
    const auto add = [&](std::string_view index, double value, std::string_view unit) {
      Row row = areaCells(pattern, area);
      row.insert(row.end(), {std::string(index), value, std::string(unit)});
      table.rows.push_back(std::move(row));
    };
    for (const FragmentationIndex& index : indicesOf(area.tally.fragmentation)) add(index.key, index.value, index.unit);
    add("FAD", 100 * area.tally.meanDensity(), "%");
    for (std::size_t i = 0; i < kDensityClasses.size(); ++i)
      add(fmt::format("FAD_{}", kDensityClasses[i]), area.tally.densityHa[i], "ha");
  });
  return table;
}

}  // namespace tanhui
