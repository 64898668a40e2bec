#include "geo/evaluate/Evaluate.h"

#include <map>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/layer/PolygonOverlay.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"
#include "tests/support/TestModel.h"

using namespace tanhui;
using test::addLand, test::addZones, test::emptyModel, test::layerOf, test::polygon, test::randomTriangle, test::square;

namespace {

using Areas = std::map<std::pair<std::uint32_t, std::string>, double>;

Areas evaluated(const Model& model, const Window& window) {
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  evaluator.evaluate(window);
  Areas areas;
  for (const LedgerLine& line : evaluator.sums().ledger)
    areas[{line.zone, model.strata[line.stratum].classKey}] += line.areaHa;
  return areas;
}

/// A byte raster on the model's grid, or on one of `factor` times finer pixels; 0 is nodata.
std::filesystem::path writeRaster(const TempFolder& folder, const Grid& grid, int factor,
                                  const std::function<double(int, int)>& value) {
  std::filesystem::path file = folder.path() / "地类.tif";
  test::TestRaster raster{.cols = static_cast<int>(grid.cols) * factor,
                          .rows = static_cast<int>(grid.rows) * factor,
                          .x0 = grid.x0,
                          .y0 = grid.y0,
                          .dx = grid.dx / factor,
                          .dy = grid.dy / factor,
                          .transform = {},
                          .hasNodata = true,
                          .value = value,
                          .options = {}};
  test::writeRaster(file, raster);
  return file;
}

void addRaster(Model& model, const std::filesystem::path& file) {
  LandLayer layer{
      .name = "raster", .polygons = {}, .strata = {}, .raster = file, .rasterGrid = rasterGrid(file), .values = {}};
  layer.values.set(0, model.strata.intern({.classKey = "builtup", .species = {}}));  // in vain: nodata is no class
  layer.values.set(1, model.strata.intern({.classKey = "grass", .species = {}}));
  layer.values.set(2, model.strata.intern({.classKey = "paddy", .species = {}}));
  model.layers.push_back(std::move(layer));
}

/// By stratum, over the whole of a grid in windows of 3 x 3 cells.
std::map<StratumId, double> areasOn(const Model& model, const Grid& grid) {
  const CellArea area(grid, model.areaRule);
  Evaluator evaluator(model, grid, area);
  std::map<StratumId, double> areas;
  for (std::int64_t row = 0; row < grid.rows; row += 3) {
    for (std::int64_t col = 0; col < grid.cols; col += 3) {
      evaluator.evaluate({col, row, static_cast<int>(std::min<std::int64_t>(3, grid.cols - col)),
                          static_cast<int>(std::min<std::int64_t>(3, grid.rows - row))});
      for (const LedgerLine& line : evaluator.sums().ledger)
        if (line.zone == kWholeRegion) areas[line.stratum] += line.areaHa;
    }
  }
  return areas;
}

/// Land on land, borders off the grid, two zones.
Model layeredModel() {
  Model model = emptyModel();
  addLand(model, "forest_ebf", {polygon({{600033, 3200071}, {600911, 3200207}, {600405, 3200893}})});
  addLand(model, "paddy", {square(600250, 3200050, 333), square(600620, 3200480, 250)});
  addZones(model, {square(600111, 3200111, 512), square(600500, 3200000, 500)});
  return model;
}

Model rasterModel(const TempFolder& folder) {
  Model model = emptyModel();
  addRaster(model, writeRaster(folder, model.grid, 1, [](int col, int row) { return (col * 7 + row * 3) % 3; }));
  return model;
}

/// Shares of a window's cells by stratum.
std::map<StratumId, double> sharesIn(Evaluator& evaluator, const Window& window) {
  std::map<StratumId, double> shares;
  evaluator.evaluate(window);
  const TileStrata& tile = evaluator.strata();
  for (const StratumId stratum : tile.cell)
    if (stratum != kMixedCell) shares[stratum] += 1.0 / static_cast<double>(window.cells());
  for (const StratumPart& part : tile.parts)
    shares[part.stratum] += part.fraction / static_cast<double>(window.cells());
  return shares;
}

}  // namespace

TEST_CASE("an earlier layer covers a later one in boundary cells, and gaps are unmapped") {
  Model model = emptyModel();
  addLand(model, "forest_ebf", {square(600050, 3200050, 200)});  // 4 ha, half a cell off the grid
  addLand(model, "paddy", {square(600000, 3200000, 500)});       // 25 ha, under the forest
  const Areas areas = evaluated(model, model.grid.all());
  CHECK(areas.at({kWholeRegion, "forest_ebf"}) == Approx(4).epsilon(1e-12));
  CHECK(areas.at({kWholeRegion, "paddy"}) == Approx(21).epsilon(1e-12));
  CHECK(areas.at({kWholeRegion, "unmapped"}) == Approx(75).epsilon(1e-12));
}

