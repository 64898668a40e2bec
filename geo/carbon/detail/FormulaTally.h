#pragma once

#include "geo/carbon/StratumFormulas.h"
#include "geo/carbon/detail/Tally.h"

namespace tanhui {

/// Adds up the carbon of one stratum as formulas (see StratumSum).
class FormulaTally {
 public:
  using Number = Formula;
  static constexpr bool kWritesFormulas = true;

  explicit FormulaTally(FormulaTape& tape) : tape_(tape) {}

  Formula take(std::uint32_t factor) const { return {tape_, tape_.factor(factor)}; }
  /// Bounds of a curve and the like have no slope; on the tape they are data.
  Formula mention(std::uint32_t) const { return {}; }

  template <class Describe>
  void add(StepQuantity quantity, const Formula& part, Describe&&) {
    if (quantity <= StepQuantity::soil)
      out_.stock[static_cast<std::size_t>(quantity)] += part;
    else if (quantity == StepQuantity::biomass)
      out_.biomassFlux += part;
    else if (quantity == StepQuantity::deadOrganic)
      out_.deadOrganicFlux += part;
    else if (quantity == StepQuantity::soilFlux)
      out_.soilFlux += part;
  }

  template <class Describe>
  void addGas(Gas gas, GasSector, const Formula& part, Describe&&) {
    (gas == Gas::ch4 ? out_.ch4 : out_.n2o) += part;
  }

  void tellTrees(bool known) { out_.trees = known; }
  void tellRoots(const Formula& rootToShoot) { out_.rootToShoot = rootToShoot; }
  void tellCurve(const GrowthCurve<Formula>& curve, double age) { out_.curve = curve, out_.age = age; }
  void tellAge(const Formula& age) { out_.writtenAge = age; }
  void tellYoung(StratumFormulas::Filling deadwood, StratumFormulas::Filling litter,
                 StratumFormulas::Filling understorey) {
    const auto told = [](StratumFormulas::Filling filling) {
      return filling.years > 0 ? std::optional(std::move(filling)) : std::nullopt;
    };
    out_.deadwood = told(std::move(deadwood));
    out_.litter = told(std::move(litter));
    out_.understorey = told(std::move(understorey));
  }
  void tellSoil30(const Formula& soil) { out_.soil30 = soil; }

  StratumFormulas finish() { return std::move(out_); }

 private:
  FormulaTape& tape_;
  StratumFormulas out_;
};

}  // namespace tanhui
