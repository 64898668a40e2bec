#include "geo/gis/ZonesGpkg.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

#include "geo/base/File.h"
#include "geo/gdal/OgrPolygon.h"
#include "tests/support/Sample.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;

namespace {

GdalDataset open(const std::filesystem::path& path) {
  registerGdal();
  GdalDataset dataset(GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
  REQUIRE(dataset);
  return dataset;
}

void addRing(MultiPolygon& shape, std::initializer_list<Point> points) {
  shape.points.insert(shape.points.end(), points);
  shape.points.push_back(*points.begin());
  shape.ringEnds.push_back(static_cast<std::uint32_t>(shape.points.size()));
}

}  // namespace

TEST_CASE("zones.gpkg has a layer per zone layer with polygons, totals and a style") {
  const TempFolder folder;
  const sample::County county(Language::zh);
  const auto path = writeZonesGpkg(county.report, county.zones(), folder.path());
  const GdalDataset dataset = open(path);
  OGRLayerH towns = GDALDatasetGetLayerByName(dataset.get(), "乡镇");
  REQUIRE(towns != nullptr);
  CHECK(OGR_L_GetFeatureCount(towns, 1) == 24);
  CHECK(Crs::fromHandle(OGR_L_GetSpatialRef(towns)).authority() == "EPSG:4544");
  const FeatureHandle first(OGR_L_GetNextFeature(towns));
  const auto number = [&](const char* name) {
    return OGR_F_GetFieldAsDouble(first.get(), OGR_F_GetFieldIndex(first.get(), name));
  };
  const Totals& totals = county.report.account.zones[0].total;
  CHECK(number("area_ha") == totals.areaHa);
  CHECK(number("stock_tC") == totals.carbon.total());
  CHECK(number("net_tCO2e_per_yr") == totals.carbon.net());
  CHECK(number("stock_tC_per_ha") == Approx(totals.carbon.total() / totals.areaHa));
  CHECK(std::string(OGR_F_GetFieldAsString(first.get(), OGR_F_GetFieldIndex(first.get(), "label"))) == "云岭镇");
  CHECK(OGR_G_Area(OGR_F_GetGeometryRef(first.get())) == Approx(planarArea(county.zones()[0].shapes[0])));

  OGRLayerH styles = GDALDatasetGetLayerByName(dataset.get(), "layer_styles");
  REQUIRE(styles != nullptr);
  CHECK(OGR_L_GetFeatureCount(styles, 1) == 3);
  const FeatureHandle style(OGR_L_GetNextFeature(styles));
  const std::string qml = OGR_F_GetFieldAsString(style.get(), OGR_F_GetFieldIndex(style.get(), "styleQML"));
  CHECK(qml.find("attr=\"stock_tC_per_ha\"") != std::string::npos);
  CHECK(qml.find("graduatedSymbol") != std::string::npos);
  CHECK(OGR_F_GetFieldAsInteger(style.get(), OGR_F_GetFieldIndex(style.get(), "useAsDefault")) == 1);
  CPLXMLNode* tree = CPLParseXMLString(qml.c_str());
  CHECK(tree != nullptr);
  CPLDestroyXMLNode(tree);
}

TEST_CASE("Holes find the exterior they lie in, whatever the order of rings, and touch it without harm") {
  MultiPolygon shape;
  addRing(shape, {{20, 0}, {30, 0}, {30, 10}, {20, 10}});
  addRing(shape, {{0, 0}, {18, 0}, {18, 18}, {0, 18}});
  addRing(shape, {{22, 2}, {22, 4}, {24, 4}, {24, 2}});
  addRing(shape, {{0, 9}, {9, 12}, {9, 6}});  // touches its exterior at a corner
  addRing(shape, {{10, 10}, {10, 16}, {16, 16}, {16, 10}});
  addRing(shape, {{12, 12}, {14, 12}, {14, 14}, {12, 14}});  // an island in that hole
  const OgrGeometry multi = ogrMultiPolygon(shape);
  CHECK(OGR_G_GetGeometryCount(multi.get()) == 3);
  CHECK(OGR_G_Area(multi.get()) == Approx(100 + 324 - 4 - 27 - 36 + 4));
  CHECK(OGR_G_IsValid(multi.get()) != 0);
}

TEST_CASE("Zones of one land class have one class in the legend, though their densities differ in the last digit") {
  const TempFolder folder;
  sample::County county(Language::en);
  double density = 27.39;
  for (ZoneTotals& zone : county.report.account.zones) {
    zone.total.carbon = {};
    zone.total.carbon.stock[0] = density * zone.total.areaHa;
    density = std::nextafter(density, 28.0);
  }
  const GdalDataset dataset = open(writeZonesGpkg(county.report, county.zones(), folder.path()));
  OGRLayerH styles = GDALDatasetGetLayerByName(dataset.get(), "layer_styles");
  const FeatureHandle style(OGR_L_GetNextFeature(styles));
  const std::string qml = OGR_F_GetFieldAsString(style.get(), OGR_F_GetFieldIndex(style.get(), "styleQML"));
  std::size_t ranges = 0;
  for (std::size_t at = 0; (at = qml.find("<range ", at)) != std::string::npos; ++at) ++ranges;
  CHECK(ranges == 1);
}

TEST_CASE("A zone without totals keeps null figures, one without area has no means") {
  const TempFolder folder;
  sample::County county(Language::en);
  county.report.account.zones[0].total = {};
  county.report.account.zones.erase(county.report.account.zones.begin() + 1);
  const GdalDataset dataset = open(writeZonesGpkg(county.report, county.zones(), folder.path()));
  OGRLayerH towns = GDALDatasetGetLayerByName(dataset.get(), "townships");
  const FeatureHandle empty(OGR_L_GetNextFeature(towns)), unknown(OGR_L_GetNextFeature(towns));
  const int area = OGR_F_GetFieldIndex(empty.get(), "area_ha");
  const int density = OGR_F_GetFieldIndex(empty.get(), "stock_tC_per_ha");
  CHECK(OGR_F_IsFieldSetAndNotNull(empty.get(), area));
  CHECK_FALSE(OGR_F_IsFieldSetAndNotNull(empty.get(), density));
  CHECK_FALSE(OGR_F_IsFieldSetAndNotNull(unknown.get(), area));
}

TEST_CASE("The same zones give the same GeoPackage, and no zones an empty one") {
  const TempFolder a, b;
  const sample::County county(Language::zh);
  CHECK(sha256File(writeZonesGpkg(county.report, county.zones(), a.path())) ==
        sha256File(writeZonesGpkg(county.report, county.zones(), b.path())));
  CHECK_NOTHROW(writeZonesGpkg(county.report, {}, a.path()));
}

TEST_CASE("A GeoPackage that cannot be written leaves nothing behind") {
  const TempFolder folder;
  const sample::County county(Language::zh);
  try {
    writeZonesGpkg(county.report, county.zones(), folder.path() / "no such folder");
    FAIL("wrote into no folder");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::work);
  }
  CHECK(std::filesystem::is_empty(folder.path()));
}
