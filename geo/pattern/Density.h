#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "geo/pattern/GroundMask.h"

namespace tanhui {

/// Foreground area density: for each cell of foreground the share, 0 to 1, that foreground has of what is known in the
/// square of `window` x `window` cells around it; NaN elsewhere. What lies outside the raster is not known. Sums that
/// move along: the time does not depend on the window. Row-major.
///
/// Throws Error for a window that is even or below 3. `where` says whose it is.
std::vector<float> foregroundDensity(const GroundMask& ground, int window, const std::string& where);

/// The classes of the density, by their lower bounds: rare, patchy (0.1), transitional (0.4), dominant (0.6), interior
/// (0.9) and intact (1). The first five: Vogt, GuidosToolbox fragmentation (read); "intact" beside interior: recalled.
constexpr std::array<std::string_view, 6> kDensityClasses = {"rare",     "patchy",   "transitional",
                                                             "dominant", "interior", "intact"};
std::size_t densityClass(float density);

}  // namespace tanhui
