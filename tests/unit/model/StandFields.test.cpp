// What the trees of a layer are, as county inventories write it.
#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "geo/base/File.h"
#include "geo/carbon/AgeGroup.h"
#include "geo/model/BuildModel.h"
#include "geo/project/Project.h"
#include "geo/run/Run.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

using Values = std::vector<std::string>;

/// A layer of one hectare stands (on the map) with these fields, read with further keys.
struct Stands {
  TempFolder folder;
  Warnings warnings;
  Model model;

  Stands(const Values& fields, const std::vector<Values>& stands, const std::string& keys,
         const std::string& table = "") {
    test::TestLayer layer{.fields = fields};
    for (std::size_t i = 0; i < stands.size(); ++i) {
      const double x = 600000 + 100 * static_cast<double>(i);
      layer.features.push_back({test::rectangle(x, 3200000, x + 100, 3200100), stands[i]});
    }
    test::writeLayer(folder.path() / "stands.gpkg", layer);
    if (!table.empty()) writeFileWhole(folder.path() / "own.csv", table);
    const fs::path file = folder.path() / "project.toml";
    writeFileWhole(file,
                   "[project]\nbase_year = 2025\n[grid]\ncell_size = 10\n[[layers]]\nname = \"stands\"\n"
                   "source = \"stands.gpkg\"\nclass = \"forest_generic\"\n" +
                       keys);
    model = buildModel(readProject(file), warnings, true);
  }

  const Stratum& of(std::size_t stand) const { return model.strata[model.layers[0].strata[stand]]; }
  /// The arguments of the one warning of this kind; none: there is no or more than one.
  Values warned(std::string_view id) const {
    Values args;
    int found = 0;
    for (const Warning& warning : warnings)
      if (warning.what.id == id) args = warning.what.args, ++found;
    return found == 1 ? args : Values();
  }
};

std::string faultOf(const std::string& keys) {
  try {
    Stands({"LZ"}, {{"1"}}, keys);
  } catch (const Error& fault) {
    return fault.problem().id;
  }
  return {};
}

const std::string kAges =
    "species = { field = \"SZ\" }\norigin = { field = \"QY\" }\nage = { field = \"NL\" }\nage_group = { field = \"LZ\" "
    "}\n";

}  // namespace

// GB/T 26424-2010: planted pine 11-20 years, planted fir 21-25, natural oak 81-120, planted soft broadleaves 0-5.
TEST_CASE("an age group is the middle age of the stand's species and origin") {
  const Stands read({"SZ", "QY", "NL:real", "LZ"},
                    {{"220", "20", "0", "2"},
                     {"杉木", "21", "", "近熟林"},
                     {"410", "10", "", "4"},
                     {"杨树", "人工", "", "1"},
                     {"马尾松", "20", "33", "1"},
                     {"马尾松", "20", "0", ""},
                     {"马尾松", "20", "0", "9"},
                     {"毛竹", "20", "", "2"}},
                    kAges);
  const auto is = [&](std::size_t stand, double age, const char* group) {
    INFO(stand);
    CHECK(read.of(stand).age == age);
    CHECK(ageGroupName(read.of(stand).ageGroup) == group);
  };
  is(0, 15, "pine.planted.2");
  is(1, 22.5, "fir.planted.3");
  is(2, 100, "hard.natural.4");
  is(3, 2.5, "soft.planted.1");
  is(4, 33, "");  // the age wins
  for (const std::size_t ageless : {5u, 6u, 7u}) {
    INFO(ageless);
    CHECK(std::isnan(read.of(ageless).age));
    CHECK(read.of(ageless).ageGroup == 0);
  }
  CHECK(read.of(7).classKey == "bamboo");
  REQUIRE(read.warned("model.age_groups_unknown").size() == 2);
  CHECK(read.warned("model.age_groups_unknown")[1].starts_with("'9' x 1 ("));
}

TEST_CASE("without an origin the young groups are planted, the old ones natural") {
  const Stands read({"LZ"}, {{"2"}, {"3"}, {"4"}}, "species = \"马尾松\"\nage_group = { field = \"LZ\" }\n");
  CHECK(ageGroupName(read.of(0).ageGroup) == "pine.planted.2");
  CHECK(read.of(0).origin == Origin::planted);
  CHECK(read.of(1).age == 25);
  CHECK(ageGroupName(read.of(2).ageGroup) == "pine.natural.4");
  CHECK(read.of(2).age == 50);
  CHECK(read.of(2).origin == Origin::natural);
  CHECK(read.warned("model.no_origin")[0] == "3");
}

