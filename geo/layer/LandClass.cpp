#include "geo/layer/LandClass.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "geo/base/Csv.h"
#include "geo/base/Error.h"
#include "geo/layer/ClassData.h"

namespace tanhui {

namespace {

constexpr std::array<std::string_view, kLandCategories> kCategories = {
    "forest", "cropland", "grassland", "wetlands", "settlements", "other", "unlisted", "unmapped"};

constexpr std::array<LandTrait, 12> kTraits = {{{"generic", &LandTraits::generic},
                                                {"trees", &LandTraits::trees},
                                                {"bamboo", &LandTraits::bamboo},
                                                {"closable", &LandTraits::closable},
                                                {"tillable", &LandTraits::tillable},
                                                {"rice", &LandTraits::rice},
                                                {"wet", &LandTraits::wet},
                                                {"water", &LandTraits::water},
                                                {"flooded", &LandTraits::flooded},
                                                {"reservoir", &LandTraits::reservoir},
                                                {"sealed", &LandTraits::sealed},
                                                {"rock", &LandTraits::rock}}};

std::uint32_t readColour(const CsvTable& table, const CsvRow& row, std::size_t column) {
  const std::string& text = row.cells[column];
  const bool wellFormed =
      text.size() == 7 && text[0] == '#' && text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
  if (!wellFormed) throw Error(table.where(row), say("classes.bad_colour", text), say("classes.bad_colour.remedy"));
  return static_cast<std::uint32_t>(std::stoul(text.substr(1), nullptr, 16));
}

LandCategory readCategory(const CsvTable& table, const CsvRow& row, std::size_t column) {
  const auto at = std::ranges::find(kCategories, row.cells[column]);
  if (at != kCategories.end()) return static_cast<LandCategory>(at - kCategories.begin());
  throw Error(table.where(row), say("classes.bad_category", row.cells[column]), say("classes.bad_category.remedy"));
}

bool readTrait(const CsvTable& table, const CsvRow& row, std::size_t column) {
  const std::string& text = row.cells[column];
  if (text.empty() || text == "0") return false;
  if (text == "1") return true;
  throw Error(table.where(row), say("classes.bad_trait", table.header[column], text), say("classes.bad_trait.remedy"));
}

LandTraits readTraits(const CsvTable& table, const CsvRow& row) {
  LandTraits traits{.category = readCategory(table, row, table.require("ipcc"))};
  for (const LandTrait& trait : kTraits) traits.*trait.member = readTrait(table, row, table.require(trait.column));
  return traits;
}

std::vector<LandClass> readLandClasses() {
  const CsvTable table = parseCsv(classData("land_classes.csv"), "land_classes.csv");
  const std::size_t key = table.require("key"), en = table.require("name_en"), zh = table.require("name_zh"),
                    colour = table.require("colour"), group = table.require("group");
  std::vector<LandClass> classes;
  for (const CsvRow& row : table.rows)
    classes.push_back({row.cells[key], row.cells[en], row.cells[zh], readColour(table, row, colour), row.cells[group],
                       readTraits(table, row)});
  return classes;
}

}  // namespace

std::span<const LandTrait> landTraits() { return kTraits; }

const std::vector<LandClass>& landClasses() {
  static const std::vector<LandClass> classes = readLandClasses();
  return classes;
}

const LandClass* findLandClass(std::string_view key) {
  static const auto index = [] {
    std::unordered_map<std::string_view, const LandClass*> byKey;
    for (const LandClass& landClass : landClasses()) byKey.emplace(landClass.key, &landClass);
    return byKey;
  }();
  const auto found = index.find(key);
  return found == index.end() ? nullptr : found->second;
}

const LandTraits& traitsOf(std::string_view classKey) {
  static const LandTraits none;
  const LandClass* known = findLandClass(classKey);
  return known == nullptr ? none : known->traits;
}

}  // namespace tanhui
