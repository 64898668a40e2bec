#pragma once

#include <cstdint>

namespace tanhui::demo {

/// Pseudo-random numbers as a pure function of what they are for, so that nothing depends on the order of evaluation,
/// the standard library or the machine. Mixing: splitmix64 (Steele, Lea and Flood 2014).
constexpr std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

constexpr std::uint64_t hash(std::uint64_t seed, std::int64_t a, std::int64_t b = 0) {
  return mix(mix(seed ^ static_cast<std::uint64_t>(a)) ^ static_cast<std::uint64_t>(b));
}

/// Uniform in [0, 1).
constexpr double unit(std::uint64_t h) { return static_cast<double>(h >> 11) * 0x1p-53; }
constexpr double unit(std::uint64_t seed, std::int64_t a, std::int64_t b = 0) { return unit(hash(seed, a, b)); }

/// Smooth gradient noise (Perlin 2002), about -1..1, features of about one unit of x and y.
double noise(std::uint64_t seed, double x, double y);

/// `octaves` of noise, each half as large and twice as fine as the one before.
double fractalNoise(std::uint64_t seed, double x, double y, int octaves);

/// 0 at t <= a, 1 at t >= b, smooth between.
constexpr double smoothstep(double a, double b, double t) {
  const double s = t <= a ? 0 : t >= b ? 1 : (t - a) / (b - a);
  return s * s * (3 - 2 * s);
}

}  // namespace tanhui::demo
