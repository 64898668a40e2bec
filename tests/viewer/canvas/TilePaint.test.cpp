#include "app/viewer/canvas/TilePaint.h"

#include <random>
#include <set>

#include <catch2/catch.hpp>

using namespace tanhui;
using namespace tanhui::viewer;

namespace {

Pyramid pyramidOf(std::int64_t cols, std::int64_t rows, double cell = 20) {
  return Pyramid::of({.crs = {}, .x0 = 600000, .y0 = 3'300'000, .dx = cell, .dy = cell, .cols = cols, .rows = rows});
}

QImage plain(QRgb premultiplied) {
  QImage image(kTilePixels, kTilePixels, QImage::Format_ARGB32_Premultiplied);
  image.fill(premultiplied);
  return image;
}

QImage paintedWith(const ViewState& view, const Pyramid& pyramid, const TileImages& images, double opacity = 1) {
  QImage canvas(view.size * view.ratio, QImage::Format_ARGB32_Premultiplied);
  canvas.setDevicePixelRatio(view.ratio);
  canvas.fill(Qt::transparent);
  QPainter painter(&canvas);
  painter.setOpacity(opacity);
  paintTiles(painter, view, pyramid, images);
  painter.end();
  return canvas;
}

struct Views {
  std::mt19937 random;
  double between(double low, double high) { return std::uniform_real_distribution<double>(low, high)(random); }
  int below(int count) { return std::uniform_int_distribution<int>(0, count - 1)(random); }

  ViewState any(const Pyramid& pyramid, double finest, double coarsest) {
    const Box all = pyramid.extent();
    ViewState view;
    view.size = QSize(150 + below(200), 100 + below(150));
    view.ratio = std::array{1.0, 1.5, 2.0}[static_cast<std::size_t>(below(3))];
    if (view.ratio == 1.5) view.size = view.size / 2 * 2;  // whole device pixels
    view.resolution = pyramid.dx * std::exp(between(std::log(finest), std::log(coarsest)));
    view.centre = {between(all.xmin, all.xmax), between(all.ymin, all.ymax)};
    return view;
  }
};

/// Pixels of the view surely inside the raster; on its rim a rounded edge decides.
QRect inside(const ViewState& view, const Pyramid& pyramid) {
  const Box root = pyramid.extent();
  const QPointF a = view.toScreen({root.xmin, root.ymax}) * view.ratio,
                b = view.toScreen({root.xmax, root.ymin}) * view.ratio;
  const QRectF whole(QPointF(std::ceil(a.x()) + 1, std::ceil(a.y()) + 1),
                     QPointF(std::floor(b.x()) - 1, std::floor(b.y()) - 1));
  const QSize pixels = view.size * view.ratio;
  return (whole & QRectF(QPointF(0, 0), QSizeF(pixels))).toAlignedRect() & QRect(QPoint(0, 0), pixels);
}

int pixelsNotOf(QRgb expected, const QImage& image, const QRect& where, int tolerance) {
  int wrong = 0;
  for (int y = where.top(); y <= where.bottom(); ++y) {
    const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
    for (int x = where.left(); x <= where.right(); ++x)
      if (std::abs(qAlpha(line[x]) - qAlpha(expected)) > tolerance) ++wrong;
  }
  return wrong;
}

}  // namespace

TEST_CASE("Every pixel is painted once, whatever the view and the ratio") {
  const Pyramid pyramid = pyramidOf(5000, 4000);
  const QImage half = plain(qPremultiply(qRgba(200, 100, 50, 128)));
  Views views{std::mt19937(7)};
  for (int i = 0; i < 150; ++i) {
    const ViewState view = views.any(pyramid, 0.002, 30);
    CAPTURE(i, view.centre.x, view.centre.y, view.resolution, view.ratio, view.size.width(), view.size.height());
    const QImage painted = paintedWith(view, pyramid, [&](const Tile&) { return half; });
    REQUIRE(pixelsNotOf(qRgba(0, 0, 0, 128), painted, inside(view, pyramid), 1) == 0);
  }
}

TEST_CASE("Stand-ins of other levels leave no seam and blend nowhere twice") {
  const Pyramid pyramid = pyramidOf(5000, 4000);
  const QImage half = plain(qPremultiply(qRgba(200, 100, 50, 128)));
  Views views{std::mt19937(8)};
  for (int i = 0; i < 150; ++i) {
    const ViewState view = views.any(pyramid, 0.02, 30);
    const int level = pyramid.levelFor(view.resolution / view.ratio);
    const unsigned salt = static_cast<unsigned>(views.below(1000));
    // The root is always there; of the others a third, at random but the same each time they are asked for.
    const auto some = [&](const Tile& tile) {
      const std::size_t dice = (std::hash<Tile>()(tile) ^ salt) * 0x9E3779B97F4A7C15ULL >> 40;
      return tile == pyramid.root() || (std::abs(tile.level - level) <= 2 && dice % 3 == 0) ? half : QImage();
    };
    CAPTURE(i, view.centre.x, view.centre.y, view.resolution, view.ratio, view.size.width(), view.size.height());
    REQUIRE(pixelsNotOf(qRgba(0, 0, 0, 128), paintedWith(view, pyramid, some), inside(view, pyramid), 1) == 0);
  }
}

