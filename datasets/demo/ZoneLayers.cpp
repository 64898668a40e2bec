#include <array>
#include <cmath>

#include <fmt/format.h>

#include "datasets/demo/Files.h"
#include "datasets/demo/Layers.h"
#include "datasets/demo/Noise.h"

namespace tanhui::demo {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kZoneLayersSeed = 0x20E5;
constexpr const char* kSynthetic = "DESCRIPTION=合成数据，非真实界线 / synthetic data, no real line";

double hectares(const Shape& shape) { return std::round(groundArea(shape)) / 10000; }

/// Towns and what they may grow into.
bool mayBeBuilt(const County& county, const ParcelFacts& p) {
  if (isTown(p.use)) return true;
  if (isWater(p.use) || isForest(p.use)) return false;
  for (const Town& town : county.settlement.towns)
    if (townReach(town, p.middle) < 1.12) return true;
  return false;
}

/// The better part of the paddies and of the gentle dry fields, whole neighbourhoods at a time.
bool isPermanentFarmland(const County& county, const ParcelFacts& p) {
  if (mayBeBuilt(county, p)) return false;
  const double patch = noise(kZoneLayersSeed + 1, p.middle.x / 1500, p.middle.y / 1500);
  if (p.use == Use::paddy) return patch > -0.75;
  return p.use == Use::dry && patch > -0.1 && sample(county.relief.slope, p.middle) < 0.14;
}

constexpr int kRedlines = 6;
/// The woods on each anticline, and the big river with its flats; -1 is none.
int redlineOf(const County& county, const ParcelFacts& p) {
  const double bank = sample(county.relief.river.bank, p.middle);
  if ((p.use == Use::river && bank < 0) || (p.use == Use::flat && bank < 200)) return 5;
  if (!isForest(p.use) && p.use != Use::grass && p.use != Use::bareRock) return -1;
  const double core =
      sample(county.relief.ridge, p.middle) + 0.12 * noise(kZoneLayersSeed + 2, p.middle.x / 2000, p.middle.y / 2000);
  return core > 0.34 ? anticlineAt(p.middle).index : -1;
}

/// A restoration project: the parcels of some kind inside an uneven ellipse along the folds.
struct Project {
  const char *name, *type;
  int year;
  double x, y;           ///< middle, km
  double along, across;  ///< half axes, km
  bool (*takes)(Use);
};

bool takesAll(Use) { return true; }
bool takesHills(Use u) { return !isTown(u) && !isWater(u); }
bool takesWoods(Use u) { return isForest(u) || u == Use::grass || u == Use::bareRock || u == Use::tea; }
bool takesFarms(Use u) {
  return u == Use::paddy || u == Use::dry || u == Use::pond || u == Use::ditch || u == Use::fieldRidge;
}

constexpr std::array<Project, 8> kProjects = {
    {{"石鹭山岩溶槽谷石漠化综合治理", "石漠化治理", 2022, 13.5, 26.0, 3.6, 1.1, takesWoods},
     {"松壑岭国家储备林质量提升", "森林质量提升", 2023, 26.2, 27.5, 4.2, 1.3, takesWoods},
     {"澜碧江澜城段岸线生态修复", "岸线修复", 2024, 16.2, 22.0, 3.2, 1.6, takesHills},
     {"双鲤河小流域水土保持", "水土流失治理", 2023, 27.0, 16.5, 2.6, 1.9, takesHills},
     {"双鲤坝高标准农田与生态沟渠", "农田生态修复", 2024, 27.6, 18.6, 1.9, 1.4, takesFarms},
     {"桂渚废弃矿山复绿", "矿山修复", 2021, 24.6, 6.6, 0.9, 0.6, takesHills},
     {"柏沱库区水源涵养林建设", "水源涵养", 2025, 9.0, 9.6, 2.4, 1.2, takesAll},
     {"霞岫湿地保护与恢复", "湿地修复", 2025, 10.4, 11.3, 1.5, 1.3, takesAll}}};

bool belongs(const Project& project, const ParcelFacts& p) {
  const Fold middle = foldAt({1000 * project.x, 1000 * project.y}), at = foldAt(p.middle);
  const double s = (at.along - middle.along) / (1000 * project.along),
               q = (at.across - middle.across) / (1000 * project.across);
  return s * s + q * q < 1 + 0.5 * noise(kZoneLayersSeed + 3, p.middle.x / 900, p.middle.y / 900) &&
         project.takes(p.use);
}

}  // namespace

void writeBoundary(const County& county, const fs::path& folder) {
  VectorFile file(folder / "边界.gpkg", "GPKG");
  file.startLayer("边界", Geometry::polygon, {{Field::text, "名称", 40}, {Field::real, "面积公顷"}}, {kSynthetic});
  const std::vector<Shape> district = county.dissolve(1, [](const ParcelFacts&) { return 0; });
  const std::array<Value, 2> values = {std::string("碧澜区（虚构）"), hectares(district[0])};
  file.add(district[0], values);
  file.finish();
}

