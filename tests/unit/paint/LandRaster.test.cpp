#include "geo/paint/LandRaster.h"

#include <catch2/catch.hpp>

#include "geo/cog/OverviewPixels.h"
#include "tests/support/TestModel.h"

using namespace tanhui;

namespace {

/// Cells of 100 m in a plane from (0, 0): forest covers the first two columns and 60 % of the third, cropland the rest
/// of the third and a quarter of the fourth; nothing is mapped beyond.
Model stripes() {
  Model model = test::emptyModel();
  const Box box = model.grid.box();
  const auto stripe = [&](double from, double to) {
    return test::polygon({{box.xmin + from, box.ymin},
                          {box.xmin + to, box.ymin},
                          {box.xmin + to, box.ymax},
                          {box.xmin + from, box.ymax}});
  };
  test::addLand(model, "forest_ebf", {stripe(0, 260)});
  test::addLand(model, "paddy", {stripe(260, 325)});
  return model;
}

}  // namespace

TEST_CASE("a cell has the class of its largest share, and none where nothing is mapped") {
  const Model model = stripes();
  const ClassRaster raster = leadingClasses(model, 2, {});
  const auto classAt = [&](std::size_t cell) {
    return raster.cells[cell] == kClassNodata ? std::string() : raster.classes[raster.cells[cell]];
  };
  for (const std::size_t row : {0U, 9U}) {
    CHECK(classAt(row * 10) == "forest_ebf");
    CHECK(classAt(row * 10 + 2) == "forest_ebf");
    // Three quarters of the fourth cell are unmapped: that is what leads there.
    CHECK(classAt(row * 10 + 3).empty());
    CHECK(classAt(row * 10 + 9).empty());
  }
}

TEST_CASE("shares are of what is mapped in a cell") {
  const Model model = stripes();
  const std::vector<float> forest = shareOfClasses(model, {"forest_ebf"}, 2, {});
  const std::vector<float> both = shareOfClasses(model, {"forest_ebf", "paddy"}, 1, {});
  REQUIRE(forest.size() == 100);
  CHECK(forest[0] == 1);
  CHECK(forest[12] == Approx(0.6));
  CHECK(forest[13] == 0);
  CHECK(std::isnan(forest[14]));
  CHECK(both[12] == Approx(1));
  CHECK(both[13] == Approx(1));
}
