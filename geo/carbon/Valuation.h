#pragma once

namespace tanhui {

/// How a carbon price is carried through the years. Rates are shares per year, not percent.
struct CarbonPrice {
  double perTonne = 0;     ///< money per tC (not per tCO2) in the first year
  double priceChange = 0;  ///< InVEST's sense: a second discount, so a price that rises is entered as negative
  double discount = 0;     ///< of the market
};

/// What one tC gained evenly over `years` years is worth today: the mean of the yearly prices, the first undiscounted.
/// InVEST Carbon (Natural Capital Project), "Value of sequestered carbon":
/// price / n x sum over t = 0 .. n-1 of 1 / ((1 + discount)(1 + priceChange))^t. Requires years >= 1.
double presentValuePerTonne(const CarbonPrice& price, int years);

/// Net present value of a change of stock (tC, or tC/ha) over `years` years; negative for a loss.
double netPresentValue(double stockBefore, double stockAfter, const CarbonPrice& price, int years);

/// An afforestation project's yearly gains over its baseline, for screening what planting may bring. Not a registered
/// reduction: that needs the methodology's plots, monitoring and verification.
struct PlantingProject {
  double areaHa = 0;
  double stockGain = 0;         ///< tC/ha of the project over the period
  double baselineGain = 0;      ///< tC/ha without it
  double leakage = 0;           ///< tCO2 over the period
  double riskDeduction = 0.10;  ///< share kept back against loss (CCER-14-001-V01)
};
/// tCO2 over the period: ((project - baseline) x 44/12 - leakage) x (1 - risk).
double projectRemoval(const PlantingProject& project);

}  // namespace tanhui
