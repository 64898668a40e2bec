#include "app/viewer/panels/parts/QtCanvas.h"

#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainterPath>

namespace tanhui::viewer {
namespace {

QRectF rectOf(const Box& box) { return {QPointF(box.xmin, box.ymin), QPointF(box.xmax, box.ymax)}; }

QPolygonF polygonOf(std::span<const Point> points) {
  QPolygonF polygon;
  polygon.reserve(static_cast<qsizetype>(points.size()));
  for (const Point& p : points) polygon.append({p.x, p.y});
  return polygon;
}

}  // namespace

QtCanvas::QtCanvas(QPainter& painter, Units units, Language language, const Inks& inks)
    : painter_(painter), units_(units), language_(language), inks_(inks) {}

void QtCanvas::rectangle(const Box& box, std::uint32_t fill, double opacity) {
  painter_.setPen(inks_.isFaint(fill) ? QPen(inks_(ink::kMuted), 0.5) : QPen(Qt::NoPen));
  painter_.setBrush(inks_(fill, opacity));
  painter_.drawRect(rectOf(box));
}

void QtCanvas::frame(const Box& box, std::uint32_t colour, double width) {
  painter_.setPen(QPen(inks_(colour), width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
  painter_.setBrush(Qt::NoBrush);
  painter_.drawRect(rectOf(box));
}

void QtCanvas::line(std::span<const Point> points, std::uint32_t colour, double width, bool closed) {
  if (points.size() < 2) return;
  painter_.setPen(QPen(inks_(colour), width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
  painter_.setBrush(Qt::NoBrush);
  if (closed)
    painter_.drawPolygon(polygonOf(points));
  else
    painter_.drawPolyline(polygonOf(points));
}

void QtCanvas::polygon(std::span<const Point> points, std::uint32_t fill, double opacity) {
  if (points.size() < 3) return;
  painter_.setPen(Qt::NoPen);
  painter_.setBrush(inks_(fill, opacity));
  painter_.drawPolygon(polygonOf(points));
}

QFont QtCanvas::font(const TextStyle& style) const {
  QFont font;
  // The core's families, as the core measures the charts with them. A PDF needs a Latin font first: with the Chinese
  // one alone, digits are lost from its text layer.
  QStringList families{"Noto Sans CJK SC",    "Noto Sans SC",    "Source Han Sans SC",
                       "WenQuanYi Micro Hei", "Microsoft YaHei", "sans-serif"};
  const QPaintEngine* const engine = painter_.paintEngine();
  if (engine != nullptr && engine->type() == QPaintEngine::Pdf) families.prepend("DejaVu Sans");
  font.setFamilies(families);
  font.setBold(style.bold);
  font.setHintingPreference(QFont::PreferNoHinting);
  // Whatever the device's resolution, `size` units of the painter.
  font.setPointSizeF(style.size * 72.0 / painter_.device()->logicalDpiY());
  return {font, painter_.device()};
}

void QtCanvas::text(Point at, const Inlines& what, const TextStyle& style) {
  const std::string plainWords = plain(what, units_, language_);
  if (plainWords.empty()) return;
  const QString words = QString::fromStdString(plainWords);
  const QFont face = font(style);
  const double width = QFontMetricsF(face, painter_.device()).horizontalAdvance(words);
  // The room was measured with the core's font: one that runs wider is drawn narrower rather than over its neighbour.
  const double room = textWidth(plainWords, style.size, style.bold);
  const double squeeze = width > room * 1.02 && room > 0 ? room / width : 1;
  const double shift = style.align == Align::left ? 0 : style.align == Align::centre ? 0.5 : 1;

  painter_.save();
  painter_.translate(at.x - shift * width * squeeze, at.y);
  painter_.scale(squeeze, 1);
  if (style.halo) {
    QPainterPath path;
    path.addText(0, 0, face, words);
    painter_.strokePath(path, QPen(inks_(0xFFFFFF, 0.85), style.size / 4, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
  }
  painter_.setFont(face);
  painter_.setPen(inks_(style.colour));
  painter_.drawText(QPointF(0, 0), words);
  painter_.restore();
}

void QtCanvas::image(const Box& box, const Pixels& pixels) {
  if (pixels.width <= 0 || pixels.height <= 0) return;
  const QImage image(reinterpret_cast<const uchar*>(pixels.argb.data()), pixels.width, pixels.height, pixels.width * 4,
                     QImage::Format_ARGB32_Premultiplied);
  painter_.save();
  painter_.setRenderHint(QPainter::SmoothPixmapTransform);
  painter_.drawImage(rectOf(box), image);
  painter_.restore();
}

void QtCanvas::clip(const Box& box) {
  painter_.save();
  painter_.setClipRect(rectOf(box), Qt::IntersectClip);
}

void QtCanvas::unclip() { painter_.restore(); }

}  // namespace tanhui::viewer
