#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "geo/carbon/Carbon.h"
#include "geo/carbon/Estimate.h"
#include "geo/carbon/FactorLibrary.h"
#include "geo/carbon/GasSector.h"
#include "geo/carbon/Step.h"
#include "geo/carbon/UnknownMoves.h"

namespace tanhui {

/// What the steps of a stratum add up to, in the order of kQuantityNames.
enum class StepQuantity : std::uint8_t { above, below, deadwood, litter, soil, biomass, deadOrganic, soilFlux, nonCo2 };
constexpr std::array<std::string_view, 9> kQuantityNames = {"above",   "below",        "deadwood",  "litter", "soil",
                                                            "biomass", "dead_organic", "soil_flux", "non_co2"};

/// Adds up the carbon of one stratum step by step: values, sensitivities, factors used and, when asked for, the words.
class Tally {
 public:
  using Number = Estimate;
  static constexpr bool kWritesFormulas = false;

  Tally(const FactorLibrary& library, std::vector<Step>* steps) : library_(library), steps_(steps) {
    byFactor_.reserve(24);
  }

  Estimate take(std::uint32_t factor) const { return {library_[factor].value, factor}; }
  /// Zero that hangs on a factor: one that shapes a formula without a slope of its own is listed all the same.
  Estimate mention(std::uint32_t factor) const { return take(factor).map(0, 0); }

  /// Adds a part of a quantity. `describe` gives its formula as a Message and is called only when steps are kept.
  template <class Describe>
  void add(StepQuantity quantity, const Estimate& part, Describe&& describe) {
    values_[static_cast<std::size_t>(quantity)] += part.value();
    for (const Estimate::Term& term : part.terms()) addTerm(quantity, term);
    if (!steps_) return;
    Step step{std::string(kQuantityNames[static_cast<std::size_t>(quantity)]), describe(), part.value(), {}};
    for (const Estimate::Term& term : part.terms()) step.factors.push_back(term.factor);
    steps_->push_back(std::move(step));
  }

  template <class Describe>
  void addGas(Gas, GasSector sector, const Estimate& part, Describe&& describe) {
    add(StepQuantity::nonCo2, part, describe);
    if (sector != GasSector::agriculture) return;
    agriculture_ += part.value();
    for (const Estimate::Term& term : part.terms()) slopeOf(term.factor).agriculture += term.derivative;
  }

  StratumCarbon finish() const {
    StratumCarbon out;
    std::copy_n(values_.begin(), kPools, out.value.stock.begin());
    out.value.biomassFlux = values_[5];
    out.value.deadOrganicFlux = values_[6];
    out.value.soilFlux = values_[7];
    out.value.nonCo2 = values_[8];
    out.value.agriculture = agriculture_;
    out.factors.reserve(byFactor_.size());
    out.sensitivities.reserve(byFactor_.size());
    for (const Sensitivity& slope : byFactor_) {
      out.factors.push_back(slope.factor);
      addMove(out.sensitivities, slope, library_);
    }
    return out;
  }

 private:
  Sensitivity& slopeOf(std::uint32_t factor) {
    const auto at = std::lower_bound(byFactor_.begin(), byFactor_.end(), factor,
                                     [](const Sensitivity& s, std::uint32_t f) { return s.factor < f; });
    return at != byFactor_.end() && at->factor == factor ? *at : *byFactor_.insert(at, {factor, 0, 0, 0});
  }

  void addTerm(StepQuantity quantity, const Estimate::Term& term) {
    Sensitivity& slope = slopeOf(term.factor);
    if (quantity <= StepQuantity::soil) {
      slope.stock += term.derivative;
    } else if (quantity == StepQuantity::nonCo2) {
      slope.nonCo2 += term.derivative;
    } else {
      slope.flux += term.derivative;
    }
  }

  const FactorLibrary& library_;
  std::vector<Step>* steps_;
  std::array<double, 9> values_{};
  double agriculture_ = 0;
  std::vector<Sensitivity> byFactor_;  ///< here: partial derivatives, factors ascending
};

}  // namespace tanhui
