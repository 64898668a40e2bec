#include "geo/draw/StackChart.h"

#include <algorithm>
#include <cmath>

#include "geo/draw/detail/YearFrame.h"

namespace tanhui {
namespace {

constexpr double kEntryText = 9, kSwatch = 8, kLegendGap = 14, kEntryLine = 15;

double partAt(const YearPart& part, std::size_t year) {
  return year < part.values.size() && std::isfinite(part.values[year]) ? part.values[year] : 0;
}

std::size_t yearsOf(const StackChart& chart) {
  std::size_t years = 1;
  for (const YearPart& part : chart.parts) years = std::max(years, part.values.size());
  return years;
}

YearFrame::Range stackRange(const StackChart& chart) {
  const std::size_t years = yearsOf(chart);
  YearFrame::Range range{chart.firstYear, static_cast<int>(years), 0, 0};
  for (std::size_t y = 0; y < years; ++y) {
    double up = 0, down = 0;
    for (const YearPart& part : chart.parts) (partAt(part, y) > 0 ? up : down) += partAt(part, y);
    range.low = std::min(range.low, down), range.high = std::max(range.high, up);
  }
  return range;
}

void paintBars(Canvas& canvas, const YearFrame& frame, const StackChart& chart) {
  const double half = frame.slot() * 0.41;
  for (std::size_t y = 0; y < yearsOf(chart); ++y) {
    double up = 0, down = 0;
    for (const YearPart& part : chart.parts) {
      const double value = partAt(part, y);
      if (value == 0) continue;
      double& from = value > 0 ? up : down;
      const double a = frame.y(from), b = frame.y(from + value);
      canvas.rectangle({frame.x(y) - half, std::min(a, b), frame.x(y) + half, std::max(a, b)}, part.colour);
      from += value;
    }
  }
}

void paintSum(Canvas& canvas, const YearFrame& frame, const StackChart& chart) {
  std::vector<Point> points;
  for (std::size_t y = 0; y < yearsOf(chart); ++y) {
    double sum = 0;
    for (const YearPart& part : chart.parts) sum += partAt(part, y);
    points.push_back({frame.x(y), frame.y(sum)});
  }
  canvas.line(points, 0xFFFFFF, 3.2);
  canvas.line(points, ink::kText, 1.6);
}

/// Where the entries of a legend stand, line by line; `lines` tells how many lines they take.
struct LegendPlan {
  std::vector<Point> at;
  int lines = 1;
};

LegendPlan planLegend(const StackChart& chart, double width) {
  LegendPlan plan;
  double x = 0;
  const auto place = [&](const std::string& label) {
    const double wide = kSwatch + 5 + textWidth(label, kEntryText) + kLegendGap;
    if (x > 0 && x + wide - kLegendGap > width) x = 0, ++plan.lines;
    plan.at.push_back({x, (plan.lines - 1) * kEntryLine});
    x += wide;
  };
  for (const YearPart& part : chart.parts) place(part.label);
  if (!chart.sum.empty()) place(chart.sum);
  return plan;
}

void paintLegend(Canvas& canvas, const StackChart& chart, const LegendPlan& plan, double top) {
  const auto name = [&](const std::string& label, Point at) {
    canvas.text({at.x + kSwatch + 5, at.y + top + kSwatch}, {label}, {kEntryText, false, Align::left, ink::kText});
  };
  for (std::size_t i = 0; i < chart.parts.size(); ++i) {
    const Point at = plan.at[i];
    canvas.rectangle({at.x, at.y + top, at.x + kSwatch, at.y + top + kSwatch}, chart.parts[i].colour);
    name(chart.parts[i].label, at);
  }
  if (chart.sum.empty()) return;
  const Point at = plan.at.back();
  const double middle = at.y + top + kSwatch / 2;
  canvas.line(std::vector<Point>{{at.x - 2, middle}, {at.x + kSwatch + 2, middle}}, ink::kText, 1.6);
  name(chart.sum, at);
}

}  // namespace

Drawing stackChart(StackChart chart, double width, double height) {
  const LegendPlan plan = planLegend(chart, width);
  const double legend = plan.lines * kEntryLine;
  return {width, height + legend, [chart = std::move(chart), plan, width, height](Canvas& canvas) {
            const YearFrame frame({0, 0, width, height}, chart.quantity, stackRange(chart), 0, true);
            frame.paintGrid(canvas);
            paintBars(canvas, frame, chart);
            frame.paintZero(canvas);
            if (!chart.sum.empty()) paintSum(canvas, frame, chart);
            frame.paintSigns(canvas, chart.above, chart.below);
            paintLegend(canvas, chart, plan, height + 4);
          }};
}

}  // namespace tanhui
