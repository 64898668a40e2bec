#include "app/viewer/panels/map/TimeBar.h"

#include <QRegularExpression>
#include <QTableView>
#include <QTest>
#include <QTextBrowser>
#include <catch2/catch.hpp>

#include "app/viewer/app/MainWindow.h"
#include "app/viewer/app/Unattended.h"
#include "app/viewer/panels/totals/ZoneTable.h"
#include "app/viewer/sheet/SheetExport.h"
#include "geo/landclass/ClassTable.h"
#include "tests/viewer/CountyWindow.h"
#include "tests/viewer/Shots.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

namespace {

struct YearsWindow : CountyWindow<PlannedCounty> {
  Session& session() { return window.session(); }
  void show(const Moment& moment) {
    session().time().want(moment);
    settle();
  }
  TileStore& tiles() { return window.canvas().art().tiles(); }
  QImage map() {
    window.canvas().repaint();
    return window.canvas().grab().toImage();
  }
  QString zoneCell(int row, int column) {
    const QAbstractItemModel& model = *child<QTableView>("zoneTable").model();
    return model.index(row, column).data().toString();
  }
};

constexpr Point kPlanted{600950, 3200800};  // in the paddy that is planted

/// The first number that a text tells.
double numberIn(const QString& text) {
  static const QRegularExpression kNumber("[0-9][0-9,]*(\\.[0-9]+)?");
  return kNumber.match(text).captured().remove(',').toDouble();
}

/// The text tells this stock, rounded where half its 95 % range has the second digit.
bool isRounded(const QString& text, const Wording& words, const Totals& totals) {
  const auto inUnits = [&](double value) { return numberIn(words.figure(Quantity::stock, value, 8)); };
  return std::abs(numberIn(text) - inUnits(totals.carbon.total())) <= 1.96 * inUnits(totals.stockSe) / 20;
}

}  // namespace

TEST_CASE("The bar shows itself where there are years, with their range, and hides where there are none") {
  YearsWindow open;
  CHECK(open.window.timeBar().isVisible());
  auto& slider = open.child<QSlider>("timeSlider");
  CHECK(slider.minimum() == 2025);
  CHECK(slider.maximum() == 2060);
  CHECK(slider.value() == 2025);
  CHECK_FALSE(slider.accessibleName().isEmpty());
  CHECK(open.child<QComboBox>("timeScenario").count() == 2);
  CHECK(open.window.windowTitle().contains("2025"));
  const SmallCounty plain;
  open.window.openProject(plain.project());
  REQUIRE(waitUntil([&] { return !open.session().time().exists() && open.window.settled(); }));
  CHECK_FALSE(open.window.timeBar().isVisible());
  CHECK_FALSE(open.window.windowTitle().contains("2025"));
}

TEST_CASE("Keys of the slider step through the years, number and slider are one") {
  YearsWindow open;
  auto& slider = open.child<QSlider>("timeSlider");
  auto& year = open.child<QSpinBox>("timeYear");
  QTest::keyClick(&slider, Qt::Key_Right);
  CHECK(open.session().time().wanted().year == 2026);
  CHECK(year.value() == 2026);
  QTest::keyClick(&slider, Qt::Key_End);
  CHECK(open.session().time().wanted().year == 2060);
  QTest::keyClick(&slider, Qt::Key_Left);
  CHECK(year.value() == 2059);
  QTest::keyClick(&slider, Qt::Key_Home);
  CHECK(open.session().time().wanted() == open.session().time().base());
  year.setValue(2041);
  CHECK(slider.value() == 2041);
  open.settle();
  CHECK(open.session().time().shown().year == 2041);
}

