#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "geo/pattern/Pattern.h"

namespace tanhui {

/// Steps 0 to 4 of docs/method.md's definition written down once more as plainly as can be, with sets of cells, flood
/// fills and distances to every cell: what the fast way is held against. Cells beyond the raster, `margin` on each
/// side, repeat its rim.
class PatternByDefinition {
 public:
  PatternByDefinition(const GroundMask& ground, const PatternOptions& spec);

  /// 17, 3, 5 or 9 for core, edge, perforation and islet, 1 for all other foreground, 0 for background, 129 for nodata.
  std::vector<std::uint8_t> codes() const;

 private:
  using Cell = std::pair<int, int>;  ///< row, column of the raster, also outside it
  using Cells = std::set<Cell>;

  bool near(const Cell& cell, const Cells& others) const;
  std::vector<Cells> pieces(const Cells& of, Connectivity joins) const;
  Cells without(const Cells& all, const Cells& some) const;
  /// The set and its holes: what of the rest does not reach the outermost cells.
  Cells filled(const Cells& set) const;
  void findForeground();
  void findEdges();

  const GroundMask& ground_;
  PatternOptions spec_;
  double reach_;
  Cells all_, foreground_, core_, islet_, ring_, edge_;
};

}  // namespace tanhui
