#include "geo/draw/detail/YearFrame.h"

#include <algorithm>
#include <cmath>

#include "geo/base/RoundNumbers.h"

namespace tanhui {
namespace {

constexpr double kTickText = 8.5, kNameText = 9, kNameGap = 12, kNameShift = 12;
constexpr double kTopMargin = 18, kBottomMargin = 17;

/// Years between two names of years that have `room` points each.
int yearStep(int years, double width) {
  constexpr double kRoom = 36;
  for (const int step : {1, 2, 5, 10, 20, 50, 100})
    if (width / std::max(1, years) * step >= kRoom) return step;
  return 200;
}

}  // namespace

std::size_t Ticks::count() const { return static_cast<std::size_t>(std::llround(high / step - low / step)) + 1; }

double Ticks::at(std::size_t index) const { return (std::round(low / step) + static_cast<double>(index)) * step; }

Ticks ticksOver(double low, double high, int wanted) {
  if (!std::isfinite(low) || !std::isfinite(high)) low = 0, high = 1;
  if (high < low) std::swap(low, high);
  constexpr double kMost = 1e300;  // what is beyond would leave the range of doubles when an end is rounded up
  low = std::clamp(low, -kMost, kMost), high = std::clamp(high, -kMost, kMost);
  if (!farApart(low, high)) {
    // A level line stands in the middle of its axis.
    const double half = high == 0 ? 0.5 : std::max(0.1 * std::abs(high), 1e-290);
    low -= half, high += half;
  }
  const double parts = std::max(1, wanted), step = roundAbove(high / parts - low / parts, {1, 2, 5});
  constexpr double kHair = 1e-9;
  return {std::floor(low / step + kHair) * step, std::ceil(high / step - kHair) * step, step};
}

std::vector<double> spreadLabels(const std::vector<double>& wanted, double gap, double top, double bottom) {
  std::vector<std::size_t> order(wanted.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  // Labels that touch become one group, centred on what its members want: the pool-adjacent-violators way.
  struct Group {
    double sum;  ///< of the heights wanted for the group's first label
    std::size_t count;
    double first() const { return sum / static_cast<double>(count); }
  };
  std::vector<Group> groups;
  for (const std::size_t i : order) {
    groups.push_back({wanted[i], 1});
    while (groups.size() > 1) {
      const Group& last = groups.back();
      Group& before = groups[groups.size() - 2];
      const double below = gap * static_cast<double>(before.count);
      if (last.first() - before.first() >= below) break;
      before.sum += last.sum - below * static_cast<double>(last.count);
      before.count += last.count;
      groups.pop_back();
    }
  }
  std::vector<double> out(wanted.size());
  std::size_t place = 0;
  for (const Group& group : groups)
    for (std::size_t k = 0; k < group.count; ++k) out[order[place++]] = group.first() + gap * static_cast<double>(k);
  // Pushed back onto the paper from its ends.
  double room = bottom;
  for (std::size_t k = order.size(); k-- > 0; room = out[order[k]] - gap) out[order[k]] = std::min(out[order[k]], room);
  room = top;
  for (const std::size_t i : order) {
    out[i] = std::max(out[i], room);
    room = out[i] + gap;
  }
  return out;
}

double endLabelWidth(const std::vector<std::string>& names, double chartWidth) {
  double width = 0;
  for (const std::string& name : names) width = std::max(width, textWidth(name, kNameText, true));
  return names.empty() ? 0 : std::min(width + 2, chartWidth * 0.3);
}

YearFrame::YearFrame(Box paper, Quantity quantity, const Range& range, double labelWidth, bool slots)
    : quantity_(quantity),
      range_(range),
      ticks_(ticksOver(range.low, range.high, 5)),
      slots_(slots),
      paperRight_(paper.xmax) {
  double numbers = 0;
  // The widest that the numbers get in any unit the reader may choose.
  for (const CarbonUnit unit : {CarbonUnit::wanTC, CarbonUnit::wanTCO2e, CarbonUnit::tC, CarbonUnit::tCO2e})
    for (std::size_t i = 0; i < ticks_.count(); ++i)
      numbers = std::max(numbers, textWidth(plain(tick(ticks_.at(i)), {unit, AreaUnit::mu}, Language::en), kTickText));
  const double right = labelWidth > 0 ? labelWidth + kNameShift : 12;
  field_ = {paper.xmin + numbers + 6, paper.ymin + kTopMargin, paper.xmax - right, paper.ymax - kBottomMargin};
}

double YearFrame::slot() const { return (field_.xmax - field_.xmin) / std::max(1, range_.years); }

double YearFrame::x(std::size_t year) const {
  const auto at = static_cast<double>(year);
  if (slots_) return field_.xmin + (at + 0.5) * slot();
  return range_.years < 2 ? (field_.xmin + field_.xmax) / 2
                          : field_.xmin + at / (range_.years - 1) * (field_.xmax - field_.xmin);
}

double YearFrame::y(double value) const {
  // In halves: the whole of -1e308 to 1e308 is infinite.
  const double share = (value / 2 - ticks_.low / 2) / (ticks_.high / 2 - ticks_.low / 2);
  return field_.ymax - share * (field_.ymax - field_.ymin);
}

Inlines YearFrame::tick(double value) const {
  return {Figure{quantity_, value, std::max(std::abs(ticks_.low), std::abs(ticks_.high)), 4, true}};
}

void YearFrame::paintGrid(Canvas& canvas) const {
  for (std::size_t i = 0; i < ticks_.count(); ++i) {
    const double value = ticks_.at(i), height = y(value);
    canvas.line(std::vector<Point>{{field_.xmin, height}, {field_.xmax, height}}, ink::kRule, 0.5);
    canvas.text({field_.xmin - 5, height + kTickText * 0.35}, tick(value),
                {kTickText, false, Align::right, ink::kMuted});
  }
  canvas.text({0, kTickText + 0.5}, {UnitOf{quantity_}}, {kTickText, false, Align::left, ink::kMuted});
  paintYears(canvas);
}

void YearFrame::paintYears(Canvas& canvas) const {
  const int step = yearStep(range_.years, field_.xmax - field_.xmin);
  const int last = range_.years - 1;
  for (int i = 0; i <= last; ++i) {
    const int year = range_.firstYear + i;
    const bool round = year % step == 0;
    // The ends are named as well, unless a round year stands so near that the two would touch; then the end goes first
    // at the left and the round year at the right.
    const bool nearEnd = (i > 0 && i * 5 < step * 4) || (i < last && (last - i) * 5 < step * 4);
    if ((!round || nearEnd) && i != 0 && i != last) continue;
    const double at = x(static_cast<std::size_t>(i));
    canvas.line(std::vector<Point>{{at, field_.ymax}, {at, field_.ymax + 3}}, ink::kMuted, 0.6);
    canvas.text({at, field_.ymax + 13}, {std::to_string(year)}, {kTickText, false, Align::centre, ink::kMuted});
  }
}

void YearFrame::paintZero(Canvas& canvas) const {
  if (!holdsZero()) return;
  canvas.line(std::vector<Point>{{field_.xmin, y(0)}, {field_.xmax, y(0)}}, ink::kText, 0.9);
}

void YearFrame::paintSigns(Canvas& canvas, const std::string& above, const std::string& below) const {
  if (above.empty() && below.empty()) return;
  canvas.text({field_.xmax, kTickText + 0.5}, {above + (above.empty() || below.empty() ? "" : "   ") + below},
              {kTickText, false, Align::right, ink::kMuted});
}

void YearFrame::paintEndLabels(Canvas& canvas, const std::vector<EndLabel>& labels) const {
  std::vector<double> wanted;
  for (const EndLabel& label : labels) wanted.push_back(std::isfinite(label.y) ? label.y : field_.ymax);
  const std::vector<double> heights = spreadLabels(wanted, kNameGap, field_.ymin, field_.ymax);
  const double left = field_.xmax + kNameShift, width = paperRight_ - left;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    canvas.line(std::vector<Point>{{field_.xmax + 1.5, wanted[i]}, {left - 2, heights[i]}}, labels[i].colour, 0.7);
    canvas.text({left, heights[i] + kNameText * 0.35}, {fitted(labels[i].words, kNameText, width, true)},
                {kNameText, true, Align::left, labels[i].colour});
  }
}

}  // namespace tanhui
