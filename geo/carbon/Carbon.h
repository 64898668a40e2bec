#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "geo/carbon/Scope.h"

namespace tanhui {

/// tCO2 per tC; the only place where the ratio of molar masses stands.
constexpr double kCo2PerC = 44.0 / 12.0;

/// tC per t of dry matter of woody plants: IPCC 2006 V4 Table 4.3, default.
constexpr double kCarbonFraction = 0.47;

/// IPCC's five pools.
enum class Pool : std::uint8_t { above, below, deadwood, litter, soil };
constexpr std::size_t kPools = 5;
constexpr std::array<std::string_view, kPools> kPoolNames = {"above", "below", "deadwood", "litter", "soil"};

/// The gases that are counted beside carbon.
enum class Gas : std::uint8_t { ch4, n2o };

/// Carbon per hectare of one stratum, or (times hectares) of an area. Positive flux = uptake by the land.
struct Carbon {
  std::array<double, kPools> stock{};  ///< tC/ha
  double biomassFlux = 0;              ///< tC/ha/yr
  double deadOrganicFlux = 0;          ///< tC/ha/yr
  double soilFlux = 0;                 ///< tC/ha/yr
  double nonCo2 = 0;                   ///< tCO2e/ha/yr, + = uptake: an emission of CH4 or N2O is negative
  double agriculture = 0;              ///< tCO2e/ha/yr, the part of nonCo2 that Agriculture reports (see GasSector.h)

  double total() const { return stock[0] + stock[1] + stock[2] + stock[3] + stock[4]; }
  double flux() const { return biomassFlux + deadOrganicFlux + soilFlux; }
  /// tCO2e/ha/yr, with Agriculture
  double net() const { return flux() * kCo2PerC + nonCo2; }
  /// tCO2e/ha/yr of the land (LULUCF)
  double lulucf() const { return net() - agriculture; }
  double net(Scope scope) const { return scope == Scope::sink ? lulucf() : net(); }
};

/// How one unknown moves a stratum's results: one standard error of each of its factors at once, in the result's units
/// (signed).
struct Sensitivity {
  std::uint32_t factor;    ///< FactorLibrary::unknownOf
  double stock;            ///< tC/ha of total stock
  double flux;             ///< tC/ha/yr of total carbon flux
  double nonCo2;           ///< tCO2e/ha/yr of CH4 and N2O
  double agriculture = 0;  ///< tCO2e/ha/yr, the part of nonCo2 that Agriculture reports
};

/// Carbon of one stratum with what its uncertainty hangs on.
struct StratumCarbon {
  Carbon value;
  std::vector<Sensitivity> sensitivities;  ///< one per unknown, ascending
  std::vector<std::uint32_t> factors;      ///< every factor that entered, uncertain or not, ascending
};

}  // namespace tanhui
