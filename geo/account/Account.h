#pragma once

#include <span>
#include <string>
#include <vector>

#include "geo/carbon/Carbon.h"
#include "geo/carbon/ErrorRules.h"
#include "geo/carbon/FactorLibrary.h"
#include "geo/landclass/Ledger.h"

namespace tanhui {

/// Area and carbon of a class, a zone or the region.
struct Totals {
  double areaHa = 0;
  Carbon carbon;             ///< tC, tC/yr, tCO2e/yr: summed, not per hectare
  double stockSe = 0;        ///< tC, one standard error (Approach 1)
  double fluxSe = 0;         ///< tC/yr
  double nonCo2Se = 0;       ///< tCO2e/yr
  double netSe = 0;          ///< tCO2e/yr: of the carbon flux and the gases together
  double agricultureSe = 0;  ///< tCO2e/yr: of the gases that Agriculture reports
  double lulucfSe = 0;       ///< tCO2e/yr: of the carbon flux and the other gases together

  double netSeIn(Scope scope) const { return scope == Scope::sink ? lulucfSe : netSe; }
};

struct ClassTotals {
  std::string classKey;
  Totals totals;
};

struct ZoneTotals {
  std::string layer, id, label;
  std::vector<ClassTotals> classes;  ///< in class order
  Totals total;
};

/// The baseline: what the tables, the report and the viewer show.
struct Account {
  std::vector<ClassTotals> classes;  ///< in class order, "unmapped" last
  Totals total;
  std::vector<ZoneTotals> zones;           ///< by zone layer in project order, then as in the layer
  std::vector<std::uint32_t> factorsUsed;  ///< indexes into the library, ascending, all that entered a number
};

/// Sums ledger lines of one area. The error of each factor is added over strata first (perfect correlation inside a
/// factor), then factors are combined by their correlations: IPCC 2006 V1 Ch3 Eq 3.2. Never divided by any count of
/// cells. Areas that have an error move between the classes inside the outline of `frame` (all lines of the zone that
/// `lines` are part of; empty: of `lines` themselves): none appears.
Totals sumUp(std::span<const LedgerLine> lines, std::span<const StratumCarbon> carbon, const ErrorRules& rules,
             std::span<const LedgerLine> frame = {});

/// A zone by its number in the ledger.
struct ZoneName {
  std::string layer, id, label;
};

/// Puts activity data and carbon together. `carbon` holds one entry per stratum; `zones` names the ledger's zones by
/// index, and each gets its entry, also when no land lies in it. Lines of kWholeRegion give the region's own totals.
/// Classes come in the order of sortClasses.
Account makeAccount(std::span<const Stratum> strata, std::span<const StratumCarbon> carbon,
                    std::span<const LedgerLine> lines, std::span<const ZoneName> zones, const ErrorRules& rules);

}  // namespace tanhui
