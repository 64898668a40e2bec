#include "app/viewer/canvas/MapCanvas.h"

#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "app/viewer/canvas/Decorations.h"
#include "app/viewer/canvas/VectorDraw.h"

namespace tanhui::viewer {
namespace {

constexpr double kNotchesPerDoubling = 2;  // of the wheel
constexpr double kClick = 4;               // pixels: a press that moves less is a click
constexpr double kKeyStep = 0.2;           // of the view, by an arrow key
constexpr std::size_t kMostViews = 100;
constexpr int kRememberAfter = 600;  // ms of rest that make a view one to come back to
constexpr int kShowEvery = 30;       // ms between two pictures of a view whose tiles are still coming
constexpr int kAheadAfter = 400;     // ms of rest before a view's other years are prepared

QColor highlight() { return QColor(0xE6, 0x00, 0xA9); }  // not on any of the ramps

QPolygonF onScreen(const std::vector<Point>& points, const ViewState& view) {
  QPolygonF out;
  for (const Point& p : points) out << view.toScreen(p);
  return out;
}

}  // namespace

MapCanvas::MapCanvas(Session& session, QWidget* parent) : QWidget(parent), session_(session), art_(session) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAcceptDrops(true);
  setMinimumSize(160, 120);
  setAttribute(Qt::WA_OpaquePaintEvent);
  view_.size = size();
  view_.ratio = devicePixelRatioF();
  request_.setSingleShot(true);
  remember_.setSingleShot(true);
  ahead_.setSingleShot(true);
  show_.setSingleShot(true);
  connect(&request_, &QTimer::timeout, this, [this] {
    requested_ = true;
    art_.request(view_);
    if (session_.time().exists()) ahead_.start(kAheadAfter);
    update();
  });
  connect(&ahead_, &QTimer::timeout, this, [this] { art_.prepareYears(view_); });
  connect(&remember_, &QTimer::timeout, this, &MapCanvas::rememberView);
  connect(&show_, &QTimer::timeout, this, qOverload<>(&QWidget::update));
  connect(&art_, &LayerArt::ready, this, &MapCanvas::requestSoon);
  connect(&art_, &LayerArt::tilesCame, this, &MapCanvas::showWhatCame);
  connect(&session_.layers(), &LayerList::changed, this, &MapCanvas::requestSoon);
  connect(&session_, &Session::projectChanged, this, &MapCanvas::takeFrame);
  connect(&session_, &Session::modelChanged, this, &MapCanvas::takeFrame);
  connect(&session_, &Session::selectionChanged, this, qOverload<>(&QWidget::update));
  connect(&session_.words(), &Wording::changed, this, qOverload<>(&QWidget::update));
  takeFrame();
  updateCursor();
}

/// Another project: all of it is shown. The same after a run: the view stays.
void MapCanvas::takeFrame() {
  const MapFrame& frame = session_.frame();
  if (frame.extent.empty()) {
    framed_ = false;
    ruler_.reset();
    update();
    return;
  }
  const std::filesystem::path project = session_.project() == nullptr ? "" : session_.project()->file;
  const bool other = project != framedProject_ || !frame.crs.sameAs(framedCrs_);
  if (!ruler_ || other) ruler_.emplace(frame.crs);
  if (!framed_ || other || !view_.box().meets(frame.extent)) {
    before_.clear();
    after_.clear();
    remember_.stop();
    framed_ = true;
    framedCrs_ = frame.crs;
    framedProject_ = project;
    changeView(view_.fitted(frame.extent), false);
    fitted_ = true;
    remembered_ = view_;
  }
  requestSoon();
}

/// The view has rested, or is about to be left: it is one to come back to.
void MapCanvas::rememberView() {
  remember_.stop();
  if (!framed_ || remembered_ == view_) return;
  before_.push_back(remembered_);
  if (before_.size() > kMostViews) before_.erase(before_.begin());
  after_.clear();
  remembered_ = view_;
}

void MapCanvas::setView(const ViewState& view) {
  ViewState sized = view;
  sized.size = size();
  sized.ratio = devicePixelRatioF();
  changeView(sized, true);
}

void MapCanvas::changeView(const ViewState& view, bool remember) {
  if (view == view_) return;
  view_ = view;
  fitted_ = false;
  if (remember) remember_.start(kRememberAfter);
  requestSoon();
  update();
  emit viewChanged();
}

