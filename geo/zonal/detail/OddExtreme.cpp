#include "geo/zonal/detail/OddExtreme.h"

#include <array>
#include <cmath>

namespace tanhui {
namespace {

/// What programs write where there is nothing, as the least value: surveys' nines, the ends of 16 and 32 bits, and
/// the reals, which some files hold with six digits.
constexpr std::array<double, 7> kLeast = {-999, -9999, -99999, -999999, -32768, -32767, -2147483648.0};
/// The like as the greatest: 16 bits, 32 bits.
constexpr std::array<double, 3> kGreatest = {65535, 2147483647, 4294967295.0};
/// Nothing on the ground is measured in such numbers: -3.4e38, 1e20 and 9.97e36 of netCDF, 1.8e308.
constexpr double kBeyondMeasure = 1e19;
/// A byte's 255 with this much room below it is no part of a scale.
constexpr double kGapOfBytes = 50;

bool near(double a, double b) { return std::abs(a - b) <= 1e-6 * std::abs(b); }

}  // namespace

std::optional<double> oddExtreme(double lowest, double highest, std::optional<double> secondHighest,
                                 const RasterBand& band) {
  if (!(lowest <= highest)) return std::nullopt;
  const auto stored = [&](double value) { return (value - band.scale().offset) / band.scale().factor; };
  if (std::abs(stored(lowest)) >= kBeyondMeasure) return stored(lowest);
  if (std::abs(stored(highest)) >= kBeyondMeasure) return stored(highest);
  for (const double odd : kLeast)
    if (near(stored(lowest), odd)) return odd;
  for (const double odd : kGreatest)
    if (near(stored(highest), odd)) return odd;
  const bool alone = secondHighest && stored(*secondHighest) <= 255 - kGapOfBytes;
  if (band.type() == GDT_Byte && stored(highest) == 255 && alone && lowest < highest) return 255;
  return std::nullopt;
}

}  // namespace tanhui
