#include <algorithm>
#include <map>
#include <tuple>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/evaluate/ClosureCheck.h"
#include "geo/evaluate/Evaluate.h"
#include "geo/gdal/PolygonParts.h"
#include "geo/grid/Transform.h"
#include "geo/layer/PolygonOverlay.h"
#include "geo/layer/RasterLayer.h"
#include "geo/model/CombineStrata.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"
#include "tests/support/TestModel.h"
#include "tests/unit/coverage/Shapes.h"

using namespace tanhui;
using test::addIntervention, test::addZones, test::emptyModel, test::layerOf, test::polygon, test::square;

namespace {

constexpr double kOnMap = 1e4;  // square metres of a hectare

Stratum classOf(int value) { return {.classKey = "class" + std::to_string(value), .species = {}}; }

/// A class raster in any CRS; value 0 is nodata, 1 to 3 are classes, others are unknown.
struct ClassRaster {
  Grid grid;
  std::vector<int> values;
  std::filesystem::path file;

  int value(int col, int row) const { return values[static_cast<std::size_t>(row * grid.cols + col)]; }
};

ClassRaster write(const TempFolder& folder, const char* name, const std::string& crs, const Grid& grid,
                  const std::function<int(int, int)>& value) {
  ClassRaster raster{grid, {}, folder.path() / name};
  raster.grid.crs = Crs::parse(crs, "test");
  for (int row = 0; row < grid.rows; ++row)
    for (int col = 0; col < grid.cols; ++col) raster.values.push_back(value(col, row));
  test::writeRaster(raster.file, {.cols = static_cast<int>(grid.cols),
                                  .rows = static_cast<int>(grid.rows),
                                  .x0 = grid.x0,
                                  .y0 = grid.y0,
                                  .dx = grid.dx,
                                  .dy = grid.dy,
                                  .transform = {},
                                  .crs = crs,
                                  .hasNodata = true,
                                  .value = [&](int col, int row) { return raster.value(col, row); },
                                  .options = {"COMPRESS=DEFLATE"}});
  return raster;
}

/// Pixels of `size` metres in a CRS, around the middle of emptyModel(), whose grid may be in another.
Grid pixelsAround(const std::string& code, double size, int count, double shift,
                  const Crs& target = emptyModel().grid.crs) {
  const Crs crs = Crs::parse(code, "test");
  const Point middle = Transform(target, crs, "test")({600500, 3200500});
  const double unit = crs.geographic() ? 1 / 111320.0 : 1;
  const double half = size * unit * count / 2;
  return {crs,  middle.x - half + shift * unit, middle.y + half + shift * unit / 3, size * unit, size * unit, count,
          count};
}

LandLayer rasterLayer(Model& model, const ClassRaster& raster) {
  LandLayer layer{
      .name = "raster", .polygons = {}, .strata = {}, .raster = raster.file, .rasterGrid = raster.grid, .values = {}};
  for (int value = 1; value <= 3; ++value) layer.values.set(value, model.strata.intern(classOf(value)));
  return layer;
}

/// A pixel with the places that PROJ gives its corners.
MultiPolygon pixelShape(const ClassRaster& raster, const Transform& transform, int col, int row) {
  const Box b = raster.grid.box({col, row, 1, 1});
  std::vector<Point> ring = {{b.xmin, b.ymin}, {b.xmax, b.ymin}, {b.xmax, b.ymax}, {b.xmin, b.ymax}};
  transform(ring);
  ring.push_back(Point(ring.front()));
  if (twiceSignedArea(ring) < 0) std::reverse(ring.begin(), ring.end());
  ring.pop_back();
  return polygon(ring);
}

/// The same land as polygons, one for each pixel.
LandLayer polygonLayer(Model& model, const ClassRaster& raster) {
  const Transform transform(raster.grid.crs, model.grid.crs, "test");
  LandLayer layer{.name = "polygons", .polygons = {}, .strata = {}, .raster = {}, .rasterGrid = {}, .values = {}};
  std::vector<MultiPolygon> shapes;
  for (int row = 0; row < raster.grid.rows; ++row)
    for (int col = 0; col < raster.grid.cols; ++col) {
      const int value = raster.value(col, row);
      if (value == 0) continue;
      shapes.push_back(pixelShape(raster, transform, col, row));
      layer.strata.push_back(value <= 3 ? model.strata.intern(classOf(value)) : kUnmapped);
    }
  layer.polygons = layerOf(std::move(shapes));
  return layer;
}

/// (zone, class now, class before, interventions) -> ha
using Areas = std::map<std::tuple<std::uint32_t, std::string, std::string, std::uint64_t>, double>;

Areas areasIn(const Model& model, int tile) {
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  Areas out;
  for (int row = 0; row < model.grid.rows; row += tile)
    for (int col = 0; col < model.grid.cols; col += tile) {
      evaluator.evaluate({col, row, std::min(tile, static_cast<int>(model.grid.cols) - col),
                          std::min(tile, static_cast<int>(model.grid.rows) - row)});
      for (const LedgerLine& line : evaluator.sums().ledger) {
        const Stratum& now = model.strata[line.stratum];
        const std::string before = now.before == kUnknownBefore ? "" : model.strata[now.before].classKey;
        out[{line.zone, now.classKey, before, test::bitsOf(model, now.interventions)}] += line.areaHa;
      }
    }
  return out;
}

double worstDifference(const Areas& a, const Areas& b) {
  double worst = 0;
  for (const auto& [key, ha] : a) worst = std::max(worst, std::abs(ha - (b.contains(key) ? b.at(key) : 0)));
  for (const auto& [key, ha] : b) worst = std::max(worst, std::abs(ha - (a.contains(key) ? a.at(key) : 0)));
  return worst;
}

MultiPolygon star(shapes::Random& random) {
  const double size = shapes::uniform(random, 80, 500);
  return shapes::randomStar(
      random, {600000 + shapes::uniform(random, 0, 1000), 3200000 + shapes::uniform(random, 0, 1000), 0.4 * size, size,
               6 + static_cast<int>(random() % 8), random() % 3 == 0});
}

/// Rasters and polygons on both dates, zones, an intervention, a region. As rasters, or as their pixels.
Model mixedModel(const ClassRaster& now, const ClassRaster& before, unsigned seed, bool asPolygons,
                 const Crs& crs = emptyModel().grid.crs) {
  const auto layerFrom = [&](Model& model, const ClassRaster& raster) {
    return asPolygons ? polygonLayer(model, raster) : rasterLayer(model, raster);
  };
  shapes::Random random(seed);
  Model model = emptyModel();
  model.grid.crs = crs;
  for (int value = 1; value <= 3; ++value) model.strata.intern(classOf(value));
  test::addLand(model, "above", {star(random)});
  model.layers.push_back(layerFrom(model, now));
  test::addLand(model, "below", {star(random), star(random)});
  addZones(model, {star(random), star(random)});
  test::addEarlier(model, {classOf(1)}, {star(random)});
  test::addEarlier(model, layerFrom(model, before));
  addIntervention(model, "a", 2030, {star(random)});
  if (seed % 2 == 0) model.region = layerOf({star(random)});
  combineStrata(model);
  return model;
}

}  // namespace

