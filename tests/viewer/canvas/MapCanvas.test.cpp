#include "app/viewer/canvas/MapCanvas.h"

#include <fstream>
#include <set>

#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <catch2/catch.hpp>

#include "app/viewer/canvas/OverviewCache.h"
#include "tests/support/TestData.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

namespace {

/// The small county, shown on a canvas of 400 x 300.
struct Map {
  SmallCounty county;
  Session session;
  Faults opening = openAndWait(session, county.project());
  MapCanvas canvas{session};

  Map() {
    canvas.resize(400, 300);
    canvas.show();
    REQUIRE(opening.empty());
    REQUIRE(settled());
  }
  bool settled() {
    return waitUntil([&] { return canvas.complete(); });
  }
  int layer(const std::string& key) {
    for (const MapLayer& each : session.layers().layers())
      if (each.projectKey == key) return each.id;
    return 0;
  }
  QImage picture() {
    REQUIRE(settled());
    return canvas.grab().toImage().convertToFormat(QImage::Format_RGB32);
  }
  void wheel(QPointF at, int delta) {
    QWheelEvent event(at, canvas.mapToGlobal(at), {}, {0, delta}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(&canvas, &event);
  }
  void mouse(QEvent::Type type, QPointF at, Qt::MouseButton button = Qt::LeftButton, Qt::KeyboardModifiers keys = {}) {
    const bool moving = type == QEvent::MouseMove, released = type == QEvent::MouseButtonRelease;
    QMouseEvent event(type, at, canvas.mapToGlobal(at), moving ? Qt::NoButton : button,
                      released ? Qt::NoButton : Qt::MouseButtons(button), keys);
    QApplication::sendEvent(&canvas, &event);
  }
  void drag(QPointF from, QPointF to, Qt::MouseButton button = Qt::LeftButton, Qt::KeyboardModifiers keys = {}) {
    mouse(QEvent::MouseButtonPress, from, button, keys);
    mouse(QEvent::MouseMove, (from + to) / 2, button, keys);
    mouse(QEvent::MouseMove, to, button, keys);
    mouse(QEvent::MouseButtonRelease, to, button, keys);
  }
  void click(QPointF at, Qt::MouseButton button = Qt::LeftButton) {
    mouse(QEvent::MouseButtonPress, at, button);
    mouse(QEvent::MouseButtonRelease, at, button);
  }
  void key(Qt::Key key) { QTest::keyClick(&canvas, key); }
};

bool near(Point a, Point b, double within) { return std::hypot(a.x - b.x, a.y - b.y) < within; }

int colours(const QImage& image) {
  std::set<QRgb> seen;
  for (int y = 0; y < image.height(); y += 3)
    for (int x = 0; x < image.width(); x += 3) seen.insert(image.pixel(x, y));
  return static_cast<int>(seen.size());
}

}  // namespace

TEST_CASE("A project is shown whole, in its colours") {
  Map map;
  const Box all = map.session.frame().extent;
  CHECK(map.canvas.view().box().holds(all));
  CHECK(colours(map.picture()) > 3);
}

TEST_CASE("The wheel zooms at the cursor, two notches to double") {
  Map map;
  const ViewState before = map.canvas.view();
  const QPointF at(310, 70);
  map.wheel(at, 240);
  CHECK(map.canvas.view().resolution == Approx(before.resolution / 2));
  CHECK(near(map.canvas.view().toMap(at), before.toMap(at), 1e-6));
  map.wheel(at, -240);
  CHECK(map.canvas.view().resolution == Approx(before.resolution));
}

TEST_CASE("A drag pans, with the left and with the middle button, and is no click") {
  Map map;
  const QSignalSpy clicked(&map.canvas, &MapCanvas::clicked);
  for (const Qt::MouseButton button : {Qt::LeftButton, Qt::MiddleButton}) {
    const ViewState before = map.canvas.view();
    map.drag({100, 100}, {160, 130}, button);
    CHECK(near(map.canvas.view().toMap({160, 130}), before.toMap({100, 100}), before.resolution * 1e-6));
    CHECK(map.canvas.view().resolution == before.resolution);
  }
  CHECK(clicked.count() == 0);
}

TEST_CASE("A click tells its place, and a press that trembles is one") {
  Map map;
  const ViewState view = map.canvas.view();
  QList<QPointF> places;
  QObject::connect(&map.canvas, &MapCanvas::clicked, [&](const QPointF& at) { places << at; });
  map.click({120, 90});
  map.drag({200, 100}, {202, 101});
  REQUIRE(places.size() == 2);
  CHECK(places[0].x() == Approx(view.toMap({120, 90}).x));
  CHECK(places[0].y() == Approx(view.toMap({120, 90}).y));
  CHECK(map.canvas.view() == view);
  map.click({120, 90}, Qt::RightButton);
  CHECK(places.size() == 2);
}

TEST_CASE("Another button during a drag neither ends it nor clicks") {
  Map map;
  const QSignalSpy clicked(&map.canvas, &MapCanvas::clicked);
  const ViewState before = map.canvas.view();
  map.mouse(QEvent::MouseButtonPress, {100, 100});
  map.click({100, 100}, Qt::RightButton);
  map.mouse(QEvent::MouseMove, {150, 100});
  map.mouse(QEvent::MouseButtonRelease, {150, 100});
  CHECK(clicked.count() == 0);
  CHECK(near(map.canvas.view().toMap({150, 100}), before.toMap({100, 100}), 1e-6));
}

TEST_CASE("A box with Shift or with its tool is zoomed to, and a tiny one is not") {
  Map map;
  const ViewState before = map.canvas.view();
  map.drag({100, 100}, {103, 102}, Qt::LeftButton, Qt::ShiftModifier);
  CHECK(map.canvas.view() == before);
  map.drag({100, 90}, {200, 140}, Qt::LeftButton, Qt::ShiftModifier);
  CHECK(near(map.canvas.view().centre, before.toMap({150, 115}), 1e-6));
  CHECK(map.canvas.view().resolution == Approx(before.resolution / 4));
  map.canvas.setView(before);
  map.canvas.setTool(MapCanvas::Tool::zoomBox);
  map.drag({200, 140}, {100, 90});
  CHECK(map.canvas.view().resolution == Approx(before.resolution / 4));
}

TEST_CASE("A double click doubles at its place") {
  Map map;
  const ViewState before = map.canvas.view();
  map.mouse(QEvent::MouseButtonDblClick, {300, 200});
  CHECK(map.canvas.view().resolution == Approx(before.resolution / 2));
  CHECK(near(map.canvas.view().toMap({300, 200}), before.toMap({300, 200}), 1e-6));
}

TEST_CASE("The keys move, zoom and show all") {
  Map map;
  const ViewState start = map.canvas.view();
  map.key(Qt::Key_Right);
  CHECK(map.canvas.view().centre.x == Approx(start.centre.x + 80 * start.resolution));
  map.key(Qt::Key_Left);
  map.key(Qt::Key_Up);
  CHECK(map.canvas.view().centre.y == Approx(start.centre.y + 60 * start.resolution));
  map.key(Qt::Key_Down);
  CHECK(near(map.canvas.view().centre, start.centre, 1e-6));
  map.key(Qt::Key_Plus);
  map.key(Qt::Key_Equal);
  CHECK(map.canvas.view().resolution == Approx(start.resolution / 2));
  map.key(Qt::Key_Minus);
  CHECK(map.canvas.view().resolution == Approx(start.resolution / std::sqrt(2.0)));
  map.key(Qt::Key_Home);
  CHECK(map.canvas.view().resolution == Approx(start.resolution));
  CHECK(near(map.canvas.view().centre, start.centre, 1e-6));
}

TEST_CASE("Back and forward go through the views that rested, also at once after a move") {
  Map map;
  const ViewState first = map.canvas.view();
  map.canvas.zoomBy(4);
  const ViewState second = map.canvas.view();
  map.canvas.goBack();  // before the view has rested
  CHECK(map.canvas.view() == first);
  map.canvas.goForward();
  CHECK(map.canvas.view() == second);
  map.canvas.goForward();
  CHECK(map.canvas.view() == second);
  map.key(Qt::Key_Right);
  const ViewState third = map.canvas.view();
  map.canvas.goBack();
  CHECK(map.canvas.view() == second);
  map.canvas.goBack();
  CHECK(map.canvas.view() == first);
  map.canvas.goBack();
  CHECK(map.canvas.view() == first);
  map.canvas.goForward();
  map.canvas.goForward();
  CHECK(map.canvas.view() == third);
}

TEST_CASE("Back after the window found its size shows the map as it first was") {
  SmallCounty county;
  Session session;
  REQUIRE(openAndWait(session, county.project()).empty());
  MapCanvas canvas(session);
  canvas.resize(900, 700);
  canvas.show();
  const ViewState first = canvas.view();
  CHECK(first.size == QSize(900, 700));
  canvas.zoomBy(3);
  canvas.goBack();
  CHECK(canvas.view().resolution == first.resolution);
}

TEST_CASE("A resize keeps the place in the middle and the scale") {
  Map map;
  map.canvas.zoomBy(3);
  map.key(Qt::Key_Right);
  const ViewState before = map.canvas.view();
  map.canvas.resize(640, 200);
  CHECK(map.canvas.view().size == QSize(640, 200));
  CHECK(map.canvas.view().centre == before.centre);
  CHECK(map.canvas.view().resolution == before.resolution);
  // Also while the window is hidden.
  map.canvas.hide();
  map.canvas.resize(500, 500);
  map.canvas.show();
  CHECK(map.canvas.view().centre == before.centre);
  CHECK(map.canvas.view().resolution == before.resolution);
}

TEST_CASE("A polygon is drawn by clicks and ends with a double click, Enter or the right button") {
  Map map;
  const QSignalSpy drawn(&map.canvas, &MapCanvas::polygonDrawn);
  const QSignalSpy clicked(&map.canvas, &MapCanvas::clicked);
  for (int way = 0; way < 3; ++way) {
    map.canvas.setTool(MapCanvas::Tool::drawPolygon);
    map.click({100, 100});
    map.click({200, 100});
    map.click({200, 180});
    CHECK_FALSE(map.canvas.drawingClosed());
    if (way == 0) map.key(Qt::Key_Return);
    if (way == 1) map.click({300, 50}, Qt::RightButton);
    if (way == 2) {
      map.click({150, 200});
      map.mouse(QEvent::MouseButtonDblClick, {150, 200});
      map.mouse(QEvent::MouseButtonRelease, {150, 200});
    }
    CAPTURE(way);
    CHECK(drawn.count() == way + 1);
    CHECK(map.canvas.drawingClosed());
    CHECK(map.canvas.drawing().size() == (way == 2 ? 4 : 3));
    CHECK(near(map.canvas.drawing()[1], map.canvas.view().toMap({200, 100}), 1e-6));
    CHECK(map.canvas.tool() == MapCanvas::Tool::pan);
  }
  CHECK(clicked.count() == 0);
}

TEST_CASE("While drawing the map can be moved, a corner taken back, and all given up") {
  Map map;
  map.canvas.setTool(MapCanvas::Tool::drawPolygon);
  map.click({100, 100});
  map.drag({200, 200}, {230, 210});
  map.wheel({50, 50}, 120);
  CHECK(map.canvas.drawing().size() == 1);
  map.click({120, 180});
  map.key(Qt::Key_Backspace);
  CHECK(map.canvas.drawing().size() == 1);
  map.key(Qt::Key_Backspace);
  map.key(Qt::Key_Backspace);
  CHECK(map.canvas.drawing().empty());
  map.click({100, 100});
  map.click({110, 100});
  map.key(Qt::Key_Return);  // two corners are no area
  CHECK(map.canvas.drawing().empty());
  map.click({100, 100});
  map.key(Qt::Key_Escape);
  CHECK(map.canvas.drawing().empty());
  CHECK(map.canvas.tool() == MapCanvas::Tool::drawPolygon);
  map.key(Qt::Key_Escape);
  CHECK(map.canvas.tool() == MapCanvas::Tool::pan);
}

TEST_CASE("Esc lets the selection go, and a selection is zoomed to") {
  Map map;
  map.session.select(ZoneRef{"乡镇", "B"});
  REQUIRE(waitUntil([&] { return map.canvas.art().selectedShape().has_value(); }));
  map.canvas.zoomToSelection();
  const Box box = map.canvas.view().box();
  CHECK(box.holds({601111, 3200000, 602000, 3201000}));
  CHECK(map.canvas.view().centre.x == Approx((601111 + 602000) / 2.0));
  map.key(Qt::Key_Escape);
  CHECK_FALSE(map.session.selection());
  map.session.select(ZoneRef{"乡镇", "none"});
  const ViewState before = map.canvas.view();
  map.canvas.zoomToSelection();
  CHECK(map.canvas.view() == before);
}

TEST_CASE("A swipe shows one layer on either side, is dragged, and may end under the hand") {
  Map map;
  map.session.layers().setVisible(map.layer("class"), true);
  map.session.layers().setVisible(map.layer("stock"), true);
  map.session.layers().move(map.layer("stock"), 0);
  const QImage stock = map.picture();
  map.session.layers().setVisible(map.layer("stock"), false);
  const QImage classes = map.picture();
  map.session.layers().setVisible(map.layer("stock"), true);
  map.canvas.setSwipe(MapCanvas::Swipe{0.5, map.layer("stock"), map.layer("class")});
  const QImage both = map.picture();
  const QRect left(30, 80, 150, 120), right(220, 80, 130, 120);
  CHECK(both.copy(left) == stock.copy(left));
  CHECK(both.copy(right) == classes.copy(right));
  CHECK_FALSE(stock.copy(right) == classes.copy(right));
  const QSignalSpy swiped(&map.canvas, &MapCanvas::swipeChanged);
  const ViewState before = map.canvas.view();
  map.drag({200, 100}, {300, 120});
  CHECK(map.canvas.swipe()->at == Approx(0.75));
  CHECK(map.canvas.view() == before);
  CHECK(swiped.count() >= 2);
  map.mouse(QEvent::MouseButtonPress, {300, 100});
  map.canvas.setSwipe(std::nullopt);
  map.mouse(QEvent::MouseMove, {200, 100});
  map.mouse(QEvent::MouseButtonRelease, {200, 100});
  CHECK_FALSE(map.canvas.swipe());
}

TEST_CASE("Files dropped are told, addresses of the web are not") {
  Map map;
  QStringList files;
  QObject::connect(&map.canvas, &MapCanvas::filesDropped, [&](const QStringList& told) { files += told; });
  const auto drop = [&](const QUrl& url) {
    QMimeData mime;
    mime.setUrls({url});
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &mime, Qt::LeftButton, {});
    QApplication::sendEvent(&map.canvas, &enter);
    QDropEvent event({5, 5}, Qt::CopyAction, &mime, Qt::LeftButton, {});
    QApplication::sendEvent(&map.canvas, &event);
  };
  drop(QUrl::fromLocalFile("/数据/图.tif"));
  drop(QUrl("https://example.com/a.tif"));
  CHECK(files == QStringList{"/数据/图.tif"});
}

