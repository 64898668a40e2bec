#pragma once

#include <cstdint>
#include <vector>

#include "geo/grid/Grid.h"

namespace tanhui {

/// Finds the boxes that meet a box: buckets of a grid over all of them, about as many as there are boxes.
class BoxIndex {
 public:
  BoxIndex() = default;
  explicit BoxIndex(const std::vector<Box>& boxes);

  /// Indexes of boxes that may meet `box` (their buckets do), ascending, each once.
  std::vector<std::uint32_t> near(const Box& box) const;
  /// How many it holds: what its memory grows with.
  std::size_t entries() const { return entries_.size() + wide_.size(); }

 private:
  struct Span {
    int x0, y0, x1, y1;
  };
  Span bucketsOf(const Box& box) const;
  std::size_t bucketAt(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(across_) + static_cast<std::size_t>(x);
  }

  Box all_;
  int across_ = 0, down_ = 0;
  std::vector<std::uint32_t> begin_, entries_;  ///< entries of bucket b: entries_[begin_[b] .. begin_[b + 1])
  std::vector<std::uint32_t> wide_;             ///< those over too many buckets to stand in each
};

}  // namespace tanhui
