#include "app/viewer/canvas/LayerArt.h"

#include <QTimer>
#include <algorithm>
#include <cmath>

#include "app/viewer/canvas/LiveTiles.h"
#include "app/viewer/canvas/OverviewCache.h"
#include "app/viewer/canvas/TilePaint.h"
#include "app/viewer/canvas/VectorDraw.h"

namespace tanhui::viewer {
namespace {

/// A vector picture reaches this far beyond the view, as a share of it, so that a pan shows no bare edge.
constexpr double kMargin = 0.25;

constexpr int kLookFirst = 1500;  // ms before overviews are made

using StopFlagPtr = std::shared_ptr<std::atomic<bool>>;

/// What decides whether a layer must be opened anew.
bool sameSource(const MapLayer& a, const MapLayer& b) {
  return a.content == b.content && a.style.index() == b.style.index();
}

ViewState widened(const ViewState& view) {
  ViewState out = view;
  out.size = QSize(static_cast<int>(std::ceil(view.size.width() * (1 + 2 * kMargin))),
                   static_cast<int>(std::ceil(view.size.height() * (1 + 2 * kMargin))));
  return out;
}

}  // namespace

struct LayerArt::Entry {
  MapLayer layer;  ///< as it was last opened or styled
  bool opening = false, failed = false;
  bool vector = false;
  std::uint64_t opened = 0;  ///< which opening is awaited: answers to older ones come too late
  std::shared_ptr<const VectorShapes> shapes;
  // The picture of a vector layer, and the one being drawn.
  QImage picture;
  bool pictureStale = false;  ///< of features that were read anew since
  ViewState pictureView;
  VectorStyle pictureStyle;
  std::optional<ViewState> drawing;
  VectorStyle drawingStyle;
  StopFlagPtr stopDrawing;

