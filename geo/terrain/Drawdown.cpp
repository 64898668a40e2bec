#include "geo/terrain/Drawdown.h"

#include <algorithm>

#include "geo/terrain/Neighbours.h"

namespace tanhui {
namespace {

/// A flood by ranks, the lowest first: every rank has a heap of cells of its own.
class RankFlood {
 public:
  RankFlood(const Dem& dem, const StageTable& table)
      : cols_(dem.cols()), rows_(dem.rows()), never_(table.days()), own_(dem.cells()), reached_(dem.cells(), never_) {
    for (std::size_t cell = 0; cell < own_.size(); ++cell) own_[cell] = table.rank(dem.z[cell]);
    waiting_.resize(never_);
  }

  std::vector<std::uint16_t> run(std::span<const std::uint8_t> water, const StopFlag* stop) {
    for (std::size_t cell = 0; cell < own_.size(); ++cell)
      if (water[cell] != 0) reach(cell, own_[cell]);
    for (std::uint16_t rank = 0; rank < never_; ++rank) {
      heed(stop);
      while (!waiting_[rank].empty()) spread(rank);
      std::vector<std::uint32_t>().swap(waiting_[rank]);
    }
    return std::move(reached_);
  }

 private:
  void reach(std::size_t cell, std::uint16_t rank) {
    if (rank >= reached_[cell]) return;
    reached_[cell] = rank;
    waiting_[rank].push_back(static_cast<std::uint32_t>(cell));
  }

  void spread(std::uint16_t rank) {
    const std::size_t cell = waiting_[rank].back();
    waiting_[rank].pop_back();
    if (reached_[cell] != rank) return;  // a lower way was found since
    eachNeighbour(cell, cols_, rows_, [&](std::size_t n, const D8Step&) {
      if (reached_[n] > rank) reach(n, std::max(rank, own_[n]));
    });
  }

  int cols_, rows_;
  std::uint16_t never_;
  std::vector<std::uint16_t> own_, reached_;
  std::vector<std::vector<std::uint32_t>> waiting_;
};

}  // namespace

std::vector<std::uint16_t> connectedRanks(const Dem& dem, const StageTable& table, std::span<const std::uint8_t> water,
                                          const StopFlag* stop) {
  return RankFlood(dem, table).run(water, stop);
}

}  // namespace tanhui
