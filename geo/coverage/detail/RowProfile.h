#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tanhui {

/// A piece of a feature's boundary inside one cell, from its upper to its lower end; u eastward and v southward in
/// [0, 1], v0 < v1. Sign +1: the inside lies to the east of it. In column -1 only v0 and v1 mean something.
struct CellPiece {
  int row, col;
  std::uint32_t feature;
  int sign;
  double u0, v0, u1, v1;

  double height() const { return v1 - v0; }
  double uAt(double v) const { return v <= v0 ? u0 : v >= v1 ? u1 : u0 + (u1 - u0) * ((v - v0) / (v1 - v0)); }
};

/// From v on downward, the feature's winding number is greater by `change`.
struct WindingStep {
  std::uint32_t feature;
  int change;
  double v;
};

/// The winding number of every feature along the west side of a cell, as a step function of v: the sum of the signs of
/// all boundary that lies further west in the row. It is made of integers and of v that neighbouring pieces share bit
/// for bit, so no rounding can lose or invent a winding.
class RowProfile {
 public:
  void clear() { steps_.clear(); }

  /// Moves over a cell: the pieces in it, sorted by feature, now lie to the west.
  void pass(std::span<const CellPiece> pieces);

  /// By feature, then v; no change is 0, no two have the same feature and v, all v < 1.
  std::span<const WindingStep> steps() const { return steps_; }

 private:
  std::vector<WindingStep> steps_, changes_, merged_;
};

}  // namespace tanhui
