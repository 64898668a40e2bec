#include "geo/network/BucketQueue.h"

#include <algorithm>
#include <bit>

namespace tanhui {
namespace {

/// Wider buckets cost looks at a cell twice, more of them memory.
constexpr Cost kMostBuckets = 1 << 16;

int shiftFor(Cost narrow, Cost wide) {
  const auto fine = std::bit_width(static_cast<std::uint64_t>(std::max<Cost>(narrow, 1))) - 1;
  const auto coarse = std::bit_width(static_cast<std::uint64_t>(wide / (kMostBuckets / 2)));
  return static_cast<int>(
      std::max<std::uint64_t>(static_cast<std::uint64_t>(fine), static_cast<std::uint64_t>(coarse)));
}

}  // namespace

BucketQueue::BucketQueue(Cost narrow, Cost wide)
    : shift_(shiftFor(narrow, wide)),
      mask_(std::bit_ceil(static_cast<std::uint64_t>(wide >> shift_) + 2) - 1),
      ring_(mask_ + 1) {}

void BucketQueue::restart(Cost first) {
  std::fill(ring_.begin(), ring_.end(), Head());
  chunks_.clear();
  free_ = kNone;
  waiting_ = 0;
  current_ = first >> shift_;
}

bool BucketQueue::pop(std::uint32_t& cell) {
  if (waiting_ == 0) return false;
  while (ring_[static_cast<std::size_t>(current_) & mask_].chunk == kNone) ++current_;
  Head& bucket = ring_[static_cast<std::size_t>(current_) & mask_];
  cell = chunks_[bucket.chunk].cells[--bucket.count];
  --waiting_;
  if (bucket.count == 0) release(bucket);
  return true;
}

void BucketQueue::extend(Head& bucket) {
  std::uint32_t chunk = free_;
  if (chunk == kNone) {
    chunk = static_cast<std::uint32_t>(chunks_.size());
    chunks_.emplace_back();
  } else {
    free_ = chunks_[chunk].next;
  }
  chunks_[chunk].next = bucket.chunk;
  bucket = {chunk, 0};
}

void BucketQueue::release(Head& bucket) {
  const std::uint32_t empty = bucket.chunk;
  const std::uint32_t next = chunks_[empty].next;
  chunks_[empty].next = free_;
  free_ = empty;
  bucket = {next, next == kNone ? 0 : kChunk};
}

}  // namespace tanhui