TEST_CASE("a raster off the grid is the land of its pixels' polygons, whatever it meets") {
  const TempFolder folder;
  int name = 0;
  CHECK(rc::check("another CRS, offset or cell size; two dates, zones, a plan", [&](unsigned seed) {
    shapes::Random random(seed);
    // One in four grids mirrors: its x grows westward.
    const Crs crs = Crs::parse(
        random() % 4 == 0 ? "+proj=tmerc +lon_0=111 +x_0=500000 +ellps=GRS80 +axis=wnu +type=crs" : "EPSG:4544",
        "test");
    const auto any = [&](const char* date) {
      const char* codes[] = {"EPSG:4490", "EPSG:4544", "EPSG:4545", "EPSG:4326"};
      const std::string code = codes[random() % 4];
      const Grid grid = pixelsAround(code, shapes::uniform(random, 17, 95), 12, shapes::uniform(random, -80, 80), crs);
      return write(folder, (date + std::to_string(name++) + ".tif").c_str(), code, grid,
                   [&](int, int) { return static_cast<int>(random() % 4); });
    };
    const ClassRaster now = any("now"), before = random() % 3 == 0 ? now : any("before");
    const Model raster = mixedModel(now, before, seed, false, crs), pixels = mixedModel(now, before, seed, true, crs);
    const Areas ours = areasIn(raster, 10);
    RC_ASSERT(worstDifference(ours, areasIn(pixels, 10)) < 1e-7);  // of 100 ha
    RC_ASSERT(worstDifference(ours, areasIn(raster, 3)) < 1e-10);
  }));
}