TEST_CASE("The year reaches map, legend, zone table, summary, identify, title and sheet alike") {
  YearsWindow open;
  open.window.identify(kPlanted);
  open.settle();
  const QImage before = open.map();
  const QString stockBefore = open.child<QLabel>("summaryStock").accessibleName();
  const QString rowBefore = open.zoneCell(0, ZoneTable::kStock);
  const QString placeBefore = open.child<QTextBrowser>("identifySummary").toPlainText();
  const QImage legendBefore = open.child<QWidget>("legend").grab().toImage();
  auto& scenario = open.child<QComboBox>("timeScenario");
  scenario.setCurrentIndex(1);
  emit scenario.activated(1);
  open.child<QSlider>("timeSlider").setValue(2060);
  open.settle();
  REQUIRE(open.session().time().shown() == Moment{1, 2060});

  CHECK(open.map() != before);
  CHECK(open.child<QWidget>("legend").grab().toImage() == legendBefore);  // years can be compared
  const Account& account = *open.session().account();
  const Wording& words = open.session().words();
  const QString stock = open.child<QLabel>("summaryStock").accessibleName();
  CHECK(stock != stockBefore);
  CHECK(isRounded(stock, words, account.total));
  CHECK(open.zoneCell(0, ZoneTable::kStock) != rowBefore);
  const QAbstractItemModel& zones = *open.child<QTableView>("zoneTable").model();
  for (int row = 0; row < zones.rowCount(); ++row) {
    const std::string id = zones.index(row, ZoneTable::kId).data().toString().toStdString();
    CHECK(zones.index(row, ZoneTable::kStock).data(ZoneTable::kRawRole).toDouble() ==
          open.session().zone({"乡镇", id})->total.carbon.total());
  }
  REQUIRE(waitUntil([&] { return open.child<QTextBrowser>("identifySummary").toPlainText() != placeBefore; }));
  CHECK(open.child<QTextBrowser>("identifySummary").toPlainText().contains("2060"));
  CHECK(open.child<QLabel>("summaryMoment").text() == "2060 · 情景 plan");
  CHECK(open.child<QLabel>("moment").text() == "2060 · 情景 plan");
  CHECK(open.window.windowTitle().contains("2060 · 情景 plan"));
  const SheetChoice choice = usualChoice(open.session(), words);
  CHECK(choice.subtitle.contains("2060 · 情景 plan"));
  const SheetRequest request = sheetRequest(open.session(), choice, open.session().frame().extent);
  CHECK(request.tableTitle.contains("2060"));
  const Totals& zone = open.session().zone(*open.session().selection())->total;  // asked about, it is selected
  CHECK(isRounded(request.table[1].value, words, zone));
  useProgramFonts();
  shoot(open.window, "time-window");
}

TEST_CASE("What a place holds in a year adds up to its figures, with the class of that year") {
  YearsWindow open;
  open.show({1, 2040});
  const auto maker = open.session().time().maker();
  const Explanation place = maker->explainAt({1, 2040}, kPlanted);
  REQUIRE_FALSE(place.strata.empty());
  CHECK(place.strata[0].stratum.classKey.starts_with("forest"));
  double stock = 0, flux = 0;
  for (const ExplainedStratum& e : place.strata) {
    double stratumStock = 0, stratumFlux = 0;
    for (const Step& step : e.steps) {
      if (std::ranges::find(kPoolNames, step.quantity) != kPoolNames.end()) stratumStock += step.value;
      if (step.quantity == "biomass" || step.quantity == "dead_organic" || step.quantity == "soil_flux")
        stratumFlux += step.value;
    }
    CHECK(stratumStock == Approx(e.carbon.value.total()).epsilon(1e-9));
    CHECK(stratumFlux == Approx(e.carbon.value.flux()).epsilon(1e-9).margin(1e-9));
    stock += e.areaHa * e.carbon.value.total();
    flux += e.areaHa * e.carbon.value.flux();
  }
  CHECK(place.totals.carbon.total() == Approx(stock).epsilon(1e-12));
  CHECK(place.totals.carbon.flux() == Approx(flux).epsilon(1e-12).margin(1e-12));
  CHECK_FALSE(place.strata[0].features.empty());
}

