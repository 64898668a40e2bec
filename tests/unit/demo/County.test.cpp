#include "datasets/demo/County.h"

#include <ogrsf_frmts.h>
#include <catch2/catch.hpp>

#include <bit>
#include <filesystem>
#include <map>
#include <set>
#include <unordered_map>

#include "datasets/demo/Layers.h"
#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/grid/GeodesicArea.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;
using namespace tanhui::demo;
namespace fs = std::filesystem;

namespace {

struct Edge {
  std::array<std::uint64_t, 4> bits;
  friend bool operator==(const Edge&, const Edge&) = default;
};
struct EdgeHash {
  std::size_t operator()(const Edge& e) const {
    std::uint64_t h = 0;
    for (const std::uint64_t b : e.bits) h = (h ^ b) * 0x9E3779B97F4A7C15u, h ^= h >> 29;
    return h;
  }
};

/// How often each edge occurs in one direction, minus how often in the other, keyed by its sorted ends; and how often
/// in all. Coordinates count bit by bit.
class Edges {
 public:
  void add(const OGRGeometry& geometry) {
    for (const auto* polygon : *geometry.toMultiPolygon())
      for (const auto* ring : *polygon)
        for (int i = 0; i + 1 < ring->getNumPoints(); ++i)
          add(ring->getX(i), ring->getY(i), ring->getX(i + 1), ring->getY(i + 1));
  }
  struct Count {
    int balance = 0, times = 0;
  };
  const std::unordered_map<Edge, Count, EdgeHash>& all() const { return counts_; }

 private:
  void add(double x0, double y0, double x1, double y1) {
    const bool forward = x0 != x1 ? x0 < x1 : y0 < y1;
    if (!forward) std::swap(x0, x1), std::swap(y0, y1);
    const auto bits = [](double v) { return std::bit_cast<std::uint64_t>(v); };
    Count& count = counts_[{{bits(x0), bits(y0), bits(x1), bits(y1)}}];
    count.balance += forward ? 1 : -1;
    ++count.times;
  }
  std::unordered_map<Edge, Count, EdgeHash> counts_;
};

GDALDatasetUniquePtr open(const fs::path& path) {
  GDALDatasetUniquePtr data(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR));
  REQUIRE(data != nullptr);
  return data;
}

/// The areas that the survey notes of each parcel: on the ellipsoid, and without the field ridges.
class SurveyedAreas {
 public:
  void add(OGRFeature& parcel, int number) {
    const double whole = parcel.GetFieldAsDouble("TBMJ"), ratio = parcel.GetFieldAsDouble("KCXS"),
                 deducted = parcel.GetFieldAsDouble("KCMJ"), net = parcel.GetFieldAsDouble("TBDLMJ");
    const std::string code = parcel.GetFieldAsString("DLBM");
    const bool cropland = code.starts_with("01");
    unsound_ += std::abs(deducted - whole * ratio) > 0.00501 || std::abs(whole - deducted - net) > 1e-6;
    unsound_ += (ratio > 0) != (std::string(parcel.GetFieldAsString("KCDLBM")) == "1203");
    unsound_ += ratio > 0 && (!cropland || std::string(parcel.GetFieldAsString("GDPDJB")) < "2");
    unsound_ += cropland == std::string(parcel.GetFieldAsString("GDLX")).empty();
    if (cropland) gross_ += whole, net_ += net;
    if (number % 100 == 0) worst_ = std::max(worst_, std::abs(whole - geodesic(parcel)) - 1e-9 * whole);
  }
  void require() const {
    CHECK(unsound_ == 0);
    CHECK(worst_ <= 0.0051);  // m2: rounded to 0.01
    CHECK(1 - net_ / gross_ > 0.04);
    CHECK(1 - net_ / gross_ < 0.14);
  }

 private:
  /// m2 by the ruler of the program, which knows nothing of the county's closed form.
  double geodesic(OGRFeature& parcel) const {
    std::vector<Point> points;
    std::vector<std::uint32_t> ends;
    for (const auto* polygon : *parcel.GetGeometryRef()->toMultiPolygon())
      for (const auto* ring : *polygon) {
        for (int i = 0; i < ring->getNumPoints(); ++i) points.push_back({ring->getX(i), ring->getY(i)});
        ends.push_back(static_cast<std::uint32_t>(points.size()));
      }
    return 10000 * ruler_.ha(points, ends);
  }

  GeodesicArea ruler_{Crs::parse(kCrs, "county")};
  int unsound_ = 0;
  double worst_ = 0, gross_ = 0, net_ = 0;
};

std::set<std::string> sandiaoCodes() {
  const CsvTable table = readCsv(fs::path(TANHUI_SOURCE_DIR) / "datasets/classes/sandiao.csv");
  const std::size_t code = table.require("code");
  std::set<std::string> codes;
  for (const CsvRow& row : table.rows) codes.insert(row.cells[code]);
  return codes;
}

}  // namespace

