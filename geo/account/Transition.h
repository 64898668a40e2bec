#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "geo/carbon/Carbon.h"
#include "geo/carbon/ErrorRules.h"
#include "geo/landclass/Ledger.h"

namespace tanhui {

// Change of land use and of carbon between two dates, by the stock difference (IPCC 2006 V4 Eq 2.5). + = gain.

/// Land at both dates.
struct LandPair {
  double areaHa = 0;
  std::array<double, kPools> earlier{}, later{};  ///< tC by pool
  double gains = 0, losses = 0;  ///< tC, gains >= 0 >= losses: of the pieces of land that gained and of those that lost

  double difference(std::size_t pool) const { return later[pool] - earlier[pool]; }
  double earlierStock() const;
  double laterStock() const;
  double difference() const { return gains + losses; }
  LandPair& operator+=(const LandPair& other);
};

/// A change beside the error of the maps: 95 % half widths e1 and e2 of the two dates, taken as independent, give
/// sqrt(e1^2 + e2^2). A change below it may be nothing but error of the maps.
struct MapNoise {
  double change = 0;
  double halfWidth = 0;  ///< in the unit of the change; 0: nobody has told an error
  bool below() const { return halfWidth > 0 && change < halfWidth && -change < halfWidth; }
};

/// What was of one class and is of another, or of the same: of the matrix the cell at `from` and `to`.
struct TransitionCell {
  std::uint32_t from, to;  ///< indexes into Transition::classes
  LandPair land;
};

struct ClassChange {
  std::uint32_t classIndex;
  double earlierHa = 0, laterHa = 0;
  MapNoise area;  ///< ha: net change, and the error of the class's area at both dates
};

/// How much of the difference's variance comes from one factor, to first order.
struct FactorShare {
  std::uint32_t factor;  ///< index into the library
  double se;             ///< tC that one standard error of the factor moves the difference by, signed
  double share;          ///< the shares add up to 1; of correlated factors one may be below 0
};

/// Land that one of the dates does not tell of. It is no change of the land and stands beside the comparison.
struct NotCompared {
  double onlyEarlierHa = 0, onlyEarlierStock = 0;  ///< ha, tC at t1: mapped then, not now
  double onlyLaterHa = 0, onlyLaterStock = 0;      ///< ha, tC at t2: mapped now, not then or not known
  double neitherHa = 0;
};

struct ZoneTransition {
  std::uint32_t zone = kWholeRegion;
  std::vector<TransitionCell> cells;  ///< where there is land, by from, then to
  std::vector<ClassChange> classes;   ///< of either date, in class order
  LandPair whole;                     ///< all land of the cells
  /// The difference in two parts that add up to it: land that changed its class (what to what: the cells), and land
  /// that kept it, where stands grew, were felled or are mapped as other species, ages or volumes.
  LandPair areaChange, densityChange;
  /// tC, of the difference of stocks: each factor's error enters both dates as one, so that what they share cancels
  /// (IPCC 2006 V1 Ch 3 Eq 3.2 over signed sums, with correlations). Without errors of the maps.
  double differenceSe = 0;
  std::vector<FactorShare> factors;      ///< those with a share, the greatest first
  std::array<double, kPools> poolShare;  ///< of the difference, adding up to 1; may be below 0 or above 1; all 0
                                         ///< without a difference
  /// tC: the difference, and what the errors of the class areas make of it. As the outline is fixed, an error of a
  /// class's area moves carbon by the density of the class less the mean density of all land.
  MapNoise carbon;
  NotCompared notCompared;
};

struct Transition {
  int earlier = 0, later = 0;         ///< years
  std::vector<std::string> classes;   ///< in the order of every table; forest_generic of a known species as its class
  std::vector<ZoneTransition> zones;  ///< as numbered, the region last

  int years() const { return later - earlier; }
  /// Of a difference (tC) spread evenly over the years between: tC/yr.
  double perYear(double difference) const { return difference / years(); }
  const ZoneTransition& region() const { return zones.back(); }
};

struct TransitionData {
  int earlier = 0, later = 0;             ///< the years of the two dates; the first before the second
  std::span<const Stratum> strata;        ///< Stratum::before tells the land at the date before, and so on back
  std::span<const StratumCarbon> carbon;  ///< of every stratum, also of those that are only `before` others
  std::span<const LedgerLine> lines;      ///< the areas
  std::size_t zoneCount = 0;
  ErrorRules errors;                         ///< of the factors; the areas are those below
  std::span<const double> areaErrorPercent;  ///< [stratum]: 95 % half width of the area of its class in the layer that
                                             ///< it comes from, % of the area; empty: none is known
  LandClasses classes = {};
  /// How many dates back from the strata of the lines the two lie: of the base year 0, of the date before it 1 ...
  std::size_t laterBack = 0, earlierBack = 1;
};

/// The error of a class's area adds up over its strata, as a map that finds too much forest does so everywhere. Throws
/// std::invalid_argument when t1 is not before t2 or the spans do not fit. Cost: linear in lines and what the strata's
/// uncertainty hangs on.
Transition transitionOf(const TransitionData& data);

}  // namespace tanhui
