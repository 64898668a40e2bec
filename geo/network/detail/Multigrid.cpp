#include "geo/network/detail/Multigrid.h"

#include <algorithm>
#include <cmath>

#include "geo/base/Error.h"

namespace tanhui {
namespace {

/// A matrix as small as this is solved as it is.
constexpr std::size_t kSmall = 200;
constexpr int kMostSteps = 500;
/// A residual of this share after the first step of a level needs no second.
constexpr double kEnough = 0.25;

using Groups = std::vector<std::int32_t>;

/// The neighbour that a node is tied to most, of those that `may` takes; -1: none.
template <typename May>
std::int32_t closest(const SparseMatrix& a, std::size_t node, May may) {
  std::int32_t best = -1;
  double most = 0;
  for (auto k = static_cast<std::size_t>(a.start[node]); k < static_cast<std::size_t>(a.start[node + 1]); ++k)
    if (a.weight[k] > most && may(a.column[k])) best = a.column[k], most = a.weight[k];
  return best;
}

/// Pairs of closest nodes; whoever finds no free one joins the pair of the closest. Returns how many groups there are.
std::int32_t pairUp(const SparseMatrix& a, Groups& group) {
  group.assign(a.size(), -1);
  std::int32_t groups = 0;
  std::vector<std::size_t> alone;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (group[i] >= 0) continue;
    const std::int32_t mate = closest(a, i, [&](std::int32_t j) { return group[static_cast<std::size_t>(j)] < 0; });
    const std::int32_t closestOfAll = closest(a, i, [](std::int32_t) { return true; });
    if (mate < 0 && closestOfAll >= 0) {
      alone.push_back(i);
      continue;
    }
    group[i] = groups++;
    if (mate >= 0) group[static_cast<std::size_t>(mate)] = group[i];
  }
  for (const std::size_t i : alone)
    if (group[i] < 0) {
      const std::int32_t near = closest(a, i, [&](std::int32_t j) { return group[static_cast<std::size_t>(j)] >= 0; });
      group[i] = near >= 0 ? group[static_cast<std::size_t>(near)] : groups++;
    }
  return groups;
}

/// The nodes of each group, one group after the other.
struct Members {
  std::vector<std::int32_t> node, start;
};

Members membersOf(const Groups& group, std::int32_t groups) {
  Members members;
  members.start.assign(static_cast<std::size_t>(groups) + 1, 0);
  for (const std::int32_t g : group) ++members.start[static_cast<std::size_t>(g) + 1];
  for (std::size_t g = 0; g < static_cast<std::size_t>(groups); ++g) members.start[g + 1] += members.start[g];
  members.node.resize(group.size());
  std::vector<std::int32_t> next(members.start.begin(), members.start.end() - 1);
  for (std::size_t i = 0; i < group.size(); ++i)
    members.node[static_cast<std::size_t>(next[static_cast<std::size_t>(group[i])]++)] = static_cast<std::int32_t>(i);
  return members;
}

/// The matrix of the groups: the sum of the entries between two of them.
SparseMatrix grouped(const SparseMatrix& a, const Groups& group, std::int32_t groups) {
  const Members members = membersOf(group, groups);
  SparseMatrix out;
  std::vector<std::int64_t> place(static_cast<std::size_t>(groups), -1);
  for (std::int32_t g = 0; g < groups; ++g) {
    const auto first = static_cast<std::int64_t>(out.column.size());
    double diagonal = 0;
    for (auto m = members.start[static_cast<std::size_t>(g)]; m < members.start[static_cast<std::size_t>(g) + 1]; ++m) {
      const auto node = static_cast<std::size_t>(members.node[static_cast<std::size_t>(m)]);
      diagonal += a.diagonal[node];
      for (auto k = static_cast<std::size_t>(a.start[node]); k < static_cast<std::size_t>(a.start[node + 1]); ++k) {
        const std::int32_t to = group[static_cast<std::size_t>(a.column[k])];
        if (to == g) {
          diagonal -= a.weight[k];
          continue;
        }
        std::int64_t& entry = place[static_cast<std::size_t>(to)];
        if (entry < first) {
          entry = static_cast<std::int64_t>(out.column.size());
          out.column.push_back(to);
          out.weight.push_back(0);
        }
        out.weight[static_cast<std::size_t>(entry)] += a.weight[k];
      }
    }
    out.endRow(diagonal);
  }
  return out;
}

/// Two rounds of pairs.
Groups quadruples(const SparseMatrix& a, SparseMatrix& coarse) {
  Groups pairs, second;
  const std::int32_t halves = pairUp(a, pairs);
  const SparseMatrix between = grouped(a, pairs, halves);
  const std::int32_t quarters = pairUp(between, second);
  coarse = grouped(between, second, quarters);
  for (std::int32_t& group : pairs) group = second[static_cast<std::size_t>(group)];
  return pairs;
}

}  // namespace

/// What a level works in. `b`, `x`: its equation; the others are the K-cycle's.
struct Multigrid::Scratch {
  explicit Scratch(std::size_t n, bool first) : residual(n) {
    if (first) return;
    for (Vector* v : {&b, &x, &c, &ac, &d, &ad}) v->resize(n);
  }
  Vector residual, b, x, c, ac, d, ad;
};

