#include <algorithm>
#include <cmath>
#include <map>

#include "geo/base/PlainNumber.h"
#include "geo/draw/Chart.h"
#include "geo/report/Composer.h"

namespace tanhui {
namespace {

/// The page shows so many lines; all are in the table of the run.
constexpr std::size_t kMostLedgerLines = 40;
constexpr double kYuanPerWan = 1e4;
constexpr std::uint32_t kPays = 0xB2182B, kGets = 0x2166AC;  // red and blue of ColorBrewer's RdBu

/// 万元; to a yuan where it is less than one.
std::string wan(double yuan) {
  const double value = yuan / kYuanPerWan;
  return grouped(value, std::abs(value) < 1 ? 4 : 2);
}

std::string withBounds(const Range& amount) {
  if (amount.low == amount.high) return wan(amount.value);
  return fmt::format("{} ({} – {})", wan(amount.value), wan(amount.low), wan(amount.high));
}

std::string partyName(const Composer& c, const std::string& party) {
  return party == kPool ? c.word("report.compensation.pool") : party;
}

std::string ruleWords(const Composer& c, const CompensationLine& line) {
  return c.word(line.typed ? "value.rule.other" : fmt::format("value.rule.{}", ruleName(line.rule)));
}

/// What a rule pays for; a line of the user's own has its own words.
std::string objectWords(const Composer& c, const CompensationLine& line) {
  if (line.typed || line.rule == CompensationRule::custom) return line.object;
  const std::size_t blank = std::min(line.object.find(' '), line.object.size());
  return c.word("value.object." + line.object.substr(0, blank)) + line.object.substr(blank);
}

/// Who pays runs to the left, who gets to the right.
Drawing balanceChart(const Composer& c, const std::vector<CompensationLine>& lines) {
  std::vector<Bar> bars;
  double most = 0;
  for (const auto& [party, balance] : balances(lines)) most = std::max(most, std::abs(balance.value));
  for (const auto& [party, balance] : balances(lines))
    if (party != kPool || std::abs(balance.value) > 1e-9 * most)  // a pool that closes is no party
      bars.push_back({.label = partyName(c, party),
                      .value = balance.value,
                      .colour = balance.value < 0 ? kPays : kGets,
                      .figure = wan(balance.value)});
  std::stable_sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.value < b.value; });
  return barChart(bars, Quantity::area, kPictureWidth);
}

void addLedger(Composer& c, const NamedCompensation& of) {
  block::Table table;
  table.caption = c.say("report.compensation.ledger", {{of.name}});
  table.columns = {{c.say("column.rule"), false},     {c.say("column.payer"), false},
                   {c.say("column.receiver"), false}, {c.say("column.object"), false},
                   {c.say("column.quantity"), true},  {c.say("column.unit"), false},
                   {c.say("column.price"), true},     {c.say("report.compensation.amount"), true}};
  for (const CompensationLine& line : of.made.lines) {
    if (table.rows.size() == kMostLedgerLines) break;
    table.rows.push_back({{{ruleWords(c, line)},
                           {partyName(c, line.payer)},
                           {partyName(c, line.receiver)},
                           {objectWords(c, line)},
                           {line.quantity ? plainNumber(line.quantity->value, 8) : std::string("–")},
                           {line.unit},
                           {line.price ? plainNumber(*line.price, 8) : std::string("–")},
                           {withBounds(line.amount)}}});
  }
  c.add(std::move(table));
  if (of.made.lines.size() > kMostLedgerLines)
    c.paragraph("report.compensation.more", {{std::to_string(of.made.lines.size() - kMostLedgerLines)}},
                block::Tone::note);
}

void addIndices(Composer& c, const NamedCompensation& of) {
  std::vector<std::string> names;
  std::vector<std::string> parties;
  std::map<std::pair<std::string, std::string>, double> values;
  const auto note = [](std::vector<std::string>& list, const std::string& name) {
    if (std::find(list.begin(), list.end(), name) == list.end()) list.push_back(name);
  };
  for (const PartyIndex& index : of.made.indices) {
    if (index.index == "balance_yuan") continue;
    note(names, index.index);
    note(parties, index.party);
    values[{index.party, index.index}] = index.value;
  }
  if (names.empty()) return;
  block::Table table;
  table.caption = c.say("report.compensation.indices", {{of.name}});
  table.columns.push_back({c.say("column.party"), false});
  for (const std::string& name : names) table.columns.push_back({c.say("value.index." + name), true});
  for (const std::string& party : parties) {
    block::Table::Row row{{{party}}};
    for (const std::string& name : names) {
      const auto found = values.find({party, name});
      row.cells.push_back({found == values.end() ? std::string("–") : plainNumber(found->second, 5)});
    }
    table.rows.push_back(std::move(row));
  }
  c.add(std::move(table));
}

}  // namespace

void addCompensation(Composer& c) {
  if (c.landscape.compensations.empty()) return;
  c.chapter("report.compensation");
  c.paragraph("report.compensation.lead");
  for (const NamedCompensation& of : c.landscape.compensations) {
    const std::string rule = c.word(fmt::format("value.rule.{}", ruleName(of.rule)));
    c.section(c.chinese() ? fmt::format("{}（{}）", of.name, rule) : fmt::format("{} ({})", of.name, rule));
    c.paragraph(fmt::format("report.compensation.rule.{}", ruleName(of.rule)));
    if (of.made.lines.empty()) {
      c.paragraph("report.compensation.none", {}, block::Tone::note);
    } else {
      c.add(block::Picture{balanceChart(c, of.made.lines), c.say("report.compensation.balance", {{of.name}, {rule}})});
      addLedger(c, of);
    }
    addIndices(c, of);
    for (const Warning& warning : of.made.warnings)
      c.add(block::Paragraph{{warning.where + ": " + text(warning.what, c.report.language)}, block::Tone::warning});
  }
}

}  // namespace tanhui
