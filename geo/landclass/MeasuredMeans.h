#pragma once

#include <span>
#include <vector>

#include "geo/landclass/Ledger.h"

namespace tanhui {

/// Land of a stratum; what was measured on it, if anything was, is the area-weighted mean.
struct MeasuredMean {
  Stratum stratum;
  double areaHa;
  StratumId first;  ///< that of the first of its lines
};

/// Lines of one zone, those that are alike but for the measured figures as one: anchors of a measured raster (see
/// MeasuredStrata) give back the mean of what the raster says. In order of first sight.
std::vector<MeasuredMean> measuredMeans(std::span<const Stratum> strata, std::span<const LedgerLine> lines);

/// The land as it would be if nothing had been measured on it.
inline Stratum withoutMeasures(Stratum stratum) {
  stratum.vegetation = stratum.soil30 = {};
  return stratum;
}

}  // namespace tanhui
