#include "geo/series/FactorDraws.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "geo/base/Nearest.h"
#include "geo/series/detail/Normal.h"
#include "geo/series/detail/Philox.h"

namespace tanhui {

namespace {

/// FNV-1a, 64 bits.
std::uint64_t hashOfName(std::string_view name) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

/// Inside (0, 1), both ends left out: 52 bits and a half.
double uniformOf(std::uint32_t high, std::uint32_t low) {
  return (static_cast<double>((std::uint64_t{high} << 32 | low) >> 12) + 0.5) * 0x1p-52;
}

/// "growth.fir.k (0.05 -> 0.053)"
std::string meanMoved(const Factor& factor, double mean) {
  return fmt::format("{} ({:.4g} -> {:.4g})", factor.key, factor.value, mean);
}

}  // namespace

void normalScores(std::uint64_t seed, DrawSubject subject, std::string_view name, std::uint64_t firstDraw,
                  std::span<double> out) {
  const std::uint64_t hash = hashOfName(name);
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  // Four words make the scores of an even draw and of the odd one after it. The subject shares a word with the upper
  // bits of the number, which 10^15 draws do not reach.
  const auto pairAt = [&](std::uint64_t pair) {
    return philox({low(pair), low(pair >> 32) ^ static_cast<std::uint32_t>(subject) << 24, low(hash), low(hash >> 32)},
                  {low(seed), low(seed >> 32)});
  };
  std::size_t i = 0;
  while (i < out.size()) {
    const std::uint64_t draw = firstDraw + i;
    const auto words = pairAt(draw / 2);
    if (draw % 2 == 0) out[i++] = normalQuantile(uniformOf(words[0], words[1]));
    if (i < out.size()) out[i++] = normalQuantile(uniformOf(words[2], words[3]));
  }
}

FactorDraws::FactorDraws(const FactorLibrary& library, std::span<const std::uint32_t> factors, std::uint64_t seed,
                         std::span<const Correlation> correlations)
    : library_(library), seed_(seed), tied_(tieFactors(library, correlations)) {
  for (const std::uint32_t factor : factors) {
    const Distribution distribution = distributionOf(library[factor]);
    if (distribution.varies()) {
      varied_.push_back(factor);
      distributions_.push_back(distribution);
    } else {
      fixed_.push_back({factor, whyFixed(library[factor])});
    }
  }
  remark(correlations);
}

void FactorDraws::remark(std::span<const Correlation> correlations) {
  std::vector<std::string> notPositive, bothSigns, moved, idle;
  for (std::size_t i = 0; i < varied_.size(); ++i) {
    const Factor& factor = library_[varied_[i]];
    if (factor.distribution == "lognormal" && !(factor.value > 0)) notPositive.push_back(factor.key);
    if (factor.value == 0 && factor.low && *factor.low >= 0) bothSigns.push_back(factor.key);
    // Less than a twentieth of the standard deviation is not worth a word.
    const double mean = distributions_[i].mean();
    if (std::abs(mean - factor.value) > 0.05 * distributions_[i].sd()) moved.push_back(meanMoved(factor, mean));
  }
  for (const Correlation& c : correlations)
    for (const std::string* key : {&c.first, &c.second}) {
      const std::uint32_t unknown = *library_.findUnknown(*key);
      const bool varies = std::ranges::any_of(varied_, [&](std::uint32_t f) { return unknownOf(f) == unknown; });
      if (!varies && std::find(idle.begin(), idle.end(), *key) == idle.end()) idle.push_back(*key);
    }
  const auto add = [&](const std::vector<std::string>& keys, const Message& what) {
    if (!keys.empty()) remarks_.push_back({library_.name(), what});
  };
  add(notPositive, say("series.lognormal_not_positive", joinNames(notPositive)));
  add(bothSigns, say("series.both_signs", joinNames(bothSigns)));
  add(moved, say("series.mean_moved", joinNames(moved)));
  add(idle, say("series.correlation_idle", joinNames(idle)));
}

const TiedFactors* FactorDraws::groupOf(std::uint32_t factor) const {
  for (const TiedFactors& group : tied_)
    if (std::ranges::binary_search(group.factors, unknownOf(factor))) return &group;
  return nullptr;
}

void FactorDraws::independentScores(std::uint32_t unknown, std::uint64_t firstDraw, std::span<double> out) const {
  const DrawSubject subject = library_[unknown].group.empty() ? DrawSubject::factor : DrawSubject::factorGroup;
  normalScores(seed_, subject, library_.nameOfUnknown(unknown), firstDraw, out);
}

void FactorDraws::scores(std::uint32_t factor, std::uint64_t firstDraw, std::span<double> out) const {
  const TiedFactors* group = groupOf(factor);
  const std::uint32_t unknown = unknownOf(factor);
  if (group == nullptr) return independentScores(unknown, firstDraw, out);
  const std::size_t n = group->factors.size();
  const auto at = std::lower_bound(group->factors.begin(), group->factors.end(), unknown) - group->factors.begin();
  std::fill(out.begin(), out.end(), 0.0);
  std::vector<double> independent(out.size());
  for (std::size_t j = 0; j <= static_cast<std::size_t>(at); ++j) {
    const double weight = group->root[static_cast<std::size_t>(at) * n + j];
    if (weight == 0) continue;
    independentScores(group->factors[j], firstDraw, independent);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] += weight * independent[i];
  }
}

void FactorDraws::figures(std::uint64_t firstDraw, std::size_t lanes, std::vector<double>& figures) const {
  figures.resize(library_.all().size() * lanes);
  const auto lanesOf = [&](std::uint32_t factor) { return std::span(figures).subspan(factor * lanes, lanes); };
  for (const FixedFactor& fixed : fixed_) {
    const std::span<double> out = lanesOf(fixed.factor);
    std::fill(out.begin(), out.end(), library_[fixed.factor].value);
  }
  for (std::size_t i = 0; i < varied_.size(); ++i) {
    const std::span<double> out = lanesOf(varied_[i]);
    scores(varied_[i], firstDraw, out);
    for (double& x : out) x = distributions_[i].at(x);
  }
}

}  // namespace tanhui
