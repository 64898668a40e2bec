#include <map>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/evaluate/Evaluate.h"
#include "geo/model/CombineStrata.h"
#include "geo/model/CroppedModel.h"
#include "geo/paint/Maps.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"
#include "tests/support/TestModel.h"

using namespace tanhui;
namespace fs = std::filesystem;
using test::addEarlier, test::addIntervention, test::addLand, test::addZones, test::emptyModel, test::layerOf,
    test::randomTriangle, test::square;

namespace {

struct ClassShare {
  std::string classKey;
  double share;
};

LandLayer& addMixed(Model& model, const std::vector<MultiPolygon>& shapes,
                    const std::vector<std::vector<ClassShare>>& mixes, bool earlier = false) {
  LandLayer layer{
      .name = "mixed", .polygons = layerOf(shapes), .strata = {}, .raster = {}, .rasterGrid = {}, .values = {}};
  for (const std::vector<ClassShare>& of : mixes) {
    StratumMix mix;
    for (const auto& [key, share] : of) mix.push_back({model.strata.intern({.classKey = key, .species = {}}), share});
    layer.add(std::move(mix));
  }
  if (!earlier) return model.layers.emplace_back(std::move(layer));
  addEarlier(model, std::move(layer));
  return model.earlier.back();
}

/// (zone, class now, class at t1 or "", interventions): hectares.
using Key = std::tuple<std::uint32_t, std::string, std::string, std::uint64_t>;
using Areas = std::map<Key, double>;

Areas areasOf(const Model& model, int tile = 10) {
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  Areas areas;
  for (int row = 0; row < 10; row += tile)
    for (int col = 0; col < 10; col += tile) {
      evaluator.evaluate({col, row, std::min(tile, 10 - col), std::min(tile, 10 - row)});
      for (const LedgerLine& line : evaluator.sums().ledger) {
        const Stratum& now = model.strata[line.stratum];
        const std::string before = now.before == kUnknownBefore ? "" : model.strata[now.before].classKey;
        areas[{line.zone, now.classKey, before, test::bitsOf(model, now.interventions)}] += line.areaHa;
      }
    }
  return areas;
}

double at(const Areas& areas, std::uint32_t zone, const std::string& now, const std::string& before = "",
          std::uint64_t interventions = 0) {
  const auto found = areas.find({zone, now, before, interventions});
  return found == areas.end() ? 0 : found->second;
}

}  // namespace

// A forest of 100 m x 400 m lies over the three parcels, a zone over the western 250 m; no border is on a cell's.
TEST_CASE("a parcel's shares hold in every cell, under a layer above and in zones") {
  Model model = emptyModel();
  addLand(model, "forest_ebf", {square(600050, 3200050, 100), square(600150, 3200050, 100)});
  addMixed(model, {square(600010, 3200010, 300), square(600310, 3200010, 155), square(600510, 3200030, 50)},
           {{{"paddy", 0.9}, {"field_ridge", 0.1}}, {{"cropland_dry", 0.85}, {"field_ridge", 0.15}}, {{"paddy", 1}}});
  addZones(model, {square(600010, 3200010, 250)});
  for (const int tile : {10, 3, 1}) {
    const Areas areas = areasOf(model, tile);
    const double left = 9 - 2, east = 1.55 * 1.55, inZone = 6.25 - 2;
    CHECK(at(areas, kWholeRegion, "paddy") == Approx(0.9 * left + 0.25).epsilon(1e-12));
    CHECK(at(areas, kWholeRegion, "cropland_dry") == Approx(0.85 * east).epsilon(1e-12));
    CHECK(at(areas, kWholeRegion, "field_ridge") == Approx(0.1 * left + 0.15 * east).epsilon(1e-12));
    CHECK(at(areas, kWholeRegion, "forest_ebf") == Approx(2).epsilon(1e-12));
    CHECK(at(areas, 0, "paddy") == Approx(0.9 * inZone).epsilon(1e-12));
    CHECK(at(areas, 0, "field_ridge") == Approx(0.1 * inZone).epsilon(1e-12));
    double total = 0;
    for (const auto& [key, ha] : areas) total += std::get<0>(key) == kWholeRegion ? ha : 0;
    CHECK(total == Approx(100).epsilon(1e-13));
  }
}

