#include "geo/coverage/detail/RowProfile.h"

#include "geo/coverage/SmallSort.h"

namespace tanhui {
namespace {

bool before(const WindingStep& a, const WindingStep& b) {
  return a.feature != b.feature ? a.feature < b.feature : a.v < b.v;
}

/// Appends a step that is not before the last one; changes at one place add up.
void append(std::vector<WindingStep>& steps, const WindingStep& step) {
  if (!steps.empty() && steps.back().feature == step.feature && steps.back().v == step.v) {
    steps.back().change += step.change;
    if (steps.back().change == 0) steps.pop_back();
  } else if (step.change != 0) {
    steps.push_back(step);
  }
}

}  // namespace

void RowProfile::pass(std::span<const CellPiece> pieces) {
  changes_.clear();
  for (const CellPiece& piece : pieces) {
    changes_.push_back({piece.feature, piece.sign, piece.v0});
    if (piece.v1 < 1) changes_.push_back({piece.feature, -piece.sign, piece.v1});
  }
  smallSort(changes_.begin(), changes_.end(), before);
  merged_.clear();
  auto old = steps_.cbegin();
  for (const WindingStep& change : changes_) {
    while (old != steps_.cend() && before(*old, change)) append(merged_, *old++);
    append(merged_, change);
  }
  for (; old != steps_.cend(); ++old) append(merged_, *old);
  steps_.swap(merged_);
}

}  // namespace tanhui