TEST_CASE("A step reads no tile and evaluates no stratum again, whichever map is shown") {
  YearsWindow open;
  REQUIRE(waitUntil([&] { return open.tiles().aheadDone() && open.tiles().statistics().reads > 1; }));
  waitUntil([] { return false; }, 0.6);  // until what other years need has been asked for
  REQUIRE(waitUntil([&] { return open.tiles().aheadDone(); }));
  const TileStore::Statistics prepared = open.tiles().statistics();
  open.show({0, 2030});
  const TileStore::Statistics first = open.tiles().statistics();
  CHECK(first.reads == prepared.reads);
  CHECK(first.colourings > prepared.colourings);
  for (const Moment moment : {Moment{0, 2031}, Moment{1, 2031}, Moment{1, 2060}, Moment{0, 2025}, Moment{0, 2026}})
    open.show(moment);
  CHECK(open.tiles().statistics().reads == prepared.reads);
  for (const char* key : {"flux", "uncertainty", "class"}) {
    for (const MapLayer& layer : std::vector<MapLayer>(open.session().layers().layers()))
      if (!std::holds_alternative<VectorContent>(layer.content))
        open.session().layers().setVisible(layer.id, layer.projectKey == key);
    open.settle();
    open.show({1, 2050});
    open.show({1, 2051});
    CAPTURE(key);
    CHECK(open.tiles().statistics().reads == prepared.reads);
  }
}

TEST_CASE("Back at the base year the map is the run's own, to the pixel") {
  YearsWindow open;
  const QImage before = open.map();
  open.show({1, 2050});
  CHECK(open.map() != before);
  open.show({0, 2025});
  CHECK(open.map() == before);
}

TEST_CASE("The class map of a year shows what land has become") {
  YearsWindow open;
  for (const MapLayer& layer : std::vector<MapLayer>(open.session().layers().layers()))
    open.session().layers().setVisible(layer.id, layer.projectKey == "class");
  open.settle();
  const auto colourAtPlace = [&] {
    return open.map().pixelColor(open.window.canvas().view().toScreen(kPlanted).toPoint());
  };
  const QColor before = colourAtPlace();
  CHECK(before == QColor::fromRgb(LandClasses().colour("paddy")));
  open.show({0, 2059});
  CHECK(colourAtPlace() == before);
  open.show({1, 2029});
  CHECK(colourAtPlace() == before);
  open.show({1, 2030});
  CHECK(colourAtPlace() != before);
}

TEST_CASE("Playing goes on year by year, stops at the horizon and begins anew from there") {
  YearsWindow open;
  auto& play = open.child<QToolButton>("timePlay");
  open.show({0, 2058});
  play.click();
  CHECK(open.window.timeBar().playing());
  REQUIRE(waitUntil([&] { return open.session().time().shown().year == 2059; }, 20));
  REQUIRE(waitUntil([&] { return open.session().time().shown().year == 2060; }, 20));
  CHECK_FALSE(open.window.timeBar().playing());
  CHECK_FALSE(play.isChecked());
  play.click();
  CHECK(open.session().time().wanted().year == 2025);
  play.click();
  CHECK_FALSE(open.window.timeBar().playing());
}

TEST_CASE("Year and scenario of the command line are shown, and what is not there is told") {
  YearsWindow open;
  Options options;
  options.year = 2040;
  options.scenario = "plan";
  CHECK(applyOptions(open.window, options).empty());
  open.settle();
  CHECK(open.session().time().shown() == Moment{1, 2040});
  options.year = 2061;
  CHECK(applyOptions(open.window, options).size() == 1);
  options.year = 2040;
  options.scenario = "plans";
  CHECK(applyOptions(open.window, options).size() == 1);
  const ParsedOptions parsed = parseOptions({"tanhui-viewer", "p.toml", "--year", "2033", "--scenario", "plan"});
  CHECK(parsed.options.year == 2033);
  CHECK(parsed.options.scenario == "plan");
}

TEST_CASE("Language and units switch in a later year without anything made anew") {
  YearsWindow open;
  open.show({1, 2040});
  const auto state = open.session().time().state();
  const std::uint64_t reads = open.tiles().statistics().reads;
  open.session().words().setLanguage(Language::en);
  open.session().words().setUnits({CarbonUnit::tCO2e, AreaUnit::mu});
  open.settle();
  CHECK(open.child<QLabel>("summaryMoment").text() == "2040 · scenario plan");
  CHECK(open.session().time().state() == state);
  CHECK(open.tiles().statistics().reads == reads);
  useProgramFonts();
  shoot(open.window, "time-window-en");
}
