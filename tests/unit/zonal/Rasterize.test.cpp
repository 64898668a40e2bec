#include "geo/zonal/Rasterize.h"

#include <sys/resource.h>
#include <algorithm>
#include <csignal>
#include <numeric>

#include <catch2/catch.hpp>

#include "geo/base/File.h"
#include "tests/support/TempFolder.h"
#include "tests/unit/coverage/GeosArea.h"
#include "tests/unit/coverage/Shapes.h"
#include "tests/unit/zonal/MakeFiles.h"

using namespace tanhui;

namespace {

struct Case {
  TempFolder folder;
  RasterizeRequest request;
  Warnings warnings;

  Case(int cols, int rows, const std::vector<make::NamedPolygon>& features) {
    request.grid = make::raster(
        folder.path() / "grid.tif", cols, rows,
        std::vector<double>(static_cast<std::size_t>(cols) * static_cast<std::size_t>(rows), 0.0), {.type = GDT_Byte});
    request.source.path = make::polygons(folder.path() / "林地.gpkg", features);
    request.target = folder.path() / "out.tif";
  }

  RasterizeResult run() { return rasterize(request, warnings); }

  /// The files in the folder beside the inputs.
  std::vector<std::string> left() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
      if (entry.path() != request.grid && entry.path() != request.source.path)
        names.push_back(entry.path().filename().string());
    return names;
  }
};

struct Bands {
  GDALDataType type;
  std::vector<std::string> names;
  std::vector<std::vector<double>> values;
  bool nodata = false;
};

Bands read(const std::filesystem::path& path) {
  const GdalDataset dataset(GDALOpen(path.c_str(), GA_ReadOnly));
  make::need(dataset != nullptr);
  Bands bands;
  const int cols = GDALGetRasterXSize(dataset.get()), rows = GDALGetRasterYSize(dataset.get());
  for (int b = 1; b <= GDALGetRasterCount(dataset.get()); ++b) {
    GDALRasterBandH band = GDALGetRasterBand(dataset.get(), b);
    bands.type = GDALGetRasterDataType(band);
    bands.names.emplace_back(GDALGetDescription(band));
    int has = 0;
    GDALGetRasterNoDataValue(band, &has);
    bands.nodata = bands.nodata || has != 0;
    auto& values = bands.values.emplace_back(static_cast<std::size_t>(cols) * static_cast<std::size_t>(rows));
    make::need(GDALRasterIO(band, GF_Read, 0, 0, cols, rows, values.data(), cols, rows, GDT_Float64, 0, 0) == CE_None);
  }
  return bands;
}

/// While it lives no file may grow beyond 8 kB: writing fails as on a full disk.
class SmallFiles {
 public:
  SmallFiles() : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    make::need(getrlimit(RLIMIT_FSIZE, &before_) == 0);
    const rlimit small{8192, before_.rlim_max};
    make::need(setrlimit(RLIMIT_FSIZE, &small) == 0);
  }
  ~SmallFiles() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  SmallFiles(const SmallFiles&) = delete;
  SmallFiles& operator=(const SmallFiles&) = delete;

 private:
  void (*handler_)(int);
  rlimit before_{};
};

}  // namespace

TEST_CASE("rasterize gives area fractions, and common ground counts once") {
  // The second overlaps the first on half a cell; both leave a part of cell (2, 1).
  Case c(4, 2, {{make::cellsWkt(0.5, 0, 2, 1), "a"}, {make::cellsWkt(1.5, 0, 2.25, 2), "b"}});
  const RasterizeResult result = c.run();
  const Bands bands = read(c.request.target);
  CHECK(bands.type == GDT_Float32);
  CHECK_FALSE(bands.nodata);
  REQUIRE(bands.values.size() == 1);
  const std::vector<double> expected{0.5, 1,   0.25, 0,  //
                                     0,   0.5, 0.25, 0};
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(bands.values[0][i] == Approx(expected[i]).margin(1e-7));
  CHECK(result.coveredCells[0] == Approx(2.5).epsilon(1e-12));
  CHECK(c.left() == std::vector<std::string>{"out.tif"});
}

TEST_CASE("rasterize makes one band per value, numbers in the order of numbers") {
  Case c(
      3, 1,
      {{make::cellsWkt(0, 0, 1.5, 1), "10"}, {make::cellsWkt(1, 0, 2, 1), "9"}, {make::cellsWkt(2, 0, 3, 1), "竹林"}});
  c.request.by = "name";
  c.request.float64 = true;
  const RasterizeResult result = c.run();
  const Bands bands = read(c.request.target);
  CHECK(bands.type == GDT_Float64);
  CHECK(bands.names == std::vector<std::string>{"9", "10", "竹林"});
  CHECK(result.bands == bands.names);
  REQUIRE(bands.values.size() == 3);
  const std::vector<std::vector<double>> expected{{0, 1, 0}, {1, 0.5, 0}, {0, 0, 1}};
  for (std::size_t band = 0; band < 3; ++band)
    for (std::size_t i = 0; i < 3; ++i) CHECK(bands.values[band][i] == Approx(expected[band][i]).margin(1e-12));
}

