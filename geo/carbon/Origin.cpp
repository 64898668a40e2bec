#include "geo/carbon/Origin.h"

#include <array>
#include <map>
#include <string>

#include "geo/base/Csv.h"
#include "geo/carbon/FactorData.h"

namespace tanhui {

namespace {

constexpr std::array<std::string_view, 3> kNames = {"", "planted", "natural"};

using Codes = std::map<std::string, Origin, std::less<>>;

Codes readCodes() {
  const CsvTable table = parseCsv(factorData("origin.csv"), "origin.csv");
  const std::size_t code = table.require("code"), origin = table.require("origin");
  Codes codes;
  for (const CsvRow& row : table.rows)
    codes.emplace(row.cells[code], row.cells[origin] == kNames[1] ? Origin::planted : Origin::natural);
  return codes;
}

}  // namespace

std::string_view originName(Origin origin) { return kNames.at(static_cast<std::size_t>(origin)); }

std::optional<Origin> originOf(std::string_view codeOrWord) {
  static const Codes codes = readCodes();
  while (codeOrWord.starts_with(' ')) codeOrWord.remove_prefix(1);
  while (codeOrWord.ends_with(' ')) codeOrWord.remove_suffix(1);
  if (codeOrWord.empty()) return Origin::unknown;
  const auto found = codes.find(codeOrWord);
  return found == codes.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace tanhui
