#pragma once

#include <functional>

#include <QWidget>

#include "app/viewer/model/Wording.h"
#include "geo/draw/Canvas.h"

namespace tanhui::viewer {

/// Shows a drawing of the core as wide as the widget and as high as the drawing wants, in the window's language, units
/// and colours. Its picture can be copied (Ctrl+C, context menu): on white, as in a report.
class DrawingView : public QWidget {
  Q_OBJECT

 public:
  /// Makes the drawing at a width in points.
  using Maker = std::function<Drawing(double width)>;

  explicit DrawingView(const Wording& words, QWidget* parent = nullptr);

  /// `name` says to a screen reader what is drawn.
  void setDrawing(Maker make, const QString& name);
  /// In points; nothing is drawn before the first setDrawing().
  const Drawing& drawing() const { return drawing_; }

  /// What to say at a point of the drawing (in its points), if anything.
  std::function<QString(QPointF)> tipAt;
  /// Whether a click at a point does something: shows the hand.
  std::function<bool(QPointF)> isLink;

  QImage picture(double pixelsPerPoint) const;

 public slots:
  void copyPicture() const;

 signals:
  /// A click at a point of the drawing.
  void clicked(QPointF at);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  /// Pixels to a point: a drawing's text is as large as the window's.
  double scale() const;
  QPointF toPoints(const QPointF& pixels) const { return pixels / scale(); }
  void remake();
  void paint(QPainter& painter, const class Inks& inks) const;

  const Wording& words_;
  Maker make_;
  Drawing drawing_;
};

}  // namespace tanhui::viewer
