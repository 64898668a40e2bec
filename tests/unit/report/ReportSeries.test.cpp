#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "geo/account/RunJson.h"
#include "geo/account/SeriesFigures.h"
#include "geo/base/File.h"
#include "geo/document/ReportHtml.h"
#include "geo/document/ReportPdf.h"
#include "geo/report/ReportDocument.h"
#include "geo/report/Workbook.h"
#include "tests/support/SeriesSample.h"
#include "tests/support/TempFolder.h"
#include "tests/support/ZipMember.h"

#include <nlohmann/json.hpp>

using namespace tanhui;

namespace {

ReportDocument documentOf(const sample::County& county) { return makeReportDocument(county.report, county.zones()); }

std::vector<std::string> headings(const ReportDocument& document) {
  std::vector<std::string> out;
  for (const Block& block : document.blocks)
    if (const auto* heading = std::get_if<block::Heading>(&block)) out.push_back(heading->text);
  return out;
}

bool holds(const std::vector<std::string>& list, const std::string& part) {
  return std::any_of(list.begin(), list.end(), [&](const std::string& s) { return s.find(part) != std::string::npos; });
}

/// The first table whose caption holds these words.
const block::Table& tableOf(const ReportDocument& document, const std::string& caption) {
  for (const Block& block : document.blocks)
    if (const auto* table = std::get_if<block::Table>(&block))
      if (plain(table->caption, usualUnits(document.language), document.language).find(caption) != std::string::npos)
        return *table;
  throw std::runtime_error("no table " + caption);
}

double figureIn(const Inlines& cell, std::size_t which = 0) {
  for (const Inline& part : cell)
    if (const auto* figure = std::get_if<Figure>(&part); figure != nullptr && which-- == 0) return figure->value;
  return NAN;
}

}  // namespace

TEST_CASE("The chapters of years stand in a report only when its run goes beyond the base year") {
  sample::County county = sample::countyThroughTime(Language::en);
  std::vector<std::string> with = headings(documentOf(county));
  for (const char* chapter : {"Through time", "Scenarios compared", "What to measure next"})
    CHECK(holds(with, chapter));

  auto still = std::make_shared<SeriesReport>(*county.report.series);
  still->series.years.horizon = still->series.years.base;
  county.report.series = still;
  const std::vector<std::string> without = headings(documentOf(county));
  const sample::County plain(Language::en);
  CHECK(without == headings(documentOf(plain)));
  CHECK(toHtml(documentOf(county)) == toHtml(documentOf(plain)));
}

TEST_CASE("The table of selected years tells the series' own figures with their ranges") {
  const sample::County county = sample::countyThroughTime(Language::en);
  const SeriesReport& series = *county.report.series;
  const ReportDocument document = documentOf(county);
  const block::Table& table = tableOf(document, "Selected years: Baseline");
  REQUIRE(table.rows.size() == 5);  // 2025, 2030, 2040, 2050, 2060
  const auto& years = series.series.scenarios[0].total().years;
  CHECK(plain(table.rows[4].cells[0], {}, Language::en) == "2060");
  CHECK(figureIn(table.rows[4].cells[1]) == years[35].totalStock());
  CHECK(figureIn(table.rows[4].cells[2], 0) == series.spreads[0].stock[36].p05);
  CHECK(figureIn(table.rows[4].cells[2], 1) == series.spreads[0].stock[36].p95);
  CHECK(figureIn(table.rows[1].cells[3]) == years[5].flux);
  CHECK(figureIn(table.rows[1].cells[4]) == Approx(years[5].flux * 44 / 12));  // all gases are of fields here
  CHECK(figureIn(table.rows[1].cells[5], 1) == series.spreads[0].lulucf[5].p95);
  CHECK(figureIn(table.rows[1].cells[6]) == years[5].ch4);
}

