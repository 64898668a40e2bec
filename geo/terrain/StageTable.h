#pragma once

#include <cstdint>
#include <vector>

#include "geo/terrain/StageSeries.h"

namespace tanhui {

/// Days that are under water at a height, from one sorting of the stages. The rank of a height is the number of days on
/// which the water does not stand above it: a cell is under water on a day when stage > height, strictly. So the rank
/// tells all that the height decides, and 0 is under water always, days() never.
///
/// Heights and stages are compared as floats, as DEMs have them: 145.2 in both is the same height.
class StageTable {
 public:
  /// `offset`: m, added to the stages for the datum of the DEM. Throws Error for more than 65,534 days.
  StageTable(const StageSeries& series, double offset);

  std::uint16_t days() const { return static_cast<std::uint16_t>(sorted_.size()); }
  std::uint16_t rank(float z) const;
  /// Days under water of a year of 365 days: those of the record x 365 / days().
  double daysOfYear(std::uint16_t rank) const;
  /// The most days of the record under water one after the other; a day that is not on record ends it.
  int longestRun(std::uint16_t rank) const { return longest_[rank]; }
  float lowest() const { return sorted_.front(); }
  float highest() const { return sorted_.back(); }

 private:
  void findRuns(const StageSeries& series, const std::vector<std::size_t>& ascending);

  std::vector<float> sorted_;
  std::vector<int> longest_;          ///< by rank, days() + 1 of them
  std::vector<std::uint16_t> guide_;  ///< rank of the lower end of equal steps of height
  double stepsPerMetre_ = 0;
};

}  // namespace tanhui
