#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "geo/account/Columns.h"
#include "geo/account/InventoryNames.h"
#include "geo/account/SeriesWords.h"
#include "geo/report/detail/Book.h"

namespace tanhui {
namespace {

constexpr Units kLandUnits{CarbonUnit::tC, AreaUnit::ha};

void keyedNumber(Pen& pen, const Book& book, const InventoryCell& value) {
  if (value.isNumber())
    pen.number(value.value, book.look.number);
  else
    pen.words(keyOf(value.key), book.look.text);
}

void inventoryRow(Pen& pen, const Book& book, const std::string& scenario, const InventoryRow& row, int year,
                  const InventoryYear& f) {
  pen.words(scenario, book.look.text);
  pen.number(year, book.look.general);
  pen.words(codeOf(row.line), book.look.text);
  pen.words(nameOf(row.line, book.report.language), book.look.text);
  keyedNumber(pen, book, f.areaHa);
  for (const InventoryCell& pool : f.poolCo2) keyedNumber(pen, book, pool);
  for (const InventoryCell* value :
       {&f.biomassGain, &f.biomassLoss, &f.ch4, &f.n2o, &f.ch4Co2e, &f.n2oCo2e, &f.totalCo2e})
    keyedNumber(pen, book, *value);
  pen.words(f.totalCo2e.partly ? book.word("inventory.partly") : std::string(), book.look.note);
  pen.next();
}

}  // namespace

void writeInventorySheet(Book& book) {
  const SeriesReport& series = *book.report.series;
  const Inventory& inventory = series.inventory;
  if (inventory.scenarios.empty()) return;
  lxw_worksheet* sheet = book.sheet("report.sheet.inventory");
  columnWidths(sheet, {18, 8, 8, 44, 14, 15, 15, 15, 15, 15, 14, 14, 14, 14, 14, 14, 16, 30});
  Pen pen(sheet, book);
  std::vector<std::string> names = {book.word("report.plan.col.scenario"), book.word("report.years.col.year"),
                                    book.word("report.inventory.col.code"), book.word("report.inventory.col.category"),
                                    book.with("report.col.area", Quantity::area, kLandUnits)};
  for (const std::string_view pool : kPoolNames)
    names.push_back(book.word(fmt::format("report.pool.{}", pool)) + "\ntCO2");
  for (const char* name : {"gain", "loss", "ch4", "n2o", "ch4_co2e", "n2o_co2e", "total_co2e", "remark"})
    names.push_back(book.word(fmt::format("report.book.inventory.{}", name)));
  pen.header(names, 46);
  freezeHeader(sheet, 4);
  for (const InventoryScenario& scenario : inventory.scenarios)
    for (int y = 0; y < inventory.years.count(); ++y)
      for (const InventoryRow& row : scenario.rows)
        if (row.zone == kWholeRegion && pen.row < kMostSheetRows)
          inventoryRow(pen, book, scenarioName(scenario.name, book.report.language), row, inventory.years.base + y,
                       row.years[static_cast<std::size_t>(y)]);
  worksheet_autofilter(sheet, 0, 0, std::max<lxw_row_t>(pen.row, 2) - 1, 17);
  pen.next();
  for (const char* id : {"inventory.sign", "inventory.clock"}) {
    pen.words(book.word(id), book.look.note);
    pen.next();
  }
  for (std::size_t key = 1; key < kNotationKeys; ++key) {
    const auto notation = static_cast<NotationKey>(key);
    pen.words(keyOf(notation) + ": " + meaningOf(notation, book.report.language), book.look.note);
    pen.next();
  }
}

namespace {

/// The matrix of hectares, then that of the change of carbon.
void writeMatrices(Pen& pen, const Book& book, const Transition& transition) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, const LandPair*> cells;
  for (const TransitionCell& piece : transition.region().cells) cells[{piece.from, piece.to}] = &piece.land;
  for (const bool carbon : {false, true}) {
    std::vector<std::string> names = {
        fmt::format("{} → {}\n{}", transition.earlier, transition.later,
                    book.with(carbon ? "report.transition.col.difference" : "report.col.area",
                              carbon ? Quantity::stock : Quantity::area, kLandUnits))};
    for (const std::string& key : transition.classes) names.push_back(book.report.className(key));
    names.push_back(book.word("report.total"));
    pen.header(names, 46);
    std::vector<double> sums(transition.classes.size() + 1);
    for (std::uint32_t from = 0; from < transition.classes.size(); ++from) {
      pen.words(book.report.className(transition.classes[from]), book.look.text);
      double sum = 0;
      for (std::uint32_t to = 0; to < transition.classes.size(); ++to) {
        const auto found = cells.find({from, to});
        const double value = found == cells.end() ? std::numeric_limits<double>::quiet_NaN()
                             : carbon             ? found->second->difference()
                                                  : found->second->areaHa;
        pen.number(value, book.look.number);
        if (std::isfinite(value)) sum += value, sums[to] += value, sums.back() += value;
      }
      pen.number(sum, book.look.boldNumber);
      pen.next();
    }
    pen.words(book.word("report.total"), book.look.bold);
    for (const double sum : sums) pen.number(sum, book.look.boldNumber);
    pen.next();
    pen.next();
  }
}

}  // namespace

/// From the first date to the base year, then the steps between.
void writeTransitionSheet(Book& book) {
  if (book.report.series == nullptr || book.report.series->transitions.empty()) return;
  const std::vector<Transition>& transitions = book.report.series->transitions;
  lxw_worksheet* sheet = book.sheet("report.sheet.transition");
  std::size_t classes = 0;
  for (const Transition& transition : transitions) classes = std::max(classes, transition.classes.size());
  worksheet_set_column(sheet, 0, 0, 26, nullptr);
  worksheet_set_column(sheet, 1, static_cast<lxw_col_t>(classes + 1), 15, nullptr);
  Pen pen(sheet, book);
  writeMatrices(pen, book, transitions.back());
  freezeHeader(sheet, 1);
  for (std::size_t step = 0; step + 1 < transitions.size(); ++step) writeMatrices(pen, book, transitions[step]);
}

void writeOfficialSheet(Book& book) {
  if (book.report.officialAreas.empty()) return;
  lxw_worksheet* sheet = book.sheet("report.sheet.official");
  columnWidths(sheet, {24, 26, 12, 20, 20, 16, 16, 12});
  Pen pen(sheet, book);
  std::vector<std::string> names = {book.word("report.col.layer"), book.word("report.col.class")};
  for (const char* name : {"parcels", "record", "here", "difference", "ppm", "passes"})
    names.push_back(book.word(fmt::format("report.official.col.{}", name)));
  pen.header(names);
  freezeHeader(sheet, 2);
  for (const OfficialArea& area : book.report.officialAreas) {
    pen.words(area.layer, book.look.text);
    pen.words(book.report.className(area.classKey), book.look.text);
    pen.number(static_cast<double>(area.parcels), book.look.general);
    for (const double m2 : {area.recordM2, area.splitM2, area.differenceM2()}) pen.number(m2, book.look.number);
    pen.number(1e6 * area.relative(), book.look.general);
    pen.words(book.word(area.passes() ? "report.official.good" : "report.official.off"), book.look.text);
    pen.next();
  }
}

}  // namespace tanhui
