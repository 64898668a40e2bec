#include "geo/init/Init.h"

#include <catch2/catch.hpp>

#include "geo/init/InitTemplate.h"
#include "geo/project/Project.h"
#include "geo/project/ProjectEdit.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

using namespace tanhui;
using namespace tanhui::test;
namespace fs = std::filesystem;

namespace {

/// A small office folder: stands in GBK, parcels, townships, rivers with water, a boundary, and a broken file.
void writeOffice(const fs::path& folder) {
  writeLayer(folder / "林地小班.shp",
             {.name = "林地小班",
              .fields = {"DLBM", "优势树种", "年龄:int", "每公顷蓄积:real"},
              .features = {{rectangle(600000, 3200000, 600500, 3200500), {"0301", "马尾松", "20", "55"}},
                           {rectangle(600500, 3200000, 600900, 3200500), {"0302", "毛竹", "5", "0"}}},
              .encoding = "GBK"});
  writeLayer(folder / "国土调查.gpkg", {.name = "地类图斑",
                                        .fields = {"BSM", "DLBM"},
                                        .features = {{rectangle(600000, 3200000, 601000, 3201000), {"1", "0101"}},
                                                     {rectangle(601000, 3200000, 602000, 3201000), {"2", "0201K"}}}});
  writeLayer(folder / "乡镇.gpkg", {.name = "乡镇",
                                    .fields = {"code", "name"},
                                    .features = {{rectangle(600000, 3200000, 601000, 3201000), {"A", "甲镇"}},
                                                 {rectangle(601000, 3200000, 602000, 3201000), {"B", "乙镇"}}}});
  writeLayer(
      folder / "水系.gpkg",
      {.name = "河流", .fields = {"级别:int"}, .features = {{"LINESTRING (600000 3200500, 602000 3200500)", {"1"}}}});
  writeLayer(
      folder / "水系.gpkg",
      {.name = "水面", .fields = {"名称"}, .features = {{rectangle(600000, 3200450, 602000, 3200550), {"碧江"}}}});
  writeLayer(
      folder / "边界.gpkg",
      {.name = "边界", .fields = {"name"}, .features = {{rectangle(600000, 3200000, 602000, 3201000), {"碧江区"}}}});
  writeText(folder / "坏.gpkg", "not a GeoPackage");
}

}  // namespace

TEST_CASE("init writes a project from the layers of a folder") {
  const TempFolder folder;
  writeOffice(folder.path());
  const InitResult result = initProject(folder.path(), {}, Language::zh);
  INFO(readText(result.project));
  const Project project = readProject(result.project);
  REQUIRE(project.layers.size() == 2);
  CHECK(project.layers[0].name == "林地小班");
  CHECK(project.layers[0].landClass.table == "sandiao");
  CHECK(project.layers[0].species.field == "优势树种");
  CHECK(project.layers[0].age->field == "年龄");
  CHECK(project.layers[0].volume->field == "每公顷蓄积");
  CHECK(project.layers[1].source.path.filename() == "国土调查.gpkg");
  CHECK(project.crs == "EPSG:4544");
  CHECK(project.region.path.filename() == "边界.gpkg");
  REQUIRE(project.zones.size() == 2);
  CHECK(project.zones[0].id == "code");
  CHECK(project.zones[1].kind == ZoneKind::corridor);
  CHECK(project.zones[1].source.sublayer.empty());
  CHECK(project.zones[1].width.table == std::map<std::string, double>{{"1", 1000}});
  bool told = false;
  for (const Warning& warning : result.warnings) told = told || warning.where.find("坏.gpkg") != std::string::npos;
  CHECK(told);
}

TEST_CASE("init never overwrites a project file, and leaves nothing beside the data") {
  const TempFolder folder;
  writeOffice(folder.path());
  std::size_t before = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder.path())) ++before;
  initProject(folder.path(), {}, Language::en);
  std::size_t after = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder.path())) ++after;
  CHECK(after == before + 1);

  const std::string written = readText(folder.path() / "project.toml");
  CHECK_THROWS_WITH(initProject(folder.path(), {}, Language::zh), Catch::Contains("project file already"));
  CHECK(readText(folder.path() / "project.toml") == written);
}

TEST_CASE("init of a layer that cannot be read is an error, of an empty folder a template") {
  const TempFolder folder;
  CHECK_THROWS_AS(initProject(folder.path(), {folder.path() / "none.gpkg"}, Language::zh), Error);
  CHECK_FALSE(fs::exists(folder.path() / "project.toml"));

  const InitResult result = initProject(folder.path() / "新项目", {}, Language::zh);
  REQUIRE(result.warnings.size() == 1);
  CHECK(result.warnings[0].what.id == "init.no_land");
  CHECK_THROWS_WITH(readProject(result.project), Catch::Contains("no layers"));
}

TEST_CASE("The project that init writes is edited without a trace elsewhere") {
  LayerGuess parcels;
  parcels.path = "/data/国土调查.gpkg";
  parcels.role = LayerRole::parcels;
  parcels.classField = "DLBM";
  parcels.classTable = "sandiao";
  parcels.crs = Crs::parse("EPSG:4544", "test");
  InitHeader header;
  header.name = "某县";
  header.baseYear = 2024;
  const std::string text = projectTemplate(header, {parcels}, "/data");
  const std::string out = withValue(withValue(text, "project", "base_year", "2030"), "factors", "gwp", "\"AR6\"");
  const Project project = parseProject(out, "/data/project.toml");
  CHECK(project.baseYear == 2030);
  CHECK(project.rules.gwp == "AR6");
  CHECK(withoutValue(withValue(out, "project", "base_year", "2024"), "factors", "gwp") == text);
}
