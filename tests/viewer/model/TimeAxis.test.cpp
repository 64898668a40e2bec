#include "app/viewer/model/TimeAxis.h"

#include <fstream>

#include <QSignalSpy>
#include <catch2/catch.hpp>

#include "app/viewer/model/PinnedMap.h"
#include "app/viewer/model/Session.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

namespace {

/// A session on the planned county, its model read.
struct PlannedSession {
  PlannedCounty county;
  Session session;

  PlannedSession() { REQUIRE(openAndWait(session, county.project()).empty()); }
  const MapLayer& layer(const char* key) const {
    const std::vector<MapLayer>& layers = session.layers().layers();
    const auto found = std::ranges::find(layers, std::string(key), &MapLayer::projectKey);
    REQUIRE(found != layers.end());
    return *found;
  }
  /// The series of the run, made apart from the window.
  ProjectSeries series(const Project& project, const FactorLibrary& factors) const {
    SavedRun run = *readSavedRun(project);
    return {project, factors, {run.strata, run.lines, run.zones, {}, planOf(run, project)}};
  }
};

/// `epsilon` 0: bit for bit.
void checkSame(const Totals& a, const Totals& b, double epsilon = 0) {
  const auto same = [epsilon](double x, double y) {
    return epsilon > 0 ? x == Approx(y).epsilon(epsilon).margin(1e-9) : x == y;
  };
  CHECK(same(a.areaHa, b.areaHa));
  for (std::size_t pool = 0; pool < kPools; ++pool) CHECK(same(a.carbon.stock[pool], b.carbon.stock[pool]));
  CHECK(same(a.carbon.biomassFlux, b.carbon.biomassFlux));
  CHECK(same(a.carbon.deadOrganicFlux, b.carbon.deadOrganicFlux));
  CHECK(same(a.carbon.soilFlux, b.carbon.soilFlux));
  CHECK(same(a.carbon.nonCo2, b.carbon.nonCo2));
  CHECK(same(a.stockSe, b.stockSe));
  CHECK(same(a.fluxSe, b.fluxSe));
  CHECK(same(a.netSe, b.netSe));
}

}  // namespace

TEST_CASE("A project without a horizon has no years to show") {
  const SmallCounty county;
  Session session;
  REQUIRE(openAndWait(session, county.project()).empty());
  CHECK_FALSE(session.time().exists());
  session.showYear(2040);
  session.chooseScenario(1);
  CHECK_FALSE(session.time().busy());
  CHECK(session.time().state() == nullptr);
  CHECK_FALSE(session.undoStack().canUndo());
}

TEST_CASE("A project that was not run has no years to show either") {
  const PlannedCounty county(false);
  Session session;
  REQUIRE(openAndWait(session, county.project()).empty());
  CHECK_FALSE(session.time().exists());
}

TEST_CASE("The figures of a year are those of the project's series, for the region and each zone") {
  PlannedSession p;
  Session& session = p.session;
  REQUIRE(session.time().scenarios() == std::vector<std::string>{"baseline", "plan"});
  const Project project = readProject(p.county.project());
  ProjectSeries series = p.series(project, *session.factors());
  const AnnualSeries annual = series.series();
  const SavedRun run = *readSavedRun(project);
  for (const Moment moment : {Moment{0, 2026}, Moment{0, 2060}, Moment{1, 2031}, Moment{1, 2046}}) {
    CAPTURE(moment.scenario, moment.year);
    showAndWait(session, moment);
    REQUIRE(session.time().shown() == moment);
    const auto y = static_cast<std::size_t>(moment.year - 2025);
    const auto same = [&](const Totals& shown, std::uint32_t zone) {
      const YearFigures& expected = annual.scenarios[moment.scenario].total(zone).years[y];
      CHECK(shown.areaHa == Approx(expected.areaHa).epsilon(1e-12));
      CHECK(shown.carbon.total() == Approx(expected.totalStock()).epsilon(1e-10));
      CHECK(shown.carbon.flux() == Approx(expected.flux).epsilon(1e-9).margin(1e-9));
      CHECK(shown.carbon.net() == Approx(expected.net()).epsilon(1e-9).margin(1e-9));
    };
    same(session.account()->total, kWholeRegion);
    // A zone is the sum of the strata of the year, errors included.
    const YearCarbon year = series.carbonOf(moment.scenario, moment.year);
    for (std::uint32_t zone = 0; zone < run.zones.size(); ++zone) {
      std::vector<LedgerLine> lines;
      for (const LedgerLine& line : run.lines)
        if (line.zone == zone) lines.push_back(line);
      const ZoneRef ref{run.zones[zone].layer, run.zones[zone].id};
      REQUIRE(session.zone(ref) != nullptr);
      same(session.zone(ref)->total, zone);
      checkSame(session.zone(ref)->total, sumUp(lines, year.carbon, series.errorRules()), 1e-11);
      checkSame(totalsOf(*session.figures(), {{ref}}), session.zone(ref)->total);
    }
  }
}

