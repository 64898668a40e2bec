#include "geo/model/Interventions.h"

#include <map>
#include <set>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/ask/WhatIf.h"
#include "geo/evaluate/Evaluate.h"
#include "geo/layer/PolygonOverlay.h"
#include "geo/model/CombineStrata.h"
#include "geo/model/CroppedModel.h"
#include "geo/paint/Maps.h"
#include "tests/support/TestModel.h"

using namespace tanhui;
using test::addIntervention, test::addLand, test::bitsOf, test::addZones, test::emptyModel, test::layerOf,
    test::polygon, test::randomTriangle, test::square;

namespace {

using PlannedAreas = std::map<std::pair<std::string, std::uint64_t>, double>;

/// Hectares of the region by class and interventions.
PlannedAreas plannedAreas(const Model& model, int tile = 10) {
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  PlannedAreas areas;
  for (int row = 0; row < 10; row += tile) {
    for (int col = 0; col < 10; col += tile) {
      evaluator.evaluate({col, row, std::min(tile, 10 - col), std::min(tile, 10 - row)});
      for (const LedgerLine& line : evaluator.sums().ledger) {
        const Stratum& stratum = model.strata[line.stratum];
        if (line.zone == kWholeRegion) areas[{stratum.classKey, bitsOf(model, stratum.interventions)}] += line.areaHa;
      }
    }
  }
  return areas;
}

std::uint64_t bitsOf(const std::vector<std::uint32_t>& changes) {
  std::uint64_t bits = 0;
  for (const std::uint32_t change : changes) bits |= std::uint64_t{1} << change;
  return bits;
}

double areaOf(const PlannedAreas& areas, const char* key, std::uint64_t set) {
  const auto found = areas.find({key, set});
  return found == areas.end() ? 0 : found->second;
}

double planarHa(const MultiPolygon& shape) { return shape.empty() ? 0 : planarArea(shape) / 1e4; }

MultiPolygon common(const MultiPolygon& a, const MultiPolygon& b) {
  return a.empty() || b.empty() ? MultiPolygon() : intersectionOf(a, b, "test");
}
MultiPolygon without(const MultiPolygon& a, const MultiPolygon& b) {
  return a.empty() || b.empty() ? a : differenceOf(a, b, "test");
}

/// Forest over paddy, a zone; then interventions on all of it.
Model plannedModel(bool planned) {
  Model model = emptyModel();
  addLand(model, "forest_ebf", {polygon({{600033, 3200071}, {600911, 3200207}, {600405, 3200893}})});
  addLand(model, "paddy", {square(600250, 3200050, 333), square(600620, 3200480, 250)});
  addZones(model, {square(600111, 3200111, 512), square(600500, 3200000, 500)});
  if (planned) {
    addIntervention(model, "a", 2030, {square(600123, 3200123, 400), square(600700, 3200700, 111)});
    addIntervention(model, "b", 2035, {polygon({{600300, 3200010}, {600990, 3200500}, {600100, 3200950}})});
    addIntervention(model, "c", 2030, {square(600200, 3200200, 300)}, "other");
  }
  combineStrata(model);
  return model;
}

}  // namespace

TEST_CASE("of one scenario and year the earliest in the file holds, others do not concern each other") {
  Model model = emptyModel();
  addIntervention(model, "a", 2030, {});
  addIntervention(model, "b", 2031, {});
  addIntervention(model, "c", 2030, {});
  addIntervention(model, "d", 2030, {}, "other");
  addIntervention(model, "e", 2030, {});
  using Changes = std::vector<std::uint32_t>;
  using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
  const auto of = [&](const Changes& covering) { return changesInEffect(model.plan, covering); };
  CHECK(of({}).inEffect.empty());
  CHECK(of({0, 1, 2, 3, 4}).inEffect == Changes{0, 1, 3});
  CHECK(of({1, 2, 3, 4}).inEffect == Changes{1, 2, 3});
  CHECK(of({1, 4}).inEffect == Changes{1, 4});
  CHECK(of({0, 1, 2, 3, 4}).conflicts == Pairs{{0, 2}, {0, 4}});
  CHECK(of({1, 2, 3, 4}).conflicts == Pairs{{2, 4}});
  CHECK(of({0, 1, 3}).conflicts.empty());
  // Features of one intervention: the earlier one holds, whatever the number of its change; twice the same is no
  // conflict.
  CHECK(of({4, 2, 2, 4, 0}).inEffect == Changes{4});
  CHECK(of({4, 2, 2, 4, 0}).conflicts == Pairs{{4, 2}, {4, 0}});
}

