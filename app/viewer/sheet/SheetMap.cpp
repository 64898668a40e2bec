#include "app/viewer/sheet/SheetMap.h"

#include <unordered_map>

#include "app/viewer/canvas/TilePaint.h"
#include "app/viewer/canvas/TileSource.h"
#include "app/viewer/canvas/VectorDraw.h"

namespace tanhui::viewer {
namespace {

QImage rasterImage(const MapLayer& layer, const Crs& crs, const ViewState& view) {
  const std::shared_ptr<const TileSource> source = makeTileSource(layer.content, layer.style, crs);
  const std::unique_ptr<TileReader> reader = source->open();
  QImage image(view.size * view.ratio, QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(view.ratio);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  paintTiles(painter, view, source->pyramid(),
             [&](const Tile& tile) { return source->colour(reader->read(tile), layer.style); });
  return image;
}

}  // namespace

std::vector<PreparedLayer> prepareLayers(const std::vector<MapLayer>& topmostFirst, const Crs& crs,
                                         const ViewState& view) {
  std::vector<PreparedLayer> out;
  for (auto layer = topmostFirst.rbegin(); layer != topmostFirst.rend(); ++layer) {
    if (!layer->visible || layer->opacity <= 0) continue;
    PreparedLayer prepared{*layer, {}, nullptr};
    if (const auto* content = std::get_if<VectorContent>(&layer->content))
      prepared.shapes = std::make_shared<const VectorShapes>(readShapes(*content, crs));
    else
      prepared.image = rasterImage(*layer, crs, view);
    out.push_back(std::move(prepared));
  }
  return out;
}

void paintLayer(QPainter& painter, const PreparedLayer& prepared, const ViewState& view) {
  painter.save();
  painter.setOpacity(prepared.layer.opacity);
  if (prepared.shapes) {
    const std::atomic<bool> never{false};
    const auto& style = std::get<VectorStyle>(prepared.layer.style);
    drawShapes(painter, *prepared.shapes, style, view, never);
    if (style.labels) drawLabels(painter, *prepared.shapes, view);
  } else {
    painter.drawImage(QRectF(QPointF(0, 0), QSizeF(view.size)), prepared.image);
  }
  painter.restore();
}

}  // namespace tanhui::viewer
