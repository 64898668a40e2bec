#include "app/viewer/model/Wording.h"

#include "geo/account/PlusMinus.h"

namespace tanhui::viewer {

void Wording::setLanguage(Language language) {
  if (language == language_) return;
  language_ = language;
  emit changed();
}

void Wording::setUnits(Units units) {
  if (units.carbon == units_.carbon && units.area == units_.area) return;
  units_ = units;
  emit changed();
}

QString Wording::figure(Quantity quantity, double value, int digits, double scale) const {
  const double factor = unitFactor(quantity, units_);
  return QString::fromStdString(significant(value * factor, digits, scale * factor));
}

QString Wording::ranged(Quantity quantity, double value, double standardError) const {
  return qt(plain(withRange(quantity, value, standardError, language_), units_, language_));
}

QString Wording::unit(Quantity quantity) const { return QString::fromStdString(unitName(quantity, units_, language_)); }

}  // namespace tanhui::viewer
