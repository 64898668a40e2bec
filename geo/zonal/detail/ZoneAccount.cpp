#include "geo/zonal/detail/ZoneAccount.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace tanhui {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kTooVaried = -1;  ///< in place of the variety

}  // namespace

bool needsClasses(const std::vector<Statistic>& statistics) {
  return std::ranges::any_of(statistics, [](Statistic s) {
    return s == Statistic::majority || s == Statistic::minority || s == Statistic::variety;
  });
}

bool needsGround(const std::vector<Statistic>& statistics) {
  return std::ranges::any_of(statistics, [](Statistic s) { return s == Statistic::areaHa || s == Statistic::total; });
}

bool needsDeviation(const std::vector<Statistic>& statistics) {
  return std::ranges::find(statistics, Statistic::stdev) != statistics.end();
}

ClassSummary summaryOf(const Frequency& frequency) {
  if (frequency.overflowed()) return {kNone, kNone, kTooVaried};
  ClassSummary summary{frequency.majority(), frequency.minority(), static_cast<double>(frequency.entries().size())};
  double largest = summary.second;
  for (const Frequency::Entry& entry : frequency.entries()) {
    if (entry.value > largest) {
      summary.second = std::exchange(largest, entry.value);
    } else if (entry.value < largest) {
      summary.second = std::max(summary.second, entry.value);
    }
  }
  return summary;
}

ZoneAccount::ZoneAccount(std::vector<Area> areas, const std::vector<Statistic>& statistics)
    : statistics_(statistics), areas_(std::move(areas)), moments_(areas_.size()) {
  if (!needsClasses(statistics)) return;
  classes_.assign(areas_.size(), {kNone, kNone, 0});
  frequencies_.resize(areas_.size());
  givenUp_ = std::make_unique<std::atomic<bool>[]>(areas_.size());
}

void ZoneAccount::add(const ZonePart& part, std::span<const Frequency::Entry> values) {
  const std::size_t zone = part.zone;
  moments_[zone].merge(part.moments);
  if (!classes_.empty()) addClasses(part, values);
}

void ZoneAccount::addClasses(const ZonePart& part, std::span<const Frequency::Entry> values) {
  const std::size_t zone = part.zone;
  std::uint32_t& partsLeft = areas_[zone].parts;
  std::unique_ptr<Frequency>& whole = frequencies_[zone];
  if (partsLeft == 1 && !whole) {
    classes_[zone] = part.classes;
  } else {
    if (!whole) whole = std::make_unique<Frequency>();
    if (part.tooVaried) whole->overflow();
    whole->add(values, kMaxVariety);
    if (whole->overflowed()) givenUp_[zone].store(true, std::memory_order_relaxed);
    if (partsLeft == 1) {
      classes_[zone] = summaryOf(*whole);
      whole.reset();
    }
  }
  --partsLeft;
}

/// The zone's area in cells. For a zone within the raster that is what was counted, so that a zone without nodata has
/// frac 1 and not 1 - 1e-16.
double ZoneAccount::areaOf(std::size_t zone) const {
  const double counted = moments_[zone].count + moments_[zone].nodata;
  return areas_[zone].inside && counted > 0 ? counted : std::max(counted, areas_[zone].cells);
}

double ZoneAccount::lowest() const {
  double lowest = std::numeric_limits<double>::infinity();
  for (const Moments& m : moments_) lowest = std::min(lowest, m.min);
  return lowest;
}

double ZoneAccount::highest() const {
  double highest = -std::numeric_limits<double>::infinity();
  for (const Moments& m : moments_) highest = std::max(highest, m.max);
  return highest;
}

std::optional<double> ZoneAccount::secondHighest() const {
  if (classes_.empty()) return std::nullopt;
  const double most = highest();
  double second = -std::numeric_limits<double>::infinity();
  for (std::size_t zone = 0; zone < moments_.size(); ++zone) {
    if (tooVaried(zone)) return std::nullopt;
    second = std::max(second, moments_[zone].max == most ? classes_[zone].second : moments_[zone].max);
  }
  return second;
}

double ZoneAccount::nodataShare(std::size_t zone) const { return moments_[zone].nodata / areaOf(zone); }

double ZoneAccount::outsideShare(std::size_t zone) const {
  const double area = areaOf(zone);
  return (area - (moments_[zone].count + moments_[zone].nodata)) / area;
}

double ZoneAccount::value(Statistic statistic, std::size_t zone) const {
  const Moments& m = moments_[zone];
  const bool any = m.count > 0;
  switch (statistic) {
    case Statistic::count:
      return m.count;
    case Statistic::sum:
      return m.sum;
    case Statistic::mean:
      return m.mean();
    case Statistic::min:
      return any ? m.min : kNone;
    case Statistic::max:
      return any ? m.max : kNone;
    case Statistic::stdev:
      return any ? std::sqrt(m.deviation / m.count) : kNone;
    case Statistic::majority:
      return classes_[zone].majority;
    case Statistic::minority:
      return classes_[zone].minority;
    case Statistic::variety:
      return tooVaried(zone) ? kNone : classes_[zone].variety;
    case Statistic::frac:
      return m.count / areaOf(zone);
    case Statistic::nodataFrac:
      return nodataShare(zone);
    case Statistic::outsideFrac:
      return outsideShare(zone);
    case Statistic::areaHa:
      return m.areaHa;
    case Statistic::total:
      return m.total;
  }
  return kNone;
}

std::vector<std::vector<double>> ZoneAccount::values() const {
  std::vector<std::vector<double>> out;
  for (const Statistic statistic : statistics_) {
    std::vector<double>& column = out.emplace_back(areas_.size());
    for (std::size_t zone = 0; zone < areas_.size(); ++zone) column[zone] = value(statistic, zone);
  }
  return out;
}

}  // namespace tanhui
