#include "app/viewer/canvas/VectorDraw.h"

#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace tanhui::viewer {
namespace {

constexpr int kLookEvery = 256;  // shapes between two looks at the stop flag
constexpr double kDot = 3;       // radius of a point, logical pixels

/// A part in pixels, thinned: what lies within half a device pixel of the point before does not show.
void project(const VectorShapes& shapes, std::uint32_t part, const ViewState& view, QPolygonF& out) {
  out.clear();
  const auto [first, end] = shapes.part(part);
  const double least = 0.5 / view.ratio;
  for (std::uint32_t i = first; i < end; ++i) {
    const QPointF p = view.toScreen(shapes.points[i]);
    if (!out.isEmpty() && i + 1 < end && std::abs(p.x() - out.last().x()) < least &&
        std::abs(p.y() - out.last().y()) < least)
      continue;
    out << p;
  }
}

/// The middle of the widest stretch that a horizontal line through the middle of its box has inside an area.
Point insidePoint(const VectorShapes& shapes, const VectorShapes::Shape& shape) {
  const double y = (shape.box.ymin + shape.box.ymax) / 2;
  std::vector<double> crossings;
  for (std::uint32_t part = shape.firstPart; part < shape.endPart; ++part) {
    const auto [first, end] = shapes.part(part);
    for (std::uint32_t i = first, j = end - 1; i < end; j = i++) {
      const Point &a = shapes.points[i], &b = shapes.points[j];
      if ((a.y > y) != (b.y > y)) crossings.push_back((b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x);
    }
  }
  std::ranges::sort(crossings);
  Point best{(shape.box.xmin + shape.box.xmax) / 2, y};
  double widest = 0;
  for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
    if (crossings[i + 1] - crossings[i] <= widest) continue;
    widest = crossings[i + 1] - crossings[i];
    best.x = (crossings[i] + crossings[i + 1]) / 2;
  }
  return best;
}

QPen penOf(const VectorStyle& style) {
  QPen pen(QColor::fromRgb(style.line), style.width);
  // Wide pens cost ten times a cosmetic one of a pixel: only lines that ask for it get them.
  pen.setCosmetic(true);
  pen.setJoinStyle(style.width > 1 ? Qt::RoundJoin : Qt::BevelJoin);
  return pen;
}

}  // namespace

bool drawShapes(QPainter& painter, const VectorShapes& shapes, const VectorStyle& style, const ViewState& view,
                const std::atomic<bool>& stop) {
  const Box window = view.box();
  painter.setRenderHint(QPainter::Antialiasing);
  const QPen pen = penOf(style);
  const QBrush brush = style.filled ? QBrush(QColor::fromRgb(style.fill)) : QBrush(Qt::NoBrush);
  painter.setPen(pen);
  painter.setBrush(brush);
  QPolygonF points;
  int count = 0;
  for (const std::uint32_t i : shapes.index.near(window)) {
    if (++count % kLookEvery == 0 && stop) return false;
    const VectorShapes::Shape& shape = shapes.shapes[i];
    if (!shape.box.meets(window)) continue;
    if (shape.kind == VectorShapes::Kind::points) {
      painter.setBrush(QColor::fromRgb(style.fill));
      for (std::uint32_t part = shape.firstPart; part < shape.endPart; ++part)
        painter.drawEllipse(view.toScreen(shapes.points[shapes.part(part).first]), kDot, kDot);
      continue;
    }
    const double side = std::max(shape.box.xmax - shape.box.xmin, shape.box.ymax - shape.box.ymin);
    if (side < view.resolution / view.ratio) {
      painter.drawPoint(view.toScreen({shape.box.xmin, shape.box.ymax}));
      continue;
    }
    const bool oneRing = shape.endPart == shape.firstPart + 1;
    if (shape.kind == VectorShapes::Kind::areas && style.filled && !oneRing) {
      painter.drawPath(shapePath(shapes, i, view));
      continue;
    }
    for (std::uint32_t part = shape.firstPart; part < shape.endPart; ++part) {
      project(shapes, part, view, points);
      if (shape.kind == VectorShapes::Kind::areas && style.filled)
        painter.drawPolygon(points);
      else
        painter.drawPolyline(points);
    }
  }
  return !stop;
}

QPainterPath shapePath(const VectorShapes& shapes, std::size_t i, const ViewState& view) {
  QPainterPath path;
  path.setFillRule(Qt::OddEvenFill);
  const VectorShapes::Shape& shape = shapes.shapes[i];
  QPolygonF points;
  for (std::uint32_t part = shape.firstPart; part < shape.endPart; ++part) {
    project(shapes, part, view, points);
    path.addPolygon(points);
    if (shape.kind == VectorShapes::Kind::areas) path.closeSubpath();
  }
  return path;
}

void drawMapText(QPainter& painter, QPointF middle, const QString& text) {
  const QFontMetricsF metrics(painter.font());
  const QPointF start =
      middle + QPointF(-metrics.horizontalAdvance(text) / 2, (metrics.ascent() - metrics.descent()) / 2);
  QPainterPath rim;
  rim.addText(start, painter.font(), text);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.strokePath(
      rim, QPen(QColor(255, 255, 255, 215), metrics.height() / 5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  // As text, not as a path: what is printed can be searched and copied.
  painter.setPen(QColor(0x1F, 0x2A, 0x2E));
  painter.drawText(start, text);
}

void drawLabels(QPainter& painter, const VectorShapes& shapes, const ViewState& view) {
  if (shapes.labels.empty()) return;
  const Box window = view.box();
  const QFontMetricsF metrics(painter.font());
  std::vector<std::uint32_t> order = shapes.index.near(window);
  // The larger area has the better claim.
  std::ranges::sort(order, std::greater<>(), [&](std::uint32_t i) {
    const Box& box = shapes.shapes[i].box;
    return (box.xmax - box.xmin) * (box.ymax - box.ymin);
  });
  std::vector<QRectF> taken;
  for (const std::uint32_t i : order) {
    const VectorShapes::Shape& shape = shapes.shapes[i];
    if (shape.kind != VectorShapes::Kind::areas || shapes.labels[i].empty() || !shape.box.meets(window)) continue;
    const QString text = QString::fromStdString(shapes.labels[i]);
    const QSizeF size(metrics.horizontalAdvance(text) + 4, metrics.height());
    if ((shape.box.xmax - shape.box.xmin) / view.resolution < size.width() / 2) continue;
    const QPointF at = view.toScreen(insidePoint(shapes, shape));
    const QRectF place(at - QPointF(size.width() / 2, size.height() / 2), size);
    if (std::ranges::any_of(taken, [&](const QRectF& other) { return other.intersects(place); })) continue;
    taken.push_back(place);
    drawMapText(painter, at, text);
  }
}

}  // namespace tanhui::viewer
