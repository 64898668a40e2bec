#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/Csv.h"
#include "geo/base/Error.h"
#include "geo/value/Range.h"

namespace tanhui {

/// By what parties pay each other for land and what it does (横向生态补偿).
enum class CompensationRule {
  forestCover,   ///< who lacks forest cover buys index from who has more
  waterQuality,  ///< by month and section, upstream and downstream pay each other by the class of the water
  carbonNet,     ///< emissions less sinks, at a price; does not balance
  carbonShare,   ///< emissions beyond a share of the whole; sums to zero
  custom,        ///< lines as the user has them
};

/// "forest_cover" and so on, as the project file and the tables have them.
std::string_view ruleName(CompensationRule rule);
std::optional<CompensationRule> ruleNamed(std::string_view name);

/// Who stands opposite the parties where a rule pays into and out of one account.
constexpr std::string_view kPool = "pool";

/// What the account knows of a party's land.
struct PartyLand {
  double landHa = 0;
  Range forestHa;
  Range sinkTCo2;  ///< uptake of a year, tCO2
};

/// Yuan per 亩 of forest cover index: the index itself once and its care for some years.
inline double forestIndexPrice(double index, double care, double years) { return index + care * years; }

/// What holds for all parties of a compensation.
struct CompensationTerms {
  std::string name;
  CompensationRule rule = CompensationRule::custom;
  std::optional<Range> price;           ///< yuan per 亩, month or tCO2; custom has its own
  double floorCover = 0.60;             ///< forest_cover: a seller keeps at least this
  std::map<std::string, double> share;  ///< carbon_share: columns and their weights, together 1
  double paidShare = 1;                 ///< carbon rules: of what payers owe, they pay this
  int year = 0;
  std::vector<std::string> parties = {};       ///< names of the zones
  std::vector<std::string> outside = {};       ///< names that are no zones, such as the city's budget
  std::map<std::string, PartyLand> land = {};  ///< by party; where a table is silent
};

struct CompensationLine {
  CompensationRule rule = CompensationRule::custom;
  bool typed = false;  ///< an "other" line, beside the rule
  std::string payer, receiver, object, unit;
  std::optional<Range> quantity = {};
  std::optional<double> price = {};  ///< yuan per unit
  Range amount = {};                 ///< yuan, at full precision: nothing is rounded
  int year = 0;
  std::string source = {};  ///< file and line
};

struct PartyIndex {
  std::string party, index;
  double value = 0;
};

struct Compensation {
  std::vector<CompensationLine> lines;
  std::vector<PartyIndex> indices;
  Warnings warnings;
};

/// The ledger of a rule over a table of parties (columns by rule: docs/method.md). Throws Error naming file, line and
/// party for a party that is not known, is missing or comes twice, a figure that is missing, negative or no number, a
/// seller below the floor, more sold than may be, weights that do not sum to 1, and lines that do not close.
Compensation compensate(const CompensationTerms& terms, const CsvTable& table);

/// Lines typed by hand: payer, receiver, object, amount_yuan; quantity, unit, price, year and source may be given.
std::vector<CompensationLine> typedLines(const CompensationTerms& terms, const CsvTable& table);

/// What each party gets less what it pays, yuan, by name; the pool too. Adds up to zero.
std::map<std::string, Range> balances(const std::vector<CompensationLine>& lines);

}  // namespace tanhui
