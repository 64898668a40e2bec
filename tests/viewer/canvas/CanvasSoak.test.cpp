// Anything at any time: ten thousand events on a map of the small county, the same each time.
#include <random>
#include <set>

#include <QTest>
#include <catch2/catch.hpp>

#include "app/viewer/canvas/MapCanvas.h"
#include "tests/support/TestData.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

namespace {

constexpr int kEvents = 10'000;

class Soak {
 public:
  explicit Soak(unsigned seed) : random_(seed) {
    canvas_.resize(300, 200);
    canvas_.show();
    tanhui::test::writeRaster(county_.folder() / "外来.tif",
                              {.cols = 900,
                               .rows = 700,
                               .x0 = 600000,
                               .y0 = 3201000,
                               .dx = 2,
                               .dy = 2,
                               .crs = "EPSG:4544",
                               .type = "Float32",
                               .value = [](int col, int row) { return col * 0.1 + row; }});
    tanhui::test::writeRaster(county_.folder() / "经纬.tif",
                              {.cols = 300,
                               .rows = 200,
                               .x0 = 106.0,
                               .y0 = 28.95,
                               .dx = 0.0001,
                               .dy = 0.0001,
                               .crs = "EPSG:4490",
                               .value = [](int col, int row) { return (col / 20 + row / 20) % 5; }});
    QObject::connect(&session_, &Session::failed, [this](const Faults& faults) { faults_ += faults.size(); });
  }

  void open() { REQUIRE(openAndWait(session_, county_.project()).empty()); }

  void step() {
    const int dice = below(100);
    if (dice < 25) return wheel();
    if (dice < 45) return mouse();
    if (dice < 60) return key();
    if (dice < 88) return layers();
    if (dice < 94) return switches();
    if (dice < 97) return drawing();
    rarely();
  }

  bool settles() {
    canvas_.zoomToAll();
    return waitUntil([&] { return !session_.busy() && canvas_.complete(); }, 30);
  }
  MapCanvas& canvas() { return canvas_; }
  Session& session() { return session_; }
  std::size_t faults() const { return faults_; }

 private:
  int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }
  double unit() { return std::uniform_real_distribution<double>(0, 1)(random_); }
  QPointF place() { return {unit() * canvas_.width(), unit() * canvas_.height()}; }
  int layer() {
    const auto& all = session_.layers().layers();
    return all.empty() ? 0 : all[static_cast<std::size_t>(below(static_cast<int>(all.size())))].id;
  }

  void wheel() {
    const QPointF at = place();
    QWheelEvent event(at, canvas_.mapToGlobal(at), {},
                      {0, below(3) == 0 ? 120 * (below(40) - 20) : 120 * (below(2) * 2 - 1)}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&canvas_, &event);
  }

  void mouse() {
    static constexpr std::array types{QEvent::MouseButtonPress, QEvent::MouseMove, QEvent::MouseMove,
                                      QEvent::MouseButtonRelease, QEvent::MouseButtonDblClick};
    static constexpr std::array buttons{Qt::LeftButton, Qt::LeftButton, Qt::MiddleButton, Qt::RightButton};
    const QPointF at = place();
    const Qt::MouseButton button = buttons[static_cast<std::size_t>(below(4))];
    QMouseEvent event(types[static_cast<std::size_t>(below(5))], at, canvas_.mapToGlobal(at), button, button,
                      below(5) == 0 ? Qt::ShiftModifier : Qt::NoModifier);
    QApplication::sendEvent(&canvas_, &event);
  }

  void key() {
    static constexpr std::array keys{Qt::Key_Left,  Qt::Key_Right, Qt::Key_Up,        Qt::Key_Down,   Qt::Key_Plus,
                                     Qt::Key_Minus, Qt::Key_Home,  Qt::Key_Backspace, Qt::Key_Escape, Qt::Key_Return};
    if (below(5) == 0) return below(2) == 0 ? canvas_.goBack() : canvas_.goForward();
    QTest::keyClick(&canvas_, keys[static_cast<std::size_t>(below(10))]);
  }

