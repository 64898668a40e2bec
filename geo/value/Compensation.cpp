#include "geo/value/Compensation.h"

#include <algorithm>
#include <array>

#include "geo/value/detail/Rules.h"

namespace tanhui {
namespace {

constexpr std::array<std::string_view, 5> kRules{"forest_cover", "water_quality", "carbon_net", "carbon_share",
                                                 "custom"};

Compensation byRule(const CompensationTerms& terms, const CsvTable& table) {
  switch (terms.rule) {
    case CompensationRule::forestCover:
      return forestCover(terms, table);
    case CompensationRule::waterQuality:
      return waterQuality(terms, table);
    case CompensationRule::carbonNet:
    case CompensationRule::carbonShare:
      return carbonBalance(terms, table);
    case CompensationRule::custom:
      return customLedger(terms, table);
  }
  return {};
}

}  // namespace

std::string_view ruleName(CompensationRule rule) { return kRules[static_cast<std::size_t>(rule)]; }

std::optional<CompensationRule> ruleNamed(std::string_view name) {
  const auto found = std::find(kRules.begin(), kRules.end(), name);
  if (found == kRules.end()) return std::nullopt;
  return static_cast<CompensationRule>(found - kRules.begin());
}

Compensation compensate(const CompensationTerms& terms, const CsvTable& table) {
  if (!terms.price && terms.rule != CompensationRule::custom)
    throw Error(terms.name, say("value.no_price", ruleName(terms.rule)), say("value.no_price.remedy"));
  Compensation made = byRule(terms, table);
  for (const auto& [party, balance] : balances(made.lines))
    made.indices.push_back({party, "balance_yuan", balance.value});
  return made;
}

std::map<std::string, Range> balances(const std::vector<CompensationLine>& lines) {
  std::map<std::string, Range> sums;
  for (const CompensationLine& line : lines) {
    sums[line.payer] = sums[line.payer] - line.amount;
    sums[line.receiver] = sums[line.receiver] + line.amount;
  }
  return sums;
}

}  // namespace tanhui
