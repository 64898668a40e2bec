#include <catch2/catch.hpp>

#include <algorithm>

#include "geo/document/ReportHtml.h"
#include "geo/report/ReportDocument.h"
#include "geo/report/Workbook.h"
#include "tests/support/SeriesSample.h"
#include "tests/support/TempFolder.h"
#include "tests/support/ZipMember.h"

using namespace tanhui;

namespace {

InventoryCell key(NotationKey what) { return {0, what, false}; }

/// A removal of forest land, an emission of settlements, and keys where no number can stand.
Inventory smallInventory() {
  Inventory inventory;
  inventory.years = {2025, 2060, {}};
  InventoryYear forest, total;
  forest.areaHa = {61000};
  forest.poolCo2 = {InventoryCell{-150000}, InventoryCell{-40000}, key(NotationKey::notApplicable),
                    key(NotationKey::notApplicable), key(NotationKey::notEstimated)};
  forest.ch4 = forest.n2o = forest.ch4Co2e = forest.n2oCo2e = key(NotationKey::notOccurring);
  forest.totalCo2e = {-190000, NotationKey::none, true};
  total = forest;
  InventoryScenario scenario{kBaseline, {}};
  scenario.rows.push_back({kWholeRegion, {InventoryKind::category, LandCategory::forest}, {}});
  scenario.rows.push_back({kWholeRegion, {InventoryKind::total}, {}});
  for (int y = 0; y < inventory.years.count(); ++y) {
    scenario.rows[0].years.push_back(forest);
    scenario.rows[1].years.push_back(total);
  }
  inventory.scenarios.push_back(std::move(scenario));
  return inventory;
}

Transition smallTransition() {
  Transition transition;
  transition.earlier = 2015, transition.later = 2025;
  transition.classes = {"forest_mixed", "cropland_dry"};
  ZoneTransition region;
  const auto piece = [&](std::uint32_t from, std::uint32_t to, double ha, double before, double after) {
    LandPair land;
    land.areaHa = ha;
    land.earlier[4] = before, land.later[4] = after;
    (after > before ? land.gains : land.losses) = after - before;
    region.cells.push_back({from, to, land});
    region.whole += land;
    (from == to ? region.densityChange : region.areaChange) += land;
  };
  piece(0, 0, 900, 90000, 95000);
  piece(0, 1, 100, 10000, 4000);
  piece(1, 1, 500, 20000, 20000);
  region.classes = {{0, 1000, 900, {-100, 250}}, {1, 500, 600, {100, 20}}};
  region.differenceSe = 800;
  transition.zones.push_back(std::move(region));
  return transition;
}

sample::County landCounty(Language language) {
  sample::County county = sample::countyThroughTime(language);
  auto series = std::make_shared<SeriesReport>(*county.report.series);
  series->inventory = smallInventory();
  series->transitions = {smallTransition()};
  series->targets = {{"peak", "", SeriesQuantity::net, 2060, 1e6}};
  series->targetResults = {{0, 1, 2.5e5, -7.5e5, false, 0.125, {}}};
  county.report.series = series;
  county.report.officialAreas = {{"DLTB", "paddy", "水田", "Paddy", 12, 1e6, 1000000.25},
                                 {"DLTB", "cropland_dry", "旱地", "Dry cropland", 3, 2e6, 2000100}};
  return county;
}

std::string landPage(Language language) {
  const sample::County county = landCounty(language);
  return toHtml(makeReportDocument(county.report, county.zones()));
}

}  // namespace

TEST_CASE("The inventory stands with its own sign and keys, and says so") {
  const std::string page = landPage(Language::en);
  CHECK(page.find("emissions are positive, removals negative") != std::string::npos);
  CHECK(page.find("4.A") != std::string::npos);
  // Above and below ground together; the keys as they are; a part that is not estimated is marked.
  CHECK(page.find("data-v=\"-190000\"") != std::string::npos);
  for (const char* words : {">NE<", ">NA<", ">NO<", "*: the library has no figure for part of this land"})
    CHECK(page.find(words) != std::string::npos);
}

TEST_CASE("The change between two dates: matrix, changes below the error of the maps, what moved most") {
  const std::string page = landPage(Language::en);
  CHECK(page.find("From 2015 to 2025") != std::string::npos);
  CHECK(page.find("data-v=\"-6000\"") != std::string::npos);
  CHECK(page.find("it may be no change at all") != std::string::npos);
}

// 0.25 m2 of 1 km2 are 0.25 ppm, 100 of 2 km2 are 50: over the 5 that series of surveys leave.
TEST_CASE("Cropland stands beside the survey's own areas, and in the workbook as numbers") {
  const std::string page = landPage(Language::en);
  for (const char* words : {"Cropland against the areas of the survey", "1000000.25", "+0.25<", "+0.250", ">agrees<",
                            "+100.00", "+50.000", ">does not agree<"})
    CHECK_THAT(page, Catch::Contains(words));
  const TempFolder folder;
  const auto book = writeWorkbook(landCounty(Language::zh).report, folder.path());
  CHECK_THAT(zipMember(book, "xl/workbook.xml"), Catch::Contains("name=\"调查面积核对\""));
  CHECK_THAT(zipMember(book, "xl/sharedStrings.xml"), Catch::Contains("不一致"));
  sample::County none = landCounty(Language::en);
  none.report.officialAreas.clear();
  CHECK_THAT(toHtml(makeReportDocument(none.report, none.zones())), !Catch::Contains("areas of the survey"));
}

TEST_CASE("A target tells gap, whether it is met, and its probability") {
  const std::string page = landPage(Language::en);
  CHECK(page.find("data-v=\"-750000\"") != std::string::npos);
  CHECK(page.find("12.5%") != std::string::npos);
}

TEST_CASE("Both languages have the words of land and targets, and the workbook their sheets") {
  for (const Language language : {Language::zh, Language::en}) {
    const std::string page = landPage(language);
    for (const char* lacking : {"report.inventory", "report.transition", "report.targets", "inventory.", "{0}"})
      CHECK(page.find(lacking) == std::string::npos);
    const TempFolder folder;
    const auto book = writeWorkbook(landCounty(language).report, folder.path());
    const std::string sheets = zipMember(book, "xl/workbook.xml");
    CHECK(sheets.find("name=\"LULUCF\"") != std::string::npos);
    CHECK(sheets.find(language == Language::zh ? "两期转移矩阵" : "Two dates") != std::string::npos);
  }
}
