#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "geo/pattern/GroundMask.h"

namespace tanhui {

/// The connected regions of equal value of a raster, found by runs along its rows (union-find): memory goes with the
/// number of runs, and nothing depends on how the raster is cut. Regions are numbered in the order of their first cell.
class Regions {
 public:
  /// A run of cells of one region; it ends where the next one of its row begins.
  struct Run {
    int begin;
    std::uint32_t region;
  };
  /// Fills the values of a row.
  using RowOfValues = std::function<void(int row, std::uint8_t* values)>;

  /// `foreground` joins cells of equal value other than 0, `background` those of value 0.
  Regions(int cols, int rows, const RowOfValues& values, Connectivity foreground, Connectivity background);

  std::size_t count() const { return values_.size(); }
  std::uint8_t value(std::size_t region) const { return values_[region]; }
  /// Whether the region reaches the first or last row or column.
  bool atFrame(std::size_t region) const { return atFrame_[region]; }
  /// The region left of the first cell of a region: the one around it, when it does not reach the frame.
  std::size_t leftOf(std::size_t region) const { return leftOf_[region]; }
  std::uint32_t at(int row, int col) const;

  /// Calls visit(begin, end, region) for the runs of a row that meet [from, to), cut to it.
  template <class Visit>
  void eachRun(int row, int from, int to, const Visit& visit) const {
    for (std::size_t i = runAt(row, from); i < rowStart(row + 1) && runs_[i].begin < to; ++i) {
      visit(std::max(from, runs_[i].begin), std::min(to, runEnd(row, i)), std::size_t{runs_[i].region});
    }
  }
  template <class Visit>
  void eachRun(int row, const Visit& visit) const {
    eachRun(row, 0, cols_, visit);
  }

 private:
  std::size_t rowStart(int row) const { return rowStarts_[static_cast<std::size_t>(row)]; }
  int runEnd(int row, std::size_t run) const { return run + 1 < rowStart(row + 1) ? runs_[run + 1].begin : cols_; }
  std::size_t runAt(int row, int col) const;
  void addRow(const std::uint8_t* values, std::vector<std::uint8_t>& runValues);
  void joinRows(int row, const std::vector<std::uint8_t>& runValues, Connectivity foreground, Connectivity background);
  std::uint32_t root(std::uint32_t run);
  void unite(std::uint32_t a, std::uint32_t b);
  void number(const std::vector<std::uint8_t>& runValues);
  void findFrame();

  int cols_, rows_;
  std::vector<Run> runs_;  ///< while regions are being found, `region` is a run of the same region that is not later
  std::vector<std::size_t> rowStarts_;
  std::vector<std::uint8_t> values_;
  std::vector<bool> atFrame_;
  std::vector<std::uint32_t> leftOf_;
};

}  // namespace tanhui
