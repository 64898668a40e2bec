#include "geo/zonal/detail/Frequency.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace tanhui {
namespace {

constexpr std::size_t kFirstSlots = 64;
/// Weights this close are the same area summed in another order.
constexpr double kSameWeight = 1e-12;

}  // namespace

/// Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4) and linear probing.
std::size_t Frequency::slotOf(double value) const {
  const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);  // -0 and 0 are one value
  std::size_t slot = (bits * 0x9E3779B97F4A7C15U) >> shift_;
  while (index_[slot] != 0 && entries_[index_[slot] - 1].value != value) slot = (slot + 1) & (index_.size() - 1);
  return slot;
}

void Frequency::grow() {
  index_.assign(index_.empty() ? kFirstSlots : 4 * index_.size(), 0);
  shift_ = 64 - std::countr_zero(index_.size());
  for (std::size_t entry = 0; entry < entries_.size(); ++entry)
    index_[slotOf(entries_[entry].value)] = static_cast<std::uint32_t>(entry + 1);
}

void Frequency::overflow() {
  overflowed_ = true;
  entries_ = {};
  index_ = {};
  last_ = 0;
}

void Frequency::addElsewhere(double value, double weight, std::size_t limit) {
  if (overflowed_) return;
  if (2 * entries_.size() >= index_.size()) grow();
  std::uint32_t& slot = index_[slotOf(value)];
  if (slot != 0) {
    last_ = slot - 1;
    entries_[last_].weight += weight;
    return;
  }
  if (entries_.size() == limit) return overflow();
  last_ = entries_.size();
  entries_.push_back({value, weight});
  slot = static_cast<std::uint32_t>(entries_.size());
}

void Frequency::add(std::span<const Entry> entries, std::size_t limit) {
  for (const Entry& entry : entries) add(entry.value, entry.weight, limit);
}

void Frequency::clear() {
  // Last in, first out: what a later entry had to step over is still there when it is looked up.
  for (; !entries_.empty(); entries_.pop_back()) index_[slotOf(entries_.back().value)] = 0;
  overflowed_ = false;
}

double Frequency::majority() const {
  double largest = 0, value = -std::numeric_limits<double>::infinity();
  for (const Entry& entry : entries_) largest = std::max(largest, entry.weight);
  for (const Entry& entry : entries_)
    if (entry.weight >= largest * (1 - kSameWeight)) value = std::max(value, entry.value);
  return entries_.empty() ? std::numeric_limits<double>::quiet_NaN() : value;
}

double Frequency::minority() const {
  double smallest = std::numeric_limits<double>::infinity(), value = smallest;
  for (const Entry& entry : entries_) smallest = std::min(smallest, entry.weight);
  for (const Entry& entry : entries_)
    if (entry.weight <= smallest * (1 + kSameWeight)) value = std::min(value, entry.value);
  return entries_.empty() ? std::numeric_limits<double>::quiet_NaN() : value;
}

}  // namespace tanhui
