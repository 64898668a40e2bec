#include <algorithm>
#include <map>
#include <tuple>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/evaluate/Evaluate.h"
#include "geo/layer/RasterLayer.h"
#include "geo/model/CombineStrata.h"
#include "geo/model/StratumPlaces.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"
#include "tests/support/TestModel.h"
#include "tests/unit/coverage/GeosArea.h"
#include "tests/unit/coverage/Shapes.h"

using namespace tanhui;
using test::addEarlier, test::addIntervention, test::addLand, test::emptyModel, test::layerOf, test::square;

namespace {

/// (age now, age before, interventions): ages tell features apart; NaN is unmapped and counts as -1, a stratum that
/// nobody told the past of as -2.
using Transition = std::tuple<double, double, std::uint64_t>;
using Transitions = std::map<Transition, double>;

double ageOr(const Stratum& stratum) { return stratum.hasAge() ? stratum.age : -1; }

Transitions transitionsOn(const Model& model, const Grid& grid, int tile) {
  const CellArea area(grid, model.areaRule);
  Evaluator evaluator(model, grid, area);
  Transitions out;
  for (std::int64_t row = 0; row < grid.rows; row += tile) {
    for (std::int64_t col = 0; col < grid.cols; col += tile) {
      evaluator.evaluate({col, row, static_cast<int>(std::min<std::int64_t>(tile, grid.cols - col)),
                          static_cast<int>(std::min<std::int64_t>(tile, grid.rows - row))});
      for (const LedgerLine& line : evaluator.sums().ledger) {
        if (line.zone != kWholeRegion) continue;
        const Stratum& now = model.strata[line.stratum];
        const double before = now.before == kUnknownBefore ? -2 : ageOr(model.strata[now.before]);
        out[{ageOr(now), before, test::bitsOf(model, now.interventions)}] += line.areaHa;
      }
    }
  }
  return out;
}

Transitions transitions(const Model& model) { return transitionsOn(model, model.grid, 10); }

double worstDifference(const Transitions& a, const Transitions& b) {
  double worst = 0;
  for (const auto& [key, ha] : a) worst = std::max(worst, std::abs(ha - (b.contains(key) ? b.at(key) : 0)));
  for (const auto& [key, ha] : b) worst = std::max(worst, std::abs(ha - (a.contains(key) ? a.at(key) : 0)));
  return worst;
}

Stratum standOf(double age) { return {.classKey = "forest_ebf", .species = {}, .age = age}; }

/// Two layers on each date and an intervention, all of random stars, a copy among them.
struct TwoDates {
  std::vector<std::vector<MultiPolygon>> now, before;  ///< by layer
  MultiPolygon planned;
  Model model = emptyModel();