TEST_CASE("classes of a raster in a zone equal a GEOS overlay of its pixels") {
  const TempFolder folder;
  const ClassRaster raster = write(folder, "a.tif", "EPSG:4490", pixelsAround("EPSG:4490", 61, 14, 11),
                                   [](int col, int row) { return (col * 7 + row * row * 3) % 4; });
  Model model = emptyModel();
  const MultiPolygon zone = polygon({{600033, 3200071}, {600911, 3200207}, {600405, 3200893}});
  model.layers.push_back(rasterLayer(model, raster));
  addZones(model, {zone});
  const Areas areas = areasIn(model, 4);
  const Transform transform(raster.grid.crs, model.grid.crs, "test");
  std::map<int, double> expected;
  for (int row = 0; row < 14; ++row)
    for (int col = 0; col < 14; ++col)
      expected[raster.value(col, row)] +=
          planarArea(intersectionOf(pixelShape(raster, transform, col, row), zone, "test")) / kOnMap;
  double inZone = 0;
  for (int value = 1; value <= 3; ++value) {
    const double ha = areas.at({0, classOf(value).classKey, "", 0});
    CHECK(ha == Approx(expected[value]).epsilon(1e-9));
    inZone += ha;
  }
  CHECK(areas.at({0, "unmapped", "", 0}) == Approx(planarArea(zone) / kOnMap - inZone).epsilon(1e-9));
}

TEST_CASE("the same raster on both dates changes nothing, and land cut from it covers it") {
  const TempFolder folder;
  for (const char* code : {"EPSG:4490", "EPSG:4544"}) {
    const ClassRaster raster = write(folder, "same.tif", code, pixelsAround(code, 83, 20, 7),
                                     [](int col, int row) { return 1 + (col * 5 + row * 3) % 3; });
    Model model = emptyModel();
    LandLayer cut = polygonLayer(model, raster);  // of class 1 only
    const std::vector<StratumId> all = std::move(cut.strata);
    std::vector<MultiPolygon> kept;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (model.strata[all[i]].classKey == "class1") kept.push_back(cut.polygons.shapes[i]);
    const double own = [&] {
      Model alone = emptyModel();
      alone.layers.push_back(rasterLayer(alone, raster));
      return areasIn(alone, 10).at({kWholeRegion, "class1", "", 0});
    }();
    test::addLand(model, classOf(1), kept);
    model.layers.push_back(rasterLayer(model, raster));
    test::addEarlier(model, rasterLayer(model, raster));
    addZones(model, kept);  // zones that follow the class
    combineStrata(model);
    double changed = 0, strange = 0;
    const Areas areas = areasIn(model, 10);
    for (const auto& [key, ha] : areas) {
      if (std::get<1>(key) != std::get<2>(key)) changed += ha;
      if (std::get<0>(key) != kWholeRegion && std::get<1>(key) != "class1") strange += ha;
    }
    CHECK(changed < 1e-7);
    CHECK(strange < 1e-7);
    CHECK(areas.at({kWholeRegion, "class1", "class1", 0}) == Approx(own).epsilon(1e-9));
  }
}

