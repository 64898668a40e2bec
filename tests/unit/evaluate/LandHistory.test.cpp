#include <algorithm>
#include <map>
#include <vector>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/evaluate/Evaluate.h"
#include "geo/evaluate/Histories.h"
#include "geo/layer/RasterLayer.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"
#include "tests/support/TestModel.h"
#include "tests/unit/coverage/GeosArea.h"
#include "tests/unit/coverage/Shapes.h"

// Land of several dates: every place has its whole history.

using namespace tanhui;
using test::addEarlier, test::addIntervention, test::addLand, test::emptyModel, test::layerOf, test::square;

namespace {

/// Ages tell features apart: that of today, then those of the dates before, the latest first; -1 is unmapped.
using History = std::vector<double>;
using Histories = std::map<History, double>;

Stratum agedStand(double age) { return {.classKey = "forest_ebf", .species = {}, .age = age}; }

History historyOf(const Model& model, StratumId id) {
  History ages;
  for (; id != kUnknownBefore; id = model.strata[id].before)
    ages.push_back(model.strata[id].hasAge() ? model.strata[id].age : -1);
  return ages;
}

Histories historiesOf(const Model& model, int tile = 10) {
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  Histories out;
  for (int row = 0; row < 10; row += tile)
    for (int col = 0; col < 10; col += tile) {
      evaluator.evaluate({col, row, std::min(tile, 10 - col), std::min(tile, 10 - row)});
      for (const LedgerLine& line : evaluator.sums().ledger)
        if (line.zone == kWholeRegion) out[historyOf(model, line.stratum)] += line.areaHa;
    }
  return out;
}

double worst(const Histories& a, const Histories& b) {
  double most = 0;
  for (const auto& [key, ha] : a) most = std::max(most, std::abs(ha - (b.contains(key) ? b.at(key) : 0)));
  for (const auto& [key, ha] : b) most = std::max(most, std::abs(ha - (a.contains(key) ? a.at(key) : 0)));
  return most;
}

LandLayer standLayer(Model& model, double firstAge, const std::vector<MultiPolygon>& shapes) {
  LandLayer layer{
      .name = "stands", .polygons = layerOf(shapes), .strata = {}, .raster = {}, .rasterGrid = {}, .values = {}};
  for (std::size_t i = 0; i < shapes.size(); ++i)
    layer.strata.push_back(model.strata.intern(agedStand(firstAge + static_cast<double>(i))));
  return layer;
}

using Pixels = std::function<double(int col, int row)>;

/// Values 1, 2, 3 are stands of `base` + value; 0 is no data.
LandLayer pixelLayer(Model& model, const TempFolder& folder, double base, double pixel, const Pixels& value) {
  const std::filesystem::path file = folder.path() / fmt::format("{}.tif", base);
  const int pixels = static_cast<int>(1000 / pixel);
  test::writeRaster(file, {.cols = pixels,
                           .rows = pixels,
                           .x0 = model.grid.x0,
                           .y0 = model.grid.y0,
                           .dx = pixel,
                           .dy = pixel,
                           .transform = {},
                           .hasNodata = true,
                           .value = value,
                           .options = {}});
  LandLayer layer{
      .name = "pixels", .polygons = {}, .strata = {}, .raster = file, .rasterGrid = rasterGrid(file), .values = {}};
  for (int v = 1; v <= 3; ++v) layer.values.set(v, model.strata.intern(agedStand(base + v)));
  return layer;
}

/// What each of the features owns, the first first, then what nobody owns.
std::vector<GeosArea::Shape> ownedBy(const GeosArea& geos, const Grid& grid, const std::vector<MultiPolygon>& shapes) {
  std::vector<GeosArea::Shape> out;
  auto left = geos.box(grid.box());
  for (const MultiPolygon& shape : shapes) {
    const auto feature = geos.shape(shape);
    out.push_back(geos.intersection(left, feature));
    left = geos.difference(left, feature);
  }
  out.push_back(std::move(left));
  return out;
}

}  // namespace

