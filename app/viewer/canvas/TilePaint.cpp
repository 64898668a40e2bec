#include "app/viewer/canvas/TilePaint.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace tanhui::viewer {
namespace {

constexpr int kBetween = 3;  // levels above what is seen: a picture of an eighth, there at once

/// Where a box of the map lies on the device, on whole pixels: two neighbours meet without a seam.
QRect deviceRect(const ViewState& view, const Box& box) {
  const QPointF a = view.toScreen({box.xmin, box.ymax}) * view.ratio,
                b = view.toScreen({box.xmax, box.ymin}) * view.ratio;
  const int x0 = static_cast<int>(std::lround(a.x())), y0 = static_cast<int>(std::lround(a.y()));
  return {x0, y0, static_cast<int>(std::lround(b.x())) - x0, static_cast<int>(std::lround(b.y())) - y0};
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
        if (exists(child) && !drawOwn(child)) drawAncestor(child);
      }
      return;
    }
    drawAncestor(tile);
  }

 private:
  bool exists(const Tile& tile) const {
    const std::int64_t side = std::int64_t{kTilePixels} << tile.level;
    return tile.x * side < pyramid_.cols && tile.y * side < pyramid_.rows;
  }

  bool anyChild(const Tile& tile) const {
    for (int i = 0; i < 4; ++i)
      if (!images_({tile.level - 1, tile.x * 2 + i % 2, tile.y * 2 + i / 2}).isNull()) return true;
    return false;
  }

  bool drawOwn(const Tile& tile) {
    const QImage image = images_(tile);
    if (image.isNull()) return false;
    painter_.drawImage(deviceRect(view_, pyramid_.box(tile)), image);
    return true;
  }

  void drawAncestor(const Tile& tile) {
    const Box box = pyramid_.box(tile);
    for (Tile ancestor = tile; ancestor.level + 1 < pyramid_.levels;) {
      ancestor = ancestor.parent();
      const QImage image = images_(ancestor);
      if (image.isNull()) continue;
      painter_.drawImage(QRectF(deviceRect(view_, box)), image, partOf(image, pyramid_.box(ancestor), box));
      return;
    }
  }

  QPainter& painter_;
  const ViewState& view_;
  const Pyramid& pyramid_;
  const TileImages& images_;
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
