#include "geo/project/ProjectKeys.h"

#include <algorithm>
#include <array>

#include "geo/carbon/FactorLibrary.h"
#include "geo/landclass/ClassTable.h"
#include "geo/product/MapProduct.h"
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
    ProjectSection{"project", false},      ProjectSection{"grid", false},        ProjectSection{"factors", false},
    ProjectSection{"terrain", false},      ProjectSection{"layers", true},       ProjectSection{"zones", true},
    ProjectSection{"interventions", true}, ProjectSection{"networks", true},     ProjectSection{"patterns", true},
    ProjectSection{"compensation", true},  ProjectSection{"influence", true},    ProjectSection{"targets", true},
    ProjectSection{"uncertainty", false},  ProjectSection{"correlations", true}, ProjectSection{"output", false},
};

constexpr double kFarthest = 100'000;  // metres of a corridor's side; a longer one is a slip of units
constexpr double kAboveNothing = 1e-9;

std::string joinedBy(std::string_view between, const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, between));
}

std::string tomlList(const std::vector<std::string>& words) {
  return fmt::format("[\"{}\"]", joinedBy("\", \"", words));
}

/// What there is to choose from is said by the table of maps, geo/product.
std::vector<std::string> mapKeys() {
  std::vector<std::string> keys;
  for (const MapProduct& map : mapProducts()) keys.emplace_back(map.key);
  return keys;
}
const std::string kMaps = joinedBy(" ", mapKeys()), kUsualMaps = tomlList(usualMaps());
const std::string kBands = joinedBy(" ", choosableBands()), kAllBands = tomlList(choosableBands());