  void layers() {
    LayerList& list = session_.layers();
    switch (below(9)) {
      case 0:
        return list.setVisible(layer(), below(2) == 0);
      case 1:
        return list.setOpacity(layer(), below(5) / 4.0);
      case 2: {
        const MapLayer* each = list.find(layer());
        if (each == nullptr) return;
        Style style = each->style;
        if (auto* ramp = std::get_if<RampStyle>(&style)) ramp->range = {-unit() * 10, unit() * 300};
        if (auto* vector = std::get_if<VectorStyle>(&style))
          vector->width = 1 + below(3), vector->labels = below(2) == 0, vector->filled = below(2) == 0;
        return list.setStyle(each->id, style);
      }
      case 3:
        return list.setBand(layer(), 1 + below(6));
      case 4:
        return list.move(layer(), below(8));
      case 5:
        if (below(3) == 0) list.remove(layer());
        return;
      case 6:
        return below(3) == 0 ? session_.undoStack().redo() : session_.undoStack().undo();
      case 7:
        return add();
      default:
        return;
    }
  }

  void add() {
    if (session_.layers().rowCount() > 10) return;
    const char* names[] = {"外来.tif", "经纬.tif", "乡镇.gpkg", "林地小班.gpkg", "没有.tif"};
    const char* name = names[below(5)];
    if (std::string_view(name) == "没有.tif") {
      MapLayer none;
      none.content = RasterContent{county_.folder() / name, 1};
      none.style = RampStyle{};
      session_.layers().add(none);
      return;
    }
    for (const FoundLayer& found : layersOf((county_.folder() / name).string())) session_.layers().add(found.layer);
  }

  void switches() {
    switch (below(5)) {
      case 0:
        return session_.words().setLanguage(below(2) == 0 ? Language::zh : Language::en);
      case 1:
        return session_.words().setUnits(usualUnits(below(2) == 0 ? Language::zh : Language::en));
      case 2:
        return session_.select(below(2) == 0 ? std::optional(ZoneRef{"乡镇", below(2) == 0 ? "A" : "B"})
                                             : std::nullopt);
      case 3:
        return canvas_.zoomToSelection();
      default:
        canvas_.setMark(below(2) == 0 ? std::optional(canvas_.view().toMap(place())) : std::nullopt);
    }
  }

  void drawing() {
    switch (below(4)) {
      case 0: {
        std::vector<Point> points(static_cast<std::size_t>(below(6)));
        for (Point& p : points) p = canvas_.view().toMap(place());
        return canvas_.setDrawing(points);
      }
      case 1:
        return canvas_.setTool(static_cast<MapCanvas::Tool>(below(4)));
      case 2:
        return canvas_.setSwipe(MapCanvas::Swipe{unit(), layer(), layer()});
      default:
        return canvas_.setSwipe(std::nullopt);
    }
  }

  void rarely() {
    switch (below(6)) {
      case 0:
      case 1:
        if (session_.factors())
          session_.editFactor("pool.paddy.soil30", below(2) == 0 ? std::optional(unit() * 200) : std::nullopt);
        return;
      case 2:
        return canvas_.resize(170 + below(300), 130 + below(200));
      case 3:
        if (below(10) == 0) session_.reload();
        return;
      case 4:
        if (below(10) == 0) session_.open(county_.project());
        return;
      default:
        canvas_.grab();
    }
  }

  SmallCounty county_;
  Session session_;
  MapCanvas canvas_{session_};
  std::mt19937 random_;
  std::size_t faults_ = 0;
};

}  // namespace

TEST_CASE("Ten thousand events of any kind leave a map that works") {
  Soak soak(20'261'121);
  soak.open();
  for (int i = 0; i < kEvents; ++i) {
    soak.step();
    if (i % 7 == 0) QCoreApplication::processEvents(QEventLoop::AllEvents, 2);
  }
  CHECK(soak.settles());
  const TileStore::Statistics statistics = soak.canvas().art().tiles().statistics();
  CHECK(statistics.dataBytes + statistics.imageBytes <= std::size_t{450} << 20);

  // And it still shows a project.
  soak.open();
  CHECK(soak.settles());
  const QImage picture = soak.canvas().grab().toImage();
  std::set<QRgb> colours;
  for (int x = 0; x < picture.width(); ++x) colours.insert(picture.pixel(x, picture.height() / 2));
  CHECK(colours.size() > 2);
}