/// Many changes of one round of events ask once.
void MapCanvas::requestSoon() {
  requested_ = false;
  if (framed_ && !request_.isActive()) request_.start(0);
  update();
}

/// The last tiles at once; before them not each for itself, which would cost more than the tiles.
void MapCanvas::showWhatCame() {
  if (complete() || !painted_.isValid() || painted_.hasExpired(kShowEvery))
    update();
  else if (!show_.isActive())
    show_.start(kShowEvery - static_cast<int>(painted_.elapsed()));
}

void MapCanvas::zoomBy(double factor) { changeView(view_.zoomed(factor, rect().center()), true); }
void MapCanvas::zoomTo(const Box& box) { changeView(view_.fitted(box), true); }
void MapCanvas::zoomToAll() { zoomTo(session_.frame().extent); }

void MapCanvas::zoomToSelection() {
  if (const auto selected = art_.selectedShape())
    changeView(view_.fitted(selected->shapes->shapes[selected->index].box, 0.15), true);
}

void MapCanvas::showRemembered(std::vector<ViewState>& from, std::vector<ViewState>& to) {
  if (remember_.isActive()) rememberView();
  if (from.empty()) return;
  to.push_back(view_);
  ViewState view = from.back();
  from.pop_back();
  view.size = size();
  view.ratio = devicePixelRatioF();
  changeView(view, false);
  remembered_ = view_;
}

void MapCanvas::goBack() { showRemembered(before_, after_); }
void MapCanvas::goForward() { showRemembered(after_, before_); }

void MapCanvas::setTool(Tool tool) {
  if (tool == tool_) return;
  tool_ = tool;
  updateCursor();
  update();
  emit toolChanged();
}

void MapCanvas::updateCursor() {
  setCursor(tool_ == Tool::pan ? (drag_ == Drag::pan ? Qt::ClosedHandCursor : Qt::ArrowCursor) : Qt::CrossCursor);
}

void MapCanvas::setDrawing(std::vector<Point> points) {
  drawing_ = std::move(points);
  drawingClosed_ = drawing_.size() >= 3;
  update();
  emit drawingChanged();
}

void MapCanvas::clearDrawing() { setDrawing({}); }

void MapCanvas::finishDrawing() {
  // A double click leaves its place twice.
  while (drawing_.size() > 1 && drawing_[drawing_.size() - 1] == drawing_[drawing_.size() - 2]) drawing_.pop_back();
  if (drawing_.size() < 3) return clearDrawing();
  drawingClosed_ = true;
  setTool(Tool::pan);
  update();
  emit drawingChanged();
  emit polygonDrawn();
}

void MapCanvas::setSwipe(const std::optional<Swipe>& swipe) {
  swipe_ = swipe;
  if (!swipe_ && drag_ == Drag::swipe) drag_ = Drag::none;
  update();
  emit swipeChanged();
}

void MapCanvas::setMark(const std::optional<Point>& mark) {
  mark_ = mark;
  update();
}

bool MapCanvas::overSwipe(QPointF p) const { return swipe_ && std::abs(p.x() - swipe_->at * width()) < 6; }

void MapCanvas::resizeEvent(QResizeEvent*) {
  ViewState view = view_;
  view.size = size();
  view.ratio = devicePixelRatioF();
  // Before it is first seen the window still finds its size: all of the map is shown in whatever it becomes.
  const bool fit = fitted_ && !isVisible();
  changeView(fit ? view.fitted(session_.frame().extent) : view, false);
  if (!fit) return;
  fitted_ = true;
  remembered_ = view_;
}

void MapCanvas::wheelEvent(QWheelEvent* event) {
  const double notches = event->angleDelta().y() / 120.0;
  if (notches != 0) changeView(view_.zoomed(std::pow(2.0, notches / kNotchesPerDoubling), event->position()), true);
  event->accept();
}

void MapCanvas::mousePressEvent(QMouseEvent* event) {
  if (drag_ != Drag::none && event->button() != dragButton_) return;  // one drag at a time
  dragButton_ = event->button();
  pressed_ = last_ = event->position();
  if (event->button() == Qt::MiddleButton) {
    drag_ = Drag::pan;
    updateCursor();
  } else if (event->button() == Qt::LeftButton) {
    if (overSwipe(pressed_))
      drag_ = Drag::swipe;
    else if (tool_ == Tool::zoomBox || (event->modifiers() & Qt::ShiftModifier) != 0)
      drag_ = Drag::box;
    else
      drag_ = Drag::click;
  } else if (event->button() == Qt::RightButton && !drawing_.empty() && !drawingClosed_) {
    finishDrawing();
  }
}

