#include "datasets/demo/Layers.h"
#include "datasets/demo/Pool.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "datasets/demo/Files.h"

namespace tanhui::demo {
namespace fs = std::filesystem;
namespace {

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

/// The land class of the forest inventory (LY/T 1955).
const char* forestLand(Use use) {
  switch (use) {
    case Use::bamboo:
      return "0113";
    case Use::shrub:
      return "0132";
    case Use::young:
      return "0141";
    default:
      return "0111";
  }
}

}  // namespace

void writeStands(const County& county, const fs::path& folder) {
  constexpr int kPerCompartment = 30;
  VectorFile file(folder / "林地小班.shp", "ESRI Shapefile");
  // A DBF name has ten bytes, which the names of the forest land map (林地一张图) keep to.
  file.startLayer("林地小班", Geometry::polygon,
                  {{Field::text, "XIAN", 6},
                   {Field::text, "XIANG", 3},
                   {Field::text, "CUN", 3},
                   {Field::text, "LIN_BAN", 4},
                   {Field::text, "XIAO_BAN", 5},
                   {Field::text, "DI_LEI", 6},
                   {Field::text, "YOU_SHI_SZ", 12},
                   {Field::text, "QI_YUAN", 2},
                   {Field::text, "LING_ZU", 1},
                   {Field::integer, "PINGJUN_NL", 4},
                   {Field::real, "PINGJUN_XJ", 6, 1},
                   {Field::real, "HUO_LMGQXJ", 10, 1},
                   {Field::real, "MIAN_JI", 12, 4},
                   {Field::text, "BZ", 12}},
                  {"ENCODING=GBK", "DBF_DATE_LAST_UPDATE=2025-12-31"});
  const std::vector<std::string> villageCode = villageCodes(county.admin);
  std::vector<int> number(county.admin.villages.size(), 0);
  for (const Stand& stand : county.survey.stands) {
    const auto v = static_cast<std::size_t>(stand.village);
    const std::string& township =
        county.admin.townships[static_cast<std::size_t>(county.admin.villages[v].township)].code;
    const int n = number[v]++;
    const std::array<Value, 14> values = {township.substr(0, 6),
                                          township.substr(6),
                                          villageCode[v],
                                          fmt::format("{:02}", n / kPerCompartment + 1),
                                          fmt::format("{:03}", n % kPerCompartment + 1),
                                          std::string(forestLand(stand.use)),
                                          stand.species.empty() ? Value{} : Value{stand.species},
                                          std::string(stand.planted ? "21" : "11"),
                                          stand.ageGroup > 0 ? Value{std::to_string(stand.ageGroup)} : Value{},
                                          stand.age ? Value{std::int64_t{*stand.age}} : Value{},
                                          stand.diameter > 0 ? Value{stand.diameter} : Value{},
                                          stand.volume ? Value{*stand.volume} : Value{},
                                          std::round(groundArea(stand.shape)) / 10000,
                                          std::string("合成数据")};
    file.add(stand.shape, values);
  }
  file.finish();
}

namespace {

/// 湿地型 of the wetland survey (2008); 506 is this county's own, told by 湿地类型.csv.
struct WetlandType {
  const char *code, *name;
};
WetlandType wetlandType(Use use) {
  return use == Use::flat    ? WetlandType{"203", "洪泛平原湿地"}
         : use == Use::marsh ? WetlandType{"402", "草本沼泽"}
                             : WetlandType{"506", "消落带"};
}

}  // namespace

void writeWetlands(const County& county, const fs::path& folder) {
  VectorFile file(folder / "湿地.gpkg", "GPKG");
  file.startLayer("SDTB", Geometry::polygon,
                  {{Field::text, "SDLX", 4}, {Field::text, "SDMC", 20}, {Field::real, "SDMJ"}}, {kSyntheticLand});
  for (const Wetland& wetland : county.survey.wetlands) {
    const WetlandType type = wetlandType(wetland.use);
    const std::array<Value, 3> values = {std::string(type.code), std::string(type.name),
                                         std::round(groundArea(wetland.shape)) / 10000};
    file.add(wetland.shape, values);
  }
  file.finish();
}

namespace {

void writeRiverLines(const County& county, VectorFile& file) {
  file.startLayer("河流", Geometry::line,
                  {{Field::text, "名称", 30}, {Field::integer, "级别"}, {Field::real, "汇水面积"}}, {kSyntheticLand});
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
                  {{Field::text, "名称", 30}, {Field::integer, "级别"}, {Field::real, "面积公顷"}}, {kSyntheticLand});
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
  const Raster<float> ground = groundWithDam(county.relief, county.waters);
  std::vector<float> rows;
  rows.reserve(static_cast<std::size_t>(ground.size()));
  for (int row = ground.side() - 1; row >= 0; --row)
    for (int col = 0; col < ground.side(); ++col) rows.push_back(ground.at(col, row));
  writeRaster({folder / "dem.tif", kCrs, kWest, kSouth + kSide, ground.cell(), ground.side(), ground.side(), -9999,
               "elevation in metres; synthetic data"},
              rows);
}

}  // namespace tanhui::demo
