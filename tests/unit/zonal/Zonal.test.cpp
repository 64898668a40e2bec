#include "geo/zonal/Zonal.h"

#include <cmath>
#include <map>

#include <catch2/catch.hpp>

#include "geo/grid/CellArea.h"
#include "geo/zonal/detail/PerHectare.h"
#include "tests/support/TempFolder.h"
#include "tests/unit/coverage/GeosArea.h"
#include "tests/unit/coverage/Shapes.h"
#include "tests/unit/zonal/MakeFiles.h"

using namespace tanhui;

namespace {

/// The statistics of one raster by some shapes.
struct Result {
  ZonalTable table;
  Warnings warnings;

  double operator()(Statistic statistic, std::size_t zone = 0) const {
    for (std::size_t i = 0; i < table.statistics.size(); ++i)
      if (table.statistics[i] == statistic) return table.values[i][zone];
    throw std::logic_error("not asked for");
  }
  bool warned(std::string_view id) const {
    for (const Warning& warning : warnings)
      if (warning.what.id == id) return true;
    return false;
  }
};

Result zonalOf(const std::filesystem::path& raster, std::vector<MultiPolygon> shapes, int threads = 1) {
  Result result;
  result.table = zonalStatistics(ZonalOptions{raster, 1, {}, threads}, make::layer(std::move(shapes)), result.warnings);
  return result;
}

std::vector<double> randomValues(shapes::Random& random, std::size_t n, double low, double high) {
  std::vector<double> values(n);
  for (double& value : values) value = shapes::uniform(random, low, high);
  return values;
}

using enum Statistic;
using make::kNan;

}  // namespace

TEST_CASE("zonalStatistics of a few cells, by hand") {
  const TempFolder folder;
  const auto raster = make::raster(folder.path() / "r.tif", 4, 3,
                                   {1, 2, 3, 4,  //
                                    5, 6, 7, 8,  //
                                    9, 9, 9, 9});
  // Columns 0.5 to 2, rows 1 to 2.5: fractions 0.5 1 / 0.25 0.5.
  const Result r = zonalOf(raster, {make::cells(0.5, 1, 2, 2.5)});
  CHECK(r(count) == 2.25);
  CHECK(r(sum) == 0.5 * 5 + 6 + 0.75 * 9);
  CHECK(r(mean) == 15.25 / 2.25);
  CHECK(r(min) == 5);
  CHECK(r(max) == 9);
  const double m = 15.25 / 2.25;
  CHECK(r(stdev) == Approx(std::sqrt((0.5 * (5 - m) * (5 - m) + (6 - m) * (6 - m) + 0.75 * (9 - m) * (9 - m)) / 2.25)));
  CHECK(r(majority) == 6);
  CHECK(r(minority) == 5);
  CHECK(r(variety) == 3);
  CHECK(r(frac) == 1);
  CHECK(r(nodataFrac) == 0);
  CHECK(r(outsideFrac) == 0);
  CHECK(r.warnings.empty());
}

TEST_CASE("zonalStatistics agrees with GEOS cell by cell") {
  const TempFolder folder;
  shapes::Random random(20);
  const int cols = 40, rows = 30;
  const auto values = randomValues(random, std::size_t{cols} * rows, -50, 50);
  const auto raster = make::raster(folder.path() / "r.tif", cols, rows, values, {.type = GDT_Float64});
  std::vector<MultiPolygon> zones;
  for (int i = 0; i < 12; ++i)
    zones.push_back(shapes::randomStar(random, {.x = make::kWest + shapes::uniform(random, 100, 300),
                                                .y = make::kNorth - shapes::uniform(random, 100, 200),
                                                .inner = 20,
                                                .outer = i % 2 == 0 ? 30.0 : 95.0,
                                                .corners = i % 3 == 0 ? 200 : 9,
                                                .hole = i % 4 == 1}));
  const Result r = zonalOf(raster, zones);
  const GeosArea geos;
  const Grid grid = shapes::gridOf(make::kWest, make::kNorth, make::kCell, cols, rows);
  for (std::size_t zone = 0; zone < zones.size(); ++zone) {
    const auto shape = geos.shape(zones[zone]);
    double w = 0, s = 0, low = 1e300, high = -1e300;
    std::vector<double> weights;
    for (int i = 0; i < cols * rows; ++i) {
      const double fraction = geos.area(geos.intersection(shape, geos.box(grid.box({i % cols, i / cols, 1, 1})))) /
                              (make::kCell * make::kCell);
      const double value = values[static_cast<std::size_t>(i)];
      weights.push_back(fraction);
      w += fraction, s += fraction * value;
      if (fraction > 0) low = std::min(low, value), high = std::max(high, value);
    }
    double deviation = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
      deviation += weights[i] * (values[i] - s / w) * (values[i] - s / w);
    CHECK(r(count, zone) == Approx(w).epsilon(1e-10));
    CHECK(r(sum, zone) == Approx(s).epsilon(1e-10).margin(1e-8));
    CHECK(r(stdev, zone) == Approx(std::sqrt(deviation / w)).epsilon(1e-9));
    CHECK(r(min, zone) == low);
    CHECK(r(max, zone) == high);
    CHECK(r(count, zone) == Approx(planarArea(zones[zone]) / 100).epsilon(1e-12));
  }
}

