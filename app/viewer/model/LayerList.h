#pragma once

#include <vector>

#include <QAbstractListModel>
#include <QUndoStack>

#include "app/viewer/model/MapLayer.h"
#include "app/viewer/model/Wording.h"

namespace tanhui::viewer {

/// The layers of the map, the topmost first: order, visibility and look, each change undoable. A list model for the
/// layer panel; the canvas reads layers().
class LayerList : public QAbstractListModel {
  Q_OBJECT

 public:
  enum Role { kIdRole = Qt::UserRole };

  LayerList(const Wording& words, QUndoStack& undo, QObject* parent = nullptr);

  const std::vector<MapLayer>& layers() const { return layers_; }
  const MapLayer* find(int id) const;
  QString displayName(const MapLayer& layer) const;

  /// On top of the others, or right above another. Returns the id that the layer was given.
  int add(MapLayer layer, int above = 0);
  void remove(int id);
  /// So that it stands at `row` in the list.
  void move(int id, int row);
  void rename(int id, const QString& name);
  void setVisible(int id, bool visible);
  /// 0..1; the steps of one drag are one step back.
  void setOpacity(int id, double opacity);
  void setStyle(int id, const Style& style);
  /// Shows bands[band - 1] of the layer.
  void setBand(int id, int band);

  /// The layers of a project come and go with it, and cannot be undone. With `keepLook`, a layer that was there before
  /// keeps its place, visibility, opacity, name and band.
  void setProjectLayers(std::vector<MapLayer> layers, bool keepLook);
  /// What a layer shows changes with something else (a factor, say), which is undoable itself.
  void setContent(int id, const Content& content);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
  QStringList mimeTypes() const override;
  QMimeData* mimeData(const QModelIndexList& indexes) const override;
  bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                    const QModelIndex& parent) override;

 signals:
  /// Anything of any layer: the map must be drawn anew.
  void changed();
  /// A step was taken back or done again: contents may be older than what they depend on.
  void restored();

 private:
  class Edit;
  int rowOf(int id) const;
  template <typename Change>
  void change(int id, std::string_view what, Change change, int mergeId = -1);
  void push(std::string_view what, std::vector<MapLayer> after, int mergeId = -1);
  void assign(std::vector<MapLayer> layers);

  const Wording& words_;
  QUndoStack& undo_;
  std::vector<MapLayer> layers_;
  int nextId_ = 1;
};

}  // namespace tanhui::viewer
