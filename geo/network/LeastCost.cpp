#include "geo/network/LeastCost.h"

#include <algorithm>
#include <cmath>

#include "geo/base/Error.h"

namespace tanhui {
namespace {

/// Units of half a cell's straight way, and what sqrt 2 and sqrt 5 make of it: the multiple below 70,000 at which both
/// are nearest to whole numbers (9e-8). Of two cells the mean is half the sum, of four a quarter.
constexpr Cost kStraight = 138'460, kDiagonal = 195'812, kKnight = 154'803;
/// Between two looks at the stop flag.
constexpr std::uint32_t kLook = 1 << 16;

Cost widest(const CostSurface& surface) { return surface.levels().back() * 4 * kKnight; }

}  // namespace

LeastCost::LeastCost(const CostSurface& surface, Neighbours neighbours)
    : surface_(surface),
      scale_(surface.cellSize() / (2.0 * CostSurface::kUnits * static_cast<double>(kStraight))),
      queue_(surface.levels()[1] * 2 * kStraight, widest(surface)) {
  if (surface.paddedCells() >= INT64_C(1) << 32)
    throw Error("network", say("network.too_many_cells", surface.cells()), say("network.too_many_cells.remedy"));
  for (const auto& [row, col] : {std::pair{-1, 0}, {0, -1}, {0, 1}, {1, 0}}) addMove(row, col);
  if (neighbours != Neighbours::four)
    for (const auto& [row, col] : {std::pair{-1, -1}, {-1, 1}, {1, -1}, {1, 1}}) addMove(row, col);
  if (neighbours == Neighbours::sixteen)
    for (const auto& [row, col] : {std::pair{-2, -1}, {-2, 1}, {-1, -2}, {-1, 2}, {1, -2}, {1, 2}, {2, -1}, {2, 1}})
      addMove(row, col);
  cost_.assign(static_cast<std::size_t>(surface.paddedCells()), kUnreached);
}

void LeastCost::addMove(int dRow, int dCol) {
  const std::int64_t stride = surface_.stride();
  Move& move = moves_[moveCount_++];
  move.to = dRow * stride + dCol;
  move.length = std::hypot(dRow, dCol);
  const int rows = std::abs(dRow), cols = std::abs(dCol);
  move.factor = rows + cols == 1 ? kStraight : rows + cols == 2 ? kDiagonal : kKnight;
  if (rows + cols < 3) return;
  // The long axis alone, and the diagonal: the cells that the straight line crosses.
  move.beside = rows > cols ? dRow / 2 * stride : dCol / 2;
  move.beside2 = rows > cols ? dRow / 2 * stride + dCol : dRow * stride + dCol / 2;
}

Cost LeastCost::moveCost(std::int64_t from, const Move& move) const {
  const Cost there = unitsAt(from + move.to);
  if (there == 0) return 0;
  if (move.beside == 0) return (unitsAt(from) + there) * move.factor;
  const Cost beside = unitsAt(from + move.beside), beside2 = unitsAt(from + move.beside2);
  return beside == 0 || beside2 == 0 ? 0 : (unitsAt(from) + there + beside + beside2) * move.factor;
}

void LeastCost::clear() {
  std::fill(cost_.begin() + first_, cost_.begin() + last_, kUnreached);
  first_ = surface_.paddedCells();
  last_ = 0;
  queue_.restart(0);
}

void LeastCost::start(std::int64_t padded) {
  if (unitsAt(padded) == 0) return;
  cost_[static_cast<std::size_t>(padded)] = 0;
  first_ = std::min(first_, padded);
  last_ = std::max(last_, padded + 1);
  queue_.push(static_cast<std::uint32_t>(padded), 0);
}

template <typename Allowed, typename Taken>
void LeastCost::spread(Allowed allowed, Taken taken, const StopFlag* stop) {
  // What the loop reads for each of 10^9 moves is held by plain pointers.
  Cost* const cost = cost_.data();
  const std::uint16_t* const level = surface_.level().data();
  const Cost* const units = surface_.levels().data();
  const Move* const knights = moves_.data() + std::min<std::size_t>(moveCount_, 8);
  const Move* const end = moves_.data() + moveCount_;
  std::uint32_t look = 0;
  for (std::uint32_t cell = 0; queue_.pop(cell);) {
    if (++look % kLook == 0) heed(stop);
    if (std::uint32_t soon = 0; queue_.soon(soon))
      for (const std::int64_t row : {-surface_.stride(), std::int64_t{0}, surface_.stride()}) {
        __builtin_prefetch(cost + soon + row, 1);
        __builtin_prefetch(level + soon + row);
      }
    const Cost here = cost[cell], own = units[level[cell]];
    if (!queue_.due(here)) continue;  // it was settled from a bucket before
    const auto reach = [&](std::int64_t next, Cost sum, Cost factor) {
      const Cost there = here + sum * factor;
      if (there >= cost[next] || !allowed(next, there)) return;
      cost[next] = there;
      first_ = std::min(first_, next);
      last_ = std::max(last_, next + 1);
      taken(cell, next);
      queue_.push(static_cast<std::uint32_t>(next), there);
    };
    for (const Move* move = moves_.data(); move != knights; ++move) {
      const std::int64_t next = cell + move->to;
      if (cost[next] <= here) continue;
      if (const Cost other = units[level[next]]; other != 0) reach(next, own + other, move->factor);
    }
    for (const Move* move = knights; move != end; ++move) {
      const std::int64_t next = cell + move->to;
      if (cost[next] <= here) continue;
      const Cost other = units[level[next]], beside = units[level[cell + move->beside]],
                 beside2 = units[level[cell + move->beside2]];
      if (other != 0 && beside != 0 && beside2 != 0) reach(next, own + other + beside + beside2, move->factor);
    }
  }
}

void LeastCost::sweep(std::span<const std::int64_t> from, Cost limit, const StopFlag* stop) {
  clear();
  for (const std::int64_t cell : from) start(surface_.padded(cell));
  spread([&](std::int64_t, Cost cost) { return cost <= limit; }, [](std::int64_t, std::int64_t) {}, stop);
}

void LeastCost::sweepCorridor(std::span<const std::int64_t> from, const LeastCost& other, Cost limit,
                              const StopFlag* stop) {
  clear();
  for (const std::int64_t cell : from)
    if (other.at(cell) <= limit) start(surface_.padded(cell));
  // Along a least-cost path to a cell of the corridor the sum never exceeds that of the cell.
  spread([&](std::int64_t cell, Cost cost) { return other.atPadded(cell) <= limit - cost; },
         [](std::int64_t, std::int64_t) {}, stop);
}

Territory LeastCost::sweepTerritories(std::span<const std::vector<std::int64_t>> sources, const StopFlag* stop) {
  clear();
  Territory owner(cost_.size(), -1);
  for (std::size_t s = 0; s < sources.size(); ++s)
    for (const std::int64_t cell : sources[s]) {
      start(surface_.padded(cell));
      owner[static_cast<std::size_t>(surface_.padded(cell))] = static_cast<std::int32_t>(s);
    }
  spread([](std::int64_t, Cost cost) { return cost <= kNoLimit; },
         [&](std::int64_t from, std::int64_t to) {
           owner[static_cast<std::size_t>(to)] = owner[static_cast<std::size_t>(from)];
         },
         stop);
  return owner;
}

std::vector<std::int64_t> LeastCost::pathTo(std::int64_t cell) const {
  std::vector<std::int64_t> path = {cell};
  // Costs are whole numbers: where a cell was reached from is where the sum is its own.
  for (std::int64_t at = surface_.padded(cell); atPadded(at) > 0;) {
    std::int64_t from = at;
    eachMove(at, [&](std::int64_t next, Cost step) {
      if (from == at && atPadded(next) != kUnreached && atPadded(next) + step == atPadded(at)) from = next;
    });
    at = from;
    path.push_back(surface_.cellOf(at));
  }
  std::ranges::reverse(path);
  return path;
}

std::vector<std::int64_t> LeastCost::touched(std::span<const std::int64_t> path) const {
  std::vector<std::int64_t> cells;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (i > 0) {
      const std::int64_t from = surface_.padded(path[i - 1]), step = surface_.padded(path[i]) - from;
      const auto move = std::ranges::find(moves_, step, &Move::to);
      if (move->beside != 0)
        for (const std::int64_t beside : {move->beside, move->beside2}) cells.push_back(surface_.cellOf(from + beside));
    }
    cells.push_back(path[i]);
  }
  return cells;
}

double LeastCost::length(std::span<const std::int64_t> path) const {
  double cells = 0;
  for (std::size_t i = 1; i < path.size(); ++i) {
    const std::int64_t step = surface_.padded(path[i]) - surface_.padded(path[i - 1]);
    cells += std::ranges::find(moves_, step, &Move::to)->length;
  }
  return cells * surface_.cellSize();
}

Cost LeastCost::units(double worth) const {
  return worth / scale_ >= static_cast<double>(kNoLimit) ? kNoLimit : std::llround(worth / scale_);
}

}  // namespace tanhui
