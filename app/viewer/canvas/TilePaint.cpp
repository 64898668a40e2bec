#include "app/viewer/canvas/TilePaint.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace tanhui::viewer {
namespace {

constexpr int kBetween = 3;  // levels above what is seen: a picture of an eighth, there at once

/// Qt steps through an image in 65,536ths of its pixels, rounded down: an image of 256 cells of 200 pixels would end
/// half a cell off. So of large cells only those that are seen are drawn, and still larger ones are filled one by one.
constexpr double kLargeCell = 2, kFilledCell = 32;  // device pixels

/// Where a box of the map lies on the device, on whole pixels: two neighbours meet without a seam.
QRect deviceRect(const ViewState& view, const Box& box) {
  // Far beyond the view one place is as good as another, and an int holds it.
  const auto pixel = [](double at) { return static_cast<int>(std::lround(std::clamp(at, -1e9, 1e9))); };
  const QPointF a = view.toScreen({box.xmin, box.ymax}) * view.ratio,
                b = view.toScreen({box.xmax, box.ymin}) * view.ratio;
  const int x0 = pixel(a.x()), y0 = pixel(a.y());
  return {x0, y0, pixel(b.x()) - x0, pixel(b.y()) - y0};
}

Box common(const Box& a, const Box& b) {
  return {std::max(a.xmin, b.xmin), std::max(a.ymin, b.ymin), std::min(a.xmax, b.xmax), std::min(a.ymax, b.ymax)};
}

/// The part of an image that shows `box`, when all of it shows `all`.
QRectF partOf(const QImage& image, const Box& all, const Box& box) {
  const double sx = image.width() / (all.xmax - all.xmin), sy = image.height() / (all.ymax - all.ymin);
  return {(box.xmin - all.xmin) * sx, (all.ymax - box.ymax) * sy, (box.xmax - box.xmin) * sx,
          (box.ymax - box.ymin) * sy};
}

class TilePainter {
 public:
  TilePainter(QPainter& painter, const ViewState& view, const Pyramid& pyramid, const TileImages& images)
      : painter_(painter), view_(view), pyramid_(pyramid), images_(images) {}

  void paint(const Tile& tile) {
    if (drawOwn(tile)) return;
    if (tile.level > 0 && anyChild(tile)) {
      for (int i = 0; i < 4; ++i) {
        const Tile child{tile.level - 1, tile.x * 2 + i % 2, tile.y * 2 + i / 2};
        if (pyramid_.holds(child) && !drawOwn(child)) drawAncestor(child);
      }
      return;
    }
    drawAncestor(tile);
  }

 private:
  bool anyChild(const Tile& tile) const {
    for (int i = 0; i < 4; ++i)
      if (!images_({tile.level - 1, tile.x * 2 + i % 2, tile.y * 2 + i / 2}).isNull()) return true;
    return false;
  }

  bool drawOwn(const Tile& tile) {
    const QImage image = images_(tile);
    if (image.isNull()) return false;
    const Box box = pyramid_.box(tile);
    draw(image, box, box);
    return true;
  }

  void drawAncestor(const Tile& tile) {
    const Box box = pyramid_.box(tile);
    for (Tile ancestor = tile; ancestor.level + 1 < pyramid_.levels;) {
      ancestor = ancestor.parent();
      const QImage image = images_(ancestor);
      if (image.isNull()) continue;
      draw(image, pyramid_.box(ancestor), box);
      return;
    }
  }

