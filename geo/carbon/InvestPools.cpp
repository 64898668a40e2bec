#include "geo/carbon/InvestPools.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <optional>
#include <set>

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

bool sameWord(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::optional<std::size_t> findColumn(const CsvTable& table, std::string_view name) {
  for (std::size_t i = 0; i < table.header.size(); ++i)
    if (sameWord(table.header[i], name)) return i;
  return std::nullopt;
}

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

}  // namespace

bool isInvestPools(const CsvTable& table) {
  return findColumn(table, "lucode") && std::all_of(kInvestPools.begin(), kInvestPools.end(), [&](const InvestPool& p) {
           return findColumn(table, p.column).has_value();
         });
}

std::vector<Factor> readInvestPools(const CsvTable& table) {
  const std::size_t lucodeColumn = *findColumn(table, "lucode");
  const std::optional<std::size_t> nameColumn = findColumn(table, "lulc_name");
  std::vector<Factor> factors;
  std::set<std::string> seen;
  for (const CsvRow& row : table.rows) {
    const std::string lucode = lucodeOf(table, row, lucodeColumn);
    if (!seen.insert(lucode).second)
      throw Error(table.where(row), say("carbon.duplicate_lucode", lucode), say("carbon.duplicate_lucode.remedy"));
    const std::string name = nameColumn && !row.cells[*nameColumn].empty() ? row.cells[*nameColumn] : lucode;
    for (const InvestPool& pool : kInvestPools) {
      const std::size_t column = *findColumn(table, pool.column);
      const double value = csvNumber(table, row, column);
      if (value < 0)
        throw Error(table.where(row), say("carbon.negative_pool", table.header[column], value),
                    say("carbon.negative_pool.remedy"));
      factors.push_back(investFactor(table, lucode, name, pool, value));
    }
  }
  return factors;
}

}  // namespace tanhui
