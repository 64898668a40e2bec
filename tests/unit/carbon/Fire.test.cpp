#include "geo/carbon/Fire.h"

#include <catch2/catch.hpp>

#include "geo/carbon/FactorLibrary.h"

using namespace tanhui;

TEST_CASE("gases of a fire by IPCC 2006 V4 Eq 2.27 with Tables 2.5 and 2.6, by hand") {
  // 100 t/ha of fuel in extratropical forest: 0.45 of it burns, at 4.7 g CH4 and 0.26 g N2O per kg.
  const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  const auto value = [&](const char* key) { return library[library.require(key)].value; };
  const double burnt = value("fire.combustion");
  CHECK(fireEmission(100.0, burnt, value("fire.gef.ch4")) == Approx(211.5));
  CHECK(fireEmission(100.0, burnt, value("fire.gef.n2o")) == Approx(11.7));
  CHECK(dryMatter(47.0, value("fire.carbon_fraction")) == Approx(100));
}