TEST_CASE("The cursor's place is told, and that it left") {
  Map map;
  QPointF at;
  QObject::connect(&map.canvas, &MapCanvas::hovered, [&](const QPointF& p) { at = p; });
  const QSignalSpy left(&map.canvas, &MapCanvas::left);
  map.mouse(QEvent::MouseMove, {33, 44}, Qt::NoButton);
  CHECK(at.x() == Approx(map.canvas.view().toMap({33, 44}).x));
  QEvent leave(QEvent::Leave);
  QApplication::sendEvent(&map.canvas, &leave);
  CHECK(left.count() == 1);
}

TEST_CASE("Opacity and visibility read nothing and colour nothing") {
  Map map;
  const QImage before = map.picture();
  const TileStore::Statistics first = map.canvas.art().tiles().statistics();
  map.session.layers().setOpacity(map.layer("stock"), 0.4);
  CHECK_FALSE(map.picture() == before);
  map.session.layers().setVisible(map.layer("stock"), false);
  map.picture();
  map.session.layers().setVisible(map.layer("stock"), true);
  map.session.layers().setOpacity(map.layer("stock"), 1);
  CHECK(map.picture() == before);
  const TileStore::Statistics last = map.canvas.art().tiles().statistics();
  CHECK(last.reads == first.reads);
  CHECK(last.colourings == first.colourings);
}

