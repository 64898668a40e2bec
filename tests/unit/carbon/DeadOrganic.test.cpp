#include "geo/carbon/DeadOrganic.h"

#include <catch2/catch.hpp>

#include "geo/carbon/FactorLibrary.h"

using namespace tanhui;

TEST_CASE("dead wood and litter follow the table that wri/carbon-budget tests") {
  // wri/carbon-budget, test/carbon_pools/test_deadwood_litter_equations.py
  struct Row {
    DeadOrganicSite site;
    double agb, deadwood, litter;
  };
  const Row rows[] = {{{true, 1, 1}, 1, 0.0094, 0.0148},       {{true, 1, 1600}, 100, 0.47, 0.37},
                      {{true, 1, 1601}, 100, 2.82, 0.37},      {{true, 2001, 1}, 100, 3.29, 0.37},
                      {{false, 1, 1}, 100, 3.76, 1.48},        {{true, 2000, 1000}, 100, 0.94, 1.48},
                      {{true, 2000, 1000.5}, 100, 0.47, 0.37}, {{false, 3000, 2500}, 0, 0, 0}};
  for (const Row& row : rows) {
    const DeadOrganicCarbon carbon = deadOrganicCarbon(row.site, row.agb);
    CHECK(carbon.deadwood == Approx(row.deadwood).margin(1e-6));
    CHECK(carbon.litter == Approx(row.litter).margin(1e-6));
  }
}

TEST_CASE("the ipcc library's forests hold the dead matter of a basin site") {
  const FactorLibrary ipcc = FactorLibrary::load("ipcc", {}, {});
  const DeadOrganicSite basin{true, 500, 1100};
  const auto value = [&](const char* key) { return ipcc[ipcc.require(key)].value; };
  const DeadOrganicCarbon natural = deadOrganicCarbon(basin, 258.4), planted = deadOrganicCarbon(basin, 140);
  CHECK(value("pool.forest_ebf.deadwood") == Approx(natural.deadwood));
  CHECK(value("pool.forest_ebf.litter") == Approx(natural.litter));
  CHECK(value("pool.forest_enf_fir.deadwood") == Approx(planted.deadwood));
  CHECK(value("pool.forest_enf_fir.litter") == Approx(planted.litter));
}
