#include "app/viewer/sheet/Sheet.h"

#include <QFontMetricsF>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "app/viewer/canvas/Decorations.h"
#include "app/viewer/canvas/Legend.h"
#include "app/viewer/canvas/VectorDraw.h"
#include "geo/base/RoundNumbers.h"

namespace tanhui::viewer {
namespace {

constexpr double kMargin = 30, kTitle = 44, kFooter = 26, kSide = 168, kGap = 10, kTicks = 9, kRow = 26;
constexpr QColor kInk(0x1F, 0x2A, 0x2E), kMuted(0x5B, 0x6B, 0x70), kRule(0xC9, 0xD1, 0xD3), kAccent(0x1B, 0x6B, 0x4A);

QFont fontOf(double points, bool bold = false) {
  QFont font;
  font.setFamilies({"DejaVu Sans", "Noto Sans CJK SC", "Microsoft YaHei"});
  font.setPointSizeF(points);
  font.setHintingPreference(QFont::PreferNoHinting);  // letters stand where the print wants them, not the screen
  font.setBold(bold);
  return font;
}

/// Lays the sheet out from the top of the side column downwards.
class SheetPainter {
 public:
  SheetPainter(QPainter& painter, const Sheet& sheet, const LayerList& list, const Wording& words)
      : painter_(painter), sheet_(sheet), list_(list), words_(words) {}

  void background() {
    painter_.fillRect(QRectF(QPointF(0, 0), sheet_.page), Qt::white);
    text({kMargin, kMargin, sheet_.page.width() - 2 * kMargin, 24}, sheet_.choice.title, fontOf(17, true), kInk);
    text({kMargin, kMargin + 24, sheet_.page.width() - 2 * kMargin, 14}, sheet_.choice.subtitle, fontOf(8.5), kMuted);
  }

  void layers(int only) {
    painter_.save();
    painter_.setClipRect(sheet_.mapFrame);
    painter_.translate(sheet_.mapFrame.topLeft());
    painter_.setFont(fontOf(7.5));
    for (std::size_t i = 0; i < sheet_.layers.size(); ++i)
      if (only < 0 || only == static_cast<int>(i)) {
        paintLayer(painter_, sheet_.layers[i], sheet_.view);
        selection(sheet_.layers[i]);
      }
    painter_.restore();
  }

  void frame() {
    painter_.setFont(fontOf(8));
    painter_.setBrush(Qt::NoBrush);
    painter_.setPen(QPen(kInk, 0.8));
    painter_.drawRect(sheet_.mapFrame);
    ticks();
    mark();
    side();
    footer();
  }

 private:
  /// The zone that the table is about.
  void selection(const PreparedLayer& layer) {
    const auto* content = std::get_if<VectorContent>(&layer.layer.content);
    if (content == nullptr || !sheet_.selection || content->zoneLayer != sheet_.selection->layer) return;
    const int index = layer.shapes->find(sheet_.selection->id);
    if (index < 0) return;
    const QPainterPath path = shapePath(*layer.shapes, static_cast<std::size_t>(index), sheet_.view);
    painter_.strokePath(path, QPen(Qt::white, 3));
    painter_.strokePath(path, QPen(QColor(0xE6, 0x00, 0xA9), 1.6));
  }

  void text(const QRectF& where, const QString& what, const QFont& font, const QColor& colour,
            int flags = static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter)) {
    painter_.setFont(font);
    painter_.setPen(colour);
    const QFontMetricsF metrics(font);
    const bool wraps = (flags & Qt::TextWordWrap) != 0;
    painter_.drawText(where, flags, wraps ? what : metrics.elidedText(what, Qt::ElideRight, where.width() + 1));
  }

  /// Round coordinates along the frame.
  void ticks() {
    const QRectF& frame = sheet_.mapFrame;
    const Box box = sheet_.view.box();
    const auto round = [](double low, double high) {
      return multiplesWithin(low, high, roundAbove((high - low) / 5, {1, 2, 5}));
    };
    const bool degrees = sheet_.crs.geographic();
    const auto label = [degrees](double value) {
      return degrees ? QString::number(value, 'g', 7) + "°"
                     : QString::number(value, 'f', value == std::floor(value) ? 0 : 1);
    };
    painter_.setFont(fontOf(6.2));
    const QFontMetricsF metrics(painter_.font());
    for (const double x : round(box.xmin, box.xmax)) {
      const double at = frame.left() + sheet_.view.toScreen({x, 0}).x();
      painter_.setPen(QPen(kInk, 0.6));
      for (const auto& [from, to] : {std::pair{frame.top() - 4, frame.top()}, {frame.bottom(), frame.bottom() + 4}})
        painter_.drawLine(QPointF(at, from), QPointF(at, to));
      const QString name = label(x);
      const double half = metrics.horizontalAdvance(name) / 2;
      if (at - half < frame.left() || at + half > frame.right()) continue;
      painter_.setPen(kMuted);
      painter_.drawText(QPointF(at - half, frame.bottom() + 4 + metrics.ascent()), name);
    }
    for (const double y : round(box.ymin, box.ymax)) {
      const double at = frame.top() + sheet_.view.toScreen({0, y}).y();
      painter_.setPen(QPen(kInk, 0.6));
      for (const auto& [from, to] : {std::pair{frame.left() - 4, frame.left()}, {frame.right(), frame.right() + 4}})
        painter_.drawLine(QPointF(from, at), QPointF(to, at));
      const QString name = label(y);
      const double half = metrics.horizontalAdvance(name) / 2;
      if (at - half < frame.top() || at + half > frame.bottom()) continue;
      painter_.save();
      painter_.setPen(kMuted);
      painter_.translate(frame.left() - 5, at + half);
      painter_.rotate(-90);
      painter_.drawText(QPointF(0, 0), name);
      painter_.restore();
    }
  }

