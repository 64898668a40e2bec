#include "geo/draw/MapPicture.h"

#include <catch2/catch.hpp>

#include <cmath>

#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "geo/draw/detail/MapField.h"
#include "geo/grid/GroundRuler.h"
#include "tests/support/Sample.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;

TEST_CASE("Legend breaks are round, inside the range, and few") {
  CHECK(roundBreaks(0, 100, 5) == std::vector<double>{20, 40, 60, 80});
  CHECK(roundBreaks(3, 97, 7) == std::vector<double>{20, 40, 60, 80});
  CHECK(roundBreaks(-2.2, 3.1, 6) == std::vector<double>{-2, -1, 0, 1, 2, 3});
  CHECK(roundBreaks(5, 5, 6) == std::vector<double>{5});
  CHECK(roundBreaks(NAN, NAN, 6).size() == 1);
  // One land class: the densities of its zones differ in the last digit, where adding a step changes nothing any more.
  CHECK(roundBreaks(27.39, std::nextafter(27.39, 28.0), 6).size() == 1);
  for (const double size : {5e-324, 1e-310, 1e-12, 40.1, 4e7, 1e15, 1e300, 1.7e308})
    for (const auto& [low, high] : {std::pair{0.0, size}, {-size, size}, {-size, 0.0}, {size, size * (1 + 1e-15)}}) {
      const std::vector<double> breaks = roundBreaks(low, high, 7);
      CHECK((!breaks.empty() && breaks.size() <= 8));
      for (const double value : breaks) CHECK(std::isfinite(value));
    }
  CHECK(roundBreaks(0, INFINITY, 6) == std::vector<double>{0});
  for (const double high : {0.003, 1.7, 88.0, 12345.0}) CHECK(roundBreaks(0, high, 7).size() <= 7);
}

TEST_CASE("Ground distance on a map: true at the central meridian, by cosine of latitude in degrees") {
  // On the central meridian of a Gauss-Krueger zone the scale is 1 (500 km is its false easting).
  const GroundScale projected = GroundRuler(Crs::parse("EPSG:4544", "test")).scale({490000, 3200000, 510000, 3220000});
  CHECK(projected.metresPerUnit == Approx(1).epsilon(1e-5));
  CHECK(projected.aspect == Approx(1).epsilon(1e-5));
  CHECK(projected.north == Approx(0).margin(1e-9));
  // East of it true north leans to the map's left: convergence = (longitude difference) x sin(latitude).
  const GroundScale east = GroundRuler(Crs::parse("EPSG:4544", "test")).scale({596000, 3220000, 600000, 3224000});
  const double convergence = (98000 / (6378137 * std::cos(29.1 * M_PI / 180))) * std::sin(29.1 * M_PI / 180);
  CHECK(-east.north == Approx(convergence).epsilon(0.02));
  const GroundScale degrees = GroundRuler(Crs::parse("EPSG:4490", "test")).scale({106, 29, 106.4, 29.4});
  CHECK(degrees.metresPerUnit == Approx(111320 * std::cos(29.2 * M_PI / 180)).epsilon(0.002));
  CHECK(degrees.aspect == Approx(1 / std::cos(29.2 * M_PI / 180)).epsilon(0.006));
}

TEST_CASE("A map shows legend, scale bar, north, CRS and the synthetic mark") {
  const TempFolder folder;
  sample::County county(Language::zh);
  sample::writeMaps(county, folder.path());
  const auto zones = county.zones();
  MapSpec spec;
  spec.raster = folder.path() / "stock.tif";
  spec.title = "单位面积碳储量";
  spec.synthetic = true;
  spec.outlines = zones.data();
  const Drawing map = mapPicture(spec);
  CHECK(map.width == 500);
  const std::string svg = toSvg(map, "", usualUnits(Language::zh), Language::zh);
  for (const char* part :
       {"单位面积碳储量", "吨碳/公顷", "公里", "北", "EPSG:4544", "SYNTHETIC", "云岭镇", "data:image/png"})
    CHECK(svg.find(part) != std::string::npos);
  CHECK(svg == toSvg(mapPicture(spec), "", usualUnits(Language::zh), Language::zh));
}

TEST_CASE("Nodata stays nodata at picture size") {
  const TempFolder folder;
  sample::County county(Language::zh);
  sample::writeMaps(county, folder.path());
  const MapField field = readMapField(folder.path() / "stock.tif", 1, false, 60);
  CHECK(field.width == 60);
  std::size_t outside = 0;
  for (const float value : field.values) {
    outside += std::isnan(value) ? 1U : 0U;
    if (!std::isnan(value)) CHECK((value >= 0 && value < 200));
  }
  CHECK(outside > 60);
}

TEST_CASE("A damaged or missing map is an error that names it") {
  const TempFolder folder;
  writeFileWhole(folder.path() / "stock.tif", "no picture");
  MapSpec spec;
  spec.raster = folder.path() / "stock.tif";
  try {
    mapPicture(spec);
    FAIL("read a file that is no raster");
  } catch (const Error& error) {
    CHECK(error.where().find("stock.tif") != std::string::npos);
    CHECK(error.kind() == ErrorKind::work);
  }
}
