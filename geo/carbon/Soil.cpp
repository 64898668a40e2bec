#include "geo/carbon/Soil.h"

namespace tanhui {

double soilAfter(double measuredBefore, const SoilFactors& before, const SoilFactors& after) {
  return measuredBefore * after.product() / before.product();
}

double soilChange(double stockBefore, double stockAfter, double yearsSince, double transitionYears) {
  if (yearsSince < 1 || yearsSince > transitionYears) return 0;
  return (stockAfter - stockBefore) / transitionYears;
}

}  // namespace tanhui
