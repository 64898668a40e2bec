#pragma once

namespace tanhui {

// Written for any number type, so that the same formula gives plain figures (double) and figures with their
// sensitivities (Estimate).

/// Dry matter of a carbon stock, t/ha; the fraction in tC/t d.m.
template <class Number>
Number dryMatter(const Number& carbon, const Number& carbonFraction) {
  return carbon / carbonFraction;
}

/// A gas given off by a fire, kg/ha: M_B x C_f x G_ef, with the fuel M_B in t d.m./ha, the share C_f of it that burns,
/// and G_ef in g of the gas per kg burnt. IPCC 2006 V4 Ch 2 Eq 2.27, there in tonnes.
template <class Number>
Number fireEmission(const Number& fuel, const Number& combustion, const Number& emissionFactor) {
  return fuel * combustion * emissionFactor;
}

}  // namespace tanhui
