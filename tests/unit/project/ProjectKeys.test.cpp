#include "geo/project/ProjectKeys.h"

#include <map>
#include <set>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "geo/base/File.h"
#include "geo/project/Project.h"
#include "geo/project/ProjectSchema.h"
#include "tests/unit/project/KeyExamples.h"

using namespace tanhui;
using namespace tanhui::test;

TEST_CASE("the example of every key is a sound project") {
  for (const ProjectKey& key : projectKeys()) {
    if (!topLevel(key)) continue;
    INFO(projectWith(key, key.example));
    CHECK_NOTHROW(parseProject(projectWith(key, key.example), "project.toml"));
  }
}

namespace {

using Json = nlohmann::ordered_json;

/// What a project says of each key that has a default, as TOML would write it.
std::map<std::string, Json> valuesOf(const Project& p) {
  const LayerSpec& layer = p.layers.at(0);
  const InterventionSpec& planned = p.interventions.at(0);
  const PatternSpec& pattern = p.patterns.at(0);
  const AccountingRules& rules = p.rules;
  const auto kind = p.zones.at(0).kind;
  return {
      {"project.base_year", p.baseYear},
      {"project.language", p.language == Language::zh ? "zh" : "en"},
      {"project.synthetic", p.synthetic},
      {"project.scope", p.scope == Scope::sink ? "sink" : "all"},
      {"grid.area", p.areaRule == AreaRule::ground ? "ground" : "map"},
      {"factors.library", p.library},
      {"factors.gwp", rules.gwp},
      {"factors.soil_depth_cm", rules.soilDepthCm},
      {"factors.volume_equation", rules.volumeEquation == VolumeEquation::automatic ? "auto" : "other"},
      {"factors.soil_method", rules.soilMethod == SoilMethod::ratio ? "ratio" : "tier1"},
      {"factors.rice", rules.riceMethod == RiceMethod::library ? "library" : "other"},
      {"factors.rice_water", rules.rice.water},
      {"factors.rice_preseason", rules.rice.preseason},
      {"factors.rice_straw_short", rules.rice.strawShort},
      {"factors.rice_straw_long", rules.rice.strawLong},
      {"factors.harvested_wood", rules.harvestedWood},
      {"layers.kind", layer.drawdown ? "drawdown" : "land"},
      {"layers.date", layer.earlier() ? "t1" : "t2"},
      {"layers.band", p.measures.at(0).band},
      {"layers.area", layer.areaOfRecord ? "record" : "computed"},
      {"volume.unit", volumeUnitName(layer.volumeUnit)},
      {"deduct.class", layer.deduct ? layer.deduct->landClass : ""},
      {"zones.kind", kind == ZoneKind::polygons ? "polygons" : "other"},
      {"zones.cropland_width", p.zones.at(0).croplandWidth.metres},
      {"width.ridge", p.zones.at(0).ridge.has_value()},
      {"width.gentle", p.zones.at(1).ridge.value().gentle},
      {"width.most", p.zones.at(1).ridge.value().most},
      {"networks.resistance", p.networks.at(0).table.empty() ? "nanjing2017" : "other"},
      {"networks.neighbours", p.networks.at(0).neighbours},
      {"networks.pairs", p.networks.at(0).allPairs ? "all" : "adjacent"},
      {"networks.current", p.networks.at(0).current},
      {"networks.conductance", p.networks.at(0).meanConductance ? "mean_conductance" : "mean_resistance"},
      {"networks.d50_m", p.networks.at(0).d50},
      {"sources.edge_width", p.networks.at(0).edgeWidth},
      {"sources.min_core_ha", p.networks.at(0).minCoreHa},
      {"resistance.table", p.networks.at(0).table.empty() ? "nanjing2017" : "other"},
      {"resistance.slope", p.networks.at(0).slope},
      {"interventions.scenario", planned.scenario},
      {"interventions.replace", planned.replace.all || !planned.replace.classes.empty()},
      {"interventions.fraction", planned.fraction},
      {"patterns.edge_width", pattern.edgeWidth},
      {"patterns.connectivity", static_cast<int>(pattern.connectivity)},
      {"patterns.transition", pattern.transition},
      {"patterns.intext", pattern.inside},
      {"patterns.density_window", pattern.densityWindow},
      {"compensation.floor_cover", p.compensations.at(0).floorCover},
      {"compensation.paid_share", p.compensations.at(0).paidShare},
      {"influence.response", p.influences.at(0).response == InfluenceSpec::Response::stock ? "stock" : "other"},
      {"influence.band", p.influences.at(0).band},
      {"influence.method", classMethodName(p.influences.at(0).settings.methods.at(0))},
      {"influence.classes", {p.influences.at(0).settings.leastClasses, p.influences.at(0).settings.mostClasses}},
      {"influence.keep_lone", p.influences.at(0).settings.lone == LoneStrata::keep},
      {"influence.fdr", p.influences.at(0).falseFinds},
      {"targets.quantity", p.targets.at(0).quantity == TargetSpec::Quantity::net ? "net_tCO2e_per_yr" : "stock_tC"},
      {"uncertainty.draws", p.uncertainty.draws},
      {"uncertainty.seed", p.uncertainty.seed},
      {"output.folder", p.outputFolder.filename().string()},
      {"output.overwrite", p.overwrite},
      {"output.compress", p.codec == Codec::deflate ? "deflate" : "other"},
      {"output.maps", p.maps},
      {"output.stock_bands", p.stockBands},
      {"output.maps_years", p.mapsYears},
  };
}

}  // namespace

