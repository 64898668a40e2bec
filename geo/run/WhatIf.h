#pragma once

#include <string>
#include <vector>

#include "geo/carbon/Account.h"
#include "geo/carbon/Soil.h"
#include "geo/run/Model.h"
#include "geo/series/StratumAfter.h"

namespace tanhui {

/// A change of land use on a polygon.
struct LandChange {
  MultiPolygon shape;                     ///< in the grid's CRS; repaired as the features of layers are
  LandAction action = LandAction::plant;  ///< one that changesLandUse()
  std::string classKey;  ///< wetland or built class; empty: "marsh", "builtup". A plantation has its species' class
  std::string species;   ///< of a plantation, by any of its names
  int year = 0;          ///< of the change
  int yearsAfter = static_cast<int>(kSoilTransitionYears);  ///< the results are those of year + yearsAfter
};

/// The stratum that a change leads to, `yearsAfter` years on. Throws Error for an unknown species or class, for an
/// action that leaves the land use as it is, and for fewer than kSoilTransitionYears: only then is the transition of
/// the soil complete, so that the soil figure of the new class holds.
Stratum stratumAfter(const LandChange& change);

/// What a change does to carbon. `before` and `after` are of the same land: what it holds at the base year, and what
/// it holds yearsAfter years after the change.
struct WhatIfResult {
  double areaHa = 0;  ///< true ground area inside the region
  Totals before, after;
  Totals change;                  ///< after - before: its errors cancel where the two share factors. areaHa is 0
  std::vector<ClassTotals> land;  ///< what lies there now, by class, "unmapped" last
};

/// Evaluates the polygon exactly, boundary cells too, and accounts for its land before and after. What is unmapped is
/// changed with the rest and counts as nothing before; what lies outside the region is not counted. Soil counts to
/// 30 cm, whatever depth the model's stocks have: a change is always of 0-30 cm. Throws Error for what stratumAfter
/// throws, for a polygon without area and for one outside the region.
WhatIfResult whatIf(const Model& model, const LandChange& change);
/// The same with other factors than the model's: what a user tries.
WhatIfResult whatIf(const Model& model, const FactorLibrary& factors, const LandChange& change);

}  // namespace tanhui
