#include "geo/carbon/StratumAccount.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <set>

#include "geo/base/Csv.h"
#include "geo/carbon/Curve.h"
#include "geo/carbon/Species.h"
#include "geo/landclass/ClassTable.h"
#include "tests/support/TempFolder.h"
#include "tests/unit/carbon/TestLibrary.h"

using namespace tanhui;
using test::chongqing;

namespace {

const FactorLibrary& ipcc() {
  static const FactorLibrary library = FactorLibrary::load("ipcc", {}, {});
  return library;
}
double value(const FactorLibrary& library, const std::string& key) { return library[library.require(key)].value; }
double value(const std::string& key) { return value(chongqing(), key); }

Stratum land(const std::string& classKey) {
  Stratum stratum;
  stratum.classKey = classKey;
  return stratum;
}
Stratum stand(const std::string& species, double age, double volume, const std::string& classKey = "forest_generic") {
  Stratum stratum = land(classKey);
  stratum.species = species;
  stratum.age = age;
  stratum.volume = volume;
  return stratum;
}
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

Carbon account(const Stratum& stratum, const AccountingRules& rules = {}) {
  return StratumAccountant(chongqing(), rules).carbonOf(stratum).value;
}
double vegetation(const Carbon& carbon) { return carbon.stock[0] + carbon.stock[1]; }
double trees(const Carbon& carbon, const std::string& classKey) {
  return vegetation(carbon) - value("understorey." + classKey);
}

}  // namespace

TEST_CASE("a stand's biomass comes from its volume, with the shrubs and herbs below the trees") {
  // AR-CM-001-V01: 60 m3/ha of Masson pine hold 18.325 tC/ha, of cypress 30.907.
  const Carbon masson = account(stand("马尾松", kUnknown, 60));
  CHECK(trees(masson, "forest_enf_masson") == Approx(18.325).margin(5e-4));
  CHECK(trees(account(stand("柏木", kUnknown, 60)), "forest_enf_cypress") == Approx(30.907).margin(5e-4));
  CHECK(masson.stock[0] == Approx(18.32534 / 1.187 + 5.38 / 1.187).margin(1e-4));
}

TEST_CASE("between 60 and 140 m3/ha the continuous function takes over, unless the rules say otherwise") {
  const auto masson = [](double volume, VolumeEquation equation) {
    AccountingRules rules;
    rules.volumeEquation = equation;
    return trees(account(stand("马尾松", kUnknown, volume), rules), "forest_enf_masson");
  };
  const auto expansion = [](double v) { return v * 0.38 * 1.472 * 1.187 * 0.46; };
  const auto continuous = [](double v) { return (0.5034 * v + 20.547) * 0.46; };
  constexpr auto automatic = VolumeEquation::automatic;
  CHECK(masson(60, automatic) == Approx(expansion(60)));
  CHECK(masson(80, automatic) == Approx(0.75 * expansion(80) + 0.25 * continuous(80)));
  CHECK(masson(140, automatic) == Approx(continuous(140)));
  CHECK(masson(300, automatic) == Approx(continuous(300)));
  CHECK(masson(60, VolumeEquation::continuous) == Approx(23.345).margin(5e-4));
  CHECK(masson(300, VolumeEquation::expansion) == Approx(expansion(300)));
}

TEST_CASE("a stand whose volume grows gains carbon without a jump, whatever its species") {
  std::vector<Stratum> kinds;
  for (const Species& species : allSpecies()) kinds.push_back(stand(species.nameZh, kUnknown, 0));
  for (const LandClass& known : landClasses())
    if (defaultSpecies(known.key) != nullptr) kinds.push_back(stand("", kUnknown, 0, known.key));
  for (Stratum stand : kinds) {
    const std::string& classKey = refineClass({}, stand.classKey, stand.species);
    if (!chongqing().find("understorey." + classKey)) continue;  // no trees
    INFO(stand.classKey << " " << stand.species);
    const StratumAccountant accountant(chongqing(), {});
    double before = 0;
    for (int volume = 1; volume <= 400; ++volume) {
      stand.volume = volume;
      const double now = vegetation(accountant.carbonOf(stand).value);
      if (volume > 1) {
        CHECK(now - before > 0.05);
        CHECK(now - before < 1.2);  // tC per m3: the densest wood with its crown and roots
      }
      before = now;
    }
  }
}

