#include "geo/project/detail/ProjectPlan.h"

#include <catch2/catch.hpp>

#include "geo/project/LandActions.h"
#include "geo/project/Project.h"

using namespace tanhui;

namespace {

constexpr const char* kPlan = R"([project]
base_year = 2025
horizon = 2060
t1_year = 2015

[factors]
soil_method = "tier1"
rice = "ipcc2019"
rice_water = "multiple"
rice_preseason = "gt180"
rice_straw_short = 2.5
rice_straw_long = 1
harvested_wood = true

[[layers]]
name = "now"
source = "a.shp"
area_error_pct = 12.5

[[layers]]
name = "then"
source = "b.shp"
date = "t1"

[[interventions]]
name = "造林"
source = "i.gpkg"
action = "plant"
year = 2026
species = "马尾松"
density = 2500

[[interventions]]
name = "秸秆还田"
scenario = "高情景"
source = "i.gpkg"
action = "farmland"
year = 2027
management = "straw_return"

[[interventions]]
name = "封育"
source = "i.gpkg"
action = "close"
year = 2125

[[interventions]]
name = "间伐"
source = "i.gpkg"
action = "harvest"
year = 2040
fraction = 0.3
products = 0

[[interventions]]
name = "火"
source = "i.gpkg"
action = "fire"
year = 2030

[[interventions]]
name = "矿山复绿"
source = "i.gpkg"
action = "plant"
year = 2031
species = "柏木"
replace = ["builtup", "forest"]

[[interventions]]
name = "恢复耕地"
source = "i.gpkg"
action = "clear"
year = 2032
replace = true
products = 0.4

[[interventions]]
name = "水库"
source = "i.gpkg"
action = "flood"
year = 2033

[[targets]]
year = 2060
value = -12.5

[[targets]]
name = "储量"
scenario = "高情景"
quantity = "stock_tC"
year = 2025
value = 1e7

[[targets]]
scenario = "baseline"
year = 2030
value = 0

[uncertainty]
draws = 10000
seed = 123456789012

[[correlations]]
first = "pool.paddy.veg"
second = "pool.paddy.soc"
r = -0.5

[output]
maps_years = [2030, 2060]
)";

/// Fewest lines before a table: its header is line 3.
std::string planWith(const std::string& rest) { return "[[layers]]\nsource = \"a.shp\"\n" + rest; }

struct PlanSlip {
  std::string toml;
  int line;
  std::string what, remedy;
};

std::vector<Error> planFaults(const std::string& toml) {
  try {
    parseProject(toml, "p/project.toml");
  } catch (const ProjectFaults& faults) {
    return faults.all();
  }
  return {};
}

void checkSlips(const std::vector<PlanSlip>& slips) {
  for (const PlanSlip& slip : slips) {
    INFO(slip.toml);
    const std::vector<Error> faults = planFaults(slip.toml);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].where() == (slip.line == 0 ? "p/project.toml" : fmt::format("p/project.toml, line {}", slip.line)));
    CHECK_THAT(text(faults[0].problem(), Language::en), Catch::Contains(slip.what));
    CHECK_THAT(text(faults[0].remedy(), Language::en), Catch::Contains(slip.remedy));
  }
}

}  // namespace

