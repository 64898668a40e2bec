#include "geo/terrain/StageTable.h"

#include <algorithm>
#include <numeric>

namespace tanhui {
namespace {

constexpr std::size_t kMostDays = 65'534;  // a rank is a 16-bit number, and one of them is spare
constexpr double kDays = 365;
constexpr std::size_t kSteps = 4096;  // of the guide: about one stage in each

}  // namespace

StageTable::StageTable(const StageSeries& series, double offset) {
  const std::size_t count = series.stage.size();
  if (count > kMostDays)
    throw Error("stages", say("terrain.stage_many", count, kMostDays), say("terrain.stage_many.remedy"));
  std::vector<float> stages(count);
  for (std::size_t i = 0; i < count; ++i) stages[i] = static_cast<float>(series.stage[i] + offset);
  std::vector<std::size_t> ascending(count);
  std::iota(ascending.begin(), ascending.end(), std::size_t{0});
  std::ranges::stable_sort(ascending, {}, [&](std::size_t i) { return stages[i]; });
  for (const std::size_t i : ascending) sorted_.push_back(stages[i]);
  findRuns(series, ascending);

  const double range = static_cast<double>(highest()) - static_cast<double>(lowest());
  stepsPerMetre_ = range > 0 ? kSteps / range : 0;
  for (std::size_t step = 0; step <= kSteps; ++step) {
    const double z = static_cast<double>(lowest()) + range * static_cast<double>(step) / kSteps;
    guide_.push_back(
        static_cast<std::uint16_t>(std::ranges::lower_bound(sorted_, static_cast<float>(z)) - sorted_.begin()));
  }
}

std::uint16_t StageTable::rank(float z) const {
  if (!(z < highest())) return days();  // without a height too: dry
  if (z < lowest()) return 0;
  const auto step = static_cast<std::size_t>((static_cast<double>(z) - static_cast<double>(lowest())) * stepsPerMetre_);
  // A step to either side for rounding.
  const auto first = sorted_.begin() + guide_[step > 0 ? step - 1 : 0],
             last = sorted_.begin() + guide_[std::min(step + 2, kSteps)];
  return static_cast<std::uint16_t>(std::upper_bound(first, last, z) - sorted_.begin());
}

double StageTable::daysOfYear(std::uint16_t rank) const {
  const double count = days();
  return (count - rank) * kDays / count;
}

/// Days come under water from the highest stage down; each joins the runs beside it.
void StageTable::findRuns(const StageSeries& series, const std::vector<std::size_t>& ascending) {
  const std::size_t count = ascending.size();
  std::vector<int> run(count, 0);  // right at the first and the last day of each run
  longest_.assign(count + 1, 0);
  const auto follows = [&](std::size_t day) { return series.days[day] == series.days[day - 1] + 1; };
  for (std::size_t rank = count; rank-- > 0;) {
    const std::size_t day = ascending[rank];
    const int before = day > 0 && follows(day) ? run[day - 1] : 0,
              after = day + 1 < count && follows(day + 1) ? run[day + 1] : 0;
    const int whole = before + 1 + after;
    run[day] = whole;
    run[day - static_cast<std::size_t>(before)] = whole;
    run[day + static_cast<std::size_t>(after)] = whole;
    longest_[rank] = std::max(longest_[rank + 1], whole);
  }
}

}  // namespace tanhui
