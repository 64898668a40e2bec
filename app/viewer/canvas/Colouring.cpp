#include "app/viewer/canvas/Colouring.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tanhui::viewer {
namespace {

constexpr int kSteps = 1024;  // colours of a ramp: finer than a screen's

constexpr QRgb opaque(std::uint32_t rgb) { return 0xFF000000U | rgb; }

template <typename Pick>
QImage coloured(const FloatPixels& pixels, Pick pick) {
  QImage image(pixels.width, pixels.height, QImage::Format_ARGB32_Premultiplied);
  const float* value = pixels.values.data();
  for (int row = 0; row < pixels.height; ++row) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
    for (int col = 0; col < pixels.width; ++col) line[col] = pick(*value++);
  }
  return image;
}

}  // namespace

QImage colourFigures(const FloatPixels& pixels, const RampStyle& style) {
  std::array<QRgb, kSteps> table{};
  const Ramp ramp = rampOf(style.ramp);
  for (int i = 0; i < kSteps; ++i) table[static_cast<std::size_t>(i)] = opaque(colourAt(ramp, i / (kSteps - 1.0)));
  const auto low = static_cast<float>(style.range.low);
  const double reach = style.range.high - style.range.low;
  const auto scale = reach > 0 ? static_cast<float>((kSteps - 1) / reach) : 0.0F;
  return coloured(pixels, [&](float value) -> QRgb {
    if (std::isnan(value)) return 0;
    if (std::isinf(value)) return table[value < 0 ? 0 : kSteps - 1];
    const float step = std::clamp((value - low) * scale + 0.5F, 0.0F, kSteps - 0.5F);  // rounded, as the cast cuts
    return table[static_cast<std::size_t>(step)];
  });
}

QImage colourClasses(const FloatPixels& pixels, const ClassStyle& style) {
  std::map<int, QRgb> colours;
  for (const ClassStyle::Entry& entry : style.classes) colours[entry.value] = opaque(entry.colour);
  float last = std::numeric_limits<float>::quiet_NaN();  // neighbours are mostly of one class
  QRgb colour = 0;
  return coloured(pixels, [&](float value) -> QRgb {
    if (!(std::abs(value) < 2e9F)) return 0;  // nothing there, or no int
    if (value == last) return colour;
    const auto found = colours.find(static_cast<int>(value));
    last = value;
    colour = found == colours.end() ? 0 : found->second;
    return colour;
  });
}

}  // namespace tanhui::viewer