TEST_CASE("a project that says nothing holds the defaults of the table, and so does one that was never read") {
  const Project silent = parseProject(
      "[[layers]]\nsource = \"a.shp\"\nvolume = { field = \"V\" }\ndeduct = { ratio = \"R\" }\n"
      "[[layers]]\nsource = \"m.tif\"\nmeasures = \"above\"\nunit = \"tC/ha\"\nerror_pct = 20\n"
      "[[zones]]\nsource = \"z.shp\"\n"
      "[[interventions]]\nname = \"a\"\nsource = \"i.gpkg\"\naction = \"plant\"\nspecies = \"马尾松\"\nyear = 2030\n"
      "[terrain]\ndem = \"d.tif\"\n"
      "[[zones]]\nsource = \"r.shp\"\nkind = \"corridor\"\nwidth = { ridge = true }\n"
      "[[patterns]]\nname = \"p\"\nclass = \"forest\"\n"
      "[[networks]]\nname = \"n\"\nsources = { class = \"forest\" }\ncorridor_cost = 1\n"
      "[[compensation]]\nname = \"c\"\nrule = \"custom\"\nparties = \"z\"\ndata = \"c.csv\"\n"
      "[[influence]]\nname = \"i\"\nunits = \"z\"\nfactors = [\"class\"]\n"
      "[[targets]]\nyear = 2025\nvalue = 1\n",
      "project.toml");
  Project unread;
  unread.layers.emplace_back(), unread.measures.emplace_back(), unread.zones.resize(2), unread.networks.emplace_back(),
      unread.zones[1].ridge.emplace(), unread.interventions.emplace_back(), unread.patterns.emplace_back(),
      unread.targets.emplace_back(), unread.compensations.emplace_back(), unread.influences.emplace_back();
  const std::map<std::string, Json> read = valuesOf(silent), initial = valuesOf(unread);
  // Before a file is read there is no year, no folder and nothing to deduct.
  const std::set<std::string> onlyRead = {"project.base_year", "output.folder", "deduct.class"};
  std::size_t defaults = 0;
  for (const ProjectKey& key : projectKeys()) {
    if (key.defaultValue.empty()) continue;
    const std::string name = fmt::format("{}.{}", key.section, key.name);
    INFO(name);
    ++defaults;
    const Json wanted = jsonOfToml(key.defaultValue);
    REQUIRE(read.contains(name));
    CHECK(read.at(name) == wanted);
    if (!onlyRead.contains(name)) CHECK(initial.at(name) == wanted);
  }
  CHECK(defaults == read.size());
}

TEST_CASE("what holds without a key stands in the table, not in the words for it") {
  for (const ProjectKey& key : projectKeys()) {
    const std::string zh = text(key.meaning(), Language::zh), en = text(key.meaning(), Language::en);
    INFO(key.meaning());
    CHECK(zh.find("默认") == std::string::npos);
    CHECK(en.find("efault") == std::string::npos);
    CHECK((zh.ends_with("。") && en.ends_with(".")));
    // A default is one value or told in words; a key that must be given has none.
    CHECK_FALSE((key.defaultInWords && !key.defaultValue.empty()));
    CHECK_FALSE((key.required && (key.defaultInWords || !key.defaultValue.empty())));
    if (key.defaultInWords) CHECK(text(key.defaultWords(), Language::zh).find(key.defaultWords()) == std::string::npos);
  }
  CHECK(explained(*findProjectKey("project", "horizon"), Language::en) ==
        "Last year of annual series. Default: the base year.");
  CHECK(explained(*findProjectKey("zones", "width"), Language::en).ends_with(" by a field. Unit: m."));
  CHECK(explained(*findProjectKey("output", "folder"), Language::zh) == "成果文件夹，相对于项目文件。默认：\"out\"。");
}

TEST_CASE("every key and section has its meaning in both languages") {
  for (const Language language : {Language::zh, Language::en}) {
    for (const ProjectKey& key : projectKeys()) {
      INFO(key.meaning());
      CHECK(text(key.meaning(), language).find(key.meaning()) == std::string::npos);
    }
    for (const ProjectSection& section : projectSections()) {
      const std::string id = fmt::format("project.section.{}", section.name);
      CHECK(text(id, language).find(id) == std::string::npos);
    }
  }
}

TEST_CASE("docs/project-file.md holds the reference as `tanhui keys` prints it") {
  const std::string page = readFile(std::string(TANHUI_SOURCE_DIR) + "/docs/project-file.md");
  CHECK(page.find(projectReference(Language::en)) != std::string::npos);
  CHECK(page.find(projectReference(Language::zh)) != std::string::npos);
}