TEST_CASE("A constant raster has its constant as the mean of every zone") {
  const TempFolder folder;
  shapes::Random random(4);
  const auto raster = make::raster(folder.path() / "r.tif", 50, 50, std::vector<double>(2500, 0.1));
  std::vector<MultiPolygon> zones;
  for (int i = 0; i < 30; ++i)
    zones.push_back(
        shapes::randomStar(random, {.x = make::kWest + 250, .y = make::kNorth - 250, .inner = 3, .outer = 200}));
  const Result r = zonalOf(raster, zones);
  for (std::size_t zone = 0; zone < zones.size(); ++zone) {
    CHECK(r(mean, zone) == static_cast<double>(0.1F));
    CHECK(r(stdev, zone) == 0);
    CHECK(r(variety, zone) == 1);
    CHECK(r(frac, zone) == 1);
  }
}

TEST_CASE("The table is the same to the byte on any number of threads") {
  const TempFolder folder;
  shapes::Random random(5);
  // Two rows of pieces and more: see ValueRaster::pieceRows.
  const int cols = 1100, rows = 1300;
  const auto raster = make::raster(folder.path() / "r.tif", cols, rows,
                                   randomValues(random, std::size_t{cols} * rows, 0, 1000), {.type = GDT_Int16});
  std::vector<MultiPolygon> zones;
  for (int i = 0; i < 60; ++i)
    zones.push_back(shapes::randomStar(random, {.x = make::kWest + shapes::uniform(random, 0, 11000),
                                                .y = make::kNorth - shapes::uniform(random, 0, 13000),
                                                .inner = 100,
                                                .outer = i % 10 == 0 ? 6000.0 : 300.0,
                                                .corners = i % 10 == 0 ? 3000 : 20}));
  const std::string one = zonalCsv(zonalOf(raster, zones, 1).table);
  CHECK(zonalCsv(zonalOf(raster, zones, 2).table) == one);
  CHECK(zonalCsv(zonalOf(raster, zones, 5).table) == one);
}

TEST_CASE("A zone across many pieces is the sum of its parts") {
  const TempFolder folder;
  const int cols = 1500, rows = 1500;
  std::vector<double> values(std::size_t{cols} * rows);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i / cols % 3);
  const auto raster = make::raster(folder.path() / "r.tif", cols, rows, values,
                                   {.type = GDT_Byte, .options = {"TILED=YES", "COMPRESS=DEFLATE"}});
  const Result r = zonalOf(raster, {make::cells(0.5, 0, 1499.5, 1500)});
  CHECK(r(count) == 1499.0 * 1500);
  CHECK(r(sum) == 1499.0 * 1500);
  CHECK(r(stdev) == Approx(std::sqrt(2.0 / 3)).epsilon(1e-13));
  CHECK(r(majority) == 2);
  CHECK(r(minority) == 0);
  CHECK(r(variety) == 3);
}

TEST_CASE("nodata and NaN are left out and their share is told") {
  const TempFolder folder;
  const auto raster = make::raster(folder.path() / "r.tif", 4, 1, {1, -9999, kNan, 3}, {.nodata = -9999});
  const Result r = zonalOf(raster, {make::cells(0, 0, 4, 1), make::cells(1, 0, 3, 1), make::cells(3, 0, 4, 1)});
  CHECK(r(count, 0) == 2);
  CHECK(r(mean, 0) == 2);
  CHECK(r(min, 0) == 1);
  CHECK(r(frac, 0) == 0.5);
  CHECK(r(nodataFrac, 0) == 0.5);
  CHECK(r(count, 1) == 0);
  CHECK(r(sum, 1) == 0);
  CHECK(std::isnan(r(mean, 1)));
  CHECK(std::isnan(r(majority, 1)));
  CHECK(r(variety, 1) == 0);
  CHECK(r(nodataFrac, 1) == 1);
  CHECK(r(nodataFrac, 2) == 0);
  CHECK(r.warned("zonal.zones_nodata"));
}

