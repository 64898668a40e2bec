#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "geo/series/Courses.h"
#include "geo/series/LandCategory.h"

namespace tanhui {

// The table of land use, land-use change and forestry: IPCC 2006 V4, CRT table 4.
//
// Sign: everything else in Tanhui counts uptake by the land as positive. An inventory counts what the atmosphere gets:
// an emission is positive, a removal NEGATIVE. The sign is turned in Inventory.cpp and nowhere else, in whatever is in
// CO2 or in tonnes of a gas. Gross gains and losses are tC as CRT tables 4.A-4.F write them: gains > 0, losses < 0.

/// What stands in a cell instead of a number: UNFCCC notation keys.
enum class NotationKey : std::uint8_t {
  none,               ///< a number stands there
  notOccurring,       ///< NO: no such land in that year
  notEstimated,       ///< NE: the factor library has no figure for it
  includedElsewhere,  ///< IE: CH4 of rice and N2O of fertiliser, under Agriculture; felled wood that counts as gone at
                      ///< once, in the biomass of 4.A
  notApplicable,      ///< NA: held constant by the method (Tier 1), or the row has no such column
};
constexpr std::size_t kNotationKeys = 5;

struct InventoryCell {
  double value = 0;  ///< 0 where a key stands
  NotationKey key = NotationKey::none;
  /// Of a pool, a gas or harvested wood: the cell tells of a part of its land only; of the rest it is NE. The sums of a
  /// row are as whole as its cells.
  bool partly = false;

  bool isNumber() const { return key == NotationKey::none; }
};

/// One row of one year.
struct InventoryYear {
  InventoryCell areaHa;                       ///< ha at the year's end
  std::array<InventoryCell, kPools> poolCo2;  ///< tCO2/yr by pool, + = emission
  InventoryCell biomassGain;                  ///< tC/yr, >= 0: growth, establishment, regeneration
  InventoryCell biomassLoss;                  ///< tC/yr, <= 0: clearing, felling, fire
  InventoryCell ch4, n2o;                     ///< t of the gas per year, + = emission
  InventoryCell ch4Co2e, n2oCo2e;             ///< the same in tCO2e/yr
  InventoryCell totalCo2e;                    ///< tCO2e/yr, + = emission
};

enum class InventoryKind : std::uint8_t {
  category,       ///< "4.A": remaining and converted together
  remaining,      ///< "4.A.1"
  converted,      ///< "4.A.2"
  convertedFrom,  ///< the part of "4.A.2" that came from one category
  harvestedWood,  ///< "4.G": change of the store of wood felled since the base year. Wood felled before is not known.
  total,          ///< "4": all of the above
  rice,           ///< information, "3.C": CH4 of rice, which is Agriculture's and not in the total
  fertiliser,     ///< information, "3.D": N2O of fertilised cropland, likewise
};

/// What a row is about.
struct InventoryLine {
  InventoryKind kind = InventoryKind::total;
  LandCategory category = LandCategory::forest;  ///< of the first four kinds
  LandCategory from = LandCategory::forest;      ///< of convertedFrom
  bool operator==(const InventoryLine& other) const;
};

struct InventoryRow {
  std::uint32_t zone = kWholeRegion;
  InventoryLine line;
  std::vector<InventoryYear> years;  ///< [y]: of the year base + y
};

struct InventoryScenario {
  std::string name;
  /// Zones as numbered, the region last. In each: of every IPCC category category, remaining, converted and what
  /// occurs of convertedFrom; unlisted and unmapped land, one row each where there is any; harvested wood; the total;
  /// then the two items of information.
  std::vector<InventoryRow> rows;
  /// nullptr when that row does not occur.
  const InventoryRow* find(const InventoryLine& line, std::uint32_t zone = kWholeRegion) const;
};

struct Inventory {
  SeriesYears years;
  std::vector<InventoryScenario> scenarios;  ///< [0]: baseline
};

/// Follows every stratum through the years and books each hectare under its category: what happens in the year of a
/// conversion stands with the new one (IPCC 2006 V4 Eq 2.15). Land whose class changes only in the reporting (converted
/// to remaining) takes its carbon along: no number of the total moves. In each scenario, zone and year
///
///     total + rice + fertiliser = - YearFigures::net() of annualSeries
///
/// Lines and zones as for annualSeries. Lines of no area are left out. Cost: linear in strata and years.
Inventory inventoryOf(CourseMaker& courses, std::span<const LedgerLine> lines, std::size_t strataCount,
                      std::size_t zoneCount, const SeriesYears& years);

}  // namespace tanhui
