#include "geo/pattern/detail/Thinning.h"

#include <algorithm>
#include <array>

#include "geo/pattern/detail/SimpleCell.h"

namespace tanhui {
namespace {

constexpr std::uint8_t kThere = 1;     // the cell belongs to what is thinned
constexpr std::uint8_t kAnchored = 2;  // and is a core
constexpr std::uint8_t kWaits = 16;    // this bit and the next three: it is on the list of that side

class Thinner {
 public:
  explicit Thinner(const PatternField& field)
      : cols_(static_cast<std::size_t>(field.cols)),
        simple_(field.connectivity == Connectivity::eight ? simpleCells(Connectivity::eight)
                                                          : simpleCells(Connectivity::four)),
        cells_(field.bits.size(), 0) {
    place(field);
    for (int row = 1; row + 1 < field.rows; ++row) {
      for (int col = 1; col + 1 < field.cols; ++col) watch(field.index(row, col));
    }
  }

  void turn(int side) {
    std::vector<std::uint32_t> found;
    for (const std::uint32_t cell : lists_[static_cast<std::size_t>(side)]) {
      cells_[cell] = static_cast<std::uint8_t>(cells_[cell] & ~waits(side));
      if (removable(cell) && open(cell, side)) found.push_back(cell);
    }
    lists_[static_cast<std::size_t>(side)].clear();
    std::sort(found.begin(), found.end());
    for (const std::uint32_t cell : found) {
      if (removable(cell)) remove(cell);
    }
  }

  bool waiting() const {
    for (const auto& list : lists_) {
      if (!list.empty()) return true;
    }
    return false;
  }

  std::vector<std::uint8_t> left() {
    for (std::uint8_t& cell : cells_) cell = (cell & (kThere | kAnchored)) == kThere;
    return std::move(cells_);
  }

 private:
  static std::uint8_t waits(int side) { return static_cast<std::uint8_t>(kWaits << side); }

  // The outermost cells of the frame stay empty, so that every cell has 8 neighbours.
  void place(const PatternField& field) {
    for (int row = 1; row + 1 < field.rows; ++row) {
      for (std::size_t i = field.index(row, 1); i < field.index(row, field.cols - 1); ++i) {
        if (!field.has(i, kForeground) || field.has(i, kIslet)) continue;
        cells_[i] = field.has(i, kCore) ? kThere | kAnchored : kThere;
      }
    }
  }

  // North, south, west, east.
  bool open(std::size_t cell, int side) const {
    const std::array<std::size_t, 4> across{cell - cols_, cell + cols_, cell - 1, cell + 1};
    return (cells_[across[static_cast<std::size_t>(side)]] & kThere) == 0;
  }

  // East first, then counterclockwise, as simpleCells counts.
  std::array<std::size_t, 8> around(std::size_t cell) const {
    return {cell + 1, cell - cols_ + 1, cell - cols_, cell - cols_ - 1,
            cell - 1, cell + cols_ - 1, cell + cols_, cell + cols_ + 1};
  }

  bool removable(std::size_t cell) const {
    if ((cells_[cell] & (kThere | kAnchored)) != kThere) return false;
    unsigned set = 0, bit = 0;
    for (const std::size_t neighbour : around(cell)) set |= (cells_[neighbour] & 1U) << bit++;
    return simple_[set];
  }

  // A cell can go in a turn only if that side of it is open: until then it need not be looked at.
  void watch(std::size_t cell) {
    if ((cells_[cell] & (kThere | kAnchored)) != kThere) return;
    for (int side = 0; side < 4; ++side) {
      if ((cells_[cell] & waits(side)) != 0 || !open(cell, side)) continue;
      cells_[cell] |= waits(side);
      lists_[static_cast<std::size_t>(side)].push_back(static_cast<std::uint32_t>(cell));
    }
  }

  void remove(std::size_t cell) {
    cells_[cell] = 0;
    for (const std::size_t neighbour : around(cell)) watch(neighbour);
  }

  std::size_t cols_;
  std::array<bool, 256> simple_;
  std::vector<std::uint8_t> cells_;
  std::array<std::vector<std::uint32_t>, 4> lists_;  // the cells to look at in the next turn of each side
};

}  // namespace

std::vector<std::uint8_t> skeleton(const PatternField& field, const StopFlag* stop) {
  Thinner thinner(field);
  while (thinner.waiting()) {
    heed(stop);
    for (int side = 0; side < 4; ++side) thinner.turn(side);
  }
  return thinner.left();
}

}  // namespace tanhui
