#include <array>
#include <set>
#include <tuple>

#include "geo/value/detail/PartyTable.h"
#include "geo/value/detail/Rules.h"

namespace tanhui {
namespace {

/// Class of surface water 1 to 6 (GB 3838-2002; 6: worse than V) as figure or Roman figure.
int waterClass(const PartyTable& table, const CsvRow& row, std::string_view column) {
  constexpr std::array<std::array<std::string_view, 4>, 6> kNames{{{"1", "I", "Ⅰ", "Ⅰ类"},
                                                                   {"2", "II", "Ⅱ", "Ⅱ类"},
                                                                   {"3", "III", "Ⅲ", "Ⅲ类"},
                                                                   {"4", "IV", "Ⅳ", "Ⅳ类"},
                                                                   {"5", "V", "Ⅴ", "Ⅴ类"},
                                                                   {"6", "劣V", "劣Ⅴ", "劣Ⅴ类"}}};
  const std::string cell = table.text(row, column);
  for (std::size_t i = 0; i < kNames.size(); ++i)
    for (const std::string_view name : kNames[i])
      if (cell == name) return static_cast<int>(i) + 1;
  throw Error(table.where(row), say("value.water_class", column, cell), say("value.water_class.remedy"));
}

/// Below 0: upstream pays; above 0: downstream.
int direction(int function, int now, int lastYear) {
  if (now > function) return -1;
  return now < lastYear ? 1 : now > lastYear ? -1 : 0;
}

}  // namespace

Compensation waterQuality(const CompensationTerms& terms, const CsvTable& csv) {
  const PartyTable table(terms, csv);
  std::set<std::tuple<std::string, std::string, std::string>> months;
  Compensation made;
  for (const CsvRow& row : table.rows()) {
    const std::string upstream = table.party(row, "upstream"), downstream = table.party(row, "downstream");
    table.requireTwo(row, upstream, downstream);
    const std::string month = row.cells[csv.require("month")];
    if (month.empty() || !months.emplace(upstream, downstream, month).second)
      throw Error(table.where(row), say("value.month", month), say("value.month.remedy"));
    const int function = waterClass(table, row, "function_class");
    const int paid = direction(function, waterClass(table, row, "class"), waterClass(table, row, "class_last_year"));
    if (paid == 0) continue;
    CompensationLine line{
        terms.rule, false, paid > 0 ? downstream : upstream, paid > 0 ? upstream : downstream, "water_quality " + month,
        "month"};
    line.quantity = Range::exact(1);
    line.price = terms.price->value;
    line.amount = *terms.price;
    line.year = terms.year;
    line.source = table.where(row);
    made.lines.push_back(std::move(line));
  }
  return made;
}

}  // namespace tanhui
