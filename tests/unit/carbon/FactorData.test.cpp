#include "geo/carbon/FactorData.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <utility>

#include "geo/carbon/FactorLibrary.h"
#include "geo/carbon/detail/Methane.h"

using namespace tanhui;

TEST_CASE("the factor tables are inside the program") {
  CHECK(factorData("chongqing.csv").starts_with("key,"));
  CHECK(factorData("species.csv").starts_with("name_zh,"));
  CHECK(factorData("nothing.csv").empty());
}

namespace {

struct BuiltIn {
  FactorLibrary library;
  explicit BuiltIn(const std::string& name) : library(FactorLibrary::load(name, {}, {})) {}
  const Factor& row(const std::string& key) const { return library[library.require(key)]; }
  double operator()(const std::string& key) const { return row(key).value; }
};

}  // namespace

TEST_CASE("derived methane factors are what the equations give") {
  const BuiltIn chongqing("chongqing"), ipcc("ipcc");
  for (const BuiltIn* library : {&chongqing, &ipcc}) {
    const BuiltIn& f = *library;
    CHECK(f("ch4.reservoir") == Approx(reservoirMethane(f("reservoir.ch4.old"), f("reservoir.downstream"), 1.0)));
    CHECK(*f.row("ch4.reservoir").high ==
          Approx(*f.row("reservoir.ch4.old").high * 1.09).epsilon(2e-3));  // the row is rounded
  }
  CHECK(ipcc("ch4.paddy") == Approx(riceMethane(RiceSeason<double>{ipcc("rice.efc"), ipcc("rice.sfw.unknown"),
                                                                   ipcc("rice.sfp.unknown"), 1, ipcc("rice.days")})));
  CHECK(chongqing("rice.provincial.single") == chongqing("ch4.paddy"));
}

TEST_CASE("nitrous oxide factors are nitrogen rate x EF1 x 44/28, IPCC 2019 V4 Eq 11.1") {
  struct Row {
    const char* key;
    double nitrogen, ef1, low, high;  ///< of EF1; the range of the factor holds +-30 % of the nitrogen as well
  };
  // Wet climate: four fifths synthetic 0.016 (0.013-0.019), a fifth other 0.006 (0.001-0.011).
  constexpr double kWet = 0.8 * 0.016 + 0.2 * 0.006, kLow = 0.8 * 0.013 + 0.2 * 0.001,
                   kHigh = 0.8 * 0.019 + 0.2 * 0.011;
  const Row rows[] = {{"n2o.cropland_dry", 200, kWet, kLow, kHigh},
                      {"n2o.cropland_irrigated", 300, kWet, kLow, kHigh},
                      {"n2o.orchard", 300, kWet, kLow, kHigh},
                      {"n2o.tea", 300, kWet, kLow, kHigh}};
  const auto inRange = [](double ef1, double end) { return std::hypot((end - ef1) / ef1, 0.3); };
  for (const std::string& name : FactorLibrary::builtIn()) {
    const BuiltIn f(name);
    for (const Row& row : rows) {
      INFO(name << ": " << row.key);
      CHECK(f(row.key) == Approx(row.nitrogen * row.ef1 * 44 / 28).margin(1e-6));
      CHECK(*f.row(row.key).low == Approx(f(row.key) * (1 - inRange(row.ef1, row.low))).margin(0.06));
      CHECK(*f.row(row.key).high == Approx(f(row.key) * (1 + inRange(row.ef1, row.high))).margin(0.06));
    }
    CHECK(f("n2o.paddy") == Approx(150 * 0.004 * 44 / 28).margin(1e-6));
    for (const auto& [classKey, nitrogen] : {std::pair{"paddy", 150.0}, {"cropland_dry", 200.0}, {"tea", 300.0}}) {
      const std::string key = std::string("n2o.provincial.") + classKey;
      CHECK(f(key) == Approx(nitrogen * 0.0106 * 44 / 28).epsilon(1e-5));
      CHECK(*f.row(key).low == Approx(nitrogen * 0.0025 * 44 / 28).epsilon(0.01));
      CHECK(*f.row(key).high == Approx(nitrogen * 0.0218 * 44 / 28).epsilon(0.01));
    }
  }
}

TEST_CASE("soil factors agree with the pools of the Tier 1 library and with each other") {
  const BuiltIn ipcc("ipcc");
  // SOC_REF x F_LU: IPCC 2006 V4 Eq 2.25 with 2019 Tables 2.3 and 5.5.
  for (const char* classKey : {"forest_generic", "paddy", "cropland_dry", "orchard", "tea"}) {
    INFO(classKey);
    const std::string key(classKey);
    CHECK(ipcc("pool." + key + ".soil30") == Approx(ipcc("soc.reference") * ipcc("soc." + key + ".flu")));
  }
  CHECK(ipcc("pool.builtup.soil30") == Approx(ipcc("soc.reference") * ipcc("soc.builtup.of_before")));
  // F_I medium over low, Table 5.5, where the rest of the straw is not returned yet.
  CHECK(ipcc("soc.management.straw_return") == Approx(1 + (1 - 0.545) * (1.00 / 0.92 - 1)).margin(5e-3));
}

TEST_CASE("half-lives and decay constants say the same, and the shares of products leave a rest") {
  const BuiltIn f("chongqing");
  // Masson pine leaves 0.49 per year and the fastest 1.70 bound the litter's half-life below (Dou R.P. et al. 2010).
  CHECK(*f.row("litter.half_life").low == Approx(std::log(2) / 1.70).margin(0.05));
  // Broadleaved logs 0.230, conifers 0.022 per year (Wang X.Y. et al. 2025).
  CHECK(*f.row("deadwood.half_life").low == Approx(std::log(2) / 0.230).margin(0.05));
  CHECK(*f.row("deadwood.half_life").high == Approx(std::log(2) / 0.022).epsilon(0.06));
  CHECK(*f.row("hwp.share.panels").high + *f.row("hwp.share.paper").high < 1);
}
