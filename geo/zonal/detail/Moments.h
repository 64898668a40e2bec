#pragma once

#include <limits>
#include <span>

#include "geo/coverage/Coverage.h"
#include "geo/zonal/detail/Frequency.h"

namespace tanhui {

/// What is known of the cells of a zone, or of a part of it: enough to make every statistic, and to be merged.
struct Moments {
  double count = 0;  ///< cells with a value: sum of fractions
  double sum = 0;
  double min = std::numeric_limits<double>::infinity();
  double max = -std::numeric_limits<double>::infinity();
  double deviation = 0;  ///< sum of fraction x (value - mean)^2; only when asked for
  double nodata = 0;     ///< cells without a value: sum of fractions
  double areaHa = 0;     ///< true ground area of the cells with a value; these two only by addGround
  double total = 0;      ///< sum of value x true ground area: of a raster per hectare the amount

  /// sum / count within [min, max], whatever the rounding: a constant raster has that constant as its mean.
  double mean() const;
  /// Adds the cells of `other` (Chan, Golub and LeVeque 1983 for the deviation).
  void merge(const Moments& other);
};

/// Values of a piece of a raster, row-major; NaN: no value.
template <typename T>
struct Values {
  const T* cells;
  std::ptrdiff_t cols;
};

/// The moments of the cells on the runs. The deviation, when asked for, is taken about the mean of these cells in a
/// second pass, so that nothing cancels.
template <typename T>
Moments momentsOf(const Values<T>& values, std::span<const CoverageRun> runs, bool deviation);

/// Adds the area and the total of the cells on the runs; `areas` holds the ground area of each cell of the piece, in
/// ha.
template <typename T>
void addGround(const Values<T>& values, std::span<const CoverageRun> runs, std::span<const double> areas,
               Moments& moments);

/// Adds each value's covered area to `frequency`.
template <typename T>
void countValues(const Values<T>& values, std::span<const CoverageRun> runs, Frequency& frequency, std::size_t limit);

}  // namespace tanhui