  explicit TwoDates(unsigned seed) {
    shapes::Random random(seed);
    const auto star = [&] {
      const double size = shapes::uniform(random, 80, 500);
      return shapes::randomStar(
          random,
          {600000 + shapes::uniform(random, 0, 1000), 3200000 + shapes::uniform(random, 0, 1000),
           shapes::uniform(random, 0.3, 0.8) * size, size, 6 + static_cast<int>(random() % 8), random() % 3 == 0});
    };
    now = {{star()}, {star(), star()}};
    before = {{star(), star()}, {now[0][0], star()}};
    planned = star();
    double age = 0;
    for (const auto& layer : now)
      for (const MultiPolygon& shape : layer) addLand(model, standOf(++age), {shape});
    for (const auto& layer : before) {
      std::vector<Stratum> strata;
      for (std::size_t i = 0; i < layer.size(); ++i) strata.push_back(standOf(++age));
      addEarlier(model, strata, layer);
    }
    addIntervention(model, "a", 2030, {planned});
    combineStrata(model);
  }
};

/// What each feature of a stack owns: a chain of differences. The last is what nobody owns.
std::vector<GeosArea::Shape> owned(const GeosArea& geos, const Grid& grid,
                                   const std::vector<std::vector<MultiPolygon>>& layers) {
  std::vector<GeosArea::Shape> out;
  auto left = geos.box(grid.box());
  for (const auto& layer : layers) {
    for (const MultiPolygon& shape : layer) {
      const auto feature = geos.shape(shape);
      out.push_back(geos.intersection(left, feature));
      left = geos.difference(left, feature);
    }
  }
  out.push_back(std::move(left));
  return out;
}

Transitions byGeosOverlay(const TwoDates& land) {
  const GeosArea geos;
  const auto now = owned(geos, land.model.grid, land.now), before = owned(geos, land.model.grid, land.before);
  const auto planned = geos.shape(land.planned);
  Transitions out;
  for (std::size_t n = 0; n < now.size(); ++n) {
    for (std::size_t b = 0; b < before.size(); ++b) {
      const double ageNow = n + 1 < now.size() ? static_cast<double>(n + 1) : -1;
      const double ageBefore = b + 1 < before.size() ? static_cast<double>(now.size() + b) : -1;
      const auto both = geos.intersection(now[n], before[b]);
      out[{ageNow, ageBefore, 1}] += geos.area(geos.intersection(both, planned)) / 1e4;
      out[{ageNow, ageBefore, 0}] += geos.area(geos.difference(both, planned)) / 1e4;
    }
  }
  return out;
}

std::filesystem::path rasterOf(const TempFolder& folder, const char* name, const Grid& grid, double pixel,
                               const std::function<double(int, int)>& value) {
  std::filesystem::path file = folder.path() / name;
  const int pixels = static_cast<int>(std::ceil(1000 / pixel));
  test::writeRaster(file, {.cols = pixels,
                           .rows = pixels,
                           .x0 = grid.x0,
                           .y0 = grid.y0,
                           .dx = pixel,
                           .dy = pixel,
                           .transform = {},
                           .hasNodata = true,
                           .value = value,
                           .options = {}});
  return file;
}

/// Values 1, 2, 3 are stands of `base` + value.
LandLayer rasterLayer(Model& model, const std::filesystem::path& file, double base) {
  LandLayer layer{
      .name = "raster", .polygons = {}, .strata = {}, .raster = file, .rasterGrid = rasterGrid(file), .values = {}};
  for (int value = 1; value <= 3; ++value) layer.values.set(value, model.strata.intern(standOf(base + value)));
  return layer;
}

double total(const Transitions& areas) {
  double sum = 0;
  for (const auto& [key, ha] : areas) sum += ha;
  return sum;
}

/// By age now (0) or before (1).
template <std::size_t Side>
std::map<double, double> margin(const Transitions& areas) {
  std::map<double, double> out;
  for (const auto& [key, ha] : areas) out[std::get<Side>(key)] += ha;
  return out;
}

}  // namespace

TEST_CASE("transitions between polygons of two dates equal a chain of GEOS overlays") {
  CHECK(rc::check("two layers on each date, an intervention", [](unsigned seed) {
    const TwoDates land(seed);
    Transitions theirs;
    try {
      theirs = byGeosOverlay(land);
    } catch (const std::runtime_error& fault) {
      RC_DISCARD(fault.what());  // GEOS gives up on a stack now and then
    }
    RC_PRE(std::abs(total(theirs) - 100) < 1e-6);
    const Transitions ours = transitions(land.model);
    RC_ASSERT(worstDifference(ours, theirs) < 1e-6);
    for (const auto& [key, ha] : ours) RC_ASSERT(std::get<1>(key) != -2);  // the past of all land is told
    RC_ASSERT(worstDifference(ours, transitionsOn(land.model, land.model.grid, 3)) < 1e-9);
    RC_ASSERT(worstDifference(ours, transitionsOn(land.model, coarser(land.model.grid, 1), 5)) < 1e-9);
  }));
}

TEST_CASE("today's land is what it is without the earlier land") {
  TwoDates land(7);
  Model alone = land.model;
  alone.earlier.clear();
  alone.dates.clear();
  alone.interventions.clear();
  const auto with = margin<0>(transitions(land.model)), without = margin<0>(transitions(alone));
  REQUIRE(with.size() == without.size());
  for (const auto& [age, ha] : without) CHECK(with.at(age) == Approx(ha).epsilon(1e-12));
}

