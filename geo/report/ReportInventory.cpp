#include <algorithm>
#include <array>
#include <cmath>

#include "geo/account/InventoryNames.h"
#include "geo/account/SeriesWords.h"
#include "geo/report/detail/ReportSeries.h"

namespace tanhui {
namespace {

/// What a cell of the page's table puts together: several pools of the inventory stand in one.
InventoryCell sumOfCells(std::initializer_list<InventoryCell> cells) {
  InventoryCell sum = *cells.begin();
  for (const InventoryCell& cell : cells) {
    // A number outweighs a key: the part that has none is then "partly".
    if (cell.isNumber() && !sum.isNumber()) {
      sum.key = NotationKey::none;
      sum.value = 0;
    }
    sum.partly = sum.partly || cell.partly || (sum.isNumber() && cell.key == NotationKey::notEstimated);
  }
  if (!sum.isNumber()) return sum;
  sum.value = 0;
  for (const InventoryCell& cell : cells) sum.value += cell.value;
  return sum;
}

struct InventoryColumns {
  InventoryCell area, biomass, deadOrganic, soil, ch4, n2o, total;
  explicit InventoryColumns(const InventoryYear& y)
      : area(y.areaHa),
        biomass(sumOfCells({y.poolCo2[0], y.poolCo2[1]})),
        deadOrganic(sumOfCells({y.poolCo2[2], y.poolCo2[3]})),
        soil(y.poolCo2[4]),
        ch4(y.ch4Co2e),
        n2o(y.n2oCo2e),
        total(y.totalCo2e) {}
  std::array<const InventoryCell*, 6> gases() const { return {&biomass, &deadOrganic, &soil, &ch4, &n2o, &total}; }
};

/// Which keys and marks a page has to explain.
struct SeenKeys {
  std::array<bool, kNotationKeys> keys{};
  bool partly = false;
};

Inlines inventoryCell(const InventoryCell& value, Quantity quantity, double scale, SeenKeys& seen) {
  if (!value.isNumber()) {
    seen.keys[static_cast<std::size_t>(value.key)] = true;
    return {keyOf(value.key)};
  }
  Inlines words = cell(quantity, value.value, scale);
  if (value.partly) {
    seen.partly = true;
    words.emplace_back(std::string("*"));
  }
  return words;
}

bool onThePage(const InventoryRow& row) {
  return row.zone == kWholeRegion && row.line.kind != InventoryKind::convertedFrom;
}

void addInventoryTable(Composer& c, const InventoryScenario& scenario, int year, int base, SeenKeys& seen) {
  const auto at = static_cast<std::size_t>(year - base);
  ColumnScale area, gases;
  for (const InventoryRow& row : scenario.rows) {
    if (!onThePage(row)) continue;
    const InventoryColumns columns(row.years[at]);
    area.include(columns.area.value);
    for (const InventoryCell* value : columns.gases()) gases.include(value->value);
  }
  block::Table table;
  table.caption =
      c.say("report.inventory.table",
            {{std::to_string(year)}, {scenarioName(scenario.name, c.report.language)}, {UnitOf{Quantity::co2eFlux}}});
  table.columns = {{c.say("report.inventory.col.code"), false},
                   {c.say("report.inventory.col.category"), false},
                   {c.header("report.col.area", Quantity::area), true},
                   {c.say("report.inventory.col.biomass"), true},
                   {c.say("report.inventory.col.dead"), true},
                   {c.say("report.inventory.col.soil"), true},
                   {{std::string("CH4")}, true},
                   {{std::string("N2O")}, true},
                   {c.say("report.inventory.col.total"), true}};
  for (const InventoryRow& row : scenario.rows) {
    if (!onThePage(row)) continue;
    const InventoryColumns columns(row.years[at]);
    block::Table::Row line{{{codeOf(row.line)},
                            {nameOf(row.line, c.report.language)},
                            inventoryCell(columns.area, Quantity::area, area.largest, seen)},
                           row.line.kind == InventoryKind::total};
    for (const InventoryCell* value : columns.gases())
      line.cells.push_back(inventoryCell(*value, Quantity::co2eFlux, gases.largest, seen));
    table.rows.push_back(std::move(line));
  }
  c.add(std::move(table));
}

}  // namespace

void addInventory(Composer& c) {
  if (c.report.series == nullptr || !c.report.series->followsYears()) return;
  const Inventory& inventory = c.report.series->inventory;
  if (inventory.scenarios.empty()) return;
  c.chapter("report.inventory");
  c.paragraph("inventory.sign", {}, block::Tone::warning);
  c.paragraph("inventory.clock");
  SeenKeys seen;
  for (const int year : {inventory.years.base, inventory.years.horizon})
    addInventoryTable(c, inventory.scenarios[0], year, inventory.years.base, seen);
  block::List keys{{}, block::Tone::note};
  for (std::size_t key = 1; key < kNotationKeys; ++key)
    if (const auto notation = static_cast<NotationKey>(key); seen.keys[key])
      keys.items.push_back({keyOf(notation) + ": " + meaningOf(notation, c.report.language)});
  if (seen.partly) keys.items.push_back({"*: " + c.word("inventory.partly")});
  if (!keys.items.empty()) c.add(std::move(keys));
  c.paragraph("report.inventory.note", {}, block::Tone::note);
}

}  // namespace tanhui