TEST_CASE("Land that changes its use counts with its new class") {
  PlannedSession p;
  const auto hectares = [&](const char* key) {
    for (const ClassTotals& line : p.session.account()->classes)
      if (line.classKey == key) return line.totals.areaHa;
    return 0.0;
  };
  CHECK(hectares("builtup") == 0);
  showAndWait(p.session, {1, 2044});
  CHECK(hectares("builtup") == 0);
  showAndWait(p.session, {1, 2045});
  CHECK(hectares("builtup") == Approx(1.2).epsilon(1e-3));
  showAndWait(p.session, {0, 2045});
  CHECK(hectares("builtup") == 0);
}

TEST_CASE("Back at the base year the run's own figures and files are there again, bit for bit") {
  PlannedSession p;
  const Totals total = p.session.account()->total;
  const Totals zone = p.session.zone({"乡镇", "B"})->total;
  const MapLayer stock = p.layer("stock"), classes = p.layer("class");
  REQUIRE(std::holds_alternative<RasterContent>(stock.content));
  showAndWait(p.session, {1, 2050});
  CHECK(p.session.account()->total.carbon.total() != total.carbon.total());
  REQUIRE(std::holds_alternative<LiveContent>(p.layer("stock").content));
  CHECK(std::holds_alternative<LiveContent>(p.layer("flux").content));
  CHECK(std::holds_alternative<LiveContent>(p.layer("uncertainty").content));
  REQUIRE(std::holds_alternative<LiveContent>(p.layer("class").content));
  CHECK(std::get<LiveContent>(p.layer("stock").content).carbon == carbonOf(p.session));
  showAndWait(p.session, {0, 2025});
  checkSame(p.session.account()->total, total);
  checkSame(p.session.zone({"乡镇", "B"})->total, zone);
  CHECK(p.layer("stock") == stock);
  CHECK(p.layer("class") == classes);
}

TEST_CASE("The legends are the same in every year and hold for all of them") {
  PlannedSession p;
  const Style stock = p.layer("stock").style, classes = p.layer("class").style;
  const auto& range = std::get<RampStyle>(stock).range;
  const auto& entries = std::get<ClassStyle>(classes).classes;
  const auto has = [&](const char* key) {
    return std::ranges::any_of(entries, [&](const ClassStyle::Entry& entry) { return entry.key == key; });
  };
  CHECK(has("builtup"));
  CHECK(has("paddy"));
  double most = 0;
  showAndWait(p.session, {1, 2060});
  for (const LedgerLine& line : readSavedRun(readProject(p.county.project()))->lines)
    if (line.zone == kWholeRegion)
      most = std::max(most, p.session.time().state()->figures->carbon[line.stratum].value.total());
  CHECK(range.high >= most * 0.9);
  CHECK(p.layer("stock").style == stock);
  CHECK(p.layer("class").style == classes);
}

TEST_CASE("A scenario chosen can be taken back, and the year stays") {
  PlannedSession p;
  showAndWait(p.session, {0, 2040});
  const double baseline = p.session.account()->total.carbon.total();
  p.session.chooseScenario(1);
  REQUIRE(waitUntil([&] { return !p.session.time().busy(); }));
  CHECK(p.session.time().shown() == Moment{1, 2040});
  const double planned = p.session.account()->total.carbon.total();
  CHECK(planned != baseline);
  p.session.chooseScenario(1);  // nothing new
  p.session.chooseScenario(7);  // there is no such
  p.session.undoStack().undo();
  REQUIRE(waitUntil([&] { return !p.session.time().busy(); }));
  CHECK(p.session.time().shown() == Moment{0, 2040});
  CHECK(p.session.account()->total.carbon.total() == baseline);
  CHECK_FALSE(p.session.undoStack().canUndo());
  p.session.undoStack().redo();
  REQUIRE(waitUntil([&] { return !p.session.time().busy(); }));
  CHECK(p.session.account()->total.carbon.total() == planned);
}

