#include "geo/model/Cropland.h"

#include <catch2/catch.hpp>

#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"
#include "tests/support/TestModel.h"

using namespace tanhui;
using test::polygon;

namespace {

/// A rectangle of metres from the lower left corner of the grid (600000, 3200000).
MultiPolygon area(double x0, double y0, double x1, double y1) {
  const double x = 600000, y = 3200000;
  return polygon({{x + x0, y + y0}, {x + x1, y + y0}, {x + x1, y + y1}, {x + x0, y + y1}});
}

double rest(const Model& model, const MultiPolygon& of) {
  return planarArea(withoutCropland(of, model.layers, model.strata, LandClasses(), model.grid.crs));
}

}  // namespace

TEST_CASE("fields are taken out as the stack of layers has them") {
  Model model = test::emptyModel();
  test::addLand(model, "forest_ebf", {area(0, 0, 1000, 400)});
  test::addLand(model, "paddy", {area(0, 300, 500, 600), area(500, 0, 600, 1000)});
  test::addLand(model, "orchard", {area(0, 600, 1000, 1000)});
  // Of a band 100 m wide through the middle of all: fields are from 400 m on, west of 500 m to 600 m and the strip.
  CHECK(rest(model, area(450, 0, 550, 1000)) == Approx(100 * 1000 - 50 * 200 - 50 * 600));
  CHECK(rest(model, area(0, 0, 1000, 300)) == Approx(1000 * 300));    // under forest
  CHECK(rest(model, area(0, 700, 500, 1000)) == Approx(500 * 300));   // an orchard is none
  CHECK(rest(model, area(700, 450, 900, 550)) == Approx(200 * 100));  // nothing is mapped
  CHECK(rest(model, area(100, 450, 200, 550)) == 0);
}

TEST_CASE("fields of a class raster are cut along the sides of its pixels, under what lies over it") {
  const TempFolder folder;
  // 100 x 100 pixels of 10 m: columns of dry fields (1) and grass (2) in turn, each 50 m wide.
  test::writeRaster(folder.path() / "cover.tif", {.cols = 100, .rows = 100, .y0 = 3201000, .value = [](int col, int) {
                                                    return col / 5 % 2 == 0 ? 1.0 : 2.0;
                                                  }});
  Model model = test::emptyModel();
  test::addLand(model, "forest_ebf", {area(0, 0, 1000, 250)});
  LandLayer cover{.name = "cover",
                  .polygons = {},
                  .strata = {},
                  .raster = folder.path() / "cover.tif",
                  .rasterGrid = model.grid,
                  .values = {}};
  cover.values.set(1, model.strata.intern({.classKey = "cropland_dry", .species = {}}));
  cover.values.set(2, model.strata.intern({.classKey = "grass_natural", .species = {}}));
  model.layers.push_back(cover);
  // A slanting belt, against a fine lattice of its points.
  const MultiPolygon belt = polygon({{600100, 3200050}, {600160, 3200050}, {600900, 3200900}, {600840, 3200900}});
  double kept = 0;
  const double step = 0.5;
  for (double y = 50 + step / 2; y < 900; y += step) {
    const double west = 100 + (y - 50) * 740 / 850;
    for (double x = west + step / 2; x < west + 60; x += step)
      kept += y < 250 || static_cast<int>(x / 50) % 2 == 1 ? step * step : 0;
  }
  CHECK(rest(model, belt) == Approx(kept).epsilon(2e-3));
  CHECK(rest(model, belt) < planarArea(belt));
}
