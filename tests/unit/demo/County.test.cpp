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
  writeTownships(county, folder.path());
  writeStands(county, folder.path());
  const Shape district = county.dissolve(1, [](const ParcelFacts&) { return 0; })[0];
  const Shape leftOut = county.dissolve(1, [](const ParcelFacts& p) { return p.unsurveyed ? 0 : -1; })[0];
  CHECK(leftOut.size() == 3);
  CHECK(district.size() == 1);
  CHECK(area(district) > 1.3e9);
  CHECK(area(district) < 1.5e9);

  const std::set<std::string> known = sandiaoCodes();
  const GDALDatasetUniquePtr survey = open(folder.path() / "国土调查.gpkg");
  OGRLayer* parcels = survey->GetLayerByName("地类图斑");
  REQUIRE(parcels != nullptr);
  Edges edges;
  std::set<std::string> ids, unknown;
  double sum = 0, ground = 0, least = 1e18;
  int count = 0, invalid = 0, open_ended = 0, adjustable = 0;
  for (const auto& feature : *parcels) {
    const OGRGeometry& shape = *feature->GetGeometryRef();
    const double size = shape.toMultiPolygon()->get_Area();
    sum += size, least = std::min(least, size), ++count;
    ground += feature->GetFieldAsDouble("TBMJ");
    invalid += !shape.IsValid();
    ids.insert(feature->GetFieldAsString("BSM"));
    std::string code = feature->GetFieldAsString("DLBM");
    if (code.ends_with('K')) code.pop_back(), ++adjustable;
    if (!known.contains(code)) unknown.insert(code);
    edges.add(shape);
  }
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
  const GDALDatasetUniquePtr towns = open(folder.path() / "乡镇.gpkg");
  CHECK(towns->GetLayer(0)->GetFeatureCount() == 12);
  for (const auto& feature : *towns->GetLayer(0)) {
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

  // The stands: Chinese names in GBK, believable figures, gaps.
  const std::string dbf = readFile(folder.path() / "林地小班.dbf");
  CHECK(dbf.substr(0, 2000).find("\xD3\xC5\xCA\xC6\xCA\xF7\xD6\xD6") != std::string::npos);  // 优势树种
  const GDALDatasetUniquePtr forest = open(folder.path() / "林地小班.shp");
  OGRLayer* stands = forest->GetLayer(0);
  for (const char* field : {"小班号", "DLBM", "优势树种", "年龄", "每公顷蓄积", "起源"})
    CHECK(stands->GetLayerDefn()->GetFieldIndex(field) >= 0);
  double volume = 0, hectares = 0;
  int trees = 0, missing = 0;
  for (const auto& feature : *stands) {
    CHECK(feature->GetGeometryRef()->IsValid());
    if (std::string(feature->GetFieldAsString("DLBM")) != "0301") continue;
    ++trees;
    const double size = feature->GetFieldAsDouble("面积公顷");
    if (!feature->IsFieldSetAndNotNull(feature->GetFieldIndex("每公顷蓄积")))
      ++missing;
    else
      volume += size * feature->GetFieldAsDouble("每公顷蓄积"), hectares += size;
  }
  CHECK(stands->GetFeatureCount() > 5000);
  CHECK(stands->GetFeatureCount() < 10000);
  CHECK(volume / hectares == Approx(65).margin(10));
  CHECK(missing > 0.05 * trees);
  CHECK(missing < 0.12 * trees);
}
