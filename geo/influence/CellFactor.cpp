#include "geo/influence/CellFactor.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "geo/base/AsciiCase.h"
#include "geo/base/Error.h"

namespace tanhui {
namespace {

constexpr std::size_t kMostCodes = 30;

/// Without what stands for nothing.
std::string givenText(const std::string& cell) {
  const std::string lower = lowerAscii(cell);
  return lower == "na" || lower == "nan" ? std::string() : cell;
}

std::optional<double> numberIn(const CsvTable& table, std::string cell) {
  if (table.decimalComma) std::replace(cell.begin(), cell.end(), ',', '.');
  return asNumber(cell);
}

/// Whether the cells read as codes of kinds rather than as figures.
bool readsAsKinds(const CsvTable& table, const std::vector<std::string>& cells) {
  std::set<double> different;
  std::size_t given = 0;
  bool whole = true;
  for (const std::string& cell : cells) {
    if (cell.empty()) continue;
    const std::optional<double> number = numberIn(table, cell);
    if (!number) return true;
    ++given;
    whole = whole && *number == std::floor(*number);
    if (different.size() <= kMostCodes) different.insert(*number);
  }
  return whole && different.size() <= kMostCodes && 2 * different.size() <= given;
}

}  // namespace

std::vector<double> figuresOfCells(const CsvTable& table, std::size_t column) {
  std::vector<double> figures;
  for (const CsvRow& row : table.rows)
    figures.push_back(givenText(row.cells[column]).empty() ? std::numeric_limits<double>::quiet_NaN()
                                                           : csvNumber(table, row, column));
  return figures;
}

FactorColumn factorOfCells(const CsvTable& table, std::size_t column, CellForm form) {
  std::vector<std::string> cells;
  for (const CsvRow& row : table.rows) cells.push_back(givenText(row.cells[column]));
  const std::string& name = table.header[column];
  if (std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return cell.empty(); }))
    throw Error(table.name, say("influence.empty_column", name), say("influence.empty_column.remedy"));
  if (form == CellForm::kinds || (form == CellForm::automatic && readsAsKinds(table, cells)))
    return factorOfKinds(name, cells);
  return factorOfFigures(name, figuresOfCells(table, column));
}

}  // namespace tanhui
