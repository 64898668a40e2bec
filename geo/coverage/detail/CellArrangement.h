#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/coverage/detail/PartStack.h"
#include "geo/coverage/detail/RowProfile.h"

namespace tanhui {

/// Divides one cell among the features whose boundaries cross it.
///
/// The cell is cut into horizontal slabs at every end point and every crossing, and at every step of the windings along
/// its west side. Inside a slab no two pieces cross, so from west to east they bound trapezoids, each with one set of
/// covering features; the area of a trapezoid is the slab's height times its width at half height. A crossing that is
/// found a little off, between pieces that are nearly parallel, misplaces only the sliver between the two pieces.
class CellArrangement {
 public:
  /// Adds the cell's strips to `parts`; their areas add up to 1. `west` are the windings along the west side, `pieces`
  /// the boundary inside the cell, both sorted by feature.
  void operator()(std::span<const WindingStep> west, std::span<const CellPiece> pieces, PartStack& parts);

 private:
  /// A feature of this cell.
  struct Local {
    std::uint32_t feature;
    int west;     ///< winding along the west side in the current slab
    int winding;  ///< winding at the current place in the slab
  };
  struct Step {
    std::size_t local;
    int change;
    double v;
  };
  struct Piece {
    CellPiece line;
    std::size_t local;
  };
  struct Crossing {
    double u;  ///< where the piece crosses the middle of the slab
    std::size_t piece;
  };

  void gather(std::span<const WindingStep> west, std::span<const CellPiece> pieces);
  void findCuts();
  void addCrossings();
  void divideSlab(double top, double bottom, PartStack& parts);
  void coverWest();
  void turn(Local& local, int change);

  std::vector<Local> locals_;
  std::vector<Step> steps_;    ///< with v > 0, by v
  std::vector<Piece> pieces_;  ///< by upper end
  std::vector<double> cuts_;
  std::vector<std::size_t> active_;  ///< pieces that cross the current slab
  std::vector<Crossing> row_;
  std::vector<std::uint32_t> covering_;
};

}  // namespace tanhui
