#include "app/viewer/canvas/Legend.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "geo/account/Columns.h"
#include "geo/draw/MapPicture.h"
#include "geo/landclass/ClassTable.h"

namespace tanhui::viewer {
namespace {

constexpr int kMostBreaks = 5;
constexpr int kMostClasses = 40;

/// Draws downwards from the top of an area, or only counts how far it would come.
class LegendPainter {
 public:
  LegendPainter(QPainter* painter, const QFont& font, const QRectF& area)
      : painter_(painter), font_(font), metrics_(font), area_(area), y_(area.top()) {}

  double height() const { return y_ - area_.top(); }
  double line() const { return metrics_.height(); }

  void title(const QString& text, const QString& unit) {
    QFont bold = font_;
    bold.setBold(true);
    this->text(area_.left(), text, bold, area_.width());
    y_ += line() * 1.1;
    if (unit.isEmpty()) return;
    this->text(area_.left(), unit, font_, area_.width());
    y_ += line() * 1.1;
  }

  void ramp(const RampStyle& style, const Wording& words) {
    const double bar = line() * 0.8, width = area_.width();
    if (painter_ != nullptr) {
      QLinearGradient gradient(area_.left(), 0, area_.right(), 0);
      const Ramp stops = rampOf(style.ramp);
      for (const RampStop& stop : stops) gradient.setColorAt(stop.t, QColor::fromRgb(stop.colour));
      painter_->fillRect(QRectF(area_.left(), y_, width, bar), gradient);
      painter_->drawRect(QRectF(area_.left(), y_, width, bar));
    }
    y_ += bar;
    // Breaks are round in the unit that is shown.
    const double factor = style.hasQuantity ? unitFactor(style.quantity, words.units()) : 1;
    const double low = style.range.low * factor, high = style.range.high * factor;
    double taken = area_.left() - line();
    for (const double value : roundBreaks(low, high, kMostBreaks)) {
      const double x = area_.left() + (value - low) / (high - low) * width;
      const QString label = QString::fromStdString(trimmed(value, 4));
      const double half = metrics_.horizontalAdvance(label) / 2;
      const double left = std::clamp(x - half, area_.left(), std::max(area_.left(), area_.right() - 2 * half));
      if (painter_ != nullptr) painter_->drawLine(QPointF(x, y_), QPointF(x, y_ + 3));
      if (left < taken + 4) continue;
      y_ += 3;
      text(left, label, font_, 2 * half + 1);
      y_ -= 3;
      taken = left + 2 * half;
    }
    y_ += line() + 5;
  }

  void entry(const QString& name, std::uint32_t colour) {
    const double side = line() * 0.75;
    if (painter_ != nullptr) {
      const QRectF box(area_.left(), y_ + (line() - side) / 2, side * 1.4, side);
      painter_->fillRect(box, QColor::fromRgb(colour));
      painter_->drawRect(box);
    }
    text(area_.left() + side * 1.4 + 6, name, font_, area_.width() - side * 1.4 - 6);
    y_ += line() * 1.12;
  }

  void shape(const QString& name, const VectorStyle& style) {
    const double side = line() * 0.75;
    if (painter_ != nullptr) {
      const QRectF box(area_.left(), y_ + (line() - side) / 2, side * 1.4, side);
      painter_->save();
      painter_->fillRect(box, Qt::white);  // a dark line shows on a dark window too
      painter_->setPen(QPen(QColor::fromRgb(style.line), std::max(1.0, style.width)));
      painter_->setBrush(style.filled ? QBrush(QColor::fromRgb(style.fill)) : QBrush(Qt::NoBrush));
      painter_->drawRect(box);
      painter_->restore();
    }
    text(area_.left() + side * 1.4 + 6, name, font_, area_.width() - side * 1.4 - 6);
    y_ += line() * 1.12;
  }

 private:
  void text(double x, const QString& what, const QFont& font, double width) {
    if (painter_ == nullptr) return;
    painter_->setFont(font);
    const QFontMetricsF metrics(font);
    painter_->drawText(QPointF(x, y_ + metrics.ascent()), metrics.elidedText(what, Qt::ElideRight, width + 1));
  }

  QPainter* painter_;
  QFont font_;
  QFontMetricsF metrics_;
  QRectF area_;
  double y_;
};

QString classText(const ClassStyle::Entry& entry, Language language) {
  return QString::fromStdString(language == Language::zh ? entry.nameZh : entry.nameEn);
}

}  // namespace

QString legendTitle(const MapLayer& layer, const LayerList& list, const Wording& words) {
  QString name = list.displayName(layer);
  const int band = bandOf(layer.content);
  if (layer.bands.size() < 2 || band < 1 || band > static_cast<int>(layer.bands.size())) return name;
  return words("viewer.legend.title", name.toStdString(),
               words(layer.bands[static_cast<std::size_t>(band - 1)].nameId).toStdString());
}

QString legendUnit(const MapLayer& layer, const Wording& words) {
  const auto* ramp = std::get_if<RampStyle>(&layer.style);
  if (ramp == nullptr) return {};
  return ramp->hasQuantity ? words.unit(ramp->quantity) : ramp->unit;
}

std::vector<const MapLayer*> legendOrder(std::vector<const MapLayer*> layers) {
  std::erase_if(layers, [](const MapLayer* l) { return std::holds_alternative<PictureStyle>(l->style); });
  std::ranges::stable_partition(layers,
                                [](const MapLayer* l) { return !std::holds_alternative<VectorStyle>(l->style); });
  return layers;
}

double paintLegend(QPainter* painter, const QFont& font, const QRectF& area, const MapLayer& layer,
                   const LayerList& list, const Wording& words) {
  if (painter != nullptr) painter->save();
  LegendPainter legend(painter, font, area);
  if (const auto* style = std::get_if<VectorStyle>(&layer.style)) {
    legend.shape(list.displayName(layer), *style);
  } else {
    legend.title(legendTitle(layer, list, words), legendUnit(layer, words));
    if (const auto* ramp = std::get_if<RampStyle>(&layer.style)) legend.ramp(*ramp, words);
    if (const auto* classes = std::get_if<ClassStyle>(&layer.style)) {
      int shown = 0;
      for (const ClassStyle::Entry& entry : classes->classes)
        if (shown++ < kMostClasses) legend.entry(classText(entry, words.language()), entry.colour);
    }
  }
  if (painter != nullptr) painter->restore();
  return legend.height();
}

}  // namespace tanhui::viewer
