#include "app/viewer/panels/chart/TimeChart.h"
#include "geo/account/SavedRanges.h"

#include <QPushButton>
#include <QTest>
#include <catch2/catch.hpp>

#include "tests/viewer/CountyWindow.h"
#include "tests/viewer/Shots.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

namespace {

struct ChartWindow : CountyWindow<PlannedCounty> {
  TimeChart& chart() { return window.chartPanel().timeChart(); }
};

}  // namespace

TEST_CASE("The chart through time has a line for each scenario with the run's own range, and moves the year") {
  ChartWindow open;
  CHECK(open.chart().ranges().report() == nullptr);  // nothing is computed before somebody looks
  open.window.showPanel("years");
  open.settle();
  const std::shared_ptr<const SeriesReport> report = open.chart().ranges().report();
  REQUIRE(report != nullptr);
  CHECK(report->draws == 200);  // of the run's table, not drawn anew
  const LineChart& net = open.chart().net();
  REQUIRE(net.lines.size() == 2);
  CHECK(net.firstYear == 2025);
  CHECK(net.markedYear == 2025);
  REQUIRE(net.lines[1].values.size() == 36);
  REQUIRE(net.lines[1].low.size() == 36);
  for (std::size_t y = 0; y < 36; ++y) {
    CHECK(net.lines[1].values[y] == report->series.scenarios[1].total().years[y].lulucf());
    CHECK(net.lines[1].low[y] < net.lines[1].high[y]);
  }
  const LineChart& stock = open.chart().stock();
  CHECK(stock.lines[0].low.back() < stock.lines[0].values.back());
  CHECK(stock.lines[0].high.back() > stock.lines[0].values.back());

  auto& view = part<DrawingView>(open.window, "timeChartStock");
  double x = 0;
  while (x < view.drawing().width && yearAt(stock, view.drawing().width, x) != 2044) x += 0.5;
  REQUIRE(x < view.drawing().width);
  CHECK(view.isLink(QPointF(x, 20)));
  emit view.clicked(QPointF(x, 20));
  CHECK(open.window.session().time().wanted().year == 2044);
  CHECK(open.chart().stock().markedYear == 2044);
  open.settle();
  // The line goes through what the summary shows.
  CHECK(stock.lines[0].values[19] == Approx(open.window.session().account()->total.carbon.total()).epsilon(1e-10));
  open.window.session().select(ZoneRef{"乡镇", "B"});
  CHECK(open.chart().stock().lines[0].values[19] ==
        Approx(open.window.session().zone({"乡镇", "B"})->total.carbon.total()).epsilon(1e-10));
  CHECK_FALSE(open.chart().stock().lines[0].low.empty());
  useProgramFonts();
  shoot(open.window, "time-chart");
  open.window.setTheme(Theme::dark);
  shoot(open.window, "time-chart-dark");
  open.window.setTheme(Theme::light);
}

TEST_CASE("With other factors than the run's the ranges are drawn anew in the background") {
  ChartWindow open;
  open.window.showPanel("years");
  open.settle();
  const double before = open.chart().stock().lines[0].values.back();
  open.window.session().editFactor("pool.paddy.soil30", 150.0);
  REQUIRE(waitUntil([&] {
    const auto& report = open.chart().ranges().report();
    return report != nullptr && report->draws == 1000;
  }));
  CHECK(open.chart().stock().lines[0].values.back() != before);
  CHECK_FALSE(open.chart().stock().lines[0].low.empty());
  CHECK(open.faults.empty());
}

TEST_CASE("A table of other figures gives no ranges") {
  const PlannedCounty county;
  const Project project = readProject(county.project());
  const SavedRun run = *readSavedRun(project);
  const FactorLibrary factors = FactorLibrary::load(project.library, county.folder(), project.overrides);
  const auto report = [&](const FactorLibrary& library) {
    return ProjectSeries(project, library, {run.strata, run.lines, run.zones, {}, planOf(run, project)}).report(0, 1);
  };
  CHECK(withRangesOfRun(report(factors), project).has_value());
  CHECK_FALSE(withRangesOfRun(report(factors.withValues({{"ch4.paddy", 200.0}})), project).has_value());
  std::filesystem::resize_file(county.out() / "tables" / "series.csv", 3000);
  CHECK_FALSE(withRangesOfRun(report(factors), project).has_value());
  std::filesystem::remove(county.out() / "tables" / "series.csv");
  CHECK_FALSE(withRangesOfRun(report(factors), project).has_value());
}

TEST_CASE("Two moments are compared: maps that keep their year, totals of each, and their difference as a layer") {
  ChartWindow open;
  Session& session = open.window.session();
  const double base = session.account()->total.carbon.total();
  open.window.showPanel("compare");
  QApplication::processEvents();
  open.window.comparePanel().compareMoments("stock", 1, {0, 2025}, {1, 2060});
  REQUIRE(waitUntil([&] { return open.window.canvas().swipe().has_value(); }));
  REQUIRE(waitUntil([&] { return open.window.comparePanel().sums().has_value() && open.window.settled(); }));
  // All of the region lies in the view.
  CHECK(open.window.comparePanel().sums()->left == Approx(base).epsilon(1e-6));
  session.time().want({1, 2060});
  open.settle();
  const double later = session.account()->total.carbon.total();
  REQUIRE(waitUntil([&] { return open.window.comparePanel().sums().has_value(); }));
  CHECK(open.window.comparePanel().sums()->right == Approx(later).epsilon(1e-6));
  const int layers = session.layers().rowCount();
  QTest::mouseClick(&part<QPushButton>(open.window, "compareDifference"), Qt::LeftButton);
  REQUIRE(waitUntil([&] { return session.layers().rowCount() == layers + 1; }));
  const auto difference = std::ranges::find_if(session.layers().layers(), [](const MapLayer& layer) {
    const auto* content = std::get_if<LiveContent>(&layer.content);
    return content != nullptr && content->minus == Moment{0, 2025};
  });
  REQUIRE(difference != session.layers().layers().end());
  CHECK(difference->name.contains("2060"));
  CHECK(std::holds_alternative<VectorContent>(session.layers().layers().front().content));  // outlines stay on top
  open.settle();
  CHECK(open.faults.empty());
  useProgramFonts();
  shoot(open.window, "time-compare");
}
