#include "geo/carbon/Species.h"

#include <catch2/catch.hpp>

#include "geo/base/Csv.h"
#include "geo/carbon/FactorData.h"
#include "geo/carbon/FactorLibrary.h"
#include "geo/carbon/StratumAccount.h"
#include "geo/landclass/ClassTable.h"

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
  CHECK(refineClass({}, "forest_generic", "柏木") == "forest_enf_cypress");
  CHECK(refineClass({}, "forest_generic", "毛竹") == "bamboo");
  CHECK(refineClass({}, "forest_generic", "火星松") == "forest_generic");
  CHECK(refineClass({}, "forest_generic", "") == "forest_generic");
  CHECK(refineClass({}, "shrub", "柏木") == "shrub");
}

TEST_CASE("every group that a species names is in the chongqing library, and its class on the list") {
  const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  const auto check = [&](const Species& species) {
    INFO(species.nameZh << species.classKey);
    CHECK(LandClasses().find(species.classKey));
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

TEST_CASE("every name of the county inventories leads to its own species") {
  std::size_t names = 0;
  for (const Species& species : allSpecies()) {
    std::vector<std::string> all = species.aliases;
    all.push_back(species.nameZh);
    for (const std::string& name : all) {
      if (static_cast<unsigned char>(name.front()) < 0x80) continue;  // Latin ones may stand for several
      ++names;
      INFO(name);
      CHECK(findSpecies(name) == &species);
    }
  }
  CHECK(allSpecies().size() == 276);
  CHECK(names == 638);
}

TEST_CASE("what a species names besides its parameters exists") {
  const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  for (const Species& species : allSpecies()) {
    INFO(species.nameZh);
    if (!species.growthNatural.empty()) CHECK(library.find("growth." + species.growthNatural + ".A"));
    CHECK(species.ageGroup.empty() != species.classKey.starts_with("forest"));
    if (!species.ageGroup.empty()) CHECK(library.find("age_group." + species.ageGroup + ".natural.5"));
    if (!species.proxy.empty())
      CHECK(text("carbon.proxy." + species.proxy, Language::en).find("stand for") != std::string::npos);
    if (!species.timber.empty()) CHECK(findSpecies(species.timber)->classKey.starts_with("forest"));
  }
}

TEST_CASE("fruit, tea, bamboo and shrubs on forest land of no told kind are of their own class") {
  CHECK(refineClass({}, "forest_generic", "脐橙") == "orchard");
  CHECK(refineClass({}, "forest_generic", "九叶青") == "orchard");
  CHECK(refineClass({}, "forest_generic", "茶树") == "tea");
  CHECK(refineClass({}, "forest_generic", "楠竹") == "bamboo");
  CHECK(refineClass({}, "forest_generic", "马桑") == "shrub");
}

TEST_CASE("the codes of the national inventory name a species") {
  CHECK(findSpeciesOrCode("220")->nameZh == "马尾松");
  CHECK(findSpeciesOrCode("350")->nameZh == "柏木");
  CHECK(findSpeciesOrCode("310")->nameZh == "杉木");
  CHECK(findSpeciesOrCode("410")->nameZh == "栎类");
  CHECK(findSpeciesOrCode("630")->nameZh == "针阔混");
  CHECK(findSpeciesOrCode("660")->classKey == "bamboo");
  CHECK(findSpeciesOrCode("761")->classKey == "tea");
  CHECK(findSpeciesOrCode("马尾松") == findSpeciesOrCode("220"));
  CHECK(findSpeciesOrCode("999") == nullptr);
  CHECK(findSpeciesOrCode("22") == nullptr);
  const CsvTable table = parseCsv(factorData("species_codes.csv"), "species_codes.csv");
  CHECK(table.rows.size() == 96);
  for (const CsvRow& row : table.rows) CHECK(findSpeciesOrCode(row.cells[0]));
}

TEST_CASE("species that borrow parameters are told, once for each lender") {
  const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  const StratumAccountant accountant(library, {});
  const auto stand = [](const char* species) { return Stratum{.classKey = "forest_generic", .species = species}; };
  const std::vector<Stratum> strata = {stand("马尾松"), stand("思茅松"), stand("高山松"), stand("云杉"),
                                       stand("思茅松")};
  const Warnings remarks = accountant.remarks(strata);
  REQUIRE(remarks.size() == 2);
  CHECK(remarks[0].where == "云杉");
  CHECK(remarks[0].what.id == "carbon.proxy.conifermix");
  CHECK(remarks[1].where == "思茅松, 高山松");
}
