#include "geo/carbon/Valuation.h"

#include <stdexcept>

#include "geo/carbon/Carbon.h"

namespace tanhui {

double presentValuePerTonne(const CarbonPrice& price, int years) {
  if (years < 1) throw std::invalid_argument("presentValuePerTonne: years < 1");
  const double yearly = 1 / ((1 + price.discount) * (1 + price.priceChange));
  // Added term by term: the closed form of the geometric sum is 0 / 0 where the two rates cancel out.
  double sum = 0, factor = 1;
  for (int t = 0; t < years; ++t, factor *= yearly) sum += factor;
  return price.perTonne / years * sum;
}

double netPresentValue(double stockBefore, double stockAfter, const CarbonPrice& price, int years) {
  return (stockAfter - stockBefore) * presentValuePerTonne(price, years);
}

double projectRemoval(const PlantingProject& p) {
  return (p.areaHa * (p.stockGain - p.baselineGain) * kCo2PerC - p.leakage) * (1 - p.riskDeduction);
}

}  // namespace tanhui
