#pragma once

#include <limits>
#include <string>
#include <vector>

namespace tanhui {

/// Drawdown belts as they were made from the DEM, inside the region, before other layers cover them.
struct DrawdownReport {
  /// t CH4/yr with the range of the factors.
  struct Methane {
    double value = 0, low = 0, high = 0;
  };
  /// Ground between two heights, m.
  struct Band {
    double from = 0, to = 0;
    double areaHa = 0;
    double floodedDays = std::numeric_limits<double>::quiet_NaN();  ///< mean of the area; NaN: not known
    double deepest = 0;                                             ///< m at the highest level
    Methane byState, byDays;                                        ///< NaN where the days are not known
    double countedT = 0;                                            ///< by the method of the layer
  };
  struct Belt {
    std::string name;
    std::string method;              ///< "by_state", "by_days", "table"; "": the factor of the class
    std::size_t stageDays = 0;       ///< on record; 0: only two levels are known
    double offset = 0;               ///< m
    double lowest = 0, highest = 0;  ///< levels in the datum of the DEM, m
    double waterHa = 0;              ///< under water all year: no belt
    Band whole;
    std::vector<Band> bands;  ///< ascending
  };
  std::vector<Belt> belts;
};

}  // namespace tanhui
