#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tanhui {

/// Covered area by value, of at most `limit` values: a hash index into a dense list of values, so that going through
/// the list, which small zones do as often as they add to it, meets no gaps.
class Frequency {
 public:
  struct Entry {
    double value, weight;
  };

  void add(double value, double weight, std::size_t limit) {
    if (last_ < entries_.size() && entries_[last_].value == value) {
      entries_[last_].weight += weight;
    } else {
      addElsewhere(value, weight, limit);
    }
  }
  void add(std::span<const Entry> entries, std::size_t limit);
  /// Empties the table and keeps its memory; takes as long as the table holds entries.
  void clear();
  /// Gives up: there are more values than the table is meant for.
  void overflow();

  /// Each value once, in the order in which they were met.
  std::span<const Entry> entries() const { return entries_; }
  /// More than `limit` values were met: the table holds nothing of use.
  bool overflowed() const { return overflowed_; }
  /// The value of the largest weight; of weights equal to 1e-12, the larger value. NaN when empty.
  double majority() const;
  /// The value of the smallest weight; of weights equal to 1e-12, the smaller value. NaN when empty.
  double minority() const;

 private:
  void addElsewhere(double value, double weight, std::size_t limit);
  std::size_t slotOf(double value) const;
  void grow();

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> index_;  ///< 2^k slots, at most half of them taken; entry + 1, or 0: free
  int shift_ = 64;                    ///< 64 - k
  std::size_t last_ = 0;              ///< the entry added to last: neighbouring cells are often of one class
  bool overflowed_ = false;
};

}  // namespace tanhui
