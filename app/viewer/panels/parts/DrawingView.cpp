#include "app/viewer/panels/parts/DrawingView.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QToolTip>

#include "app/viewer/panels/parts/QtCanvas.h"

namespace tanhui::viewer {
namespace {

constexpr double kDrawingText = 9.5;  // points: the size of a chart's text
constexpr double kCopyScale = 3;      // pixels to a point of a copied picture: 216 dpi

}  // namespace

DrawingView::DrawingView(const Wording& words, QWidget* parent) : QWidget(parent), words_(words) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(&words, &Wording::changed, this, qOverload<>(&QWidget::update));
}

double DrawingView::scale() const { return std::max(1.0, QFontInfo(font()).pixelSize() / kDrawingText); }

void DrawingView::setDrawing(Maker make, const QString& name) {
  make_ = std::move(make);
  setAccessibleName(name);
  remake();
}

void DrawingView::remake() {
  if (!make_) return;
  drawing_ = make_(std::max(1.0, width() / scale()));
  setFixedHeight(std::max(1, static_cast<int>(std::ceil(drawing_.height * scale()))));
  update();
}

void DrawingView::paint(QPainter& painter, const Inks& inks) const {
  painter.setRenderHint(QPainter::Antialiasing);
  QtCanvas canvas(painter, words_.units(), words_.language(), inks);
  drawing_.paint(canvas);
}

void DrawingView::paintEvent(QPaintEvent*) {
  if (!drawing_.paint) return;
  QPainter painter(this);
  painter.scale(scale(), scale());
  paint(painter, Inks(palette()));
  if (!hasFocus()) return;
  painter.resetTransform();
  painter.setPen(QPen(palette().color(QPalette::Highlight), 1, Qt::DotLine));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void DrawingView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (event->oldSize().width() != event->size().width()) remake();
}

QImage DrawingView::picture(double pixelsPerPoint) const {
  if (!drawing_.paint) return {};
  QImage image(static_cast<int>(std::ceil(drawing_.width * pixelsPerPoint)),
               static_cast<int>(std::ceil(drawing_.height * pixelsPerPoint)), QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  painter.scale(pixelsPerPoint, pixelsPerPoint);
  paint(painter, Inks::print());
  return image;
}

void DrawingView::copyPicture() const {
  if (const QImage image = picture(kCopyScale); !image.isNull()) QApplication::clipboard()->setImage(image);
}

void DrawingView::contextMenuEvent(QContextMenuEvent* event) {
  if (!drawing_.paint) return;
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  QAction* copy = menu->addAction(words_("viewer.chart.copy_picture"), this, &DrawingView::copyPicture);
  copy->setShortcut(QKeySequence::Copy);
  menu->popup(event->globalPos());
}

void DrawingView::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy))
    copyPicture();
  else
    QWidget::keyPressEvent(event);
}

void DrawingView::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
    emit clicked(toPoints(event->position()));
  QWidget::mouseReleaseEvent(event);
}

void DrawingView::mouseMoveEvent(QMouseEvent* event) {
  setCursor(isLink && isLink(toPoints(event->position())) ? Qt::PointingHandCursor : Qt::ArrowCursor);
  QWidget::mouseMoveEvent(event);
}

bool DrawingView::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip && tipAt) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString tip = tipAt(toPoints(help->pos()));
    if (tip.isEmpty())
      QToolTip::hideText();
    else
      QToolTip::showText(help->globalPos(), tip, this);
    return true;
  }
  if (event->type() == QEvent::FontChange) remake();
  if (event->type() == QEvent::PaletteChange) update();
  return QWidget::event(event);
}

}  // namespace tanhui::viewer
