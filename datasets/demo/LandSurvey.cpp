#include <array>
#include <cmath>

#include <fmt/format.h>

#include "datasets/demo/Files.h"
#include "datasets/demo/Layers.h"
#include "datasets/demo/Ridges.h"

namespace tanhui::demo {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t kYear = 2025;

double toCentimetres(double area) { return std::round(area * 100) / 100; }

bool ownedByState(Use use) {
  return isTown(use) || use == Use::river || use == Use::reservoir || use == Use::flat || use == Use::highway;
}

/// TBMJ, and of cropland what its ridges take of it: the figures of TD/T 1057, rounded as they are there.
struct ParcelArea {
  double whole;
  FieldRidges ridges;
  bool cropland;

  double deducted() const { return toCentimetres(whole * ridges.ratio); }
};

ParcelArea areaOf(const County& county, const ParcelFacts& parcel, const Shape& shape) {
  const bool cropland = parcel.use == Use::paddy || parcel.use == Use::dry;
  return {toCentimetres(groundArea(shape)), cropland ? ridgesOf(county, parcel) : FieldRidges{"", 0, 0}, cropland};
}

/// 地类图斑, by the data standard of the third survey (TD/T 1057-2020), but for the fields that no parcel here fills.
void writeParcels(const County& county, VectorFile& file) {
  std::vector<int> own(county.facts.size());
  for (std::size_t k = 0; k < own.size(); ++k) own[k] = county.facts[k].unsurveyed ? -1 : static_cast<int>(k) - 1;
  const std::vector<Shape> shapes = buildShapes(county.arcs, own, county.parcels.count());
  const std::vector<std::string> villageCode = villageCodes(county.admin);
  std::vector<int> number(county.admin.villages.size(), 0);

  file.startLayer("DLTB", Geometry::polygon,
                  {{Field::text, "BSM", 18},
                   {Field::text, "YSDM", 10},
                   {Field::text, "TBBH", 8},
                   {Field::text, "DLBM", 5},
                   {Field::text, "DLMC", 60},
                   {Field::text, "QSXZ", 2},
                   {Field::text, "ZLDWDM", 19},
                   {Field::text, "ZLDWMC", 60},
                   {Field::real, "TBMJ"},
                   {Field::text, "KCDLBM", 5},
                   {Field::real, "KCXS"},
                   {Field::real, "KCMJ"},
                   {Field::real, "TBDLMJ"},
                   {Field::text, "GDLX", 2},
                   {Field::text, "GDPDJB", 2},
                   {Field::integer, "SJNF"}},
                  {kSyntheticLand, "IDENTIFIER=地类图斑（合成）"});
  for (std::size_t k = 1; k < own.size(); ++k) {
    if (own[k] < 0) continue;
    const SurveyCode code = surveyCode(county.parcels, static_cast<int>(k));
    const ParcelFacts& parcel = county.facts[k];
    const auto v = static_cast<std::size_t>(parcel.village);
    const Village& village = county.admin.villages[v];
    const Township& township = county.admin.townships[static_cast<std::size_t>(village.township)];
    const ParcelArea area = areaOf(county, parcel, shapes[k - 1]);
    const bool deducts = area.ridges.ratio > 0;
    const std::array<Value, 16> values = {fmt::format("500199{:012}", k),
                                          std::string("2001010100"),
                                          fmt::format("{:04}", ++number[v]),
                                          std::string(code.dlbm) + (code.adjustable ? "K" : ""),
                                          std::string(code.adjustable ? "可调整" : "") + code.dlmc,
                                          std::string(ownedByState(parcel.use) ? "20" : "30"),
                                          township.code + villageCode[v] + "0000000",
                                          township.name + village.name,
                                          area.whole,
                                          deducts ? Value{std::string("1203")} : Value{},
                                          deducts ? Value{area.ridges.ratio} : Value{},
                                          area.deducted(),
                                          toCentimetres(area.whole - area.deducted()),
                                          area.cropland ? Value{std::string(area.ridges.kind)} : Value{},
                                          area.cropland ? Value{std::to_string(area.ridges.grade)} : Value{},
                                          kYear};
    file.add(shapes[k - 1], values);
  }
}

/// 行政区: the townships.
void writeTownships(const County& county, VectorFile& file) {
  file.startLayer("XZQ", Geometry::polygon,
                  {{Field::text, "XZQDM", 12}, {Field::text, "XZQMC", 100}, {Field::real, "JSMJ"}}, {kSyntheticLand});
  const auto& townships = county.admin.townships;
  const std::vector<Shape> shapes =
      county.dissolve(static_cast<int>(townships.size()), [&](const ParcelFacts& p) { return county.townshipOf(p); });
  for (std::size_t t = 0; t < townships.size(); ++t) {
    const std::array<Value, 3> values = {townships[t].code, townships[t].name, toCentimetres(groundArea(shapes[t]))};
    file.add(shapes[t], values);
  }
}

}  // namespace

void writeLandSurvey(const County& county, const fs::path& folder) {
  VectorFile file(folder / "国土调查.gpkg", "GPKG");
  writeParcels(county, file);
  writeTownships(county, file);
  file.finish();
}

}  // namespace tanhui::demo
