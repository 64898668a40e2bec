#include "app/viewer/model/Session.h"

#include <fstream>

#include <QSignalSpy>
#include <catch2/catch.hpp>

#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

TEST_CASE("A project that was run opens with its account, its maps and its zones") {
  const SmallCounty county;
  Session session;
  REQUIRE(openAndWait(session, county.project()).empty());
  REQUIRE(session.account() != nullptr);
  CHECK(session.account()->total.areaHa == Approx(200).epsilon(1e-3));
  REQUIRE(session.zone({"乡镇", "A"}) != nullptr);
  CHECK(session.zone({"乡镇", "A"})->label == "甲镇");
  CHECK(session.zone({"乡镇", "C"}) == nullptr);
  REQUIRE(session.layers().rowCount() == 5);
  const std::vector<std::string> keys{"zones 乡镇", "stock", "flux", "uncertainty", "class"};
  for (std::size_t i = 0; i < keys.size(); ++i) CHECK(session.layers().layers()[i].projectKey == keys[i]);
  CHECK(session.frame().extent.xmin == Approx(600000));
  CHECK_FALSE(session.stale());
}

TEST_CASE("A project that was not run shows its layers as they are") {
  const SmallCounty county(false);
  Session session;
  REQUIRE(openAndWait(session, county.project()).empty());
  CHECK_FALSE(session.hasRun());
  CHECK(session.account() == nullptr);
  REQUIRE(session.layers().rowCount() == 3);
  CHECK_FALSE(session.frame().extent.empty());
}

TEST_CASE("A factor edited moves the account and makes the maps live, and undo takes it back") {
  const SmallCounty county;
  Session session;
  REQUIRE(openAndWait(session, county.project()).empty());
  const double before = session.account()->total.carbon.total();
  const std::uint32_t factor = session.factors()->require("pool.paddy.soil30");
  const double value = (*session.factors())[factor].value;

  session.editFactor("pool.paddy.soil30", 2 * value);
  waitForFigures(session);
  const double paddyHa = [&] {
    for (const ClassTotals& c : session.account()->classes)
      if (c.classKey == "paddy") return c.totals.areaHa;
    return 0.0;
  }();
  REQUIRE(paddyHa > 10);
  CHECK(session.account()->total.carbon.total() - before == Approx(paddyHa * value).epsilon(1e-9));
  CHECK(std::holds_alternative<LiveContent>(session.layers().layers()[1].content));

  session.undoStack().undo();
  CHECK(session.account()->total.carbon.total() == before);
  CHECK(std::holds_alternative<RasterContent>(session.layers().layers()[1].content));
  session.undoStack().redo();
  waitForFigures(session);
  CHECK(session.account()->total.carbon.total() > before);
  session.editFactor("pool.paddy.soil30", std::nullopt);
  CHECK(session.account()->total.carbon.total() == before);
}

TEST_CASE("An edit returns at once, of several the last counts, and the figures shown stay until its own are there") {
  const SmallCounty county;
  Session session;
  REQUIRE(openAndWait(session, county.project()).empty());
  const double before = session.account()->total.carbon.total();
  const double value = (*session.factors())[session.factors()->require("pool.paddy.soil30")].value;
  std::vector<double> shown;
  QObject::connect(&session, &Session::accountChanged,
                   [&] { shown.push_back(session.account() ? session.account()->total.carbon.total() : 0); });
  const QSignalSpy edited(&session, &Session::factorsEdited);
  for (const double times : {2.0, 3.0, 5.0}) session.editFactor("pool.paddy.soil30", times * value);
  CHECK(edited.count() == 3);
  CHECK(session.renewing());
  CHECK(session.editedFactors().at("pool.paddy.soil30") == 5 * value);
  CHECK(session.account()->total.carbon.total() == before);
  waitForFigures(session);
  REQUIRE(shown.size() == 1);
  // Soil grows with its figure: five times is four more of what one is.
  session.editFactor("pool.paddy.soil30", 2 * value);
  waitForFigures(session);
  CHECK(shown[0] - before == Approx(4 * (shown[1] - before)).epsilon(1e-9));

  // What is on its way when the factors are taken back, or the project is closed, never arrives.
  session.editFactor("pool.paddy.soil30", 7 * value);
  session.resetFactors();
  CHECK_FALSE(session.renewing());
  CHECK(session.account()->total.carbon.total() == before);
  session.editFactor("pool.paddy.soil30", 7 * value);
  session.close();
  CHECK_FALSE(session.renewing());
  const std::size_t count = shown.size();
  QThreadPool::globalInstance()->waitForDone();
  waitUntil([] { return false; }, 0.2);
  CHECK(session.account() == nullptr);
  CHECK(shown.size() == count);
}

TEST_CASE("A project with faults is told with each of them and leaves what was open") {
  const SmallCounty county;
  Session session;
  REQUIRE(openAndWait(session, county.project()).empty());
  const std::filesystem::path broken = county.folder() / "broken.toml";
  std::ofstream(broken) << "[project]\nnam = \"x\"\n";
  const Faults faults = openAndWait(session, broken);
  REQUIRE_FALSE(faults.empty());
  CHECK(faults[0].where().find("broken.toml") != std::string::npos);
  REQUIRE(session.project() != nullptr);
  CHECK(session.project()->name == "小县");
}

TEST_CASE("A layer removed from the disk after the run leaves the results standing") {
  const SmallCounty county;
  std::filesystem::remove(county.folder() / "林地小班.gpkg");
  Session session;
  const Faults faults = openAndWait(session, county.project());
  REQUIRE_FALSE(faults.empty());
  CHECK(session.account() != nullptr);
  CHECK(session.model() == nullptr);
}

TEST_CASE("A selection is told once") {
  Session session;
  const QSignalSpy spy(&session, &Session::selectionChanged);
  session.select(ZoneRef{"乡镇", "A"});
  session.select(ZoneRef{"乡镇", "A"});
  CHECK(spy.count() == 1);
  session.select(std::nullopt);
  CHECK(spy.count() == 2);
}
