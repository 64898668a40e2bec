#include "geo/carbon/Species.h"

#include <catch2/catch.hpp>

#include "geo/carbon/FactorLibrary.h"
#include "geo/layer/ClassTable.h"

using namespace tanhui;

TEST_CASE("a species is found by its Chinese, English and Latin names and by aliases") {
  for (const char* name : {"马尾松", "Pinus massoniana", "pinus MASSONIANA", " 马尾松 "}) {
    const Species* species = findSpecies(name);
    REQUIRE(species);
    CHECK(species->classKey == "forest_enf_masson");
    CHECK(species->arcm == "masson");
  }
  CHECK(findSpecies("香樟")->arcm == "camphor");
  CHECK(findSpecies("软阔类")->fang == "softbroad");
  CHECK(findSpecies("火星松") == nullptr);
  CHECK(findSpecies("") == nullptr);
}

TEST_CASE("only tree-covered land of unknown species is refined") {
  CHECK(refineClass("forest_generic", "柏木") == "forest_enf_cypress");
  CHECK(refineClass("forest_generic", "毛竹") == "bamboo");
  CHECK(refineClass("forest_generic", "火星松") == "forest_generic");
  CHECK(refineClass("forest_generic", "") == "forest_generic");
  CHECK(refineClass("shrub", "柏木") == "shrub");
}

TEST_CASE("every group that a species names is in the chongqing library, and its class on the list") {
  const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  const auto check = [&](const Species& species) {
    INFO(species.nameZh << species.classKey);
    CHECK(findLandClass(species.classKey));
    if (!species.arcm.empty())
      for (const char* p : {".svd", ".bef", ".r", ".cf"}) CHECK(library.find("arcm." + species.arcm + p));
    if (!species.fang.empty())
      for (const char* p : {".a", ".b", ".scale"}) CHECK(library.find("fang." + species.fang + p));
    if (!species.growth.empty())
      for (const char* p : {".A", ".k", ".c", ".age_min", ".age_max"})
        CHECK(library.find("growth." + species.growth + p));
  };
  REQUIRE(allSpecies().size() > 25);
  for (const Species& species : allSpecies()) check(species);
  for (const std::string& classKey : library.classKeys()) {
    const Species* species = defaultSpecies(classKey);
    CHECK((species != nullptr) == library.find("understorey." + classKey).has_value());
    if (species) check(*species);
  }
}

TEST_CASE("a forest species has all its groups, also the IPCC one") {
  const FactorLibrary ipcc = FactorLibrary::load("ipcc", {}, {});
  for (const Species& species : allSpecies()) {
    if (!species.classKey.starts_with("forest")) continue;
    INFO(species.nameZh);
    CHECK(!species.arcm.empty());
    CHECK(!species.fang.empty());
    CHECK(!species.growth.empty());
    CHECK(ipcc.find("bcefs." + species.bcefs + ".r"));
  }
}
