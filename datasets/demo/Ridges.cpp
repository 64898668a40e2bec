#include "datasets/demo/Ridges.h"

#include <algorithm>
#include <array>

#include "datasets/demo/Noise.h"

namespace tanhui::demo {
namespace {

constexpr std::uint64_t kRidgesSeed = 0x71D6E;

/// Rise over run of 2, 6, 15 and 25 degrees.
constexpr std::array<double, 4> kGrades = {0.034921, 0.105104, 0.267949, 0.466308};

/// By slope grade. Invented, of the size that walls of 1-2 m with a top of 0.35 m take; a county measures its own.
constexpr std::array<double, 5> kTerraces = {0, 0.0812, 0.1284, 0.1746, 0.2193},
                                kSlopes = {0, 0.0405, 0.0718, 0.1032, 0.1391};

}  // namespace

FieldRidges ridgesOf(const County& county, const ParcelFacts& parcel) {
  const double slope = sample(county.relief.slope, parcel.middle);
  const auto grade =
      static_cast<std::size_t>(std::ranges::count_if(kGrades, [&](double limit) { return slope > limit; }));
  const bool terraced =
      parcel.use == Use::paddy || noise(kRidgesSeed, parcel.middle.x / 900, parcel.middle.y / 900) > -0.1;
  return {terraced ? "TT" : "PD", static_cast<int>(grade) + 1, (terraced ? kTerraces : kSlopes)[grade]};
}

}  // namespace tanhui::demo