TEST_CASE("a stand without volume is taken by its age, without age by its class") {
  const Carbon byAge = account(stand("马尾松", 20, kUnknown));
  CHECK(trees(byAge, "forest_enf_masson") == Approx(21.198).margin(5e-4));
  CHECK(vegetation(account(stand("马尾松", kUnknown, kUnknown))) == Approx(value("pool.forest_enf_masson.veg")));
  CHECK(vegetation(account(land("forest_generic"))) == Approx(28.0));
  // Trees below the measuring limit have no volume: their age tells more than the zero.
  CHECK(vegetation(account(stand("马尾松", 5, 0))) == Approx(vegetation(account(stand("马尾松", 5, kUnknown)))));
  CHECK(trees(account(stand("马尾松", kUnknown, 0)), "forest_enf_masson") == Approx(0).margin(1e-12));
}

TEST_CASE("dead wood, litter and soil come from the class of the species, the soil to the depth asked for") {
  const Carbon masson = account(stand("马尾松", 20, 60));
  CHECK(masson.stock[2] == Approx(value("pool.forest_enf_masson.deadwood") / 2));  // 20 of 40 years
  CHECK(masson.stock[3] == value("pool.forest_enf_masson.litter"));
  CHECK(masson.stock[4] == value("pool.forest_enf_masson.soil30"));
  AccountingRules deep;
  deep.soilDepthCm = 100;
  CHECK(account(stand("马尾松", 20, 60), deep).stock[4] == value("pool.forest_enf_masson.soil100"));
  // No figure to one metre: the upper soil stands in, and the reader is told.
  const StratumAccountant accountant(chongqing(), deep);
  CHECK(accountant.carbonOf(land("marsh")).value.stock[4] == value("pool.marsh.soil30"));
  const std::vector<Stratum> strata = {land("marsh"), land("paddy")};
  REQUIRE(accountant.remarks(strata).size() == 1);
  CHECK(accountant.remarks(strata)[0].where == "marsh");
}

TEST_CASE("the flux is the growth of the last year by the curve, also where the stock came from the volume") {
  const double growth = chapmanRichards(67.28, 0.0264924, 1.3, 20) - chapmanRichards(67.28, 0.0264924, 1.3, 19);
  CHECK(account(stand("马尾松", 20, kUnknown)).biomassFlux == Approx(growth));
  CHECK(account(stand("马尾松", 20, 150)).biomassFlux == Approx(growth));
  CHECK(account(stand("马尾松", 90, 150)).biomassFlux == 0);
  CHECK(account(stand("马尾松", kUnknown, 150)).biomassFlux == value("flux.forest_enf_masson.biomass"));
  for (const double age : {1.0, 7.5, 17.0, 20.5, 39.0}) {
    const Carbon now = account(stand("杉木", age, kUnknown)), before = account(stand("杉木", age - 1, kUnknown));
    CHECK(now.flux() == Approx(now.total() - before.total()));
    CHECK(now.biomassFlux == Approx(vegetation(now) - vegetation(before)));
  }
}

TEST_CASE("classes without growth have no flux, and water and paddies give off methane and nitrous oxide") {
  for (const char* key : {"paddy", "cropland_dry", "builtup", "river", "rock", "grass", "bamboo"})
    CHECK(account(land(key)).flux() == 0);
  // 150 kg N/ha x 0.004: IPCC 2019 Refinement V4 Ch 11 Eq 11.1, Table 11.1.
  const double n2o = 150 * 0.004 * 44 / 28;
  CHECK(account(land("paddy")).nonCo2 == Approx(-(156.2 * 28 + n2o * 265) / 1000).epsilon(1e-6));
  CHECK(account(land("reservoir")).nonCo2 == Approx(-122.54 / 50).margin(1e-4));
  CHECK(account(land("cropland_dry")).nonCo2 == Approx(-200 * 0.014 * 44 / 28 * 265 / 1000).epsilon(1e-6));
  CHECK(account(land("grass")).nonCo2 == 0);
  AccountingRules old;
  old.gwp = "AR4";
  CHECK(account(land("paddy"), old).nonCo2 == Approx(-(156.2 * 25 + n2o * 298) / 1000).epsilon(1e-6));
  CHECK(account(land("paddy")).net() == account(land("paddy")).nonCo2);
}

