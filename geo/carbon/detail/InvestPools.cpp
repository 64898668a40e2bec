#include "geo/carbon/detail/InvestPools.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

#include "geo/base/AsciiCase.h"
#include "geo/base/Error.h"

namespace tanhui {

namespace {

struct InvestPool {
  std::string_view column, key, nameEn, nameZh;
};

constexpr std::array<InvestPool, 4> kInvestPools = {{{"c_above", "above", "above ground", "地上生物量"},
                                                     {"c_below", "below", "below ground", "地下生物量"},
                                                     {"c_soil", "soil", "soil", "土壤"},
                                                     {"c_dead", "deadwood", "dead matter", "死有机质"}}};

bool sameWord(std::string_view a, std::string_view b) { return lowerAscii(a) == lowerAscii(b); }

std::optional<std::size_t> findColumn(const CsvTable& table, std::string_view name) {
  for (std::size_t i = 0; i < table.header.size(); ++i)
    if (sameWord(table.header[i], name)) return i;
  return std::nullopt;
}

/// The first of the names that the table has.
template <typename Names>
std::optional<std::size_t> findAny(const CsvTable& table, const Names& names) {
  for (const std::string_view name : names)
    if (const auto column = findColumn(table, name)) return column;
  return std::nullopt;
}

constexpr std::array<std::string_view, 2> kCodeColumns = {"lucode", "lulc"};
constexpr std::array<std::string_view, 3> kNameColumns = {"lulc_name", "lulc_desc", "description"};
constexpr std::string_view kDead = "c_dead";  ///< the one pool that a table may lack

std::string lucodeOf(const CsvTable& table, const CsvRow& row, std::size_t column) {
  const double code = csvNumber(table, row, column);
  if (std::abs(code) > 1e15 || code != std::floor(code)) return row.cells[column];
  return std::to_string(static_cast<long long>(code));
}

Factor investFactor(const CsvTable& table, const std::string& lucode, const std::string& name, const InvestPool& pool,
                    double value) {
  Factor factor;
  factor.key = "pool." + lucode + "." + std::string(pool.key);
  factor.nameEn = name + ": " + std::string(pool.nameEn);
  factor.nameZh = name + "：" + std::string(pool.nameZh);
  factor.value = value;
  factor.unit = "tC/ha";
  factor.distribution = "none";
  factor.source = table.name;
  factor.edition = "InVEST";
  factor.grade = "user";
  return factor;
}

double poolOf(const CsvTable& table, const CsvRow& row, const std::string& lucode, const InvestPool& pool) {
  constexpr double kDensest = 1e5;  // tC/ha: ten times the densest peat there is
  const auto column = findColumn(table, pool.column);
  if (!column) return 0;
  const std::string& header = table.header[*column];
  if (row.cells[*column].find_first_not_of(' ') == std::string::npos)
    throw Error(table.where(row), say("carbon.empty_pool", header, lucode), say("carbon.empty_pool.remedy"));
  const double value = csvNumber(table, row, *column, lucode);
  if (value < 0)
    throw Error(table.where(row, lucode), say("carbon.negative_pool", header, value),
                say("carbon.negative_pool.remedy"));
  if (value > kDensest)
    throw Error(table.where(row, lucode), say("carbon.too_large", header, value),
                say("carbon.too_large.remedy", kDensest));
  return value;
}

}  // namespace

bool isInvestPools(const CsvTable& table) {
  return findAny(table, kCodeColumns) && std::ranges::all_of(kInvestPools, [&](const InvestPool& p) {
           return p.column == kDead || findColumn(table, p.column).has_value();
         });
}

InvestPools readInvestPools(const CsvTable& table, Warnings& remarks) {
  const std::size_t lucodeColumn = *findAny(table, kCodeColumns);
  const std::optional<std::size_t> nameColumn = findAny(table, kNameColumns);
  if (!findColumn(table, kDead)) remarks.push_back({table.name, say("carbon.no_dead_pool")});
  InvestPools pools;
  std::set<std::string> seen;
  for (const CsvRow& row : table.rows) {
    const std::string lucode = lucodeOf(table, row, lucodeColumn);
    if (!seen.insert(lucode).second)
      throw Error(table.where(row), say("carbon.duplicate_lucode", lucode), say("carbon.duplicate_lucode.remedy"));
    const std::string name = nameColumn ? row.cells[*nameColumn] : std::string();
    if (!name.empty()) pools.names[lucode] = name;
    for (const InvestPool& pool : kInvestPools)
      pools.factors.push_back(
          investFactor(table, lucode, name.empty() ? lucode : name, pool, poolOf(table, row, lucode, pool)));
  }
  return pools;
}

}  // namespace tanhui
