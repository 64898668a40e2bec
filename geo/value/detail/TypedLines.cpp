#include <cmath>

#include "geo/value/detail/PartyTable.h"
#include "geo/value/detail/Rules.h"

namespace tanhui {
namespace {

CompensationLine lineOf(const PartyTable& table, const CsvRow& row, const CompensationTerms& terms, bool typed) {
  CompensationLine line{terms.rule,
                        typed,
                        table.party(row, "payer"),
                        table.party(row, "receiver"),
                        table.text(row, "object"),
                        table.text(row, "unit")};
  table.requireTwo(row, line.payer, line.receiver);
  if (const auto quantity = table.figure(row, "quantity", line.payer)) line.quantity = Range::exact(*quantity);
  line.price = table.figure(row, "price", line.payer);
  line.year = static_cast<int>(table.figure(row, "year", line.payer).value_or(terms.year));
  const std::string source = table.text(row, "source");
  line.source = source.empty() ? table.where(row) : source;
  return line;
}

/// To the fen, or what a double holds of a large amount.
bool closes(double amount, double product) { return std::abs(amount - product) <= 0.005 + 1e-12 * std::abs(product); }

void requireClosed(const PartyTable& table, const CsvRow& row, const CompensationLine& line, double amount) {
  if (!line.quantity || !line.price || closes(amount, line.quantity->value * *line.price)) return;
  throw Error(table.where(row, line.payer),
              say("value.not_closed", line.quantity->value, *line.price, line.quantity->value * *line.price, amount),
              say("value.not_closed.remedy"));
}

}  // namespace

Compensation customLedger(const CompensationTerms& terms, const CsvTable& csv) {
  const PartyTable table(terms, csv);
  Compensation made;
  for (const CsvRow& row : table.rows()) {
    CompensationLine line = lineOf(table, row, terms, false);
    const double product = table.required(row, "quantity", line.payer) * table.required(row, "price", line.payer);
    if (const auto amount = table.figure(row, "amount_yuan", line.payer)) requireClosed(table, row, line, *amount);
    line.amount = Range::exact(product);
    made.lines.push_back(std::move(line));
  }
  return made;
}

std::vector<CompensationLine> typedLines(const CompensationTerms& terms, const CsvTable& csv) {
  const PartyTable table(terms, csv);
  std::vector<CompensationLine> lines;
  for (const CsvRow& row : table.rows()) {
    CompensationLine line = lineOf(table, row, terms, true);
    const double amount = table.required(row, "amount_yuan", line.payer);
    requireClosed(table, row, line, amount);
    line.amount = Range::exact(amount);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace tanhui
