#include "geo/carbon/Composition.h"

#include <algorithm>
#include <array>
#include <map>

#include "geo/base/Csv.h"
#include "geo/carbon/FactorData.h"

namespace tanhui {

namespace {

constexpr int kTenths = 10;

using ShortNames = std::map<std::string, const Species*, std::less<>>;

ShortNames readShortNames() {
  const CsvTable table = parseCsv(factorData("species_short.csv"), "species_short.csv");
  const std::size_t name = table.require("name"), species = table.require("species");
  ShortNames names;
  for (const CsvRow& row : table.rows) names.emplace(row.cells[name], findSpecies(row.cells[species]));
  return names;
}

const Species* speciesWritten(const std::string& name) {
  if (const Species* species = findSpecies(name)) return species;
  static const ShortNames names = readShortNames();
  const auto found = names.find(name);
  return found == names.end() ? nullptr : found->second;
}

/// Blanks gone; full-width digits, signs and blanks as ASCII ones.
std::string plain(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kWide = {
      {{"＋", "+"}, {"－", "-"}, {"—", "-"}, {"\u3000", ""}}};
  std::string out;
  while (!text.empty()) {
    const auto wide = std::ranges::find_if(kWide, [&](const auto& pair) { return text.starts_with(pair.first); });
    if (wide != kWide.end()) {
      out += wide->second;
      text.remove_prefix(wide->first.size());
    } else if (text.starts_with("\xEF\xBC") && text.size() > 2 && text[2] >= '\x90' && text[2] <= '\x99') {
      out += static_cast<char>('0' + (text[2] - '\x90'));  // U+FF10 ...: EF BC 90 ...
      text.remove_prefix(3);
    } else {
      if (text.front() != ' ' && text.front() != '\t') out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isSign(char c) { return c == '+' || c == '-'; }

/// Adds tenths to a species; one that is named twice is one part.
void put(Composition& composition, const std::string& name, int tenths) {
  const Species* species = speciesWritten(name);
  const double share = static_cast<double>(tenths) / kTenths;
  const auto same = std::ranges::find_if(composition.parts, [&](const Composition::Part& part) {
    return part.species == species && (species != nullptr || part.name == name);
  });
  if (same != composition.parts.end())
    same->share += share;
  else
    composition.parts.push_back({species, share, name});
}

}  // namespace

Composition compositionOf(std::string_view text) {
  const std::string written = plain(text);
  Composition composition;
  int sum = 0;
  for (std::size_t at = 0; at < written.size();) {
    const bool trace = isSign(written[at]);
    int tenths = 0;
    if (trace) ++at;
    for (; !trace && at < written.size() && isDigit(written[at]); ++at)
      tenths = std::min(tenths * 10 + (written[at] - '0'), 100);
    const std::size_t name = at;
    while (at < written.size() && !isDigit(written[at]) && !isSign(written[at])) ++at;
    if (at == name || (!trace && tenths == 0)) return {};
    if (!trace) put(composition, written.substr(name, at - name), tenths);
    sum += tenths;
  }
  return sum == kTenths ? composition : Composition{};
}

}  // namespace tanhui
