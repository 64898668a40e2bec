#include "geo/layer/detail/FractionSum.h"

#include <algorithm>

namespace tanhui {

constexpr std::size_t kSoonest = std::size_t{1} << 22;

void FractionSum::begin(std::size_t cells) {
  cells_ = cells;
  compactAt_ = kSoonest;
  entries_.clear();
}

void FractionSum::compact() {
  begin_.assign(cells_ + 1, 0);
  for (const Entry& e : entries_) ++begin_[e.cell + 1];
  for (std::size_t i = 0; i < cells_; ++i) begin_[i + 1] += begin_[i];
  sorted_.resize(entries_.size());
  for (const Entry& e : entries_) sorted_[begin_[e.cell]++] = e;  // begin_[i] ends as the end of cell i
  entries_.clear();
  std::size_t at = 0;
  for (std::size_t cell = 0; cell < cells_; ++cell) {
    const auto first = sorted_.begin() + static_cast<std::ptrdiff_t>(at), last = sorted_.begin() + begin_[cell];
    std::stable_sort(first, last, [](const Entry& a, const Entry& b) { return a.value < b.value; });
    for (auto e = first; e != last; ++e) {
      if (e != first && entries_.back().value == e->value) {
        entries_.back().fraction += e->fraction;
      } else {
        entries_.push_back(*e);
      }
    }
    at = begin_[cell];
  }
  compactAt_ = std::max(kSoonest, 2 * entries_.size());
}

void FractionSum::finish(ClassFractions& out) {
  compact();
  out.begin.assign(cells_ + 1, 0);
  out.parts.clear();
  std::size_t at = 0;
  for (std::size_t cell = 0; cell < cells_; ++cell) {
    const std::size_t first = at;
    double sum = 0;
    for (; at < entries_.size() && entries_[at].cell == cell; ++at) sum += entries_[at].fraction;
    const double scale = sum > 1 ? 1 / sum : 1;
    for (std::size_t i = first; i < at; ++i) out.parts.push_back({entries_[i].value, entries_[i].fraction * scale});
    out.begin[cell + 1] = static_cast<std::uint32_t>(out.parts.size());
  }
}

}  // namespace tanhui
