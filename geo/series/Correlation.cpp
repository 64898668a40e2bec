#include "geo/series/Correlation.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "geo/base/Nearest.h"
#include "geo/carbon/BuiltInTies.h"

namespace tanhui {

namespace {

using FactorPair = std::pair<std::uint32_t, std::uint32_t>;

/// The library knows the near keys, the correlation where it was written.
std::uint32_t requireEnd(const FactorLibrary& library, const Correlation& correlation, const std::string& name) {
  if (const auto unknown = library.findUnknown(name)) return *unknown;
  try {
    return library.require(name);
  } catch (const Error& error) {
    throw Error(correlation.where, error.problem(), error.remedy());
  }
}

std::map<FactorPair, double> readPairs(const FactorLibrary& library, std::span<const Correlation> correlations) {
  std::map<FactorPair, double> pairs;
  for (const Correlation& c : correlations) {
    const std::uint32_t a = requireEnd(library, c, c.first), b = requireEnd(library, c, c.second);
    if (a == b) throw Error(c.where, say("series.correlation_self", c.first), say("series.correlation_self.remedy"));
    if (!(c.r >= -1 && c.r <= 1))
      throw Error(c.where, say("series.correlation_range", c.first, c.second, c.r),
                  say("series.correlation_range.remedy"));
    if (!pairs.try_emplace({std::min(a, b), std::max(a, b)}, c.r).second)
      throw Error(c.where, say("series.correlation_twice", c.first, c.second), say("series.correlation_twice.remedy"));
  }
  // What is given goes over what is built in, so that r = 0 takes a tie away.
  for (const BuiltInTie& tie : builtInTies(library)) pairs.try_emplace({tie.first, tie.second}, tie.r);
  std::erase_if(pairs, [](const auto& pair) { return pair.second == 0; });
  return pairs;
}

/// Factors in groups that pairs connect, each ascending, by their first factor.
std::vector<std::vector<std::uint32_t>> connected(const std::map<FactorPair, double>& pairs) {
  std::map<std::uint32_t, std::uint32_t> leader;
  for (const auto& [pair, r] : pairs) {
    leader.try_emplace(pair.first, pair.first);
    leader.try_emplace(pair.second, pair.second);
  }
  for (const auto& [pair, r] : pairs) {
    const std::uint32_t a = leader[pair.first], b = leader[pair.second];
    for (auto& [factor, first] : leader)
      if (first == std::max(a, b)) first = std::min(a, b);
  }
  std::map<std::uint32_t, std::vector<std::uint32_t>> groups;
  for (const auto& [factor, first] : leader) groups[first].push_back(factor);
  std::vector<std::vector<std::uint32_t>> list;
  list.reserve(groups.size());
  for (auto& [first, factors] : groups) list.push_back(std::move(factors));
  return list;
}

/// The lower triangle L with L L^T = r, of a matrix that may be singular (r = 1, -1); empty when there is none.
std::vector<double> choleskyRoot(const std::vector<double>& r, std::size_t n) {
  // Correlations are given in a few digits: what is this near to 0 is rounding.
  constexpr double kNoPivot = 1e-10, kNoRest = 1e-8;
  std::vector<double> root(n * n, 0.0);
  for (std::size_t j = 0; j < n; ++j) {
    const auto rest = [&](std::size_t i) {
      return r[i * n + j] - std::inner_product(&root[i * n], &root[i * n] + j, &root[j * n], 0.0);
    };
    const double pivot = rest(j);
    if (pivot < -kNoPivot) return {};
    if (pivot > kNoPivot) root[j * n + j] = std::sqrt(pivot);
    for (std::size_t i = j + 1; i < n; ++i) {
      const double above = rest(i);
      if (root[j * n + j] > 0)
        root[i * n + j] = above / root[j * n + j];
      else if (std::abs(above) > kNoRest)
        return {};
    }
  }
  return root;
}

std::string whereOfGroup(const FactorLibrary& library, std::span<const Correlation> correlations,
                         const std::vector<std::uint32_t>& factors) {
  std::string where = library.name();
  for (const Correlation& c : correlations)
    if (std::ranges::binary_search(factors, *library.findUnknown(c.first))) where = c.where;
  return where;
}

}  // namespace

std::vector<TiedFactors> tieFactors(const FactorLibrary& library, std::span<const Correlation> correlations) {
  const std::map<FactorPair, double> pairs = readPairs(library, correlations);
  std::vector<TiedFactors> groups;
  for (std::vector<std::uint32_t>& factors : connected(pairs)) {
    const std::size_t n = factors.size();
    TiedFactors group{std::move(factors), std::vector<double>(n * n, 0.0), {}};
    for (std::size_t i = 0; i < n; ++i) {
      group.r[i * n + i] = 1;
      for (std::size_t j = i + 1; j < n; ++j)
        if (const auto at = pairs.find({group.factors[i], group.factors[j]}); at != pairs.end())
          group.r[i * n + j] = group.r[j * n + i] = at->second;
    }
    group.root = choleskyRoot(group.r, n);
    if (group.root.empty()) {
      std::vector<std::string> keys;
      for (const std::uint32_t factor : group.factors) keys.push_back(library.nameOfUnknown(factor));
      throw Error(whereOfGroup(library, correlations, group.factors),
                  say("series.correlation_impossible", joinNames(keys)), say("series.correlation_impossible.remedy"));
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace tanhui
