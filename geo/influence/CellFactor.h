#pragma once

#include <cstddef>
#include <vector>

#include "geo/base/Csv.h"
#include "geo/influence/FactorColumn.h"

namespace tanhui {

/// How a column of a user's table is taken.
enum class CellForm {
  /// Kinds where a cell is no number or all read as codes (readAsCodes), else figures.
  automatic,
  kinds,
  figures,
};

/// A cell that is empty, NA or NaN is none. Throws Error naming file, line and column for figures of which one is no
/// number, and the column for one without a value.
FactorColumn factorOfCells(const CsvTable& table, std::size_t column, CellForm form = CellForm::automatic);

/// The figures of a column, NaN where there is none; throws as factorOfCells does.
std::vector<double> figuresOfCells(const CsvTable& table, std::size_t column);

}  // namespace tanhui
