#include <cmath>

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "geo/landclass/LandClass.h"
#include "geo/series/LandCategory.h"
#include "tests/unit/series/TestLand.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

Stratum land(const std::string& classKey) { return {.classKey = classKey, .species = {}}; }
Stratum stand(const char* species, double age) {
  return {.classKey = "forest_generic", .species = species, .age = age};
}

LandEvent toClass(LandAction action, int year, const std::string& classKey = {}) {
  LandEvent out = event(action, year);
  out.classKey = classKey;
  return out;
}

LandEvent replacing(LandEvent out, std::vector<std::string> classes) {
  out.replace.classes = std::move(classes);
  return out;
}

bool sameFigures(const PathFigures& a, const PathFigures& b) {
  return a.stock == b.stock && a.ch4 == b.ch4 && a.n2o == b.n2o;
}

/// What an event does nothing on, by class.
std::vector<std::string> untouchedBy(const LandEvent& what) {
  std::vector<std::string> keys;
  Bench bench;
  for (const LandClass& known : landClasses()) {
    const bool idle = bench.path(land(known.key), {what}).withoutEffect().has_value();
    // What says that it does nothing does nothing.
    if (idle) CHECK(sameFigures(bench.follow(land(known.key), {what}), bench.follow(land(known.key))));
    if (idle) keys.push_back(known.key);
  }
  return keys;
}

Approx near(double value) { return Approx(value).epsilon(1e-12).margin(1e-11); }

}  // namespace

TEST_CASE("planting leaves trees, water, built-up ground and rock alone, unless told to take them") {
  const std::vector<std::string> trees = {
      "forest_generic", "forest_ebf",       "forest_enf_masson", "forest_enf_cypress",
      "forest_enf_fir", "forest_enf_other", "forest_dbf",        "forest_mixed",
      "forest_other",   "bamboo",           "swamp_forest"};
  const std::vector<std::string> hard = {"river",   "lake",        "reservoir",     "pond", "ditch",
                                         "builtup", "urban_green", "facility_agri", "rock", "snow_ice"};
  std::vector<std::string> all = trees;
  all.insert(all.end(), hard.begin(), hard.end());
  const LandEvent pine = planting(2027, "马尾松");
  CHECK(untouchedBy(pine) == all);
  LandEvent any = pine;
  any.replace.all = true;
  CHECK(untouchedBy(any).empty());
  all.erase(std::find(all.begin(), all.end(), "builtup"));
  CHECK(untouchedBy(replacing(pine, {"builtup"})) == all);
  // A group stands for its classes; swamp forest is of the group of wetlands.
  std::vector<std::string> left = hard;
  left.insert(left.begin(), "swamp_forest");
  CHECK(untouchedBy(replacing(pine, {"forest"})) == left);
  CHECK(untouchedBy(toClass(LandAction::clear, 2027, "orchard")) == [&] {
    std::vector<std::string> keys = {"orchard"};
    keys.insert(keys.end(), hard.begin(), hard.end());
    return keys;
  }());
  CHECK(Bench().path(stand("马尾松", 20), {pine}).withoutEffect() == PathNote::leftAlone);
}

TEST_CASE("only trees and bamboo are harvested") {
  const std::vector<std::string> idle = untouchedBy(event(LandAction::harvest, 2030));
  for (const char* key : {"grass", "tea", "orchard", "urban_green", "shrub", "marsh", "paddy", "river", "builtup"})
    CHECK(std::count(idle.begin(), idle.end(), key) == 1);
  for (const LandClass& known : landClasses())
    CHECK(std::count(idle.begin(), idle.end(), known.key) == (known.traits.trees || known.traits.bamboo ? 0 : 1));
  CHECK(Bench().path(land("orchard"), {event(LandAction::harvest, 2030)}).withoutEffect() == PathNote::noTrees);
}

