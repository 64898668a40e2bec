#include "geo/carbon/FactorData.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "geo/carbon/FactorLibrary.h"
#include "geo/carbon/Methane.h"

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
    double nitrogen, ef1, low, high;
  };
  const Row rows[] = {{"n2o.cropland_dry", 200, 0.010, 0.002, 0.018},
                      {"n2o.cropland_irrigated", 300, 0.010, 0.002, 0.018},
                      {"n2o.orchard", 300, 0.010, 0.002, 0.018},
                      {"n2o.tea", 300, 0.010, 0.002, 0.018},
                      {"n2o.paddy", 150, 0.004, 0.0004, 0.016}};
  for (const std::string& name : FactorLibrary::builtIn()) {
    const BuiltIn f(name);
    for (const Row& row : rows) {
      INFO(name << ": " << row.key);
      CHECK(f(row.key) == Approx(row.nitrogen * row.ef1 * 44 / 28).margin(1e-6));
      CHECK(*f.row(row.key).low == Approx(row.nitrogen * row.low * 44 / 28).margin(1e-6));
      CHECK(*f.row(row.key).high == Approx(row.nitrogen * row.high * 44 / 28).margin(1e-6));
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
  // F_I medium over low, Table 5.5.
  CHECK(ipcc("soc.management.straw_return") == Approx(1.00 / 0.92).margin(5e-3));
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