TEST_CASE("In the scope with agriculture the net of the tables holds it, and says so") {
  sample::County county = sample::countyThroughTime(Language::en);
  auto series = std::make_shared<SeriesReport>(*county.report.series);
  county.report.scope = series->scope = Scope::all;
  county.report.series = series;
  const ReportDocument document = documentOf(county);
  const block::Table& table = tableOf(document, "Selected years: Baseline");
  CHECK(plain(table.columns[4].header, {}, Language::en).find("with agriculture") != std::string::npos);
  const auto& years = series->series.scenarios[0].total().years;
  CHECK(figureIn(table.rows[1].cells[4]) == years[5].net());
  CHECK(figureIn(table.rows[1].cells[5], 1) == series->spreads[0].net[5].p95);
}

TEST_CASE("What a scenario adds is the difference to the baseline, with the range of the difference") {
  const sample::County county = sample::countyThroughTime(Language::en);
  const SeriesReport& series = *county.report.series;
  const ReportDocument document = documentOf(county);
  const block::Table& table = tableOf(document, "What each scenario adds");
  REQUIRE(table.rows.size() == 2);
  const auto& base = series.series.scenarios[0].total().years;
  const auto& plan = series.series.scenarios[1].total().years;
  CHECK(figureIn(table.rows[0].cells[1]) == Approx(plan[35].totalStock() - base[35].totalStock()));
  CHECK(figureIn(table.rows[0].cells[2], 0) == series.additionSpreadOf(1)->stock[36].p05);
  CHECK(figureIn(table.rows[0].cells[5]) ==
        Approx(cumulativeNet(plan, Scope::sink) - cumulativeNet(base, Scope::sink)));
}

TEST_CASE("No zone is lost from the table of zones: the largest, the sum of the rest, and those without change") {
  const sample::County county = sample::countyThroughTime(Language::en);
  const SeriesReport& series = *county.report.series;
  const ReportDocument document = documentOf(county);
  const block::Table& table = tableOf(document, "townships: additional");
  // For each scenario 15 zones, the other 5 that are touched, and the 4 that are not.
  REQUIRE(table.rows.size() == 2 * 17);
  double sum = 0, wanted = 0;
  for (std::size_t i = 0; i < 17; ++i) sum += figureIn(table.rows[i].cells[2]);
  for (std::uint32_t zone = 0; zone < 24; ++zone) wanted += additionOf(series, 1, zone).back().totalStock();
  CHECK(sum == Approx(wanted));
  CHECK(plain(table.rows[15].cells[0], {}, Language::en) == "5 other zones together");
}

TEST_CASE("A scenario that changes nothing gets no empty charts but a plain word") {
  sample::County county = sample::countyThroughTime(Language::en);
  auto same = std::make_shared<SeriesReport>(*county.report.series);
  for (ScenarioSeries& scenario : same->series.scenarios) scenario.rows = same->series.scenarios[0].rows;
  county.report.series = same;
  const std::string page = toHtml(documentOf(county));
  CHECK(page.find("no scenario differs from the baseline") != std::string::npos);
  CHECK(page.find("zero is the baseline") == std::string::npos);
}

TEST_CASE("Without draws the years stand without bands and ranges, and the page says so") {
  sample::County county = sample::countyThroughTime(Language::en);
  auto bare = std::make_shared<SeriesReport>(*county.report.series);
  bare->draws = 0;
  bare->labels.clear(), bare->spreads.clear(), bare->looks.clear(), bare->fixed.clear();
  county.report.series = bare;
  const std::string page = toHtml(documentOf(county));
  CHECK(page.find("No Monte Carlo draws were asked for") != std::string::npos);
  CHECK(page.find("fill-opacity=\"0.08\"") == std::string::npos);
  CHECK(page.find("What to measure next") == std::string::npos);
  CHECK(page.find(">nan<") == std::string::npos);
}