TEST_CASE("land that is what it shall become stays as it is") {
  for (const auto& [action, key] : {std::pair{LandAction::build, "builtup"},
                                    {LandAction::restoreWetland, "marsh"},
                                    {LandAction::flood, "pond"},
                                    {LandAction::clear, "grass"}})
    CHECK(Bench().path(land(key), {toClass(action, 2030, key)}).withoutEffect() == PathNote::alreadyThere);
  // Sealed ground that is built on has lost its share already.
  const PathFigures roads = Bench().follow(land("facility_agri"), {toClass(LandAction::build, 2030)});
  CHECK(at(roads, 40, Place::soil) == at(roads, 0, Place::soil));
}

// 1.22 of the soil of dry crops under forest, to that of cypress at most, 20 years between, 0.8 of what is there when
// it is sealed.
TEST_CASE("sealing takes a share of the soil that is there in its year") {
  const double start = figure("pool.cropland_dry.soil30"),
               forest = std::min(1.22 * start, figure("pool.forest_enf_cypress.soil30"));
  const double kept = figure("soc.builtup.of_before");
  const auto end = [&](int built) {
    return at(Bench().follow(land("cropland_dry"), {planting(2027, "柏木"), event(LandAction::build, built)}), 59,
              Place::soil);
  };
  for (const int built : {2028, 2035, 2046, 2047, 2055}) {
    const double then = start + (forest - start) * std::min(20, built - 2027) / 20;
    CHECK(end(built) == near(kept * then));
  }
}

TEST_CASE("soil stops where it is when nobody knows where the new use leads") {
  Bench bench;
  const PathFigures figures =
      bench.follow(land("cropland_dry"), {planting(2027, "柏木"), toClass(LandAction::flood, 2031, "pond")});
  CHECK(at(figures, 5, Place::soil) > at(figures, 0, Place::soil) + 1);
  for (const int year : {6, 20, 59}) CHECK(at(figures, year, Place::soil) == near(at(figures, 5, Place::soil)));
}

TEST_CASE("fields on planted land lead the soil back to that of fields") {
  const PathFigures figures =
      Bench().follow(land("cropland_dry"), {planting(2027, "柏木"), toClass(LandAction::clear, 2037, "cropland_dry")});
  CHECK(at(figures, 59, Place::soil) == near(figure("pool.cropland_dry.soil30")));
  CHECK(at(figures, 11, Place::soil) > at(figures, 12, Place::soil));
}

TEST_CASE("trees that make way for a plantation or for fields are harvested, other plants are gone") {
  AccountingRules rules;
  rules.harvestedWood = true;
  Bench bench(rules);
  LandEvent replant = planting(2030, "柏木");
  replant.replace.all = true;
  const LandEvent felling = event(LandAction::harvest, 2030);
  const PathFigures felled = bench.follow(stand("马尾松", 30), {felling});
  for (const LandEvent& what : {replant, toClass(LandAction::clear, 2030)}) {
    const PathFigures figures = bench.follow(stand("马尾松", 30), {what});
    for (const int year : {5, 6, 30})
      CHECK(at(figures, year, Place::products) == near(at(felled, year, Place::products)));
    CHECK(at(figures, 5, Place::products) > 5);
    const double slash = at(felled, 5, Place::litter) - at(felled, 4, Place::litter);
    const bool fields = what.action == LandAction::clear;
    const double litter = fields ? 0 : std::min(figure("pool.forest_enf_cypress.litter"), at(felled, 4, Place::litter));
    CHECK(at(figures, 5, Place::litter) == near(slash + litter));
    CHECK(at(figures, 5, Place::above) == near(0));
  }
  const PathFigures orchard = bench.follow(land("orchard"), {toClass(LandAction::clear, 2030)});
  CHECK(at(orchard, 5, Place::above) == near(0));
  CHECK(at(orchard, 5, Place::products) == 0);
  CHECK(at(orchard, 59, Place::soil) ==
        near(figure("pool.orchard.soil30") * figure("soc.cropland_dry.flu") / figure("soc.orchard.flu")));
}