TEST_CASE("After a run the map shows the new files, where the window was") {
  Map map;
  map.canvas.zoomBy(2);
  const ViewState view = map.canvas.view();
  const QImage before = map.picture();
  const double value = (*map.session.factors())[map.session.factors()->require("pool.paddy.soil30")].value;
  std::ofstream(map.county.folder() / "local.csv")
      << fmt::format("key,value,source\npool.paddy.soil30,{},test\n", 3 * value);
  std::ofstream(map.county.project(), std::ios::app) << "\n[factors]\noverrides = \"local.csv\"\n";
  map.county.run();
  bool read = false;
  QObject::connect(&map.session, &Session::modelChanged, [&] { read = true; });
  map.session.reload();
  REQUIRE(waitUntil([&] { return read; }));
  CHECK(map.canvas.view() == view);
  // The same ramp over other figures.
  CHECK_FALSE(map.picture() == before);
  CHECK(map.canvas.art().tiles().statistics().reads > 0);
}

TEST_CASE("Another project is shown whole, wherever the window was") {
  Map map;
  map.canvas.zoomBy(50);
  const SmallCounty other;
  REQUIRE(openAndWait(map.session, other.project()).empty());
  CHECK(map.canvas.view().box().holds(map.session.frame().extent));
  map.session.close();
  map.canvas.zoomBy(2);
  map.canvas.grab();
  REQUIRE(openAndWait(map.session, map.county.project()).empty());
  CHECK(map.canvas.view().box().holds(map.session.frame().extent));
  CHECK(colours(map.picture()) > 3);
}