namespace {

/// Groups of shapes into a layer, each with the values that `valuesOf` gives it; an empty one is left out.
template <typename ValuesOf>
void writeShapes(VectorFile& file, const char* layer, const std::vector<Field>& fields,
                 const std::vector<Shape>& shapes, const ValuesOf& valuesOf) {
  file.startLayer(layer, Geometry::polygon, fields, {kSynthetic});
  for (std::size_t k = 0; k < shapes.size(); ++k)
    if (!shapes[k].empty()) file.add(shapes[k], valuesOf(k, shapes[k]));
}

/// 生态保护红线.
void writeRedlines(const County& county, VectorFile& file) {
  struct Redline {
    const char *name, *kind;
  };
  constexpr std::array<Redline, kRedlines> kNames = {{{"霞岫山水源涵养", "水源涵养"},
                                                      {"石鹭山水土保持", "水土保持"},
                                                      {"松壑岭生物多样性", "生物多样性维护"},
                                                      {"桂渚山石漠化控制", "石漠化控制"},
                                                      {"鹤汀山水源涵养", "水源涵养"},
                                                      {"澜碧江岸线", "水源涵养"}}};
  writeShapes(file, "STBHHX",
              {{Field::text, "HXBM", 20}, {Field::text, "HXMC", 60}, {Field::text, "HXLX", 20}, {Field::real, "HXMJ"}},
              county.dissolve(kRedlines, [&](const ParcelFacts& p) { return redlineOf(county, p); }),
              [&](std::size_t k, const Shape& shape) {
                return std::vector<Value>{fmt::format("500199-{:02}", k + 1), std::string(kNames[k].name),
                                          std::string(kNames[k].kind), hectares(shape)};
              });
}

/// 永久基本农田, one tract for each township.
void writeFarmlandLines(const County& county, VectorFile& file) {
  const auto& townships = county.admin.townships;
  writeShapes(
      file, "YJJBNTTB",
      {{Field::text, "YJJBNTTBBH", 20},
       {Field::text, "XZQDM", 12},
       {Field::text, "XZQMC", 100},
       {Field::real, "YJJBNTTBMJ"}},
      county.dissolve(static_cast<int>(townships.size()),
                      [&](const ParcelFacts& p) { return isPermanentFarmland(county, p) ? county.townshipOf(p) : -1; }),
      [&](std::size_t k, const Shape& shape) {
        return std::vector<Value>{townships[k].code + "0001", townships[k].code, townships[k].name,
                                  std::round(100 * groundArea(shape)) / 100};
      });
}

/// 城镇开发边界.
void writeTownLines(const County& county, VectorFile& file) {
  const auto& townships = county.admin.townships;
  writeShapes(file, "CZKFBJ",
              {{Field::text, "XZQDM", 12},
               {Field::text, "XZQMC", 100},
               {Field::text, "CZKFBJMC", 60},
               {Field::text, "CZKFBJLX", 20},
               {Field::real, "MJ"}},
              county.dissolve(static_cast<int>(townships.size()),
                              [&](const ParcelFacts& p) { return mayBeBuilt(county, p) ? county.townshipOf(p) : -1; }),
              [&](std::size_t k, const Shape& shape) {
                return std::vector<Value>{townships[k].code, townships[k].name, townships[k].name + "城镇集中建设区",
                                          std::string("集中建设区"), hectares(shape)};
              });
}

/// 河道管理范围: the water and the flats of the big river, and the water of its tributaries.
void writeRiverRange(const County& county, const fs::path& folder) {
  const auto riverOf = [&](const ParcelFacts& p) {
    const double bank = sample(county.relief.river.bank, p.middle);
    if ((p.use == Use::river && bank < 0) || (p.use == Use::flat && bank < 200)) return 0;
    return p.use == Use::river || p.use == Use::flat ? 1 : -1;
  };
  constexpr std::array<const char*, 2> kNames = {"澜碧江", "澜碧江支流"};
  VectorFile file(folder / "河道管理范围.gpkg", "GPKG");
  writeShapes(file, "HDGLFW", {{Field::text, "HDDM", 12}, {Field::text, "HDMC", 60}, {Field::real, "GLFWMJ"}},
              county.dissolve(2, riverOf), [&](std::size_t k, const Shape& shape) {
                return std::vector<Value>{fmt::format("R{}", k + 1), std::string(kNames[k]), hectares(shape)};
              });
  file.finish();
}

}  // namespace

void writeControlLines(const County& county, const fs::path& folder) {
  VectorFile file(folder / "三线.gpkg", "GPKG");
  writeRedlines(county, file);
  writeFarmlandLines(county, file);
  writeTownLines(county, file);
  file.finish();
  writeRiverRange(county, folder);
}

void writeRestoration(const County& county, const fs::path& folder) {
  VectorFile file(folder / "修复工程.gpkg", "GPKG");
  file.startLayer("修复工程", Geometry::polygon,
                  {{Field::text, "XMBH", 12},
                   {Field::text, "XMMC", 60},
                   {Field::text, "XMLX", 20},
                   {Field::integer, "SSNF"},
                   {Field::real, "MJ"}},
                  {kSynthetic});
  int number = 0;
  for (const Project& project : kProjects) {
    const std::vector<Shape> shape =
        county.dissolve(1, [&](const ParcelFacts& p) { return belongs(project, p) ? 0 : -1; });
    if (shape[0].empty()) continue;
    const std::array<Value, 5> values = {fmt::format("XF{:03}", ++number), std::string(project.name),
                                         std::string(project.type), std::int64_t{project.year}, hectares(shape[0])};
    file.add(shape[0], values);
  }
  file.finish();
}

}  // namespace tanhui::demo