void MapCanvas::mouseMoveEvent(QMouseEvent* event) {
  const QPointF at = event->position();
  if (drag_ == Drag::click && (at - pressed_).manhattanLength() > kClick) {
    drag_ = Drag::pan;
    updateCursor();
  }
  if (drag_ == Drag::pan) changeView(view_.panned(at - last_), true);
  if (drag_ == Drag::swipe) {
    swipe_->at = std::clamp(at.x() / std::max(1, width()), 0.02, 0.98);
    emit swipeChanged();
  }
  if (drag_ == Drag::none) overSwipe(at) ? setCursor(Qt::SplitHCursor) : updateCursor();
  last_ = at;
  if (drag_ != Drag::none || (!drawing_.empty() && !drawingClosed_)) update();
  const Point p = view_.toMap(at);
  emit hovered({p.x, p.y});
}

void MapCanvas::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != dragButton_) return;
  const Drag drag = std::exchange(drag_, Drag::none);
  updateCursor();
  const Point p = view_.toMap(event->position());
  if (drag == Drag::box) {
    const QRectF box = QRectF(pressed_, event->position()).normalized();
    if (box.width() > kClick && box.height() > kClick) {
      const Point a = view_.toMap(box.bottomLeft()), b = view_.toMap(box.topRight());
      changeView(view_.fitted({a.x, a.y, b.x, b.y}, 0), true);
    }
    update();
  } else if (drag == Drag::click) {
    if (tool_ == Tool::drawPolygon) {
      if (drawingClosed_) drawing_.clear();
      drawingClosed_ = false;
      drawing_.push_back(p);
      update();
      emit drawingChanged();
    } else {
      emit clicked({p.x, p.y});
    }
  }
}

void MapCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  if (tool_ == Tool::drawPolygon) return finishDrawing();
  changeView(view_.zoomed(2, event->position()), true);
}

void MapCanvas::keyPressEvent(QKeyEvent* event) {
  const double dx = width() * kKeyStep, dy = height() * kKeyStep;
  switch (event->key()) {
    case Qt::Key_Left:
      return changeView(view_.panned({dx, 0}), true);
    case Qt::Key_Right:
      return changeView(view_.panned({-dx, 0}), true);
    case Qt::Key_Up:
      return changeView(view_.panned({0, dy}), true);
    case Qt::Key_Down:
      return changeView(view_.panned({0, -dy}), true);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      return zoomBy(std::sqrt(2.0));
    case Qt::Key_Minus:
      return zoomBy(1 / std::sqrt(2.0));
    case Qt::Key_Home:
      return zoomToAll();
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (!drawing_.empty() && !drawingClosed_) return finishDrawing();
      break;
    case Qt::Key_Backspace:
      if (!drawing_.empty() && !drawingClosed_) {
        drawing_.pop_back();
        update();
        emit drawingChanged();
        return;
      }
      break;
    case Qt::Key_Escape:
      if (!drawing_.empty()) return clearDrawing();
      if (tool_ != Tool::pan) return setTool(Tool::pan);
      return session_.select(std::nullopt);
    default:
      break;
  }
  QWidget::keyPressEvent(event);
}

void MapCanvas::leaveEvent(QEvent*) { emit left(); }

void MapCanvas::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange) synthetic_ = {};
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) update();
  QWidget::changeEvent(event);
}

void MapCanvas::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MapCanvas::dropEvent(QDropEvent* event) {
  QStringList files;
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) files << url.toLocalFile();
  if (!files.isEmpty()) emit filesDropped(files);
  event->acceptProposedAction();
}

void MapCanvas::paintEvent(QPaintEvent*) {
  show_.stop();
  painted_.start();
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(QPalette::Base));
  if (!framed_) return;
  paintLayers(painter);
  paintSelection(painter);
  paintDrawing(painter);
  paintFurniture(painter);
}

