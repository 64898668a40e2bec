#include "geo/draw/LineChart.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/draw/detail/YearFrame.h"

namespace tanhui {
namespace {

constexpr double kLineWidth = 1.8;

/// Bands that lie over one another must not add up to a dark field.
double bandOpacity(std::size_t bands) { return bands < 2 ? 0.18 : bands < 3 ? 0.13 : 0.08; }

YearFrame::Range lineRange(const LineChart& chart) {
  YearFrame::Range range{chart.firstYear, 1, INFINITY, -INFINITY};
  const auto include = [&](const std::vector<double>& values) {
    range.years = std::max(range.years, static_cast<int>(values.size()));
    for (const double value : values)
      if (std::isfinite(value)) range.low = std::min(range.low, value), range.high = std::max(range.high, value);
  };
  for (const YearLine& line : chart.lines) include(line.values), include(line.low), include(line.high);
  if (!(range.low <= range.high)) range.low = range.high = 0;
  if (chart.fromZero) range.low = std::min(range.low, 0.0), range.high = std::max(range.high, 0.0);
  return range;
}

/// Calls `use` with every run of years whose values are finite.
template <typename Use>
void eachRun(std::size_t count, const auto& finite, const Use& use) {
  for (std::size_t begin = 0; begin < count; ++begin) {
    if (!finite(begin)) continue;
    std::size_t end = begin;
    while (end < count && finite(end)) ++end;
    use(begin, end);
    begin = end;
  }
}

void paintBand(Canvas& canvas, const YearFrame& frame, const YearLine& line, double opacity) {
  const auto finite = [&](std::size_t i) { return std::isfinite(line.low[i]) && std::isfinite(line.high[i]); };
  eachRun(std::min(line.low.size(), line.high.size()), finite, [&](std::size_t begin, std::size_t end) {
    std::vector<Point> outline;
    for (std::size_t i = begin; i < end; ++i) outline.push_back({frame.x(i), frame.y(line.high[i])});
    for (std::size_t i = end; i-- > begin;) outline.push_back({frame.x(i), frame.y(line.low[i])});
    canvas.polygon(outline, line.colour, opacity);
    // Where bands lie over one another their tints mix; thin edges keep them apart.
    const std::span<const Point> edges(outline);
    canvas.line(edges.first(end - begin), line.colour, 0.4);
    canvas.line(edges.subspan(end - begin), line.colour, 0.4);
  });
}

void paintLine(Canvas& canvas, const YearFrame& frame, const YearLine& line) {
  const auto finite = [&](std::size_t i) { return std::isfinite(line.values[i]); };
  eachRun(line.values.size(), finite, [&](std::size_t begin, std::size_t end) {
    std::vector<Point> points;
    for (std::size_t i = begin; i < end; ++i) points.push_back({frame.x(i), frame.y(line.values[i])});
    if (points.size() == 1) {
      constexpr double kDot = 2;
      const Point p = points[0];
      canvas.rectangle({p.x - kDot, p.y - kDot, p.x + kDot, p.y + kDot}, line.colour);
      return;
    }
    canvas.line(points, 0xFFFFFF, kLineWidth + 0.9);
    canvas.line(points, line.colour, kLineWidth);
  });
}

double lastFinite(const std::vector<double>& values) {
  for (std::size_t i = values.size(); i-- > 0;)
    if (std::isfinite(values[i])) return values[i];
  return NAN;
}

YearFrame frameOf(const LineChart& chart, const Box& paper) {
  std::vector<std::string> names;
  for (const YearLine& line : chart.lines) names.push_back(line.label);
  return {paper, chart.quantity, lineRange(chart), endLabelWidth(names, paper.xmax - paper.xmin)};
}

/// The year that a reader looks at: a line across the field, and a dot on each curve.
void paintMark(Canvas& canvas, const YearFrame& frame, const LineChart& chart) {
  if (!chart.markedYear) return;
  const int year = *chart.markedYear - chart.firstYear;
  if (year < 0 || year >= lineRange(chart).years) return;
  const double x = frame.x(static_cast<std::size_t>(year));
  canvas.line(std::vector<Point>{{x, frame.field().ymin}, {x, frame.field().ymax}}, ink::kText, 0.9);
  for (const YearLine& line : chart.lines) {
    const auto at = static_cast<std::size_t>(year);
    if (at >= line.values.size() || !std::isfinite(line.values[at])) continue;
    const double y = frame.y(line.values[at]);
    for (const auto& [half, colour] : {std::pair{3.6, 0xFFFFFFU}, std::pair{2.6, line.colour}})
      canvas.rectangle({x - half, y - half, x + half, y + half}, colour);
  }
}

void paintLineChart(Canvas& canvas, const LineChart& chart, const Box& paper) {
  const YearFrame frame = frameOf(chart, paper);
  frame.paintGrid(canvas);
  for (const YearLine& line : chart.lines) paintBand(canvas, frame, line, bandOpacity(chart.lines.size()));
  frame.paintZero(canvas);
  std::vector<EndLabel> labels;
  for (const YearLine& line : chart.lines) {
    paintLine(canvas, frame, line);
    labels.push_back({frame.y(lastFinite(line.values)), line.label, line.colour});
  }
  paintMark(canvas, frame, chart);
  frame.paintSigns(canvas, chart.above, chart.below);
  frame.paintEndLabels(canvas, labels);
}

}  // namespace

std::span<const std::uint32_t> lineColours() {
  static constexpr std::array<std::uint32_t, 7> kColours = {0x4A5357, 0x0072B2, 0xD55E00, 0x009E73,
                                                            0xB5548C, 0x2E9FD8, 0xB07A00};
  return kColours;
}

std::uint32_t scenarioColour(std::size_t scenario) {
  const auto colours = lineColours();
  return colours[scenario < colours.size() ? scenario : 1 + (scenario - 1) % (colours.size() - 1)];
}

bool leavesOutZero(const LineChart& chart) {
  const YearFrame::Range range = lineRange(chart);
  const Ticks ticks = ticksOver(range.low, range.high, 5);
  return ticks.low > 0 || ticks.high < 0;
}

std::optional<int> yearAt(const LineChart& chart, double width, double x) {
  const YearFrame frame = frameOf(chart, {0, 0, width, 1});
  constexpr double kBeside = 8;  // of the first and last year
  const Box& field = frame.field();
  if (chart.lines.empty() || x < field.xmin - kBeside || x > field.xmax + kBeside) return std::nullopt;
  const int last = lineRange(chart).years - 1;
  const double share = field.xmax > field.xmin ? (x - field.xmin) / (field.xmax - field.xmin) : 0;
  return chart.firstYear + std::clamp(static_cast<int>(std::lround(share * last)), 0, last);
}

Drawing lineChart(LineChart chart, double width, double height) {
  return {width, height, [chart = std::move(chart), width, height](Canvas& canvas) {
            paintLineChart(canvas, chart, {0, 0, width, height});
          }};
}

}  // namespace tanhui