TEST_CASE("histories of polygons of three dates equal a chain of GEOS overlays") {
  CHECK(rc::check("two stars on each date", [](unsigned seed) {
    shapes::Random random(seed);
    const auto star = [&] {
      const double size = shapes::uniform(random, 100, 500);
      return shapes::randomStar(
          random, {600000 + shapes::uniform(random, 0, 1000), 3200000 + shapes::uniform(random, 0, 1000),
                   shapes::uniform(random, 0.3, 0.8) * size, size, 6 + static_cast<int>(random() % 6), false});
    };
    std::vector<std::vector<MultiPolygon>> dates = {{star(), star()}, {star(), star()}, {star(), star()}};
    dates[2][1] = dates[0][0];  // what is again as it was
    Model model = emptyModel();
    model.layers.push_back(standLayer(model, 0, dates[0]));
    addEarlier(model, standLayer(model, 10, dates[1]), 0);
    addEarlier(model, standLayer(model, 20, dates[2]), 1);
    model = withHistories(std::move(model));

    const GeosArea geos;
    Histories theirs;
    double total = 0;
    try {
      std::vector<std::vector<GeosArea::Shape>> owned;
      for (const auto& shapes : dates) owned.push_back(ownedBy(geos, model.grid, shapes));
      const auto age = [](std::size_t date, std::size_t i) {
        return i == 2 ? -1.0 : 10.0 * static_cast<double>(date) + static_cast<double>(i);
      };
      for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = 0; b < 3; ++b)
          for (std::size_t c = 0; c < 3; ++c) {
            const auto two = geos.intersection(owned[0][a], owned[1][b]);
            const double ha = geos.area(geos.intersection(two, owned[2][c])) / 1e4;
            theirs[{age(0, a), age(1, b), age(2, c)}] += ha;
            total += ha;
          }
    } catch (const std::runtime_error& fault) {
      RC_DISCARD(fault.what());  // GEOS gives up on a stack now and then
    }
    RC_PRE(std::abs(total - 100) < 1e-6);
    RC_ASSERT(worst(historiesOf(model), theirs) < 1e-6);
    RC_ASSERT(worst(historiesOf(model), historiesOf(model, 3)) < 1e-9);
  }));
}

TEST_CASE("annual rasters on and off the grid, with polygons between, equal a count of the pixels") {
  const TempFolder folder;
  // Pixels of 50 m, as fine as any layer below: the brute force looks at each.
  CHECK(rc::check("five dates", [&folder](unsigned seed) {
    shapes::Random random(seed);
    const bool offGrid = random() % 2 == 0, polygon = random() % 2 == 0, planned = random() % 2 == 0;
    Model model = emptyModel();
    std::vector<std::array<int, 400>> truth;  // by date, the base year first: the age at each 50 m pixel, -1 none
    const auto noise = [&random](int sides) {
      std::vector<int> values;
      for (int i = 0; i < sides * sides; ++i) values.push_back(static_cast<int>(random() % 8 < 6 ? 1 : random() % 4));
      return values;
    };
    for (int date = 0; date < 6; ++date) {
      const int sides = offGrid && date == 2 ? 20 : 10, pixel = 1000 / sides;
      const std::vector<int> values = noise(sides);
      const double base = 10.0 * date;
      LandLayer layer = pixelLayer(model, folder, base, pixel, [&](int col, int row) {
        return static_cast<double>(values[static_cast<std::size_t>(row * sides + col)]);
      });
      std::array<int, 400> ages{};
      for (int row = 0; row < 20; ++row)
        for (int col = 0; col < 20; ++col) {
          const int value = values[static_cast<std::size_t>(row * sides / 20 * sides + col * sides / 20)];
          int age = value == 0 ? -1 : 10 * date + value;
          // A square of 450 m in the north-west lies over the raster of the third date.
          if (polygon && date == 3 && row < 9 && col < 9) age = 99;
          ages[static_cast<std::size_t>(row * 20 + col)] = age;
        }
      truth.push_back(ages);
      if (date == 0) {
        model.layers.push_back(std::move(layer));
        continue;
      }
      const auto at = static_cast<std::size_t>(date - 1);
      if (polygon && date == 3) addEarlier(model, standLayer(model, 99, {square(600000, 3200550, 450)}), at);
      addEarlier(model, std::move(layer), at);
    }
    if (planned) addIntervention(model, "a", 2030, {square(600130, 3200130, 333)});
    model = withHistories(std::move(model));
    Histories expected;
    for (std::size_t i = 0; i < 400; ++i) {
      History ages;
      for (const auto& date : truth) ages.push_back(date[i]);
      expected[ages] += 0.25;
    }
    RC_ASSERT(worst(historiesOf(model), expected) < 1e-9);
    RC_ASSERT(worst(historiesOf(model, 4), expected) < 1e-9);
    // As many combinations as there are histories and parts of them, not the product of the dates.
    RC_ASSERT(model.combined.size() <= 400 * 5 * 2);
  }));
}

