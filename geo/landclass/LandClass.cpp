#include "geo/landclass/LandClass.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "geo/base/Csv.h"
#include "geo/base/Error.h"
#include "geo/base/Nearest.h"
#include "geo/base/TableFile.h"
#include "geo/landclass/detail/ClassData.h"

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

constexpr std::array<std::string_view, 7> kGroups = {"forest", "grass", "cropland", "wetland",
                                                     "water",  "built", "other"};
constexpr std::uint32_t kNoColour = 0x9AA5A8;

/// What a trait asks of the category of its land: rice is Agriculture's only on cropland, and so on.
struct TraitOfCategory {
  std::string_view column;
  bool LandTraits::*member;
  LandCategory category;
};
constexpr std::array<TraitOfCategory, 6> kTraitsOfCategories = {
    {{"generic", &LandTraits::generic, LandCategory::forest},
     {"tillable", &LandTraits::tillable, LandCategory::cropland},
     {"rice", &LandTraits::rice, LandCategory::cropland},
     {"water", &LandTraits::water, LandCategory::wetlands},
     {"flooded", &LandTraits::flooded, LandCategory::wetlands},
     {"reservoir", &LandTraits::reservoir, LandCategory::wetlands}}};

std::uint32_t readColour(const CsvTable& table, const CsvRow& row, std::size_t column) {
  const std::string& text = row.cells[column];
  const bool wellFormed =
      text.size() == 7 && text[0] == '#' && text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
  if (!wellFormed) throw Error(table.where(row), say("classes.bad_colour", text), say("classes.bad_colour.remedy"));
  return static_cast<std::uint32_t>(std::stoul(text.substr(1), nullptr, 16));
}

bool readTrait(const CsvTable& table, const CsvRow& row, std::size_t column) {
  const std::string& text = row.cells[column];
  if (text.empty() || text == "0") return false;
  if (text == "1") return true;
  throw Error(table.where(row), say("classes.bad_trait", table.header[column], text), say("classes.bad_trait.remedy"));
}

/// "a, b, c", or the nearest of them.
template <class Names>
Message remedyOf(std::string_view word, const Names& names, std::string_view id) {
  const std::vector<std::string_view> all(names.begin(), names.end());
  const std::string_view near = nearest(word, all);
  std::string list;
  for (const std::string_view name : all) list.append(list.empty() ? "" : ", ").append(name);
  return near.empty() ? say(id, list) : say("project.did_you_mean_of", near, list);
}

/// Reads the rows of a table of classes. The user's own may leave out columns, but no column of theirs is ignored.
class ClassReader {
 public:
  explicit ClassReader(const CsvTable& table)
      : table_(table), key_(table.require("key")), ipcc_(table.require("ipcc")) {
    std::vector<std::string_view> known = {"key", "name_en", "name_zh", "colour", "group", "ipcc"};
    for (const LandTrait& trait : kTraits) known.push_back(trait.column);
    for (const std::string& column : table.header)
      if (std::ranges::find(known, column) == known.end())
        throw Error(table.name + ", line 1", say("classes.unknown_column", column),
                    remedyOf(column, known, "classes.unknown_column.remedy"));
  }

  LandClass read(const CsvRow& row) const {
    LandClass found;
    found.key = row.cells[key_];
    if (found.key.empty()) throw Error(table_.where(row), say("classes.no_key"), say("classes.no_key.remedy"));
    found.nameEn = cell(row, "name_en");
    found.nameZh = cell(row, "name_zh");
    if (found.nameEn.empty()) found.nameEn = found.nameZh;
    if (found.nameZh.empty()) found.nameZh = found.nameEn;
    const auto colour = table_.find("colour");
    found.colour = colour && !row.cells[*colour].empty() ? readColour(table_, row, *colour) : kNoColour;
    found.traits.category = readCategory(row);
    for (const LandTrait& trait : kTraits)
      if (const auto column = table_.find(trait.column)) found.traits.*trait.member = readTrait(table_, row, *column);
    refuseStrangers(row, found.traits);
    found.group = readGroup(row, found.traits);
    return found;
  }

 private:
  std::string cell(const CsvRow& row, std::string_view column) const {
    const auto at = table_.find(column);
    return at ? row.cells[*at] : std::string();
  }

  LandCategory readCategory(const CsvRow& row) const {
    const std::string& word = row.cells[ipcc_];
    const auto at = std::ranges::find(kCategories, word);
    if (at != kCategories.end()) return static_cast<LandCategory>(at - kCategories.begin());
    throw Error(table_.where(row), say("classes.bad_category", word), say("classes.bad_category.remedy"));
  }

  std::string readGroup(const CsvRow& row, const LandTraits& traits) const {
    std::string group = cell(row, "group");
    if (group.empty()) return usualGroup(traits);
    if (std::ranges::find(kGroups, group) != kGroups.end()) return group;
    throw Error(table_.where(row), say("classes.bad_group", group),
                remedyOf(group, kGroups, "classes.bad_group.remedy"));
  }

