#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/base/Stop.h"
#include "geo/layer/MeanRaster.h"
#include "geo/project/Project.h"

namespace tanhui {

/// A raster of measurements, looked through: what its values range over where the grid lies.
struct MeasuredLayer {
  MeasureSpec spec;
  double toCarbon = 1;              ///< tC per unit of the values
  double low = 0, high = 0;         ///< tC/ha
  double highestSe = 0;             ///< tC/ha, of an error band
  std::optional<double> percentSe;  ///< one standard error as a share of the value, where a percent tells it

  /// Of a value in tC/ha; without an error band.
  double seOf(double carbon) const { return percentSe ? *percentSe * carbon : 0; }
};

/// Reads the pixels that the grid may meet once; with a box `within`, those that it may meet. Throws Error naming file
/// and pixel: for a value below 0 or one that no land holds (a wrong unit), an error below 0, a value without an error;
/// and where no pixel has a value on the grid (in a box there need be none). Throws Interrupted.
MeasuredLayer readMeasured(const MeasureSpec& spec, const Grid& grid, const Box& within, const StopFlag* stop);

}  // namespace tanhui