TEST_CASE("a picture in coarse cells keeps the land of today") {
  const TempFolder folder;
  Model model = emptyModel();
  addLand(model, agedStand(5), {square(600000, 3200000, 1000)});
  for (int date = 0; date < 8; ++date)
    addEarlier(model,
               pixelLayer(model, folder, 10 * (date + 1), 100,
                          [date](int col, int row) { return 1.0 + (col * 3 + row * 5 + date) % 3; }),
               static_cast<std::size_t>(date));
  model = withHistories(std::move(model));
  const Grid grid = coarser(model.grid, 2);
  const CellArea area(grid, model.areaRule);
  Evaluator evaluator(model, grid, area);
  evaluator.evaluate(grid.all());
  double total = 0;
  for (const LedgerLine& line : evaluator.sums().ledger) {
    if (line.zone != kWholeRegion) continue;
    CHECK(model.strata[line.stratum].age == 5);
    total += line.areaHa;
  }
  CHECK(total == Approx(100).epsilon(1e-9));
}

TEST_CASE("a layer of what changed lies over land that goes on, with its stands older") {
  Model model = emptyModel();
  addLand(model, agedStand(50), {square(600000, 3200000, 1000)});
  // Two years ago a stand of 8 years in the west; a year ago a square of it was another stand.
  const LandLayer old = standLayer(model, 8, {square(600000, 3200000, 600)});
  addEarlier(model, standLayer(model, 30, {square(600100, 3200100, 200)}), 0);
  addEarlier(model, old, 1);
  model.dates[0].layers.push_back(datedLayer(model.earlier, 1, 1, model.strata));
  model = withHistories(std::move(model));
  const Histories areas = historiesOf(model);
  CHECK(areas.at({50, 30, 8}) == Approx(4));
  CHECK(areas.at({50, 9, 8}) == Approx(32));
  CHECK(areas.at({50, -1, -1}) == Approx(64));
  CHECK(areas.size() == 3);
}

TEST_CASE("a value without a class is counted once, though its layer is the land of two dates") {
  const TempFolder folder;
  Model model = emptyModel();
  addLand(model, agedStand(50), {square(600000, 3200000, 1000)});
  addEarlier(model, standLayer(model, 30, {square(600000, 3200000, 100)}), 0);
  addEarlier(model, pixelLayer(model, folder, 10, 100, [](int, int row) { return row == 0 ? 9.0 : 1.0; }), 1);
  model.dates[0].layers.push_back(datedLayer(model.earlier, 1, 5, model.strata));
  model = withHistories(std::move(model));
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  evaluator.evaluate(model.grid.all());
  REQUIRE(evaluator.sums().unknown.size() == 1);
  CHECK(evaluator.sums().unknown[0].layer == 2);
  CHECK(evaluator.sums().unknown[0].areaHa == Approx(10));
}

TEST_CASE("several dates cannot be evaluated without their histories") {
  Model model = emptyModel();
  addEarlier(model, standLayer(model, 1, {square(600000, 3200000, 100)}), 0);
  addEarlier(model, standLayer(model, 2, {square(600000, 3200000, 100)}), 1);
  const CellArea area(model.grid, model.areaRule);
  CHECK_THROWS_AS(Evaluator(model, area), std::logic_error);
}
