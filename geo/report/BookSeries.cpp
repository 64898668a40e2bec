#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "geo/account/SeriesFigures.h"
#include "geo/account/SeriesWords.h"
#include "geo/base/Csv.h"
#include "geo/draw/LineChart.h"
#include "geo/report/Composer.h"
#include "geo/report/SeriesTable.h"
#include "geo/report/detail/Book.h"

namespace tanhui {
namespace {

/// The library's units, in which these sheets hold everything.
constexpr Units kBookUnits{CarbonUnit::tC, AreaUnit::ha};

/// Columns of one scenario in the sheet of years.
constexpr lxw_col_t kYearColumns = 8, kStockColumn = 0, kNetColumn = 4;

lxw_col_t firstColumn(std::size_t scenario) { return static_cast<lxw_col_t>(1 + scenario * kYearColumns); }

void rangeNumbers(Pen& pen, const Book& book, const MaybeRange& range) {
  pen.number(range ? range->low : std::numeric_limits<double>::quiet_NaN(), book.look.number);
  pen.number(range ? range->high : std::numeric_limits<double>::quiet_NaN(), book.look.number);
}

/// One line per scenario over the years of the sheet's column.
void insertLines(Book& book, lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string_view title,
                 Quantity quantity, lxw_col_t from) {
  const SeriesReport& series = *book.report.series;
  const std::string name = book.word("report.sheet.years");
  const auto last = static_cast<lxw_row_t>(series.series.years.count());
  lxw_chart* chart = book.chart(LXW_CHART_LINE);
  for (std::size_t s = 0; s < series.series.scenarios.size(); ++s) {
    lxw_chart_series* line = chart_add_series(chart, nullptr, nullptr);
    const lxw_col_t values = static_cast<lxw_col_t>(firstColumn(s) + from);
    chart_series_set_name(line, scenarioName(series.series.scenarios[s].name, book.report.language).c_str());
    chart_series_set_categories(line, name.c_str(), 1, 0, last, 0);
    chart_series_set_values(line, name.c_str(), 1, values, last, values);
    lxw_chart_line look{};
    look.color = lineColours()[s < lineColours().size() ? s : 1 + (s - 1) % (lineColours().size() - 1)];
    look.width = 2;
    chart_series_set_line(line, &look);
  }
  chart_title_set_name(chart, book.with(title, quantity, kBookUnits).c_str());
  lxw_chart_font font{};
  font.size = 11;
  chart_title_set_name_font(chart, &font);
  chart_axis_set_num_format(chart->y_axis, "#,##0");
  // The years stand at the bottom, also where values are negative.
  chart_axis_set_label_position(chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  chart_axis_set_interval_unit(chart->x_axis, static_cast<std::uint16_t>(std::max(1, series.series.years.count() / 8)));
  chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  lxw_chart_options options{};
  options.x_scale = 1.35, options.y_scale = 1.25;
  worksheet_insert_chart_opt(sheet, row, column, chart, &options);
}

/// Columns that hold words in the tables of a series; whatever else there is are numbers.
bool holdsWords(std::string_view column) {
  static constexpr std::array<std::string_view, 6> kWords = {"scenario",  "zone_layer",   "zone_id",
                                                             "class_key", "intervention", "class_name"};
  return std::find(kWords.begin(), kWords.end(), column) != kWords.end();
}

/// A sheet of more lines takes a spreadsheet minutes to open: then zones have their totals only.
constexpr std::size_t kMostSeriesLines = 40000;

/// The series as it stands in the CSV, under the same names, its numbers as numbers.
void seriesCells(Pen& pen, const Book& book, const CsvTable& table) {
  const std::size_t layer = table.require("zone_layer"), classKey = table.require("class_key");
  const bool whole = table.rows.size() <= kMostSeriesLines;
  pen.header(table.header);
  for (const CsvRow& row : table.rows) {
    if (!whole && !row.cells[layer].empty() && row.cells[classKey] != "TOTAL") continue;
    if (pen.row >= kMostSheetRows) break;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const std::optional<double> number = holdsWords(table.header[i]) ? std::nullopt : asNumber(row.cells[i]);
      if (number)
        pen.number(*number, table.header[i] == "year" ? book.look.general : book.look.number);
      else
        pen.words(row.cells[i], book.look.text);
    }
    pen.next();
  }
}

}  // namespace

void writeYearsSheet(Book& book) {
  const SeriesReport& series = *book.report.series;
  lxw_worksheet* sheet = book.sheet("report.sheet.years");
  const std::size_t scenarios = series.series.scenarios.size();
  worksheet_set_column(sheet, 0, 0, 8, nullptr);
  worksheet_set_column(sheet, 1, firstColumn(scenarios), 15, nullptr);
  Pen pen(sheet, book);
  std::vector<std::string> names = {book.word("report.years.col.year")};
  for (const ScenarioSeries& scenario : series.series.scenarios) {
    const std::string head = scenarioName(scenario.name, book.report.language) + "\n";
    const auto column = [&](std::string_view id, Quantity quantity) {
      names.push_back(head + book.with(id, quantity, kBookUnits));
    };
    column("report.col.stock", Quantity::stock);
    column("report.book.stock_p05", Quantity::stock);
    column("report.book.stock_p95", Quantity::stock);
    column("report.col.flux", Quantity::flux);
    column(scoped("report.col.net", book.report.scope), Quantity::co2eFlux);
    column("report.book.net_p05", Quantity::co2eFlux);
    column("report.book.net_p95", Quantity::co2eFlux);
    column("report.col.agriculture", Quantity::co2eFlux);
  }
  pen.header(names, 46);
  freezeHeader(sheet, 1);
  for (int y = 0; y < series.series.years.count(); ++y) {
    const auto at = static_cast<std::size_t>(y);
    pen.number(series.series.years.base + y, book.look.general);
    for (std::uint32_t s = 0; s < scenarios; ++s) {
      const YearFigures& f = series.series.scenarios[s].total().years[at];
      const RowResult* spread = series.spreadOf(s, kWholeRegion, "");
      pen.number(f.totalStock(), book.look.number);
      rangeNumbers(pen, book, stockRange(spread, at));
      pen.number(f.flux, book.look.number);
      pen.number(f.net(book.report.scope), book.look.number);
      rangeNumbers(pen, book, netRange(spread, at, book.report.scope));
      pen.number(f.agriculture, book.look.number);
    }
    pen.next();
  }
  worksheet_autofilter(sheet, 0, 0, pen.row - 1, static_cast<lxw_col_t>(firstColumn(scenarios) - 1));
  insertLines(book, sheet, pen.row + 1, 0, scoped("report.book.chart.net", book.report.scope), Quantity::co2eFlux,
              kNetColumn);
  insertLines(book, sheet, pen.row + 1, 7, "report.book.chart.stock", Quantity::stock, kStockColumn);
}

void writeScenariosSheet(Book& book) {
  const SeriesReport& series = *book.report.series;
  lxw_worksheet* sheet = book.sheet("report.sheet.scenarios");
  columnWidths(sheet, {20, 10, 17, 17, 17, 17, 17, 17, 18, 17, 17, 17, 17, 17, 17, 17, 18, 17});
  Pen pen(sheet, book);
  std::vector<std::string> names = {book.word("report.plan.col.scenario"), book.word("report.years.col.year")};
  const Scope scope = book.report.scope;
  const std::string netColumn = scoped("report.col.net", scope),
                    cumulativeColumn = scoped("report.plan.col.cumulative", scope);
  for (const bool added : {false, true}) {
    const std::string head = added ? book.word("report.book.added") + "\n" : std::string();
    for (const auto& [id, quantity] :
         {std::pair{"report.col.stock", Quantity::stock}, std::pair{"report.book.stock_p05", Quantity::stock},
          std::pair{"report.book.stock_p95", Quantity::stock}, std::pair{netColumn.c_str(), Quantity::co2eFlux},
          std::pair{"report.book.net_p05", Quantity::co2eFlux}, std::pair{"report.book.net_p95", Quantity::co2eFlux},
          std::pair{cumulativeColumn.c_str(), Quantity::co2eAmount},
          std::pair{"report.col.agriculture", Quantity::co2eFlux}})
      names.push_back(head + book.with(id, quantity, kBookUnits));
  }
  pen.header(names, 46);
  freezeHeader(sheet, 2);
  const auto last = static_cast<std::size_t>(series.series.years.count() - 1);
  const auto cells = [&](const std::vector<YearFigures>& years, const RowResult* spread) {
    pen.number(years[last].totalStock(), book.look.number);
    rangeNumbers(pen, book, stockRange(spread, last));
    pen.number(years[last].net(scope), book.look.number);
    rangeNumbers(pen, book, netRange(spread, last, scope));
    pen.number(cumulativeNet(years, scope), book.look.number);
    pen.number(years[last].agriculture, book.look.number);
  };
  for (std::uint32_t s = 0; s < series.series.scenarios.size(); ++s) {
    const ScenarioSeries& scenario = series.series.scenarios[s];
    pen.words(scenarioName(scenario.name, book.report.language), book.look.text);
    pen.number(series.series.years.horizon, book.look.general);
    cells(scenario.total().years, series.spreadOf(s, kWholeRegion, ""));
    if (s > 0) cells(additionOf(series, s), series.additionSpreadOf(s));
    pen.next();
  }
  worksheet_autofilter(sheet, 0, 0, pen.row - 1, static_cast<lxw_col_t>(names.size() - 1));
}

void writeInterventionsSheet(Book& book) {
  const SeriesReport& series = *book.report.series;
  if (series.interventions.empty()) return;
  lxw_worksheet* sheet = book.sheet("report.sheet.interventions");
  columnWidths(sheet, {26, 20, 10, 30, 14, 18, 18, 20, 18});
  Pen pen(sheet, book);
  pen.header({book.word("report.plan.col.intervention"), book.word("report.plan.col.scenario"),
              book.word("report.years.col.year"), book.word("report.plan.col.action"),
              book.with("report.plan.col.effective", Quantity::area, kBookUnits),
              book.with("report.plan.col.stock", Quantity::stock, kBookUnits),
              book.with(scoped("report.plan.col.net", book.report.scope), Quantity::co2eFlux, kBookUnits),
              book.with(scoped("report.plan.col.cumulative", book.report.scope), Quantity::co2eAmount, kBookUnits),
              book.with("report.plan.col.agriculture", Quantity::co2eFlux, kBookUnits)});
  freezeHeader(sheet, 1);
  for (const InterventionSum& sum : interventionSums(series)) {
    const PlannedEvent& event = series.interventions[sum.intervention];
    pen.words(event.name, book.look.text);
    pen.words(scenarioName(event.scenario, book.report.language), book.look.text);
    const auto [first, last] = yearsOf(event, sum.intervention, series.changes);
    if (first == last)
      pen.number(first, book.look.general);
    else
      pen.words(yearsText(series, sum.intervention), book.look.text);
    pen.words(actionText(series, sum.intervention, book.report.language), book.look.text);
    pen.number(sum.years.back().areaHa, book.look.number);
    pen.number(sum.years.back().totalStock(), book.look.number);
    pen.number(sum.years.back().net(book.report.scope), book.look.number);
    pen.number(cumulativeNet(sum.years, book.report.scope), book.look.number);
    pen.number(sum.years.back().agriculture, book.look.number);
    pen.next();
  }
  worksheet_autofilter(sheet, 0, 0, pen.row - 1, 8);
}

void writeSeriesSheet(Book& book) {
  lxw_worksheet* sheet = book.sheet("report.sheet.series");
  const CsvTable table = parseCsv(seriesTable(*book.report.series, book.report.language), "series.csv");
  worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(table.header.size() - 1), 15, nullptr);
  Pen pen(sheet, book);
  seriesCells(pen, book, table);
  freezeHeader(sheet, 2);
  worksheet_autofilter(sheet, 0, 0, std::max<lxw_row_t>(pen.row, 2) - 1,
                       static_cast<lxw_col_t>(table.header.size() - 1));
  if (table.rows.size() <= kMostSeriesLines) return;
  pen.next();
  pen.words(book.word("report.book.series_truncated"), book.look.note);
}

}  // namespace tanhui
