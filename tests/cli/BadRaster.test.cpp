// Every bad input that a raster may be, on all verbs that read one.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "tests/cli/County.h"

using namespace tanhui;
using namespace tanhui::test;
using Catch::Contains;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// Land cover in CLCD's codes over the county's 2 x 1 km, in cells of 20 m: cropland in the west, forest in the east.
TestRaster cover() {
  TestRaster raster;
  raster.cols = 100, raster.rows = 50, raster.y0 = 3201000, raster.dx = raster.dy = 20;
  raster.hasNodata = true;
  raster.value = [](int col, int) { return col < 50 ? 1.0 : 2.0; };
  return raster;
}

/// A county whose project is that raster alone, on its own grid.
struct RasterCounty : County {
  RasterCounty() {
    projectText =
        "[project]\nname = \"r\"\nbase_year = 2025\nlanguage = \"en\"\n"
        "[[layers]]\nname = \"cover\"\nsource = \"地类.tif\"\nclass = { table = \"clcd\" }\n";
  }
};

fs::path rasterFile(const County& county) { return county.path() / "地类.tif"; }

CommandResult runWith(const County& county, const TestRaster& raster) {
  writeRaster(rasterFile(county), raster);
  return county.run();
}

Json zones(const County& county, const TestRaster& raster, const std::vector<std::string>& more = {}) {
  county.write();
  writeRaster(rasterFile(county), raster);
  std::vector<std::string> arguments = {"zonal", rasterFile(county).string(), (county.path() / "乡镇.gpkg").string(),
                                        "--json"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const CommandResult result = runTanhui(arguments);
  INFO(result.err + result.out);
  REQUIRE(result.code == 0);
  return Json::parse(result.out)["zones"];
}

}  // namespace

TEST_CASE("a sound raster runs") {
  const RasterCounty county;
  const CommandResult result = runWith(county, cover());
  INFO(result.err);
  CHECK(result.code == 0);
}

TEST_CASE("a raster cut short fails, and its lost blocks are never zero") {
  for (const char* options : {"COMPRESS=NONE", "COMPRESS=DEFLATE"}) {
    const RasterCounty county;
    TestRaster raster = cover();
    raster.cols = 1000, raster.rows = 500, raster.dx = raster.dy = 2;
    raster.value = [](int col, int row) { return 1.0 + (col * 7 + row * 13) % 9; };
    raster.options = {options};
    writeRaster(rasterFile(county), raster);
    truncateFile(rasterFile(county), 0.5);
    requireFault(county, county.run(), 1, {"地类.tif"});

    const CommandResult zonal = runTanhui({"zonal", rasterFile(county).string(), (county.path() / "乡镇.gpkg").string(),
                                           "-o", (county.path() / "z.csv").string()});
    INFO(zonal.err);
    CHECK(zonal.code == 1);
    CHECK_THAT(zonal.err, Contains("地类.tif") && Contains("remedy: "));
    CHECK_FALSE(fs::exists(county.path() / "z.csv"));
  }
}

TEST_CASE("a file that is no raster, an empty file, a folder") {
  const RasterCounty county;
  writeText(rasterFile(county), "not a raster");
  requireFault(county, county.run(), 2, {"地类.tif"});
  writeText(rasterFile(county), "");
  requireFault(county, county.run(), 2, {"地类.tif"});
  fs::remove(rasterFile(county));
  fs::create_directory(rasterFile(county));
  requireFault(county, county.run(), 2, {"地类.tif"});
}

TEST_CASE("a rotated grid is refused by every verb") {
  const RasterCounty county;
  TestRaster rotated = cover();
  rotated.transform = {600000, 14.1, 14.1, 3201000, 14.1, -14.1};
  requireFault(county, runWith(county, rotated), 2, {"地类.tif", "rotated"});
  const std::string raster = rasterFile(county).string(), towns = (county.path() / "乡镇.gpkg").string();
  CHECK(runTanhui({"zonal", raster, towns}).code == 2);
  CHECK(runTanhui({"rasterize", towns, raster, "-o", (county.path() / "f.tif").string()}).code == 2);
  CHECK_FALSE(fs::exists(county.path() / "f.tif"));
}

TEST_CASE("a raster without a CRS") {
  const RasterCounty county;
  TestRaster bare = cover();
  bare.crs.clear();
  requireFault(county, runWith(county, bare), 2, {"地类.tif"});
}

TEST_CASE("a tiny file that claims 10^15 pixels costs no memory") {
  const RasterCounty county;
  writeText(
      rasterFile(county).replace_extension(".vrt"),
      "<VRTDataset rasterXSize=\"31622776\" rasterYSize=\"31622776\"><SRS>EPSG:4544</SRS><GeoTransform>600000, 1, 0, "
      "3201000, 0, -1</GeoTransform><VRTRasterBand dataType=\"Byte\" band=\"1\"/></VRTDataset>");
  RasterCounty bomb;
  bomb.replace("地类.tif", rasterFile(county).replace_extension(".vrt").string());
  const CommandResult result = bomb.run("run", {}, {.seconds = 60, .memory = 4UL << 30});
  requireFault(bomb, result, result.code == 1 ? 1 : 2, {"地类.vrt"});
}

