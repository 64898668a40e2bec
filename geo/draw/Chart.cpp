#include "geo/draw/Chart.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/account/PlusMinus.h"

namespace tanhui {
namespace {

constexpr double kRow = 19, kBarHeight = 11, kText = 9.5, kGap = 6;

/// Where bars lie: labels at the left edge, figures beside the bars, both with room of their own.
struct Plot {
  double left = 0, right = 0;  ///< of the bars
  double low = 0, high = 0;    ///< values there

  double x(double value) const {
    const double span = high - low;
    return span > 0 ? left + (value - low) / span * (right - left) : left;
  }
};

double known(double value) { return std::isfinite(value) ? value : 0; }

double largest(const std::vector<Bar>& bars) {
  double size = 0;
  for (const Bar& bar : bars) size = std::max(size, std::abs(known(bar.value)));
  return size;
}

Inlines figureOf(const Bar& bar, Quantity quantity, double scale) {
  if (!bar.figure.empty()) return {bar.figure};
  if (!(bar.halfWidth > 0)) return {Figure{quantity, bar.value, scale, 4}};
  return withHalfRange(quantity, bar.value, bar.halfWidth);
}

/// The widest that a bar's figure gets in any unit the reader may choose.
double figureWidth(const std::vector<Bar>& bars, Quantity quantity, double scale) {
  double width = 0;
  for (const Bar& bar : bars)
    for (const CarbonUnit carbon : {CarbonUnit::wanTC, CarbonUnit::tCO2e})
      for (const AreaUnit area : {AreaUnit::ha, AreaUnit::mu})
        width = std::max(width, textWidth(plain(figureOf(bar, quantity, scale), {carbon, area}, Language::zh), kText));
  return width;
}

Plot plotFor(const std::vector<Bar>& bars, double labelWidth, double numberWidth, double width) {
  Plot plot{labelWidth + kGap, width - numberWidth - 2 * kGap, 0, 0};
  for (const Bar& bar : bars) {
    plot.low = std::min(plot.low, known(bar.value) - known(bar.halfWidth));
    plot.high = std::max(plot.high, known(bar.value) + known(bar.halfWidth));
  }
  // A whisker that crosses zero by a hair needs no room left of it.
  if (std::none_of(bars.begin(), bars.end(), [](const Bar& bar) { return bar.value < 0; }))
    plot.low = std::max(plot.low, -0.08 * plot.high);
  return plot;
}

void paintWhisker(Canvas& canvas, const Plot& plot, const Bar& bar, double middle) {
  const double from = plot.x(std::max(plot.low, bar.value - bar.halfWidth)), to = plot.x(bar.value + bar.halfWidth);
  constexpr double kCap = 2.5;
  // A white rim first: a whisker must show on a dark bar as well.
  for (const auto& [colour, width] : {std::pair{0xFFFFFFU, 2.4}, std::pair{ink::kText, 0.8}}) {
    canvas.line(std::vector<Point>{{from, middle}, {to, middle}}, colour, width);
    for (const double end : {from, to})
      canvas.line(std::vector<Point>{{end, middle - kCap}, {end, middle + kCap}}, colour, width);
  }
}

}  // namespace

Drawing barChart(const std::vector<Bar>& bars, Quantity quantity, double width) {
  const double height = kRow * static_cast<double>(bars.size()) + 4;
  return {width, height, [bars, quantity, width, height](Canvas& canvas) {
            double labelWidth = 0;
            for (const Bar& bar : bars) labelWidth = std::max(labelWidth, textWidth(bar.label, kText));
            labelWidth = std::min(labelWidth + 2, width * 0.4);
            const double scale = largest(bars);
            const Plot plot = plotFor(bars, labelWidth, figureWidth(bars, quantity, scale), width);
            double top = 2;
            for (const Bar& bar : bars) {
              const double middle = top + kRow / 2, baseline = middle + kText * 0.36;
              canvas.text({labelWidth, baseline}, {fitted(bar.label, kText, labelWidth)},
                          {kText, false, Align::right, ink::kText});
              const double from = plot.x(std::min(0.0, known(bar.value))), to = plot.x(std::max(0.0, known(bar.value)));
              canvas.rectangle({from, middle - kBarHeight / 2, std::max(to, from + 0.5), middle + kBarHeight / 2},
                               bar.colour);
              if (bar.halfWidth > 0) paintWhisker(canvas, plot, bar, middle);
              canvas.text({width, baseline}, figureOf(bar, quantity, scale), {kText, false, Align::right, ink::kMuted});
              top += kRow;
            }
            const double zero = plot.x(0);
            canvas.line(std::vector<Point>{{zero, 0}, {zero, height}}, ink::kMuted, 0.6);
          }};
}

Drawing shareBar(const std::vector<Bar>& parts, Quantity quantity, double width) {
  constexpr double kHeight = 22, kLine = 17, kSwatch = 9;
  const double height = kHeight + 8 + kLine * static_cast<double>(parts.size());
  return {
      width, height, [parts, quantity, width](Canvas& canvas) {
        double sum = 0;
        for (const Bar& part : parts) sum += std::max(0.0, known(part.value));
        const double scale = largest(parts);
        double x = 0, y = kHeight + 8;
        for (const Bar& part : parts) {
          const double share = sum > 0 ? std::max(0.0, known(part.value)) / sum : 0;
          canvas.rectangle({x, 0, x + share * width, kHeight}, part.colour);
          x += share * width;
          const double baseline = y + kLine * 0.68;
          canvas.rectangle({0, baseline - kSwatch + 0.5, kSwatch, baseline + 0.5}, part.colour);
          canvas.text({kSwatch + 6, baseline}, {part.label}, {kText, false, Align::left, ink::kText});
          canvas.text({width * 0.62, baseline}, Inlines{Figure{quantity, part.value, scale, 4}, " ", UnitOf{quantity}},
                      {kText, false, Align::right, ink::kText});
          canvas.text({width * 0.75, baseline}, {percent(sum > 0 ? share : std::numeric_limits<double>::quiet_NaN())},
                      {kText, false, Align::right, ink::kMuted});
          y += kLine;
        }
      }};
}

}  // namespace tanhui
