#include <QPainter>
#include <cstdlib>

#include <catch2/catch.hpp>

#include "app/viewer/app/MainWindow.h"
#include "app/viewer/sheet/SheetExport.h"
#include "tests/viewer/Support.h"

// Pictures kept in tests/golden/viewer. TANHUI_GOLDEN=write makes them anew: look at each before it is committed.

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

namespace {

constexpr int kTolerance = 48;        // of a channel: another rasterizer rounds edges otherwise
constexpr double kMostDiffer = 0.02;  // share of pixels beyond it

/// The share of pixels that differ by more than the tolerance in a channel.
double difference(const QImage& a, const QImage& b) {
  if (a.size() != b.size()) return 1;
  std::int64_t differ = 0;
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) {
      const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
      const int most =
          std::max({std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)), std::abs(qBlue(p) - qBlue(q))});
      if (most > kTolerance) ++differ;
    }
  }
  return static_cast<double>(differ) / (static_cast<double>(a.width()) * a.height());
}

void requireGolden(const QImage& image, const std::string& name) {
  const std::filesystem::path file = std::filesystem::path(TANHUI_SOURCE_DIR) / "tests/golden/viewer" / (name + ".png");
  if (const char* mode = std::getenv("TANHUI_GOLDEN"); mode != nullptr && std::string(mode) == "write") {
    std::filesystem::create_directories(file.parent_path());
    REQUIRE(image.save(QString::fromStdString(file.string())));
  }
  const QImage kept(QString::fromStdString(file.string()));
  INFO(file);
  REQUIRE_FALSE(kept.isNull());
  CHECK(difference(image.convertToFormat(QImage::Format_RGB32), kept.convertToFormat(QImage::Format_RGB32)) <
        kMostDiffer);
}

QImage windowImage(const SmallCounty& county, Language language, Theme theme) {
  MainWindow window;
  window.session().words().setLanguage(language);
  window.session().words().setUnits(usualUnits(language));
  window.setTheme(theme);
  window.resize(1100, 720);
  window.show();
  window.openProject(county.project());
  REQUIRE(waitUntil([&] { return window.session().model() != nullptr && window.settled(); }));
  window.session().select(ZoneRef{"乡镇", "A"});
  REQUIRE(waitUntil([&] { return window.settled(); }));
  QImage image(window.size(), QImage::Format_RGB32);
  window.render(&image);
  window.setTheme(Theme::light);
  return image;
}

/// A later year of a scenario.
QImage yearImage(const PlannedCounty& county) {
  MainWindow window;
  window.session().words().setUnits(usualUnits(Language::zh));
  window.setTheme(Theme::light);
  window.resize(1100, 720);
  window.show();
  window.openProject(county.project());
  REQUIRE(waitUntil([&] { return window.session().model() != nullptr && window.settled(); }));
  window.session().time().want({1, 2046});
  REQUIRE(waitUntil([&] { return window.settled(); }));
  QImage image(window.size(), QImage::Format_RGB32);
  window.render(&image);
  return image;
}

QImage sheetPicture(const SmallCounty& county, Language language) {
  Session session;
  session.words().setLanguage(language);
  session.words().setUnits(usualUnits(language));
  REQUIRE(openAndWait(session, county.project()).empty());
  SheetChoice choice = usualChoice(session, session.words());
  choice.dpi = 72;
  SheetRequest request = sheetRequest(session, choice, session.frame().extent);
  request.footer = "Tanhui";  // no date
  return sheetImage(makeSheet(request), session.layers(), session.words(), 72);
}

}  // namespace

// One after the other in one test: the first window of a program still gets its style while it is made.
TEST_CASE("The window looks as kept: Chinese and light, English and dark, a later year of a scenario") {
  const SmallCounty county;
  requireGolden(windowImage(county, Language::zh, Theme::light), "window-zh-light");
  requireGolden(windowImage(county, Language::en, Theme::dark), "window-en-dark");
  requireGolden(yearImage(PlannedCounty()), "window-year-zh");
}

TEST_CASE("The sheet looks as kept: Chinese and English") {
  const SmallCounty county;
  requireGolden(sheetPicture(county, Language::zh), "sheet-zh");
  requireGolden(sheetPicture(county, Language::en), "sheet-en");
}

TEST_CASE("A picture that differs is noticed") {
  QImage a(200, 100, QImage::Format_RGB32);
  a.fill(Qt::white);
  QImage b = a;
  CHECK(difference(a, b) == 0);
  QPainter(&b).fillRect(0, 0, 20, 100, Qt::red);
  CHECK(difference(a, b) == Approx(0.1));
}
