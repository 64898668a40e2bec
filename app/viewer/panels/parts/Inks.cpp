#include "app/viewer/panels/parts/Inks.h"

#include <cmath>

#include "geo/draw/Canvas.h"

namespace tanhui::viewer {

QColor mixed(const QColor& from, const QColor& to, double share) {
  const auto between = [share](int a, int b) { return qRound(a + (b - a) * share); };
  return {between(from.red(), to.red()), between(from.green(), to.green()), between(from.blue(), to.blue())};
}

Inks::Inks(const QPalette& palette)
    : mapped_(true),
      dark_(palette.color(QPalette::Base).lightness() < 128),
      text_(palette.color(QPalette::Text)),
      background_(palette.color(QPalette::Base)),
      shade_(palette.color(QPalette::AlternateBase)) {}

QColor Inks::operator()(std::uint32_t rgb, double alpha) const {
  QColor colour = QColor::fromRgb(rgb);
  if (mapped_) {
    switch (rgb) {
      case ink::kText:
        colour = text_;
        break;
      case ink::kMuted:
        colour = mixed(text_, background_, 0.35);
        break;
      case ink::kRule:
        colour = mixed(text_, background_, 0.78);
        break;
      case ink::kShade:
        colour = shade_;
        break;
      case 0xFFFFFF:
        colour = background_;
        break;
      // The others are dark for paper; on a dark window their light kin keep the contrast.
      case ink::kAccent:
        if (dark_) colour = QColor(0x4C, 0xB7, 0x86);
        break;
      case ink::kEmission:
        if (dark_) colour = QColor(0xC2, 0x9B, 0xD0);
        break;
      case ink::kWarning:
        if (dark_) colour = QColor(0xF2, 0x9A, 0x62);
        break;
      default:
        break;
    }
  }
  colour.setAlphaF(static_cast<float>(alpha));
  return colour;
}

bool Inks::isFaint(std::uint32_t rgb) const {
  if (!dark_) return false;
  // Contrast as WCAG 2 has it; 3 is what it asks of graphics.
  const auto luminance = [](const QColor& c) {
    const auto linear = [](double part) {
      return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
  };
  return (luminance((*this)(rgb)) + 0.05) / (luminance(background_) + 0.05) < 3;
}

}  // namespace tanhui::viewer
