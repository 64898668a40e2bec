#pragma once

#include <optional>

#include "geo/gdal/RasterBand.h"

namespace tanhui {

/// The least or greatest value of some zones, as stored, when it looks like a nodata value that nobody declared: -9999
/// and the like, the ends of the number types, 255 of bytes. `secondHighest`: the largest value below the highest,
/// where known. A guess, for a hint.
std::optional<double> oddExtreme(double lowest, double highest, std::optional<double> secondHighest,
                                 const RasterBand& band);

}  // namespace tanhui