TEST_CASE("a new reservoir gives off methane by its age and loses soil for twenty years, a pond keeps it") {
  Bench bench;
  const PathFigures figures = bench.follow(stand("马尾松", 30), {toClass(LandAction::flood, 2030)});
  const double young = -figure("reservoir.ch4.young") * (1 + figure("reservoir.downstream")) * 28e-3;
  const double old = -figure("reservoir.ch4.old") * (1 + figure("reservoir.downstream")) * 28e-3;
  CHECK(figures.ch4[4] == 0);
  CHECK(figures.ch4[5] == near(young));
  CHECK(figures.ch4[25] == near(young));  // of twenty years, the twentieth included
  CHECK(figures.ch4[26] == near(old));
  for (int year = 5; year < 25; ++year)
    CHECK(change(figures, year, Place::soil) == near(-figure("reservoir.co2c.young")));
  CHECK(change(figures, 25, Place::soil) == near(0));
  for (const Place place : {Place::above, Place::below, Place::deadwood, Place::litter, Place::products})
    CHECK(at(figures, 5, place) == near(0));
  CHECK(statusByYear(bench.path(stand("马尾松", 30), {toClass(LandAction::flood, 2030)}), 10)[5] ==
        LandStatus{LandCategory::wetlands, LandCategory::forest});

  const PathFigures pond = bench.follow(land("paddy"), {toClass(LandAction::flood, 2030, "pond")});
  CHECK(at(pond, 59, Place::soil) == at(pond, 0, Place::soil));
  CHECK(pond.ch4[5] == near(-figure("ch4.pond") * 28e-3));
  // A river bed has no soil to lose.
  const PathFigures bed = bench.follow(land("river"), {toClass(LandAction::flood, 2030)});
  CHECK(at(bed, 59, Place::soil) == 0);
  CHECK(bed.ch4[5] == near(young));
}

TEST_CASE("what comes up on closed land has the roots of trees") {
  Bench bench;
  const double roots = figure("rs.forest_generic"), wood = figure("close.rate") * figure("close.years");
  for (const char* key : {"grass", "bare"}) {
    const PathFigures figures = bench.follow(land(key), {event(LandAction::close, 2026)});
    CHECK(at(figures, 59, Place::below) - at(figures, 0, Place::below) == near(wood * roots / (1 + roots)));
    CHECK(at(figures, 59, Place::above) - at(figures, 0, Place::above) == near(wood / (1 + roots)));
  }
  const PathFigures shrub = bench.follow(land("shrub"), {event(LandAction::close, 2026)});
  CHECK(at(shrub, 59, Place::below) - at(shrub, 0, Place::below) ==
        near(wood * figure("rs.shrub") / (1 + figure("rs.shrub"))));
}

TEST_CASE("land that is closed twice gains once") {
  Bench bench;
  const LandEvent first = event(LandAction::close, 2026), again = event(LandAction::close, 2036);
  CHECK(sameFigures(bench.follow(land("grass"), {first, again}), bench.follow(land("grass"), {first})));
  CHECK(bench.path(land("grass"), {first, again}).withoutEffect() == PathNote::growsAnyway);
}

TEST_CASE("litter, dead wood and understorey of a plantation follow its age") {
  const PathFigures figures = Bench().follow(land("cropland_dry"), {planting(2030, "马尾松")});
  for (const int age : {0, 1, 7, 20, 33, 40, 50}) {
    const int year = 5 + age;
    CHECK(at(figures, year, Place::litter) ==
          near(figure("pool.forest_enf_masson.litter") * std::min(1.0, age / 20.0)));
    CHECK(at(figures, year, Place::deadwood) ==
          near(figure("pool.forest_enf_masson.deadwood") * std::min(1.0, age / 40.0)));
  }
}

TEST_CASE("an action asks for a class that fits it") {
  for (const auto& [action, key] : {std::pair{LandAction::flood, "river"}, {LandAction::clear, "marsh"}}) {
    try {
      Bench().path(land("paddy"), {toClass(action, 2030, key)});
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.problem().id == "whatif.no_such_class");
    }
  }
}
