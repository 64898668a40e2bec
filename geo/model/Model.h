#pragma once

#include <vector>

#include "geo/base/InputFile.h"
#include "geo/carbon/ErrorRules.h"
#include "geo/carbon/FactorLibrary.h"
#include "geo/grid/CellArea.h"
#include "geo/grid/Grid.h"
#include "geo/landclass/CombinedStrata.h"
#include "geo/landclass/Stratum.h"
#include "geo/model/Interventions.h"
#include "geo/model/LandDates.h"
#include "geo/model/LandLayers.h"
#include "geo/model/MeasuredStrata.h"
#include "geo/model/ZoneLayers.h"
#include "geo/project/Project.h"

namespace tanhui {

/// A project with its layers read and every feature assigned to a stratum: what `evaluate` is a function of.
/// Immutable once built, and shared by the workers.
struct Model {
  Grid grid;
  AreaRule areaRule = AreaRule::ground;
  VectorLayer region;              ///< without features: the whole grid
  std::vector<LandLayer> layers;   ///< the land of the base year
  std::vector<LandLayer> earlier;  ///< the layers of all earlier dates, the latest date first; may be empty
  std::vector<LandDate> dates;     ///< what of them is the land of each of years.earlier, in that order
  std::vector<ZoneLayer> zones;
  std::vector<InterventionLayer> interventions;
  InterventionPlan plan;       ///< what they make of the land; its sets are those of `combined`
  StratumTable strata;         ///< of the layers, of the earlier layers, then the combinations
  std::size_t landStrata = 0;  ///< so many of them, the first, are of `layers`; 0: all
  CombinedStrata combined;     ///< of land, its past and the interventions: see combineStrata, withHistories
  MeasuredStrata measured;     ///< of measured rasters: at last among the strata
  FactorLibrary factors;
  FactorTies ties;  ///< of the factors, by the project's correlations
  AccountingRules rules;
  SeriesYears years;
  std::vector<InputFile> inputs;  ///< without hashes
};

}  // namespace tanhui
