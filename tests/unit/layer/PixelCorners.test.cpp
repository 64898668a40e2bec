#include "geo/layer/PixelCorners.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "geo/layer/PixelMosaic.h"
#include "tests/unit/layer/MakeLayer.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

Crs crs(const char* code) { return Crs::parse(code, "test"); }

/// A raster in degrees with pixels of about so many metres, at 29 N 106 E.
Grid degrees(double metres, std::int64_t count) {
  const double size = metres / 111320;
  return {crs("EPSG:4490"), 106, 29, size, size, count, count};
}

Point placeOf(const Grid& raster, double col, double row) {
  return {raster.x0 + col * raster.dx, raster.y0 - row * raster.dy};
}

}  // namespace

TEST_CASE("Corners of pixels lie where PROJ puts them, to a micrometre") {
  const auto* target = GENERATE("EPSG:4544", "EPSG:32648", "EPSG:3857");
  const double metres = GENERATE(0.5, 10.0, 30.0, 99.0, 250.0, 1000.0, 10000.0);
  const Grid raster = degrees(metres, 90);
  PixelCorners corners(raster, crs(target), "test");
  const Transform transform(raster.crs, crs(target), "test");
  const Window pixels{13, 21, 60, 50};
  corners.prepare(pixels);
  std::vector<Point> row;
  for (const int edge : {0, 1, 17, 50}) {
    corners.row(edge, row);
    REQUIRE(row.size() == 61);
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Point image = transform(placeOf(raster, 13.0 + static_cast<double>(i), 21.0 + edge));
      REQUIRE(std::hypot(row[i].x - image.x, row[i].y - image.y) < 1e-6);
      const Point same = corners.at(static_cast<std::int64_t>(i) * corners.segments(), edge * corners.segments());
      REQUIRE(std::hypot(row[i].x - same.x, row[i].y - same.y) < 1e-7);
    }
  }
  // Another window, the same corners to the last bit.
  corners.row(17, row);
  const Point inOne = row[20];
  corners.prepare({30, 36, 9, 9});
  corners.row(2, row);
  CHECK(row[3] == inOne);
}

TEST_CASE("Sides of large pixels follow their curve within a millimetre") {
  const auto* target = GENERATE("EPSG:4544", "EPSG:32648", "EPSG:3857");
  const double metres = GENERATE(90.0, 250.0, 1000.0, 10000.0);
  const Grid raster = degrees(metres, 40);
  PixelCorners corners(raster, crs(target), "test");
  const Transform transform(raster.crs, crs(target), "test");
  corners.prepare({3, 5, 20, 20});
  const int n = corners.segments();
  for (int i = 0; i < 2 * n; ++i) {
    const auto middleOf = [](Point a, Point b) { return Point{(a.x + b.x) / 2, (a.y + b.y) / 2}; };
    const double at = (i + 0.5) / n;
    const Point east = middleOf(corners.at(i, n), corners.at(i + 1, n)),
                south = middleOf(corners.at(n, i), corners.at(n, i + 1));
    const Point eastImage = transform(placeOf(raster, 3 + at, 6)), southImage = transform(placeOf(raster, 4, 5 + at));
    REQUIRE(std::hypot(east.x - eastImage.x, east.y - eastImage.y) < 1e-3);
    REQUIRE(std::hypot(south.x - southImage.x, south.y - southImage.y) < 1e-3);
  }
}

TEST_CASE("Pixels of the grid's own CRS are rectangles") {
  const Grid raster{kGk, 600001.5, 3200000.25, 1000, 900, 20, 20};
  PixelCorners corners(raster, kGk, "test");
  CHECK(corners.identity());
  CHECK(corners.segments() == 1);
  corners.prepare({2, 3, 4, 4});
  std::vector<Point> row;
  corners.row(1, row);
  CHECK(row[0] == Point{602001.5, 3196400.25});
  CHECK(row[4] == Point{606001.5, 3196400.25});
  CHECK(corners.at(4, 1) == row[4]);
}

TEST_CASE("A raster whose image folds over at the antimeridian is refused") {
  const Grid raster{crs("EPSG:4326"), 179.9, 20, 0.001, 0.001, 200, 200};
  PixelCorners corners(raster, crs("EPSG:3857"), "raster.tif");
  corners.prepare({0, 0, 50, 50});
  const Caught fault = caught([&] { corners.prepare(raster.all()); });
  CHECK(fault.id == "layer.raster_folds");
  CHECK(fault.where == "raster.tif");
}

TEST_CASE("A mosaic keeps only borders between classes, and one point where they meet") {
  const TempFolder folder;
  const double nodata = 0;
  const Grid raster = degrees(30, 4);
  // 7 and 70,000 and -5 are classes; 8 is alike 7.
  makeRaster(folder / "a.tif", raster,
             {7, 8, 7, -5,     //
              7, 7, 8, -5,     //
              7, 7, 7, 70000,  //
              0, 7, 7, 70000},
             {.type = GDT_Int32, .nodata = &nodata});
  const Transform transform(raster.crs, kGk, "test");
  Box box;
  for (const Point corner : {Point{0, 0}, {4, 0}, {0, 4}, {4, 4}})
    box.add(transform(placeOf(raster, corner.x, corner.y)));
  const Grid grid = makeGrid(kGk, {box.xmin - 50, box.ymin - 50, box.xmax + 50, box.ymax + 50}, 25, "test");
  PixelMosaic mosaic(folder / "a.tif", grid);
  mosaic.read(grid.all(), [](std::int32_t value) { return value == 8 ? 7 : value; });
  CHECK(mosaic.values() == std::vector<std::int32_t>{-5, 7, 70000});
  // 16 sides of the rim, of which those of nodata fall away and its two inner ones count; 4 and 1 sides inside.
  CHECK(mosaic.mosaic().borders.size() == 16 + 4 + 1);
  CHECK(mosaic.mosaic().points.size() == 19);
  double pixels = 0;  // each by the shoelace of its corners
  for (int r = 0; r < 4; ++r)
    for (int c = 0; c < 4; ++c) {
      if (r == 3 && c == 0) continue;
      const Point a = transform(placeOf(raster, c, r)), b = transform(placeOf(raster, c, r + 1)),
                  d = transform(placeOf(raster, c + 1, r + 1)), e = transform(placeOf(raster, c + 1, r));
      pixels += 0.5 * ((d.x - a.x) * (e.y - b.y) - (e.x - b.x) * (d.y - a.y));
    }
  CHECK(mosaic.cells() == Approx(pixels / 625).epsilon(1e-9));
}