TEST_CASE("maps show the main class, and the mean of the shares") {
  Model model = emptyModel();
  addMixed(model, {square(600000, 3200000, 500), square(600500, 3200000, 500)},
           {{{"field_ridge", 0.3}, {"paddy", 0.7}}, {{"paddy", 0.5}, {"cropland_dry", 0.5}}});
  CHECK(model.strata[model.layers[0].strata[0]].classKey == "paddy");
  CHECK(model.strata[model.layers[0].strata[1]].classKey == "paddy");
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  evaluator.evaluate(model.grid.all());
  const ClassMap classes = classMap(model.strata);
  std::vector<std::uint8_t> pixels;
  paint(classes, evaluator.strata(), pixels);
  CHECK(classes.classes[pixels[9 * kTile]] == "paddy");
  CHECK(classes.classes[pixels[9 * kTile + 9]] == "paddy");

  std::vector<StratumCarbon> carbon(model.strata.size());
  for (StratumId id = 0; id < carbon.size(); ++id) {
    const std::string& key = model.strata[id].classKey;
    carbon[id].value.stock = {key == "paddy" ? 10.0 : key == "field_ridge" ? 2.0 : 4.0};
  }
  std::vector<std::vector<float>> bands;
  paint(floatMap(*findMapProduct("stock"), carbon, model.strata.all()), evaluator.strata(), carbon, bands);
  CHECK(bands[0][9 * kTile] == Approx(0.3 * 2 + 0.7 * 10));
  CHECK(bands[0][9 * kTile + 9] == Approx(0.5 * 10 + 0.5 * 4));
}

// The same land with one class a parcel gives the area that the shares are of.
TEST_CASE("shares of random parcels under random layers, zones, t1 land and interventions are those of whole parcels") {
  CHECK(rc::check("random overlays", [](double a, double b) {
    const auto fraction = [](double x) { return std::abs(std::remainder(x, 1.0)) * 0.98 + 0.01; };
    const double first = std::isfinite(a) ? fraction(a) : 0.3, second = std::isfinite(b) ? fraction(b) : 0.3;
    const MultiPolygon one = randomTriangle(), two = randomTriangle(), above = randomTriangle(),
                       zone = randomTriangle(), earlier = randomTriangle(), planned = randomTriangle();
    const auto land = [&](bool mixed) {
      Model model = emptyModel();
      addLand(model, "forest_ebf", {above});
      if (mixed)
        addMixed(model, {one, two},
                 {{{"paddy", 1 - first}, {"field_ridge", first}},
                  {{"grass", 0.5 * (1 - second)}, {"tea", 0.5 * (1 - second)}, {"orchard", second}}});
      else
        addMixed(model, {one, two}, {{{"paddy", 1}}, {{"grass", 1}}});
      addEarlier(model, {{.classKey = "shrub", .species = {}}}, {earlier});
      addIntervention(model, "a", 2030, {planned});
      addZones(model, {zone});
      combineStrata(model);
      return areasOf(model, 4);
    };
    const Areas mixed = land(true), whole = land(false);
    for (const auto& [key, ha] : whole) {
      const auto& [inZone, now, before, interventions] = key;
      const auto of = [&](const char* name) { return at(mixed, inZone, name, before, interventions); };
      const auto alike = [&](double x, double y) { RC_ASSERT(std::abs(x - y) < 1e-10); };
      if (now == "paddy") {
        alike(of("paddy"), (1 - first) * ha);
        alike(of("field_ridge"), first * ha);
      } else if (now == "grass") {
        alike(of("grass"), 0.5 * (1 - second) * ha);
        alike(of("tea"), 0.5 * (1 - second) * ha);
        alike(of("orchard"), second * ha);
      } else {
        alike(of(now.c_str()), ha);
      }
    }
    double total = 0;
    for (const auto& [key, ha] : mixed) total += std::get<0>(key) == kWholeRegion ? ha : 0;
    RC_ASSERT(std::abs(total - 100) < 1e-10);
  }));
}

TEST_CASE("a parcel with the same ridges at both dates shows no change, and other ratios change by their difference") {
  Model model = emptyModel();
  addMixed(model, {square(600000, 3200000, 300), square(600300, 3200000, 300), square(600600, 3200000, 300)},
           {{{"paddy", 0.9}, {"field_ridge", 0.1}},
            {{"paddy", 0.9}, {"field_ridge", 0.1}},
            {{"orchard", 0.9}, {"field_ridge", 0.1}}});
  addMixed(model, {square(600000, 3200000, 300), square(600300, 3200000, 300), square(600600, 3200000, 300)},
           {{{"paddy", 0.9}, {"field_ridge", 0.1}},
            {{"paddy", 0.85}, {"field_ridge", 0.15}},
            {{"cropland_dry", 0.8}, {"field_ridge", 0.2}}},
           true);
  addIntervention(model, "a", 2030, {square(600000, 3200000, 150)});
  combineStrata(model);
  const Areas areas = areasOf(model, 3);
  CHECK(at(areas, kWholeRegion, "paddy", "paddy", 1) == Approx(0.9 * 2.25).epsilon(1e-12));
  CHECK(at(areas, kWholeRegion, "field_ridge", "field_ridge", 1) == Approx(0.1 * 2.25).epsilon(1e-12));
  CHECK(at(areas, kWholeRegion, "paddy", "paddy") == Approx(9 * (0.75 * 0.9 + 0.85)).epsilon(1e-12));
  CHECK(at(areas, kWholeRegion, "field_ridge", "field_ridge") == Approx(9 * (0.75 * 0.1 + 0.1 + 0.1)).epsilon(1e-12));
  CHECK(at(areas, kWholeRegion, "paddy", "field_ridge") == Approx(9 * 0.05).epsilon(1e-10));
  CHECK(at(areas, kWholeRegion, "orchard", "cropland_dry") == Approx(9 * 0.8).epsilon(1e-12));
  CHECK(at(areas, kWholeRegion, "orchard", "field_ridge") == Approx(9 * 0.1).epsilon(1e-10));
  CHECK(at(areas, kWholeRegion, "field_ridge", "paddy") == 0);
  CHECK(at(areas, kWholeRegion, "field_ridge", "cropland_dry") == 0);
}

