#include "geo/carbon/AgeGroup.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "geo/base/Csv.h"
#include "geo/carbon/FactorData.h"
#include "geo/carbon/Origin.h"

namespace tanhui {

namespace {

constexpr std::array<std::string_view, 7> kSpeciesGroups = {"cypress", "other_conifer", "pine", "fir",
                                                            "soft",    "mid_hard",      "hard"};
static_assert(kSpeciesGroups.size() * 2 * kAgeGroups + 1 == kAgeGroupIds);

using GroupCodes = std::map<std::string, int, std::less<>>;

GroupCodes readGroupCodes() {
  const CsvTable table = parseCsv(factorData("age_groups.csv"), "age_groups.csv");
  const std::size_t code = table.require("code"), group = table.require("group");
  GroupCodes codes;
  for (const CsvRow& row : table.rows) codes.emplace(row.cells[code], row.cells[group].front() - '0');
  return codes;
}

}  // namespace

std::optional<int> ageGroupOf(std::string_view codeOrWord) {
  static const GroupCodes codes = readGroupCodes();
  while (codeOrWord.starts_with(' ')) codeOrWord.remove_prefix(1);
  while (codeOrWord.ends_with(' ')) codeOrWord.remove_suffix(1);
  if (codeOrWord.empty()) return 0;
  const auto found = codes.find(codeOrWord);
  return found == codes.end() ? std::nullopt : std::optional(found->second);
}

std::uint8_t ageGroupId(std::string_view speciesGroup, Origin origin, int group) {
  const auto found = std::ranges::find(kSpeciesGroups, speciesGroup);
  if (found == kSpeciesGroups.end()) return 0;
  const auto species = static_cast<int>(found - kSpeciesGroups.begin());
  return static_cast<std::uint8_t>((species * 2 + (origin == Origin::natural ? 1 : 0)) * kAgeGroups + group);
}

std::string ageGroupName(std::uint8_t id) {
  if (id == 0) return {};
  const auto index = static_cast<std::size_t>(id - 1), stand = index / kAgeGroups;
  return fmt::format("{}.{}.{}", kSpeciesGroups.at(stand / 2),
                     originName(stand % 2 == 0 ? Origin::planted : Origin::natural), index % kAgeGroups + 1);
}

std::optional<std::uint8_t> ageGroupNamed(std::string_view name) {
  for (std::size_t id = 0; id < kAgeGroupIds; ++id)
    if (ageGroupName(static_cast<std::uint8_t>(id)) == name) return static_cast<std::uint8_t>(id);
  return std::nullopt;
}

std::string ageGroupKey(std::uint8_t id) { return "age_group." + ageGroupName(id); }

}  // namespace tanhui