TEST_CASE("the land survey is a partition of a believable district") {
  const County county = imagineCounty();
  const TempFolder folder;
  writeLandSurvey(county, folder.path());
  writeBoundary(county, folder.path());
  writeStands(county, folder.path());
  const Shape district = county.dissolve(1, [](const ParcelFacts&) { return 0; })[0];
  const Shape leftOut = county.dissolve(1, [](const ParcelFacts& p) { return p.unsurveyed ? 0 : -1; })[0];
  CHECK(leftOut.size() == 3);
  CHECK(district.size() == 1);
  CHECK(area(district) > 1.3e9);
  CHECK(area(district) < 1.5e9);

  const std::set<std::string> known = sandiaoCodes();
  const GDALDatasetUniquePtr survey = open(folder.path() / "国土调查.gpkg");
  OGRLayer* parcels = survey->GetLayerByName("DLTB");
  REQUIRE(parcels != nullptr);
  Edges edges;
  std::set<std::string> ids, unknown;
  SurveyedAreas ridges;
  double sum = 0, ground = 0, least = 1e18;
  int count = 0, invalid = 0, open_ended = 0, adjustable = 0;
  for (const auto& feature : *parcels) {
    const OGRGeometry& shape = *feature->GetGeometryRef();
    const double size = shape.toMultiPolygon()->get_Area();
    sum += size, least = std::min(least, size), ++count;
    ground += feature->GetFieldAsDouble("TBMJ");
    ridges.add(*feature, count);
    invalid += !shape.IsValid();
    ids.insert(feature->GetFieldAsString("BSM"));
    std::string code = feature->GetFieldAsString("DLBM");
    if (code.ends_with('K')) code.pop_back(), ++adjustable;
    if (!known.contains(code)) unknown.insert(code);
    edges.add(shape);
  }
  ridges.require();
  CHECK(count >= 50000);
  CHECK(ids.size() == static_cast<std::size_t>(count));
  CHECK(invalid == 0);
  CHECK(unknown.empty());
  CHECK(adjustable > 100);
  CHECK(least > 300);  // m2
  CHECK(sum == Approx(area(district) - area(leftOut)).epsilon(1e-9));
  // The projection stretches by 0.01 to 0.03 percent along each axis here.
  CHECK(ground / sum < 1 - 2 * 0.0001);
  CHECK(ground / sum > 1 - 2 * 0.0003);

  // Every inner edge is there twice, once in each direction; the rest are the edges of the district and of the gaps.
  Edges outer;
  const GDALDatasetUniquePtr boundary = open(folder.path() / "边界.gpkg");
  for (const auto& feature : *boundary->GetLayer(0)) outer.add(*feature->GetGeometryRef());
  std::size_t once = 0, gapEdges = 0;
  for (const auto& polygon : leftOut)
    for (const Ring& ring : polygon) gapEdges += ring.size() - 1;
  for (const auto& [edge, found] : edges.all()) {
    if (found.times == 2 && found.balance == 0) continue;
    open_ended += found.times != 1;
    ++once;
  }
  CHECK(open_ended == 0);
  CHECK(once == outer.all().size() + gapEdges);

  Edges townEdges;
  double townSum = 0;
  OGRLayer* towns = survey->GetLayerByName("XZQ");
  REQUIRE(towns != nullptr);
  CHECK(towns->GetFeatureCount() == 12);
  for (const auto& feature : *towns) {
    CHECK(feature->GetGeometryRef()->IsValid());
    townSum += feature->GetGeometryRef()->toMultiPolygon()->get_Area();
    townEdges.add(*feature->GetGeometryRef());
  }
  CHECK(townSum == Approx(area(district)).epsilon(1e-9));

  // Relief drives use.
  std::map<Use, std::pair<double, int>> slope;
  for (const ParcelFacts& p : county.facts) {
    if (p.village == 0) continue;
    slope[p.use].first += sample(county.relief.slope, p.middle), ++slope[p.use].second;
  }
  const auto mean = [&](Use use) { return slope[use].first / slope[use].second; };
  CHECK(mean(Use::arbor) > 2 * mean(Use::paddy));
  CHECK(mean(Use::dry) > mean(Use::paddy));
  CHECK(mean(Use::townHome) < mean(Use::arbor));

  // The stands: the fields of the forest land map, values in GBK, believable figures, gaps.
  const std::string dbf = readFile(folder.path() / "林地小班.dbf");
  CHECK(dbf.find("\xC2\xED\xCE\xB2\xCB\xC9") != std::string::npos);  // 马尾松
  const GDALDatasetUniquePtr forest = open(folder.path() / "林地小班.shp");
  OGRLayer* stands = forest->GetLayer(0);
  for (const char* field : {"LIN_BAN", "XIAO_BAN", "DI_LEI", "YOU_SHI_SZ", "QI_YUAN", "LING_ZU", "PINGJUN_NL",
                            "PINGJUN_XJ", "HUO_LMGQXJ", "MIAN_JI"})
    CHECK(stands->GetLayerDefn()->GetFieldIndex(field) >= 0);
  double volume = 0, hectares = 0;
  int trees = 0, missing = 0;
  for (const auto& feature : *stands) {
    CHECK(feature->GetGeometryRef()->IsValid());
    if (std::string(feature->GetFieldAsString("DI_LEI")) != "0111") continue;
    ++trees;
    const double size = feature->GetFieldAsDouble("MIAN_JI");
    if (!feature->IsFieldSetAndNotNull(feature->GetFieldIndex("HUO_LMGQXJ")))
      ++missing;
    else
      volume += size * feature->GetFieldAsDouble("HUO_LMGQXJ"), hectares += size;
  }
  CHECK(stands->GetFeatureCount() > 5000);
  CHECK(stands->GetFeatureCount() < 10000);
  CHECK(volume / hectares == Approx(65).margin(10));
  CHECK(missing > 0.05 * trees);
  CHECK(missing < 0.12 * trees);
}
