#include "geo/carbon/Methane.h"

#include <cmath>

namespace tanhui {

double organicScaling(std::span<const OrganicAmendment> amendments) {
  double sum = 1;
  for (const OrganicAmendment& amendment : amendments) sum += amendment.rate * amendment.conversion;
  return std::pow(sum, 0.59);
}

double riceMethane(const RiceSeason& s) { return s.baseline * s.waterInSeason * s.waterBefore * s.organic * s.days; }

double reservoirMethane(double surfaceFlux, double downstreamRatio, double trophicAdjustment) {
  return surfaceFlux * trophicAdjustment * (1 + downstreamRatio);
}

}  // namespace tanhui
