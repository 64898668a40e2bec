#include "geo/carbon/Units.h"

#include <algorithm>
#include <cmath>

#include "geo/carbon/Carbon.h"

namespace tanhui {
namespace {

bool perHectare(Quantity q) {
  return q == Quantity::stockDensity || q == Quantity::fluxDensity || q == Quantity::co2eFluxDensity;
}
bool perYear(Quantity q) {
  return q != Quantity::area && q != Quantity::stock && q != Quantity::stockDensity && q != Quantity::co2eAmount;
}
bool alwaysCo2e(Quantity q) {
  return q == Quantity::co2eFlux || q == Quantity::co2eFluxDensity || q == Quantity::co2eAmount ||
         q == Quantity::co2Flux;
}
bool inWan(Units u) { return u.carbon == CarbonUnit::wanTC || u.carbon == CarbonUnit::wanTCO2e; }
bool inCo2e(Units u) { return u.carbon == CarbonUnit::wanTCO2e || u.carbon == CarbonUnit::tCO2e; }

std::string grouped(const std::string& digits) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  std::string out;
  for (std::size_t i = 0; i < point; ++i) {
    out += digits[i];
    if (const std::size_t left = point - 1 - i; left > 0 && left % 3 == 0) out += ',';
  }
  return out + digits.substr(point);
}

/// The place of the leading digit: 0 for 1..9.99, 3 for thousands.
int magnitude(double value) { return static_cast<int>(std::floor(std::log10(std::abs(value)))); }

/// |value| rounded at 10^place.
std::string roundedAt(double value, int place) {
  if (place <= 0) return fmt::format("{:.{}f}", value, std::min(-place, 15));
  const double step = std::pow(10.0, place);
  return fmt::format("{:.0f}", std::round(value / step) * step);
}

bool isZero(const std::string& digits) { return digits.find_first_not_of("0.") == std::string::npos; }

}  // namespace

Units usualUnits(Language language) {
  return {language == Language::zh ? CarbonUnit::wanTC : CarbonUnit::tC, AreaUnit::ha};
}

double unitFactor(Quantity quantity, Units units) {
  const double perArea = units.area == AreaUnit::mu ? kMuPerHa : 1.0;
  if (quantity == Quantity::area) return perArea;
  double factor = 1.0;
  if (inCo2e(units) && !alwaysCo2e(quantity)) factor *= kCo2PerC;
  if (perHectare(quantity)) return factor / perArea;
  return inWan(units) ? factor / kTonnesPerWan : factor;
}

std::string unitName(Quantity quantity, Units units, Language language) {
  const bool zh = language == Language::zh;
  const char* area = units.area == AreaUnit::mu ? (zh ? "亩" : "mu") : (zh ? "公顷" : "ha");
  if (quantity == Quantity::area) return area;
  const bool co2e = inCo2e(units) || alwaysCo2e(quantity);
  const bool wan = inWan(units) && !perHectare(quantity);
  std::string name = zh ? (wan ? "万吨" : "吨") : (wan ? "10⁴ t" : "t");
  const char* of = quantity == Quantity::co2Flux ? "CO2" : co2e ? "CO2e" : zh ? "碳" : "C";
  name += of;
  if (perHectare(quantity)) name += std::string("/") + area;
  if (perYear(quantity)) name += zh ? "/年" : "/yr";
  return name;
}

std::string significant(double value, int digits, double scale) {
  if (!std::isfinite(value)) return "–";
  if (!std::isfinite(scale) || scale == 0) scale = value;
  if (value == 0 || std::abs(value) < std::abs(scale) * 1e-9) return "0";
  const double size = std::abs(value);
  std::string number = roundedAt(size, magnitude(scale) - digits + 1);
  if (isZero(number)) number = roundedAt(size, magnitude(size) - 1);
  return (value < 0 ? "−" : "") + grouped(number);
}

std::string trimmed(double value, int digits) {
  std::string number = significant(value, digits);
  if (number.find('.') == std::string::npos) return number;
  while (number.back() == '0') number.pop_back();
  if (number.back() == '.') number.pop_back();
  return number;
}

std::string percent(double share) {
  if (!std::isfinite(share)) return "–";
  const double hundredths = share * 100;
  if (hundredths != 0 && std::abs(hundredths) < 0.05) return hundredths < 0 ? ">−0.1%" : "<0.1%";
  return fmt::format("{}{:.1f}%", hundredths < 0 ? "−" : "", std::abs(hundredths));
}

}  // namespace tanhui