TEST_CASE("what a project says of time is read") {
  const Project project = parseProject(kPlan, "/p/project.toml");
  CHECK(project.earlierYears == std::vector{2015});
  CHECK(project.rules.soilMethod == SoilMethod::tier1);
  CHECK(project.rules.riceMethod == RiceMethod::ipcc2019);
  CHECK(project.rules.rice.water == "multiple");
  CHECK(project.rules.rice.preseason == "gt180");
  CHECK(project.rules.rice.strawShort == 2.5);
  CHECK(project.rules.rice.strawLong == 1);
  CHECK(project.rules.harvestedWood);
  REQUIRE(project.layers.size() == 2);
  CHECK_FALSE(project.layers[0].earlier());
  CHECK(project.layers[0].areaErrorPercent == 12.5);
  CHECK(project.layers[1].date == 2015);
  CHECK(project.layers[1].areaErrorPercent == 0);

  REQUIRE(project.interventions.size() == 8);
  const std::vector<InterventionSpec>& planned = project.interventions;
  CHECK(planned[0].density == 2500);
  CHECK(planned[0].year == 2026);
  CHECK(planned[1].action == LandAction::farmland);
  CHECK(planned[1].management == "straw_return");
  CHECK(planned[1].scenario == "高情景");
  CHECK(planned[1].density == 0);
  CHECK(planned[2].action == LandAction::close);
  CHECK(planned[2].year == 2125);  // beyond the horizon: allowed
  CHECK(planned[3].action == LandAction::harvest);
  CHECK(planned[3].fraction == 0.3);
  CHECK(planned[3].products == 0);
  CHECK(planned[4].action == LandAction::fire);
  CHECK(planned[4].fraction == 1);
  CHECK(planned[4].products < 0);
  CHECK(planned[0].replace == Replaceable());
  CHECK(planned[5].replace == Replaceable{false, {"builtup", "forest"}});
  CHECK(planned[6].action == LandAction::clear);
  CHECK(planned[6].replace == Replaceable{true, {}});
  CHECK(planned[6].products == 0.4);
  CHECK(planned[7].action == LandAction::flood);

  REQUIRE(project.targets.size() == 3);
  CHECK(project.targets[0].name == "2060");
  CHECK(project.targets[0].scenario.empty());
  CHECK(project.targets[0].quantity == TargetSpec::Quantity::net);
  CHECK(project.targets[0].value == -12.5);
  CHECK(project.targets[1].name == "储量");
  CHECK(project.targets[1].quantity == TargetSpec::Quantity::stock);
  CHECK(project.targets[1].year == 2025);
  CHECK(project.targets[2].scenario == "baseline");
  CHECK(project.targets[2].line > project.targets[1].line);

  CHECK(project.uncertainty.draws == 10000);
  CHECK(project.uncertainty.seed == 123456789012U);
  REQUIRE(project.uncertainty.correlations.size() == 1);
  CHECK(project.uncertainty.correlations[0].first == "pool.paddy.veg");
  CHECK(project.uncertainty.correlations[0].second == "pool.paddy.soc");
  CHECK(project.uncertainty.correlations[0].r == -0.5);
  CHECK(project.mapsYears == std::vector<int>{2030, 2060});
}

TEST_CASE("what polygons of an intervention tell is a field by key, beside what holds for all") {
  const Project project = parseProject(planWith(R"([[interventions]]
name = "a"
source = "a.gpkg"
action = "plant"
species = { field = "SZ", table = "树种.csv" }
year = { field = "NF" }
density = 2500
products = { field = "CC" }
[[interventions]]
name = "b"
source = "b.gpkg"
action = "restore_wetland"
year = 2030
class = { field = "DLBM", table = "sandiao" }
)"),
                                       "/p/project.toml");
  const InterventionSpec &a = project.interventions.at(0), &b = project.interventions.at(1);
  CHECK(a.fields.size() == 3);
  CHECK(a.fields.at("species").field == "SZ");
  CHECK(a.fields.at("species").table == "/p/树种.csv");
  CHECK(a.fields.at("year").field == "NF");
  CHECK(a.fields.at("products").field == "CC");
  CHECK(a.density == 2500);
  CHECK(b.fields.at("class").table == "sandiao");
  CHECK(b.year == 2030);
}

TEST_CASE("slips of fields of an intervention are told") {
  const std::string head = "[[interventions]]\nname = \"a\"\nsource = \"a\"\naction = ";
  const auto only = [](const std::string& toml) {
    const std::vector<Error> faults = planFaults(toml);
    REQUIRE(faults.size() == 1);
    return text(faults[0].problem(), Language::en);
  };
  CHECK_THAT(only(planWith(head + "\"close\"\nyear = { feld = \"NF\", field = \"NF\" }\n")), Catch::Contains("feld"));
  CHECK_THAT(only(planWith(head + "\"close\"\nyear = {}\n")), Catch::Contains("field"));
  CHECK_THAT(only(planWith(head + "\"close\"\nyear = 2030\ndensity = { field = \"MD\" }\n")),
             Catch::Contains("density"));
  CHECK_THAT(only(planWith(head + "\"build\"\nyear = 2030\nclass = { table = \"sandiao\" }\n")),
             Catch::Contains("field"));
  CHECK_THAT(only(planWith(head + "\"plant\"\nyear = 2030\nspecies = { field = \"SZ\", codes = { a = \"x\" } }\n")),
             Catch::Contains("x"));
}