TEST_CASE("only the region counts, and a zone counts its exact share of a cell") {
  Model model = emptyModel();
  model.region = layerOf({polygon({{600000, 3200000}, {601000, 3200000}, {600000, 3201000}})});  // the lower left half
  addLand(model, "paddy", {square(600000, 3200000, 1000)});
  addZones(model, {square(600033, 3200033, 34), square(600050, 3200050, 100)});  // they overlap by 17 x 17 m
  const Areas areas = evaluated(model, model.grid.all());
  CHECK(areas.at({kWholeRegion, "paddy"}) == Approx(50).epsilon(1e-12));
  CHECK(areas.at({0, "paddy"}) == Approx(0.1156).epsilon(1e-12));
  CHECK(areas.at({1, "paddy"}) == Approx(1).epsilon(1e-12));
  CHECK(areas.count({kWholeRegion, "unmapped"}) == 0);

  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  evaluator.evaluate(model.grid.all());
  CHECK(evaluator.sums().outsideZonesHa[0] == Approx(50 - 1 - 0.1156 + 0.0289).epsilon(1e-12));
  CHECK(evaluator.sums().repeatedZonesHa[0] == Approx(0.0289).epsilon(1e-12));
}

TEST_CASE("cells tell pure, mixed and outside apart, and the parts of a cell are its strata") {
  Model model = emptyModel();
  model.region = layerOf({square(600000, 3200000, 900)});
  addLand(model, "forest_ebf", {square(600000, 3200000, 150)});
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  evaluator.evaluate(model.grid.all());
  const TileStrata& tile = evaluator.strata();
  CHECK(tile.cell[0] == kOutsideCell);  // north row is outside
  CHECK(tile.cell[90] == 1);            // south west corner: forest
  CHECK(tile.cell[91] == kMixedCell);   // half forest, half unmapped
  CHECK(tile.cell[55] == kUnmapped);
  REQUIRE(tile.mixed == std::vector<std::uint32_t>{80, 81, 91});
  REQUIRE(tile.begin[1] - tile.begin[0] == 2);
  CHECK(tile.parts[0].stratum == kUnmapped);
  CHECK(tile.parts[0].fraction == Approx(0.5));
  CHECK(tile.parts[1].fraction == Approx(0.5));
  CHECK(tile.parts[tile.begin[1] + 1].fraction == Approx(0.25));
}

TEST_CASE("a raster on the grid fills what polygons above it leave, cell by cell, its nodata goes on down") {
  const TempFolder folder;
  Model model = emptyModel();
  addLand(model, "forest_ebf", {square(600050, 3200050, 100)});
  addRaster(model, writeRaster(folder, model.grid, 1, [](int col, int row) {
              return row == 0 ? 0.0 : col < 5 ? 1.0 : 2.0;
            }));
  addLand(model, "bare", {square(600000, 3200900, 100)});  // the north west cell, which the raster leaves
  const Areas areas = evaluated(model, model.grid.all());
  CHECK(areas.at({kWholeRegion, "forest_ebf"}) == Approx(1).epsilon(1e-12));
  CHECK(areas.at({kWholeRegion, "grass"}) == Approx(44).epsilon(1e-12));
  CHECK(areas.at({kWholeRegion, "paddy"}) == Approx(45).epsilon(1e-12));
  CHECK(areas.at({kWholeRegion, "bare"}) == Approx(1).epsilon(1e-12));
  CHECK(areas.at({kWholeRegion, "unmapped"}) == Approx(9).epsilon(1e-12));
}

TEST_CASE("a finer raster gives area-weighted fractions, not a nearest pick") {
  const TempFolder folder;
  Model model = emptyModel();
  // 4 x 4 pixels a cell; the pixels of column 0 of each cell are grass, the others paddy.
  addRaster(model, writeRaster(folder, model.grid, 4, [](int col, int) { return col % 4 == 0 ? 1.0 : 2.0; }));
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  evaluator.evaluate({3, 3, 1, 1});
  REQUIRE(evaluator.strata().parts.size() == 2);
  CHECK(evaluator.strata().parts[0].fraction == Approx(0.25).epsilon(1e-12));
  CHECK(evaluator.strata().parts[1].fraction == Approx(0.75).epsilon(1e-12));
  CHECK(evaluator.origins().size() == 2);
}

