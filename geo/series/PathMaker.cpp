#include "geo/series/PathMaker.h"

#include <algorithm>
#include <cmath>

#include "geo/carbon/Soil.h"
#include "geo/landclass/ClassTable.h"
#include "geo/series/detail/PathBuilder.h"

namespace tanhui {

PathMaker::PathMaker(const StratumAccountant& accountant, FormulaTape& tape, int baseYear)
    : accountant_(accountant), tape_(tape), baseYear_(baseYear), change_(changeRecipe(accountant.library())) {}

Formula PathMaker::need(MaybeFactor factor, std::string_view key) {
  return take(factor ? *factor : accountant_.library().require(key));
}

double PathMaker::figure(MaybeFactor factor, double otherwise) const {
  return factor ? accountant_.library()[*factor].value : otherwise;
}

/// A curve is known by the node of its first parameter and of the ratio that splits it.
const TreeCurve* PathMaker::curveOf(const StratumFormulas& formulas) {
  const GrowthCurve<Formula>& written = *formulas.curve;
  const auto nodeOf = [](const Formula& f) { return f.terms().empty() ? kOne : f.terms()[0].node; };
  const TreeCurve*& known = curveOfNodes_[std::uint64_t{nodeOf(written.a)} << 32 | nodeOf(formulas.rootToShoot)];
  if (known == nullptr) {
    const double roots = formulas.rootToShoot.value();
    const GrowthCurve<double> plain{written.a.value(), written.k.value(),         written.c.value(), written.ageMin,
                                    written.ageMax,    written.youngRate.value(), written.youngAge};
    std::vector<double> atAge;
    for (int age = 0; age <= static_cast<int>(std::ceil(written.ageMax)); ++age) atAge.push_back(plain.stock(age));
    curves_.push_back({written, plain, std::move(atAge), formulas.rootToShoot, roots / (1 + roots)});
    known = &curves_.back();
  }
  return known;
}

Path PathMaker::pathOf(const Stratum& stratum, std::span<const LandBefore> before,
                       std::span<const LandEvent* const> events) {
  PathBuilder builder(*this, stratum);
  builder.begin(before);
  if (!before.empty() && stratum.measured()) builder.levelAsMeasured(stratum);
  for (const LandEvent* event : events) builder.apply(*event);
  return builder.take();
}

}  // namespace tanhui
