// What an input may be: a file, in an archive or not; never a pipe or a device, and never keys that count for nothing.
#include <sys/stat.h>

#include <cpl_vsi.h>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/County.h"

using namespace tanhui;
using namespace tanhui::test;
using Catch::Contains;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// Moves files of a folder into an archive of it.
void pack(const fs::path& folder, const std::string& archive, const std::vector<std::string>& names) {
  const std::string zip = "/vsizip/" + (folder / archive).string();
  VSILFILE* whole = VSIFOpenL(zip.c_str(), "wb");
  REQUIRE(whole != nullptr);
  for (const std::string& name : names) {
    const std::string bytes = readText(folder / name);
    VSILFILE* part = VSIFOpenL((zip + "/" + name).c_str(), "wb");
    REQUIRE(part != nullptr);
    REQUIRE(VSIFWriteL(bytes.data(), 1, bytes.size(), part) == bytes.size());
    REQUIRE(VSIFCloseL(part) == 0);
    fs::remove(folder / name);
  }
  REQUIRE(VSIFCloseL(whole) == 0);
}

/// The survey's parcels are those of a raster of CLCD's codes on the county's ground, and the stands lie over it.
struct MixedCounty : County {
  MixedCounty() {
    replace(
        "[[layers]]\nname = \"parcels\"\nsource = \"国土调查.gpkg\"\nclass = { field = \"DLBM\", table = \"sandiao\" }",
        "[[layers]]\nname = \"cover\"\nsource = \"地类.tif\"\nclass = { table = \"clcd\" }");
    write();
    TestRaster raster;
    raster.cols = 100, raster.rows = 50, raster.y0 = 3201000, raster.dx = raster.dy = 20;
    raster.value = [](int col, int) { return col < 50 ? 1.0 : 2.0; };
    writeRaster(path() / "地类.tif", raster);
  }
  void rewrite(const std::string& from, const std::string& to) {
    replace(from, to);
    writeText(project(), projectText);
  }
};

Json result(const std::vector<std::string>& arguments) {
  const CommandResult done = runTanhui(arguments);
  INFO(done.err + done.out);
  REQUIRE(done.code == 0);
  return Json::parse(done.out);
}

}  // namespace

TEST_CASE("layers, rasters and zones in an archive give what they give beside it") {
  MixedCounty county;
  const std::string project = county.project().string();
  const Json plain = result({"run", project, "--json", "--quiet"});
  const std::string zones = readText(county.out() / "tables" / "zones.csv");
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(county.path()))
    if (entry.is_regular_file() && entry.path().extension() != ".toml") names.push_back(entry.path().filename());
  pack(county.path(), "数据.zip", names);
  std::size_t named = 0;
  for (const std::string& name : names) {
    for (; county.projectText.find("\"" + name + "\"") != std::string::npos; ++named)
      county.rewrite("\"" + name + "\"", "\"/vsizip/数据.zip/" + name + "\"");  // relative to the project's folder
  }
  REQUIRE(named >= 3);
  const CommandResult check = runTanhui({"check", project});
  INFO(check.err + check.out);
  CHECK(check.code == 0);
  const Json packed = result({"run", project, "--json", "--quiet"});
  CHECK(packed["total"] == plain["total"]);
  CHECK(readText(county.out() / "tables" / "zones.csv") == zones);

  const Json record = Json::parse(readText(county.out() / "run.json"));
  std::size_t inside = 0;
  for (const Json& input : record["inputs"])
    if (input["path"].get<std::string>().starts_with("/vsizip/")) {
      ++inside;
      CHECK(input["sha256"].get<std::string>().size() == 64);
      CHECK(input["bytes"].get<std::int64_t>() > 0);
    }
  CHECK(inside >= 3);

  const std::string zip = "/vsizip/" + (county.path() / "数据.zip").string();
  CHECK(result({"zonal", zip + "/地类.tif", zip + "/乡镇.gpkg", "--json"})["zones"].size() == 2);
  result({"rasterize", zip + "/乡镇.gpkg", zip + "/地类.tif", "-o", (county.path() / "f.tif").string(), "--json"});
  const fs::path fresh = county.path() / "new";
  result({"init", fresh.string(), zip + "/乡镇.gpkg", "--json"});
  CHECK_THAT(readText(fresh / "project.toml"), Contains(zip + "/乡镇.gpkg"));
}

