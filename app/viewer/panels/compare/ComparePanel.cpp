#include "app/viewer/panels/compare/ComparePanel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <cmath>

#include "app/viewer/canvas/Legend.h"
#include "app/viewer/panels/compare/CompareYears.h"
#include "geo/ask/AreaLand.h"
#include "geo/layer/Repair.h"
#include "geo/paint/Maps.h"

namespace tanhui::viewer {
namespace {

enum Area { kView, kSelection, kDrawn };
constexpr int kAskAfter = 250;  // ms of rest of the view

/// The quantity of a total, from that of a map's density.
Quantity totalOf(Quantity density) {
  switch (density) {
    case Quantity::stockDensity:
      return Quantity::stock;
    case Quantity::fluxDensity:
      return Quantity::flux;
    default:
      return Quantity::co2eFlux;
  }
}

/// A map of ours whose figures can be summed over an area.
bool comparable(const MapLayer& layer) {
  const auto* style = std::get_if<RampStyle>(&layer.style);
  const auto* live = std::get_if<LiveContent>(&layer.content);
  return style != nullptr && style->hasQuantity &&
         (std::holds_alternative<RasterContent>(layer.content) || (live != nullptr && !live->minus));
}

/// "stock": which map of the project a layer shows, in whatever year; empty for one of the user's own.
std::string mapOf(const MapLayer& layer) {
  const auto* live = std::get_if<LiveContent>(&layer.content);
  return live != nullptr ? std::string(live->map.key) : layer.projectKey;
}

MultiPolygon shapeOf(const VectorShapes& shapes, std::size_t index) {
  MultiPolygon out;
  const VectorShapes::Shape& shape = shapes.shapes[index];
  for (std::uint32_t part = shape.firstPart; part < shape.endPart; ++part) {
    const auto [first, end] = shapes.part(part);
    out.points.insert(out.points.end(), shapes.points.begin() + first, shapes.points.begin() + end);
    out.ringEnds.push_back(static_cast<std::uint32_t>(out.points.size()));
  }
  out.box = shape.box;
  return out;
}

/// Of a map computed from strata.
MapSum sumOver(const LiveContent& content, const std::vector<LedgerLine>& land) {
  const FloatMap map = floatMap(content.map, *content.carbon, content.model->strata.all(), content.model->ties);
  return tanhui::sumOver(map, static_cast<std::size_t>(content.band - 1), land);
}

}  // namespace

ComparePanel::ComparePanel(Session& session, MapCanvas& canvas, QWidget* parent)
    : QWidget(parent), session_(session), canvas_(canvas) {
  left_ = new QComboBox(this);
  left_->setObjectName("compareLeft");
  right_ = new QComboBox(this);
  right_->setObjectName("compareRight");
  for (QComboBox* box : {left_, right_}) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
  }
  area_ = new QComboBox(this);
  area_->setObjectName("compareArea");
  swipe_ = new QCheckBox(this);
  swipe_->setObjectName("compareSwipe");
  difference_ = new QPushButton(this);
  difference_->setObjectName("compareDifference");
  add_ = new QPushButton(this);
  state_ = new QLabel(this);
  state_->setWordWrap(true);
  table_ = new QTableWidget(1, 3, this);
  table_->setObjectName("compareTable");
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->verticalHeader()->hide();
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  table_->setMaximumHeight(90);
  auto* form = new QFormLayout;
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  const auto row = [&](QLabel*& label, QWidget* field) {
    label = new QLabel(this);
    form->addRow(label, field);
  };
  row(leftLabel_, left_);
  row(rightLabel_, right_);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(swipe_);
  buttons->addStretch();
  buttons->addWidget(difference_);
  buttons->addWidget(add_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addLayout(form);
  layout->addLayout(buttons);
  auto* where = new QFormLayout;
  areaLabel_ = new QLabel(this);
  where->addRow(areaLabel_, area_);
  layout->addLayout(where);
  layout->addWidget(table_);
  layout->addWidget(state_);
  auto* years = new CompareYears(session_, this);
  layout->addWidget(years);
  layout->addStretch();

  soon_.setSingleShot(true);
  soon_.setInterval(kAskAfter);
  connect(&soon_, &QTimer::timeout, this, &ComparePanel::ask);
  connect(left_, &QComboBox::activated, this, [this] { compare(layerOf(left_), layerOf(right_)); });
  connect(right_, &QComboBox::activated, this, [this] { compare(layerOf(left_), layerOf(right_)); });
  connect(area_, &QComboBox::activated, this, &ComparePanel::ask);
  connect(swipe_, &QCheckBox::toggled, this, &ComparePanel::applySwipe);
  connect(difference_, &QPushButton::clicked, this, &ComparePanel::addDifference);
  connect(add_, &QPushButton::clicked, this, &ComparePanel::addRequested);
  connect(&session_.layers(), &LayerList::changed, this, &ComparePanel::fillMaps);
  connect(&session_, &Session::selectionChanged, this, &ComparePanel::askSoon);
  connect(&canvas_, &MapCanvas::viewChanged, this, &ComparePanel::askSoon);
  connect(&canvas_, &MapCanvas::drawingChanged, this, &ComparePanel::askSoon);
  connect(&session_.words(), &Wording::changed, this, &ComparePanel::retranslate);
  connect(years, &CompareYears::compareWanted, this, &ComparePanel::compareMoments);
  connect(years, &CompareYears::differenceWanted, this,
          [this](const std::string& map, int band, const Moment& left, const Moment& right) {
            session_.addPinnedMap(map, band, right, left);
          });
  connect(&session_, &Session::mapPinned, this, &ComparePanel::swipeWhenThere);
  connect(&session_.time(), &TimeAxis::axisChanged, this, [this] { awaited_.reset(); });
  retranslate();
}

void ComparePanel::retranslate() {
  const Wording& words = session_.words();
  leftLabel_->setText(words("viewer.compare.left"));
  rightLabel_->setText(words("viewer.compare.right"));
  areaLabel_->setText(words("viewer.compare.area"));
  swipe_->setText(words("viewer.compare.swipe"));
  swipe_->setToolTip(words("viewer.compare.swipe.tip"));
  difference_->setText(words("viewer.compare.difference"));
  difference_->setToolTip(words("viewer.compare.difference.tip"));
  add_->setText(words("viewer.compare.add"));
  const int area = std::max(0, area_->currentIndex());
  area_->clear();
  for (const char* id : {"viewer.compare.view", "viewer.compare.selection", "viewer.compare.drawn"})
    area_->addItem(words(id));
  area_->setCurrentIndex(area);
  fillMaps();
  show();
}

int ComparePanel::layerOf(const QComboBox* box) const { return box->currentData().toInt(); }

void ComparePanel::fillMaps() {
  const QSignalBlocker quietLeft(left_), quietRight(right_);
  const int left = layerOf(left_), right = layerOf(right_);
  for (QComboBox* box : {left_, right_}) {
    box->clear();
    for (const MapLayer& layer : session_.layers().layers())
      if (comparable(layer)) box->addItem(legendTitle(layer, session_.layers(), session_.words()), layer.id);
    box->setEnabled(box->count() > 1);
  }
  left_->setCurrentIndex(std::max(0, left_->findData(left)));
  const int there = right_->findData(right);
  right_->setCurrentIndex(there >= 0 ? there : std::min(1, right_->count() - 1));
  swipe_->setEnabled(right_->count() > 1);
  difference_->setEnabled(canSubtract());
  askSoon();
}

void ComparePanel::compare(int leftLayer, int rightLayer) {
  left_->setCurrentIndex(left_->findData(leftLayer));
  right_->setCurrentIndex(right_->findData(rightLayer));
  swipe_->setChecked(leftLayer != rightLayer);
  difference_->setEnabled(canSubtract());
  applySwipe();
  ask();
}

int ComparePanel::pinnedLayerOf(const std::string& map, int band, const Moment& moment) const {
  for (const MapLayer& layer : session_.layers().layers()) {
    const auto* content = std::get_if<LiveContent>(&layer.content);
    if (content != nullptr && content->map.key == map && content->band == band && content->pinned == moment &&
        !content->minus)
      return layer.id;
  }
  return 0;
}

void ComparePanel::compareMoments(const std::string& map, int band, const Moment& left, const Moment& right) {
  awaited_ = Pair{map, band, left, right};
  for (const Moment& moment : {right, left}) {
    if (moment == left && left == right) break;
    if (pinnedLayerOf(map, band, moment) == 0) session_.addPinnedMap(map, band, moment, std::nullopt);
  }
  swipeWhenThere();
}

void ComparePanel::swipeWhenThere() {
  if (!awaited_) return;
  const int left = pinnedLayerOf(awaited_->map, awaited_->band, awaited_->left),
            right = pinnedLayerOf(awaited_->map, awaited_->band, awaited_->right);
  if (left == 0 || right == 0) return;
  awaited_.reset();
  fillMaps();
  compare(left, right);
}

/// Of a map of the project: the moment that it shows.
std::optional<Moment> ComparePanel::momentOf(const MapLayer& layer) const {
  const auto* live = std::get_if<LiveContent>(&layer.content);
  if (live != nullptr && live->pinned) return live->pinned;
  return layer.ofProject() && session_.time().exists() ? std::optional(session_.time().shown()) : std::nullopt;
}

/// Two files, or one map of the project at two moments.
bool ComparePanel::canSubtract() const {
  const MapLayer* left = session_.layers().find(layerOf(left_));
  const MapLayer* right = session_.layers().find(layerOf(right_));
  if (left == nullptr || right == nullptr || left == right) return false;
  if (std::holds_alternative<RasterContent>(left->content) && std::holds_alternative<RasterContent>(right->content))
    return true;
  return momentOf(*left) && momentOf(*right) && mapOf(*left) == mapOf(*right) &&
         bandOf(left->content) == bandOf(right->content);
}

void ComparePanel::applySwipe() {
  const int left = layerOf(left_), right = layerOf(right_);
  if (!swipe_->isChecked() || left == right) return canvas_.setSwipe(std::nullopt);
  for (const int id : {left, right}) session_.layers().setVisible(id, true);
  canvas_.setSwipe(MapCanvas::Swipe{canvas_.swipe() ? canvas_.swipe()->at : 0.5, left, right});
}

void ComparePanel::addDifference() {
  const MapLayer* left = session_.layers().find(layerOf(left_));
  const MapLayer* right = session_.layers().find(layerOf(right_));
  if (!canSubtract()) return;
  if (!std::holds_alternative<RasterContent>(left->content) || !std::holds_alternative<RasterContent>(right->content))
    return session_.addPinnedMap(mapOf(*right), bandOf(right->content), *momentOf(*right), momentOf(*left));
  MapLayer layer;
  layer.name = session_.words()("viewer.compare.difference_of",
                                legendTitle(*right, session_.layers(), session_.words()).toStdString(),
                                legendTitle(*left, session_.layers(), session_.words()).toStdString());
  layer.content = DifferenceContent{std::get<RasterContent>(right->content), std::get<RasterContent>(left->content)};
  RampStyle style = std::get<RampStyle>(right->style);
  style.ramp = Palette::purpleGreen;  // gain green, loss purple
  const double most = std::max(std::abs(style.range.low), std::abs(style.range.high)) / 2;
  style.range = {-most, most};
  layer.style = style;
  session_.layers().add(std::move(layer));
}

/// Asked for as soon as somebody looks: behind another tab a panel is no less visible to Qt, but shows nothing.
void ComparePanel::askSoon() {
  outdated_ = true;
  if (!visibleRegion().isEmpty()) soon_.start();
}

void ComparePanel::paintEvent(QPaintEvent* event) {
  QWidget::paintEvent(event);
  if (outdated_ && !soon_.isActive()) soon_.start();
}

void ComparePanel::ask() {
  const std::uint64_t asked = ++asked_;
  outdated_ = false;
  sums_.reset();
  const MapLayer* left = session_.layers().find(layerOf(left_));
  const MapLayer* right = session_.layers().find(layerOf(right_));
  MultiPolygon area;
  if (area_->currentIndex() == kDrawn && canvas_.drawingClosed()) {
    area = closedRing(canvas_.drawing());
  } else if (area_->currentIndex() == kSelection) {
    if (const auto selected = canvas_.art().selectedShape()) area = shapeOf(*selected->shapes, selected->index);
  } else if (area_->currentIndex() == kView && !session_.frame().extent.empty()) {
    const Box box = canvas_.view().box();
    area = closedRing({{box.xmin, box.ymin}, {box.xmax, box.ymin}, {box.xmax, box.ymax}, {box.xmin, box.ymax}});
  }
  if (left == nullptr || right == nullptr || area.empty()) return show();
  inBackground(
      this,
      [leftMap = left->content, rightMap = right->content, drawn = std::move(area), crs = session_.frame().crs,
       known = land_] {
        const MultiPolygon sound = repaired(drawn);
        Answer answer;
        const double areaHa = geodesicAreaHa(sound.points, sound.ringEnds, crs);
        const auto sumOf = [&](const Content& content) {
          if (const auto* raster = std::get_if<RasterContent>(&content))
            return tanhui::sumOver(raster->file, raster->band, sound, areaHa);
          const auto& live = std::get<LiveContent>(content);
          // Another year or factor is another sum over the same land.
          if (known && known->model == live.model && known->points == drawn.points) answer.land = known;
          if (!answer.land)
            answer.land = std::make_shared<const Land>(Land{live.model, drawn.points, landIn(*live.model, sound)});
          return sumOver(live, answer.land->lines);
        };
        const MapSum leftSum = sumOf(leftMap), rightSum = sumOf(rightMap);
        answer.sums = {leftSum.sum, rightSum.sum, leftSum.areaHa, rightSum.areaHa};
        return answer;
      },
      [this, asked](Outcome<Answer> outcome) {
        if (asked != asked_) return;
        if (outcome.value) {
          sums_ = outcome.value->sums;
          land_ = outcome.value->land;
        }
        show();
        if (!outcome.value) state_->setText(session_.words()(outcome.faults.front().problem()));
        emit answered();
      });
}

void ComparePanel::show() {
  const Wording& words = session_.words();
  const MapLayer* left = session_.layers().find(layerOf(left_));
  const MapLayer* right = session_.layers().find(layerOf(right_));
  table_->setVisible(sums_.has_value());
  if (!sums_ || left == nullptr || right == nullptr)
    return state_->setText(words(right_->count() > 1 ? "viewer.compare.how" : "viewer.compare.need_two"));
  const Quantity ofLeft = totalOf(std::get<RampStyle>(left->style).quantity);
  const Quantity ofRight = totalOf(std::get<RampStyle>(right->style).quantity);
  table_->setHorizontalHeaderLabels(
      {words("viewer.compare.left"), words("viewer.compare.right"), words("viewer.compare.change")});
  const auto cell = [&](int column, const QString& text) {
    auto* item = new QTableWidgetItem(text);
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    table_->setItem(0, column, item);
  };
  cell(0, words.figure(ofLeft, sums_->left) + "  " + words.unit(ofLeft));
  cell(1, words.figure(ofRight, sums_->right) + "  " + words.unit(ofRight));
  const double change = sums_->right - sums_->left;
  // Stock minus flux would be a figure of nothing.
  cell(2, ofLeft == ofRight ? (change > 0 ? "+" : "") + words.figure(ofLeft, change) : QString("–"));
  const std::string unit = words.unit(Quantity::area).toStdString(),
                    leftHa = words.figure(Quantity::area, sums_->leftHa, 6).toStdString(),
                    rightHa = words.figure(Quantity::area, sums_->rightHa, 6).toStdString();
  state_->setText(leftHa == rightHa ? words("viewer.compare.covers", leftHa, unit)
                                    : words("viewer.compare.covers_both", leftHa, rightHa, unit));
}

}  // namespace tanhui::viewer
