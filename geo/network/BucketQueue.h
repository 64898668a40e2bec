#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "geo/network/CostSurface.h"

namespace tanhui {

/// Cells by their cost, in buckets of 2^shift units that follow one another in a ring. A cell comes out as often as it
/// went in: whoever takes it looks whether it is still due. The memory is that of the cells which wait.
class BucketQueue {
 public:
  /// `narrow`, `wide`: the least and the most that a move costs.
  BucketQueue(Cost narrow, Cost wide);

  /// Empty, and ready for costs from `first` on.
  void restart(Cost first);
  void push(std::uint32_t cell, Cost cost) {
    Head& bucket = ring_[static_cast<std::size_t>(cost >> shift_) & mask_];
    if (bucket.chunk == kNone || bucket.count == kChunk) extend(bucket);
    chunks_[bucket.chunk].cells[bucket.count++] = cell;
    ++waiting_;
  }
  /// Takes a cell of the first bucket that holds one; false: none waits.
  bool pop(std::uint32_t& cell);
  /// A cell that will come out soon, the third from now; false: that cannot be told yet.
  bool soon(std::uint32_t& cell) const {
    constexpr std::uint32_t kAhead = 3;
    const Head& bucket = ring_[static_cast<std::size_t>(current_) & mask_];
    if (bucket.chunk == kNone || bucket.count < kAhead) return false;
    cell = chunks_[bucket.chunk].cells[bucket.count - kAhead];
    return true;
  }
  /// A cell of this cost belongs into the bucket that `pop` takes from.
  bool due(Cost cost) const { return cost >> shift_ == current_; }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX, kChunk = 62;
  struct Chunk {
    std::array<std::uint32_t, kChunk> cells;
    std::uint32_t next;
  };
  struct Head {
    std::uint32_t chunk = kNone, count = 0;
  };
  void extend(Head& bucket);
  void release(Head& bucket);

  int shift_;
  std::size_t mask_;
  Cost current_ = 0;
  std::size_t waiting_ = 0;
  std::vector<Head> ring_;
  std::vector<Chunk> chunks_;
  std::uint32_t free_ = kNone;
};

}  // namespace tanhui
