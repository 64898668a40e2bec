#include "geo/carbon/Species.h"

#include <algorithm>
#include <map>

#include "geo/base/AsciiCase.h"
#include "geo/base/Csv.h"
#include "geo/carbon/FactorData.h"

namespace tanhui {

namespace {

std::string fold(std::string_view name) {
  while (!name.empty() && name.front() == ' ') name.remove_prefix(1);
  while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
  return lowerAscii(name);
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(';', at), text.size());
    if (end > at) parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

/// The columns that both tables share.
void readGroups(const CsvTable& table, const CsvRow& row, Species& species) {
  species.classKey = row.cells[table.require("class_key")];
  species.arcm = row.cells[table.require("arcm")];
  species.fang = row.cells[table.require("fang")];
  species.growth = row.cells[table.require("growth")];
  species.growthNatural = row.cells[table.require("growth_natural")];
  species.bcefs = row.cells[table.require("bcefs")];
  species.ageGroup = row.cells[table.require("age_group")];
}

std::vector<Species> readSpecies() {
  const CsvTable table = parseCsv(factorData("species.csv"), "species.csv");
  std::vector<Species> all;
  for (const CsvRow& row : table.rows) {
    Species species;
    species.nameZh = row.cells[table.require("name_zh")];
    species.nameEn = row.cells[table.require("name_en")];
    species.aliases = split(row.cells[table.require("aliases")]);
    readGroups(table, row, species);
    species.standInFunction = !row.cells[table.require("stand_in_fang")].empty();
    species.proxy = row.cells[table.require("proxy")];
    species.timber = row.cells[table.require("timber")];
    all.push_back(std::move(species));
  }
  return all;
}

using Index = std::map<std::string, const Species*, std::less<>>;

Index indexByName() {
  Index index;
  for (const Species& species : allSpecies()) {
    index.emplace(fold(species.nameZh), &species);
    index.emplace(fold(species.nameEn), &species);
    for (const std::string& alias : species.aliases) index.emplace(fold(alias), &species);
  }
  return index;
}

Index indexByCode() {
  const CsvTable table = parseCsv(factorData("species_codes.csv"), "species_codes.csv");
  const std::size_t code = table.require("code"), species = table.require("species");
  Index index;
  for (const CsvRow& row : table.rows) index.emplace(row.cells[code], findSpecies(row.cells[species]));
  return index;
}

std::map<std::string, Species, std::less<>> readClassGroups() {
  const CsvTable table = parseCsv(factorData("class_groups.csv"), "class_groups.csv");
  std::map<std::string, Species, std::less<>> all;
  for (const CsvRow& row : table.rows) {
    Species species;
    readGroups(table, row, species);
    all.emplace(species.classKey, species);
  }
  return all;
}

}  // namespace

const std::vector<Species>& allSpecies() {
  static const std::vector<Species> all = readSpecies();
  return all;
}

const Species* findSpecies(std::string_view name) {
  static const Index index = indexByName();
  const auto found = index.find(fold(name));
  return found == index.end() ? nullptr : found->second;
}

const Species* findSpeciesOrCode(std::string_view nameOrCode) {
  if (const Species* species = findSpecies(nameOrCode)) return species;
  static const Index index = indexByCode();
  const auto found = index.find(fold(nameOrCode));
  return found == index.end() ? nullptr : found->second;
}

const Species* defaultSpecies(std::string_view classKey) {
  static const std::map<std::string, Species, std::less<>> all = readClassGroups();
  const auto found = all.find(classKey);
  return found == all.end() ? nullptr : &found->second;
}

std::string refineClass(const LandClasses& classes, const std::string& classKey, std::string_view species) {
  if (species.empty() || !classes.traits(classKey).generic) return classKey;
  const Species* known = findSpecies(species);
  return known ? known->classKey : classKey;
}

}  // namespace tanhui