  /// Draws `part` of the map from an image that shows `all`.
  void draw(const QImage& image, const Box& all, const Box& part) {
    const double dx = (all.xmax - all.xmin) / image.width(), dy = (all.ymax - all.ymin) / image.height();
    const double cell = dx / view_.resolution * view_.ratio;
    if (cell < kLargeCell) {
      painter_.drawImage(QRectF(deviceRect(view_, part)), image, partOf(image, all, part));
      return;
    }
    const Box seen = common(part, view_.box());
    if (seen.xmin > seen.xmax || seen.ymin > seen.ymax) return;
    const auto cellAt = [](double at, int count) { return std::clamp(static_cast<int>(at), 0, count - 1); };
    const int left = cellAt((seen.xmin - all.xmin) / dx, image.width()),
              right = cellAt((seen.xmax - all.xmin) / dx, image.width()) + 1,
              top = cellAt((all.ymax - seen.ymax) / dy, image.height()),
              bottom = cellAt((all.ymax - seen.ymin) / dy, image.height()) + 1;
    const auto cells = [&](int x0, int y0, int x1, int y1) {
      return common({all.xmin + x0 * dx, all.ymax - y1 * dy, all.xmin + x1 * dx, all.ymax - y0 * dy}, part);
    };
    if (cell < kFilledCell) {
      const Box shown = cells(left, top, right, bottom);
      painter_.drawImage(QRectF(deviceRect(view_, shown)), image, partOf(image, all, shown));
      return;
    }
    for (int y = top; y < bottom; ++y) {
      const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
      for (int x = left; x < right; ++x) {
        const QRect pixels = deviceRect(view_, cells(x, y, x + 1, y + 1)) & deviceView_;
        if (qAlpha(line[x]) != 0 && !pixels.isEmpty())
          painter_.fillRect(pixels, QColor::fromRgba(qUnpremultiply(line[x])));
      }
    }
  }

  QPainter& painter_;
  const ViewState& view_;
  const Pyramid& pyramid_;
  const TileImages& images_;
  const QRect deviceView_ = deviceRect(view_, view_.box()).adjusted(-1, -1, 1, 1);
};

}  // namespace

void paintTiles(QPainter& painter, const ViewState& view, const Pyramid& pyramid, const TileImages& images) {
  const int level = pyramid.levelFor(view.resolution / view.ratio);
  painter.save();
  painter.scale(1 / view.ratio, 1 / view.ratio);
  // Cells that are larger than pixels keep their edges; smaller ones are mixed.
  const double cell = pyramid.dx * std::ldexp(1, level) / view.resolution * view.ratio;
  painter.setRenderHint(QPainter::SmoothPixmapTransform, cell < 1.999);
  TilePainter tiles(painter, view, pyramid, images);
  const TileRange seen = pyramid.tilesIn(view.box(), level);
  for (int y = seen.y0; y < seen.y1; ++y)
    for (int x = seen.x0; x < seen.x1; ++x) tiles.paint({level, x, y});
  painter.restore();
}

std::vector<Tile> wantedTiles(const ViewState& view, const Pyramid& pyramid) {
  const Box box = view.box();
  if (!box.meets(pyramid.extent())) return {};
  const int level = pyramid.levelFor(view.resolution / view.ratio);
  std::vector<Tile> wanted{pyramid.root()};
  const auto add = [&](const TileRange& range, const TileRange& except) {
    const std::size_t start = wanted.size();
    for (int y = range.y0; y < range.y1; ++y)
      for (int x = range.x0; x < range.x1; ++x)
        if (!except.holds({range.level, x, y})) wanted.push_back({range.level, x, y});
    const double cx = (range.x0 + range.x1 - 1) / 2.0, cy = (range.y0 + range.y1 - 1) / 2.0;
    std::sort(wanted.begin() + static_cast<std::ptrdiff_t>(start), wanted.end(), [&](const Tile& a, const Tile& b) {
      return std::hypot(a.x - cx, a.y - cy) < std::hypot(b.x - cx, b.y - cy);
    });
  };
  if (level + kBetween < pyramid.levels - 1) add(pyramid.tilesIn(box, level + kBetween), {});
  const TileRange seen = pyramid.tilesIn(box, level);
  if (level < pyramid.levels - 1) add(seen, {});
  const double rim = kTilePixels * pyramid.dx * std::ldexp(1, level);
  const Box around{box.xmin - rim, box.ymin - rim, box.xmax + rim, box.ymax + rim};
  if (level < pyramid.levels - 1) add(pyramid.tilesIn(around, level), seen);
  return wanted;
}

}  // namespace tanhui::viewer
