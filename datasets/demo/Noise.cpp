#include "datasets/demo/Noise.h"

#include <cmath>

namespace tanhui::demo {
namespace {

double fade(double t) { return t * t * t * (t * (t * 6 - 15) + 10); }

/// Dot product of a lattice point's gradient with the offset from it.
double gradient(std::uint64_t seed, std::int64_t i, std::int64_t j, double dx, double dy) {
  const std::uint64_t h = hash(seed, i, j);
  const double gx = static_cast<double>(h & 0xFFFF) / 32767.5 - 1;
  const double gy = static_cast<double>((h >> 16) & 0xFFFF) / 32767.5 - 1;
  return gx * dx + gy * dy;
}

}  // namespace

double noise(std::uint64_t seed, double x, double y) {
  const double fx = std::floor(x), fy = std::floor(y);
  const auto i = static_cast<std::int64_t>(fx), j = static_cast<std::int64_t>(fy);
  const double dx = x - fx, dy = y - fy, u = fade(dx), v = fade(dy);
  const double south = (1 - u) * gradient(seed, i, j, dx, dy) + u * gradient(seed, i + 1, j, dx - 1, dy);
  const double north =
      (1 - u) * gradient(seed, i, j + 1, dx, dy - 1) + u * gradient(seed, i + 1, j + 1, dx - 1, dy - 1);
  constexpr double kToUnitRange = 1.8;
  return kToUnitRange * ((1 - v) * south + v * north);
}

double fractalNoise(std::uint64_t seed, double x, double y, int octaves) {
  double sum = 0, amplitude = 1;
  for (int octave = 0; octave < octaves; ++octave) {
    sum += amplitude * noise(seed + static_cast<std::uint64_t>(octave), x, y);
    amplitude /= 2, x *= 2, y *= 2;
  }
  return sum;
}

}  // namespace tanhui::demo