TEST_CASE("A factor edited in a later year moves that year, without a run") {
  PlannedSession p;
  showAndWait(p.session, {1, 2040});
  const double before = p.session.account()->total.carbon.total();
  const auto model = p.session.model();
  const std::string key = "pool.paddy.soil30";
  const double value = (*p.session.factors())[p.session.factors()->require(key)].value;
  p.session.editFactor(key, value * 2);
  waitForFigures(p.session);
  CHECK(p.session.account()->total.carbon.total() > before);
  CHECK(p.session.model() == model);
  const Project project = readProject(p.county.project());
  const FactorLibrary edited = *p.session.factors();
  CHECK(p.session.account()->total.carbon.total() ==
        Approx(p.series(project, edited).series().scenarios[1].total().years[15].totalStock()).epsilon(1e-10));
  p.session.undoStack().undo();
  waitForFigures(p.session);
  CHECK(p.session.account()->total.carbon.total() == before);
}

TEST_CASE("Of years asked for in quick succession the last one is shown, and years outside are brought inside") {
  PlannedSession p;
  const QSignalSpy shown(&p.session.time(), &TimeAxis::shownChanged);
  for (int year = 2026; year <= 2055; ++year) p.session.showYear(year);
  REQUIRE(waitUntil([&] { return !p.session.time().busy(); }));
  CHECK(p.session.time().shown() == Moment{0, 2055});
  CHECK(shown.count() <= 2);
  p.session.showYear(3000);
  REQUIRE(waitUntil([&] { return !p.session.time().busy(); }));
  CHECK(p.session.time().shown().year == 2060);
  p.session.showYear(1);
  CHECK(p.session.time().shown() == p.session.time().base());
}

TEST_CASE("A year asked for while the model is read waits for it, so that map and figures agree") {
  const PlannedCounty county;
  Session session;
  bool read = false;
  QObject::connect(&session, &Session::projectChanged, [&] { session.showYear(2040); });
  QObject::connect(&session, &Session::modelChanged, [&] { read = true; });
  session.open(county.project());
  REQUIRE(waitUntil([&] { return read; }));
  REQUIRE(waitUntil([&] { return !session.time().busy(); }));
  CHECK(session.time().shown().year == 2040);
  REQUIRE(session.time().state()->carbon != nullptr);
  CHECK(session.time().state()->carbon->size() == session.model()->strata.size());
}

TEST_CASE("Without its layers a run's figures still go through the years") {
  const PlannedCounty county;
  std::filesystem::remove(county.folder() / "林地小班.gpkg");
  Session session;
  REQUIRE_FALSE(openAndWait(session, county.project()).empty());
  const double before = session.account()->total.carbon.total();
  showAndWait(session, {0, 2050});
  CHECK(session.account()->total.carbon.total() != before);
  for (const MapLayer& layer : session.layers().layers())
    CHECK_FALSE(std::holds_alternative<LiveContent>(layer.content));
}

TEST_CASE("A run that does not know the interventions of today follows the baseline alone") {
  const PlannedCounty county;
  std::ofstream(county.project(), std::ios::app)
      << "\n[[interventions]]\nname = \"二期\"\nsource = \"造林.gpkg\"\naction = \"harvest\"\nyear = 2035\n";
  Session session;
  REQUIRE(openAndWait(session, county.project()).empty());
  CHECK(session.time().scenariosAreOld());
  CHECK(session.time().scenarios() == std::vector<std::string>{"baseline"});
  showAndWait(session, {1, 2040});
  CHECK(session.time().shown() == Moment{0, 2040});
}

TEST_CASE("A map that keeps its year stays, follows the factors, and a difference is one of strata") {
  PlannedSession p;
  const QSignalSpy pinned(&p.session, &Session::mapPinned);
  p.session.addPinnedMap("stock", 1, {1, 2050}, Moment{0, 2050});
  REQUIRE(waitUntil([&] { return pinned.count() == 1; }));
  const int id = pinned[0][0].toInt();
  const auto content = [&] { return std::get<LiveContent>(p.session.layers().find(id)->content); };
  REQUIRE(content().carbon != nullptr);
  showAndWait(p.session, {1, 2050});
  const auto later = carbonOf(p.session);
  showAndWait(p.session, {0, 2050});
  const auto earlier = carbonOf(p.session);
  double changed = 0;
  for (std::size_t i = 0; i < later->size(); ++i) {
    CHECK((*content().carbon)[i].value.total() ==
          Approx((*later)[i].value.total() - (*earlier)[i].value.total()).margin(1e-9));
    changed += std::abs((*content().carbon)[i].value.total());
  }
  CHECK(changed > 0);
  const auto before = content().carbon;
  p.session.editFactor("pool.builtup.soil30", 200.0);
  REQUIRE(waitUntil([&] { return content().carbon != before; }));
  CHECK(p.session.layers().find(id)->name.contains("2050"));
}
