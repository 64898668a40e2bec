#include "geo/output/PlusMinus.h"

#include <cmath>

namespace tanhui {
namespace {

constexpr int kPlainDigits = 4, kRangeDigits = 2;

bool hasRange(double standardError) { return std::isfinite(standardError) && standardError > 0; }

/// What is below the place that its range is rounded at is nothing.
double atPlaceOf(double value, double half) { return std::abs(value) < half * 5e-3 ? 0 : value; }

}  // namespace

Inlines rangedValue(Quantity quantity, double value, double standardError, double scale) {
  if (!hasRange(standardError)) return {Figure{quantity, value, scale, kPlainDigits}};
  const double half = kRange95 * standardError;
  return {Figure{quantity, atPlaceOf(value, half), half, kRangeDigits}};
}

Inlines halfRange(Quantity quantity, double value, double standardError, Language language) {
  if (hasRange(standardError)) return {Figure{quantity, kRange95 * standardError, 0, kRangeDigits}};
  if (!rangeIsKnown(value, standardError)) return {text("range.unknown", language)};
  return {std::isfinite(standardError) ? "0" : "–"};
}

Inlines withRange(Quantity quantity, double value, double standardError, Language language) {
  const Inlines number = rangedValue(quantity, value, standardError);
  if (hasRange(standardError)) return number + Inlines{" ± "} + halfRange(quantity, value, standardError, language);
  if (rangeIsKnown(value, standardError)) return number;
  return phrase("range.none", {number}, language);
}

std::string plusMinus(double value, double standardError, Language language) {
  // tC in tC: any quantity that these units leave as it is.
  return plain(withRange(Quantity::stock, value, standardError, language), {CarbonUnit::tC, AreaUnit::ha}, language);
}

}  // namespace tanhui