TEST_CASE("a project that says nothing of time has the defaults") {
  const Project project = parseProject(planWith(""), "/p/project.toml");
  CHECK(project.earlierYears.empty());
  CHECK(project.rules.soilMethod == SoilMethod::ratio);
  CHECK(project.rules.riceMethod == RiceMethod::library);
  CHECK(project.rules.rice.water == "unknown");
  CHECK_FALSE(project.rules.harvestedWood);
  CHECK(project.uncertainty.draws == 1000);
  CHECK(project.uncertainty.seed == 1);
  CHECK(project.mapsYears.empty());
  CHECK(project.targets.empty());
}

TEST_CASE("each slip of an action's keys is told with its line and what to do") {
  const auto intervention = [](const std::string& rest) {
    return planWith("[[interventions]]\nname = \"a\"\nsource = \"i.gpkg\"\nyear = 2027\n" + rest);
  };
  const std::string plant = "action = \"plant\"\nspecies = \"马尾松\"\n";
  checkSlips({
      {intervention("action = \"farmland\"\n"), 3, "lacks the key 'management'", "management = \"straw_return\""},
      {intervention("action = \"farmland\"\nmanagement = \"strawreturn\"\n"), 8, "'strawreturn'", "'straw_return'"},
      {intervention("action = \"close\"\nmanagement = \"manure\"\n"), 8, "'management' has no meaning", "farmland"},
      {intervention("action = \"build\"\ndensity = 100\n"), 8, "'density' has no meaning", "plant"},
      {intervention(plant + "density = 0\n"), 9, "'density' is 0", "density = 2500"},
      {intervention(plant + "fraction = 0.5\n"), 9, "'fraction' has no meaning", "harvest, fire"},
      {intervention("action = \"fire\"\nfraction = 0\n"), 8, "'fraction' is 0", "fraction = 0.3"},
      {intervention("action = \"fire\"\nfraction = 1.1\n"), 8, "'fraction' is 1.1", "fraction = 0.3"},
      {intervention("action = \"fire\"\nproducts = 0.4\n"), 8, "'products' has no meaning", "harvest"},
      {intervention("action = \"harvest\"\nproducts = 1.5\n"), 8, "'products' is 1.5", "products = 0.4"},
      {intervention("action = \"close\"\nspecies = \"马尾松\"\n"), 8, "'species' has no meaning", "plant"},
      {intervention("action = \"harvest\"\nclass = \"marsh\"\n"), 8, "'class' has no meaning", "restore_wetland"},
      {intervention("action = \"build\"\nreplace = true\n"), 8, "'replace' has no meaning", "plant, clear"},
      {intervention(plant + "replace = 1\n"), 9, "'replace' holds a value of the wrong type", "replace ="},
      {intervention(plant + "replace = [\"buildup\"]\n"), 9, "no land of 'buildup' alone", "'builtup'"},
      {intervention(plant + "replace = [\"paddy\"]\n"), 9, "no land of 'paddy' alone", "forest"},
      {intervention("action = \"clear\"\nreplace = [\"forest\"]\n"), 8, "no land of 'forest' alone", "water"},
      {intervention("action = \"flood\"\nclass = \"river\"\n"), 8, "'river'", "reservoir, pond"},
      {intervention("action = \"clear\"\nclass = \"marsh\"\n"), 8, "'marsh'", "cropland_dry"},
      {intervention("action = \"plant\"\nspecies = 5\n"), 8, "'species' holds a value of the wrong type", "species ="},
      {intervention("action = \"close\"\nscenario = \"baseline\"\n"), 8, "'baseline'", "another name"},
      {planWith("[[interventions]]\nname = \"a;b\"\nsource = \"i\"\nyear = 2030\naction = \"close\"\n"), 4, "'a;b'",
       "take it out"},
  });
}