Multigrid::Multigrid(SparseMatrix matrix, const StopFlag* stop) : stop_(stop) {
  levels_.push_back({std::move(matrix), {}});
  while (levels_.back().matrix.size() > kSmall) {
    heed(stop);
    SparseMatrix coarse;
    Groups groups = quadruples(levels_.back().matrix, coarse);
    // Nodes without ties stay as they are: relaxing solves them.
    if (coarse.size() * 10 > levels_.back().matrix.size() * 9) break;
    levels_.back().group = std::move(groups);
    levels_.push_back({std::move(coarse), {}});
  }
  if (levels_.back().matrix.size() <= kSmall) factorise();
}

void Multigrid::factorise() {
  const SparseMatrix& a = levels_.back().matrix;
  const std::size_t n = a.size();
  factor_.assign(n * n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    factor_[i * n + i] = a.diagonal[i];
    for (auto k = static_cast<std::size_t>(a.start[i]); k < static_cast<std::size_t>(a.start[i + 1]); ++k)
      factor_[i * n + static_cast<std::size_t>(a.column[k])] = -a.weight[k];
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = factor_[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= factor_[i * n + k] * factor_[j * n + k];
      factor_[i * n + j] = i == j ? std::sqrt(sum) : sum / factor_[j * n + j];
    }
}

void Multigrid::solveLast(std::span<const double> b, Vector& x) const {
  const std::size_t n = b.size();
  if (factor_.empty()) {
    std::ranges::fill(x, 0);
    for (int pass = 0; pass < 10; ++pass) {
      relaxDown(levels_.back().matrix, b, x);
      relaxUp(levels_.back().matrix, b, x);
    }
    return;
  }
  for (std::size_t i = 0; i < n; ++i) {
    double sum = b[i];
    for (std::size_t k = 0; k < i; ++k) sum -= factor_[i * n + k] * x[k];
    x[i] = sum / factor_[i * n + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    double sum = x[i];
    for (std::size_t k = i + 1; k < n; ++k) sum -= factor_[k * n + i] * x[k];
    x[i] = sum / factor_[i * n + i];
  }
}

void Multigrid::cycle(std::size_t level, std::vector<Scratch>& scratch, std::span<const double> b, Vector& x) const {
  if (level + 1 == levels_.size()) return solveLast(b, x);
  const auto& [matrix, group] = levels_[level];
  Vector& residual = scratch[level].residual;
  std::ranges::fill(x, 0);
  relaxDown(matrix, b, x);
  multiply(matrix, x, residual);
  Scratch& next = scratch[level + 1];
  std::ranges::fill(next.b, 0);
  for (std::size_t i = 0; i < group.size(); ++i) next.b[static_cast<std::size_t>(group[i])] += b[i] - residual[i];
  coarse(level + 1, scratch);
  for (std::size_t i = 0; i < group.size(); ++i) x[i] += next.x[static_cast<std::size_t>(group[i])];
  relaxUp(matrix, b, x);
}

void Multigrid::coarse(std::size_t level, std::vector<Scratch>& scratch) const {
  auto& [residual, b, x, c, ac, d, ad] = scratch[level];
  if (level + 1 == levels_.size()) return solveLast(b, x);
  const SparseMatrix& matrix = levels_[level].matrix;
  const double before = dot(b, b);
  std::ranges::fill(x, 0);
  if (before == 0) return;
  cycle(level, scratch, b, c);
  multiply(matrix, c, ac);
  const double rho = dot(c, ac), first = dot(c, b) / rho;
  addTimes(b, -first, ac);
  addTimes(x, first, c);
  if (dot(b, b) <= kEnough * kEnough * before) return;
  cycle(level, scratch, b, d);
  multiply(matrix, d, ad);
  const double gamma = dot(d, ac), second = dot(d, b) / (dot(d, ad) - gamma * gamma / rho);
  addTimes(x, second, d);
  addTimes(x, -second * gamma / rho, c);
}

std::vector<double> Multigrid::solve(std::span<const double> b, double tolerance) const {
  const SparseMatrix& a = matrix();
  const std::size_t n = a.size();
  std::vector<Scratch> scratch;
  for (std::size_t level = 0; level < levels_.size(); ++level)
    scratch.emplace_back(levels_[level].matrix.size(), level == 0);
  Vector x(n), z(n), direction(n), image(n), residual(b.begin(), b.end());
  const double goal = tolerance * tolerance * dot(b, b);
  double curvature = 0;
  for (int step = 0; dot(residual, residual) > goal; ++step) {
    heed(stop_);
    if (step == kMostSteps)
      throw Error("network", say("network.no_solution", n), say("network.no_solution.remedy"), ErrorKind::work);
    cycle(0, scratch, residual, z);
    const double back = step == 0 ? 0 : dot(z, image) / curvature;
    for (std::size_t i = 0; i < n; ++i) direction[i] = z[i] - back * direction[i];
    multiply(a, direction, image);
    curvature = dot(direction, image);
    const double length = dot(direction, residual) / curvature;
    addTimes(x, length, direction);
    addTimes(residual, -length, image);
  }
  return x;
}

}  // namespace tanhui
