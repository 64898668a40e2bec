#include <catch2/catch.hpp>

#include "geo/base/File.h"
#include "geo/carbon/StratumAccount.h"
#include "geo/model/BuildModel.h"
#include "geo/project/Project.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

/// A project of one stand of polygons, with further keys of its layer.
fs::path writeStand(const fs::path& folder, const std::string& keys) {
  test::writeLayer(folder / "stand.gpkg",
                   {.fields = {"v:real"}, .features = {{test::rectangle(600000, 3200000, 600100, 3200100), {"0"}}}});
  test::writeRaster(folder / "cover.tif", {.value = [](int col, int) { return col < 5 ? 1.0 : 2.0; }});
  const fs::path file = folder / "project.toml";
  writeFileWhole(file,
                 "[project]\nbase_year = 2025\nt1_year = 2015\n[grid]\ncell_size = 10\n"
                 "bounds = [600000, 3200000, 600100, 3200100]\n[[layers]]\nname = \"stand\"\n" +
                     keys + "[[layers]]\nname = \"then\"\nsource = \"stand.gpkg\"\nclass = \"paddy\"\ndate = \"t1\"\n");
  return file;
}

Model modelOf(const std::string& keys) {
  const TempFolder folder;
  Warnings warnings;
  return buildModel(readProject(writeStand(folder.path(), keys)), warnings);
}

/// Of the last stratum of the base year.
Carbon carbonOf(const Model& model) {
  return StratumAccountant(model.factors, model.rules)
      .carbonOf(model.strata[static_cast<StratumId>(model.landStrata - 1)])
      .value;
}

std::string faultOf(const std::string& keys) {
  try {
    modelOf(keys);
  } catch (const Error& fault) {
    return fault.problem().id;
  }
  return {};
}

const std::string kPine = "source = \"stand.gpkg\"\nclass = \"forest_generic\"\nspecies = \"马尾松\"\n";
const std::string kCover = "source = \"cover.tif\"\nclass = { table = \"clcd\" }\n";

}  // namespace

// Masson pine, 67.28 (1 - exp(-0.0264924 t))^1.3 and 5.38 tC/ha under the trees: python.
TEST_CASE("an age, a year of planting or a volume that holds for a whole layer counts") {
  Carbon carbon = carbonOf(modelOf(kPine + "age = 20\n"));
  CHECK(carbon.stock[0] + carbon.stock[1] == Approx(26.578).margin(1e-3));
  CHECK(carbon.biomassFlux == Approx(1.0527).margin(1e-4));
  CHECK(carbonOf(modelOf(kPine + "planted = 2005\n")).total() == Approx(carbon.total()).epsilon(1e-12));
  carbon = carbonOf(modelOf(kPine + "age = 40\norigin = \"planted\"\n"));
  CHECK(carbon.stock[0] + carbon.stock[1] == Approx(44.07).margin(5e-3));
  const Model dense = modelOf(kPine + "volume = 80\n");
  CHECK(dense.strata[1].volume == 80);
  CHECK(faultOf(kPine + "planted = 2030\n") == "model.planted_later");
}

TEST_CASE("a raster takes them too, and says when it is asked for a field") {
  const Model model = modelOf(kCover + "species = \"马尾松\"\nage = 20\n");
  int pines = 0;
  for (StratumId id = 0; id < model.landStrata; ++id)
    if (model.strata[id].classKey == "forest_enf_masson") {
      ++pines;
      CHECK(model.strata[id].age == 20);
      CHECK(model.strata[id].species == "马尾松");
    }
  CHECK(pines == 1);
  CHECK(faultOf(kCover + "age = { field = \"v\" }\n") == "model.raster_field");
  CHECK(faultOf(kCover + "volume = { field = \"v\" }\n") == "model.raster_field");
  CHECK(faultOf(kCover + "species = \"马尾树\"\n") == "model.species_unknown");
}

TEST_CASE("earlier land has its age at its own year") {
  const TempFolder folder;
  const fs::path file = writeStand(folder.path(), kPine);
  std::string text = readFile(file);
  text.replace(text.find("class = \"paddy\""), 15, "class = \"forest_ebf\"\nplanted = 2005");
  writeFileWhole(file, text);
  Warnings warnings;
  const Model model = buildModel(readProject(file), warnings);
  CHECK(model.strata[model.earlier[0].strata[0]].age == 10);
}

TEST_CASE("a number that no land of its layer can use is an error") {
  CHECK(faultOf("source = \"stand.gpkg\"\nclass = \"paddy\"\nage = 20\n") == "model.constant_idle");
  CHECK(faultOf("source = \"stand.gpkg\"\nclass = \"bamboo\"\nvolume = 20\n") == "model.constant_idle");
  CHECK(faultOf("source = \"stand.gpkg\"\nclass = \"grass\"\nplanted = 2000\n") == "model.constant_idle");
  CHECK(faultOf("source = \"stand.gpkg\"\nclass = \"reservoir\"\nage = 5\n").empty());
}

TEST_CASE("volume 0 without an age says that there are no trees") {
  const Model none = modelOf(kPine + "volume = { field = \"v\" }\n");
  const Carbon carbon = carbonOf(none);
  const double shrubs = none.factors[none.factors.require("understorey.forest_enf_masson")].value;
  CHECK(carbon.stock[0] + carbon.stock[1] == Approx(shrubs).epsilon(1e-12));
  CHECK(carbonOf(modelOf(kPine + "volume = 0\n")).total() == Approx(carbon.total()).epsilon(1e-12));
  // With an age the curve tells more.
  CHECK(carbonOf(modelOf(kPine + "age = 20\nvolume = { field = \"v\" }\n")).total() ==
        Approx(carbonOf(modelOf(kPine + "age = 20\n")).total()).epsilon(1e-12));
}