TEST_CASE("an earlier raster on the grid is taken cell by cell, below and above earlier polygons") {
  const TempFolder folder;
  Model model = emptyModel();
  addLand(model, standOf(1), {square(600000, 3200000, 550)});
  const auto file = rasterOf(folder, "t1.tif", model.grid, 100, [](int col, int row) {
    return row == 0 ? 0.0 : col < 5 ? 1.0 : 2.0;  // nothing in the north row
  });
  SECTION("below a polygon") {
    addEarlier(model, {standOf(20)}, {square(600000, 3200000, 300)});
    test::addEarlier(model, rasterLayer(model, file, 10));
    combineStrata(model);
    const Transitions areas = transitions(model);
    CHECK(areas.at({1, 20, 0}) == Approx(9));
    CHECK(areas.at({1, 11, 0}) == Approx(5 * 5.5 - 9));
    CHECK(areas.at({1, 12, 0}) == Approx(0.5 * 5.5));
    CHECK(areas.at({-1, -1, 0}) == Approx(10));
    CHECK(total(areas) == Approx(100).epsilon(1e-12));
  }
  SECTION("above a polygon, which gets its gaps") {
    test::addEarlier(model, rasterLayer(model, file, 10));
    addEarlier(model, {standOf(20)}, {square(600000, 3200500, 500)});
    combineStrata(model);
    const Transitions areas = transitions(model);
    CHECK(areas.at({-1, 20, 0}) == Approx(5));
    CHECK(areas.at({-1, -1, 0}) == Approx(5));
    CHECK(areas.at({1, 11, 0}) == Approx(5 * 5.5));
    CHECK(total(areas) == Approx(100).epsilon(1e-12));
  }
}

TEST_CASE("rasters of any pixels conserve the hectares of both dates and of interventions") {
  const TempFolder folder;
  for (const double pixel : {100.0, 25.0, 33.0}) {
    for (const bool rasterNow : {false, true}) {
      INFO(pixel << " " << rasterNow);
      Model model = emptyModel();
      const auto value = [](int col, int row) { return static_cast<double>((col * 7 + row * 3) % 4); };
      const auto nowFile = rasterOf(folder, "now.tif", model.grid, 50, value);
      const auto thenFile = rasterOf(folder, "then.tif", model.grid, pixel, value);
      addLand(model, standOf(1), {square(600120, 3200130, 345)});
      if (rasterNow) model.layers.push_back(rasterLayer(model, nowFile, 1));
      addEarlier(model, {standOf(20)}, {square(600310, 3200220, 287)});
      test::addEarlier(model, rasterLayer(model, thenFile, 10));
      addIntervention(model, "a", 2030, {square(600050, 3200444, 333)});
      combineStrata(model);
      const Transitions areas = transitions(model);
      CHECK(total(areas) == Approx(100).epsilon(1e-12));
      double planned = 0;
      for (const auto& [key, ha] : areas) {
        CHECK(std::get<1>(key) != -2);
        planned += std::get<2>(key) == 1 ? ha : 0;
      }
      CHECK(planned == Approx(33.3 * 33.3 / 100).epsilon(1e-9));

      // Each date by itself, without the other, is the margin of both together.
      Model now = emptyModel(), then = emptyModel();
      addLand(now, standOf(1), {square(600120, 3200130, 345)});
      if (rasterNow) now.layers.push_back(rasterLayer(now, nowFile, 1));
      addLand(then, standOf(20), {square(600310, 3200220, 287)});
      then.layers.push_back(rasterLayer(then, thenFile, 10));
      const auto nowAlone = margin<0>(transitions(now)), thenAlone = margin<0>(transitions(then));
      const auto nowTogether = margin<0>(areas), thenTogether = margin<1>(areas);
      for (const auto& [age, ha] : nowAlone) CHECK(nowTogether.at(age) == Approx(ha).epsilon(1e-9));
      for (const auto& [age, ha] : thenAlone) CHECK(thenTogether.at(age) == Approx(ha).epsilon(1e-9));
    }
  }
}

TEST_CASE("inside a cell two rasters meet where their pixels do") {
  const TempFolder folder;
  Model model = emptyModel();
  model.layers.push_back(
      rasterLayer(model, rasterOf(folder, "a.tif", model.grid, 50, [](int col, int) { return 1.0 + col % 2; }), 0));
  test::addEarlier(
      model,
      rasterLayer(model, rasterOf(folder, "b.tif", model.grid, 50, [](int col, int) { return 1.0 + col % 2; }), 10));
  combineStrata(model);
  const Transitions areas = transitions(model);
  CHECK(areas.at({1, 11, 0}) == Approx(50).epsilon(1e-12));
  CHECK(areas.at({2, 12, 0}) == Approx(50).epsilon(1e-12));
  CHECK(areas.size() == 2);
}

