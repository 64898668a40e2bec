#include "app/viewer/model/LayerList.h"

#include <algorithm>

#include <QMimeData>
#include <QUndoCommand>

namespace tanhui::viewer {
namespace {

constexpr const char* kMime = "application/x-tanhui-layer";
constexpr int kOpacityMerge = 1000;  // + layer id: the merge id of opacity steps

bool sameRows(const std::vector<MapLayer>& a, const std::vector<MapLayer>& b) {
  return std::ranges::equal(a, b, {}, &MapLayer::id, &MapLayer::id);
}

}  // namespace

/// One change of the list: the list before and after. Layers are values, so there is nothing else to put back.
class LayerList::Edit : public QUndoCommand {
 public:
  Edit(LayerList& list, const QString& text, std::vector<MapLayer> after, int mergeId)
      : QUndoCommand(text), list_(list), before_(list.layers_), after_(std::move(after)), mergeId_(mergeId) {}

  void undo() override {
    list_.assign(before_);
    emit list_.restored();
  }
  void redo() override {
    list_.assign(after_);
    if (done_) emit list_.restored();
    done_ = true;
  }
  int id() const override { return mergeId_; }
  bool mergeWith(const QUndoCommand* other) override {
    after_ = static_cast<const Edit*>(other)->after_;
    return true;
  }

 private:
  LayerList& list_;
  std::vector<MapLayer> before_, after_;
  int mergeId_;
  bool done_ = false;
};

LayerList::LayerList(const Wording& words, QUndoStack& undo, QObject* parent)
    : QAbstractListModel(parent), words_(words), undo_(undo) {
  connect(&words, &Wording::changed, this, [this] {
    if (!layers_.empty()) emit dataChanged(index(0), index(rowCount() - 1));
  });
}

const MapLayer* LayerList::find(int id) const {
  const int row = rowOf(id);
  return row < 0 ? nullptr : &layers_[static_cast<std::size_t>(row)];
}

QString LayerList::displayName(const MapLayer& layer) const {
  return layer.name.isEmpty() ? words_(layer.nameId) : layer.name;
}

int LayerList::rowOf(int id) const {
  const auto found = std::ranges::find(layers_, id, &MapLayer::id);
  return found == layers_.end() ? -1 : static_cast<int>(found - layers_.begin());
}

int LayerList::add(MapLayer layer, int above) {
  layer.id = nextId_++;
  std::vector<MapLayer> after = layers_;
  after.insert(after.begin() + std::max(0, rowOf(above)), layer);
  push("viewer.undo.add_layer", std::move(after));
  return layer.id;
}

void LayerList::remove(int id) {
  std::vector<MapLayer> after = layers_;
  if (std::erase_if(after, [&](const MapLayer& layer) { return layer.id == id; }) > 0)
    push("viewer.undo.remove_layer", std::move(after));
}

void LayerList::move(int id, int row) {
  const int from = rowOf(id);
  if (from < 0) return;
  std::vector<MapLayer> after = layers_;
  const MapLayer layer = after[static_cast<std::size_t>(from)];
  after.erase(after.begin() + from);
  after.insert(after.begin() + std::clamp(row, 0, static_cast<int>(after.size())), layer);
  if (!sameRows(after, layers_)) push("viewer.undo.move_layer", std::move(after));
}

template <typename Change>
void LayerList::change(int id, std::string_view what, Change change, int mergeId) {
  const int row = rowOf(id);
  if (row < 0) return;
  std::vector<MapLayer> after = layers_;
  change(after[static_cast<std::size_t>(row)]);
  if (after != layers_) push(what, std::move(after), mergeId);
}

void LayerList::rename(int id, const QString& name) {
  change(id, "viewer.undo.rename_layer", [&](MapLayer& layer) { layer.name = name.trimmed(); });
}

void LayerList::setVisible(int id, bool visible) {
  change(id, "viewer.undo.show_layer", [&](MapLayer& layer) { layer.visible = visible; });
}

void LayerList::setOpacity(int id, double opacity) {
  change(
      id, "viewer.undo.opacity", [&](MapLayer& layer) { layer.opacity = std::clamp(opacity, 0.0, 1.0); },
      kOpacityMerge + id);
}

void LayerList::setStyle(int id, const Style& style) {
  change(id, "viewer.undo.style", [&](MapLayer& layer) { layer.style = style; });
}

void LayerList::setBand(int id, int band) {
  change(id, "viewer.undo.band", [&](MapLayer& layer) {
    if (band < 1 || band > static_cast<int>(layer.bands.size())) return;
    layer.content = withBand(layer.content, band);
    layer.style = layer.bands[static_cast<std::size_t>(band - 1)].style;
  });
}

void LayerList::push(std::string_view what, std::vector<MapLayer> after, int mergeId) {
  undo_.push(new Edit(*this, words_(what), std::move(after), mergeId));
}

void LayerList::assign(std::vector<MapLayer> layers) {
  if (sameRows(layers, layers_)) {
    layers_ = std::move(layers);
    if (!layers_.empty()) emit dataChanged(index(0), index(rowCount() - 1));
  } else {
    beginResetModel();
    layers_ = std::move(layers);
    endResetModel();
  }
  emit changed();
}

void LayerList::setProjectLayers(std::vector<MapLayer> fresh, bool keepLook) {
  std::vector<MapLayer> after;
  if (keepLook) {
    for (const MapLayer& old : layers_) {
      if (!old.ofProject()) {
        after.push_back(old);
        continue;
      }
      const auto found = std::ranges::find(fresh, old.projectKey, &MapLayer::projectKey);
      if (found == fresh.end()) continue;
      MapLayer layer = *found;
      fresh.erase(found);
      layer.id = old.id;
      layer.name = old.name;
      layer.visible = old.visible;
      layer.opacity = old.opacity;
      const int band = bandOf(old.content);
      if (band >= 1 && band <= static_cast<int>(layer.bands.size())) {
        layer.content = withBand(layer.content, band);
        layer.style = layer.bands[static_cast<std::size_t>(band - 1)].style;
      }
      after.push_back(std::move(layer));
    }
  }
  for (MapLayer& layer : fresh) {
    layer.id = nextId_++;
    after.push_back(std::move(layer));
  }
  assign(std::move(after));
}

void LayerList::setContent(int id, const Content& content) {
  const int row = rowOf(id);
  if (row < 0 || layers_[static_cast<std::size_t>(row)].content == content) return;
  layers_[static_cast<std::size_t>(row)].content = content;
  emit changed();
}

int LayerList::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(layers_.size());
}