TEST_CASE("the parts of a cell are the same bits in any window") {
  const TempFolder folder;
  const ClassRaster now = write(folder, "now.tif", "EPSG:4490", pixelsAround("EPSG:4490", 37, 30, 3),
                                [](int col, int row) { return (col * 7 + row * 5) % 4; });
  const ClassRaster before = write(folder, "before.tif", "EPSG:4545", pixelsAround("EPSG:4545", 52, 21, 9),
                                   [](int col, int row) { return (col + row * 3) % 4; });
  const Model model = mixedModel(now, before, 3, false);
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  evaluator.evaluate(model.grid.all());
  const TileStrata whole = evaluator.strata();
  REQUIRE(whole.mixed.size() > 50);
  for (std::size_t i = 0; i < whole.mixed.size(); ++i) {
    const int row = static_cast<int>(whole.mixed[i]) / 10, col = static_cast<int>(whole.mixed[i]) % 10;
    evaluator.evaluate({col, row, 1, 1});
    const TileStrata& cell = evaluator.strata();
    REQUIRE(cell.parts.size() == whole.begin[i + 1] - whole.begin[i]);
    for (std::size_t k = 0; k < cell.parts.size(); ++k) {
      CHECK(cell.parts[k].stratum == whole.parts[whole.begin[i] + k].stratum);
      CHECK(cell.parts[k].fraction == whole.parts[whole.begin[i] + k].fraction);
    }
    double shown = 0;  // what `explain` tells of the cell
    for (const PartOrigin& origin : evaluator.origins()) shown += origin.fraction;
    double mapped = 0;
    for (const StratumPart& part : cell.parts)
      mapped += model.strata[part.stratum].classKey == "unmapped" ? 0 : part.fraction;
    CHECK(shown == Approx(mapped).margin(1e-12));
  }
}

TEST_CASE("pixels far finer than the cells are taken in blocks, with the same result") {
  const TempFolder folder;
  // 2,000 x 2,000 pixels of half a metre, more than are taken at once: stripes of 3.5 m, the last column empty.
  const ClassRaster raster =
      write(folder, "fine.tif", "EPSG:4544",
            {.crs = {}, .x0 = 600000.25, .y0 = 3201000, .dx = 0.5, .dy = 0.5, .cols = 2000, .rows = 2000},
            [](int col, int) { return col == 1999 ? 0 : 1 + col / 7 % 3; });
  Model model = emptyModel();
  model.layers.push_back(rasterLayer(model, raster));
  addZones(model, {square(600400, 3200300, 333)});
  const Areas areas = areasIn(model, 10);
  std::map<int, double> metres, inZone;
  for (int col = 0; col < 1999; ++col) {
    const double west = 600000.25 + 0.5 * col;
    metres[1 + col / 7 % 3] += std::min(west + 0.5, 601000.0) - west;
    inZone[1 + col / 7 % 3] += std::max(0.0, std::min(west + 0.5, 600733.0) - std::max(west, 600400.0));
  }
  for (int value = 1; value <= 3; ++value) {
    CHECK(areas.at({kWholeRegion, classOf(value).classKey, "", 0}) ==
          Approx(metres[value] * 1000 / kOnMap).epsilon(1e-11));
    CHECK(areas.at({0, classOf(value).classKey, "", 0}) == Approx(inZone[value] * 333 / kOnMap).epsilon(1e-11));
  }
  CHECK(areas.at({kWholeRegion, "unmapped", "", 0}) == Approx(0.5 * 1000 / kOnMap).epsilon(1e-9));
}

