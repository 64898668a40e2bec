#include "geo/value/detail/PartyTable.h"

#include <algorithm>
#include <set>

#include "geo/base/Nearest.h"

namespace tanhui {
namespace {

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::string PartyTable::text(const CsvRow& row, std::string_view column) const {
  const auto found = table_.find(column);
  return found ? row.cells[*found] : std::string();
}

std::string PartyTable::party(const CsvRow& row, std::string_view column) const {
  const std::string& name = row.cells[table_.require(column)];
  if (name.empty()) throw Error(where(row), say("value.no_name", column), say("value.no_name.remedy"));
  if (holds(terms_.parties, name) || holds(terms_.outside, name)) return name;
  std::vector<std::string> known = terms_.parties;
  known.insert(known.end(), terms_.outside.begin(), terms_.outside.end());
  const std::string near = nearest(name, std::span<const std::string>(known));
  throw Error(where(row), say("value.unknown_party", name, column),
              near.empty() ? say("value.unknown_party.remedy") : say("project.did_you_mean", near));
}

std::optional<double> PartyTable::figure(const CsvRow& row, std::string_view column, std::string_view of) const {
  const auto found = table_.find(column);
  if (!found || row.cells[*found].empty()) return std::nullopt;
  const double value = csvNumber(table_, row, *found, of);
  if (value < 0) throw Error(where(row, of), say("value.negative", column, value), say("value.negative.remedy"));
  return value;
}

double PartyTable::required(const CsvRow& row, std::string_view column, std::string_view of) const {
  if (const auto value = figure(row, column, of)) return *value;
  throw Error(where(row, of), say("value.no_figure", column), say("value.no_figure.remedy"));
}

Range PartyTable::figureOrLand(const CsvRow& row, std::string_view column, const std::string& party,
                               Range (*ofLand)(const PartyLand&)) const {
  if (const auto value = figure(row, column, party)) return Range::exact(*value);
  const auto land = terms_.land.find(party);
  if (land == terms_.land.end())
    throw Error(where(row, party), say("value.no_figure", column), say("value.no_figure.remedy"));
  return ofLand(land->second);
}

void PartyTable::requireEveryParty(std::string_view column) const {
  std::set<std::string> given;
  for (const CsvRow& row : table_.rows) given.insert(row.cells[table_.require(column)]);
  for (const std::string& party : terms_.parties)
    if (!given.contains(party))
      throw Error(table_.name, say("value.missing_party", party), say("value.missing_party.remedy"));
}

void PartyTable::requireTwo(const CsvRow& row, const std::string& payer, const std::string& receiver) const {
  if (payer == receiver) throw Error(where(row), say("value.same_party", payer), say("value.same_party.remedy"));
}

}  // namespace tanhui