TEST_CASE("age groups come through a table of the user's own, and as one for a whole layer") {
  const Stands own({"LZ"}, {{"A"}, {"B"}},
                   "species = \"马尾松\"\norigin = \"planted\"\n"
                   "age_group = { field = \"LZ\", table = \"own.csv\" }\n",
                   "code,age_group\nA,1\nB,过熟林\n");
  CHECK(own.of(0).age == 5);
  CHECK(own.of(1).age == 60);
  const Stands all({"LZ"}, {{"1"}}, "species = \"马尾松\"\norigin = \"natural\"\nage_group = \"中龄林\"\n");
  CHECK(all.of(0).age == 25);
  CHECK(faultOf("age_group = \"老林\"\n") == "project.bad_age_group");
}

TEST_CASE("origins by every code of the inventories, and an unknown one is told once") {
  const Stands read({"QY:int", "NL:real"},
                    {{"1", "40"}, {"13", "40"}, {"24", "40"}, {"2", "40"}, {"77", "40"}, {"77", "20"}},
                    "species = \"马尾松\"\norigin = { field = \"QY\" }\nage = { field = \"NL\" }\n");
  CHECK(read.of(0).origin == Origin::natural);
  CHECK(read.of(1).origin == Origin::natural);
  CHECK(read.of(2).origin == Origin::planted);
  CHECK(read.of(3).origin == Origin::planted);
  CHECK(read.warned("model.origins_unknown")[1].starts_with("'77' x 2 ("));
}

TEST_CASE("fruit, tea, bamboo and shrubs among forest stands are told once with their area") {
  const Stands read({"SZ", "V:real"},
                    {{"脐橙", ""}, {"柑橘", ""}, {"茶", ""}, {"马桑", ""}, {"核桃", ""}, {"核桃", "60"}},
                    "species = { field = \"SZ\" }\nvolume = { field = \"V\", unit = \"m3/ha\" }\n");
  CHECK(read.of(0).classKey == "orchard");
  CHECK(read.of(2).classKey == "tea");
  CHECK(read.of(3).classKey == "shrub");
  CHECK(read.of(4).classKey == "orchard");
  CHECK(read.of(5).classKey == "forest_dbf");  // measured for timber
  CHECK(read.of(5).species == "硬阔");
  const Values told = read.warned("model.not_forest_trees");
  REQUIRE(told.size() == 1);
  CHECK(told[0].find("'orchard' x 3 (") != std::string::npos);
  CHECK(told[0].find("'shrub' x 1 (") != std::string::npos);
}

TEST_CASE("a species table with a species that nobody knows warns, as the data do") {
  const Stands read({"SZ"}, {{"1"}, {"2"}, {"220"}}, "species = { field = \"SZ\", table = \"own.csv\" }\n",
                    "code,species\n1,马尾松\n2,火星松\n");
  CHECK(read.of(0).species == "马尾松");
  CHECK(read.of(1).species.empty());
  CHECK(read.of(2).species == "马尾松");  // what the table lacks is read as without it
  CHECK(read.warned("model.species_not_in_table") == Values{"火星松 (3)"});
  CHECK(read.warned("model.species_not_found")[1].starts_with("'火星松' x 1"));
}

// 220 is Masson pine and 1 natural to the national inventory; the county says otherwise.
TEST_CASE("codes of the county's own come before its tables, the national codes and the names") {
  const Stands read({"SZ", "QY:int", "LZ"},
                    {{"a1", "1", "Y"}, {"220", "2", "G"}, {"松", "1", "3"}, {"柏木", "2", "2"}, {" a1", "", "Y"}},
                    "species = { field = \"SZ\", table = \"own.csv\", codes = { a1 = \"马尾松\", 220 = \"350\" } }\n"
                    "origin = { field = \"QY\", codes = { 1 = \"planted\", 2 = \"天然\", \"\" = \"natural\" } }\n"
                    "age_group = { field = \"LZ\", codes = { Y = \"幼龄林\", G = \"5\", 3 = \"4\" } }\n",
                    "code,species\na1,杉木\n松,云南松\n");
  const auto is = [&](std::size_t stand, const char* species, const char* group) {
    INFO(stand);
    CHECK(read.of(stand).species == species);
    CHECK(ageGroupName(read.of(stand).ageGroup) == group);
  };
  is(0, "马尾松", "pine.planted.1");
  is(1, "柏木", "cypress.natural.5");
  is(2, "云南松", "pine.planted.4");
  is(3, "柏木", "cypress.natural.2");
  is(4, "马尾松", "pine.natural.1");
}

