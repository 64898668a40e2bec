#include "app/viewer/panels/parts/QtCanvas.h"

#include <QApplication>
#include <QClipboard>
#include <catch2/catch.hpp>

#include "app/viewer/panels/parts/DrawingView.h"
#include "geo/draw/Chart.h"

using namespace tanhui;
using namespace tanhui::viewer;

namespace {

constexpr Units kUnits{CarbonUnit::wanTC, AreaUnit::ha};

Drawing sampleChart(double width) {
  return barChart(
      {{"马尾松林", 2.34e6, 3e5, 0x41AB5D}, {"水田", 8.1e5, 1e5, 0xFEE391}, {"水库", -1.2e5, 2e4, 0x3288BD}},
      Quantity::stock, width);
}

QImage onQt(const Drawing& drawing, double scale, const Inks& inks = Inks::print()) {
  QImage image(static_cast<int>(std::ceil(drawing.width * scale)), static_cast<int>(std::ceil(drawing.height * scale)),
               QImage::Format_RGB32);
  image.fill(inks.background());
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(scale, scale);
  QtCanvas canvas(painter, kUnits, Language::zh, inks);
  drawing.paint(canvas);
  return image;
}

/// Share of pixels whose colours lie further apart than `tolerance` once both pictures are coarsened to blocks, so that
/// two ways of smoothing a letter's edge count as the same letter.
double difference(const QImage& a, const QImage& b, int block, int tolerance) {
  REQUIRE(a.size() == b.size());
  const QSize coarse(a.width() / block, a.height() / block);
  const QImage x =
      a.scaled(coarse, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).convertToFormat(QImage::Format_RGB32);
  const QImage y =
      b.scaled(coarse, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).convertToFormat(QImage::Format_RGB32);
  int differing = 0;
  for (int row = 0; row < coarse.height(); ++row)
    for (int col = 0; col < coarse.width(); ++col) {
      const QRgb p = x.pixel(col, row), q = y.pixel(col, row);
      if (std::abs(qRed(p) - qRed(q)) > tolerance || std::abs(qGreen(p) - qGreen(q)) > tolerance ||
          std::abs(qBlue(p) - qBlue(q)) > tolerance)
        ++differing;
    }
  return static_cast<double>(differing) / (coarse.width() * coarse.height());
}

QPalette darkPalette() {
  QPalette palette;
  palette.setColor(QPalette::Base, QColor(0x20, 0x24, 0x26));
  palette.setColor(QPalette::AlternateBase, QColor(0x2A, 0x2F, 0x31));
  palette.setColor(QPalette::Text, QColor(0xE6, 0xE9, 0xEA));
  return palette;
}

/// What was painted where the ink is: the box around all that is not background.
QRect inkBox(const QImage& image, QRgb background) {
  QRect box;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x)
      if (image.pixel(x, y) != background) box |= QRect(x, y, 1, 1);
  return box;
}

}  // namespace

TEST_CASE("A chart looks the same on the window's painter and in the report") {
  for (const Drawing& drawing :
       {sampleChart(420), shareBar({{"林地", 3, 0, 0x41AB5D}, {"耕地", 1, 0, 0xFEE391}}, Quantity::area, 420)}) {
    const std::string png = toPng(drawing, 2, kUnits, Language::zh);
    const QImage report = QImage::fromData(reinterpret_cast<const uchar*>(png.data()), static_cast<int>(png.size()));
    CHECK(difference(report.convertToFormat(QImage::Format_RGB32), onQt(drawing, 2), 6, 48) < 0.03);
  }
}