TEST_CASE("the sets of interventions are those that occur, with boxes of where") {
  Model model = emptyModel();
  addIntervention(model, "a", 2030, {square(600100, 3200100, 300)});
  addIntervention(model, "b", 2031, {square(600250, 3200250, 300)});
  addIntervention(model, "c", 2032, {square(600800, 3200800, 100)});
  addIntervention(model, "outside", 2033, {square(601200, 3200800, 100)});
  std::set<std::uint64_t> sets;
  for (const InterventionPlace& place :
       interventionPlaces(model.interventions, model.plan, model.region, model.grid, {})) {
    sets.insert(bitsOf(place.changes));
    if (place.changes.size() == 2) CHECK(place.box.holds({600250, 3200250, 600400, 3200400}));
  }
  CHECK(sets == std::set<std::uint64_t>{0b001, 0b010, 0b011, 0b100});
  model.region = layerOf({square(600000, 3200000, 500)});
  sets.clear();
  for (const InterventionPlace& place :
       interventionPlaces(model.interventions, model.plan, model.region, model.grid, {}))
    sets.insert(bitsOf(place.changes));
  CHECK(sets == std::set<std::uint64_t>{0b001, 0b010, 0b011});
  CHECK(interventionPlaces(model.interventions, model.plan, model.region, model.grid, {602000, 0, 602001, 1}).empty());
}

TEST_CASE("areas under interventions equal GEOS overlays") {
  CHECK(rc::check("a stand on unmapped land, two interventions of different years, one that gives way", [] {
    Model model = emptyModel();
    const MultiPolygon land = randomTriangle(), a = randomTriangle(), b = randomTriangle(), late = randomTriangle();
    addLand(model, "forest_ebf", {land});
    addIntervention(model, "a", 2030, {a});
    addIntervention(model, "b", 2040, {b});
    addIntervention(model, "late", 2030, {late});
    combineStrata(model);
    const PlannedAreas areas = plannedAreas(model), tiled = plannedAreas(model, 3);
    for (const auto& [key, ha] : areas) RC_ASSERT(std::abs(areaOf(tiled, key.first.c_str(), key.second) - ha) < 1e-9);

    const MultiPolygon whole = square(600000, 3200000, 1000);
    const MultiPolygon lateAlone = without(late, a);
    const auto near = [&](const char* key, std::uint64_t set, const MultiPolygon& by) {
      const MultiPolygon ground = std::string(key) == "unmapped" ? without(by, land) : common(by, land);
      return std::abs(areaOf(areas, key, set) - planarHa(ground)) < 1e-7;
    };
    for (const char* key : {"forest_ebf", "unmapped"}) {
      RC_ASSERT(near(key, 0b001, without(a, b)));
      RC_ASSERT(near(key, 0b010, without(without(b, a), late)));
      RC_ASSERT(near(key, 0b011, common(a, b)));
      RC_ASSERT(near(key, 0b100, without(lateAlone, b)));
      RC_ASSERT(near(key, 0b110, common(lateAlone, b)));
      RC_ASSERT(near(key, 0, without(without(without(whole, a), b), late)));
      RC_ASSERT(areaOf(areas, key, 0b101) == 0);
      RC_ASSERT(areaOf(areas, key, 0b111) == 0);
    }
    const CellArea cells(model.grid, model.areaRule);
    Evaluator evaluator(model, cells);
    evaluator.evaluate(model.grid.all());
    double conflict = 0;
    for (const InterventionConflict& c : evaluator.sums().conflicts) {
      RC_ASSERT(c.holds == 0U);
      RC_ASSERT(c.givesWay == 2U);
      conflict += c.areaHa;
    }
    RC_ASSERT(std::abs(conflict - planarHa(common(a, late))) < 1e-7);
  }));
}

