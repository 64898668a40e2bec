#include "geo/carbon/BuiltInTies.h"

#include <algorithm>

#include "geo/base/Csv.h"
#include "geo/carbon/FactorData.h"

namespace tanhui {

namespace {

/// The unknowns that a cell of keys and groups names; a figure of the user's own is none of the source's any more.
std::vector<std::uint32_t> unknownsOf(const std::string& members, const FactorLibrary& library) {
  std::vector<std::uint32_t> unknowns;
  for (std::size_t at = 0; at < members.size();) {
    const std::size_t end = std::min(members.find(';', at), members.size());
    const auto unknown = library.findUnknown(std::string_view(members).substr(at, end - at));
    if (unknown && !library[*unknown].local) unknowns.push_back(*unknown);
    at = end + 1;
  }
  std::ranges::sort(unknowns);
  const auto repeated = std::ranges::unique(unknowns);
  unknowns.erase(repeated.begin(), repeated.end());
  return unknowns;
}

}  // namespace

std::vector<BuiltInTie> builtInTies(const FactorLibrary& library) {
  std::vector<BuiltInTie> ties;
  if (std::ranges::find(FactorLibrary::builtIn(), library.name()) == FactorLibrary::builtIn().end()) return ties;
  const CsvTable table = parseCsv(factorData("correlations.csv"), "correlations.csv");
  const std::size_t of = table.require("library"), members = table.require("members"), r = table.require("r");
  for (const CsvRow& row : table.rows) {
    if (row.cells[of] != library.name()) continue;
    const std::vector<std::uint32_t> unknowns = unknownsOf(row.cells[members], library);
    for (std::size_t i = 0; i < unknowns.size(); ++i)
      for (std::size_t j = i + 1; j < unknowns.size(); ++j)
        ties.push_back({unknowns[i], unknowns[j], csvNumber(table, row, r)});
  }
  return ties;
}

}  // namespace tanhui
