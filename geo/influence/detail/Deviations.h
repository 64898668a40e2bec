#pragma once

#include <span>
#include <vector>

namespace tanhui {

/// Figures less their mean, with their moments.
struct Deviations {
  std::vector<double> z;
  double mean = 0;
  double m2 = 0;        ///< mean of the squares
  double kurtosis = 0;  ///< mean of the fourth powers / m2^2
  bool vary = false;    ///< not all figures are the same
};

inline Deviations deviationsOf(std::span<const double> values) {
  Deviations deviations;
  const auto n = static_cast<double>(values.size());
  for (const double value : values) {
    deviations.mean += value;
    deviations.vary = deviations.vary || value != values.front();
  }
  deviations.mean /= n;
  double fourth = 0;
  for (const double value : values) {
    const double z = value - deviations.mean, square = z * z;
    deviations.z.push_back(z);
    deviations.m2 += square / n;
    fourth += square * square / n;
  }
  deviations.kurtosis = fourth / (deviations.m2 * deviations.m2);
  return deviations;
}

}  // namespace tanhui