TEST_CASE("the baseline has its names in both languages: a target's scenario, never that of a plan") {
  const std::string target = "[[targets]]\nyear = 2025\nvalue = 1\nscenario = \"本底情景\"\n";
  CHECK(parseProject(planWith(target), "/p/project.toml").targets.at(0).scenario == "baseline");
  const std::vector<Error> faults =
      planFaults(planWith("[[interventions]]\nname = \"a\"\nsource = \"i\"\nyear = 2030\naction = \"close\"\n"
                          "scenario = \"基线\"\n"));
  REQUIRE(faults.size() == 1);
  CHECK_THAT(text(faults[0].problem(), Language::en), Catch::Contains("'基线'"));
}

TEST_CASE("which net balance leads is the land's unless the project asks for agriculture") {
  CHECK(parseProject(planWith(""), "/p/project.toml").scope == Scope::sink);
  CHECK(parseProject(planWith("[project]\nscope = \"all\"\n"), "/p/project.toml").scope == Scope::all);
  const std::vector<Error> faults = planFaults(planWith("[project]\nscope = \"land\"\n"));
  REQUIRE(faults.size() == 1);
  CHECK_THAT(text(faults[0].remedy(), Language::en), Catch::Contains("sink, all"));
}

TEST_CASE("an intervention in or before the base year belongs to the baseline") {
  for (const int year : {2025, 1999}) {
    const std::vector<Error> faults = planFaults(planWith(
        fmt::format("[[interventions]]\nname = \"a\"\nsource = \"i\"\naction = \"close\"\nyear = {}\n", year)));
    REQUIRE(faults.size() == 1);
    CHECK_THAT(faults[0].where(), Catch::EndsWith("line 7"));
    CHECK_THAT(text(faults[0].problem(), Language::en), Catch::Contains(fmt::format("of the year {}", year)));
    CHECK_THAT(text(faults[0].problem(), Language::zh), Catch::Contains("本底"));
  }
}