TEST_CASE("an unknown value of an earlier raster is counted, behind the layers of today") {
  const TempFolder folder;
  Model model = emptyModel();
  addLand(model, standOf(1), {square(600000, 3200000, 1000)});
  for (const double pixel : {100.0, 50.0}) {
    model.earlier.clear();
    model.dates.clear();
    test::addEarlier(model, rasterLayer(model,
                                        rasterOf(folder, "u.tif", model.grid, pixel,
                                                 [](int, int row) { return row == 0 ? 9.0 : 1.0; }),
                                        10));
    combineStrata(model);
    const CellArea area(model.grid, model.areaRule);
    Evaluator evaluator(model, area);
    evaluator.evaluate(model.grid.all());
    REQUIRE(evaluator.sums().unknown.size() == 1);
    CHECK(evaluator.sums().unknown[0].layer == 1);
    CHECK(evaluator.sums().unknown[0].value == 9);
    CHECK(evaluator.sums().unknown[0].areaHa == Approx(pixel / 10));
  }
}

TEST_CASE("places find what a look at every box finds") {
  CHECK(rc::check("random boxes", [](unsigned seed) {
    shapes::Random random(seed);
    LandLayer layer{.name = "", .polygons = {}, .strata = {}, .raster = {}, .rasterGrid = {}, .values = {}};
    const std::size_t count = random() % 60;
    for (std::size_t i = 0; i < count; ++i) {
      const double size = shapes::uniform(random, 0, 1) < 0.1 ? 800 : shapes::uniform(random, 1, 60);
      layer.polygons.shapes.push_back(square(shapes::uniform(random, 0, 1000), shapes::uniform(random, 0, 1000), size));
      layer.strata.push_back(static_cast<StratumId>(1 + random() % 20));
    }
    layer.values.set(5, 99);
    const StratumPlaces places(std::span(&layer, 1));
    for (int i = 0; i < 20; ++i) {
      const double x = shapes::uniform(random, -100, 1100), y = shapes::uniform(random, -100, 1100);
      const Box box{x, y, x + shapes::uniform(random, 0, 300), y + shapes::uniform(random, 0, 300)};
      std::vector<std::uint32_t> found, expected;
      places.featuresIn(box, found);
      std::vector<StratumId> strata, all = {kUnmapped, 99};
      places.strataIn(box, strata);
      for (std::uint32_t f = 0; f < count; ++f)
        if (layer.polygons.shapes[f].box.meets(box)) expected.push_back(f), all.push_back(layer.strata[f]);
      std::sort(all.begin(), all.end());
      all.erase(std::unique(all.begin(), all.end()), all.end());
      RC_ASSERT(found == expected);
      RC_ASSERT(strata == all);
    }
  }));
}

TEST_CASE("a hundred stands on a side, each with its own volume, on both dates: combinations grow with the stands") {
  Model model = emptyModel();
  model.grid.dx = model.grid.dy = 10;
  constexpr int kSide = 100;
  const auto stands = [](double shift, double volume) {
    std::pair<std::vector<MultiPolygon>, std::vector<Stratum>> out;
    for (int i = 0; i < kSide * kSide; ++i) {
      out.first.push_back(square(600000 + shift + 10 * (i % kSide), 3200000 + shift + 10 * (i / kSide), 10));
      out.second.push_back({.classKey = "forest_ebf", .species = {}, .volume = volume + i});
    }
    return out;
  };
  auto [shapes, strata] = stands(0, 1);
  LandLayer now{.name = "t2", .polygons = layerOf(shapes), .strata = {}, .raster = {}, .rasterGrid = {}, .values = {}};
  for (const Stratum& stratum : strata) now.strata.push_back(model.strata.intern(stratum));
  model.layers.push_back(std::move(now));
  auto [earlierShapes, earlierStrata] = stands(3, 1e6);
  addEarlier(model, earlierStrata, earlierShapes);
  combineStrata(model);
  CHECK(model.combined.size() < 12 * kSide * kSide);
}
