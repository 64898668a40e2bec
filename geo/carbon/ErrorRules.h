#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "geo/carbon/FactorLibrary.h"

namespace tanhui {

/// Factors that a chain of correlations ties together.
struct TiedFactors {
  std::vector<std::uint32_t> factors;  ///< FactorLibrary::unknownOf, ascending, at least two
  std::vector<double> r;               ///< [i * n + j], ones on the diagonal
  std::vector<double> root;            ///< [i * n + j], lower triangle L with L L^T = r: scores = L x independent ones
};

/// What one standard error of each factor moves a figure by, made into the figure's own: s^T R s of the factors that
/// correlations tie together, the squares of all others (IPCC 2006 V1 Ch 3 Eq 3.2).
class FactorTies {
 public:
  FactorTies() = default;
  FactorTies(std::vector<TiedFactors> tied) : tied_(std::move(tied)) {
    for (std::size_t t = 0; t < tied_.size(); ++t)
      for (const std::uint32_t factor : tied_[t].factors) {
        if (factor >= tieBit_.size()) tieBit_.resize(factor + 1, 0);
        tieBit_[factor] = bitOf(t);
      }
  }

  /// `factors`: all that move the figure; `moveOf` a factor: by how much, 0 for every other.
  template <class MoveOf>
  double variance(std::span<const std::uint32_t> factors, MoveOf&& moveOf) const {
    double sum = 0;
    std::uint64_t moved = 0;  // the ties of which a factor is: all others add nothing
    for (const std::uint32_t factor : factors) {
      const std::uint64_t bit = factor < tieBit_.size() ? tieBit_[factor] : 0;
      const double move = bit == 0 ? moveOf(factor) : 0;
      sum += move * move;
      moved |= bit;
    }
    for (std::size_t t = 0; moved != 0 && t < tied_.size(); ++t)
      if ((moved & bitOf(t)) != 0) sum += tiedVariance(tied_[t], moveOf);
    return sum;
  }

  /// What part of the variance hangs on a factor: its move times (R s) of it. Over all factors they add up to it.
  template <class MoveOf>
  double partOf(std::uint32_t factor, MoveOf&& moveOf) const {
    const double move = moveOf(factor);
    for (const TiedFactors& tie : tied_)
      for (std::size_t i = 0, n = tie.factors.size(); i < n; ++i) {
        if (tie.factors[i] != factor) continue;
        double along = 0;
        for (std::size_t j = 0; j < n; ++j) along += tie.r[i * n + j] * moveOf(tie.factors[j]);
        return move * along;
      }
    return move * move;
  }

 private:
  /// Beyond 64 ties a bit stands for several.
  static std::uint64_t bitOf(std::size_t tie) { return std::uint64_t{1} << tie % 64; }

  /// Through the root of R: a sum of squares cannot become negative where errors cancel.
  template <class MoveOf>
  static double tiedVariance(const TiedFactors& tie, MoveOf&& moveOf) {
    const std::size_t n = tie.factors.size();
    double variance = 0;
    for (std::size_t j = 0; j < n; ++j) {
      double along = 0;
      for (std::size_t i = j; i < n; ++i) along += tie.root[i * n + j] * moveOf(tie.factors[i]);
      variance += along * along;
    }
    return variance;
  }

  std::vector<TiedFactors> tied_;
  std::vector<std::uint64_t> tieBit_;  ///< by factor; 0: it moves by itself
};

/// From what the error of every figure of a project is made, whoever tells it.
struct ErrorRules {
  std::size_t factorCount = 0;
  FactorTies ties;
  /// Classes of a map whose area has an error: its standard error as a share, by area group.
  std::vector<double> areaSe;
  std::vector<std::int32_t> areaGroupOf;  ///< by stratum; -1, or past its end: the area is exact

  ErrorRules() = default;
  /// Independent factors, exact areas.
  ErrorRules(std::size_t factors) : factorCount(factors) {}
  ErrorRules(const FactorLibrary& library) : factorCount(library.all().size()) {}

  std::int32_t areaGroup(std::uint32_t stratum) const {
    return stratum < areaGroupOf.size() ? areaGroupOf[stratum] : -1;
  }
};

}  // namespace tanhui