TEST_CASE("the rules choose the methane of paddies, and the age that of reservoirs") {
  const double n2o = 150 * 0.004 * 44 / 28 * 265;
  AccountingRules rules;
  rules.riceMethod = RiceMethod::ipcc2019;
  rules.rice = {"single", "gt180", 0, 2};
  // IPCC 2019 Refinement V4 Eq 5.1-5.3: 112.97 kg CH4/ha, 3.163 tCO2e/ha.
  CHECK(account(land("paddy"), rules).nonCo2 + n2o / 1000 == Approx(-3.163).margin(5e-4));
  rules.riceMethod = RiceMethod::provincial;
  // One guideline for both gases: 156.2 kg CH4, and 150 kg N/ha x 0.0106.
  CHECK(account(land("paddy"), rules).nonCo2 ==
        Approx(-(156.2 * 28 + 150 * 0.0106 * 44 / 28 * 265) / 1000).epsilon(1e-6));
  CHECK(account(land("tea"), rules).nonCo2 == Approx(-300 * 0.0106 * 44 / 28 * 265 / 1000).epsilon(1e-6));
  CHECK(account(stand("", 30, kUnknown, "reservoir")).nonCo2 == Approx(-122.54 / 50).margin(1e-4));
  CHECK(account(stand("", 20, kUnknown, "reservoir")).nonCo2 == Approx(-127.5 * 1.09 * 28 / 1000));
  std::vector<Step> steps;
  StratumAccountant(chongqing(), {}).carbonOf(stand("", 20, kUnknown, "reservoir"), &steps);
  CHECK_THAT(text(steps.back().formula, Language::en), Catch::Contains("127.5") && Catch::Contains("20 years"));
  rules.riceMethod = RiceMethod::ipcc2019;
  rules.rice.water = "dry";
  CHECK_THROWS_WITH(StratumAccountant(chongqing(), rules), Catch::Contains("rice.sfw.dry"));
}

TEST_CASE("species stand in classes that the layer names itself, and unknown ones fall back on the class") {
  // A class other than "species unknown" keeps its own soil, but its trees are those of the species.
  const Carbon mixed = account(stand("马尾松", kUnknown, 60, "forest_mixed"));
  CHECK(mixed.stock[4] == value("pool.forest_mixed.soil30"));
  CHECK(trees(mixed, "forest_mixed") == Approx(18.325).margin(5e-4));
  const Stratum odd = stand("火星松", kUnknown, 60);
  CHECK(trees(account(odd), "forest_generic") == Approx(60 * 0.462 * 1.787 * 0.47));
  const std::vector<Stratum> strata = {odd, odd, stand("马尾松", 70, kUnknown)};
  const Warnings remarks = StratumAccountant(chongqing(), {}).remarks(strata);
  REQUIRE(remarks.size() == 2);
  CHECK(remarks[0].where == "火星松");
  CHECK(remarks[1].where == "马尾松");
}

TEST_CASE("dead wood, litter and understorey of a young stand come with its age") {
  const auto part = [](double age, std::size_t pool) { return account(stand("马尾松", age, kUnknown)).stock[pool]; };
  for (const double age : {0.0, 5.0, 10.0, 30.0, 40.0, 60.0}) {
    CHECK(part(age, 2) == Approx(1.38 * std::min(1.0, age / 40)).margin(1e-12));
    CHECK(part(age, 3) == Approx(2.0 * std::min(1.0, age / 20)).margin(1e-12));
  }
  // The understorey is all of the vegetation that the trees are not.
  const auto shrubs = [](double age, double volume) {
    return vegetation(account(stand("马尾松", age, volume))) - vegetation(account(stand("马尾松", 0, volume)));
  };
  CHECK(shrubs(4, 20) == Approx(5.38 * 0.4));
  CHECK(shrubs(10, 20) == Approx(5.38));
  CHECK(shrubs(50, 20) == Approx(5.38));
  // Without an age the class is taken as it is on the average.
  CHECK(account(stand("马尾松", kUnknown, 60)).stock[3] == value("pool.forest_enf_masson.litter"));
}

