#include "geo/carbon/VolumeBiomass.h"

#include <algorithm>
#include <array>

namespace tanhui {

double continuousShare(VolumeEquation rule, double volume) {
  if (rule != VolumeEquation::automatic) return rule == VolumeEquation::continuous ? 1 : 0;
  return std::clamp((volume - kContinuousFrom) / (kContinuousFully - kContinuousFrom), 0.0, 1.0);
}

std::size_t bcefClass(double volume) {
  constexpr std::array<double, 4> kUpper = {20, 40, 100, 200};
  return static_cast<std::size_t>(std::lower_bound(kUpper.begin(), kUpper.end(), volume) - kUpper.begin());
}

}  // namespace tanhui
