#pragma once

namespace tanhui {

// Written for any number type, so that the same formula gives plain figures (double) and figures with their
// sensitivities (Estimate).

/// Years over which a mineral soil moves from one equilibrium to the next: IPCC 2006 V4 Ch 2, Eq 2.25.
constexpr double kSoilTransitionYears = 20;

/// t N2O per t N2O-N.
constexpr double kN2oPerN = 44.0 / 28.0;

/// Land use, management and input factors of one state of the land: IPCC 2006 V4 Table 5.5.
template <class Number>
struct SoilFactors {
  Number landUse{1.0};     ///< F_LU
  Number management{1.0};  ///< F_MG
  Number input{1.0};       ///< F_I
  Number product() const { return landUse * management * input; }
};

/// Stock of 0-30 cm after the change, from a measured stock before it: the ratio of the factor products, so that the
/// uncertain reference stock cancels out.
template <class Number>
Number soilAfter(const Number& measuredBefore, const SoilFactors<Number>& before, const SoilFactors<Number>& after) {
  return measuredBefore * after.product() / before.product();
}

/// Tier 1 stock of 0-30 cm: SOC_REF x F_LU x F_MG x F_I, in the unit of the reference (tC/ha).
template <class Number>
Number soilTier1(const Number& reference, const SoilFactors<Number>& factors) {
  return reference * factors.product();
}

}  // namespace tanhui