TEST_CASE("a pipe or a device is refused at once, whatever the input") {
  MixedCounty county;
  const fs::path pipe = county.path() / "pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  const std::string towns = (county.path() / "乡镇.gpkg").string(), cover = (county.path() / "地类.tif").string();
  const auto refused = [&](const std::vector<std::string>& arguments) {
    const CommandResult done = runTanhui(arguments, {.seconds = 10});
    INFO(done.err + done.out);
    CHECK(done.code == 2);
    CHECK_THAT(done.err + done.out, Contains("a pipe or a device") && Contains("remedy: "));
  };
  const std::string sound = county.projectText;
  for (const std::string& endless : {pipe.string(), std::string("/dev/zero"), "/vsizip/" + pipe.string() + "/a.shp"}) {
    CAPTURE(endless);
    const bool isFile = !endless.starts_with("/vsi");
    for (const char* source : {"地类.tif", "乡镇.gpkg"}) {
      county.projectText = sound;
      county.rewrite(source, endless);
      for (const char* verb : {"check", "run"}) refused({verb, county.project().string()});
    }
    if (isFile) {
      county.projectText = sound;
      county.rewrite("\"clcd\"", "\"" + endless + "\"");
      refused({"check", county.project().string()});
      for (const std::string key : {"overrides", "library"}) {
        county.projectText = "[factors]\n" + key + " = \"" + endless + "\"\n" + sound;
        writeText(county.project(), county.projectText);
        refused({"check", county.project().string()});
      }
    }
    refused({"zonal", endless, towns});
    refused({"zonal", cover, endless});
    refused({"rasterize", towns, endless, "-o", (county.path() / "f.tif").string()});
    refused({"rasterize", endless, cover, "-o", (county.path() / "f.tif").string()});
    if (isFile) refused({"run", endless});
  }
}

TEST_CASE("keys that say how features are read are refused for a raster, with the line") {
  for (const std::string key : {"where", "sublayer", "encoding", "crs"}) {
    CAPTURE(key);
    MixedCounty county;
    county.rewrite("source = \"地类.tif\"\n", "source = \"地类.tif\"\n" + key + " = \"value > 1\"\n");
    const std::size_t at = county.projectText.find("name = \"cover\"");
    const auto line = std::count(county.projectText.begin(), county.projectText.begin() + static_cast<long>(at), '\n');
    const CommandResult done = runTanhui({"check", county.project().string()});
    INFO(done.err + done.out);
    CHECK(done.code == 2);
    CHECK_THAT(done.err + done.out, Contains(fmt::format("project.toml, line {}", line)) && Contains("'" + key + "'"));
  }
}

TEST_CASE("zonal takes a further nodata value and gives amounts of a raster per hectare") {
  MixedCounty county;
  const std::string towns = (county.path() / "乡镇.gpkg").string();
  TestRaster density;
  density.cols = 100, density.rows = 50, density.y0 = 3201000, density.dx = density.dy = 20;
  density.type = "Float32";
  density.value = [](int col, int) { return col == 0 ? -99999.0 : 40.0; };
  writeRaster(county.path() / "密度.tif", density);
  const std::string raster = (county.path() / "密度.tif").string();
  const Json hinted = result({"zonal", raster, towns, "--json"});
  CHECK(hinted["warnings"].dump().find("--nodata -99999") != std::string::npos);
  const Json rows = result({"zonal", raster, towns, "--nodata", "-99999", "--per-hectare", "--json"})["zones"];
  for (const Json& row : rows) {
    CHECK(row["mean"] == 40);
    CHECK(row["total"].get<double>() == Approx(40 * row["area_ha"].get<double>()).epsilon(1e-12));
  }
  // The map's areas are within a thousandth of the ground's here.
  CHECK(rows[0]["area_ha"].get<double>() == Approx((1111 - 20) * 1000 / 1e4).epsilon(1e-3));
  const CommandResult csv = runTanhui({"zonal", raster, towns, "--stats", "mean,total"});
  CHECK_THAT(csv.out, Contains("fid,mean,total\n"));
}