void MapCanvas::paintLayers(QPainter& painter) {
  if (!swipe_) {
    art_.paintAll(painter, view_, [](const MapLayer&) { return true; });
    return;
  }
  const int split = static_cast<int>(std::lround(swipe_->at * width()));
  for (const bool leftSide : {true, false}) {
    painter.setClipRect(leftSide ? QRect(0, 0, split, height()) : QRect(split, 0, width() - split, height()));
    const int other = leftSide ? swipe_->rightLayer : swipe_->leftLayer;
    art_.paintAll(painter, view_, [other](const MapLayer& layer) { return layer.id != other; });
  }
  painter.setClipping(false);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(QRect(split - 1, 0, 3, height()), palette().color(QPalette::Highlight));
  painter.setBrush(palette().color(QPalette::Highlight));
  painter.setPen(QPen(Qt::white, 1.5));
  painter.drawEllipse(QPointF(split + 0.5, height() / 2.0), 9, 9);
}

void MapCanvas::paintSelection(QPainter& painter) {
  painter.setRenderHint(QPainter::Antialiasing);
  if (const auto selected = art_.selectedShape()) {
    const QPainterPath path = shapePath(*selected->shapes, selected->index, view_);
    QColor fill = highlight();
    fill.setAlphaF(0.04F);  // what lies there must stay readable
    painter.fillPath(path, fill);
    painter.strokePath(path, QPen(QColor(255, 255, 255, 200), 4));
    painter.strokePath(path, QPen(highlight(), 2));
  }
  if (mark_) {
    const QPointF at = view_.toScreen(*mark_);
    painter.setBrush(Qt::NoBrush);
    for (const QPen& pen : {QPen(Qt::white, 4), QPen(highlight(), 2)}) {
      painter.setPen(pen);
      painter.drawEllipse(at, 6, 6);
      painter.drawPoint(at);
    }
  }
}

void MapCanvas::paintDrawing(QPainter& painter) {
  if (drag_ == Drag::box) {
    painter.setPen(QPen(highlight(), 1, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(pressed_, last_).normalized());
  }
  if (drawing_.empty()) return;
  QPolygonF points = onScreen(drawing_, view_);
  QColor fill = highlight();
  fill.setAlphaF(0.18F);
  if (!drawingClosed_) points << last_;
  painter.setPen(Qt::NoPen);
  painter.setBrush(fill);
  painter.drawPolygon(points);
  painter.setBrush(Qt::NoBrush);
  for (const QPen& pen : {QPen(QColor(255, 255, 255, 200), 4), QPen(highlight(), 2)}) {
    painter.setPen(pen);
    drawingClosed_ ? painter.drawPolygon(points) : painter.drawPolyline(points);
  }
  painter.setPen(QPen(Qt::white, 1));
  painter.setBrush(highlight());
  for (const Point& p : drawing_) painter.drawEllipse(view_.toScreen(p), 3.5, 3.5);
}

void MapCanvas::paintFurniture(QPainter& painter) {
  if (!ruler_) return;
  const GroundScale ground = ruler_->scale(view_.box());
  paintScaleBar(painter, QPointF(14, height() - 12), std::min(180.0, width() / 4.0),
                ground.metresPerUnit * view_.resolution);
  paintNorthArrow(painter, QPointF(width() - 26, 12), 50, ground.north, session_.words());
  if (session_.project() != nullptr && session_.project()->synthetic) paintSyntheticMark(painter);
}

void MapCanvas::paintSyntheticMark(QPainter& painter) {
  const QString words = session_.words()("run.synthetic");
  const double ratio = devicePixelRatioF();
  if (synthetic_.isNull() || syntheticWords_ != words || synthetic_.devicePixelRatio() != ratio) {
    QFont bold = font();
    bold.setBold(true);
    const QFontMetricsF metrics(bold);
    const QSize size(static_cast<int>(std::ceil(metrics.horizontalAdvance(words))) + 12,
                     static_cast<int>(std::ceil(metrics.height())) + 12);
    synthetic_ = QPixmap(size * ratio);
    synthetic_.setDevicePixelRatio(ratio);
    synthetic_.fill(Qt::transparent);
    syntheticWords_ = words;
    QPainter mark(&synthetic_);
    mark.setRenderHint(QPainter::Antialiasing);
    mark.setFont(bold);
    drawMapText(mark, {size.width() / 2.0, size.height() / 2.0}, words);
  }
  const QSizeF size = QSizeF(synthetic_.size()) / ratio;
  painter.drawPixmap(QPointF(std::round((width() - size.width()) / 2), std::round(16 - size.height() / 2)), synthetic_);
}

}  // namespace tanhui::viewer
