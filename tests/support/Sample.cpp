#include "tests/support/Sample.h"

#include <gdal.h>

#include <array>
#include <cmath>
#include <random>
#include <stdexcept>

#include "geo/account/Columns.h"
#include "geo/landclass/ClassTable.h"

namespace tanhui::sample {
namespace fs = std::filesystem;
namespace {

constexpr double kWest = 555000, kNorth = 3250000, kCell = 100;
constexpr int kCols = 420, kRows = 380, kTownCols = 6, kTownRows = 4;

struct ClassLine {
  const char* key;
  double share, above, below, dead, litter, soil, growth, nonCo2;
};

/// Shares of the area and figures per hectare, chosen to look like a hilly district; no claim about any place.
constexpr ClassLine kClasses[] = {{"forest_ebf", .110, 24, 7, 1.4, 2.7, 52, 1.9, 0},
                                  {"forest_enf_masson", .145, 20, 5, 1.4, 2, 39, 2.3, 0},
                                  {"forest_enf_cypress", .082, 29, 8, 1.4, 2.5, 45, 1.5, 0},
                                  {"forest_enf_fir", .018, 26, 6, 1.4, 2.1, 47, 2.1, 0},
                                  {"forest_mixed", .065, 25, 7, 1.4, 2.4, 48, 1.8, 0},
                                  {"bamboo", .041, 18, 14, .6, 1.1, 46, 1.1, 0},
                                  {"shrub", .038, 7, 4, .3, 1, 40, .4, 0},
                                  {"orchard", .052, 9, 3, 0, .4, 33, .6, 0},
                                  {"tea", .004, 7, 3, 0, .5, 38, .3, 0},
                                  {"paddy", .131, 0, 0, 0, 0, 41, 0, -7.2},
                                  {"cropland_dry", .156, 0, 0, 0, 0, 29, 0, -.4},
                                  {"field_ridge", .021, 1, 1, 0, 0, 27, 0, 0},
                                  {"grass", .011, 1, 3, 0, .2, 31, 0, 0},
                                  {"marsh", .0015, 3, 4, 0, .3, 61, .2, -6},
                                  {"floodflat", .006, 1, 1, 0, 0, 24, 0, -.8},
                                  {"river", .024, 0, 0, 0, 0, 0, 0, -.3},
                                  {"reservoir", .007, 0, 0, 0, 0, 0, 0, -2.5},
                                  {"pond", .009, 0, 0, 0, 0, 0, 0, -4.8},
                                  {"builtup", .074, 1, .4, 0, 0, 18, 0, 0},
                                  {"unmapped", .0045, 0, 0, 0, 0, 0, 0, 0}};

Totals totalsOf(const ClassLine& c, double areaHa) {
  Totals t;
  t.areaHa = areaHa;
  t.carbon.stock = {c.above * areaHa, c.below * areaHa, c.dead * areaHa, c.litter * areaHa, c.soil * areaHa};
  t.carbon.biomassFlux = c.growth * areaHa;
  t.carbon.deadOrganicFlux = 0.04 * c.growth * areaHa;
  t.carbon.nonCo2 = c.nonCo2 * areaHa;
  if (LandClasses().group(c.key) == "cropland") t.carbon.agriculture = t.carbon.nonCo2;
  t.stockSe = 0.14 * t.carbon.total();
  t.fluxSe = 0.27 * t.carbon.flux();
  t.lulucfSe = 44.0 / 12 * t.fluxSe;
  t.agricultureSe = 0.3 * std::abs(t.carbon.agriculture);
  t.netSe = std::hypot(t.lulucfSe, t.agricultureSe);
  return t;
}

/// Classes are independent of each other, so their errors add in squares.
Totals sumOf(const std::vector<ClassTotals>& classes) {
  Totals sum;
  for (const ClassTotals& line : classes) {
    const Totals& t = line.totals;
    sum.areaHa += t.areaHa;
    for (std::size_t i = 0; i < kPools; ++i) sum.carbon.stock[i] += t.carbon.stock[i];
    sum.carbon.biomassFlux += t.carbon.biomassFlux;
    sum.carbon.deadOrganicFlux += t.carbon.deadOrganicFlux;
    sum.carbon.nonCo2 += t.carbon.nonCo2;
    sum.carbon.agriculture += t.carbon.agriculture;
    sum.stockSe = std::hypot(sum.stockSe, t.stockSe);
    sum.fluxSe = std::hypot(sum.fluxSe, t.fluxSe);
    sum.netSe = std::hypot(sum.netSe, t.netSe);
    sum.lulucfSe = std::hypot(sum.lulucfSe, t.lulucfSe);
    sum.agricultureSe = std::hypot(sum.agricultureSe, t.agricultureSe);
  }
  return sum;
}

/// Corners of the townships: a lattice pushed about, the district's outline included.
Point corner(int col, int row) {
  const double width = kCols * kCell / kTownCols, height = kRows * kCell / kTownRows;
  const double swayX = 0.28 * std::sin(col * 2.1 + row * 1.7), swayY = 0.28 * std::cos(col * 1.3 + row * 2.9);
  const double inX = col == 0 ? 0.3 : col == kTownCols ? -0.3 : 0, inY = row == 0 ? 0.3 : row == kTownRows ? -0.3 : 0;
  return {kWest + (col + swayX + inX) * width, kNorth - (row + swayY + inY) * height};
}

/// A wavy edge, the same from both sides.
void addEdge(MultiPolygon& shape, Point a, Point b) {
  const bool turned = b.x < a.x || (b.x == a.x && b.y < a.y);
  const Point from = turned ? b : a, to = turned ? a : b;
  std::vector<Point> points;
  constexpr int kSteps = 24;
  for (int i = 0; i < kSteps; ++i) {
    const double t = (turned ? kSteps - i : i) / static_cast<double>(kSteps);
    const double wave = 0.05 * std::sin(t * 9.4248) + 0.03 * std::sin(t * 25.1327);
    points.push_back(
        {from.x + (to.x - from.x) * t - (to.y - from.y) * wave, from.y + (to.y - from.y) * t + (to.x - from.x) * wave});
  }
  shape.points.insert(shape.points.end(), points.begin(), points.end());
}

MultiPolygon ring(const std::vector<Point>& corners) {
  MultiPolygon shape;
  for (std::size_t i = 0; i < corners.size(); ++i) addEdge(shape, corners[i], corners[(i + 1) % corners.size()]);
  shape.points.push_back(shape.points.front());
  shape.ringEnds = {static_cast<std::uint32_t>(shape.points.size())};
  for (const Point& p : shape.points) shape.box.add(p);
  return shape;
}

MultiPolygon township(int col, int row) {
  return ring({corner(col, row), corner(col, row + 1), corner(col + 1, row + 1), corner(col + 1, row)});
}

void writeRaster(const fs::path& path, const std::vector<std::vector<float>>& bands, bool classes) {
  registerGdal();
  GDALDriverH driver = GDALGetDriverByName("GTiff");
  const GdalDataset dataset(GDALCreate(driver, path.c_str(), kCols, kRows, static_cast<int>(bands.size()),
                                       classes ? GDT_Byte : GDT_Float32, nullptr));
  double transform[6] = {kWest, kCell, 0, kNorth, 0, -kCell};
  GDALSetGeoTransform(dataset.get(), transform);
  GDALSetSpatialRef(dataset.get(), Crs::parse("EPSG:4544", "sample").handle());
  for (std::size_t b = 0; b < bands.size(); ++b) {
    GDALRasterBandH band = GDALGetRasterBand(dataset.get(), static_cast<int>(b) + 1);
    GDALSetRasterNoDataValue(band, classes ? 255 : -9999);
    if (classes) {
      GDALColorTableH table = GDALCreateColorTable(GPI_RGB);
      for (std::size_t i = 0; i < std::size(kClasses); ++i) {
        const LandClass* known = LandClasses().find(kClasses[i].key);
        const std::uint32_t rgb = known == nullptr ? 0x777777U : known->colour;
        const GDALColorEntry entry{static_cast<short>(rgb >> 16 & 0xFF), static_cast<short>(rgb >> 8 & 0xFF),
                                   static_cast<short>(rgb & 0xFF), 255};
        GDALSetColorEntry(table, static_cast<int>(i), &entry);
      }
      GDALSetRasterColorTable(band, table);
      GDALDestroyColorTable(table);
    }
    auto pixels = bands[b];
    if (GDALRasterIO(band, GF_Write, 0, 0, kCols, kRows, pixels.data(), kCols, kRows, GDT_Float32, 0, 0) != CE_None)
      throw std::runtime_error("sample raster");
  }
}

/// A class for each cell: ridges, valleys and a river made of a few waves; 255 outside the district.
std::vector<float> classField() {
  std::vector<float> out;
  for (int row = 0; row < kRows; ++row)
    for (int col = 0; col < kCols; ++col) {
      const double u = col / 420.0, v = row / 380.0;
      const double ridge = std::sin(18 * (u + 0.35 * v) + 1.1 * std::sin(7 * v)) + 0.35 * std::sin(41 * u - 23 * v);
      const double river = std::abs(v - 0.55 - 0.18 * std::sin(5 * u + 0.7));
      const double patch = std::sin(97 * u + 11 * v) * std::sin(83 * v - 17 * u);
      int value = 9;
      if (river < 0.018)
        value = 15;
      else if (river < 0.05 && patch > 0.1)
        value = 18;
      else if (ridge > 0.75)
        value = patch > 0.2 ? 0 : 1;
      else if (ridge > 0.3)
        value = patch > 0 ? 2 : patch > -0.4 ? 4 : 5;
      else if (ridge > -0.2)
        value = patch > 0.25 ? 7 : 10;
      else if (patch > 0.8)
        value = 17;
      const double edge = std::min({u, v, 1 - u, 1 - v}) + 0.02 * std::sin(30 * (u + v));
      out.push_back(edge < 0.03 ? 255.0F : static_cast<float>(value));
    }
  return out;
}

std::vector<float> lookedUp(const std::vector<float>& classes, double (*value)(const ClassLine&)) {
  std::vector<float> out;
  for (const float c : classes)
    out.push_back(c > 254 ? -9999.0F : static_cast<float>(value(kClasses[static_cast<std::size_t>(c)])));
  return out;
}

}  // namespace

County::County(Language language) {
  const bool zh = language == Language::zh;
  report.projectName = zh ? "碧江区 2025 碳汇本底（示范，合成数据）" : "Bijiang District 2025 carbon baseline (demo)";
  report.projectFile = "/data/bijiang/project.toml";
  report.language = language;
  report.synthetic = true;
  report.baseYear = 2025;
  report.gwp = "AR5";
  report.volumeEquation = "automatic";
  report.grid = {Crs::parse("EPSG:4544", "sample"), kWest, kNorth, kCell, kCell, kCols, kRows};
  report.areaRule = "ground";
  report.threads = 2;
  report.wallSeconds = 7.25;
  report.cpuSeconds = 13.5;
  report.version = "0.1.0";
  report.closure = {3.1e-11, 2.4e-15, 8.7e-10};
  report.warnings = {{"林地小班.shp, feature 1207", say("report.warnings.none")},
                     {"三调.gpkg", say("report.unmapped", "722 ha", "0.5%")}};
  report.inputs = {{"region", "/data/bijiang/边界.gpkg", 106496, std::string(64, 'a')},
                   {"layer forest", "/data/bijiang/林地小班.shp", 7340032, std::string(64, '3')},
                   {"layer survey", "/data/bijiang/三调.gpkg", 48234496, std::string(64, 'f')},
                   {"zone townships", "/data/bijiang/乡镇.gpkg", 221184, std::string(64, '0')}};
  report.factors = std::make_shared<FactorLibrary>(FactorLibrary::load("chongqing", {}, {}));
  for (std::uint32_t i = 0; i < report.factors->all().size() && report.account.factorsUsed.size() < 120; i += 4)
    report.account.factorsUsed.push_back(i);

  const double county = 146300;
  for (const ClassLine& line : kClasses)
    report.account.classes.push_back({line.key, totalsOf(line, line.share * county)});
  report.account.total = sumOf(report.account.classes);

  std::mt19937 random(7);
  const auto uniform = [&] { return static_cast<double>(random() % 10000U) / 10000.0; };
  // Townships take every class in shares that add up to one.
  std::vector<std::vector<double>> shares(std::size(kClasses));
  for (auto& share : shares) {
    double sum = 0;
    for (int t = 0; t < kTownCols * kTownRows; ++t) share.push_back(0.2 + uniform()), sum += share.back();
    for (double& s : share) s /= sum;
  }
  static constexpr std::array<const char*, 24> kNames = {
      "云岭镇",   "石桥街道", "白鹭湾镇", "双河口镇", "竹溪镇",       "大坝镇",   "松林坡乡", "青杠镇",
      "龙泉街道", "柏树垭镇", "仙女湖镇", "临江街道", "土家山民族乡", "黄葛树镇", "蜂窝堡乡", "清溪场镇",
      "马鞍镇",   "鱼鳞滩镇", "凤凰街道", "梨园镇",   "太平桥乡",     "雾都镇",   "长滩镇",   "古渡口镇"};
  Layer townships{zh ? "乡镇" : "townships", {}, {}, {}};
  for (int t = 0; t < kTownCols * kTownRows; ++t) {
    const auto i = static_cast<std::size_t>(t);
    ZoneTotals zone{townships.name,
                    fmt::format("5001{:02}", t + 1),
                    zh ? std::string(kNames[i]) : fmt::format("Township {}", t + 1),
                    {},
                    {}};
    for (std::size_t c = 0; c < std::size(kClasses); ++c)
      zone.classes.push_back({kClasses[c].key, totalsOf(kClasses[c], kClasses[c].share * county * shares[c][i])});
    zone.total = sumOf(zone.classes);
    townships.ids.push_back(zone.id);
    townships.labels.push_back(zone.label);
    townships.shapes.push_back(township(t % kTownCols, t / kTownCols));
    report.account.zones.push_back(std::move(zone));
  }
  layers_.push_back(std::move(townships));

  const auto single = [&](const std::string& layer, const std::string& label, double share, std::size_t firstClass) {
    ZoneTotals zone{layer, "1", label, {}, {}};
    for (std::size_t c = firstClass; c < std::size(kClasses); c += 2)
      zone.classes.push_back({kClasses[c].key, totalsOf(kClasses[c], kClasses[c].share * county * share)});
    zone.total = sumOf(zone.classes);
    Layer shapes{layer,
                 {"1"},
                 {label},
                 {ring({{kWest + 6000, kNorth - 24000},
                        {kWest + 36000, kNorth - 22000},
                        {kWest + 35000, kNorth - 17000},
                        {kWest + 7000, kNorth - 19000}})}};
    report.account.zones.push_back(std::move(zone));
    layers_.push_back(std::move(shapes));
  };
  single(zh ? "生态廊道" : "corridor", zh ? "碧江干流生态廊道" : "Bi river corridor", 0.12, 0);
  single(zh ? "生态保护红线" : "redline", zh ? "生态保护红线" : "Ecological redline", 0.2, 1);
}

std::vector<ZoneShapes> County::zones() const {
  std::vector<ZoneShapes> out;
  for (const Layer& layer : layers_) out.push_back({layer.name, layer.ids, layer.labels, layer.shapes});
  return out;
}

void writeMaps(County& county, const fs::path& folder) {
  const std::vector<float> classes = classField();
  writeRaster(folder / "class.tif", {classes}, true);
  const auto stock =
      lookedUp(classes, [](const ClassLine& c) { return c.above + c.below + c.dead + c.litter + c.soil; });
  writeRaster(folder / "stock.tif", {stock}, false);
  const auto growth = lookedUp(classes, [](const ClassLine& c) { return c.growth; });
  writeRaster(folder / "flux.tif", {growth, growth, growth, growth}, false);
  writeRaster(folder / "uncertainty.tif",
              {lookedUp(classes, [](const ClassLine& c) { return 0.14 * (c.above + c.below + c.soil); })}, false);
  for (const char* name : {"stock.tif", "flux.tif", "uncertainty.tif", "class.tif"})
    county.report.outputs.push_back(folder / name);
}

}  // namespace tanhui::sample