TEST_CASE("A value of -1 counts unless it is declared as nodata") {
  const TempFolder folder;
  const std::vector<double> values{-1, -1, 4};
  const auto zone = make::cells(0, 0, 3, 1);
  CHECK(zonalOf(make::raster(folder.path() / "plain.tif", 3, 1, values), {zone})(sum) == 2);
  const Result declared = zonalOf(make::raster(folder.path() / "nodata.tif", 3, 1, values, {.nodata = -1}), {zone});
  CHECK(declared(sum) == 4);
  CHECK(declared(nodataFrac) == Approx(2.0 / 3));
  CHECK(declared.warned("zonal.zones_nodata"));
}

TEST_CASE("Zones beyond the raster count for what lies inside, and are told") {
  const TempFolder folder;
  const auto raster = make::raster(folder.path() / "r.tif", 2, 2, {1, 2, 3, 4});
  const Result r = zonalOf(raster, {make::cells(1, 0, 3, 2), make::cells(5, 5, 6, 6), make::cells(0, 0, 2, 2)});
  CHECK(r(count, 0) == 2);
  CHECK(r(sum, 0) == 6);
  CHECK(r(frac, 0) == Approx(0.5).epsilon(1e-12));
  CHECK(r(outsideFrac, 0) == Approx(0.5).epsilon(1e-12));
  CHECK(r(count, 1) == 0);
  CHECK(r(outsideFrac, 1) == 1);
  CHECK(r(outsideFrac, 2) == 0);
  CHECK(r.warned("zonal.zones_outside"));
  CHECK(r.warned("zonal.zones_partly_outside"));
}

TEST_CASE("Zones that all lie elsewhere are an error") {
  const TempFolder folder;
  const auto raster = make::raster(folder.path() / "r.tif", 2, 2, {1, 2, 3, 4});
  CHECK_THROWS_AS(zonalOf(raster, {make::cells(5, 5, 6, 6)}), Error);
}

TEST_CASE("majority, minority and variety give up on a continuous raster, with a warning") {
  const TempFolder folder;
  std::vector<double> values(200 * 200);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i);
  const auto raster = make::raster(folder.path() / "r.tif", 200, 200, values);
  const Result r = zonalOf(raster, {make::cells(0, 0, 200, 200), make::cells(0, 0, 10, 10)});
  CHECK(std::isnan(r(variety, 0)));
  CHECK(std::isnan(r(majority, 0)));
  CHECK(r(sum, 0) == 39999.0 * 40000 / 2);
  CHECK(r(variety, 1) == 100);
  CHECK(r.warned("zonal.zones_too_varied"));
}

TEST_CASE("A truncated raster is an error of the work, never a zero") {
  const TempFolder folder;
  const auto raster = make::raster(folder.path() / "r.tif", 500, 500, std::vector<double>(250000, 1.0));
  make::truncate(raster, 500 * 500 * 2);
  try {
    zonalOf(raster, {make::cells(0, 0, 500, 500)}, 2);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::work);
    CHECK(error.where() == raster.string());
  }
}

