#pragma once

#include <span>

#include "geo/base/DataTable.h"
#include "geo/pattern/PatternFigures.h"

namespace tanhui {

/// tables/pattern.csv: hectares and patches by pattern, area and code. What is not known has no row.
DataTable patternTable(std::span<const PatternFigures> patterns, Language language);

/// tables/fragmentation.csv: the indices by pattern and area, with the density and its classes.
DataTable fragmentationTable(std::span<const PatternFigures> patterns);

}  // namespace tanhui
