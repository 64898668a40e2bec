#pragma once

#include "datasets/demo/Settlement.h"
#include "datasets/demo/Use.h"
#include "datasets/demo/Waters.h"

namespace tanhui::demo {

/// Land use of every fine cell: relief decides what grows, people and water are laid over it.
Raster<Use> mapLandUse(const Relief& relief, const Waters& waters, const Settlement& settlement);

/// The block of a town's street grid that a place is in.
struct TownBlock {
  int i, j;     ///< along and across the grid; distinct for distinct blocks of a town
  bool street;  ///< on the street around it
};
TownBlock blockAt(const Town& town, Point p);

/// How far out of a town a place is: below 1 inside, uneven at the edge.
double townReach(const Town& town, Point p);

}  // namespace tanhui::demo