TEST_CASE("a raster value without a class is counted with its area") {
  const TempFolder folder;
  Model model = emptyModel();
  addRaster(model, writeRaster(folder, model.grid, 1, [](int col, int) { return col < 3 ? 77.0 : 1.0; }));
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  evaluator.evaluate(model.grid.all());
  REQUIRE(evaluator.sums().unknown.size() == 1);
  CHECK(evaluator.sums().unknown[0].value == 77);
  CHECK(evaluator.sums().unknown[0].areaHa == Approx(30));
}

TEST_CASE("windows add up to the whole, and two layers equal a GEOS difference") {
  const bool ok = rc::check("random triangles in two layers and a zone layer", [] {
    Model model = emptyModel();
    const MultiPolygon above = randomTriangle(), below = randomTriangle(), zone = randomTriangle();
    addLand(model, "forest_ebf", {above});
    addLand(model, "paddy", {below});
    addZones(model, {zone});
    const Areas whole = evaluated(model, model.grid.all());
    Areas tiles;
    for (int row = 0; row < 10; row += 5)
      for (int col = 0; col < 10; col += 3)
        for (const auto& [key, ha] : evaluated(model, {col, row, std::min(3, 10 - col), 5})) tiles[key] += ha;
    for (const auto& [key, ha] : whole) RC_ASSERT(std::abs(tiles[key] - ha) < 1e-9);

    const MultiPolygon left = differenceOf(below, above, "test");
    const auto of = [&](std::uint32_t z, const char* key) {
      return whole.count({z, key}) != 0 ? whole.at({z, key}) : 0.0;
    };
    RC_ASSERT(std::abs(of(kWholeRegion, "forest_ebf") - planarArea(above) / 1e4) < 1e-8);
    RC_ASSERT(std::abs(of(kWholeRegion, "paddy") - planarArea(left) / 1e4) < 1e-8);
    RC_ASSERT(std::abs(of(0, "paddy") - planarArea(intersectionOf(left, zone, "test")) / 1e4) < 1e-8);
  });
  CHECK(ok);
}

TEST_CASE("a coarse grid holds the same hectares of every stratum as the model's own") {
  const TempFolder folder;
  for (Model model : {layeredModel(), rasterModel(folder)}) {
    for (const bool bounded : {false, true}) {
      // A raster knows no geometry inside a cell: bounded along whole coarse cells, it stays exact.
      if (bounded && model.zones.empty()) model.region = layerOf({square(600000, 3200200, 800)});
      if (bounded && !model.zones.empty())
        model.region = layerOf({polygon({{600000, 3200000}, {601000, 3200100}, {600300, 3201000}})});
      model.areaRule = AreaRule::map;
      const std::map<StratumId, double> fine = areasOn(model, model.grid);
      for (const int level : {1, 3, 5}) {  // 10 cells are no multiple of 8 or 32: the last cells reach beyond
        if (model.zones.empty() && level > 1) continue;
        const std::map<StratumId, double> coarse = areasOn(model, coarser(model.grid, level));
        REQUIRE(coarse.size() == fine.size());
        for (const auto& [stratum, ha] : fine) CHECK(coarse.at(stratum) == Approx(ha).epsilon(1e-9));
      }
      model.areaRule = AreaRule::ground;  // in part-covered cells the scale is the cell's mean
      const std::map<StratumId, double> ground = areasOn(model, model.grid);
      for (const auto& [stratum, ha] : areasOn(model, coarser(model.grid, 1)))
        CHECK(ground.at(stratum) == Approx(ha).epsilon(1e-6));
    }
  }
}

TEST_CASE("a coarse cell is the mean of its fine cells") {
  const TempFolder folder;
  for (const Model& model : {layeredModel(), rasterModel(folder)}) {
    const Grid coarse = coarser(model.grid, 1);
    const CellArea fineArea(model.grid, model.areaRule), coarseArea(coarse, model.areaRule);
    Evaluator fine(model, fineArea), whole(model, coarse, coarseArea);
    for (int row = 0; row < 5; ++row) {
      for (int col = 0; col < 5; ++col) {
        const std::map<StratumId, double> mean = sharesIn(fine, {2 * col, 2 * row, 2, 2});
        const std::map<StratumId, double> cell = sharesIn(whole, {col, row, 1, 1});
        REQUIRE(cell.size() == mean.size());
        for (const auto& [stratum, share] : mean) CHECK(cell.at(stratum) == Approx(share).margin(1e-12));
      }
    }
  }
}

TEST_CASE("the grid of an evaluation is in the CRS of the model") {
  const Model model = emptyModel();
  Grid other = model.grid;
  other.crs = Crs::parse("EPSG:4545", "test");
  const CellArea area(other, AreaRule::map);
  CHECK_THROWS_AS(Evaluator(model, other, area), Error);
}
