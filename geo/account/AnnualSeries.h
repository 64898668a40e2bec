#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "geo/account/Account.h"
#include "geo/series/Courses.h"
#include "geo/series/UncertainRow.h"

namespace tanhui {

/// Land and its carbon at the end of one year, and what happened in it.
struct YearFigures {
  double areaHa = 0;
  std::array<double, kPools> stock{};  ///< tC
  double products = 0;                 ///< tC in wood products from felling since the base year, beside the pools
  double flux = 0;                     ///< tC/yr: change of the five pools during the year, on the land of this row
  double productFlux = 0;              ///< tC/yr
  double ch4 = 0, n2o = 0;             ///< tCO2e/yr, + = uptake
  double agriculture = 0;              ///< tCO2e/yr, the part of both that Agriculture reports (3.C, 3.D)

  double totalStock() const { return stock[0] + stock[1] + stock[2] + stock[3] + stock[4]; }
  double nonCo2() const { return ch4 + n2o; }
  /// tCO2e/yr, with Agriculture. Products count when they are followed (AccountingRules::harvestedWood); else
  /// productFlux is 0.
  double net() const { return (flux + productFlux) * kCo2PerC + nonCo2(); }
  /// tCO2e/yr of the land: total 4 of the inventory, its sign turned.
  double lulucf() const { return net() - agriculture; }
  double net(Scope scope) const { return scope == Scope::sink ? lulucf() : net(); }
  YearFigures& operator+=(const YearFigures& other);
};

double figureOf(const YearFigures& year, SeriesQuantity quantity);

/// One line of a table by year.
struct SeriesRow {
  std::uint32_t zone = kWholeRegion;  ///< index into the zones
  std::string classKey;               ///< class at the end of each year; empty: all land
  std::vector<YearFigures> years;     ///< [y]: of the year base + y
};

struct ScenarioSeries {
  std::string name;
  std::vector<SeriesRow>
      rows;  ///< zones as numbered, the region last; inside one classes in table order, then all land
  const SeriesRow& total(std::uint32_t zone = kWholeRegion) const;
};

/// What an intervention adds to what would be without it: a difference of stocks and fluxes. Where several of a
/// scenario reach the same ground, each adds to those of earlier years.
struct InterventionSeries {
  std::uint32_t intervention;  ///< index in InterventionPlan::interventions, as below
  std::uint32_t zone;
  std::vector<YearFigures> years;  ///< areaHa: where it has an effect, ground of several of its changes as often
};

/// Ground of an intervention, of one class when its year comes, on which it has no effect.
struct LeftAlone {
  std::uint32_t intervention;
  std::string classKey;
  PathNote why;
  double areaHa;
};

/// What a reader must know of some land.
struct SeriesRemark {
  std::int64_t intervention = -1;  ///< -1: of the land without interventions
  PathNote note;
  double areaHa = 0;
};

struct AnnualSeries {
  SeriesYears years;
  std::vector<ScenarioSeries> scenarios;  ///< [0]: baseline
  std::vector<InterventionSeries> interventions;
  std::vector<SeriesRemark> remarks;
  std::vector<LeftAlone> leftAlone;  ///< of the region, by intervention, then as classes are ordered
  std::vector<double> effectiveHa;   ///< by planned change: ground of the region on which it has an effect
};

/// The lines of each stratum, in their order.
std::vector<std::vector<LedgerLine>> linesByStratum(std::span<const LedgerLine> lines, std::size_t strataCount);

/// Follows every stratum through the years and adds up by zone and class. `lines` are the activity data of the base
/// year; `zoneCount` zones get their rows, also without land. A row of a class holds the land that is of that class at
/// the end of each year, so that land moves between rows when its use changes: the change of its stock in that year
/// stands with its new class. Over all land the flux of a year is the stock at its end minus that at its start, pool
/// by pool. Cost: linear in strata and years.
AnnualSeries annualSeries(CourseMaker& courses, std::span<const LedgerLine> lines, std::size_t strataCount,
                          std::size_t zoneCount, const SeriesYears& years);

}  // namespace tanhui