const std::array kKeys = {
    ProjectKey{"project", "name", KeyKind::text, "\"江津区 2025 碳汇本底\""}.withDefaultInWords(),
    // The factors of the built-in libraries are those of the default year.
    ProjectKey{"project", "base_year", KeyKind::integer, "2025", false, 1900, 2200}.withDefault("2025"),
    ProjectKey{"project", "horizon", KeyKind::integer, "2060", false, 1900, 2200}.withDefaultInWords(),
    ProjectKey{"project", "t1_year", KeyKind::integer, "2015", false, 1900, 2200},
    ProjectKey{"project", "language", KeyKind::choice, "\"zh\"", false, 0, 0, "zh en"}.withDefault("\"zh\""),
    ProjectKey{"project", "synthetic", KeyKind::boolean, "true"}.withDefault("false"),
    ProjectKey{"project", "scope", KeyKind::choice, "\"sink\"", false, 0, 0, "sink all"}.withDefault("\"sink\""),

    ProjectKey{"grid", "crs", KeyKind::text, "\"EPSG:4544\""}.withDefaultInWords(),
    ProjectKey{"grid", "area", KeyKind::choice, "\"ground\"", false, 0, 0, "ground map"}.withDefault("\"ground\""),
    ProjectKey{"grid", "cell_size", KeyKind::number, "10", false, kAboveNothing, 1e6}.withDefaultInWords(),
    ProjectKey{"grid", "region", KeyKind::text, "\"boundary.gpkg\""}.withDefaultInWords(),
    ProjectKey{"grid", "region_sublayer", KeyKind::text, "\"边界\""},
    ProjectKey{"grid", "region_encoding", KeyKind::text, "\"GBK\""},
    ProjectKey{"grid", "region_crs", KeyKind::text, "\"EPSG:4490\""},
    ProjectKey{"grid", "region_where", KeyKind::text, "\"XZQDM = '500116'\""},
    ProjectKey{"grid", "bounds", KeyKind::bounds, "[600000, 3210000, 640000, 3250000]"},

    ProjectKey{"factors", "library", KeyKind::nameOrFile, "\"chongqing\""}.withDefault("\"chongqing\""),
    ProjectKey{"factors", "overrides", KeyKind::text, "\"local.csv\""},
    ProjectKey{"factors", "classes", KeyKind::text, "\"my_classes.csv\""},
    ProjectKey{"factors", "gwp", KeyKind::choice, "\"AR5\"", false, 0, 0, "AR4 AR5 AR6"}.withDefault("\"AR5\""),
    ProjectKey{"factors", "soil_depth_cm", KeyKind::choice, "30", false, 0, 0, "30 100"}.withDefault("30").in("cm"),
    ProjectKey{"factors", "volume_equation", KeyKind::choice, "\"auto\"", false, 0, 0, "auto expansion continuous"}
        .withDefault("\"auto\""),
    ProjectKey{"factors", "soil_method", KeyKind::choice, "\"ratio\"", false, 0, 0, "ratio tier1"}.withDefault(
        "\"ratio\""),
    ProjectKey{"factors", "rice", KeyKind::choice, "\"ipcc2019\"", false, 0, 0, "library ipcc2019 provincial"}
        .withDefault("\"library\""),
    ProjectKey{"factors", "rice_water", KeyKind::choice, "\"single\"", false, 0, 0,
               "cont single multiple rainfed drought deep upland unknown"}
        .withDefault("\"unknown\""),
    ProjectKey{"factors", "rice_preseason", KeyKind::choice, "\"lt180\"", false, 0, 0,
               "lt180 gt180 flooded30 gt365 unknown"}
        .withDefault("\"unknown\""),
    ProjectKey{"factors", "rice_straw_short", KeyKind::number, "2.5", false, 0, 20}.withDefault("0").in("t d.m./ha"),
    ProjectKey{"factors", "rice_straw_long", KeyKind::number, "1.5", false, 0, 20}.withDefault("0").in("t d.m./ha"),
    ProjectKey{"factors", "harvested_wood", KeyKind::boolean, "true"}.withDefault("false"),

    ProjectKey{"terrain", "dem", KeyKind::text, "\"dem.tif\""},

    ProjectKey{"layers", "name", KeyKind::text, "\"forest\""}.withDefaultInWords(),
    ProjectKey{"layers", "source", KeyKind::text, "\"林地小班.shp\""},
    ProjectKey{"layers", "kind", KeyKind::choice, "\"drawdown\"", false, 0, 0, "land drawdown"}.withDefault("\"land\""),
    ProjectKey{"layers", "sublayer", KeyKind::text, "\"地类图斑\""},
    ProjectKey{"layers", "encoding", KeyKind::text, "\"GBK\""},
    ProjectKey{"layers", "crs", KeyKind::text, "\"EPSG:4544\""},
    ProjectKey{"layers", "where", KeyKind::text, "\"DLBM <> '0000'\""},
    ProjectKey{"layers", "class", KeyKind::section, "{ field = \"DLBM\", table = \"sandiao\" }"},
    ProjectKey{"layers", "species", KeyKind::section, "{ field = \"优势树种\" }"},
    ProjectKey{"layers", "composition", KeyKind::onlySection, "{ field = \"SZZC\" }"},
    ProjectKey{"layers", "origin", KeyKind::section, "{ field = \"QI_YUAN\" }"},
    ProjectKey{"layers", "age", KeyKind::numberSection, "{ field = \"年龄\" }", false, 0, 2000}.in("yr"),
    ProjectKey{"layers", "age_group", KeyKind::section, "{ field = \"LING_ZU\" }"},
    ProjectKey{"layers", "planted", KeyKind::numberSection, "{ field = \"YEAR\" }", false, 1000, 2200},
    ProjectKey{"layers", "volume", KeyKind::numberSection, "{ field = \"每公顷蓄积\", unit = \"m3/ha\" }", false, 0,
               5000}
        .in("m3/ha"),
    ProjectKey{"layers", "date", KeyKind::date, "2015", false, 1900, 2200, "t1 t2"}.withDefault("\"t2\""),
    ProjectKey{"layers", "over", KeyKind::integer, "2024", false, 1900, 2200},
    ProjectKey{"layers", "area_error_pct", KeyKind::number, "5", false, kAboveNothing, 100}.in("%"),
    ProjectKey{"layers", "deduct", KeyKind::onlySection, "{ ratio = \"KCXS\", class = \"field_ridge\" }"},
    ProjectKey{"layers", "area", KeyKind::choice, "\"record\"", false, 0, 0, "computed record"}.withDefault(
        "\"computed\""),
    ProjectKey{"layers", "area_field", KeyKind::text, "\"TBMJ\""}.withDefaultInWords(),
    ProjectKey{"layers", "measures", KeyKind::choice, "\"above\"", false, 0, 0, "above biomass soil30"},
    ProjectKey{"layers", "unit", KeyKind::choice, "\"tC/ha\"", false, 0, 0, "tC/ha t/ha"},
    ProjectKey{"layers", "band", KeyKind::integer, "1", false, 1, 65535}.withDefault("1"),
    ProjectKey{"layers", "error_pct", KeyKind::number, "30", false, kAboveNothing, 300}.in("%"),
    ProjectKey{"layers", "error_band", KeyKind::integer, "2", false, 1, 65535},

    ProjectKey{"layers", "water", KeyKind::sources, "\"水库.gpkg\""},
    ProjectKey{"layers", "stages", KeyKind::text, "\"水位.csv\""},
    ProjectKey{"layers", "low", KeyKind::number, "145", false, -500, 8999}.in("m"),
    ProjectKey{"layers", "high", KeyKind::number, "175", false, -499, 9000}.in("m"),
    ProjectKey{"layers", "stage_offset", KeyKind::number, "-1.78", false, -100, 100}.in("m"),
    ProjectKey{"layers", "ch4", KeyKind::text, "\"by_days\""}.withDefaultInWords(),

    ProjectKey{"class", "field", KeyKind::text, "\"DLBM\""},
    ProjectKey{"class", "table", KeyKind::nameOrFile, "\"sandiao\""},
    ProjectKey{"class", "codes", KeyKind::words, "{ \"0301Y\" = \"forest_generic\" }"},
    ProjectKey{"species", "field", KeyKind::text, "\"优势树种\"", true},
    ProjectKey{"species", "table", KeyKind::text, "\"species.csv\""}.withDefaultInWords(),
    ProjectKey{"species", "codes", KeyKind::words, "{ a1 = \"马尾松\" }"},
    ProjectKey{"composition", "field", KeyKind::text, "\"SZZC\"", true},
    ProjectKey{"origin", "field", KeyKind::text, "\"QI_YUAN\"", true},
    ProjectKey{"origin", "codes", KeyKind::words, "{ R = \"planted\", T = \"natural\" }"},
    ProjectKey{"age", "field", KeyKind::text, "\"年龄\"", true},
    ProjectKey{"age_group", "field", KeyKind::text, "\"LING_ZU\"", true},
    ProjectKey{"age_group", "table", KeyKind::text, "\"龄组.csv\""},
    ProjectKey{"age_group", "codes", KeyKind::words, "{ Y = \"幼龄林\" }"},
    ProjectKey{"planted", "field", KeyKind::text, "\"YEAR\"", true},
    ProjectKey{"volume", "field", KeyKind::text, "\"每公顷蓄积\"", true},
    ProjectKey{"volume", "unit", KeyKind::choice, "\"m3/ha\"", false, 0, 0, "m3/ha m3/mu m3"}.withDefault("\"m3/ha\""),
    ProjectKey{"water", "source", KeyKind::text, "\"水系.gpkg\"", true},
    ProjectKey{"water", "sublayer", KeyKind::text, "\"水面\""},
    ProjectKey{"water", "encoding", KeyKind::text, "\"GBK\""},
    ProjectKey{"water", "crs", KeyKind::text, "\"EPSG:4544\""},
    ProjectKey{"water", "where", KeyKind::text, "\"名称 = '水库'\""},
    ProjectKey{"deduct", "ratio", KeyKind::text, "\"KCXS\""},
    ProjectKey{"deduct", "area", KeyKind::text, "\"KCMJ\""},
    ProjectKey{"deduct", "of", KeyKind::text, "\"TBMJ\""},
    ProjectKey{"deduct", "class", KeyKind::text, "\"KCDLBM\""}.withDefault("\"field_ridge\""),

    ProjectKey{"zones", "name", KeyKind::text, "\"townships\""}.withDefaultInWords(),
    ProjectKey{"zones", "kind", KeyKind::choice, "\"polygons\"", false, 0, 0,
               "polygons corridor road basin restoration control"}
        .withDefault("\"polygons\""),
    ProjectKey{"zones", "source", KeyKind::text, "\"乡镇.gpkg\""},
    ProjectKey{"zones", "outlets", KeyKind::text, "\"断面.gpkg\""},
    ProjectKey{"zones", "sublayer", KeyKind::text, "\"乡镇\""},
    ProjectKey{"zones", "encoding", KeyKind::text, "\"GBK\""},
    ProjectKey{"zones", "crs", KeyKind::text, "\"EPSG:4544\""},
    ProjectKey{"zones", "where", KeyKind::text, "\"XZQDM LIKE '5001%'\""},
    ProjectKey{"zones", "id", KeyKind::text, "\"code\""}.withDefaultInWords(),
    ProjectKey{"zones", "label", KeyKind::text, "\"name\""},
    ProjectKey{"zones", "role", KeyKind::choice, "\"corridor\"", false, 0, 0, "zone corridor node"},
    ProjectKey{"zones", "width", KeyKind::numberSection,
               "{ field = \"order\", table = { 1 = 1000, 2 = 500, 3 = 200 } }", false, kAboveNothing, kFarthest}
        .in("m"),
    // Beyond the road's own land, on cropland; recalled from 国办发明电〔2020〕24号.
    ProjectKey{"zones", "cropland_width", KeyKind::numberSection,
               "{ field = \"GLDJ\", table = { \"国道\" = 5, \"县道\" = 3 } }", false, kAboveNothing, kFarthest}
        .withDefault("5")
        .in("m"),
    ProjectKey{"zones", "road_width", KeyKind::numberSection, "12", false, kAboveNothing, kFarthest}.in("m"),
    ProjectKey{"zones", "exclude", KeyKind::sources,
               "[\"永久基本农田.gpkg\", { source = \"建设用地.shp\", crs = \"EPSG:4544\" }]"},

    ProjectKey{"width", "field", KeyKind::text, "\"order\""},
    ProjectKey{"width", "table", KeyKind::widths, "{ 1 = 1000, 2 = 500, 3 = 200 }", false, 0, kFarthest}.in("m"),
    ProjectKey{"width", "ridge", KeyKind::boolean, "true"}.withDefault("false"),
    ProjectKey{"width", "gentle", KeyKind::number, "1000", false, kAboveNothing, kFarthest}.withDefault("1000").in("m"),
    ProjectKey{"width", "most", KeyKind::number, "3000", false, kAboveNothing, kFarthest}.withDefault("3000").in("m"),
    ProjectKey{"cropland_width", "field", KeyKind::text, "\"GLDJ\"", true},
    ProjectKey{"cropland_width", "table", KeyKind::widths, "{ \"国道\" = 5, \"县道\" = 3 }", true, 0, kFarthest}.in(
        "m"),
    ProjectKey{"road_width", "field", KeyKind::text, "\"GLDJ\"", true},
    ProjectKey{"road_width", "table", KeyKind::widths, "{ \"国道\" = 24, \"县道\" = 7 }", true, 0, kFarthest}.in("m"),
    ProjectKey{"exclude", "source", KeyKind::text, "\"建设用地.shp\"", true},
    ProjectKey{"exclude", "sublayer", KeyKind::text, "\"建设用地\""},
    ProjectKey{"exclude", "encoding", KeyKind::text, "\"GBK\""},
    ProjectKey{"exclude", "crs", KeyKind::text, "\"EPSG:4544\""},
    ProjectKey{"exclude", "where", KeyKind::text, "\"DLBM LIKE '20%'\""},

    ProjectKey{"interventions", "name", KeyKind::text, "\"北岸造林\"", true},
    ProjectKey{"interventions", "scenario", KeyKind::text, "\"plan\""}.withDefault("\"plan\""),
    ProjectKey{"interventions", "source", KeyKind::text, "\"interventions/北岸造林.gpkg\"", true},
    ProjectKey{"interventions", "sublayer", KeyKind::text, "\"地块\""},
    ProjectKey{"interventions", "encoding", KeyKind::text, "\"GBK\""},
    ProjectKey{"interventions", "crs", KeyKind::text, "\"EPSG:4544\""},
    ProjectKey{"interventions", "where", KeyKind::text, "\"类型 = '矿山修复'\""},
    ProjectKey{"interventions", "action", KeyKind::choice, "\"plant\"", true, 0, 0,
               "plant restore_wetland build flood clear farmland close harvest fire"},
    ProjectKey{"interventions", "year", KeyKind::integer, "2027", true, 1900, 2300}.byField(),
    ProjectKey{"interventions", "species", KeyKind::text, "\"马尾松\""}.byField(),
    ProjectKey{"interventions", "density", KeyKind::number, "2500", false, 1, 100'000}
        .withDefaultInWords()
        .in("1/ha")
        .byField(),
    ProjectKey{"interventions", "class", KeyKind::text, "\"marsh\""}.withDefaultInWords().byField(),
    ProjectKey{"interventions", "replace", KeyKind::replace, "[\"builtup\"]"}.withDefault("false"),
    ProjectKey{"interventions", "management", KeyKind::choice, "\"straw_return\"", false, 0, 0,
               "straw_return manure green_manure no_till reduced_till high_standard"}
        .byField(),
    ProjectKey{"interventions", "fraction", KeyKind::number, "0.3", false, kAboveNothing, 1}.withDefault("1").byField(),
    ProjectKey{"interventions", "products", KeyKind::number, "0.4", false, 0, 1}.withDefaultInWords().byField(),

    ProjectKey{"year", "field", KeyKind::text, "\"NF\"", true},
    ProjectKey{"density", "field", KeyKind::text, "\"MD\"", true},
    ProjectKey{"management", "field", KeyKind::text, "\"CS\"", true},
    ProjectKey{"fraction", "field", KeyKind::text, "\"QD\"", true},
    ProjectKey{"products", "field", KeyKind::text, "\"CCL\"", true},

    ProjectKey{"patterns", "name", KeyKind::text, "\"森林格局\"", true},
    ProjectKey{"patterns", "class", KeyKind::texts, "[\"forest\"]"},
    ProjectKey{"patterns", "raster", KeyKind::text, "\"林地.tif\""},
    ProjectKey{"patterns", "foreground", KeyKind::integers, "[1]", false, -2147483647, 2147483647},
    ProjectKey{"patterns", "edge_width", KeyKind::integer, "1", false, 1, 60'000}.withDefault("1"),
    ProjectKey{"patterns", "connectivity", KeyKind::choice, "8", false, 0, 0, "4 8"}.withDefault("8"),
    ProjectKey{"patterns", "transition", KeyKind::boolean, "true"}.withDefault("true"),
    ProjectKey{"patterns", "intext", KeyKind::boolean, "true"}.withDefault("true"),
    ProjectKey{"patterns", "density_window", KeyKind::integer, "27", false, 3, 60'001}.withDefault("27"),

    ProjectKey{"networks", "name", KeyKind::text, "\"生态网络\"", true},
    ProjectKey{"networks", "sources", KeyKind::section, "{ class = [\"forest\"], edge_width = 1, min_core_ha = 10 }",
               true},
    ProjectKey{"networks", "resistance", KeyKind::section,
               "{ table = \"nanjing2017\", roads = \"道路.gpkg\", weights = [0.7, 0.3] }"}
        .withDefault("\"nanjing2017\""),
    ProjectKey{"networks", "cell_size", KeyKind::number, "30", false, kAboveNothing, 1e5}.withDefaultInWords().in("m"),
    ProjectKey{"networks", "neighbours", KeyKind::choice, "16", false, 0, 0, "4 8 16"}.withDefault("16"),
    ProjectKey{"networks", "corridor_cost", KeyKind::number, "2000", false, kAboveNothing, 1e12},
    ProjectKey{"networks", "corridor_percent", KeyKind::number, "5", false, kAboveNothing, 1000}.in("%"),
    ProjectKey{"networks", "pairs", KeyKind::choice, "\"adjacent\"", false, 0, 0, "adjacent all"}.withDefault(
        "\"adjacent\""),
    ProjectKey{"networks", "current", KeyKind::boolean, "true"}.withDefault("false"),
    ProjectKey{"networks", "conductance", KeyKind::choice, "\"mean_resistance\"", false, 0, 0,
               "mean_resistance mean_conductance"}
        .withDefault("\"mean_resistance\""),
    ProjectKey{"networks", "d50_m", KeyKind::number, "1000", false, kAboveNothing, 1e7}.withDefault("1000").in("m"),
    ProjectKey{"sources", "class", KeyKind::texts, "[\"forest\"]", true},
    ProjectKey{"sources", "edge_width", KeyKind::integer, "1", false, 0, 1000}.withDefault("1"),
    ProjectKey{"sources", "min_core_ha", KeyKind::number, "10", false, 1, 1e9}.withDefault("10").in("ha"),
    ProjectKey{"resistance", "table", KeyKind::nameOrFile, "\"resistance.csv\"", false, 0, 0, "nanjing2017"}
        .withDefault("\"nanjing2017\""),
    ProjectKey{"resistance", "slope", KeyKind::boolean, "true"}.withDefault("false"),
    ProjectKey{"resistance", "roads", KeyKind::text, "\"道路.gpkg\""},
    ProjectKey{"resistance", "weights", KeyKind::numbers, "[0.5, 0.3, 0.2]", false, 0, 1},
    ProjectKey{"compensation", "name", KeyKind::text, "\"流域补偿\"", true},
    ProjectKey{"compensation", "rule", KeyKind::choice, "\"carbon_share\"", true, 0, 0,
               "forest_cover water_quality carbon_net carbon_share custom"},
    ProjectKey{"compensation", "parties", KeyKind::text, "\"乡镇\"", true},
    ProjectKey{"compensation", "outside", KeyKind::texts, "[\"市级财政\"]"},
    ProjectKey{"compensation", "data", KeyKind::text, "\"补偿.csv\"", true},
    ProjectKey{"compensation", "other", KeyKind::text, "\"其他.csv\""},
    ProjectKey{"compensation", "price", KeyKind::number, "60", false, 0, 1e12}.in("yuan"),
    ProjectKey{"compensation", "price_range", KeyKind::range, "[50, 80]", false, 0, 1e12}.in("yuan"),
    ProjectKey{"compensation", "price_index", KeyKind::number, "1000", false, 0, 1e12}.in("yuan"),
    ProjectKey{"compensation", "price_care", KeyKind::number, "100", false, 0, 1e12}.in("yuan"),
    ProjectKey{"compensation", "care_years", KeyKind::number, "15", false, 0, 100}.in("yr"),
    ProjectKey{"compensation", "floor_cover", KeyKind::number, "0.60", false, 0, 1}.withDefault("0.60"),
    ProjectKey{"compensation", "share", KeyKind::section, "{ gdp = 0.5, people = 0.5 }", false, 0, 0,
               "gdp people area weight"},
    ProjectKey{"compensation", "paid_share", KeyKind::number, "0.8", false, 0, 1}.withDefault("1"),
    ProjectKey{"share", "gdp", KeyKind::number, "0.5", false, 0, 1},
    ProjectKey{"share", "people", KeyKind::number, "0.5", false, 0, 1},
    ProjectKey{"share", "area", KeyKind::number, "0.5", false, 0, 1},
    ProjectKey{"share", "weight", KeyKind::number, "1", false, 0, 1},

    ProjectKey{"influence", "name", KeyKind::text, "\"影响因素\"", true},
    ProjectKey{"influence", "response", KeyKind::text, "\"stock\""}.withDefault("\"stock\""),
    ProjectKey{"influence", "band", KeyKind::integer, "1", false, 1, 65535}.withDefault("1"),
    ProjectKey{"influence", "units", KeyKind::text, "\"乡镇\""},
    ProjectKey{"influence", "spacing_m", KeyKind::number, "500", false, kAboveNothing, 1e6}.in("m"),
    ProjectKey{"influence", "factors", KeyKind::texts, "[\"class\", \"distance:水系\", \"zone:乡镇\", \"dem.tif\"]",
               true},
    ProjectKey{"influence", "method", KeyKind::choice, "\"quantile\"", false, 0, 0, "equal quantile natural all"}
        .withDefault("\"quantile\""),
    ProjectKey{"influence", "classes", KeyKind::integers, "[3, 8]", false, 2, 50}.withDefault("[3, 8]"),
    ProjectKey{"influence", "keep_lone", KeyKind::boolean, "true"}.withDefault("false"),
    ProjectKey{"influence", "band_m", KeyKind::number, "5000", false, kAboveNothing, 1e7}.withDefaultInWords().in("m"),
    ProjectKey{"influence", "fdr", KeyKind::boolean, "true"}.withDefault("false"),

    ProjectKey{"targets", "name", KeyKind::text, "\"2060 碳中和\""}.withDefaultInWords(),
    ProjectKey{"targets", "scenario", KeyKind::text, "\"baseline\""}.withDefaultInWords(),
    ProjectKey{"targets", "quantity", KeyKind::choice, "\"net_tCO2e_per_yr\"", false, 0, 0, "net_tCO2e_per_yr stock_tC"}
        .withDefault("\"net_tCO2e_per_yr\""),
    ProjectKey{"targets", "year", KeyKind::integer, "2060", true, 1900, 2200},
    ProjectKey{"targets", "value", KeyKind::number, "500000", true},

    ProjectKey{"uncertainty", "draws", KeyKind::integer, "10000", false, 100, 1e6}.withDefault("1000"),
    ProjectKey{"uncertainty", "seed", KeyKind::integer, "1", false, 0, 1e15 - 1}.withDefault("1"),

    ProjectKey{"correlations", "first", KeyKind::text, "\"pool.forest_generic.veg\"", true},
    ProjectKey{"correlations", "second", KeyKind::text, "\"pool.forest_generic.litter\"", true},
    ProjectKey{"correlations", "r", KeyKind::number, "0.5", true, -1, 1},

    ProjectKey{"output", "folder", KeyKind::text, "\"out\""}.withDefault("\"out\""),
    ProjectKey{"output", "overwrite", KeyKind::boolean, "false"}.withDefault("false"),
    ProjectKey{"output", "compress", KeyKind::choice, "\"deflate\"", false, 0, 0, "deflate zstd lzw"}.withDefault(
        "\"deflate\""),
    ProjectKey{"output", "maps", KeyKind::choices, kUsualMaps, false, 0, 0, kMaps}.withDefault(kUsualMaps),
    ProjectKey{"output", "stock_bands", KeyKind::choices, "[\"total\", \"above\", \"below\"]", false, 0, 0, kBands}
        .withDefault(kAllBands),
    ProjectKey{"output", "maps_years", KeyKind::integers, "[2030, 2060]", false, 1900, 2200}.withDefault("[]"),
};

}  // namespace

std::string_view kindName(KeyKind kind) {
  switch (kind) {
    case KeyKind::text:
      return "text";
    case KeyKind::integer:
      return "integer";
    case KeyKind::number:
      return "number";
    case KeyKind::integers:
      return "integers";
    case KeyKind::boolean:
      return "boolean";
    case KeyKind::choice:
      return "choice";
    case KeyKind::date:
      return "year_or_choice";
    case KeyKind::nameOrFile:
      return "name_or_file";
    case KeyKind::choices:
      return "choices";
    case KeyKind::numbers:
      return "numbers";
    case KeyKind::texts:
      return "texts";
    case KeyKind::replace:
      return "boolean_or_texts";
    case KeyKind::sources:
      return "texts_or_tables";
    case KeyKind::bounds:
      return "four_numbers";
    case KeyKind::range:
      return "two_numbers";
    case KeyKind::widths:
      return "numbers_by_key";
    case KeyKind::words:
      return "texts_by_key";
    case KeyKind::section:
      return "value_or_table";
    case KeyKind::numberSection:
      return "number_or_table";
    case KeyKind::onlySection:
      return "table";
  }
  return {};
}

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
  if (key.kind == KeyKind::nameOrFile && key.choices.empty()) {
    const std::vector<std::string>& names = key.section == "factors" ? FactorLibrary::builtIn() : ClassTable::builtIn();
    return {names.begin(), names.end()};
  }
  std::vector<std::string_view> out;
  for (std::string_view rest = key.choices; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    out.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

std::string plainDefault(std::string_view section, std::string_view name) {
  const std::string_view written = findProjectKey(section, name)->defaultValue;
  const bool quoted = written.starts_with('"');
  return std::string(quoted ? written.substr(1, written.size() - 2) : written);
}

}  // namespace tanhui