TEST_CASE("interventions are no zones, and change no hectare of a class, a zone or what lies in none") {
  const Model without = plannedModel(false), with = plannedModel(true);
  const CellArea area(with.grid, with.areaRule);
  Evaluator before(without, area), after(with, area);
  before.evaluate(without.grid.all());
  after.evaluate(with.grid.all());
  const auto byClass = [](const Model& model, const TileSums& sums) {
    std::map<std::pair<std::uint32_t, std::string>, double> areas;
    for (const LedgerLine& line : sums.ledger) areas[{line.zone, model.strata[line.stratum].classKey}] += line.areaHa;
    return areas;
  };
  const auto was = byClass(without, before.sums()), is = byClass(with, after.sums());
  REQUIRE(is.size() == was.size());
  for (const auto& [key, ha] : was) CHECK(is.at(key) == Approx(ha).epsilon(1e-12));
  REQUIRE(after.sums().outsideZonesHa.size() == 1);
  CHECK(after.sums().outsideZonesHa[0] == Approx(before.sums().outsideZonesHa[0]).epsilon(1e-12));
  CHECK(after.sums().repeatedZonesHa[0] == Approx(before.sums().repeatedZonesHa[0]).epsilon(1e-12));
  CHECK(after.sums().stackedCells == Approx(before.sums().stackedCells).epsilon(1e-12));
  CHECK(before.sums().conflicts.empty());

  for (int col = 0; col < 10; ++col) {
    before.evaluate({col, 4, 1, 1});
    after.evaluate({col, 4, 1, 1});
    CHECK(after.zonesOfWindow() == before.zonesOfWindow());
    CHECK(after.origins().size() >= before.origins().size());
  }
}

TEST_CASE("maps of the base year are painted as without interventions, unmapped land stays nodata") {
  const Model without = plannedModel(false), with = plannedModel(true);
  const CellArea area(with.grid, with.areaRule);
  Evaluator before(without, area), after(with, area);
  before.evaluate(without.grid.all());
  after.evaluate(with.grid.all());
  const auto carbonOf = [](const Model& model) {
    std::vector<StratumCarbon> carbon(model.strata.size());
    for (std::size_t i = 0; i < carbon.size(); ++i)
      carbon[i].value.stock[0] = model.strata.all()[i].classKey == "paddy" ? 3 : 7;
    return carbon;
  };
  const MapProduct& stock = *findMapProduct("stock");
  std::vector<std::vector<float>> was, is;
  paint(floatMap(stock, carbonOf(without), without.strata.all()), before.strata(), carbonOf(without), was);
  paint(floatMap(stock, carbonOf(with), with.strata.all()), after.strata(), carbonOf(with), is);
  std::vector<std::uint8_t> wasClass, isClass;
  paint(classMap(without.strata), before.strata(), wasClass);
  paint(classMap(with.strata), after.strata(), isClass);
  CHECK((wasClass == isClass));  // in brackets: a quarter of a million pixels are not to be printed
  REQUIRE(was[0].size() == is[0].size());
  for (std::size_t i = 0; i < was[0].size(); ++i) CHECK(is[0][i] == Approx(was[0][i]).epsilon(1e-6));
}

TEST_CASE("cells hold the combined stratum, runs and parts alike") {
  Model model = emptyModel();
  addLand(model, "paddy", {square(600000, 3200000, 1000)});
  addIntervention(model, "a", 2030, {square(600200, 3200200, 250)});
  combineStrata(model);
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  evaluator.evaluate(model.grid.all());
  const TileStrata& tile = evaluator.strata();
  const StratumId planned = tile.cell[7 * 10 + 2];
  CHECK(bitsOf(model, model.strata[planned].interventions) == 1);
  CHECK(model.strata[planned].classKey == "paddy");
  CHECK(tile.cell[0] == 1);
  CHECK(tile.cell[7 * 10 + 4] == kMixedCell);
  REQUIRE(tile.mixed.size() == 5);
  for (std::size_t i = 0; i < tile.mixed.size(); ++i) {
    CHECK(tile.parts[tile.begin[i]].stratum == 1);
    CHECK(tile.parts[tile.begin[i] + 1].stratum == planned);
  }
}

TEST_CASE("combinations are few: sets that occur, with the strata that are near") {
  Model model = emptyModel();
  for (int i = 0; i < 9; ++i)
    addLand(model, Stratum{.classKey = "forest_ebf", .species = {}, .age = 10.0 + i},
            {square(600010 + 100 * i, 3200010, 80)});
  for (int i = 0; i < 30; ++i)
    addIntervention(model, std::to_string(i), 2030 + i, {square(600010 + 30 * i, 3200005, 40)});
  const std::size_t plain = model.strata.size();
  combineStrata(model);
  CHECK(model.strata.size() - plain < 60 * 4);
  const StratumTable& strata = model.strata;
  Model again = model;
  combineStrata(again);
  CHECK(again.strata.size() == strata.size());  // and always the same
}

TEST_CASE("a part of the model without its interventions is the land alone") {
  const Model model = plannedModel(true);
  const Model part = cropped(model, {600100, 3200100, 600500, 3200500});
  CHECK(part.interventions.empty());
  for (const Stratum& stratum : part.strata.all()) CHECK(stratum.interventions == kNoInterventions);
}