// The three squares are 0.9997531, 0.9997526 and 0.9997521 ha on the ground (Geod.polygon_area_perimeter of pyproj).
TEST_CASE("stands without a class field are told once, with what counts as woodland for want of it") {
  const Stands read({"SZ"}, {{"马尾松"}, {""}, {"火星松"}}, "species = { field = \"SZ\" }\n");
  const Values told = read.warned("model.no_class");
  REQUIRE(told.size() == 4);
  CHECK(told[0] == "3");
  CHECK(std::stod(told[1]) == Approx(2.9992578).margin(6e-5));
  CHECK(std::stod(told[2]) == Approx(1.9995047).margin(6e-5));  // two have no species either
  CHECK(told[3] == "forest_generic");
}

// 4 m3 on a mu, 15 of which are a hectare.
TEST_CASE("a volume per mu is fifteen times as much per hectare") {
  const Stands read({"V:real"}, {{"4"}, {"0.5"}},
                    "species = \"马尾松\"\nvolume = { field = \"V\", unit = \"m3/mu\" }\n");
  CHECK(read.of(0).volume == Approx(60).epsilon(1e-12));
  CHECK(read.of(1).volume == Approx(7.5).epsilon(1e-12));
}

TEST_CASE("a composition makes a stand a mixture of its species") {
  const Stands read({"SZ", "ZC", "V:real"},
                    {{"马尾松", "8马2柏", "50"},
                     {"马尾松", "10松", "50"},
                     {"柏木", "", "50"},
                     {"马尾松", "8马", "50"},
                     {"马尾松", "6柏3犇1马", "50"},
                     {"马尾松", "7马3慈", "50"}},
                    "species = { field = \"SZ\" }\ncomposition = { field = \"ZC\" }\n"
                    "volume = { field = \"V\", unit = \"m3/ha\" }\n");
  const auto mix = [&](std::size_t stand) {
    std::string out;
    read.model.layers[0].eachStratum(stand, [&](StratumId id) { out += read.model.strata[id].species + " "; });
    for (const StratumShare& part : read.model.layers[0].mixOf(stand)) out += fmt::format("{:.3g} ", part.share);
    return out;
  };
  CHECK(mix(0) == "马尾松 柏木 0.8 0.2 ");
  CHECK(mix(1) == "马尾松 ");
  CHECK(mix(2) == "柏木 ");
  CHECK(mix(3) == "马尾松 ");
  CHECK(mix(4) == "柏木 马尾松 0.6 0.4 ");
  CHECK(mix(5) == "马尾松 慈竹 0.7 0.3 ");
  CHECK(read.of(0).species == "马尾松");  // the main one
  CHECK(read.of(0).volume == 50);
  CHECK(read.warned("model.compositions_unread")[1].starts_with("'8马' x 1 ("));
  CHECK(read.warned("model.composition_species")[1].starts_with("'犇' x 1 (0.2999 ha)"));
  CHECK(read.warned("model.not_forest_trees")[0].starts_with("'bamboo' x 1 (0.2999 ha)"));
}

// 50 m3/ha by the expansion form of AR-CM: pine 50 x 0.38 x 1.472 x 1.187 x 0.46 = 15.27109 tC/ha with 5.38 under the
// trees, cypress 50 x 0.478 x 1.732 x 1.22 x 0.51 = 25.75584 with 4.06: 0.8 and 0.2 of them are 22.48404 (python).
TEST_CASE("a stand of 8马2柏 holds eight tenths of a pine stand and two of a cypress stand") {
  const auto perHectare = [](const char* composition) {
    const Stands read({"ZC", "V:real"}, {{composition, "50"}},
                      "composition = { field = \"ZC\" }\nvolume = { field = \"V\", unit = \"m3/ha\" }\n");
    const StopFlag stop = false;
    const Totals total = run(
                             readProject(read.folder.path() / "project.toml"), {}, [](const RunProgress&) {}, stop)
                             .account.total;
    return (total.carbon.stock[0] + total.carbon.stock[1]) / total.areaHa;
  };
  CHECK(perHectare("10马") == Approx(20.65108736).epsilon(1e-9));
  CHECK(perHectare("10柏") == Approx(29.81584456).epsilon(1e-9));
  CHECK(perHectare("8马2柏") == Approx(22.4840388).epsilon(1e-9));
}
