#include "geo/carbon/StratumFormulas.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "geo/carbon/StratumAccount.h"
#include "geo/landclass/ClassTable.h"

using namespace tanhui;

namespace {

void matches(const StratumAccountant& accountant, FormulaTape& tape, const Stratum& stratum) {
  INFO(stratum.classKey << " " << stratum.species << " " << stratum.age << " " << stratum.volume);
  const Carbon carbon = accountant.carbonOf(stratum).value;
  const StratumFormulas formulas = accountant.formulasOf(stratum, tape);
  const auto same = [](double value) { return Approx(value).epsilon(1e-13).margin(1e-13); };
  for (std::size_t pool = 0; pool < kPools; ++pool) CHECK(formulas.stock[pool].value() == same(carbon.stock[pool]));
  CHECK(formulas.biomassFlux.value() == same(carbon.biomassFlux));
  CHECK(formulas.deadOrganicFlux.value() == same(carbon.deadOrganicFlux));
  CHECK(formulas.soilFlux.value() == same(carbon.soilFlux));
  CHECK(formulas.ch4.value() + formulas.n2o.value() == same(carbon.nonCo2));
  if (!formulas.curve) return;
  const auto share = [&](double age) {
    return formulas.understorey ? std::clamp(age / formulas.understorey->years, 0.0, 1.0) : 0;
  };
  const double shrubs = formulas.understorey ? formulas.understorey->full.value() : 0;
  CHECK(formulas.curve->growth(formulas.age).value() + shrubs * (share(formulas.age) - share(formulas.age - 1)) ==
        same(carbon.biomassFlux));
}

}  // namespace

TEST_CASE("formulas of a stratum have the figures of its account") {
  for (const int depth : {30, 100}) {
    for (const char* name : {"chongqing", "ipcc"}) {
      const FactorLibrary library = FactorLibrary::load(name, {}, {});
      AccountingRules rules;
      rules.soilDepthCm = depth;
      const StratumAccountant accountant(library, rules);
      FormulaTape tape(library);
      matches(accountant, tape, {.classKey = "unmapped", .species = {}});
      for (const LandClass& known : landClasses()) {
        if (known.key == "unmapped") continue;
        matches(accountant, tape, {.classKey = known.key, .species = {}});
        matches(accountant, tape, {.classKey = known.key, .species = {}, .age = 12, .volume = 40});
      }
      for (const char* species : {"马尾松", "柏木", "杉木", "樟木", "阔叶混", "毛竹"})
        for (const double age : {0.0, 4.0, 18.0, 37.5, 120.0}) {
          matches(accountant, tape, {.classKey = "forest_generic", .species = species, .age = age});
          matches(accountant, tape, {.classKey = "forest_generic", .species = species, .age = age, .volume = 3 * age});
        }
    }
  }
}

TEST_CASE("the soil that changes is that of 0-30 cm, whatever depth is counted") {
  const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  AccountingRules rules;
  rules.soilDepthCm = 100;
  FormulaTape tape(library);
  const StratumFormulas paddy =
      StratumAccountant(library, rules).formulasOf({.classKey = "paddy", .species = {}}, tape);
  CHECK(paddy.soil30.value() == library[library.require("pool.paddy.soil30")].value);
  CHECK(paddy.stock[4].value() == library[library.require("pool.paddy.soil100")].value);
}
