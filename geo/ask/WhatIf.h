#pragma once

#include <string>
#include <vector>

#include "geo/account/Account.h"
#include "geo/carbon/Soil.h"
#include "geo/model/Model.h"
#include "geo/project/Project.h"
#include "geo/series/LandEvent.h"
#include "geo/series/Path.h"

namespace tanhui {

/// A change of land use on a polygon.
struct LandChange {
  MultiPolygon shape;                     ///< in the grid's CRS; repaired as the features of layers are
  LandAction action = LandAction::plant;  ///< one that changesLandUse()
  std::string classKey;                   ///< as of LandEvent. A plantation has its species' class
  std::string species;                    ///< of a plantation, by any of its names
  Replaceable replace = {};
  int year = 0;                                             ///< of the change
  int yearsAfter = static_cast<int>(kSoilTransitionYears);  ///< the results are those of year + yearsAfter
};

/// The change as an intervention of a project, for a later run to account for. Its polygons are in no file yet.
InterventionSpec interventionOf(const LandChange& change, std::string name);

/// Land of one class that a change leaves as it is.
struct LandLeftAlone {
  std::string classKey;
  PathNote why;
  double areaHa;
};

/// What a change does to carbon. `before` and `after` are of the same land: what it holds at the base year, and what
/// it holds yearsAfter years after the change, by the rules of scenarios; what the change leaves alone holds the same.
struct WhatIfResult {
  double areaHa = 0;                     ///< true ground area inside the region
  double effectiveHa = 0;                ///< of it, where the change has an effect
  std::vector<LandLeftAlone> leftAlone;  ///< the rest, as classes are ordered
  Totals before, after;
  Totals change;                  ///< after - before: its errors cancel where the two share factors. areaHa is 0
  std::vector<ClassTotals> land;  ///< what lies there now, by class, "unmapped" last
};

/// Evaluates the polygon exactly, boundary cells too, and accounts for its land before and after. What is unmapped is
/// changed with the rest and counts as nothing before; what lies outside the region is not counted. Soil counts to
/// 30 cm, whatever depth the model's stocks have: a change is always of 0-30 cm. Throws Error for what stratumAfter
/// throws, for fewer than kSoilTransitionYears (the soil would still be moving), for a polygon without area and for one
/// outside the region.
WhatIfResult whatIf(const Model& model, const LandChange& change);
/// The same with other factors than the model's: what a user tries.
WhatIfResult whatIf(const Model& model, const FactorLibrary& factors, const LandChange& change);

}  // namespace tanhui
