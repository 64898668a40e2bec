#include "geo/coverage/BoxIndex.h"

#include <algorithm>
#include <cmath>

namespace tanhui {
namespace {

/// A box over more buckets than this is looked at whatever is asked: contour lines, each as wide as the map, would
/// otherwise fill the memory with entries.
constexpr std::int64_t kMostBuckets = 64;

}  // namespace

BoxIndex::BoxIndex(const std::vector<Box>& boxes) {
  for (const Box& box : boxes) all_.add(box);
  if (all_.empty()) return;
  across_ = down_ = std::clamp(static_cast<int>(std::sqrt(static_cast<double>(boxes.size()))), 1, 1024);
  // Counted first, then filled: two passes, no small vectors.
  begin_.assign(static_cast<std::size_t>(across_) * static_cast<std::size_t>(down_) + 1, 0);
  const auto wide = [](const Span& s) { return std::int64_t{s.x1 - s.x0 + 1} * (s.y1 - s.y0 + 1) > kMostBuckets; };
  const auto each = [&](auto visit) {
    for (std::uint32_t i = 0; i < boxes.size(); ++i) {
      if (boxes[i].empty()) continue;
      const Span span = bucketsOf(boxes[i]);
      if (wide(span)) continue;
      for (int y = span.y0; y <= span.y1; ++y)
        for (int x = span.x0; x <= span.x1; ++x) visit(bucketAt(x, y), i);
    }
  };
  each([&](std::size_t bucket, std::uint32_t) { ++begin_[bucket + 1]; });
  for (std::size_t b = 1; b < begin_.size(); ++b) begin_[b] += begin_[b - 1];
  entries_.resize(begin_.back());
  std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
  each([&](std::size_t bucket, std::uint32_t i) { entries_[next[bucket]++] = i; });
  for (std::uint32_t i = 0; i < boxes.size(); ++i)
    if (!boxes[i].empty() && wide(bucketsOf(boxes[i]))) wide_.push_back(i);
}

BoxIndex::Span BoxIndex::bucketsOf(const Box& box) const {
  const auto bucket = [](double at, double low, double high, int count) {
    const double share = high > low ? (at - low) / (high - low) : 0;
    return static_cast<int>(std::clamp(share * count, 0.0, count - 1.0));
  };
  return {bucket(box.xmin, all_.xmin, all_.xmax, across_), bucket(box.ymin, all_.ymin, all_.ymax, down_),
          bucket(box.xmax, all_.xmin, all_.xmax, across_), bucket(box.ymax, all_.ymin, all_.ymax, down_)};
}

std::vector<std::uint32_t> BoxIndex::near(const Box& box) const {
  std::vector<std::uint32_t> out;
  if (!box.meets(all_)) return out;
  out = wide_;
  const Span span = bucketsOf(box);
  for (int y = span.y0; y <= span.y1; ++y) {
    for (int x = span.x0; x <= span.x1; ++x) {
      const std::size_t bucket = bucketAt(x, y);
      out.insert(out.end(), entries_.begin() + begin_[bucket], entries_.begin() + begin_[bucket + 1]);
    }
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace tanhui