// The raster fills the western 500 m but for its northern row of 100 m; the parcel reaches from 300 m to 700 m, and up
// to the northern border, the zone over its southern half.
TEST_CASE("a recorded area counts for what of the parcel shows, and is kept beside the ground") {
  const TempFolder folder;
  for (const double pixel : {100.0, 25.0}) {
    Model model = emptyModel();
    const fs::path file = folder.path() / fmt::format("{}.tif", pixel);
    const int pixels = static_cast<int>(1000 / pixel);
    test::writeRaster(
        file, {.cols = pixels,
               .rows = pixels,
               .x0 = model.grid.x0,
               .y0 = model.grid.y0,
               .dx = pixel,
               .dy = pixel,
               .hasNodata = true,
               .value = [=](int col, int row) { return (col + 1) * pixel <= 500 && row * pixel >= 100 ? 1.0 : 0.0; }});
    LandLayer raster{
        .name = "raster", .polygons = {}, .strata = {}, .raster = file, .rasterGrid = rasterGrid(file), .values = {}};
    raster.values.set(1, model.strata.intern({.classKey = "grass", .species = {}}));
    model.layers.push_back(std::move(raster));
    LandLayer& parcel =
        addMixed(model, {test::polygon({{600300, 3200000}, {600700, 3200000}, {600700, 3201000}, {600300, 3201000}})},
                 {{{"paddy", 0.9}, {"field_ridge", 0.1}}});
    parcel.areaScale = {1.01};
    addZones(model, {test::polygon({{600300, 3200000}, {600700, 3200000}, {600700, 3200500}, {600300, 3200500}})});
    const Areas areas = areasOf(model, 3);
    CHECK(at(areas, kWholeRegion, "grass") == Approx(45).epsilon(1e-12));
    CHECK(at(areas, kWholeRegion, "paddy") == Approx(0.9 * 22 * 1.01).epsilon(1e-12));
    CHECK(at(areas, kWholeRegion, "field_ridge") == Approx(0.1 * 22 * 1.01).epsilon(1e-12));
    CHECK(at(areas, 0, "grass") == Approx(10).epsilon(1e-12));
    CHECK(at(areas, 0, "paddy") == Approx(0.9 * 10 * 1.01).epsilon(1e-12));

    const CellArea area(model.grid, model.areaRule);
    Evaluator evaluator(model, area);
    evaluator.evaluate(model.grid.all());
    const std::vector<ZoneScaling>& scaling = evaluator.sums().scaling;
    REQUIRE(scaling.size() == 2);
    CHECK(scaling[0].zone == 0);
    CHECK(scaling[0].areaHa == Approx(0.1).epsilon(1e-10));
    CHECK(scaling[1].zone == kWholeRegion);
    CHECK(scaling[1].areaHa == Approx(0.22).epsilon(1e-10));
    CHECK(evaluator.sums().outsideZonesHa[0] == Approx(80).epsilon(1e-12));
  }
}

TEST_CASE("a cut-out of a model keeps the shares, and a cell tells the feature of each") {
  Model model = emptyModel();
  addMixed(model, {square(600000, 3200000, 300)}, {{{"paddy", 0.9}, {"field_ridge", 0.1}}});
  const Model cut = cropped(model, {600000, 3200000, 600100, 3200100});
  CHECK(at(areasOf(cut), kWholeRegion, "field_ridge") == Approx(0.9).epsilon(1e-12));
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  evaluator.evaluate({0, 9, 1, 1});
  REQUIRE(evaluator.origins().size() == 2);
  CHECK(evaluator.origins()[1].feature == 0);
  CHECK(model.strata[evaluator.origins()[1].stratum].classKey == "field_ridge");
  CHECK(evaluator.origins()[1].fraction == Approx(0.1));
}
