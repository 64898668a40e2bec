#include "geo/layer/detail/CoordinateCheck.h"

#include <catch2/catch.hpp>

#include "geo/gdal/VectorLayer.h"
#include "geo/layer/VectorRead.h"
#include "tests/unit/layer/MakeLayer.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

Caught check(const char* crs, const Box& box) {
  return caught([&] { CoordinateCheck(Crs::parse(crs, "test"))(box, "stands.shp", 7); });
}

constexpr Box kPlain{622336, 3242070, 622400, 3242100};
constexpr Box kZone35{35622336, 3242070, 35622400, 3242100};
constexpr Box kSwapped{3242070, 622336, 3242100, 622400};
constexpr Box kLonLat{106.2, 29.2, 106.3, 29.3};
constexpr Box kLatLon{29.2, 106.2, 29.3, 106.3};

}  // namespace

TEST_CASE("Coordinates that fit their CRS pass") {
  CHECK(check("EPSG:4544", kPlain).id.empty());
  CHECK(check("EPSG:4523", kZone35).id.empty());
  CHECK(check("EPSG:4490", kLonLat).id.empty());
  CHECK(check("EPSG:4326", kLonLat).id.empty());
  CHECK(check("EPSG:3857", kPlain).id.empty());
  CHECK(check("EPSG:4544", {-50000, 3000000, 900000, 3200000}).id.empty());  // beyond the zone, still meant
}

TEST_CASE("A zone number in the easting is found, and the CRS that is meant is named") {
  const Caught error = check("EPSG:4544", kZone35);
  CHECK(error.id == "layer.zone_number");
  CHECK(error.where == "stands.shp, feature 7");
  CHECK(error.remedyArgs == std::vector<std::string>{"EPSG:4523"});
  CHECK(check("EPSG:2380", kZone35).remedyArgs == std::vector<std::string>{"EPSG:2359"});  // Xian 1980, 105E
  CHECK(check("EPSG:4507", {18622336, 3242070, 18622400, 3242100}).remedyArgs == std::vector<std::string>{"EPSG:4496"});
}

TEST_CASE("A missing or another zone number is found") {
  Caught error = check("EPSG:4523", kPlain);
  CHECK(error.id == "layer.no_zone_number");
  CHECK(error.remedyArgs == std::vector<std::string>{"EPSG:4544"});
  error = check("EPSG:4524", kZone35);
  CHECK(error.id == "layer.other_zone");
  CHECK(error.remedyArgs == std::vector<std::string>{"EPSG:4523"});
}

TEST_CASE("Swapped axes are found") {
  CHECK(check("EPSG:4490", kLatLon).id == "layer.swapped");
  CHECK(check("EPSG:4326", kLatLon).id == "layer.swapped");
  CHECK(check("EPSG:4544", kSwapped).id == "layer.swapped");
  CHECK(check("EPSG:4523", {3242070, 35622336, 3242100, 35622400}).id == "layer.swapped");
  CHECK(check("EPSG:4326", {44, 79, 50, 80.5}).id.empty());  // Franz Josef Land
}

TEST_CASE("Degrees and metres are told apart") {
  CHECK(check("EPSG:4490", kPlain).id == "layer.not_degrees");
  CHECK(check("EPSG:4544", kLonLat).id == "layer.not_metres");
  CHECK(check("EPSG:4326", {-180, -90, 180, 90}).id.empty());
}

TEST_CASE("The sibling of every zone carries its meridian") {
  for (int zone = 25; zone <= 45; ++zone) {
    const Crs with = Crs::parse(zoneSibling(Crs::parse("EPSG:4544", "test"), zone, true), "test");
    const Crs without = Crs::parse(zoneSibling(Crs::parse("EPSG:4544", "test"), zone, false), "test");
    CHECK(OSRGetProjParm(with.handle(), "central_meridian", 0, nullptr) == 3 * zone);
    CHECK(OSRGetProjParm(with.handle(), "false_easting", 0, nullptr) == zone * 1e6 + 5e5);
    CHECK(OSRGetProjParm(without.handle(), "central_meridian", 0, nullptr) == 3 * zone);
    CHECK(OSRGetProjParm(without.handle(), "false_easting", 0, nullptr) == 5e5);
  }
  for (const auto* datum : {"EPSG:4490", "EPSG:4610", "EPSG:4214"})
    for (int zone = 13; zone <= 23; ++zone) {
      const Crs with = Crs::parse(zoneSibling(Crs::parse(datum, "test"), zone, true), "test");
      CHECK(OSRGetProjParm(with.handle(), "central_meridian", 0, nullptr) == 6 * zone - 3);
      CHECK(with.geographicPart().authority() == datum);
    }
  CHECK(zoneSibling(Crs::parse("EPSG:4326", "test"), 35, true).empty());
  CHECK(zoneSibling(Crs::parse("EPSG:4544", "test"), 24, true).empty());
}

TEST_CASE("A layer with a wrong CRS stops the reading and names the remedy") {
  const TempFolder folder;
  makeLayer(folder / "a.gpkg", {},
            {{"POLYGON((35622336 3242070,35622436 3242070,35622436 3242170,35622336 3242070))", {}}});
  VectorSource source;
  source.path = folder / "a.gpkg";
  Warnings warnings;
  const Crs target = Crs::parse("EPSG:4544", "test");
  CHECK(caught([&] { readPolygons(source, target, {}, warnings); }).remedyArgs ==
        std::vector<std::string>{"EPSG:4523"});
  source.crs = "EPSG:4523";  // the remedy
  CHECK(readPolygons(source, target, {}, warnings).shapes[0].points[0].x == Approx(622336).margin(1e-6));
}
