#include "app/viewer/app/MainWindow.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <catch2/catch.hpp>

#include "app/viewer/app/Unattended.h"
#include "geo/ask/ExplainText.h"
#include "tests/viewer/CountyWindow.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

namespace {

struct OpenWindow : CountyWindow<SmallCounty> {
  void click(Point at) {
    QTest::mouseClick(&window.canvas(), Qt::LeftButton, {}, window.canvas().view().toScreen(at).toPoint());
  }
};

constexpr Point kStand{600411, 3200311};  // in the stand of Masson pine, in town A
const std::vector<Point> kPolygon{{600000, 3200000}, {601000, 3200000}, {601000, 3201000}, {600000, 3201000}};

}  // namespace

TEST_CASE("A click tells what the place holds, word for word as explain does, and selects its zone") {
  OpenWindow open;
  open.click(kStand);
  auto& arithmetic = open.child<QPlainTextEdit>("identifyArithmetic");
  REQUIRE(waitUntil([&] { return arithmetic.toPlainText().contains("马尾松"); }));
  REQUIRE(open.window.session().selection().has_value());
  CHECK(*open.window.session().selection() == ZoneRef{"乡镇", "A"});
  const Explanation expected = explainAt(*open.window.session().model(), kStand.x, kStand.y);
  // The click falls on a pixel of the screen: near the point, in its cell.
  CHECK(arithmetic.toPlainText().toStdString() == explanationText(expected, Language::zh, 20));
  CHECK(open.faults.empty());
}

TEST_CASE("A polygon drawn on the map is asked about at once, and undo takes it back") {
  OpenWindow open;
  open.window.canvas().setTool(MapCanvas::Tool::drawPolygon);
  for (const Point& p : {Point{600200, 3200700}, Point{600700, 3200700}, Point{600700, 3200900}}) open.click(p);
  QTest::keyClick(&open.window.canvas(), Qt::Key_Return);
  REQUIRE(waitUntil([&] { return open.window.whatIfPanel().result() != nullptr; }));
  CHECK(open.window.whatIfPanel().result()->areaHa == Approx(5.0).epsilon(0.02));
  CHECK(open.window.canvas().tool() == MapCanvas::Tool::pan);

  open.window.session().undoStack().undo();
  CHECK(open.window.canvas().drawing().empty());
  REQUIRE(waitUntil([&] { return open.window.whatIfPanel().result() == nullptr; }));
  open.window.session().undoStack().redo();
  CHECK(open.window.canvas().drawing().size() == 3);
  REQUIRE(waitUntil([&] { return open.window.whatIfPanel().result() != nullptr; }));
}

TEST_CASE("What is planned is saved into the project and drawn when it is opened again") {
  OpenWindow open;
  open.window.canvas().setDrawing(kPolygon);
  REQUIRE(waitUntil([&] { return open.window.whatIfPanel().result() != nullptr; }));
  open.child<QLineEdit>("whatIfName").setText("造林一期");
  QTest::mouseClick(&open.child<QPushButton>("whatIfSave"), Qt::LeftButton);
  const Project saved = readProject(open.county.project());
  REQUIRE(saved.interventions.size() == 1);
  CHECK(saved.interventions[0].name == "造林一期");
  Session again;
  REQUIRE(openAndWait(again, open.county.project()).empty());
  CHECK(again.layers().layers().front().projectKey == "planned 造林一期");
}

TEST_CASE("Another action or a factor changed asks again") {
  OpenWindow open;
  open.window.canvas().setDrawing(kPolygon);
  REQUIRE(waitUntil([&] { return open.window.whatIfPanel().result() != nullptr; }));
  const double planted = open.window.whatIfPanel().result()->change.carbon.total();
  auto& action = open.child<QComboBox>("whatIfAction");
  action.setCurrentIndex(2);
  emit action.activated(2);
  REQUIRE(waitUntil([&] {
    const WhatIfResult* result = open.window.whatIfPanel().result();
    return result != nullptr && result->change.carbon.total() < planted;
  }));
  const double built = open.window.whatIfPanel().result()->change.carbon.total();
  open.window.session().editFactor("soc.builtup.of_before", 10.0);
  REQUIRE(waitUntil([&] {
    const WhatIfResult* result = open.window.whatIfPanel().result();
    return result != nullptr && result->change.carbon.total() > built + 1000;
  }));
}