  void stopDrawingNow() {
    if (stopDrawing) *stopDrawing = true;
    drawing.reset();
  }
  ~Entry() { stopDrawingNow(); }
};

LayerArt::LayerArt(Session& session, QObject* parent) : QObject(parent), session_(session) {
  connect(&tiles_, &TileStore::ready, this, &LayerArt::tilesCame);
  connect(&tiles_, &TileStore::failed, this, [this](int layer, const Error& fault) { fail(layer, {fault}); });
  connect(&session_.layers(), &LayerList::changed, this, &LayerArt::sync);
  connect(&session_, &Session::projectChanged, this, [this] {
    openAhead();
    sync();
    tiles_.forgetUnused();  // what a model gone by now evaluated must not be found under another's
    reopenAll();
  });
  connect(&session_, &Session::modelChanged, this, [this] {
    openAhead();
    emit ready();
  });
  builders_.setMaxThreadCount(1);
  sync();
}

LayerArt::~LayerArt() { *stop_ = true; }

/// After a run the same files hold something else. What is the same as before is not read again (TileSource::dataKey).
void LayerArt::reopenAll() {
  for (const auto& [id, entry] : entries_)
    if (!entry->opening) open(id, *entry, entry->layer);
}

/// Brings what is open into line with the list: layers gone, new, of another content or style.
void LayerArt::sync() {
  const Crs& crs = session_.frame().crs;
  const bool otherMap = crs.known() != crs_.known() || (crs.known() && !crs.sameAs(crs_));
  crs_ = crs;
  std::set<int> there;
  for (const MapLayer& layer : session_.layers().layers()) {
    there.insert(layer.id);
    std::unique_ptr<Entry>& entry = entries_[layer.id];
    if (!entry || otherMap || !sameSource(entry->layer, layer)) {
      if (!layer.visible && (!entry || otherMap)) {  // opened when it is first shown
        entry.reset();
        entries_.erase(layer.id);
        tiles_.removeLayer(layer.id);
        continue;
      }
      if (otherMap) tiles_.removeLayer(layer.id);  // they lie where the former map had them
      auto fresh = std::make_unique<Entry>();
      if (entry && !otherMap) {
        fresh->picture = entry->picture;
        fresh->pictureView = entry->pictureView;
        fresh->pictureStale = true;
      }
      fresh->layer = layer;
      entry = std::move(fresh);
      open(layer.id, *entry, layer);
    } else if (entry->layer.style != layer.style) {
      if (const auto source = tiles_.source(layer.id)) tiles_.setLayer(layer.id, source, layer.style);
      entry->layer = layer;
    }
  }
  for (auto at = entries_.begin(); at != entries_.end();) {
    if (there.contains(at->first)) {
      ++at;
      continue;
    }
    tiles_.removeLayer(at->first);
    at = entries_.erase(at);
  }
  emit ready();
}

void LayerArt::open(int id, Entry& entry, const MapLayer& layer) {
  entry.opening = true;
  entry.vector = std::holds_alternative<VectorContent>(layer.content);
  entry.failed = false;
  entry.opened = ++openings_;
  const auto current = [this, id, opening = entry.opened]() -> Entry* {
    const auto found = entries_.find(id);
    return found != entries_.end() && found->second->opened == opening ? found->second.get() : nullptr;
  };
  if (entry.vector) {
    inBackground(
        this,
        [content = std::get<VectorContent>(layer.content), crs = crs_] {
          return std::make_shared<const VectorShapes>(readShapes(content, crs));
        },
        [this, id, current](Outcome<std::shared_ptr<const VectorShapes>> outcome) {
          Entry* opened = current();
          if (opened == nullptr) return;
          opened->opening = false;
          if (!outcome.value) return fail(id, outcome.faults);
          opened->shapes = std::move(*outcome.value);
          opened->pictureStale = true;
          opened->stopDrawingNow();
          emit ready();
        });
    return;
  }
  inBackground(
      this, [content = layer.content, style = layer.style, crs = crs_] { return makeTileSource(content, style, crs); },
      [this, id, current](Outcome<std::shared_ptr<const TileSource>> outcome) {
        Entry* opened = current();
        if (opened == nullptr) return;
        opened->opening = false;
        if (!outcome.value) return fail(id, outcome.faults);
        tiles_.setLayer(id, *outcome.value, opened->layer.style);
        buildMissingOverviews(opened->layer.content, std::holds_alternative<ClassStyle>(opened->layer.style));
        emit ready();
      });
}

void LayerArt::fail(int id, const Faults& faults) {
  if (const auto found = entries_.find(id); found != entries_.end()) {
    found->second->opening = false;
    found->second->failed = true;
  }
  session_.tell(faults);
  emit ready();
}

/// A raster without overviews gets some, in the user's cache folder; the layer is then opened anew through them.
void LayerArt::buildMissingOverviews(const Content& content, bool classes) {
  const auto* raster = std::get_if<RasterContent>(&content);
  if (raster == nullptr || !building_.insert(raster->file.string()).second) return;
  // The first look at it comes first.
  QTimer::singleShot(kLookFirst, this, [this, file = raster->file, classes] {
    inBackground(
        builders_, this,
        [file, classes, stop = stop_] { return wantsOverviews(file) && buildOverviews(file, classes, *stop); },
        [this, file](const Outcome<bool>& outcome) {
          building_.erase(file.string());
          if (!outcome.value) return session_.tell(outcome.faults);
          if (!*outcome.value) return;
          for (const auto& [id, entry] : entries_) {
            const auto* shown = std::get_if<RasterContent>(&entry->layer.content);
            if (shown != nullptr && shown->file == file) open(id, *entry, entry->layer);
          }
        });
  });
}

void LayerArt::request(const ViewState& view) {
  std::vector<TileKey> wanted, later;
  for (const MapLayer& layer : session_.layers().layers()) {
    if (!layer.visible || layer.opacity <= 0) {
      // Pictures of vectors are not within the limits of the tiles: only those that are seen are kept.
      if (const auto hidden = entries_.find(layer.id); hidden != entries_.end()) {
        hidden->second->stopDrawingNow();
        hidden->second->picture = {};
      }
      continue;
    }
    if (!entries_.contains(layer.id)) {
      auto entry = std::make_unique<Entry>();
      entry->layer = layer;
      open(layer.id, *entry, layer);
      entries_[layer.id] = std::move(entry);
      continue;
    }
    Entry& entry = *entries_[layer.id];
    if (entry.vector && entry.shapes && !entry.failed)
      drawVector(layer.id, entry, view, std::get<VectorStyle>(layer.style));
    const auto source = tiles_.source(layer.id);
    if (!source) continue;
    const TileRange seen =
        source->pyramid().tilesIn(view.box(), source->pyramid().levelFor(view.resolution / view.ratio));
    for (const Tile& tile : wantedTiles(view, source->pyramid())) {
      const bool rim = tile.level == seen.level && !seen.holds(tile) && tile != source->pyramid().root();
      (rim ? later : wanted).push_back({layer.id, tile});
    }
  }
  wanted.insert(wanted.end(), later.begin(), later.end());
  tiles_.setWanted(wanted);
}

/// Another year is coloured from the strata of the model.
void LayerArt::openAhead() {
  const bool wanted = session_.time().exists() && session_.model() != nullptr;
  ahead_ = wanted ? makeLiveTiles({session_.model(), nullptr, mapProducts().front(), 1}) : nullptr;
  tiles_.setAhead(ahead_, {});
}

void LayerArt::prepareYears(const ViewState& view) {
  if (!ahead_) return;
  const Pyramid& pyramid = ahead_->pyramid();
  const TileRange seen = pyramid.tilesIn(view.box(), pyramid.levelFor(view.resolution / view.ratio));
  std::vector<Tile> tiles;
  for (const Tile& tile : wantedTiles(view, pyramid))
    if (tile.level != seen.level || seen.holds(tile) || tile == pyramid.root()) tiles.push_back(tile);
  tiles_.setAhead(ahead_, tiles);
}

void LayerArt::drawVector(int id, Entry& entry, const ViewState& view, const VectorStyle& style) {
  const auto serves = [&](const ViewState& picture, const VectorStyle& drawn) {
    return drawn == style && picture.resolution == view.resolution && picture.ratio == view.ratio &&
           picture.box().holds(view.box());
  };
  if (!entry.picture.isNull() && !entry.pictureStale && serves(entry.pictureView, entry.pictureStyle)) return;
  if (entry.drawing && serves(*entry.drawing, entry.drawingStyle)) return;
  entry.stopDrawingNow();
  const StopFlagPtr stop = entry.stopDrawing = std::make_shared<std::atomic<bool>>(false);
  entry.drawing = widened(view);
  entry.drawingStyle = style;
  inBackground(
      this,
      [shapes = entry.shapes, style, wide = *entry.drawing, stop] {
        QImage image(wide.size * wide.ratio, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(wide.ratio);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        if (!drawShapes(painter, *shapes, style, wide, *stop)) return QImage();
        if (style.labels) drawLabels(painter, *shapes, wide);
        return image;
      },
      [this, id, stop](Outcome<QImage> outcome) {
        const auto found = entries_.find(id);
        if (*stop || found == entries_.end() || found->second->stopDrawing != stop) return;
        Entry& drawn = *found->second;
        if (!outcome.value) {
          drawn.drawing.reset();
          return fail(id, outcome.faults);
        }
        drawn.picture = std::move(*outcome.value);
        drawn.pictureStale = false;
        drawn.pictureView = *drawn.drawing;
        drawn.pictureStyle = drawn.drawingStyle;
        drawn.drawing.reset();
        emit ready();
      });
}

void LayerArt::paint(QPainter& painter, const ViewState& view, const MapLayer& layer) {
  const auto found = entries_.find(layer.id);
  if (found == entries_.end()) return;
  const double before = painter.opacity();
  painter.setOpacity(layer.opacity);
  const Entry& entry = *found->second;
  if (entry.vector && !entry.picture.isNull()) {
    const Box box = entry.pictureView.box();
    const QPointF a = view.toScreen({box.xmin, box.ymax}), b = view.toScreen({box.xmax, box.ymin});
    if (entry.pictureView.resolution == view.resolution) {
      const QPointF snapped(std::round(a.x() * view.ratio) / view.ratio, std::round(a.y() * view.ratio) / view.ratio);
      painter.drawImage(snapped, entry.picture);
    } else {
      painter.drawImage(QRectF(a, b), entry.picture);
    }
  } else if (const auto source = tiles_.source(layer.id)) {
    paintTiles(painter, view, source->pyramid(), [&](const Tile& tile) { return tiles_.image({layer.id, tile}); });
  }
  painter.setOpacity(before);
}

void LayerArt::paintAll(QPainter& painter, const ViewState& view, const std::function<bool(const MapLayer&)>& shown) {
  const std::vector<MapLayer>& layers = session_.layers().layers();
  for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer)
    if (layer->visible && shown(*layer)) paint(painter, view, *layer);
}

bool LayerArt::complete() const {
  for (const MapLayer& layer : session_.layers().layers()) {
    if (!layer.visible) continue;
    const auto found = entries_.find(layer.id);
    if (found == entries_.end() || found->second->opening || found->second->drawing) return false;
  }
  return tiles_.idle();
}

std::shared_ptr<const VectorShapes> LayerArt::shapes(int layer) const {
  const auto found = entries_.find(layer);
  return found == entries_.end() ? nullptr : found->second->shapes;
}

std::optional<LayerArt::SelectedShape> LayerArt::selectedShape() const {
  if (!session_.selection()) return std::nullopt;
  for (const auto& [id, entry] : entries_) {
    const auto* content = std::get_if<VectorContent>(&entry->layer.content);
    if (content == nullptr || content->zoneLayer != session_.selection()->layer || !entry->shapes) continue;
    const int index = entry->shapes->find(session_.selection()->id);
    if (index >= 0) return SelectedShape{entry->shapes, static_cast<std::size_t>(index)};
  }
  return std::nullopt;
}

}  // namespace tanhui::viewer