QVariant LayerList::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const MapLayer& layer = layers_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
      return displayName(layer);
    case Qt::CheckStateRole:
      return layer.visible ? Qt::Checked : Qt::Unchecked;
    case kIdRole:
      return layer.id;
    default:
      return {};
  }
}

bool LayerList::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (!index.isValid() || index.row() >= rowCount()) return false;
  const int id = layers_[static_cast<std::size_t>(index.row())].id;
  if (role == Qt::CheckStateRole)
    setVisible(id, value.toInt() == Qt::Checked);
  else if (role == Qt::EditRole)
    rename(id, value.toString());
  else
    return false;
  return true;
}

Qt::ItemFlags LayerList::flags(const QModelIndex& index) const {
  if (!index.isValid()) return Qt::ItemIsDropEnabled;
  return Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsEditable |
         Qt::ItemIsDragEnabled;
}

QStringList LayerList::mimeTypes() const { return {kMime}; }

QMimeData* LayerList::mimeData(const QModelIndexList& indexes) const {
  auto* mime = new QMimeData;
  if (!indexes.isEmpty()) mime->setData(kMime, QByteArray::number(indexes.first().data(kIdRole).toInt()));
  return mime;
}

bool LayerList::dropMimeData(const QMimeData* data, Qt::DropAction, int row, int, const QModelIndex&) {
  if (!data->hasFormat(kMime)) return false;
  const int id = data->data(kMime).toInt();
  const int from = rowOf(id);
  int to = row < 0 ? rowCount() : row;
  if (from >= 0 && from < to) --to;  // the row it leaves closes up
  move(id, to);
  return false;  // the move is done: the view must not remove the row it came from
}

}  // namespace tanhui::viewer
