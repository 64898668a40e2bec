#pragma once

#include <algorithm>
#include <iterator>
#include <utility>

namespace tanhui {

/// Sorts short sequences by insertion, in place and stably, long ones by std::stable_sort: equal keys keep their order,
/// so that sums over them give the same bytes on every machine.
template <typename It, typename Less>
void smallSort(It first, It last, Less less) {
  constexpr std::ptrdiff_t kShort = 32;
  if (last - first > kShort) {
    std::stable_sort(first, last, less);
    return;
  }
  if (first == last) return;
  for (It i = std::next(first); i != last; ++i) {
    if (!less(*i, *std::prev(i))) continue;
    auto value = std::move(*i);
    It hole = i;
    do {
      *hole = std::move(*std::prev(hole));
      --hole;
    } while (hole != first && less(value, *std::prev(hole)));
    *hole = std::move(value);
  }
}

}  // namespace tanhui
