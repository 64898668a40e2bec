#pragma once

#include <cstddef>
#include <vector>

#include "geo/layer/ClassFractions.h"

namespace tanhui {

/// Adds up shares of values in the cells of a window, in any order of cells.
class FractionSum {
 public:
  void begin(std::size_t cells);
  void add(std::size_t cell, std::int32_t value, double fraction) {
    entries_.push_back({static_cast<std::uint32_t>(cell), value, fraction});
    if (entries_.size() >= compactAt_) compact();
  }
  /// Values ascending in each cell; a cell that sums to more than 1 by rounding is scaled to 1.
  void finish(ClassFractions& out);

 private:
  struct Entry {
    std::uint32_t cell;
    std::int32_t value;
    double fraction;
  };
  /// Sorts by cell and value, and adds up equal ones. Stable, so that sums do not depend on the library.
  void compact();

  std::size_t cells_ = 0, compactAt_ = 0;
  std::vector<Entry> entries_, sorted_;
  std::vector<std::uint32_t> begin_;
};

}  // namespace tanhui
