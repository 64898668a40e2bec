#include <cmath>

#include <catch2/catch.hpp>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/zonal/Zonal.h"
#include "tests/support/TempFolder.h"
#include "tests/unit/coverage/Shapes.h"
#include "tests/unit/zonal/MakeFiles.h"

using namespace tanhui;

namespace {

ZonalTable example() {
  ZonalTable table;
  MultiPolygon two = shapes::polygon({shapes::boxRing(0, 0, 10, 10), shapes::reversed(shapes::boxRing(2, 2, 4, 4)),
                                      shapes::boxRing(20, 0, 30, 10), shapes::reversed(shapes::boxRing(22, 2, 24, 4))});
  table.zones = make::layer({shapes::box(0, 0, 1, 1), std::move(two)});
  table.zones.fids = {7, 9};
  table.zones.text = {{"a,b", "林地"}, {"", "x"}};
  table.textColumns = {"name", "Mean"};
  table.crs = Crs::fromHandle(make::crs(4544).get());
  table.statistics = {Statistic::mean, Statistic::count};
  table.values = {{0.1, std::nan("")}, {1e20, 0}};
  return table;
}

}  // namespace

TEST_CASE("zonalCsv gives full precision, empty cells for nothing, and no column twice") {
  CHECK(zonalCsv(example()) ==
        "fid,name,Mean_zone,mean,count\n"
        "7,\"a,b\",,0.1,1e+20\n"
        "9,林地,x,,0\n");
}

TEST_CASE("writeZonal writes CSV with a byte-order mark") {
  const TempFolder folder;
  const auto path = folder.path() / "表.csv";
  writeZonal(example(), path);
  CHECK(readFile(path) == "\xEF\xBB\xBF" + zonalCsv(example()));
  CHECK(readCsv(path).rows.size() == 2);
}

TEST_CASE("writeZonal writes polygons with their statistics") {
  const TempFolder folder;
  for (const char* name : {"z.gpkg", "z.geojson", "z.fgb"}) {
    CAPTURE(name);
    const auto path = folder.path() / name;
    writeZonal(example(), path);
    const GdalDataset dataset(GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
    REQUIRE(dataset);
    OGRLayerH layer = GDALDatasetGetLayer(dataset.get(), 0);
    REQUIRE(OGR_L_GetFeatureCount(layer, TRUE) == 2);
    double area = 0;
    int nulls = 0;
    std::string names;
    while (const FeatureHandle feature{OGR_L_GetNextFeature(layer)}) {
      area += OGR_G_Area(OGR_F_GetGeometryRef(feature.get()));
      nulls += OGR_F_IsFieldSetAndNotNull(feature.get(), OGR_F_GetFieldIndex(feature.get(), "mean")) == 0 ? 1 : 0;
      names += OGR_F_GetFieldAsString(feature.get(), OGR_F_GetFieldIndex(feature.get(), "name"));
      if (std::string_view(name) == "z.gpkg")
        CHECK((OGR_F_GetFID(feature.get()) == 7 || OGR_F_GetFID(feature.get()) == 9));
    }
    CHECK(area == 1 + 2 * (100 - 4));
    CHECK(nulls == 1);
    CHECK(names.find("林地") != std::string::npos);
    CHECK(Crs::fromHandle(OGR_L_GetSpatialRef(layer)).sameAs(example().crs));
  }
}

TEST_CASE("writeZonal refuses what it cannot write, and leaves nothing") {
  const TempFolder folder;
  CHECK_THROWS_AS(writeZonal(example(), folder.path() / "z.pdf"), Error);
  CHECK_THROWS_AS(writeZonal(example(), folder.path() / "none" / "z.gpkg"), Error);
  CHECK_THROWS_AS(writeZonal(example(), folder.path() / "none" / "z.csv"), Error);
  CHECK(std::filesystem::is_empty(folder.path()));

  ZonalTable table = example();
  writeZonal(table, folder.path() / "zones.gpkg");
  table.inputs = {folder.path() / "zones.gpkg"};
  CHECK_THROWS_AS(writeZonal(table, folder.path() / "." / "zones.gpkg"), Error);
}
