#pragma once

#include <string>

#include "geo/base/Message.h"

namespace tanhui {

/// Units for people. Inside the library everything is ha, tC, tCO2e and years; 亩, 万吨 and the CO2e of carbon stand
/// only here. Non-CO2 gases and the net balance are CO2e in every choice; only their magnitude (t or 万吨) follows it.
enum class CarbonUnit { wanTC, wanTCO2e, tC, tCO2e };
enum class AreaUnit { ha, mu };

struct Units {
  CarbonUnit carbon = CarbonUnit::wanTC;
  AreaUnit area = AreaUnit::ha;
};

/// What a report shows first: 万吨 and 公顷 in Chinese, tC and ha in English.
Units usualUnits(Language language);

constexpr double kMuPerHa = 15.0;      ///< 市亩, by definition
constexpr double kTonnesPerWan = 1e4;  ///< 万吨

/// A physical quantity and its unit inside the library.
enum class Quantity {
  area,             ///< ha
  stock,            ///< tC
  flux,             ///< tC/yr
  co2eFlux,         ///< tCO2e/yr
  stockDensity,     ///< tC/ha
  fluxDensity,      ///< tC/ha/yr
  co2eFluxDensity,  ///< tCO2e/ha/yr
  co2eAmount,       ///< tCO2e: what the net balance of several years adds up to
  co2Flux,          ///< tCO2/yr: the uptake of the five pools as carbon dioxide
};
constexpr int kQuantities = 9;

/// What one unit of the quantity inside the library is in `units`: multiply by it.
double unitFactor(Quantity quantity, Units units);
inline double inUnits(Quantity quantity, double value, Units units) { return value * unitFactor(quantity, units); }

/// "万吨碳/年", "t CO2e/ha/yr", ...
std::string unitName(Quantity quantity, Units units, Language language);

/// A number for people: rounded to `digits` significant digits of `scale` (the largest number of its column, so that a
/// column lines up; the value itself when 0), with thousands separators. A value too small for that keeps two digits of
/// its own, so that something never prints as nothing; what is no number prints as a dash.
std::string significant(double value, int digits, double scale = 0);

/// The same without zeros at the end of its decimals, for figures that stand alone: 20, not 20.00.
std::string trimmed(double value, int digits);

/// A share 0..1 as "12.3%".
std::string percent(double share);

}  // namespace tanhui
