#include "geo/influence/detail/NaturalBreaks.h"

#include <algorithm>
#include <limits>

namespace tanhui {
namespace {

/// The distinct figures with running sums about the middle figure, so that squares do not cancel.
class Runs {
 public:
  explicit Runs(std::span<const double> sorted) : count_{0}, sum_{0}, squares_{0} {
    const double middle = sorted[sorted.size() / 2];
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      if (i == 0 || sorted[i] != sorted[i - 1]) open(sorted[i]);
      const double deviation = sorted[i] - middle;
      count_.back() += 1;
      sum_.back() += deviation;
      squares_.back() += deviation * deviation;
    }
  }

  std::size_t size() const { return values_.size(); }
  double value(std::size_t i) const { return values_[i]; }

  /// Sum of squares about their mean of the figures [from, to).
  double within(std::size_t from, std::size_t to) const {
    const double sum = sum_[to] - sum_[from];
    return std::max(0.0, squares_[to] - squares_[from] - sum * sum / (count_[to] - count_[from]));
  }

 private:
  void open(double value) {
    values_.push_back(value);
    count_.push_back(count_.back());
    sum_.push_back(sum_.back());
    squares_.push_back(squares_.back());
  }

  std::vector<double> values_, count_, sum_, squares_;
};

/// Row by row of the dynamic programme: the best cost of the first `end` figures in one class more. The best cut moves
/// only upward with `end`, hence halves bound each other's search.
class Row {
 public:
  Row(const Runs& runs, const std::vector<double>& before, std::size_t classes)
      : runs_(runs),
        before_(before),
        classes_(classes),
        cost_(before.size(), std::numeric_limits<double>::infinity()),
        cut_(before.size(), 0) {
    fill(classes, runs.size() + 1, classes - 1, runs.size());
  }

  const std::vector<double>& cost() const { return cost_; }
  const std::vector<std::size_t>& cut() const { return cut_; }

 private:
  /// The ends [from, to), whose cuts lie in [least, most].
  void fill(std::size_t from, std::size_t to, std::size_t least, std::size_t most) {
    if (from >= to) return;
    const std::size_t end = from + (to - from) / 2;
    for (std::size_t cut = std::max(least, classes_ - 1); cut <= std::min(most, end - 1); ++cut) {
      const double cost = before_[cut] + runs_.within(cut, end);
      if (cost < cost_[end]) {
        cost_[end] = cost;
        cut_[end] = cut;
      }
    }
    fill(from, end, least, cut_[end]);
    fill(end + 1, to, cut_[end], most);
  }

  const Runs& runs_;
  const std::vector<double>& before_;
  std::size_t classes_;
  std::vector<double> cost_;
  std::vector<std::size_t> cut_;
};

}  // namespace

std::vector<double> naturalBreaks(std::span<const double> sorted, int classes) {
  const Runs runs(sorted);
  const std::size_t count = std::min(static_cast<std::size_t>(classes), runs.size());
  std::vector<double> cost(runs.size() + 1, 0);
  for (std::size_t end = 1; end <= runs.size(); ++end) cost[end] = runs.within(0, end);
  std::vector<std::vector<std::size_t>> cuts;
  for (std::size_t k = 2; k <= count; ++k) {
    const Row row(runs, cost, k);
    cost = row.cost();
    cuts.push_back(row.cut());
  }
  std::vector<double> breaks;
  std::size_t end = runs.size();
  for (auto cut = cuts.rbegin(); cut != cuts.rend(); ++cut) {
    end = (*cut)[end];
    breaks.push_back(runs.value(end - 1));
  }
  std::reverse(breaks.begin(), breaks.end());
  return breaks;
}

}  // namespace tanhui
