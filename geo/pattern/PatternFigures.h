#pragma once

#include <string>
#include <vector>

#include "geo/pattern/PatternTally.h"

namespace tanhui {

/// A pattern in an area: the whole raster, or a zone.
struct PatternArea {
  std::string layer, id, label;  ///< empty: the whole
  PatternTally tally;
};

/// What a pattern of a project gave, for tables and report.
struct PatternFigures {
  std::string name;
  std::string file;   ///< of its map
  std::string of;     ///< its foreground: names of classes, or of the raster
  int edgeWidth = 1;  ///< cells
  int neighbours = 8;
  bool transition = true;          ///< see shownAs
  int densityWindow = 27;          ///< cells
  std::vector<PatternArea> areas;  ///< the whole, then the zones in their order
};

}  // namespace tanhui