TEST_CASE("rasterize agrees with the union by GEOS, across tiles") {
  shapes::Random random(8);
  const int cols = 700, rows = 600;
  std::vector<make::NamedPolygon> features;
  for (int i = 0; i < 12; ++i) {
    const MultiPolygon star = shapes::randomStar(random, {.x = make::kWest + shapes::uniform(random, 500, 6500),
                                                          .y = make::kNorth - shapes::uniform(random, 500, 5500),
                                                          .inner = 200,
                                                          .outer = 1500,
                                                          .corners = 300});
    std::string wkt = "POLYGON((";
    for (const Point& p : star.points) wkt += (wkt.back() == '(' ? "" : ",") + fmt::format("{} {}", p.x, p.y);
    features.push_back({wkt + "))", "x"});
  }
  Case c(cols, rows, features);
  c.request.float64 = true;
  const RasterizeResult result = c.run();
  const Bands bands = read(c.request.target);

  const Geos geos;
  const auto frame = geos.own(GEOSGeom_createRectangle_r(geos.get(), make::kWest, make::kNorth - rows * make::kCell,
                                                         make::kWest + cols * make::kCell, make::kNorth));
  auto whole = geos.own(GEOSGeom_createEmptyPolygon_r(geos.get()));
  for (const make::NamedPolygon& feature : features) {
    GEOSWKTReader* reader = GEOSWKTReader_create_r(geos.get());
    const auto shape = geos.own(GEOSWKTReader_read_r(geos.get(), reader, feature.wkt.c_str()));
    GEOSWKTReader_destroy_r(geos.get(), reader);
    whole = geos.own(GEOSUnion_r(geos.get(), whole.get(), shape.get()));
  }
  whole = geos.own(GEOSIntersection_r(geos.get(), whole.get(), frame.get()));
  double area = 0;
  REQUIRE(GEOSArea_r(geos.get(), whole.get(), &area) == 1);
  CHECK(result.coveredCells[0] == Approx(area / 100).epsilon(1e-9));
  CHECK(std::ranges::min(bands.values[0]) == 0);
  CHECK(std::ranges::max(bands.values[0]) == 1);
  const double total = std::accumulate(bands.values[0].begin(), bands.values[0].end(), 0.0);
  CHECK(total == Approx(area / 100).epsilon(1e-9));
}

TEST_CASE("rasterize writes the same bytes on any number of threads") {
  std::vector<make::NamedPolygon> features;
  for (int i = 0; i < 50; ++i)
    features.push_back(
        {make::cellsWkt(i * 20 + 0.3, i * 18 + 0.7, i * 20 + 300.9, i * 18 + 90.1), std::to_string(i % 3)});
  Case c(1300, 1100, features);
  c.request.by = "name";
  c.run();
  const std::string one = readFile(c.request.target);
  c.request.threads = 4;
  c.run();
  CHECK(readFile(c.request.target) == one);
}

TEST_CASE("rasterize warns of features beyond the grid and refuses a layer that does not meet it") {
  Case partly(2, 2, {{make::cellsWkt(1, 0, 5, 2), "a"}});
  CHECK(partly.run().coveredCells[0] == Approx(2).epsilon(1e-12));
  REQUIRE(partly.warnings.size() == 1);
  CHECK(partly.warnings[0].what.id == "zonal.features_beyond_grid");

  Case apart(2, 2, {{make::cellsWkt(10, 10, 11, 11), "a"}});
  CHECK_THROWS_AS(apart.run(), Error);
  CHECK(apart.left().empty());
}

TEST_CASE("rasterize never overwrites its inputs") {
  Case c(2, 2, {{make::cellsWkt(0, 0, 1, 1), "a"}});
  const std::string before = readFile(c.request.grid);
  c.request.target = c.request.grid;
  CHECK_THROWS_AS(c.run(), Error);
  CHECK(readFile(c.request.grid) == before);
}

TEST_CASE("rasterize leaves nothing when the file cannot be written") {
  shapes::Random random(2);
  std::vector<make::NamedPolygon> features;
  for (int i = 0; i < 400; ++i) {
    const double x = shapes::uniform(random, 0, 990), y = shapes::uniform(random, 0, 990);
    features.push_back(
        {make::cellsWkt(x, y, x + shapes::uniform(random, 0.1, 9), y + shapes::uniform(random, 0.1, 9)), "a"});
  }
  Case c(1000, 1000, features);
  for (const int threads : {1, 4}) {
    c.request.threads = threads;
    std::optional<ErrorKind> kind;
    try {
      const SmallFiles limit;
      c.run();
    } catch (const Error& error) {
      kind = error.kind();
    }
    CHECK(kind == ErrorKind::work);
    CHECK(c.left().empty());
  }

  c.request.target = c.folder.path() / "none" / "out.tif";
  CHECK_THROWS_AS(c.run(), Error);
  CHECK(c.left().empty());
}