TEST_CASE("A raster that cannot be read is told, and the other layers are shown") {
  Map map;
  Faults told;
  QObject::connect(&map.session, &Session::failed,
                   [&](const Faults& faults) { told.insert(told.end(), faults.begin(), faults.end()); });
  MapLayer layer;
  layer.name = "gone";
  layer.content = RasterContent{map.county.folder() / "gone.tif", 1};
  layer.style = RampStyle{};
  map.session.layers().add(layer);
  layer.name = "no shapes";
  layer.content = VectorContent{sourceOf(map.county.folder() / "gone.gpkg"), {}, {}, {}};
  layer.style = VectorStyle{};
  map.session.layers().add(layer);
  CHECK(colours(map.picture()) > 3);
  REQUIRE(told.size() == 2);
  CHECK(told[0].where().find("gone") != std::string::npos);
  map.canvas.zoomBy(2);
  map.picture();
  CHECK(told.size() == 2);
}

TEST_CASE("A file that turns bad while it is shown is told once, and the rest keeps working") {
  Map map;
  map.session.layers().setVisible(map.layer("stock"), false);
  MapLayer layer;
  layer.name = "cut";
  const std::filesystem::path file = map.county.folder() / "cut.tif";
  std::uint32_t seed = 1;
  tanhui::test::writeRaster(
      file, {.cols = 2000,
             .rows = 2000,
             .x0 = 600000,
             .y0 = 3201000,
             .dx = 1,
             .dy = 1,
             .type = "Float32",
             .value = [&](int, int) { return static_cast<double>((seed = seed * 1103515245U + 12345U) & 0xFFFF); },
             .options = {"TILED=YES", "COMPRESS=DEFLATE"}});
  tanhui::test::truncateFile(file, 0.6);
  layer.content = RasterContent{file, 1};
  RampStyle style;
  style.range = {0, 65536};
  layer.style = style;
  Faults told;
  QObject::connect(&map.session, &Session::failed,
                   [&](const Faults& faults) { told.insert(told.end(), faults.begin(), faults.end()); });
  map.session.layers().add(layer);
  map.picture();
  for (int i = 0; i < 4; ++i) {
    map.canvas.zoomBy(1.7);
    map.picture();
  }
  CHECK(told.size() == 1);
  map.session.layers().setVisible(map.layer("flux"), true);
  map.canvas.zoomToAll();
  CHECK(colours(map.picture()) > 3);
}

TEST_CASE("A large raster gets overviews while it is looked at, and is then shown through them") {
  Map map;
  const std::filesystem::path file = map.county.folder() / "大图.tif";
  tanhui::test::writeRaster(file, {.cols = 4300,
                                   .rows = 4300,
                                   .x0 = 600000,
                                   .y0 = 3201000,
                                   .dx = 0.4,
                                   .dy = 0.4,
                                   .type = "Float32",
                                   .value = [](int col, int row) { return (col / 500) * 10 + row / 500; },
                                   .options = {"TILED=YES", "COMPRESS=DEFLATE"}});
  const int id = map.session.layers().add(layersOf(file.string()).front().layer);
  CHECK(colours(map.picture()) > 20);
  const std::string before = map.canvas.art().tiles().source(id)->dataKey();
  REQUIRE(waitUntil([&] { return map.canvas.art().tiles().source(id)->dataKey() != before; }, 60));
  CHECK_FALSE(cachedOverviews(file).empty());
  CHECK(colours(map.picture()) > 20);
}
