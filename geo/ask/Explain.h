#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/account/Account.h"
#include "geo/account/ProjectSeries.h"
#include "geo/carbon/StratumAccount.h"
#include "geo/model/Model.h"
#include "geo/project/YearChoice.h"

namespace tanhui {

/// A planned change, with the values that hold at the place.
struct ExplainedChange {
  std::string intervention;
  LandEvent change;
  std::optional<PathNote> idle = {};  ///< why it leaves the land as it is, where it does
};

struct LandAtDate {
  int year;
  std::string classKey;
};

/// The arithmetic of one stratum inside a cell or zone.
struct ExplainedStratum {
  Stratum stratum;
  double areaHa = 0;
  double share = 0;      ///< of the cell (--at) or zone
  StratumCarbon carbon;  ///< per ha
  std::vector<Step> steps;
  std::string wasClass;                  ///< of another year: the class at the base year, where it was another
  std::vector<ExplainedChange> changes;  ///< of another year: those of the scenario up to it, by year
  std::vector<LandAtDate> history;       ///< of land that changed, where the project has several earlier dates
  std::vector<std::string> features;     ///< --at: "LAYER, feature FID" that brought it; empty for zones
};

/// Why a number is what it is. The strata's area x carbon add up to `totals`.
struct Explanation {
  std::string title;             ///< the place or zone
  std::optional<YearChoice> of;  ///< where it is not the base year of the baseline
  double x = 0, y = 0;           ///< --at: cell centre, in the grid's CRS
  double cellAreaHa = 0;         ///< --at
  AreaRule areaRule = AreaRule::ground;
  std::vector<ExplainedStratum> strata;
  std::vector<std::string> zones;  ///< --at: "LAYER:ID LABEL" that hold the point
  Totals totals;
  FactorLibrary factors;
};

/// At a point in the grid's CRS (or degrees when the point is no place of the grid but is one as longitude, latitude).
/// Throws Error when the point lies outside the grid or the region.
Explanation explainAt(const Project& project, double x, double y);
/// The same of a model that is in memory: milliseconds.
Explanation explainAt(const Model& model, double x, double y);
/// The same with other factors than the model's: what a user tries.
Explanation explainAt(const Model& model, const FactorLibrary& factors, double x, double y);
/// Of a zone, "LAYER:ID".
Explanation explainZone(const Project& project, const std::string& zone);

// The same of another year of a scenario: what stood at the end of the year before, what moved, what stands. Strata are
// named as they are in that year. Throw Error for a year outside the series and an unknown scenario; of a zone also
// when the project has not been run as it is.
Explanation explainAt(const Project& project, double x, double y, const YearChoice& of);
Explanation explainZone(const Project& project, const std::string& zone, const YearChoice& of);
/// Of a model that is in memory. `series` follows its strata, by their numbers.
Explanation explainAt(const Model& model, ProjectSeries& series, double x, double y, const YearChoice& of);

}  // namespace tanhui