  void mark() {
    if (sheet_.mark.isEmpty()) return;
    painter_.setFont(fontOf(9, true));
    drawMapText(painter_, {sheet_.mapFrame.center().x(), sheet_.mapFrame.bottom() - 12}, sheet_.mark);
  }

  void side() {
    const double left = sheet_.mapFrame.right() + kGap + 6, width = sheet_.page.width() - kMargin - left;
    double y = sheet_.mapFrame.top();
    painter_.setFont(fontOf(8));
    paintNorthArrow(painter_, {left + width / 2, y}, 46, sheet_.ground.north, words_);
    y += 58;
    painter_.setFont(fontOf(7.5));
    paintScaleBar(painter_, {left, y + 16}, width * 0.8, sheet_.ground.metresPerUnit * sheet_.view.resolution);
    y += 24;
    const double scale = sheet_.ground.metresPerUnit * sheet_.view.resolution / (0.0254 / 72);
    text({left, y, width, 11}, words_("viewer.sheet.scale", significant(scale, 3)), fontOf(7), kMuted);
    y += 11;
    text({left, y, width, 22}, QString::fromStdString(sheet_.crs.name()), fontOf(6.5), kMuted,
         Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap);
    y += 28;
    const double tableHeight = sheet_.table.empty() ? 0 : 18 + kRow * static_cast<double>(sheet_.table.size());
    y = legends(left, y, width, sheet_.mapFrame.bottom() - tableHeight - 8);
    table(left, sheet_.mapFrame.bottom() - tableHeight, width);
  }

  double legends(double left, double y, double width, double bottom) {
    rule(left, y - 4, width);
    const QFont font = fontOf(7.2);
    std::vector<const MapLayer*> topmostFirst;
    for (auto layer = sheet_.layers.rbegin(); layer != sheet_.layers.rend(); ++layer)
      topmostFirst.push_back(&layer->layer);
    for (const MapLayer* layer : legendOrder(topmostFirst)) {
      const QRectF area(left, y, width, bottom - y);
      const double height = paintLegend(nullptr, font, area, *layer, list_, words_);
      painter_.save();
      if (y + height > bottom) {
        // A long list of classes shrinks rather than running into the table.
        const double fit = std::max(0.45, (bottom - y) / height);
        painter_.translate(left, y);
        painter_.scale(fit, fit);
        painter_.translate(-left, -y);
      }
      painter_.setPen(QPen(kInk, 0.5));
      paintLegend(&painter_, font, area, *layer, list_, words_);
      painter_.restore();
      y += height + 4;
      if (y > bottom) break;
    }
    return y;
  }

  void table(double left, double top, double width) {
    if (sheet_.table.empty()) return;
    rule(left, top, width);
    text({left, top + 2, width, 14}, sheet_.tableTitle, fontOf(7.5, true), kAccent);
    double y = top + 17;
    for (const SheetRow& row : sheet_.table) {
      text({left, y, width, 11}, row.name + "  " + row.unit, fontOf(6.8), kMuted);
      text({left, y + 10.5, width, 12}, row.value, fontOf(8, true), kInk);
      y += kRow;
    }
  }

  void rule(double left, double y, double width) {
    painter_.setPen(QPen(kRule, 0.7));
    painter_.drawLine(QPointF(left, y), QPointF(left + width, y));
  }

  void footer() {
    const double y = sheet_.page.height() - kMargin - kFooter + 12;
    text({kMargin, y, sheet_.page.width() - 2 * kMargin, 18}, sheet_.footer, fontOf(6.5), kMuted,
         Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap);
  }

  QPainter& painter_;
  const Sheet& sheet_;
  const LayerList& list_;
  const Wording& words_;
};

}  // namespace

QSizeF pageSize(const SheetChoice& choice) {
  const QSizeF size = QPageSize(choice.paper).size(QPageSize::Point);
  return choice.landscape ? size.transposed() : size;
}

QRectF mapFrame(const SheetChoice& choice) {
  const QSizeF page = pageSize(choice);
  return {kMargin + kTicks, kMargin + kTitle, page.width() - 2 * kMargin - kTicks - kSide - kGap,
          page.height() - 2 * kMargin - kTitle - kFooter};
}

void paintSheet(QPainter& painter, const Sheet& sheet, const LayerList& list, const Wording& words, SheetPart part,
                int onlyLayer) {
  SheetPainter sheetPainter(painter, sheet, list, words);
  painter.setRenderHint(QPainter::Antialiasing);
  if (part == SheetPart::background || part == SheetPart::all) sheetPainter.background();
  if (part == SheetPart::layers || part == SheetPart::all) sheetPainter.layers(onlyLayer);
  if (part == SheetPart::frame || part == SheetPart::all) sheetPainter.frame();
}

}  // namespace tanhui::viewer