  static std::string usualGroup(const LandTraits& traits) {
    switch (traits.category) {
      case LandCategory::forest:
        return "forest";
      case LandCategory::cropland:
        return "cropland";
      case LandCategory::grassland:
        return "grass";
      case LandCategory::wetlands:
        return traits.water ? "water" : "wetland";
      case LandCategory::settlements:
        return "built";
      default:
        return "other";
    }
  }

  void refuseStrangers(const CsvRow& row, const LandTraits& traits) const {
    for (const TraitOfCategory& pair : kTraitsOfCategories)
      if (traits.*pair.member && traits.category != pair.category)
        throw Error(table_.where(row, row.cells[key_]),
                    say("classes.trait_of_category", pair.column, row.cells[ipcc_],
                        kCategories[static_cast<std::size_t>(pair.category)]),
                    say("classes.trait_of_category.remedy"));
  }

  const CsvTable& table_;
  std::size_t key_, ipcc_;
};

std::vector<LandClass> readLandClasses() {
  const CsvTable table = parseCsv(classData("land_classes.csv"), "land_classes.csv");
  const ClassReader reader(table);
  std::vector<LandClass> classes;
  for (const CsvRow& row : table.rows) classes.push_back(reader.read(row));
  return classes;
}

}  // namespace

std::span<const LandTrait> landTraits() { return kTraits; }

const std::vector<LandClass>& landClasses() {
  static const std::vector<LandClass> classes = readLandClasses();
  return classes;
}

struct LandClasses::Table {
  std::vector<LandClass> all = landClasses();
  std::size_t ownEnd = landClasses().size();  ///< behind the classes of the user's own table
  std::unordered_map<std::string, std::size_t> place;

  Table() {
    for (std::size_t i = 0; i < all.size(); ++i) place.emplace(all[i].key, i);
  }
  /// False for a key that is taken.
  bool add(LandClass added) {
    if (!place.emplace(added.key, all.size()).second) return false;
    all.push_back(std::move(added));
    return true;
  }
};

LandClasses::LandClasses() {
  static const auto builtIn = std::make_shared<const Table>();
  table_ = builtIn;
}

LandClasses LandClasses::withOwn(const std::filesystem::path& path) {
  const CsvTable csv = readTable(path);
  const ClassReader reader(csv);
  auto table = std::make_shared<Table>();
  for (const CsvRow& row : csv.rows) {
    LandClass own = reader.read(row);
    if (own.traits.category == LandCategory::unlisted || own.traits.category == LandCategory::unmapped)
      throw Error(csv.where(row), say("classes.bad_category", row.cells[csv.require("ipcc")]),
                  say("classes.bad_category.remedy"));
    const std::string key = own.key;
    if (!table->add(std::move(own)))
      throw Error(csv.where(row), say("classes.key_taken", key), say("classes.key_taken.remedy"));
  }
  if (csv.rows.empty()) throw Error(csv.name, say("classes.no_own_classes"), say("classes.no_own_classes.remedy"));
  table->ownEnd = table->all.size();
  return LandClasses(std::move(table));
}

LandClasses LandClasses::named(const std::map<std::string, std::string, std::less<>>& names) const {
  auto table = std::make_shared<Table>(*table_);
  for (const auto& [key, name] : names) {
    const auto found = table->place.find(key);
    if (found == table->place.end())
      table->add({.key = key, .nameEn = name, .nameZh = name, .colour = kNoColour, .group = "other", .traits = {}});
    else if (LandClass& known = table->all[found->second]; known.nameEn.empty())
      known.nameEn = known.nameZh = name;
  }
  return LandClasses(std::move(table));
}

const std::vector<LandClass>& LandClasses::all() const { return table_->all; }

const LandClass* LandClasses::find(std::string_view key) const {
  const auto found = table_->place.find(std::string(key));
  return found == table_->place.end() ? nullptr : &table_->all[found->second];
}

const LandTraits& LandClasses::traits(std::string_view key) const {
  static const LandTraits none;
  const LandClass* known = find(key);
  return known == nullptr ? none : known->traits;
}

bool LandClasses::isOwn(std::string_view key) const {
  const LandClass* known = find(key);
  if (known == nullptr) return false;
  const auto at = static_cast<std::size_t>(known - table_->all.data());
  return at >= landClasses().size() && at < table_->ownEnd;
}

std::string LandClasses::name(std::string_view key, Language language) const {
  const LandClass* known = find(key);
  if (known == nullptr || known->nameEn.empty()) return std::string(key);
  return language == Language::zh ? known->nameZh : known->nameEn;
}

std::uint32_t LandClasses::colour(std::string_view key) const {
  const LandClass* known = find(key);
  return known == nullptr ? kNoColour : known->colour;
}

std::string LandClasses::group(std::string_view key) const {
  const LandClass* known = find(key);
  return known == nullptr ? "other" : known->group;
}

}  // namespace tanhui
