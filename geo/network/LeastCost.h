#pragma once

#include <array>
#include <functional>
#include <span>
#include <vector>

#include "geo/base/Stop.h"
#include "geo/network/BucketQueue.h"
#include "geo/network/CostSurface.h"

namespace tanhui {

/// To how many cells one step leads: beside, on the diagonal too, or by a knight's move as well. On an even surface a
/// path is longer than the straight line by at most 41.4, 8.2 or 2.8 %.
enum class Neighbours { four = 4, eight = 8, sixteen = 16 };

/// Whose cells they are; 0 is the first source. -1: nobody's.
using Territory = std::vector<std::int32_t>;

/// Accumulated cost over a surface, exactly: Dijkstra with a queue of buckets. A step costs its length times the mean
/// of the two cells; a knight's move sqrt 5 times the mean of the four cells that it touches (as GRASS r.cost -k). The
/// lengths sqrt 2 and sqrt 5 are whole multiples of 1/138460, off by less than 1e-7. 8 B a cell beside the surface.
class LeastCost {
 public:
  /// The surface must outlive it. Throws Error above 2^32 cells.
  LeastCost(const CostSurface& surface, Neighbours neighbours);

  /// From all of the cells at once, as far as `limit`. Impassable cells among them are passed over.
  void sweep(std::span<const std::int64_t> from, Cost limit = kNoLimit, const StopFlag* stop = nullptr);

  /// The same, but only over cells whose cost from here and from `other` add up to no more than `limit`: exact on the
  /// corridor between the two, and never outside.
  void sweepCorridor(std::span<const std::int64_t> from, const LeastCost& other, Cost limit,
                     const StopFlag* stop = nullptr);

  /// From each source at once: by padded cell, which source is the nearest.
  Territory sweepTerritories(std::span<const std::vector<std::int64_t>> sources, const StopFlag* stop = nullptr);

  Cost at(std::int64_t cell) const { return atPadded(surface_.padded(cell)); }
  Cost atPadded(std::int64_t padded) const { return cost_[static_cast<std::size_t>(padded)]; }
  /// Padded cells outside [first, last) were not reached.
  std::int64_t firstReached() const { return first_; }
  std::int64_t lastReached() const { return last_; }

  /// The cells of a least-cost path from the sources to `cell`, which was reached, each one move from the last.
  std::vector<std::int64_t> pathTo(std::int64_t cell) const;
  /// The path with the two cells beside each knight's move, so that it has no gaps. In the order of the path.
  std::vector<std::int64_t> touched(std::span<const std::int64_t> path) const;
  /// Of a path, in metres.
  double length(std::span<const std::int64_t> path) const;

  /// Calls visit(padded neighbour, cost of the move) for each move from a passable cell.
  template <typename Visit>
  void eachMove(std::int64_t padded, Visit visit) const {
    for (std::size_t m = 0; m < moveCount_; ++m)
      if (const Cost cost = moveCost(padded, moves_[m]); cost > 0) visit(padded + moves_[m].to, cost);
  }

  const CostSurface& surface() const { return surface_; }
  /// Of an accumulated cost: cost by the metre times metres.
  double worth(Cost cost) const { return static_cast<double>(cost) * scale_; }
  /// The nearest whole cost to it.
  Cost units(double worth) const;

 private:
  struct Move {
    std::int64_t to = 0;
    Cost factor = 0;                       ///< times the sum of the units of the cells
    std::int64_t beside = 0, beside2 = 0;  ///< of a knight's move; 0: none
    double length = 0;                     ///< in cells
  };
  void addMove(int dRow, int dCol);
  Cost unitsAt(std::int64_t padded) const {
    return surface_.levels()[surface_.level()[static_cast<std::size_t>(padded)]];
  }
  /// 0: not to be gone.
  Cost moveCost(std::int64_t from, const Move& move) const;
  void clear();
  void start(std::int64_t padded);
  template <typename Allowed, typename Taken>
  void spread(Allowed allowed, Taken taken, const StopFlag* stop);

  const CostSurface& surface_;
  std::array<Move, 16> moves_;
  std::size_t moveCount_ = 0;
  double scale_;
  std::vector<Cost> cost_;  ///< of padded cells
  std::int64_t first_ = 0, last_ = 0;
  BucketQueue queue_;
};

}  // namespace tanhui