TEST_CASE("each slip of dates, targets, draws and years is told with its line and what to do") {
  const std::string horizon = "[project]\nhorizon = 2060\n", two = "[[layers]]\nsource = \"b\"\n";
  checkSlips({
      {planWith(two + "date = \"t1\"\n"), 5, "'t1_year' is not given", "t1_year = 2015"},
      {planWith(two + "date = \"t3\"\n"), 5, "'date' cannot be 't3'", "t1"},
      {planWith("[project]\nt1_year = 2015\n"), 4, "no layer is of that date", "date = \"t1\""},
      {planWith(two + "date = \"t1\"\n[project]\nt1_year = 2025\n"), 7, "'t1_year' 2025 is not before", "before 2025"},
      {planWith("date = \"t1\"\n[project]\nt1_year = 2015\n"), 0, "no land of the base year", "2025"},
      {planWith("area_error_pct = 0\n"), 3, "'area_error_pct' is 0", "area_error_pct = 5"},
      {planWith("area_error_pct = 101\n"), 3, "'area_error_pct' is 101", "area_error_pct = 5"},

      {planWith(horizon + "[[targets]]\nyear = 2060\n"), 5, "lacks the key 'value'", "value ="},
      {planWith(horizon + "[[targets]]\nvalue = 1\n"), 5, "lacks the key 'year'", "year ="},
      {planWith(horizon + "[[targets]]\nvalue = nan\nyear = 2060\n"), 6, "wrong type", "value ="},
      {planWith(horizon + "[[targets]]\nvalue = 1\nyear = 2061\n"), 7, "'year' is 2061", "horizon"},
      {planWith(horizon + "[[targets]]\nvalue = 1\nyear = 2024\n"), 7, "'year' is 2024", "year"},
      {planWith(horizon + "[[targets]]\nvalue = 1\nyear = 2050\nscenario = \"basline\"\n"), 8, "'basline'",
       "'baseline'"},
      {planWith(horizon + "[[targets]]\nvalue = 1\nyear = 2050\nquantity = \"net\"\n"), 8, "'quantity' cannot be 'net'",
       "stock_tC"},
      {planWith(horizon + "[[targets]]\nname = \"a\"\nvalue = 1\nyear = 2050\n[[targets]]\nname = \"a\"\nvalue = 1\n"
                          "year = 2051\n"),
       10, "'a' is used twice", "name of its own"},

      {planWith("[uncertainty]\ndraws = 99\n"), 4, "'draws' is 99", "draws ="},
      {planWith("[uncertainty]\ndraws = 1000001\n"), 4, "'draws' is 1000001", "draws ="},
      {planWith("[uncertainty]\nseed = -1\n"), 4, "'seed' is -1", "seed ="},
      {planWith("[uncertainty]\nseed = 1.5\n"), 4, "wrong type", "seed ="},
      {planWith("[[correlations]]\nfirst = \"a\"\nsecond = \"b\"\n"), 3, "lacks the key 'r'", "r ="},
      {planWith("[[correlations]]\nfirst = \"a\"\nsecond = \"b\"\nr = -1.1\n"), 6, "'r' is -1.1", "r ="},
      {planWith("[[correlations]]\nfirst = \"a\"\nsecond = \"a\"\nr = 1\n"), 5, "same factor 'a'", "different"},
      {planWith("[[correlations]]\nfirst = \"a\"\nsecond = \"b\"\nr = 1\n[[correlations]]\nfirst = \"b\"\nsecond = "
                "\"a\"\nr = 1\n"),
       7, "already stands in line 3", "once"},

      {planWith("[factors]\nsoil_method = \"tier2\"\n"), 4, "'soil_method' cannot be", "tier1"},
      {planWith("[factors]\nrice = \"ipcc2006\"\n"), 4, "'rice' cannot be", "ipcc2019"},
      {planWith("[factors]\nrice_water = \"wet\"\n"), 4, "'rice_water' cannot be", "rainfed"},
      {planWith("[factors]\nrice_preseason = \"short\"\n"), 4, "'rice_preseason' cannot be", "lt180"},
      {planWith("[factors]\nrice_straw_short = 21\n"), 4, "'rice_straw_short' is 21", "2.5"},
      {planWith("[factors]\nrice_straw_long = -1\n"), 4, "'rice_straw_long' is -1", "1.5"},
      {planWith("[factors]\nharvested_wood = 1\n"), 4, "wrong type", "true"},

      {planWith(horizon + "[output]\nmaps_years = 2030\n"), 6, "wrong type", "[2030, 2060]"},
      {planWith(horizon + "[output]\nmaps_years = [2030.5]\n"), 6, "wrong type", "[2030, 2060]"},
      {planWith(horizon + "[output]\nmaps_years = [2030, 2030]\n"), 6, "names '2030' twice", "once"},
      {planWith(horizon + "[output]\nmaps_years = [2025]\n"), 6, "holds 2025", "base year"},
      {planWith(horizon + "[output]\nmaps_years = [2061]\n"), 6, "holds 2061", "horizon"},
  });
}

TEST_CASE("all slips of a plan are told at once, the section above them with its own") {
  const std::vector<Error> faults = planFaults(
      "[project]\nhorizn = 2060\nt1_year = 2015\n[[layers]]\nsource = \"a\"\n[[interventions]]\nname = \"a\"\n"
      "source = \"i\"\naction = \"farmland\"\nyear = 2020\ndensity = 5\n[uncertainty]\ndraws = 5\n");
  REQUIRE(faults.size() == 6);
  const std::vector<int> lines = {2, 3, 6, 10, 11, 13};
  for (std::size_t i = 0; i < lines.size(); ++i)
    CHECK(faults[i].where() == fmt::format("p/project.toml, line {}", lines[i]));
}

TEST_CASE("actions and their names") {
  using enum LandAction;
  for (const LandAction action : {plant, restoreWetland, build, flood, clear, farmland, close, harvest, fire})
    CHECK(actionNamed(actionName(action)) == action);
  CHECK_FALSE(actionNamed("plnt"));
  CHECK(changesLandUse(build));
  CHECK_FALSE(changesLandUse(farmland));
}