TEST_CASE("the origin of a stand chooses its curve, and without one its age does") {
  const auto pine = [](double age, Origin origin) {
    Stratum one = stand("马尾松", age, kUnknown);
    one.origin = origin;
    return trees(account(one), "forest_enf_masson");  // old enough for all of its understorey
  };
  const auto curve = [](const std::string& group, double age) {
    const std::string key = "growth." + group + ".";
    return chapmanRichards(value(key + "A"), value(key + "k"), value(key + "c"), std::min(age, value(key + "age_max")));
  };
  CHECK(pine(40, Origin::planted) == Approx(curve("masson_plant", 40)));
  CHECK(pine(40, Origin::natural) == Approx(curve("masson_natural", 40)));
  CHECK(pine(40, Origin::unknown) == Approx(curve("masson_natural", 40)));
  CHECK(pine(29.5, Origin::unknown) == Approx(curve("masson_plant", 29.5)));
  CHECK(pine(30, Origin::unknown) == Approx(curve("masson_natural", 30)));
  // Nobody plants a natural curve, and what is only planted has no other.
  CHECK(account(stand("桉树", 40, kUnknown)).stock[0] > 0);
  Stratum eucalypt = stand("桉树", 12, kUnknown);
  for (const Origin origin : {Origin::planted, Origin::natural}) {
    eucalypt.origin = origin;
    CHECK(trees(account(eucalypt), "forest_ebf") == Approx(72 * std::pow(1 - std::exp(-0.25 * 12), 2.5)));
  }
}

TEST_CASE("volumes and ages of land without trees do not count") {
  CHECK(vegetation(account(stand("", 10, 80, "shrub"))) == Approx(value("pool.shrub.veg")));
  CHECK(vegetation(account(stand("毛竹", 10, 80))) == Approx(value("pool.bamboo.veg")));
}

TEST_CASE("the IPCC library takes volumes by Eq 2.8 and has no curves") {
  const StratumAccountant accountant(ipcc(), {});
  CHECK(vegetation(accountant.carbonOf(stand("马尾松", 20, 80)).value) == Approx(80 * 0.75 * 0.51 * 1.23));
  CHECK(vegetation(accountant.carbonOf(stand("马尾松", 20, kUnknown)).value) ==
        Approx(value(ipcc(), "pool.forest_enf_masson.veg")));
  CHECK(accountant.carbonOf(stand("马尾松", 20, 80)).value.biomassFlux ==
        Approx(value(ipcc(), "flux.forest_enf_masson.biomass")));
}

TEST_CASE("land that no layer covers holds nothing and is no error") {
  std::vector<Step> steps;
  const StratumCarbon none = StratumAccountant(chongqing(), {}).carbonOf(land("unmapped"), &steps);
  CHECK(none.value.total() == 0);
  CHECK(none.factors.empty());
  CHECK(steps.size() == 1);
}

TEST_CASE("every land class is accounted for by both libraries") {
  for (const FactorLibrary* library : {&chongqing(), &ipcc()}) {
    const StratumAccountant accountant(*library, {});
    for (const LandClass& landClass : landClasses()) CHECK_NOTHROW(accountant.carbonOf(land(landClass.key)));
  }
}

TEST_CASE("what cannot be accounted for is an error") {
  const StratumAccountant accountant(chongqing(), {});
  CHECK_THROWS_WITH(accountant.carbonOf(land("moon")), Catch::Contains("moon") && Catch::Contains("chongqing"));
  CHECK_THROWS_AS(accountant.carbonOf(stand("马尾松", -1, 60)), Error);
  CHECK_THROWS_AS(accountant.carbonOf(stand("马尾松", 20, -60)), Error);
  CHECK_THROWS_AS(accountant.carbonOf(stand("马尾松", 20, std::numeric_limits<double>::infinity())), Error);
  AccountingRules rules;
  rules.gwp = "AR7";
  CHECK_THROWS_WITH(StratumAccountant(chongqing(), rules), Catch::Contains("AR7"));
  rules = {};
  rules.soilDepthCm = 50;
  CHECK_THROWS_WITH(StratumAccountant(chongqing(), rules), Catch::Contains("50"));
}

namespace {

Stratum anyStratum() {
  const auto& classes = landClasses();
  const auto& species = allSpecies();
  Stratum s;
  s.classKey = classes[*rc::gen::inRange<std::size_t>(0, classes.size())].key;
  if (*rc::gen::inRange(0, 3) > 0) s.classKey = "forest_generic";
  if (*rc::gen::arbitrary<bool>()) s.species = species[*rc::gen::inRange<std::size_t>(0, species.size())].nameZh;
  if (*rc::gen::arbitrary<bool>()) s.age = *rc::gen::inRange(0, 130);
  if (*rc::gen::arbitrary<bool>()) s.volume = 0.5 * *rc::gen::inRange(0, 600);
  return s;
}

AccountingRules anyRules() {
  AccountingRules rules;
  rules.soilDepthCm = *rc::gen::element(30, 100);
  rules.gwp = *rc::gen::element(std::string("AR4"), std::string("AR5"), std::string("AR6"));
  rules.volumeEquation =
      *rc::gen::element(VolumeEquation::automatic, VolumeEquation::expansion, VolumeEquation::continuous);
  rules.riceMethod = *rc::gen::element(RiceMethod::library, RiceMethod::ipcc2019, RiceMethod::provincial);
  rules.rice.strawLong = *rc::gen::inRange(0, 4);
  return rules;
}

}  // namespace

