#include "geo/ask/WhatIf.h"

#include <array>
#include <cmath>
#include <map>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/evaluate/Evaluate.h"
#include "geo/model/CroppedModel.h"
#include "tests/support/TestModel.h"

using namespace tanhui;
using test::addLand, test::addZones, test::emptyModel, test::layerOf, test::polygon, test::square;

namespace {

const Stratum kPine{.classKey = "forest_enf_masson", .species = "马尾松", .age = 25, .volume = 61.5};

/// 10 x 10 ha: a stand of pine (25 ha) over paddy (64 ha), the rest unmapped; factors built in.
Model countyModel() {
  Model model = emptyModel();
  model.factors = FactorLibrary::load("chongqing", {}, {});
  addLand(model, kPine, {square(600000, 3200000, 500)});
  addLand(model, "paddy", {square(600000, 3200000, 800)});
  return model;
}

LandChange build(MultiPolygon shape) {
  return {.shape = std::move(shape), .action = LandAction::build, .classKey = {}, .species = {}};
}
LandChange plant(MultiPolygon shape, const std::string& species = "马尾松") {
  return {.shape = std::move(shape), .action = LandAction::plant, .classKey = {}, .species = species};
}

StratumCarbon carbonOf(const Model& model, const Stratum& stratum) {
  return StratumAccountant(model.factors, model.rules).carbonOf(stratum);
}

double figure(const Model& model, const char* key) { return model.factors[model.factors.require(key)].value; }

std::string faultOf(const Model& model, const LandChange& change) {
  try {
    whatIf(model, change);
  } catch (const Error& fault) {
    return fault.problem().id;
  }
  return {};
}

}  // namespace

TEST_CASE("one hectare of pine built over loses what it held, but for a share of its soil") {
  const Model model = countyModel();
  const WhatIfResult result = whatIf(model, build(square(600100, 3200200, 100)));
  const StratumCarbon pine = carbonOf(model, kPine);
  const std::uint32_t soilKey = model.factors.require("pool.forest_enf_masson.soil30"),
                      keptKey = model.factors.require("soc.builtup.of_before");
  const double soil = model.factors[soilKey].value, kept = model.factors[keptKey].value;
  CHECK(result.areaHa == Approx(1).epsilon(1e-12));
  CHECK(result.effectiveHa == Approx(1).epsilon(1e-12));
  CHECK(result.leftAlone.empty());
  REQUIRE(result.land.size() == 1);
  CHECK(result.land[0].classKey == "forest_enf_masson");
  CHECK(result.before.carbon.total() == Approx(pine.value.total()).epsilon(1e-12));
  CHECK(result.after.carbon.total() == Approx(kept * soil).epsilon(1e-12));
  CHECK(result.change.carbon.total() == Approx(kept * soil - pine.value.total()).epsilon(1e-12));
  CHECK(result.change.carbon.flux() == Approx(-pine.value.flux()).epsilon(1e-12));
  CHECK(result.change.areaHa == 0);
  // The error of the soil enters by what is lost of it, that of the share by the soil, beside that of built land's own
  // vegetation.
  std::map<std::uint32_t, double> moves;
  moves[model.factors.unknownOf(keptKey)] = soil * model.factors[keptKey].se;
  const std::uint32_t builtKey = model.factors.require("pool.builtup.veg");
  moves[model.factors.unknownOf(builtKey)] = model.factors[builtKey].se;
  for (const Sensitivity& s : pine.sensitivities)
    moves[s.factor] += -(s.factor == model.factors.unknownOf(soilKey) ? (1 - kept) * s.stock : s.stock);
  std::vector<std::uint32_t> unknowns;
  for (const auto& [factor, move] : moves) unknowns.push_back(factor);
  const double variance = model.ties.variance(unknowns, [&](std::uint32_t factor) {
    const auto found = moves.find(factor);
    return found == moves.end() ? 0 : found->second;
  });
  CHECK(result.change.stockSe == Approx(std::sqrt(variance)).epsilon(1e-12));
}

TEST_CASE("planting gives the stand of the species at the age it then has") {
  const Model model = countyModel();
  LandChange change = plant(square(600550, 3200150, 100), "Pinus massoniana");
  change.yearsAfter = 33;
  const WhatIfResult result = whatIf(model, change);
  const Carbon stand =
      carbonOf(model, {.classKey = "forest_enf_masson", .species = "马尾松", .age = 33, .origin = Origin::planted})
          .value;
  const std::array<double, kPools>& stock = result.after.carbon.stock;
  CHECK(stock[0] == Approx(stand.stock[0]).epsilon(1e-12));
  CHECK(stock[1] == Approx(stand.stock[1]).epsilon(1e-12));
  CHECK(stock[2] == Approx(figure(model, "pool.forest_enf_masson.deadwood") * 33 / 40).epsilon(1e-12));
  CHECK(stock[3] == Approx(figure(model, "pool.forest_enf_masson.litter")).epsilon(1e-12));
  CHECK(stock[4] ==
        Approx(figure(model, "pool.paddy.soil30") * figure(model, "soc.from.paddy.to.forest")).epsilon(1e-12));
  REQUIRE(result.land.size() == 1);
  CHECK(result.land[0].classKey == "paddy");
  CHECK(result.change.carbon.nonCo2 > 0);  // the paddy's methane ends
}

