#pragma once

#include <algorithm>

namespace tanhui {

/// A figure with its 95 % interval, or the bounds that a user sets.
struct Range {
  double value = 0, low = 0, high = 0;

  static Range exact(double value) { return {value, value, value}; }
  Range scaled(double by) const {
    return by < 0 ? Range{value * by, high * by, low * by} : Range{value * by, low * by, high * by};
  }
  friend bool operator==(const Range&, const Range&) = default;
};

inline Range operator+(const Range& a, const Range& b) { return {a.value + b.value, a.low + b.low, a.high + b.high}; }
inline Range operator-(const Range& a, const Range& b) { return a + b.scaled(-1); }

/// The bounds of a product whose factors may lie anywhere in theirs.
inline Range operator*(const Range& a, const Range& b) {
  const auto [low, high] = std::minmax({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
  return {a.value * b.value, low, high};
}

}  // namespace tanhui