TEST_CASE("Two maps are compared: a swipe, their totals over the view, and the difference as a layer") {
  OpenWindow open;
  const std::vector<MapLayer> layers = open.window.session().layers().layers();
  const auto layer = [&](const char* key) {
    return std::ranges::find(layers, std::string(key), &MapLayer::projectKey)->id;
  };
  open.window.showPanel("compare");
  open.window.comparePanel().compare(layer("stock"), layer("flux"));
  REQUIRE(open.window.canvas().swipe().has_value());
  REQUIRE(waitUntil([&] { return open.window.comparePanel().sums().has_value(); }));
  // All of the region lies in the view.
  const Totals& total = open.window.session().account()->total;
  CHECK(open.window.comparePanel().sums()->left == Approx(total.carbon.total()).epsilon(2e-3));
  CHECK(open.window.comparePanel().sums()->right == Approx(total.carbon.flux()).epsilon(2e-3));
  // The land counted, not the view around it.
  CHECK(open.window.comparePanel().sums()->leftHa == Approx(total.areaHa).epsilon(2e-3));
  CHECK(open.window.comparePanel().sums()->rightHa == Approx(total.areaHa).epsilon(2e-3));
  const int before = open.window.session().layers().rowCount();
  QTest::mouseClick(&open.child<QPushButton>("compareDifference"), Qt::LeftButton);
  REQUIRE(open.window.session().layers().rowCount() == before + 1);
  CHECK(std::holds_alternative<DifferenceContent>(open.window.session().layers().layers().front().content));
  REQUIRE(waitUntil([&] { return open.window.settled(); }));
  CHECK(open.faults.empty());
}

TEST_CASE("Language, units and theme switch live, everywhere") {
  OpenWindow open;
  open.window.session().words().setLanguage(Language::en);
  CHECK(open.window.windowTitle().contains("Tanhui"));
  CHECK(open.child<QAction>("viewer.menu.open").text() == "Open project…");
  open.window.session().words().setUnits({CarbonUnit::tCO2e, AreaUnit::mu});
  open.window.setTheme(Theme::dark);
  CHECK(open.window.palette().color(QPalette::Window).lightness() < 100);
  open.window.setTheme(Theme::light);
  open.window.session().words().setLanguage(Language::zh);
  CHECK(open.child<QAction>("viewer.menu.open").text() == "打开项目…");
}

TEST_CASE("A file removed while it is open is told, and the rest keeps working") {
  OpenWindow open;
  std::filesystem::remove(open.county.out() / "flux.tif");
  const std::vector<MapLayer> layers = open.window.session().layers().layers();
  for (const MapLayer& layer : layers)
    if (layer.projectKey == "flux") open.window.session().layers().setVisible(layer.id, true);
  REQUIRE(waitUntil([&] { return !open.faults.empty() && open.window.settled(); }));
  CHECK(open.faults.front().where().find("flux.tif") != std::string::npos);
  open.click(kStand);
  REQUIRE(waitUntil([&] { return open.child<QPlainTextEdit>("identifyArithmetic").toPlainText().contains("马尾松"); }));
}

TEST_CASE("Layers dropped on the map are added, what is no layer is told") {
  OpenWindow open;
  const int before = open.window.session().layers().rowCount();
  open.window.addSources({QString::fromStdString((open.county.folder() / "国土调查.gpkg").string())});
  REQUIRE(waitUntil([&] { return open.window.session().layers().rowCount() == before + 1; }));
  open.window.addSources({QString::fromStdString(open.county.project().replace_extension(".nix").string())});
  REQUIRE(waitUntil([&] { return !open.faults.empty(); }));
  CHECK(open.window.session().layers().rowCount() == before + 1);
}

TEST_CASE("The options of the command line find layers and zones, and say what they do not find") {
  OpenWindow open;
  Options options;
  options.layer = "class";
  options.zone = "乡镇:B";
  CHECK(applyOptions(open.window, options).empty());
  CHECK(*open.window.session().selection() == ZoneRef{"乡镇", "B"});
  options.layer = "nope";
  options.zone = "乡镇:Z";
  CHECK(applyOptions(open.window, options).size() == 2);
}

TEST_CASE("The window fits a small screen in either language") {
  OpenWindow open;
  for (const Language language : {Language::zh, Language::en}) {
    open.window.session().words().setLanguage(language);
    waitUntil([] { return false; }, 0.1);
    for (const QWidget* widget : open.window.findChildren<QWidget*>())
      if (widget->minimumSizeHint().width() > 340 || widget->minimumWidth() > 340)
        UNSCOPED_INFO(widget->metaObject()->className()
                      << " " << widget->objectName().toStdString() << " " << widget->minimumSizeHint().width() << " "
                      << widget->minimumWidth());
    CHECK(open.window.minimumSizeHint().width() <= 1024);
  }
}

TEST_CASE("The window may be closed while a project is being read") {
  const SmallCounty county;
  MainWindow window;
  window.show();
  window.openProject(county.project());
  window.close();
}