TEST_CASE("The opacity of a layer holds for all of it") {
  const Pyramid pyramid = pyramidOf(2000, 2000);
  const QImage full = plain(qRgba(10, 200, 30, 255));
  Views views{std::mt19937(9)};
  for (int i = 0; i < 30; ++i) {
    const ViewState view = views.any(pyramid, 0.005, 10);
    const QImage painted = paintedWith(
        view, pyramid, [&](const Tile&) { return full; }, 0.5);
    REQUIRE(pixelsNotOf(qRgba(0, 0, 0, 128), painted, inside(view, pyramid), 1) == 0);
  }
}

TEST_CASE("A pixel of the screen shows the cell that lies under it, however near") {
  const Pyramid pyramid = pyramidOf(256, 256);
  QImage cells = plain(0);
  for (int y = 0; y < kTilePixels; ++y)
    for (int x = 0; x < kTilePixels; ++x) cells.setPixel(x, y, qRgb(x, y, 0));
  Views views{std::mt19937(10)};
  for (int i = 0; i < 150; ++i) {
    const ViewState view = views.any(pyramid, 0.0005, 0.4);
    const QImage painted = paintedWith(view, pyramid, [&](const Tile&) { return cells; });
    const QRect where = inside(view, pyramid);
    CAPTURE(i, view.centre.x, view.centre.y, view.resolution, view.ratio);
    for (int n = 0; n < 200 && !where.isEmpty(); ++n) {
      const QPoint at = where.topLeft() + QPoint(views.below(where.width()), views.below(where.height()));
      const Point map = view.toMap(QPointF(at.x() + 0.5, at.y() + 0.5) / view.ratio);
      const double col = (map.x - pyramid.x0) / pyramid.dx, row = (pyramid.y0 - map.y) / pyramid.dy;
      const double pixel = view.resolution / view.ratio / pyramid.dx;  // in cells: edges may be a pixel or two off
      const QRgb shown = painted.pixel(at);
      CAPTURE(at.x(), at.y(), col, row);
      REQUIRE(qRed(shown) >= std::floor(col - 1.6 * pixel));
      REQUIRE(qRed(shown) <= std::floor(col + 1.6 * pixel));
      REQUIRE(qGreen(shown) >= std::floor(row - 1.6 * pixel));
      REQUIRE(qGreen(shown) <= std::floor(row + 1.6 * pixel));
    }
  }
}

TEST_CASE("Nothing is painted beyond the view or where no tile is there, and no view is too near or too far") {
  const Pyramid pyramid = pyramidOf(5000, 4000);
  const QImage full = plain(qRgba(10, 200, 30, 255));
  ViewState view{{600010, 3'299'990}, 20, QSize(200, 100), 1};
  const QImage none = paintedWith(view, pyramid, [](const Tile&) { return QImage(); });
  CHECK(pixelsNotOf(0, none, none.rect(), 0) == 0);
  for (const double resolution : {1e-7, 1e-3, 1e6}) {
    view.resolution = resolution;
    const QImage painted = paintedWith(view, pyramid, [&](const Tile&) { return full; });
    CHECK(qAlpha(painted.pixel(100, 50)) == (resolution < 1 ? 255 : 0));
  }
}

TEST_CASE("What a view needs holds all that it shows, the root first, and nothing twice") {
  const Pyramid pyramid = pyramidOf(5000, 4000);
  Views views{std::mt19937(11)};
  for (int i = 0; i < 100; ++i) {
    const ViewState view = views.any(pyramid, 0.02, 60);
    const std::vector<Tile> wanted = wantedTiles(view, pyramid);
    REQUIRE(wanted.front() == pyramid.root());
    std::set<Tile> each(wanted.begin(), wanted.end());
    CHECK(each.size() == wanted.size());
    for (const Tile& tile : wanted) CHECK(pyramid.holds(tile));
    const TileRange seen = pyramid.tilesIn(view.box(), pyramid.levelFor(view.resolution / view.ratio));
    for (int y = seen.y0; y < seen.y1; ++y)
      for (int x = seen.x0; x < seen.x1; ++x) CHECK(each.contains({seen.level, x, y}));
  }
  CHECK(wantedTiles(ViewState{{0, 0}, 1, QSize(100, 100), 1}, pyramid).empty());
}