TEST_CASE("a grid that would hold too many cells is refused before it is allocated") {
  County county;
  county.replace("cell_size = 20", "cell_size = 0.0000001");
  const CommandResult result = county.run("run", {}, {.seconds = 60, .memory = 4UL << 30});
  requireFault(county, result, result.code == 1 ? 1 : 2, {});
}

TEST_CASE("not a number: as a class it is refused, as nodata it is nodata") {
  const RasterCounty county;
  TestRaster floats = cover();
  floats.type = "Float32";
  floats.hasNodata = false;
  floats.value = [](int col, int) { return col == 3 ? std::nan("") : 1.5; };
  requireFault(county, runWith(county, floats), 2, {"地类.tif"});

  for (const bool declared : {false, true}) {
    floats.hasNodata = declared;
    floats.nodata = std::nan("");
    const Json rows = zones(RasterCounty(), floats, {"--stats", "mean,count,nodata_frac"});
    CHECK(rows[0]["mean"] == 1.5);
    CHECK(rows[0]["count"].get<double>() == Approx((1111 - 20) * 1000 / 400.0).epsilon(1e-9));
    CHECK(rows[0]["nodata_frac"].get<double>() == Approx(20 / 1111.0).epsilon(1e-9));
  }
}

TEST_CASE("a nodata value inside the data is left out and counted, and -1 is a value like any other") {
  TestRaster change = cover();
  change.type = "Int16";
  change.hasNodata = false;
  change.value = [](int col, int) { return col % 2 == 0 ? -1.0 : 3.0; };
  Json rows = zones(RasterCounty(), change, {"--stats", "min,count,nodata_frac"});
  CHECK(rows[0]["min"] == -1);
  CHECK(rows[0]["nodata_frac"] == 0);
  change.hasNodata = true, change.nodata = -1;
  rows = zones(RasterCounty(), change, {"--stats", "min,count,nodata_frac"});
  CHECK(rows[0]["min"] == 3);
  CHECK(rows[0]["nodata_frac"].get<double>() > 0.49);
}

TEST_CASE("a raster of the same size but shifted, or of another zone, is placed where it lies") {
  County county;
  county.replace(
      "[[layers]]\nname = \"parcels\"\nsource = \"国土调查.gpkg\"\nclass = { field = \"DLBM\", table = \"sandiao\" }",
      "[[layers]]\nname = \"cover\"\nsource = \"地类.tif\"\nclass = { table = \"clcd\" }");
  TestRaster shifted = cover();
  shifted.x0 += 1000;  // covers the eastern half only
  writeRaster(rasterFile(county), shifted);
  const CommandResult result = county.run("run", {"--json", "--quiet"});
  INFO(result.err + result.out);
  REQUIRE(result.code == 0);
  double unmapped = 0;
  const Json json = Json::parse(result.out);
  for (const Json& row : json["classes"])
    if (row["class_key"] == "unmapped") unmapped = row["area_ha"];
  CHECK(unmapped == Approx(100 - 35).epsilon(1e-3));

  TestRaster elsewhere = cover();
  elsewhere.crs = "EPSG:4548";  // the same numbers, twelve degrees further east
  writeRaster(rasterFile(county), elsewhere);
  fs::remove_all(county.out());
  requireFault(county, county.run(), 2, {"cover", "lies apart"});
}

TEST_CASE("a raster value without a class, with its area") {
  const RasterCounty county;
  TestRaster odd = cover();
  odd.value = [](int col, int) { return col == 0 ? 77.0 : 1.0; };
  requireFault(county, runWith(county, odd), 2, {"77"});
}

TEST_CASE("areas are those of the ellipsoid, not of a sphere nor of the map") {
  // One tenth of a degree at 30 N on the CGCS2000 ellipsoid, by the authalic closed form, in hectares; a sphere of
  // 6371 km gives 0.3 % less, and so does the map a wrong number of anything.
  const RasterCounty county;
  TestRaster degrees = cover();
  degrees.crs = "EPSG:4490", degrees.x0 = 106, degrees.y0 = 30.05, degrees.dx = degrees.dy = 0.001;
  degrees.cols = degrees.rows = 100;
  writeRaster(rasterFile(county), degrees);
  const CommandResult result = county.run("run", {"--json", "--quiet"});
  INFO(result.err + result.out);
  REQUIRE(result.code == 0);
  const auto q = [](double degreesNorth) {
    const double f = 1 / 298.257222101, e2 = f * (2 - f), e = std::sqrt(e2), s = std::sin(degreesNorth * M_PI / 180);
    return (1 - e2) * (s / (1 - e2 * s * s) + std::atanh(e * s) / e);
  };
  const double a = 6378137, area = a * a / 2 * (0.1 * M_PI / 180) * (q(30.05) - q(29.95)) / 1e4;
  CHECK(Json::parse(result.out)["total"]["area_ha"].get<double>() == Approx(area).epsilon(1e-9));
}
