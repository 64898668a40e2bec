#include <catch2/catch.hpp>

#include "geo/project/Project.h"

using namespace tanhui;

namespace {

constexpr const char* kTerrain = "[terrain]\ndem = \"dem.tif\"\n";
constexpr const char* kBelt = "[[layers]]\nname = \"belt\"\nkind = \"drawdown\"\nwater = \"water.gpkg\"\n";

Project parsed(const std::string& toml) { return parseProject(toml, "/data/p.toml"); }

/// The only fault: "WHERE: WHAT" and the remedy.
std::string faultOf(const std::string& toml) {
  const ProjectDraft draft = draftProject(toml, "/data/p.toml");
  REQUIRE(draft.faults.size() == 1);
  return std::string(draft.faults[0].what()) + " / " + text(draft.faults[0].remedy(), Language::en);
}

}  // namespace

TEST_CASE("A drawdown belt names its water, its stages and their datum") {
  const Project project =
      parsed(kTerrain + std::string(kBelt) + "stages = \"stages.csv\"\nstage_offset = -1.78\nch4 = \"by_days\"\n");
  CHECK(project.terrain.dem == "/data/dem.tif");
  REQUIRE(project.layers.size() == 1);
  const LayerSpec& layer = project.layers[0];
  CHECK(layer.source.path == "/data/dem.tif");
  CHECK(layer.landClass.constant == "drawdown");
  REQUIRE(layer.drawdown);
  REQUIRE(layer.drawdown->water.size() == 1);
  CHECK(layer.drawdown->water[0].path == "/data/water.gpkg");
  CHECK(layer.drawdown->stages == "/data/stages.csv");
  CHECK(layer.drawdown->offset == -1.78);
  CHECK(layer.drawdown->methane == FloodMethane::byDays);
}

TEST_CASE("The water may be a part of a file, the methane a table of the user's own") {
  const Project project =
      parsed(std::string(kTerrain) +
             "[[layers]]\nkind = \"drawdown\"\nwater = { source = \"w.gpkg\", sublayer = \"s\", where = \"a = 1\" }\n"
             "stages = \"stages.csv\"\nstage_offset = 0\nch4 = \"ch4.csv\"\n");
  const DrawdownSpec& spec = *project.layers[0].drawdown;
  CHECK(spec.water[0].sublayer == "s");
  CHECK(spec.water[0].where == "a = 1");
  CHECK(spec.methane == FloodMethane::given);
  CHECK(spec.methaneTable == "/data/ch4.csv");
}

TEST_CASE("Without stages two levels make a belt of unknown days") {
  const Project project = parsed(kTerrain + std::string(kBelt) + "low = 145\nhigh = 175\n");
  CHECK(project.layers[0].drawdown->low == 145);
  CHECK(project.layers[0].drawdown->high == 175);
}

TEST_CASE("What a drawdown belt lacks, or has too much, is told with its line and what to do") {
  struct Case {
    std::string toml, where, what, remedy;
  };
  const std::string head = kTerrain + std::string(kBelt), stages = "stages = \"s.csv\"\nstage_offset = 0\n";
  const std::vector<Case> cases = {
      {kBelt + stages, "line 1", "the project names none", "[terrain]"},
      {std::string(kTerrain) + "[[layers]]\nkind = \"drawdown\"\n" + stages, "line 3", "lacks the key 'water'",
       "water ="},
      {head, "line 3", "neither stages nor low and high", "stage_offset"},
      {head + "low = 145\n", "line 3", "neither stages nor low and high", "low = 145"},
      {head + "low = 175\nhigh = 145\n", "line 8", "175 is not below", "low ="},
      {head + stages + "low = 145\n", "line 9", "as well as low or high", "keep stages"},
      {head + "stages = \"s.csv\"\n", "line 7", "Wusong", "stage_offset = -1.78"},
      {head + stages + "ch4 = \"guess\"\n", "line 9", "'guess'", "by_state"},
      {head + stages + "ch4 = \"table\"\n", "line 9", "'table'", "by_state"},
      {head + "low = 145\nhigh = 175\nch4 = \"by_days\"\n", "line 9", "not known without stages", "add stages"},
      {head + stages + "source = \"a.shp\"\n", "line 9", "'source' has no meaning", "kind"},
      {head + stages + "species = \"马尾松\"\n", "line 9", "'species' has no meaning", "kind"},
      {"[[layers]]\nname = \"a\"\nsource = \"a.shp\"\nclass = \"pond\"\nwater = \"w.gpkg\"\n", "line 5",
       "'water' belongs to a drawdown belt", "kind = \"drawdown\""},
  };
  for (const Case& c : cases) {
    INFO(c.toml);
    const std::string fault = faultOf(c.toml);
    CHECK_THAT(fault, Catch::Contains(c.where + ":") && Catch::Contains(c.what) && Catch::Contains(c.remedy));
  }
}