TEST_CASE("Zones are read from a file and brought into the raster's CRS") {
  const TempFolder folder;
  const auto raster = make::raster(folder.path() / "栅格.tif", 40, 40, std::vector<double>(1600, 2.0));
  const auto near = make::polygons(folder.path() / "乡镇.gpkg", {{make::cellsWkt(1.5, 2.5, 20.25, 30.5), "一"}});

  // The same polygon in degrees, its corners transformed by PROJ.
  const SpatialReferenceHandle metres = make::crs(4544), lonLat = make::crs(4490);
  OGRGeometryH geometry = nullptr;
  std::string wkt = make::cellsWkt(1.5, 2.5, 20.25, 30.5);
  char* text = wkt.data();
  make::need(OGR_G_CreateFromWkt(&text, metres.get(), &geometry) == OGRERR_NONE);
  const OgrGeometry owned(geometry);
  make::need(OGR_G_TransformTo(owned.get(), lonLat.get()) == OGRERR_NONE);
  char* degrees = nullptr;
  make::need(OGR_G_ExportToWkt(owned.get(), &degrees) == OGRERR_NONE);
  const auto far = make::polygons(folder.path() / "far.gpkg", {{degrees, "一"}}, 4490);
  CPLFree(degrees);

  ZonalRequest request;
  request.raster = raster;
  request.id = "name";
  request.label = "name";
  Warnings warnings;
  for (const auto& [path, tolerance] : {std::pair{near, 1e-12}, std::pair{far, 1e-5}}) {
    request.zones.path = path;
    const ZonalTable table = zonalStatistics(request, warnings);
    REQUIRE(table.zones.fids.size() == 1);
    CHECK(table.textColumns == std::vector<std::string>{"name"});
    CHECK(table.zones.text[0][0] == "一");
    CHECK(table.values[0][0] == Approx(18.75 * 28).epsilon(tolerance));
    CHECK(table.values[1][0] == Approx(2 * 18.75 * 28).epsilon(tolerance));
  }
}

TEST_CASE("A raster or zones that change while they are read give no figures") {
  const TempFolder folder;
  constexpr int kSide = 1500;
  ZonalRequest request;
  request.raster = make::raster(folder.path() / "r.tif", kSide, kSide, std::vector<double>(kSide * kSide, 1.0));
  request.zones.path = make::polygons(folder.path() / "z.gpkg", {{make::cellsWkt(0.5, 0.5, 1400.5, 1400.5), "a"}});
  Warnings warnings;
  CHECK_NOTHROW(zonalStatistics(request, warnings));
  for (const auto& file : {request.raster, request.zones.path}) {
    const make::KeepsChanging changing(file);
    CHECK_THROWS_WITH(zonalStatistics(request, warnings), Catch::Contains(file.string()));
  }
}

TEST_CASE("A zone layer without features is an error") {
  const TempFolder folder;
  ZonalRequest request;
  request.raster = make::raster(folder.path() / "r.tif", 2, 2, {1, 2, 3, 4});
  request.zones.path = make::polygons(folder.path() / "empty.gpkg", {});
  Warnings warnings;
  CHECK_THROWS_AS(zonalStatistics(request, warnings), Error);
}

TEST_CASE("statistics have names, and names statistics") {
  for (const Statistic statistic : allStatistics()) CHECK(statisticByName(statisticName(statistic)) == statistic);
  CHECK(statisticByName("stdev") == stdev);
  CHECK_FALSE(statisticByName("median").has_value());
}

TEST_CASE("Scale and offset of the band are applied, and told") {
  const TempFolder folder;
  const auto raster = make::raster(folder.path() / "s.tif", 2, 1, {123, -7}, {.type = GDT_Int16, .nodata = -7});
  {
    const GdalDataset dataset(GDALOpen(raster.c_str(), GA_Update));
    GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
    make::need(GDALSetRasterScale(band, 0.1) == CE_None && GDALSetRasterOffset(band, 5) == CE_None);
  }
  const Result r = zonalOf(raster, {make::cells(0, 0, 2, 1)});
  CHECK(r(mean) == 123 * 0.1 + 5);
  CHECK(r(count) == 1);  // nodata is a stored value
  CHECK(r.warned("zonal.scaled"));
}

TEST_CASE("A nodata value that the raster does not declare is hinted at, and left out on request") {
  const TempFolder folder;
  const auto asked = [&](const std::filesystem::path& raster, double nodata) {
    Result result;
    result.table = zonalStatistics(ZonalOptions{.raster = raster, .nodata = nodata},
                                   make::layer({make::cells(0, 0, 3, 1)}), result.warnings);
    return result;
  };
  const auto plain = [&](const std::filesystem::path& raster) { return zonalOf(raster, {make::cells(0, 0, 3, 1)}); };

  const auto nines = make::raster(folder.path() / "n.tif", 3, 1, {4, -99999, 6});
  CHECK(plain(nines).warned("zonal.nodata_like"));
  const Result without = asked(nines, -99999);
  CHECK(without(mean) == 5);
  CHECK(without(nodataFrac) == Approx(1 / 3.0));
  CHECK_FALSE(without.warned("zonal.nodata_like"));

  const auto both = make::raster(folder.path() / "b.tif", 3, 1, {4, -99999, -1}, {.nodata = -1});
  CHECK(asked(both, -99999)(mean) == 4);  // beside the declared one

  const auto least = make::raster(folder.path() / "f.tif", 3, 1, {4, -3.4028234663852886e38, 6});
  CHECK(plain(least).warned("zonal.nodata_like"));
  CHECK(asked(least, -3.4028235e38)(mean) == 5);  // as people write it

  // Of bytes 255 is a value like any other, unless nothing comes near it.
  const auto bytes = [&](double second) {
    return plain(make::raster(folder.path() / "y.tif", 3, 1, {second, 1, 255}, {.type = GDT_Byte}));
  };
  CHECK(bytes(100).warned("zonal.nodata_like"));
  CHECK_FALSE(bytes(240).warned("zonal.nodata_like"));
  CHECK_FALSE(plain(make::raster(folder.path() / "i.tif", 3, 1, {-5, 0, 30000}, {.type = GDT_Int16}))
                  .warned("zonal.nodata_like"));
}

