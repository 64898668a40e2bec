#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "geo/base/Error.h"
#include "geo/carbon/FactorLibrary.h"
#include "geo/series/Correlation.h"
#include "geo/series/Distribution.h"

namespace tanhui {

/// What a random number is for: two of the same name do not share draws.
enum class DrawSubject : std::uint8_t { factor, areaGroup, factorGroup };

/// Standard normal scores, a pure function of (seed, subject, name, number of the draw): the first n of any number of
/// draws are the same, and nothing else that is drawn changes them. `out` gets the draws firstDraw, firstDraw + 1, ...
void normalScores(std::uint64_t seed, DrawSubject subject, std::string_view name, std::uint64_t firstDraw,
                  std::span<double> out);

struct FixedFactor {
  std::uint32_t factor;  ///< index into the library
  FixedReason reason;
};

/// Draws of factors: each unknown (a factor, or a group of factors that are one figure) is drawn once per run of the
/// simulation (perfect correlation over all land that uses it), independent of the others unless a correlation is
/// given. IPCC 2006 V1 Ch 3, 3.2.3.2.
///
/// The library must outlive it. Const members may be called from any thread.
class FactorDraws {
 public:
  /// `factors`: indexes of those that enter a result, ascending. Throws Error as tieFactors does.
  FactorDraws(const FactorLibrary& library, std::span<const std::uint32_t> factors, std::uint64_t seed,
              std::span<const Correlation> correlations);

  /// Those that vary, ascending.
  const std::vector<std::uint32_t>& varied() const { return varied_; }
  /// Those that enter a result and do not vary, ascending.
  const std::vector<FixedFactor>& fixed() const { return fixed_; }
  /// Unknowns that correlations tie together.
  const std::vector<TiedFactors>& tied() const { return tied_; }
  /// Those that a factor's unknown belongs to, or null.
  const TiedFactors* groupOf(std::uint32_t factor) const;
  std::uint32_t unknownOf(std::uint32_t factor) const { return library_.unknownOf(factor); }
  /// Of the whole library.
  std::size_t factorCount() const { return library_.all().size(); }
  /// What the reader must know of the distributions: one entry for each kind of remark, with the keys.
  const Warnings& remarks() const { return remarks_; }

  /// Standard normal scores of a factor's unknown, correlated as it is.
  void scores(std::uint32_t factor, std::uint64_t firstDraw, std::span<double> out) const;
  /// The independent scores that those of tied unknowns are made of; of any other unknown its scores.
  void independentScores(std::uint32_t unknown, std::uint64_t firstDraw, std::span<double> out) const;
  /// Figures [factor][lane] of `lanes` draws for FormulaTape::evaluate. Factors that enter no result stay as they are.
  void figures(std::uint64_t firstDraw, std::size_t lanes, std::vector<double>& figures) const;

 private:
  void remark(std::span<const Correlation> correlations);

  const FactorLibrary& library_;
  std::uint64_t seed_;
  std::vector<std::uint32_t> varied_;
  std::vector<Distribution> distributions_;  ///< of varied_
  std::vector<FixedFactor> fixed_;
  std::vector<TiedFactors> tied_;
  Warnings remarks_;
};

}  // namespace tanhui