TEST_CASE("Text stands on its base line where its alignment says") {
  const auto box = [](Align align) {
    QImage image(200, 60, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    QtCanvas(painter, kUnits, Language::zh).text({100, 40}, {"HHHH"}, {20, false, align, 0x000000});
    painter.end();
    return inkBox(image, QColor(Qt::white).rgb());
  };
  const QRect left = box(Align::left), centre = box(Align::centre), right = box(Align::right);
  CHECK(left.left() >= 99);
  CHECK(right.right() <= 101);
  CHECK(std::abs(centre.center().x() - 100) <= 1);
  CHECK(std::abs(left.width() - right.width()) <= 1);
  CHECK(std::abs(left.bottom() - 39) <= 1);  // H has nothing below the line
  CHECK(left.height() == Approx(20 * 0.73).margin(2));
}

TEST_CASE("Bold is heavier, a halo shows around letters, a clip ends with unclip") {
  const auto dark = [](const TextStyle& style) {
    QImage image(120, 40, QImage::Format_RGB32);
    image.fill(Qt::gray);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QtCanvas(painter, kUnits, Language::zh).text({5, 30}, {"碳汇 12"}, style);
    painter.end();
    std::pair<int, int> count{0, 0};  // black, white
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x) {
        if (qGray(image.pixel(x, y)) < 60) ++count.first;
        if (qGray(image.pixel(x, y)) > 215) ++count.second;
      }
    return count;
  };
  const auto plainText = dark({20, false, Align::left, 0x000000}), bold = dark({20, true, Align::left, 0x000000});
  CHECK(bold.first > 1.2 * plainText.first);
  CHECK(plainText.second == 0);
  CHECK(dark({20, false, Align::left, 0x000000, true}).second > 100);

  QImage image(100, 100, QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  QtCanvas canvas(painter, kUnits, Language::zh);
  canvas.clip({10, 10, 20, 20});
  canvas.rectangle({0, 0, 50, 50}, 0x112233);
  canvas.unclip();
  CHECK(image.pixel(15, 15) == qRgb(0x11, 0x22, 0x33));
  CHECK(image.pixel(30, 30) == qRgb(255, 255, 255));
  canvas.rectangle({60, 60, 80, 80}, 0x445566);
  CHECK(image.pixel(70, 70) == qRgb(0x44, 0x55, 0x66));
  // Pixels fill their box, the first row on top.
  canvas.image({80, 0, 100, 20}, {1, 2, {0xFFFF0000u, 0xFF0000FFu}});
  CHECK(qRed(image.pixel(90, 2)) > 200);
  CHECK(qBlue(image.pixel(90, 17)) > 200);
  canvas.image({0, 0, 1, 1}, {});
}

TEST_CASE("On a dark window text is light, the rim of a whisker dark, and a class keeps its colour") {
  const Inks inks(darkPalette());
  CHECK(inks.dark());
  CHECK(inks(ink::kText) == QColor(0xE6, 0xE9, 0xEA));
  CHECK(inks(0xFFFFFF) == QColor(0x20, 0x24, 0x26));
  CHECK(inks(0x41AB5D) == QColor(0x41, 0xAB, 0x5D));
  CHECK(inks(ink::kMuted).lightness() > 120);
  CHECK(inks(ink::kRule).lightness() < inks(ink::kMuted).lightness());
  CHECK(inks(ink::kWarning).lightness() > 120);
  CHECK(Inks::print()(ink::kText) == QColor::fromRgb(ink::kText));
  const QImage image = onQt(sampleChart(300), 2, inks);
  CHECK(image.pixel(image.width() - 1, 0) == QColor(0x20, 0x24, 0x26).rgb());
  int white = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) white += image.pixel(x, y) == qRgb(255, 255, 255);
  CHECK(white == 0);
}

TEST_CASE("A view makes its drawing anew at its width, follows the units, and copies on white") {
  Wording words;
  DrawingView view(words);
  view.setPalette(darkPalette());
  std::vector<double> widths;
  view.setDrawing(
      [&](double width) {
        widths.push_back(width);
        return sampleChart(width);
      },
      "图");
  view.resize(400, 50);
  view.show();
  QCoreApplication::processEvents();
  const double narrow = widths.back();
  view.resize(800, 50);
  QCoreApplication::processEvents();
  CHECK(widths.back() == Approx(2 * narrow).epsilon(0.01));
  CHECK(view.height() >= view.drawing().height);
  CHECK(view.accessibleName() == "图");

  const QImage before = view.grab().toImage();
  words.setUnits({CarbonUnit::tCO2e, AreaUnit::mu});
  QCoreApplication::processEvents();
  CHECK(view.grab().toImage() != before);

  QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
  const QImage copied = QApplication::clipboard()->image();
  REQUIRE_FALSE(copied.isNull());
  CHECK(copied.width() == Approx(view.drawing().width * 3).margin(1));
  CHECK(copied.pixel(copied.width() - 1, 0) == qRgb(255, 255, 255));
}

TEST_CASE("A view tells where it was clicked, in the drawing's points") {
  Wording words;
  DrawingView view(words);
  view.setDrawing(sampleChart, "图");
  view.resize(400, 50);
  view.show();
  QCoreApplication::processEvents();
  QPointF at;
  QObject::connect(&view, &DrawingView::clicked, [&](QPointF where) { at = where; });
  QTest::mouseClick(&view, Qt::LeftButton, Qt::NoModifier, QPoint(200, view.height() / 2));
  CHECK(at.x() == Approx(view.drawing().width / 2).epsilon(0.02));
  CHECK(at.y() == Approx(view.drawing().height / 2).margin(1.5));
}
