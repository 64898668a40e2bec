#include "app/viewer/panels/map/LayerPanel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QScrollArea>
#include <QSlider>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/viewer/canvas/Legend.h"

namespace tanhui::viewer {
namespace {

/// The legends of the layers that are seen, one below the other.
class LegendView : public QWidget {
 public:
  LegendView(Session& session, QWidget* parent) : QWidget(parent), session_(session) {
    const auto anew = [this] {
      updateGeometry();
      setMinimumHeight(heightForWidth(width()));
      update();
    };
    connect(&session.layers(), &LayerList::changed, this, anew);
    connect(&session.words(), &Wording::changed, this, anew);
  }

  QSize sizeHint() const override { return {220, heightForWidth(220)}; }
  int heightForWidth(int width) const override { return static_cast<int>(layOut(nullptr, width)) + 1; }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::WindowText));
    layOut(&painter, width());
  }
  void resizeEvent(QResizeEvent* event) override {
    setMinimumHeight(heightForWidth(event->size().width()));
    QWidget::resizeEvent(event);
  }

 private:
  static constexpr double kGap = 10;

  double layOut(QPainter* painter, int width) const {
    double y = kGap / 2;
    std::vector<const MapLayer*> visible;
    for (const MapLayer& layer : session_.layers().layers())
      if (layer.visible) visible.push_back(&layer);
    for (const MapLayer* layer : legendOrder(visible)) {
      const QRectF area(kGap, y, width - 2 * kGap, 10000);
      y += paintLegend(painter, font(), area, *layer, session_.layers(), session_.words()) + kGap / 2;
    }
    return y;
  }

  Session& session_;
};

QToolButton* button(QWidget* parent, const char* name, const QString& sign) {
  auto* out = new QToolButton(parent);
  out->setObjectName(name);
  out->setText(sign);
  out->setAutoRaise(true);
  return out;
}

}  // namespace

LayerPanel::LayerPanel(Session& session, QWidget* parent) : QWidget(parent), session_(session) {
  list_ = new QListView(this);
  list_->setObjectName("layers");
  list_->setModel(&session.layers());
  list_->setDragDropMode(QAbstractItemView::InternalMove);
  list_->setDefaultDropAction(Qt::MoveAction);
  list_->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::SelectedClicked);
  list_->setContextMenuPolicy(Qt::CustomContextMenu);
  list_->setSpacing(1);  // rows of Latin names are lower than those of Chinese ones

  add_ = button(this, "addLayer", "+");
  remove_ = button(this, "removeLayer", "−");
  up_ = button(this, "layerUp", "↑");
  down_ = button(this, "layerDown", "↓");
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(2);
  for (QToolButton* each : {add_, remove_, up_, down_}) buttons->addWidget(each);
  buttons->addStretch();

  band_ = new QComboBox(this);
  band_->setObjectName("band");
  bandLabel_ = new QLabel(this);
  opacity_ = new QSlider(Qt::Horizontal, this);
  opacity_->setObjectName("opacity");
  opacity_->setRange(0, 100);
  opacityLabel_ = new QLabel(this);
  auto* look = new QFormLayout;
  look->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  look->addRow(bandLabel_, band_);
  look->addRow(opacityLabel_, opacity_);

  auto* top = new QWidget(this);
  auto* topLayout = new QVBoxLayout(top);
  topLayout->setContentsMargins(0, 0, 0, 0);
  topLayout->addWidget(list_);
  topLayout->addLayout(buttons);
  topLayout->addLayout(look);

  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* legend = new LegendView(session, scroll);
  legend->setObjectName("legend");
  scroll->setWidget(legend);
  legendLabel_ = new QLabel(this);
  auto* bottom = new QWidget(this);
  auto* bottomLayout = new QVBoxLayout(bottom);
  bottomLayout->setContentsMargins(0, 0, 0, 0);
  bottomLayout->addWidget(legendLabel_);
  bottomLayout->addWidget(scroll);

  auto* splitter = new QSplitter(Qt::Vertical, this);
  splitter->addWidget(top);
  splitter->addWidget(bottom);
  splitter->setStretchFactor(0, 1);
  splitter->setStretchFactor(1, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addWidget(splitter);

  LayerList& layers = session_.layers();
  connect(add_, &QToolButton::clicked, this, &LayerPanel::addRequested);
  connect(remove_, &QToolButton::clicked, this, [&] { layers.remove(currentLayer()); });
  connect(up_, &QToolButton::clicked, this, [&] {
    const int id = currentLayer();
    layers.move(id, list_->currentIndex().row() - 1);
    setCurrentLayer(id);
  });
  connect(down_, &QToolButton::clicked, this, [&] {
    const int id = currentLayer();
    layers.move(id, list_->currentIndex().row() + 1);
    setCurrentLayer(id);
  });
  connect(opacity_, &QSlider::valueChanged, this, [&](int value) { layers.setOpacity(currentLayer(), value / 100.0); });
  connect(band_, &QComboBox::activated, this, [&](int index) { layers.setBand(currentLayer(), index + 1); });
  connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, &LayerPanel::showCurrent);
  connect(&layers, &LayerList::changed, this, &LayerPanel::showCurrent);
  connect(&layers, &QAbstractItemModel::modelReset, this, [this] {
    if (!list_->currentIndex().isValid() && session_.layers().rowCount() > 0) {
      // What a user looks at first is what is seen: the first map that is shown.
      for (const MapLayer& layer : session_.layers().layers())
        if (layer.visible && !layer.bands.empty()) return setCurrentLayer(layer.id);
      list_->setCurrentIndex(session_.layers().index(0));
    }
  });
  connect(list_, &QWidget::customContextMenuRequested, this, &LayerPanel::showMenu);
  connect(list_, &QListView::doubleClicked, this, [this] { emit zoomToLayer(currentLayer()); });
  connect(&session_.words(), &Wording::changed, this, &LayerPanel::retranslate);
  retranslate();
}

