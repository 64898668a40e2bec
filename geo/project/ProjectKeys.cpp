#include "geo/project/ProjectKeys.h"

#include <algorithm>
#include <array>

#include "geo/project/Project.h"

namespace tanhui {

namespace {
constexpr std::array<std::pair<std::string_view, VolumeUnit>, 3> kVolumeUnits = {
    {{"m3/ha", VolumeUnit::perHectare}, {"m3/mu", VolumeUnit::perMu}, {"m3", VolumeUnit::wholeFeature}}};
}

std::string_view volumeUnitName(VolumeUnit unit) {
  return std::ranges::find(kVolumeUnits, unit, &std::pair<std::string_view, VolumeUnit>::second)->first;
}

VolumeUnit volumeUnitNamed(std::string_view name) {
  const auto found = std::ranges::find(kVolumeUnits, name, &std::pair<std::string_view, VolumeUnit>::first);
  return found == kVolumeUnits.end() ? VolumeUnit::perHectare : found->second;
}
namespace {

constexpr std::array kSections = {
    ProjectSection{"project", false}, ProjectSection{"grid", false},        ProjectSection{"factors", false},
    ProjectSection{"layers", true},   ProjectSection{"zones", true},        ProjectSection{"interventions", true},
    ProjectSection{"targets", true},  ProjectSection{"uncertainty", false}, ProjectSection{"correlations", true},
    ProjectSection{"output", false},
};

constexpr double kFarthest = 100'000;  // metres of a corridor's side; a longer one is a slip of units
constexpr double kAboveNothing = 1e-9;

constexpr std::array kKeys = {
    ProjectKey{"project", "name", KeyKind::text, "\"江津区 2025 碳汇本底\""},
    ProjectKey{"project", "base_year", KeyKind::integer, "2025", false, 1900, 2200},
    ProjectKey{"project", "horizon", KeyKind::integer, "2060", false, 1900, 2200},
    ProjectKey{"project", "t1_year", KeyKind::integer, "2015", false, 1900, 2200},
    ProjectKey{"project", "language", KeyKind::choice, "\"zh\"", false, 0, 0, "zh en"},
    ProjectKey{"project", "synthetic", KeyKind::boolean, "true"},
    ProjectKey{"project", "scope", KeyKind::choice, "\"sink\"", false, 0, 0, "sink all"},

    ProjectKey{"grid", "crs", KeyKind::text, "\"EPSG:4544\""},
    ProjectKey{"grid", "area", KeyKind::choice, "\"ground\"", false, 0, 0, "ground map"},
    ProjectKey{"grid", "cell_size", KeyKind::number, "10", false, kAboveNothing, 1e6},
    ProjectKey{"grid", "region", KeyKind::text, "\"boundary.gpkg\""},
    ProjectKey{"grid", "region_sublayer", KeyKind::text, "\"边界\""},
    ProjectKey{"grid", "region_encoding", KeyKind::text, "\"GBK\""},
    ProjectKey{"grid", "region_crs", KeyKind::text, "\"EPSG:4490\""},
    ProjectKey{"grid", "region_where", KeyKind::text, "\"XZQDM = '500116'\""},
    ProjectKey{"grid", "bounds", KeyKind::bounds, "[600000, 3210000, 640000, 3250000]"},

    ProjectKey{"factors", "library", KeyKind::text, "\"chongqing\""},
    ProjectKey{"factors", "overrides", KeyKind::text, "\"local.csv\""},
    ProjectKey{"factors", "classes", KeyKind::text, "\"my_classes.csv\""},
    ProjectKey{"factors", "gwp", KeyKind::choice, "\"AR5\"", false, 0, 0, "AR4 AR5 AR6"},
    ProjectKey{"factors", "soil_depth_cm", KeyKind::choice, "30", false, 0, 0, "30 100"},
    ProjectKey{"factors", "volume_equation", KeyKind::choice, "\"auto\"", false, 0, 0, "auto expansion continuous"},
    ProjectKey{"factors", "soil_method", KeyKind::choice, "\"ratio\"", false, 0, 0, "ratio tier1"},
    ProjectKey{"factors", "rice", KeyKind::choice, "\"ipcc2019\"", false, 0, 0, "library ipcc2019 provincial"},
    ProjectKey{"factors", "rice_water", KeyKind::choice, "\"single\"", false, 0, 0,
               "cont single multiple rainfed drought deep upland unknown"},
    ProjectKey{"factors", "rice_preseason", KeyKind::choice, "\"lt180\"", false, 0, 0,
               "lt180 gt180 flooded30 gt365 unknown"},
    ProjectKey{"factors", "rice_straw_short", KeyKind::number, "2.5", false, 0, 20},
    ProjectKey{"factors", "rice_straw_long", KeyKind::number, "1.5", false, 0, 20},
    ProjectKey{"factors", "harvested_wood", KeyKind::boolean, "true"},

    ProjectKey{"layers", "name", KeyKind::text, "\"forest\""},
    ProjectKey{"layers", "source", KeyKind::text, "\"林地小班.shp\"", true},
    ProjectKey{"layers", "sublayer", KeyKind::text, "\"地类图斑\""},
    ProjectKey{"layers", "encoding", KeyKind::text, "\"GBK\""},
    ProjectKey{"layers", "crs", KeyKind::text, "\"EPSG:4544\""},
    ProjectKey{"layers", "where", KeyKind::text, "\"DLBM <> '0000'\""},
    ProjectKey{"layers", "class", KeyKind::section, "{ field = \"DLBM\", table = \"sandiao\" }"},
    ProjectKey{"layers", "species", KeyKind::section, "{ field = \"优势树种\" }"},
    ProjectKey{"layers", "composition", KeyKind::section, "{ field = \"SZZC\" }"},
    ProjectKey{"layers", "origin", KeyKind::section, "{ field = \"QI_YUAN\" }"},
    ProjectKey{"layers", "age", KeyKind::section, "{ field = \"年龄\" }"},
    ProjectKey{"layers", "age_group", KeyKind::section, "{ field = \"LING_ZU\" }"},
    ProjectKey{"layers", "planted", KeyKind::section, "{ field = \"YEAR\" }"},
    ProjectKey{"layers", "volume", KeyKind::section, "{ field = \"每公顷蓄积\", unit = \"m3/ha\" }"},
    ProjectKey{"layers", "date", KeyKind::choice, "\"t2\"", false, 0, 0, "t1 t2"},
    ProjectKey{"layers", "area_error_pct", KeyKind::number, "5", false, kAboveNothing, 100},
    ProjectKey{"layers", "deduct", KeyKind::section, "{ ratio = \"KCXS\", class = \"field_ridge\" }"},
    ProjectKey{"layers", "area", KeyKind::choice, "\"record\"", false, 0, 0, "computed record"},
    ProjectKey{"layers", "area_field", KeyKind::text, "\"TBMJ\""},

    ProjectKey{"class", "field", KeyKind::text, "\"DLBM\""},
    ProjectKey{"class", "table", KeyKind::text, "\"sandiao\""},
    ProjectKey{"class", "codes", KeyKind::words, "{ \"0301Y\" = \"forest_generic\" }"},
    ProjectKey{"species", "field", KeyKind::text, "\"优势树种\"", true},
    ProjectKey{"species", "table", KeyKind::text, "\"species.csv\""},
    ProjectKey{"composition", "field", KeyKind::text, "\"SZZC\"", true},
    ProjectKey{"origin", "field", KeyKind::text, "\"QI_YUAN\"", true},
    ProjectKey{"age", "field", KeyKind::text, "\"年龄\"", true},
    ProjectKey{"age_group", "field", KeyKind::text, "\"LING_ZU\"", true},
    ProjectKey{"age_group", "table", KeyKind::text, "\"龄组.csv\""},
    ProjectKey{"planted", "field", KeyKind::text, "\"YEAR\"", true},
    ProjectKey{"volume", "field", KeyKind::text, "\"每公顷蓄积\"", true},
    ProjectKey{"volume", "unit", KeyKind::choice, "\"m3/ha\"", false, 0, 0, "m3/ha m3/mu m3"},
    ProjectKey{"deduct", "ratio", KeyKind::text, "\"KCXS\""},
    ProjectKey{"deduct", "area", KeyKind::text, "\"KCMJ\""},
    ProjectKey{"deduct", "of", KeyKind::text, "\"TBMJ\""},
    ProjectKey{"deduct", "class", KeyKind::text, "\"KCDLBM\""},

    ProjectKey{"zones", "name", KeyKind::text, "\"townships\""},
    ProjectKey{"zones", "kind", KeyKind::choice, "\"polygons\"", false, 0, 0, "polygons corridor restoration control"},
    ProjectKey{"zones", "source", KeyKind::text, "\"乡镇.gpkg\"", true},
    ProjectKey{"zones", "sublayer", KeyKind::text, "\"乡镇\""},
    ProjectKey{"zones", "encoding", KeyKind::text, "\"GBK\""},
    ProjectKey{"zones", "crs", KeyKind::text, "\"EPSG:4544\""},
    ProjectKey{"zones", "where", KeyKind::text, "\"XZQDM LIKE '5001%'\""},
    ProjectKey{"zones", "id", KeyKind::text, "\"code\""},
    ProjectKey{"zones", "label", KeyKind::text, "\"name\""},
    ProjectKey{"zones", "width", KeyKind::section, "{ field = \"order\", table = { 1 = 1000, 2 = 500, 3 = 200 } }",
               false, 0, kFarthest},
    ProjectKey{"zones", "exclude", KeyKind::sources,
               "[\"永久基本农田.gpkg\", { source = \"建设用地.shp\", crs = \"EPSG:4544\" }]"},

    ProjectKey{"width", "field", KeyKind::text, "\"order\"", true},
    ProjectKey{"width", "table", KeyKind::widths, "{ 1 = 1000, 2 = 500, 3 = 200 }", true, 0, kFarthest},
    ProjectKey{"exclude", "source", KeyKind::text, "\"建设用地.shp\"", true},
    ProjectKey{"exclude", "sublayer", KeyKind::text, "\"建设用地\""},
    ProjectKey{"exclude", "encoding", KeyKind::text, "\"GBK\""},
    ProjectKey{"exclude", "crs", KeyKind::text, "\"EPSG:4544\""},
    ProjectKey{"exclude", "where", KeyKind::text, "\"DLBM LIKE '20%'\""},

    ProjectKey{"interventions", "name", KeyKind::text, "\"北岸造林\"", true},
    ProjectKey{"interventions", "scenario", KeyKind::text, "\"plan\""},
    ProjectKey{"interventions", "source", KeyKind::text, "\"interventions/北岸造林.gpkg\"", true},
    ProjectKey{"interventions", "sublayer", KeyKind::text, "\"地块\""},
    ProjectKey{"interventions", "encoding", KeyKind::text, "\"GBK\""},
    ProjectKey{"interventions", "crs", KeyKind::text, "\"EPSG:4544\""},
    ProjectKey{"interventions", "where", KeyKind::text, "\"类型 = '矿山修复'\""},
    ProjectKey{"interventions", "action", KeyKind::choice, "\"plant\"", true, 0, 0,
               "plant restore_wetland build flood clear farmland close harvest fire"},
    ProjectKey{"interventions", "year", KeyKind::integer, "2027", true, 1900, 2300},
    ProjectKey{"interventions", "species", KeyKind::text, "\"马尾松\""},
    ProjectKey{"interventions", "density", KeyKind::number, "2500", false, 1, 100'000},
    ProjectKey{"interventions", "class", KeyKind::text, "\"marsh\""},
    ProjectKey{"interventions", "replace", KeyKind::replace, "[\"builtup\"]"},
    ProjectKey{"interventions", "management", KeyKind::choice, "\"straw_return\"", false, 0, 0,
               "straw_return manure green_manure no_till reduced_till high_standard"},
    ProjectKey{"interventions", "fraction", KeyKind::number, "0.3", false, kAboveNothing, 1},
    ProjectKey{"interventions", "products", KeyKind::number, "0.4", false, 0, 1},

    ProjectKey{"targets", "name", KeyKind::text, "\"2060 碳中和\""},
    ProjectKey{"targets", "scenario", KeyKind::text, "\"baseline\""},
    ProjectKey{"targets", "quantity", KeyKind::choice, "\"net_tCO2e_per_yr\"", false, 0, 0,
               "net_tCO2e_per_yr stock_tC"},
    ProjectKey{"targets", "year", KeyKind::integer, "2060", true, 1900, 2200},
    ProjectKey{"targets", "value", KeyKind::number, "500000", true},

    ProjectKey{"uncertainty", "draws", KeyKind::integer, "10000", false, 100, 1e6},
    ProjectKey{"uncertainty", "seed", KeyKind::integer, "1", false, 0, 1e15 - 1},

    ProjectKey{"correlations", "first", KeyKind::text, "\"pool.forest_generic.veg\"", true},
    ProjectKey{"correlations", "second", KeyKind::text, "\"pool.forest_generic.litter\"", true},
    ProjectKey{"correlations", "r", KeyKind::number, "0.5", true, -1, 1},

    ProjectKey{"output", "folder", KeyKind::text, "\"out\""},
    ProjectKey{"output", "overwrite", KeyKind::boolean, "false"},
    ProjectKey{"output", "compress", KeyKind::choice, "\"deflate\"", false, 0, 0, "deflate zstd lzw"},
    ProjectKey{"output", "maps", KeyKind::choices, "[\"stock\", \"flux\", \"uncertainty\", \"class\"]", false, 0, 0,
               "stock flux uncertainty class"},
    ProjectKey{"output", "stock_bands", KeyKind::choices, "[\"total\", \"above\", \"below\"]", false, 0, 0,
               "total above below deadwood litter soil"},
    ProjectKey{"output", "maps_years", KeyKind::integers, "[2030, 2060]", false, 1900, 2200},
};

std::string typeOf(const ProjectKey& key, Language language) {
  switch (key.kind) {
    case KeyKind::text:
      return text("project.type.text", language);
    case KeyKind::integer:
      return text(say("project.type.integer", key.low, key.high), language);
    case KeyKind::number:
      return key.bounded() ? text(say("project.type.number", key.low, key.high), language)
                           : text("project.type.any_number", language);
    case KeyKind::integers:
      return text(say("project.type.integers", key.low, key.high), language);
    case KeyKind::boolean:
      return text("project.type.boolean", language);
    case KeyKind::choice:
      return text(say("project.type.choice", listed(choicesOf(key))), language);
    case KeyKind::texts:
      return text("project.type.texts", language);
    case KeyKind::replace:
      return text("project.type.replace", language);
    case KeyKind::choices:
      return text(say("project.type.choices", listed(choicesOf(key))), language);
    case KeyKind::sources:
      return text(say("project.type.sources", listed(keyNames(key.name))), language);
    case KeyKind::bounds:
      return text("project.type.bounds", language);
    case KeyKind::words:
      return text("project.type.words", language);
    case KeyKind::widths:
      return text(say("project.type.widths", key.low, key.high), language);
    case KeyKind::section:
      return text(say("project.type.section", listed(keyNames(key.name))), language);
  }
  return {};
}

void writeKey(const ProjectKey& key, Language language, std::string& out) {
  const std::string required = key.required ? text("project.reference.required", language) : std::string();
  out += fmt::format("| `{}`{} | {} | {} | `{}` |\n", key.name, required, typeOf(key, language),
                     text(key.meaning(), language), key.example);
}

void writeKeys(std::string_view section, Language language, std::string& out) {
  out += text("project.reference.header", language) + "\n|---|---|---|---|\n";
  for (const ProjectKey& key : kKeys)
    if (key.section == section) writeKey(key, language, out);
  for (const ProjectKey& key : kKeys) {
    if (key.section != section || (key.kind != KeyKind::section && key.kind != KeyKind::sources)) continue;
    const std::string_view shape = key.kind == KeyKind::sources ? "[{ ... }]" : "{ ... }";
    out += fmt::format("\n`{} = {}`\n\n", key.name, shape);
    writeKeys(key.name, language, out);
  }
}

}  // namespace

std::span<const ProjectKey> projectKeys() { return kKeys; }
std::span<const ProjectSection> projectSections() { return kSections; }

const ProjectKey* findProjectKey(std::string_view section, std::string_view name) {
  for (const ProjectKey& key : kKeys)
    if (key.section == section && key.name == name) return &key;
  return nullptr;
}

std::vector<std::string_view> keyNames(std::string_view section) {
  std::vector<std::string_view> names;
  for (const ProjectKey& key : kKeys)
    if (key.section == section) names.push_back(key.name);
  return names;
}

std::vector<std::string_view> choicesOf(const ProjectKey& key) {
  std::vector<std::string_view> out;
  for (std::string_view rest = key.choices; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    out.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

std::string projectReference(Language language) {
  std::string out;
  for (const ProjectSection& section : kSections) {
    out += section.list ? fmt::format("## `[[{}]]`\n\n", section.name) : fmt::format("## `[{}]`\n\n", section.name);
    out += text(fmt::format("project.section.{}", section.name), language) + "\n\n";
    writeKeys(section.name, language, out);
    out += "\n";
  }
  return out;
}

}  // namespace tanhui