TEST_CASE("planting tells, by class, what it leaves alone, and takes what it is told to") {
  const Model model = countyModel();
  LandChange change = plant(square(600400, 3200400, 200));  // one hectare of pine, three of paddy
  WhatIfResult result = whatIf(model, change);
  CHECK(result.areaHa == Approx(4).epsilon(1e-12));
  CHECK(result.effectiveHa == Approx(3).epsilon(1e-12));
  REQUIRE(result.leftAlone.size() == 1);
  CHECK(result.leftAlone[0].classKey == "forest_enf_masson");
  CHECK(result.leftAlone[0].why == PathNote::leftAlone);
  CHECK(result.leftAlone[0].areaHa == Approx(1).epsilon(1e-12));
  const WhatIfResult paddy = whatIf(model, plant(square(600600, 3200600, 100)));
  CHECK(result.change.carbon.total() == Approx(3 * paddy.change.carbon.total()).epsilon(1e-9));
  change.replace.classes = {"forest"};
  result = whatIf(model, change);
  CHECK(result.leftAlone.empty());
  CHECK(result.effectiveHa == Approx(4).epsilon(1e-12));
}

TEST_CASE("a pond keeps the soil of the field under it, and a field cleared from forest that of fields") {
  const Model model = countyModel();
  LandChange change = build(square(600600, 3200600, 100));
  change.action = LandAction::flood;
  change.classKey = "pond";
  CHECK(whatIf(model, change).after.carbon.total() == Approx(figure(model, "pool.paddy.soil30")).epsilon(1e-12));
  change.action = LandAction::clear;
  change.classKey = "paddy";
  CHECK(whatIf(model, change).effectiveHa == 0);
  CHECK(whatIf(model, change).change.carbon.total() == 0);
}

TEST_CASE("unmapped land is changed too, from nothing, and land outside the region is not") {
  Model model = countyModel();
  WhatIfResult result = whatIf(model, build(square(600700, 3200000, 300)));
  CHECK(result.areaHa == Approx(9).epsilon(1e-12));
  REQUIRE(result.land.size() == 2);
  CHECK(result.land[1].classKey == "unmapped");
  CHECK(result.land[1].totals.areaHa == Approx(6).epsilon(1e-12));
  CHECK(result.before.carbon.total() ==
        Approx(3 * carbonOf(model, {.classKey = "paddy", .species = {}}).value.total()).epsilon(1e-12));
  model.region = layerOf({square(600000, 3200000, 750)});
  result = whatIf(model, build(square(600700, 3200000, 300)));
  CHECK(result.areaHa == Approx(1.5).epsilon(1e-12));
  CHECK(faultOf(model, build(square(600800, 3200000, 100))) == "whatif.outside");
}

TEST_CASE("the whole region built over is its area of built land less the baseline") {
  Model model = countyModel();
  model.areaRule = AreaRule::ground;
  model.region = layerOf({polygon({{600010, 3200020}, {600990, 3200100}, {600300, 3200970}})});
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  evaluator.evaluate(model.grid.all());
  const StratumAccountant accountant(model.factors, model.rules);
  const std::vector<StratumCarbon> carbon = carbonOfAll(accountant, model.strata.all());
  const Totals baseline = sumUp(evaluator.sums().ledger, carbon, model.factors.all().size());
  double kept = 0;
  for (const LedgerLine& line : evaluator.sums().ledger)
    if (line.zone == kWholeRegion)
      kept += line.areaHa * carbon[line.stratum].value.stock[4] * figure(model, "soc.builtup.of_before");

  const WhatIfResult result = whatIf(model, build(model.region.shapes[0]));
  CHECK(result.areaHa == Approx(baseline.areaHa).epsilon(1e-9));
  CHECK(result.before.carbon.total() == Approx(baseline.carbon.total()).epsilon(1e-9));
  CHECK(result.change.carbon.total() == Approx(kept - baseline.carbon.total()).epsilon(1e-9));
  CHECK(result.change.carbon.net() == Approx(-baseline.carbon.net()).epsilon(1e-9));
}

TEST_CASE("a change to what is there already changes nothing, for certain") {
  Model model = countyModel();
  addLand(model, "marsh", {square(600800, 3200800, 200)});
  LandChange change = build(square(600810, 3200810, 123));
  change.action = LandAction::restoreWetland;
  const WhatIfResult result = whatIf(model, change);
  CHECK(result.before.stockSe > 0);
  CHECK(result.change.carbon.total() == Approx(0).margin(1e-9));
  CHECK(result.change.stockSe == Approx(0).margin(1e-9));
  CHECK(result.change.fluxSe == Approx(0).margin(1e-9));
  CHECK(result.change.netSe == Approx(0).margin(1e-9));
}

