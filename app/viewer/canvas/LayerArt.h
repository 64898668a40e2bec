#pragma once

#include <map>
#include <memory>
#include <set>

#include <QPainter>
#include <QThreadPool>

#include "app/viewer/canvas/TileStore.h"
#include "app/viewer/canvas/VectorShapes.h"
#include "app/viewer/canvas/ViewState.h"
#include "app/viewer/model/Session.h"

namespace tanhui::viewer {

/// What the layers of a session look like: opens their files in the background, has tiles and vector pictures made for
/// the view, and paints what is there. One for all views of a window.
class LayerArt : public QObject {
  Q_OBJECT

 public:
  explicit LayerArt(Session& session, QObject* parent = nullptr);
  ~LayerArt() override;

  /// Has everything made that the visible layers show of a view, the topmost first.
  void request(const ViewState& view);
  /// Paints what is there of a layer; nothing when nothing is.
  void paint(QPainter& painter, const ViewState& view, const MapLayer& layer);
  /// Paints the layers that `shown` picks, the lowest first.
  void paintAll(QPainter& painter, const ViewState& view, const std::function<bool(const MapLayer&)>& shown);

  /// Everything requested is there.
  bool complete() const;
  /// Where the project has years: the strata that a view would need to show another one, read when there is nothing
  /// else to do.
  void prepareYears(const ViewState& view);
  /// Features of a vector layer; null for others, and until they are read.
  std::shared_ptr<const VectorShapes> shapes(int layer) const;
  /// Of the zone selected: its layer's features and the index of it.
  struct SelectedShape {
    std::shared_ptr<const VectorShapes> shapes;
    std::size_t index = 0;
  };
  std::optional<SelectedShape> selectedShape() const;
  TileStore& tiles() { return tiles_; }

 signals:
  /// Something to paint has come; the view may need more.
  void ready();
  /// Tiles that the view asked for have come.
  void tilesCame();

 private:
  struct Entry;
  void sync();
  void reopenAll();
  void open(int id, Entry& entry, const MapLayer& layer);
  void drawVector(int id, Entry& entry, const ViewState& view, const VectorStyle& style);
  void fail(int id, const Faults& faults);
  void buildMissingOverviews(const Content& content, bool classes);
  void openAhead();

  Session& session_;
  TileStore tiles_;
  std::map<int, std::unique_ptr<Entry>> entries_;
  std::uint64_t openings_ = 0;
  std::set<std::string> building_;  ///< rasters whose overviews are being made
  std::shared_ptr<std::atomic<bool>> stop_ = std::make_shared<std::atomic<bool>>(false);
  QThreadPool builders_;  ///< of overviews, minutes each: not on the threads that all else waits for
  Crs crs_;
  std::shared_ptr<const TileSource> ahead_;  ///< of the model's strata, while no layer may show them yet
};

}  // namespace tanhui::viewer