TEST_CASE("what a raster covers of the grid is what its pixels have of area") {
  const TempFolder folder;
  for (const char* code : {"EPSG:4490", "EPSG:4544"}) {
    const ClassRaster raster =
        write(folder, "c.tif", code, pixelsAround(code, 71, 17, 40), [](int col, int row) { return (col * row) % 4; });
    Model model = emptyModel();
    model.layers.push_back(rasterLayer(model, raster));
    const CellArea area(model.grid, model.areaRule);
    Evaluator evaluator(model, area);
    const Transform transform(raster.grid.crs, model.grid.crs, "test");
    for (const Window& window : {model.grid.all(), Window{2, 3, 4, 5}}) {
      evaluator.evaluate(window);
      const Box b = model.grid.box(window);
      const MultiPolygon box = polygon({{b.xmin, b.ymin}, {b.xmax, b.ymin}, {b.xmax, b.ymax}, {b.xmin, b.ymax}});
      double expected = 0;
      for (int row = 0; row < 17; ++row)
        for (int col = 0; col < 17; ++col)
          if (raster.value(col, row) != 0)
            expected += planarArea(intersectionOf(pixelShape(raster, transform, col, row), box, "test")) / kOnMap;
      REQUIRE(evaluator.sums().pixelCells.size() == 1);
      CHECK(evaluator.sums().pixelCells[0] == Approx(expected).epsilon(1e-9));
      CHECK(evaluator.sums().coveredCells[0] == Approx(expected).epsilon(1e-9));
    }
  }
}

TEST_CASE("an unknown value off the grid counts where nothing lies over it, and takes what lies below") {
  const TempFolder folder;
  // The western half is 9, which no class is given for.
  const ClassRaster raster = write(folder, "u.tif", "EPSG:4544",
                                   {.crs = {}, .x0 = 599970, .y0 = 3201030, .dx = 53, .dy = 53, .cols = 20, .rows = 20},
                                   [](int col, int) { return col < 10 ? 9 : 1; });
  Model model = emptyModel();
  test::addLand(model, "above", {square(600000, 3200000, 250)});
  model.layers.push_back(rasterLayer(model, raster));
  test::addLand(model, "below", {square(600000, 3200000, 1000)});
  test::addEarlier(model, rasterLayer(model, raster));
  combineStrata(model);
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  evaluator.evaluate(model.grid.all());
  // 530 m of the raster from 599970 on; it ends at 3199970, beyond the grid.
  REQUIRE(evaluator.sums().unknown.size() == 2);
  std::map<std::uint32_t, double> unknown;
  for (const UnknownValue& u : evaluator.sums().unknown) unknown[u.layer] += u.value == 9 ? u.areaHa : 0;
  CHECK(unknown[1] == Approx(50 - 6.25).epsilon(1e-12));
  CHECK(unknown[3] == Approx(50).epsilon(1e-12));  // behind the three layers of today
  const Areas areas = areasIn(model, 10);
  CHECK(areas.at({kWholeRegion, "unmapped", "unmapped", 0}) == Approx(50 - 6.25).epsilon(1e-12));
  CHECK(areas.at({kWholeRegion, "class1", "class1", 0}) == Approx(50).epsilon(1e-12));
}

TEST_CASE("the closure holds rasters to their pixels, and bears one that reaches into the grid by a rounding") {
  const TempFolder folder;
  const auto value = [](int col, int row) { return 1 + (col + row) % 3; };
  // Twenty pixels of 53 m that end a nanometre or so beyond the western side of the grid.
  const ClassRaster beside = write(
      folder, "beside.tif", "EPSG:4544",
      {.crs = {}, .x0 = 600000 - 1060 + 1.2e-9, .y0 = 3201030.5, .dx = 53, .dy = 53, .cols = 20, .rows = 20}, value);
  const ClassRaster over = write(folder, "over.tif", "EPSG:4490", pixelsAround("EPSG:4490", 47, 18, 5), value);
  Model model = emptyModel();
  model.layers.push_back(rasterLayer(model, beside));
  model.layers.push_back(rasterLayer(model, over));
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  RunSums sums;
  for (int row = 0; row < 10; row += 5) {
    evaluator.evaluate({0, row, 10, 5});
    sums.add(evaluator.sums());
  }
  CHECK(sums.pixelCells[1] > 50);
  CHECK(closureOf(model, sums, sums.ledger.lines()).cellsVsPolygons < 1e-12);
  sums.coveredCells[1] *= 1 + 1e-5;  // had a border been lost
  CHECK(closureOf(model, sums, sums.ledger.lines()).cellsVsPolygons == Approx(1e-5).epsilon(1e-3));
}