TEST_CASE("the parts of a polygon add up to it") {
  const Model model = countyModel();
  const bool ok = rc::check("a triangle cut by a line", [&model] {
    const auto offset = [] { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(1, 9999)) / 10.0; };
    const Point base{600000, 3200000};
    const double x = offset(), y = offset(), cut = offset();
    const Point a{base.x, base.y}, b{base.x + 1000, base.y + y}, c{base.x + x, base.y + 1000};
    const Point onSide{a.x + (b.x - a.x) * cut / 1000, a.y + (b.y - a.y) * cut / 1000};
    RC_PRE((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y) > 1000);
    const WhatIfResult whole = whatIf(model, plant(polygon({a, b, c})));
    const WhatIfResult one = whatIf(model, plant(polygon({a, onSide, c})));
    const WhatIfResult other = whatIf(model, plant(polygon({onSide, b, c})));
    const auto same = [](double sum, double total) { return std::abs(sum - total) <= 1e-8 * (1 + std::abs(total)); };
    RC_ASSERT(same(one.areaHa + other.areaHa, whole.areaHa));
    RC_ASSERT(same(one.change.carbon.total() + other.change.carbon.total(), whole.change.carbon.total()));
    RC_ASSERT(same(one.change.carbon.flux() + other.change.carbon.flux(), whole.change.carbon.flux()));
    RC_ASSERT(same(one.change.carbon.nonCo2 + other.change.carbon.nonCo2, whole.change.carbon.nonCo2));
  });
  CHECK(ok);
}

TEST_CASE("a drawing that crosses itself is repaired, and its direction does not matter") {
  const Model model = countyModel();
  const WhatIfResult bowTie =
      whatIf(model, build(polygon({{600000, 3200000}, {600200, 3200200}, {600200, 3200000}, {600000, 3200200}})));
  CHECK(bowTie.areaHa == Approx(2).epsilon(1e-9));  // both lobes
  const WhatIfResult clockwise =
      whatIf(model, build(polygon({{600000, 3200000}, {600000, 3200100}, {600100, 3200100}, {600100, 3200000}})));
  CHECK(clockwise.areaHa == Approx(1).epsilon(1e-9));
}

TEST_CASE("what cannot be answered is refused with a remedy") {
  const Model model = countyModel();
  const MultiPolygon place = square(600100, 3200100, 100);
  CHECK(faultOf(model, build({})) == "whatif.no_area");
  CHECK(faultOf(model, build(polygon({{600000, 3200000}, {600100, 3200100}, {600200, 3200200}}))) == "whatif.no_area");
  CHECK(faultOf(model, build(polygon({{600000, 3200000}, {600100, std::nan("")}, {600200, 3200000}}))) ==
        "whatif.no_area");
  CHECK(faultOf(model, build(square(700000, 3300000, 100))) == "whatif.outside");
  CHECK(faultOf(model, plant(place, "马尾树")) == "model.species_unknown");
  LandChange change = build(place);
  change.classKey = "paddy";
  CHECK(faultOf(model, change) == "whatif.no_such_class");
  change = plant(place);
  change.yearsAfter = 19;
  CHECK(faultOf(model, change) == "whatif.too_soon");
}

TEST_CASE("a change counts soil to 30 cm, whatever depth the maps show") {
  Model model = countyModel();
  const double change = whatIf(model, build(square(600100, 3200100, 100))).change.carbon.total();
  model.rules.soilDepthCm = 100;
  CHECK(whatIf(model, build(square(600100, 3200100, 100))).change.carbon.total() == change);
}

TEST_CASE("a cropped model holds the same land inside its box") {
  Model model = countyModel();
  addLand(model, "grass", {square(600900, 3200900, 50)});
  model.region = layerOf({square(600000, 3200000, 900)});
  const Box box{600410, 3200410, 600790, 3200790};
  const Model small = cropped(model, box);
  CHECK(small.layers[2].polygons.shapes.empty());
  CHECK(small.strata.size() == 3);
  const auto areasOf = [](const Model& m) {
    const CellArea area(m.grid, m.areaRule);
    Evaluator evaluator(m, area);
    evaluator.evaluate({5, 3, 2, 2});
    std::map<std::string, double> areas;
    for (const LedgerLine& line : evaluator.sums().ledger) areas[m.strata[line.stratum].classKey] += line.areaHa;
    return areas;
  };
  CHECK(areasOf(small) == areasOf(model));
  const Model apart = cropped(model, {600950, 3200950, 600960, 3200960});
  CHECK(apart.region.shapes.size() == 1);  // still bounded
}

TEST_CASE("a change becomes the intervention that a run accounts for") {
  LandChange change = plant(square(600000, 3200000, 100), "柏木");
  change.year = 2030;
  const InterventionSpec spec = interventionOf(change, "一期");
  CHECK(spec.name == "一期");
  CHECK(spec.scenario == "plan");
  CHECK(spec.action == LandAction::plant);
  CHECK(spec.species == "柏木");
  CHECK(spec.year == 2030);
}
