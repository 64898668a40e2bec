#include "geo/series/detail/Contributions.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace tanhui {

namespace {

/// What of the sources a figure is made of: [factor], then [area group].
struct Reach {
  std::vector<bool> factors, groups;
};

template <class Take>
void takeTerms(const YearWeights& weights, const Focus& focus, Take take) {
  take(weights.stock[focus.year + 1]);
  if (focus.quantity == SeriesQuantity::stock) return;
  take(weights.stock[focus.year]);
  take(weights.nonCo2[focus.year]);
  if (focus.quantity == SeriesQuantity::lulucf && !weights.agriculture.empty()) take(weights.agriculture[focus.year]);
}

Reach reachOf(const UncertainRow& row, const Focus& focus, std::span<const Estimate> nodes, std::size_t factorCount,
              const MonteCarloRules& rules) {
  Reach reach{std::vector<bool>(factorCount, false), std::vector<bool>(rules.areaGroups.size(), false)};
  for (const UncertainRow::Part& part : row.parts) {
    takeTerms(part.weights, focus, [&](const std::vector<FormulaTape::Term>& terms) {
      for (const FormulaTape::Term& term : terms)
        for (const Estimate::Term& slope : nodes[term.node].terms()) reach.factors[slope.factor] = true;
    });
    if (part.areaGroup < 0) continue;
    // The rescaling brings in every group of the frame.
    const std::vector<double>& areas = rules.areaFrames[static_cast<std::size_t>(row.areaFrame)].groupAreaHa;
    for (std::size_t g = 0; g < areas.size(); ++g)
      if (areas[g] > 0 || g == static_cast<std::size_t>(part.areaGroup)) reach.groups[g] = true;
  }
  return reach;
}

bool isReached(const Source& source, const Reach& reach) {
  if (source.areaGroup >= 0) return reach.groups[static_cast<std::size_t>(source.areaGroup)];
  return std::any_of(source.factors.begin(), source.factors.end(),
                     [&](std::uint32_t factor) { return reach.factors[factor]; });
}

/// In place to mean 0 and length 1; false where all are equal.
bool standardize(std::vector<double>& x) {
  const double mean = std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
  for (double& v : x) v -= mean;
  const double length = std::sqrt(std::inner_product(x.begin(), x.end(), x.begin(), 0.0));
  if (!(length > 0)) return false;
  for (double& v : x) v /= length;
  return true;
}

/// What is left of a multiple r^2 when `scores` scores by chance alone would give some (adjusted r^2), or 0 when it
/// cannot be told from chance: three standard deviations of a correlation, each 1 / sqrt(draws).
double shareBeyondChance(double r2, std::size_t scores, std::size_t draws) {
  const auto n = static_cast<double>(draws), k = static_cast<double>(scores);
  if (r2 < 9 * k / n || n <= k + 1) return 0;
  return 1 - (1 - std::min(r2, 1.0)) * (n - 1) / (n - 1 - k);
}

}  // namespace

std::vector<Source> sourcesOf(const FactorDraws& factors, std::span<const AreaGroup> groups) {
  // Sources by the first unknown that a factor hangs on, those of correlations first.
  std::vector<Source> sources;
  std::map<std::uint32_t, std::size_t> placeOfUnknown;
  for (const bool tied : {true, false})
    for (const std::uint32_t factor : factors.varied()) {
      const TiedFactors* ties = factors.groupOf(factor);
      if ((ties != nullptr) != tied) continue;
      const std::uint32_t first = tied ? ties->factors.front() : factors.unknownOf(factor);
      const auto [at, isNew] = placeOfUnknown.try_emplace(first, sources.size());
      if (isNew) sources.emplace_back();
      sources[at->second].factors.push_back(factor);
    }
  for (std::size_t g = 0; g < groups.size(); ++g)
    if (groups[g].relativeSe > 0) sources.push_back({{}, static_cast<std::int32_t>(g)});
  return sources;
}

void sortByShare(std::vector<Contribution>& contributions) {
  std::stable_sort(contributions.begin(), contributions.end(),
                   [](const Contribution& a, const Contribution& b) { return a.share > b.share; });
}

void rankContributions(const FormulaTape& tape, std::span<const UncertainRow> rows, std::span<const Focus> focuses,
                       const MonteCarloRules& rules, const FactorDraws& factors, const AreaDraws& areas,
                       std::span<FocusResult> results) {
  if (focuses.empty()) return;
  const std::vector<Estimate> nodes = tape.estimates();
  std::vector<Reach> reach;
  std::vector<std::vector<double>> figures;  // standardized; empty where the figure does not vary
  for (std::size_t f = 0; f < focuses.size(); ++f) {
    reach.push_back(reachOf(rows[focuses[f].row], focuses[f], nodes, factors.factorCount(), rules));
    figures.push_back(results[f].draws);
    if (!standardize(figures.back())) figures.back().clear();
  }

  const auto draws = static_cast<std::size_t>(rules.draws);
  std::vector<double> scores(draws);
  for (const Source& source : sourcesOf(factors, rules.areaGroups)) {
    std::vector<double> r2(focuses.size(), 0.0);
    const auto addScores = [&] {
      standardize(scores);
      for (std::size_t f = 0; f < focuses.size(); ++f)
        if (!figures[f].empty() && isReached(source, reach[f]))
          r2[f] += std::pow(std::inner_product(scores.begin(), scores.end(), figures[f].begin(), 0.0), 2);
    };
    std::size_t independent = 1;
    if (source.areaGroup >= 0) {
      areas.scores(static_cast<std::size_t>(source.areaGroup), 0, scores);
      addScores();
    } else {
      // The squared correlations with the independent scores behind tied unknowns add up to the multiple r^2 of them
      // all.
      const TiedFactors* tied = factors.groupOf(source.factors.front());
      const std::vector<std::uint32_t> behind =
          tied != nullptr ? tied->factors : std::vector{factors.unknownOf(source.factors.front())};
      independent = behind.size();
      for (const std::uint32_t unknown : behind) {
        factors.independentScores(unknown, 0, scores);
        addScores();
      }
    }
    for (std::size_t f = 0; f < focuses.size(); ++f)
      if (const double share = shareBeyondChance(r2[f], independent, draws); share > 0)
        results[f].contributions.push_back({source.factors, source.areaGroup, share});
  }
  for (std::size_t f = 0; f < focuses.size(); ++f) {
    sortByShare(results[f].contributions);
    results[f].remainder = figures[f].empty() ? 0 : 1;
    for (const Contribution& c : results[f].contributions) results[f].remainder -= c.share;
  }
}

}  // namespace tanhui
