#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "geo/zonal/Statistic.h"
#include "geo/zonal/detail/Frequency.h"
#include "geo/zonal/detail/Moments.h"

namespace tanhui {

/// What a Frequency table is kept for.
struct ClassSummary {
  double majority, minority, variety;
  double second = -std::numeric_limits<double>::infinity();  ///< the largest value but one
};
ClassSummary summaryOf(const Frequency& frequency);

/// One zone's share of one piece.
struct ZonePart {
  std::uint32_t zone;
  Moments moments;
  ClassSummary classes;  ///< when the zone lies in this piece alone; otherwise its values follow:
  std::size_t valuesBegin = 0, valuesEnd = 0;
  bool tooVaried = false;
};

/// Gathers the parts of every zone, in the order of the pieces, and makes the statistics of them.
class ZoneAccount {
 public:
  struct Area {
    double cells;         ///< the zone's own area, in cells of the raster
    bool inside;          ///< its box lies within the raster
    std::uint32_t parts;  ///< how many parts it will have
  };
  ZoneAccount(std::vector<Area> areas, const std::vector<Statistic>& statistics);

  /// `values` holds the values and weights of the part of a zone with several parts.
  void add(const ZonePart& part, std::span<const Frequency::Entry> values);

  /// True once a zone is known to hold too many values: there is no use in counting more. May be asked while another
  /// thread adds; a late answer costs time only.
  bool givenUp(std::size_t zone) const { return givenUp_[zone].load(std::memory_order_relaxed); }

  /// The values by [statistic][zone].
  std::vector<std::vector<double>> values() const;

  /// Over all zones; infinite when there is no valid cell.
  double lowest() const;
  double highest() const;
  /// The largest value below highest(); nothing when the values were not counted.
  std::optional<double> secondHighest() const;

  double outsideShare(std::size_t zone) const;
  double nodataShare(std::size_t zone) const;
  bool tooVaried(std::size_t zone) const { return !classes_.empty() && classes_[zone].variety < 0; }

 private:
  void addClasses(const ZonePart& part, std::span<const Frequency::Entry> values);
  double value(Statistic statistic, std::size_t zone) const;
  double areaOf(std::size_t zone) const;

  std::vector<Statistic> statistics_;
  std::vector<Area> areas_;
  std::vector<Moments> moments_;
  std::vector<ClassSummary> classes_;                    ///< empty when no statistic needs them
  std::vector<std::unique_ptr<Frequency>> frequencies_;  ///< of zones under way
  std::unique_ptr<std::atomic<bool>[]> givenUp_;
};

bool needsClasses(const std::vector<Statistic>& statistics);
bool needsGround(const std::vector<Statistic>& statistics);
bool needsDeviation(const std::vector<Statistic>& statistics);

}  // namespace tanhui
