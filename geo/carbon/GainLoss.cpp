#include "geo/carbon/GainLoss.h"

namespace tanhui {

double biomassGain(const BiomassGain& gain) {
  return gain.areaHa * gain.aboveIncrement * (1 + gain.rootToShoot) * gain.carbonFraction;
}

double woodRemovalLoss(const WoodRemovals& removals) {
  return removals.harvest * removals.bcef * (1 + removals.rootToShoot + removals.bark) * removals.carbonFraction;
}

double disturbanceLoss(const Disturbance& d) {
  return d.areaHa * d.aboveBiomass * (1 + d.rootToShoot) * d.carbonFraction * d.lost;
}

}  // namespace tanhui