TEST_CASE("Totals of a raster per hectare are value x true ground area") {
  const TempFolder folder;
  const auto total = [&](const make::RasterSpec& spec, const std::vector<double>& values, MultiPolygon zone) {
    const auto path = make::raster(folder.path() / "t.tif", 3, 2, values, spec);
    const GdalDataset dataset(GDALOpen(path.c_str(), GA_Update));
    make::need(GDALSetRasterUnitType(GDALGetRasterBand(dataset.get(), 1), "tC/ha") == CE_None);
    GDALFlushCache(dataset.get());
    Result result;
    result.table = zonalStatistics(ZonalOptions{.raster = path, .perHectare = true}, make::layer({std::move(zone)}),
                                   result.warnings);
    return result;
  };
  const auto rectangle = [](double x0, double y0, double x1, double y1) {
    MultiPolygon shape;
    shape.points = {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}};
    shape.ringEnds = {5};
    for (const Point& point : shape.points) shape.box.add(point);
    return shape;
  };
  struct Case {
    int epsg;
    double x0, y0, cell;
  };
  for (const auto& [epsg, x0, y0, cell] : {Case{4544, 620000, 3240000, 30}, Case{4490, 106, 30, 0.01}}) {
    CAPTURE(epsg);
    const Crs crs = Crs::parse(fmt::format("EPSG:{}", epsg), "test");
    const make::RasterSpec spec{.epsg = epsg, .transform = {x0, cell, 0, y0, 0, -cell}};
    // By hand: the geodesic area of each cell's rectangle, the last column by half.
    const std::vector<double> values{1, 2, 30, 4, 50, 6};
    double expected = 0, ground = 0;
    for (int i = 0; i < 6; ++i) {
      const int col = i % 3, row = i / 3;
      const MultiPolygon part =
          rectangle(x0 + col * cell, y0 - (row + 1) * cell, x0 + (col == 2 ? 2.5 : col + 1) * cell, y0 - row * cell);
      const double ha = geodesicAreaHa(part.points, part.ringEnds, crs);
      ground += ha;
      expected += ha * values[static_cast<std::size_t>(i)];
    }
    const Result r = total(spec, values, rectangle(x0, y0 - 2 * cell, x0 + 2.5 * cell, y0));
    CHECK(r(Statistic::total) == Approx(expected).epsilon(1e-7));
    CHECK(r(areaHa) == Approx(ground).epsilon(1e-7));
    CHECK(r.table.column(Statistic::total) == "total_tC");
    CHECK_FALSE(r.warned("zonal.per_hectare"));
    CHECK(zonalOf(folder.path() / "t.tif", {rectangle(x0, y0 - cell, x0 + cell, y0)}).warned("zonal.per_hectare"));
  }
}

TEST_CASE("A unit per hectare is known however it is written") {
  CHECK(unitOfTotal("tC/ha") == "tC");
  CHECK(unitOfTotal("tC/ha/yr") == "tC/yr");
  CHECK(unitOfTotal("Mg ha-1 yr-1") == "Mg yr-1");
  CHECK(unitOfTotal("t·ha⁻¹") == "t");
  CHECK(unitOfTotal("t/hm²") == "t");
  CHECK(unitOfTotal("m3 per hectare") == "m3");
  CHECK(unitOfTotal("吨/公顷") == "吨");
  CHECK(unitOfTotal("/ha") == "");
  for (const char* other : {"", "m", "tC", "ha", "K/hat", "W m-2", "sha-1"}) CHECK(unitOfTotal(other) == std::nullopt);
  CHECK(unitInName("tC/yr") == "tC_per_yr");
}