TEST_CASE("Both languages have every sentence of the years, no minus zero, and no number that is none") {
  for (const Language language : {Language::zh, Language::en}) {
    const std::string page = toHtml(documentOf(sample::countyThroughTime(language)));
    for (std::size_t at = 0; (at = page.find("report.", at)) != std::string::npos; ++at) {
      const std::string rest = page.substr(at + 7, 4);
      CHECK((rest.starts_with("xlsx") || !std::islower(static_cast<unsigned char>(rest[0]))));
    }
    for (const char* wrong : {">−0<", ">−0.0<", ">nan<", ">inf<", "{0}", "{1}"})
      CHECK(page.find(wrong) == std::string::npos);
  }
}

TEST_CASE("The same years give the same page, the same pages of paper and the same workbook") {
  const sample::County a = sample::countyThroughTime(Language::zh), b = sample::countyThroughTime(Language::zh);
  CHECK(toHtml(documentOf(a)) == toHtml(documentOf(b)));
  CHECK(toPdf(documentOf(a)) == toPdf(documentOf(b)));
  const TempFolder one, two;
  CHECK(readFile(writeWorkbook(a.report, one.path())) == readFile(writeWorkbook(b.report, two.path())));
}

TEST_CASE("The workbook has the sheets of the years with charts, and none of them without") {
  const TempFolder folder, other;
  const auto book = writeWorkbook(sample::countyThroughTime(Language::en).report, folder.path());
  const std::string sheets = zipMember(book, "xl/workbook.xml");
  for (const char* name : {"Years", "Scenarios", "Interventions", "Uncertainty", "Series"})
    CHECK(sheets.find(fmt::format("name=\"{}\"", name)) != std::string::npos);
  const std::string chart = zipMember(book, "xl/charts/chart1.xml");
  CHECK(chart.find("<c:lineChart>") != std::string::npos);
  CHECK(chart.find("Years!$F$2:$F$37") != std::string::npos);
  // Overview, classes and zones come first.
  const std::string years = zipMember(book, "xl/worksheets/sheet4.xml");
  CHECK(years.find("<v>2060</v>") != std::string::npos);
  CHECK(years.find("state=\"frozen\"") != std::string::npos);
  CHECK(years.find("<autoFilter") != std::string::npos);
  const std::string words = zipMember(book, "xl/sharedStrings.xml");
  for (const char* word : {"stock_p05_tC", "planting", "Monte Carlo error"})
    CHECK(words.find(word) != std::string::npos);
  const std::string plain =
      zipMember(writeWorkbook(sample::County(Language::en).report, other.path()), "xl/workbook.xml");
  CHECK(plain.find("Scenarios") == std::string::npos);
}

TEST_CASE("run.json tells the series in short: the same figures and percentiles") {
  const TempFolder folder;
  const sample::County county = sample::countyThroughTime(Language::en);
  const auto run = nlohmann::json::parse(readFile(writeRunJson(county.report, folder.path())));
  const SeriesReport& series = *county.report.series;
  CHECK(run["series"]["horizon"] == 2060);
  CHECK(run["series"]["draws"] == 1000);
  CHECK(run["series"]["seed"] == 7);
  const auto& plan = run["series"]["scenarios"][1];
  CHECK(plan["name"] == "planting");
  CHECK(plan["horizon"]["net_tCO2e_per_yr"]["value"].get<double>() ==
        series.series.scenarios[1].total().years.back().net());
  CHECK(plan["horizon"]["net_tCO2e_per_yr"]["p05"].get<double>() ==
        series.spreadOf(1, kWholeRegion, "")->net.back().p05);
  CHECK(plan["additional"]["stock_tC"]["p95"].get<double>() == series.additionSpreadOf(1)->stock.back().p95);
  CHECK_FALSE(run["series"]["scenarios"][0].contains("additional"));
}

TEST_CASE("A table tells about a dozen years at most") {
  CHECK(toldYears({2025, 2025, {}}) == std::vector<int>{2025});
  CHECK(toldYears({2025, 2028, {}}) == std::vector<int>{2025, 2026, 2027, 2028});
  CHECK(toldYears({2025, 2060, {}}) == std::vector<int>{2025, 2030, 2040, 2050, 2060});
  CHECK(toldYears({2021, 2300, {}}).size() <= 12);
}
