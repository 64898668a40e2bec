#include "app/viewer/panels/run/RunPanel.h"

#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <catch2/catch.hpp>

#include "tests/support/TestData.h"
#include "tests/viewer/OpenedLinks.h"
#include "tests/viewer/Shots.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

namespace {

struct OpenRunPanel {
  SmallCounty county;
  Session session;
  Recent recent;
  RunPanel panel;

  explicit OpenRunPanel(bool ran)
      : county(ran), recent(QString::fromStdString((county.folder() / "recent.ini").string())), panel(session, recent) {
    useProgramFonts();
    recent.follow(session);
    panel.resize(340, 620);
    panel.show();
    REQUIRE(openAndWait(session, county.project()).empty());
  }
  QPushButton* button(const char* name) const { return panel.findChild<QPushButton*>(name); }
  QString label(const char* name) const { return panel.findChild<QLabel*>(name)->text(); }
  QStringList figures() const {
    QStringList out;
    for (const QLabel* figure : panel.findChildren<QLabel*>("run_figure")) out << figure->text();
    return out;
  }
};

}  // namespace

TEST_CASE("Without a project there is nothing to run") {
  const TempFolder folder;
  Session session;
  Recent recent(QString::fromStdString((folder.path() / "a.ini").string()));
  RunPanel panel(session, recent);
  CHECK_FALSE(panel.canRun());
  CHECK_FALSE(panel.findChild<QPushButton*>("run_start")->isEnabled());
  panel.run();
  CHECK_FALSE(panel.running());
}

TEST_CASE("The panel says what will be run, runs it and shows what came of it") {
  OpenRunPanel f(false);
  CHECK(f.label("run_name") == "小县");
  CHECK(f.label("run_grid").contains("100 × 50"));
  CHECK(f.label("run_layers").startsWith("2 "));
  CHECK(f.panel.findChild<QToolButton*>("run_link")->isVisible() == false);

  QSignalSpy ended(&f.panel, &RunPanel::ended), progressed(&f.panel, &RunPanel::progressed);
  QSignalSpy reloaded(&f.session, &Session::modelChanged);
  f.button("run_start")->click();
  CHECK(f.panel.running());
  CHECK_FALSE(f.button("run_start")->isEnabled());
  CHECK(f.button("run_cancel")->isVisible());
  REQUIRE(waitUntil([&] { return ended.count() == 1 && reloaded.count() == 1; }));
  CHECK(progressed.count() >= 4);
  CHECK(f.session.hasRun());
  CHECK(f.figures().front().startsWith("199.9"));  // ha of true area
  CHECK_FALSE(f.button("run_cancel")->isVisible());
  CHECK(f.label("run_end").startsWith("运行完成"));
  CHECK(f.panel.findChild<QListWidget*>("run_recent")->count() == 1);
  shoot(f.panel, "run_done_zh");
  f.session.words().setLanguage(Language::en);
  shoot(f.panel, "run_done_en");
}

TEST_CASE("The result follows the units of the window") {
  OpenRunPanel f(true);
  CHECK(f.figures().front().startsWith("199.9"));
  f.session.words().setUnits({CarbonUnit::tC, AreaUnit::mu});
  CHECK(f.figures().front().startsWith("2,999"));
}

TEST_CASE("A run that was cancelled leaves the results of before and can be resumed when tiles are done") {
  OpenRunPanel f(true);
  const QStringList before = f.figures();
  QSignalSpy ended(&f.panel, &RunPanel::ended);
  f.panel.run();
  f.panel.cancel();
  CHECK_FALSE(f.button("run_cancel")->isEnabled());
  REQUIRE(waitUntil([&] { return ended.count() == 1; }));
  CHECK(f.label("run_end").startsWith("运行已停止"));
  CHECK(f.figures() == before);
  CHECK(f.panel.canRun());
}

TEST_CASE("Tiles that a stopped run left offer to resume it") {
  const SmallCounty county(false);
  StopFlag stop{false};
  RunOptions options;
  options.threads = 1;
  CHECK_THROWS(run(
      readProject(county.project()), options, [&](const RunProgress& p) { stop = stop || p.done > 0; }, stop));
  Session session;
  Recent recent(QString::fromStdString((county.folder() / "recent.ini").string()));
  RunPanel panel(session, recent);
  panel.show();
  REQUIRE(openAndWait(session, county.project()).empty());
  REQUIRE(waitUntil([&] { return panel.canResume(); }));
  CHECK(panel.findChild<QPushButton*>("run_resume")->isVisible());
  panel.resume();
  REQUIRE(waitUntil([&] { return session.hasRun(); }));
  REQUIRE(waitUntil([&] { return !panel.canResume(); }));
}

TEST_CASE("A run that fails tells the session's faults and keeps the results of before") {
  OpenRunPanel f(true);
  std::filesystem::remove(f.county.folder() / "林地小班.gpkg");
  QSignalSpy failed(&f.session, &Session::failed), ended(&f.panel, &RunPanel::ended);
  f.panel.run();
  REQUIRE(waitUntil([&] { return ended.count() == 1; }));
  CHECK(failed.count() == 1);
  CHECK(f.session.account() != nullptr);
  CHECK(f.label("run_end").startsWith("运行失败"));
}

TEST_CASE("The links open what the run wrote") {
  OpenRunPanel f(true);
  const OpenedLinks opened;
  for (QToolButton* link : f.panel.findChildren<QToolButton*>("run_link")) {
    CHECK(link->isEnabled());
    link->click();
  }
  REQUIRE(opened.urls.size() == 4);
  CHECK(opened.urls[0].toLocalFile().endsWith("out/report.html"));
  CHECK(opened.urls[2].toLocalFile().endsWith("out/report.xlsx"));
}

TEST_CASE("A run of the list opens its project, and one that is gone cannot be chosen") {
  OpenRunPanel f(true);
  f.recent.note("/none/project.toml", "没有了", QDateTime::currentDateTime());
  f.recent.refresh();
  auto* runs = f.panel.findChild<QListWidget*>("run_recent");
  REQUIRE(waitUntil([&] { return runs->count() == 2 && !(runs->item(0)->flags() & Qt::ItemIsEnabled); }));
  QSignalSpy changed(&f.session, &Session::projectChanged);
  emit runs->itemActivated(runs->item(1));
  REQUIRE(waitUntil([&] { return changed.count() == 1; }));
}

TEST_CASE("A duration is told in minutes, rounded up") {
  CHECK(durationText(0) == "0:00");
  CHECK(durationText(59.1) == "1:00");
  CHECK(durationText(3600) == "1:00:00");
}

TEST_CASE("The panel in the middle of a run, in the dark") {
  OpenRunPanel f(true);
  const QPalette light = QApplication::palette();
  QApplication::setPalette(darkPalette());
  f.panel.run();
  shoot(f.panel, "run_running_dark");
  QApplication::setPalette(light);
  QSignalSpy ended(&f.panel, &RunPanel::ended);
  CHECK(waitUntil([&] { return ended.count() == 1; }));
}
