#include "geo/account/PlusMinus.h"

#include <cmath>

namespace tanhui {
namespace {

constexpr int kPlainDigits = 4, kRangeDigits = 2;

bool hasRange(double standardError) { return std::isfinite(standardError) && standardError > 0; }

/// A value rounded where half its range has its second digit: what is below that place is nothing.
Inlines roundedBy(Quantity quantity, double value, double half) {
  return {Figure{quantity, std::abs(value) < half * 5e-3 ? 0 : value, half, kRangeDigits}};
}

}  // namespace

Inlines rangedValue(Quantity quantity, double value, double standardError, double scale) {
  if (!hasRange(standardError)) return {Figure{quantity, value, scale, kPlainDigits}};
  return roundedBy(quantity, value, kRange95 * standardError);
}

Inlines halfRange(Quantity quantity, double value, double standardError, Language language) {
  if (hasRange(standardError)) return {Figure{quantity, kRange95 * standardError, 0, kRangeDigits}};
  if (!rangeIsKnown(value, standardError)) return {text("range.unknown", language)};
  return {std::isfinite(standardError) ? "0" : "–"};
}

Inlines withHalfRange(Quantity quantity, double value, double halfWidth) {
  return roundedBy(quantity, value, halfWidth) + Inlines{" ± ", Figure{quantity, halfWidth, 0, kRangeDigits}};
}

Inlines withRange(Quantity quantity, double value, double standardError, Language language) {
  if (hasRange(standardError)) return withHalfRange(quantity, value, kRange95 * standardError);
  const Inlines number = rangedValue(quantity, value, standardError);
  if (rangeIsKnown(value, standardError)) return number;
  return phrase("range.none", {number}, language);
}

std::string plusMinus(double value, double standardError, Language language) {
  // tC in tC: any quantity that these units leave as it is.
  return plain(withRange(Quantity::stock, value, standardError, language), {CarbonUnit::tC, AreaUnit::ha}, language);
}

}  // namespace tanhui
