#include "app/viewer/canvas/Decorations.h"

#include <QPainterPath>
#include <cmath>
#include <numbers>

#include "app/viewer/canvas/VectorDraw.h"
#include "geo/base/RoundNumbers.h"

namespace tanhui::viewer {
namespace {

constexpr QColor kInk(0x1F, 0x2A, 0x2E);

QString lengthText(double metres) {
  return metres >= 1000 ? QString("%1 km").arg(metres / 1000) : QString("%1 m").arg(metres);
}

}  // namespace

void paintScaleBar(QPainter& painter, QPointF corner, double most, double metresPerPixel) {
  if (!(metresPerPixel > 0) || !std::isfinite(metresPerPixel)) return;
  const double metres = roundBelow(most * metresPerPixel);
  const double length = metres / metresPerPixel;
  const QFontMetricsF metrics(painter.font());
  const double bar = std::max(4.0, metrics.height() / 3);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF whole(corner.x(), corner.y() - bar, length, bar);
  painter.setPen(QPen(QColor(255, 255, 255, 215), 3));
  painter.drawRect(whole);
  painter.fillRect(whole, Qt::white);
  for (const int half : {0, 1})
    painter.fillRect(QRectF(whole.left() + half * length / 2, whole.top() + half * bar / 2, length / 2, bar / 2), kInk);
  painter.setPen(QPen(kInk, 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(whole);
  const double y = whole.top() - metrics.height() * 0.7;
  drawMapText(painter, {whole.left() + metrics.horizontalAdvance("0") / 2, y}, "0");
  drawMapText(painter, {whole.right(), y}, lengthText(metres));
  painter.restore();
}

void paintNorthArrow(QPainter& painter, QPointF top, double height, double north, const Wording& words) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const double arrow = height * 0.72, half = arrow * 0.3;
  painter.translate(top.x(), top.y() + arrow / 2);
  painter.save();
  painter.rotate(north * 180 / std::numbers::pi);
  QPainterPath left, right;
  left.addPolygon(QPolygonF{{0, -arrow / 2}, {-half, arrow / 2}, {0, arrow / 2 - half * 0.7}});
  right.addPolygon(QPolygonF{{0, -arrow / 2}, {half, arrow / 2}, {0, arrow / 2 - half * 0.7}});
  left.closeSubpath();
  right.closeSubpath();
  painter.strokePath(left | right, QPen(QColor(255, 255, 255, 215), 3));
  painter.fillPath(left, kInk);
  painter.fillPath(right, Qt::white);
  painter.strokePath(left, QPen(kInk, 1));
  painter.strokePath(right, QPen(kInk, 1));
  painter.restore();
  drawMapText(painter, {0, arrow / 2 + QFontMetricsF(painter.font()).height() * 0.6}, words("report.map.north"));
  painter.restore();
}

QString degreesText(double degrees, bool longitude) {
  if (!std::isfinite(degrees)) return "–";
  const QChar side = longitude ? (degrees < 0 ? 'W' : 'E') : (degrees < 0 ? 'S' : 'N');
  // In tenths of a second, so that 59.96″ carries over.
  const auto tenths = static_cast<long long>(std::llround(std::abs(degrees) * 36000));
  return QString("%1°%2′%3.%4″%5")
      .arg(tenths / 36000)
      .arg(tenths / 600 % 60, 2, 10, QChar('0'))
      .arg(tenths / 10 % 60, 2, 10, QChar('0'))
      .arg(tenths % 10)
      .arg(side);
}

}  // namespace tanhui::viewer
