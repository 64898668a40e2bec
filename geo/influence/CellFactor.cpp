#include "geo/influence/CellFactor.h"

#include <algorithm>
#include <limits>

#include "geo/base/AsciiCase.h"
#include "geo/base/Error.h"

namespace tanhui {
namespace {

/// Without what stands for nothing.
std::string givenText(const std::string& cell) {
  const std::string lower = lowerAscii(cell);
  return lower == "na" || lower == "nan" ? std::string() : cell;
}

std::optional<double> numberIn(const CsvTable& table, std::string cell) {
  if (table.decimalComma) std::replace(cell.begin(), cell.end(), ',', '.');
  return asNumber(cell);
}

/// Whether a cell is no number, or all read as codes.
bool readsAsKinds(const CsvTable& table, const std::vector<std::string>& cells) {
  std::vector<double> numbers;
  for (const std::string& cell : cells) {
    if (cell.empty()) continue;
    const std::optional<double> number = numberIn(table, cell);
    if (!number) return true;
    numbers.push_back(*number);
  }
  return readAsCodes(numbers);
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