TEST_CASE("the steps of a quantity add up to it exactly, name its factors, and are told in both languages") {
  CHECK(rc::check([] {
    const FactorLibrary& library = *rc::gen::arbitrary<bool>() ? chongqing() : ipcc();
    const StratumAccountant accountant(library, anyRules());
    const Stratum stratum = anyStratum();
    std::vector<Step> steps;
    const StratumCarbon carbon = accountant.carbonOf(stratum, &steps);
    std::map<std::string, double> sums;
    std::set<std::uint32_t> factors;
    for (const Step& step : steps) {
      sums[step.quantity] += step.value;
      factors.insert(step.factors.begin(), step.factors.end());
      for (Language language : {Language::zh, Language::en}) {
        const std::string words = text(step.formula, language);
        RC_ASSERT(words.find("carbon.") == std::string::npos);
        RC_ASSERT(words.find('{') == std::string::npos);
      }
    }
    for (std::size_t pool = 0; pool < kPools; ++pool)
      RC_ASSERT(sums[std::string(kPoolNames[pool])] == carbon.value.stock[pool]);
    RC_ASSERT(sums["biomass"] == carbon.value.biomassFlux);
    RC_ASSERT(sums["dead_organic"] == carbon.value.deadOrganicFlux);
    RC_ASSERT(sums["soil_flux"] == carbon.value.soilFlux);
    RC_ASSERT(sums["non_co2"] == carbon.value.nonCo2);
    RC_ASSERT(factors == std::set<std::uint32_t>(carbon.factors.begin(), carbon.factors.end()));
    RC_ASSERT(std::is_sorted(carbon.factors.begin(), carbon.factors.end()));
    const StratumCarbon silent = accountant.carbonOf(stratum);
    RC_ASSERT(silent.value.stock == carbon.value.stock);
  }));
}

TEST_CASE("a sensitivity is what one standard error of the factor moves, found by changing the library") {
  const std::vector<Stratum> strata = {stand("马尾松", 20, 60),
                                       stand("柏木", 25, 140),
                                       stand("柏木", 12, kUnknown),
                                       stand("木荷", 40, kUnknown),
                                       stand("", kUnknown, kUnknown),
                                       land("paddy"),
                                       stand("", 12, kUnknown, "reservoir")};
  AccountingRules rules;
  rules.riceMethod = RiceMethod::ipcc2019;
  rules.rice = {"single", "gt180", 1, 2};
  const TempFolder folder;
  for (const Stratum& stratum : strata) {
    const StratumCarbon carbon = StratumAccountant(chongqing(), rules).carbonOf(stratum);
    REQUIRE(!carbon.sensitivities.empty());
    for (const Sensitivity& s : carbon.sensitivities) {
      const Factor& factor = chongqing()[s.factor];
      // Factors of one figure move together; no pool is below nothing.
      const double from = factor.value < factor.se * 1e-4 ? 1e-4 : 0;
      const auto moved = [&](double by) {
        std::ofstream file(folder.path() / "o.csv");
        file << "key,value\n";
        for (std::uint32_t i = 0; i < chongqing().all().size(); ++i)
          if (const Factor& one = chongqing()[i]; chongqing().unknownOf(i) == s.factor)
            file << one.key << ',' << csvNumber(one.value + by * one.se) << '\n';
        file.close();
        const FactorLibrary library = FactorLibrary::load("chongqing", folder.path(), "o.csv");
        return StratumAccountant(library, rules).carbonOf(stratum).value;
      };
      const Carbon up = moved(from + 1e-4), down = moved(from - 1e-4);
      INFO(stratum.species << stratum.classKey << " " << factor.key);
      CHECK(s.stock == Approx((up.total() - down.total()) / 2e-4).margin(1e-6));
      CHECK(s.flux == Approx((up.flux() - down.flux()) / 2e-4).margin(1e-6));
      CHECK(s.nonCo2 == Approx((up.nonCo2 - down.nonCo2) / 2e-4).margin(1e-6));
    }
  }
}
