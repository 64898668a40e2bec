#include "geo/value/CompensationTables.h"

#include <limits>

namespace tanhui {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

DataTable::Column text(std::string key) { return {key, 0, 18}; }
DataTable::Column figure(std::string key) { return {key, 2, 16}; }

}  // namespace

DataTable compensationTable(std::span<const NamedCompensation> all) {
  DataTable table{"compensation",
                  {text("name"),
                   text("rule"),
                   text("payer"),
                   text("receiver"),
                   text("object"),
                   figure("quantity"),
                   text("unit"),
                   figure("price"),
                   figure("amount_yuan"),
                   figure("amount_low"),
                   figure("amount_high"),
                   {"year", 0, 8},
                   text("source")},
                  {}};
  for (const NamedCompensation& of : all)
    for (const CompensationLine& line : of.made.lines)
      table.rows.push_back({of.name, line.typed ? std::string("other") : std::string(ruleName(line.rule)), line.payer,
                            line.receiver, line.object, line.quantity ? line.quantity->value : kUnknown, line.unit,
                            line.price.value_or(kUnknown), line.amount.value, line.amount.low, line.amount.high,
                            static_cast<double>(line.year), line.source});
  return table;
}

DataTable compensationIndexTable(std::span<const NamedCompensation> all) {
  DataTable table{"compensation_indices", {text("name"), text("party"), text("index"), {"value", 4, 16}}, {}};
  for (const NamedCompensation& of : all)
    for (const PartyIndex& index : of.made.indices)
      table.rows.push_back({of.name, index.party, index.index, index.value});
  return table;
}

}  // namespace tanhui