int LayerPanel::currentLayer() const {
  const QModelIndex index = list_->currentIndex();
  return index.isValid() ? index.data(LayerList::kIdRole).toInt() : 0;
}

void LayerPanel::setCurrentLayer(int id) {
  for (int row = 0; row < session_.layers().rowCount(); ++row)
    if (session_.layers().index(row).data(LayerList::kIdRole).toInt() == id)
      list_->setCurrentIndex(session_.layers().index(row));
}

void LayerPanel::retranslate() {
  const Wording& words = session_.words();
  bandLabel_->setText(words("viewer.layers.shows"));
  opacityLabel_->setText(words("viewer.layers.opacity"));
  legendLabel_->setText("<b>" + words("viewer.legend") + "</b>");
  add_->setToolTip(words("viewer.layers.add"));
  remove_->setToolTip(words("viewer.layers.remove"));
  up_->setToolTip(words("viewer.layers.up"));
  down_->setToolTip(words("viewer.layers.down"));
  opacity_->setToolTip(words("viewer.layers.opacity.tip"));
  for (QWidget* each : {static_cast<QWidget*>(add_), static_cast<QWidget*>(remove_), static_cast<QWidget*>(up_),
                        static_cast<QWidget*>(down_), static_cast<QWidget*>(opacity_)})
    each->setAccessibleName(each->toolTip());
  list_->setAccessibleName(words("viewer.layers"));
  showCurrent();
}

/// The controls below the list follow the layer that is picked in it.
void LayerPanel::showCurrent() {
  const MapLayer* layer = session_.layers().find(currentLayer());
  const QSignalBlocker quietOpacity(opacity_), quietBand(band_);
  for (QWidget* each : {static_cast<QWidget*>(opacity_), static_cast<QWidget*>(remove_), static_cast<QWidget*>(up_),
                        static_cast<QWidget*>(down_)})
    each->setEnabled(layer != nullptr);
  if (layer != nullptr) opacity_->setValue(static_cast<int>(std::lround(layer->opacity * 100)));
  band_->clear();
  const bool choice = layer != nullptr && layer->bands.size() > 1;
  band_->setEnabled(choice);
  if (!choice) return;
  for (const MapLayer::Band& band : layer->bands) band_->addItem(session_.words()(band.nameId));
  band_->setCurrentIndex(bandOf(layer->content) - 1);
}

void LayerPanel::showMenu(const QPoint& at) {
  const int id = currentLayer();
  if (id == 0) return;
  const Wording& words = session_.words();
  QMenu menu(this);
  menu.addAction(words("viewer.layers.zoom"), this, [this, id] { emit zoomToLayer(id); });
  menu.addAction(words("viewer.layers.rename"), this, [this] { list_->edit(list_->currentIndex()); });
  menu.addAction(words("viewer.layers.remove"), this, [this, id] { session_.layers().remove(id); });
  menu.exec(list_->viewport()->mapToGlobal(at));
}

}  // namespace tanhui::viewer
