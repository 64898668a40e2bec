#include "datasets/demo/Layers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "datasets/demo/Files.h"
#include "datasets/demo/Noise.h"

namespace tanhui::demo {
namespace fs = std::filesystem;
namespace {

double toCentimetres(double area) { return std::round(area * 100) / 100; }

/// Levels of the corridors: 1 the big river, 2 its tributaries, 3 streams; 0 is not on the map.
int levelOf(double catchment) { return catchment >= 2.5e7 ? 2 : catchment >= 5e6 ? 3 : 0; }

bool inDistrict(const County& county, Point p) { return county.admin.village[county.admin.village.indexAt(p)] != 0; }

/// The pieces of a line that lie in the district.
std::vector<std::vector<Point>> clip(const County& county, const std::vector<Point>& line) {
  std::vector<std::vector<Point>> pieces(1);
  for (const Point p : line) {
    if (inDistrict(county, p))
      pieces.back().push_back(p);
    else if (!pieces.back().empty())
      pieces.emplace_back();
  }
  std::erase_if(pieces, [](const auto& piece) { return piece.size() < 2; });
  return pieces;
}

/// Names for the tributaries, the largest first; the small ones have none.
std::map<int, std::string> nameTributaries(const Waters& waters) {
  constexpr std::array<const char*, 14> kNames = {"石鹭河", "柏沱河", "松壑河", "鲤溪河", "桂渚河", "鹤汀溪", "芦笛溪",
                                                  "麻桑溪", "竹篁溪", "霞岫溪", "青梭溪", "白沙溪", "龙凼溪", "云脚溪"};
  std::map<int, double> size;
  for (const Stream& s : waters.streams) size[s.tributary] = std::max(size[s.tributary], s.catchment);
  std::vector<std::pair<double, int>> bySize;
  for (const auto& [tributary, catchment] : size) bySize.emplace_back(-catchment, tributary);
  std::sort(bySize.begin(), bySize.end());
  std::map<int, std::string> names;
  for (std::size_t i = 0; i < bySize.size(); ++i) names[bySize[i].second] = i < kNames.size() ? kNames[i] : "";
  return names;
}

constexpr const char* kSynthetic = "DESCRIPTION=合成数据，非真实地块 / synthetic data, no real place";

}  // namespace

void writeLandSurvey(const County& county, const fs::path& folder) {
  std::vector<int> own(county.facts.size());
  for (std::size_t k = 0; k < own.size(); ++k) own[k] = county.facts[k].unsurveyed ? -1 : static_cast<int>(k) - 1;
  const std::vector<Shape> shapes = buildShapes(county.arcs, own, county.parcels.count());

  VectorFile file(folder / "国土调查.gpkg", "GPKG");
  file.startLayer("地类图斑", Geometry::polygon,
                  {{Field::text, "BSM", 18},
                   {Field::text, "DLBM", 5},
                   {Field::text, "DLMC", 60},
                   {Field::text, "QSDWMC", 60},
                   {Field::real, "TBMJ"}},
                  {kSynthetic, "IDENTIFIER=地类图斑（合成）"});
  for (std::size_t k = 1; k < own.size(); ++k) {
    if (own[k] < 0) continue;
    const SurveyCode code = surveyCode(county.parcels, static_cast<int>(k));
    const Village& village = county.admin.villages[static_cast<std::size_t>(county.facts[k].village)];
    const Township& township = county.admin.townships[static_cast<std::size_t>(village.township)];
    const std::array<Value, 5> values = {fmt::format("500199{:012}", k),
                                         std::string(code.dlbm) + (code.adjustable ? "K" : ""),
                                         std::string(code.adjustable ? "可调整" : "") + code.dlmc,
                                         township.name + village.name, toCentimetres(groundArea(shapes[k - 1]))};
    file.add(shapes[k - 1], values);
  }
  file.finish();
}

void writeStands(const County& county, const fs::path& folder) {
  VectorFile file(folder / "林地小班.shp", "ESRI Shapefile");
  // A DBF name has ten bytes: five Chinese characters in GBK.
  file.startLayer("林地小班", Geometry::polygon,
                  {{Field::text, "小班号", 12},
                   {Field::text, "乡镇", 20},
                   {Field::text, "DLBM", 5},
                   {Field::text, "优势树种", 12},
                   {Field::text, "起源", 6},
                   {Field::integer, "年龄", 4},
                   {Field::real, "每公顷蓄积", 10, 1},
                   {Field::real, "面积公顷", 12, 4},
                   {Field::text, "说明", 12}},
                  {"ENCODING=GBK", "DBF_DATE_LAST_UPDATE=2025-12-31"});
  std::vector<int> number(county.admin.townships.size(), 0);
  for (const Stand& stand : county.survey.stands) {
    const auto t = static_cast<std::size_t>(stand.township);
    const std::array<Value, 9> values = {fmt::format("{:02}-{:05}", t + 1, ++number[t]),
                                         county.admin.townships[t].name,
                                         std::string(info(stand.use).dlbm),
                                         stand.species.empty() ? Value{} : Value{stand.species},
                                         std::string(stand.planted ? "人工" : "天然"),
                                         stand.age ? Value{std::int64_t{*stand.age}} : Value{},
                                         stand.volume ? Value{*stand.volume} : Value{},
                                         std::round(groundArea(stand.shape)) / 10000,
                                         std::string("合成数据")};
    file.add(stand.shape, values);
  }
  file.finish();
}

void writeWetlands(const County& county, const fs::path& folder) {
  VectorFile file(folder / "湿地.gpkg", "GPKG");
  file.startLayer("湿地", Geometry::polygon,
                  {{Field::text, "湿地类型", 5}, {Field::text, "类型名称", 20}, {Field::real, "面积公顷"}},
                  {kSynthetic});
  for (const Wetland& wetland : county.survey.wetlands) {
    const UseInfo& use = info(wetland.use);
    const std::array<Value, 3> values = {std::string(use.dlbm), std::string(use.dlmc),
                                         std::round(groundArea(wetland.shape)) / 10000};
    file.add(wetland.shape, values);
  }
  file.finish();
}

namespace {

void writeRiverLines(const County& county, VectorFile& file) {
  file.startLayer("河流", Geometry::line,
                  {{Field::text, "名称", 30}, {Field::integer, "级别"}, {Field::real, "汇水面积"}}, {kSynthetic});
  std::vector<Point> course;
  for (const auto& station : county.river.stations) course.push_back(station.place);
  for (const auto& piece : clip(county, course)) {
    const std::array<Value, 3> values = {std::string("澜碧江"), std::int64_t{1}, Value{}};
    file.add(piece, values);
  }
  std::map<int, std::string> names = nameTributaries(county.waters);
  for (const Stream& stream : county.waters.streams) {
    const int level = levelOf(stream.catchment);
    if (level == 0) continue;
    const std::string& name = names[stream.tributary];
    const std::array<Value, 3> values = {name.empty() ? Value{} : Value{name}, std::int64_t{level},
                                         std::round(stream.catchment / 1e4) / 100};
    for (const auto& piece : clip(county, stream.line)) file.add(piece, values);
  }
}

void writeWaterSurfaces(const County& county, VectorFile& file) {
  const auto isBigRiver = [&](const ParcelFacts& p) {
    return p.use == Use::river && sample(county.relief.river.bank, p.middle) < 0;
  };
  const auto kind = [&](const ParcelFacts& p) {
    return isBigRiver(p) ? 0 : p.use == Use::river ? 1 : p.use == Use::reservoir ? 2 : -1;
  };
  const std::array<const char*, 3> names = {"澜碧江", "支流水面", "水库"};
  file.startLayer("水面", Geometry::polygon,
                  {{Field::text, "名称", 30}, {Field::integer, "级别"}, {Field::real, "面积公顷"}}, {kSynthetic});
  const std::vector<Shape> surfaces = county.dissolve(3, kind);
  for (std::size_t k = 0; k < surfaces.size(); ++k) {
    for (const auto& polygon : surfaces[k]) {  // one feature per water
      const Shape water{polygon};
      const std::array<Value, 3> values = {std::string(names[k]), static_cast<std::int64_t>(k + 1),
                                           std::round(groundArea(water)) / 10000};
      file.add(water, values);
    }
  }
}

}  // namespace

void writeWaters(const County& county, const fs::path& folder) {
  VectorFile file(folder / "水系.gpkg", "GPKG");
  writeRiverLines(county, file);
  writeWaterSurfaces(county, file);
  file.finish();
}

void writeElevation(const County& county, const fs::path& folder) {
  const Raster<float>& ground = county.relief.ground;
  std::vector<float> rows;
  rows.reserve(static_cast<std::size_t>(ground.size()));
  for (int row = ground.side() - 1; row >= 0; --row)
    for (int col = 0; col < ground.side(); ++col) rows.push_back(ground.at(col, row));
  writeRaster({folder / "dem.tif", kCrs, kWest, kSouth + kSide, ground.cell(), ground.side(), ground.side(), -9999,
               "elevation in metres; synthetic data"},
              rows);
}

}  // namespace tanhui::demo
