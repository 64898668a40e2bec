#include "geo/layer/Gcj02.h"

#include <array>
#include <cmath>
#include <numbers>

namespace tanhui {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kSemiMajor = 6378245.0, kEccentricity2 = 0.00669342162296594323;  // Krassovsky

double waves(double t) { return (20 * std::sin(6 * t * kPi) + 20 * std::sin(2 * t * kPi)) * 2 / 3; }

double northward(double x, double y) {
  return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x)) + waves(x) +
         (20 * std::sin(y * kPi) + 40 * std::sin(y / 3 * kPi)) * 2 / 3 +
         (160 * std::sin(y / 12 * kPi) + 320 * std::sin(y * kPi / 30)) * 2 / 3;
}

double eastward(double x, double y) {
  return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x)) + waves(x) +
         (20 * std::sin(x * kPi) + 40 * std::sin(x / 3 * kPi)) * 2 / 3 +
         (150 * std::sin(x / 12 * kPi) + 300 * std::sin(x / 30 * kPi)) * 2 / 3;
}

/// From a to b in metres, east and north.
Point metresBetween(Point a, Point b) {
  constexpr double kPerDegree = 111320;
  return {(b.x - a.x) * kPerDegree * std::cos(a.y * kPi / 180), (b.y - a.y) * kPerDegree};
}

double length(Point v) { return std::hypot(v.x, v.y); }

}  // namespace

std::optional<Point> gcj02(Point p) {
  if (!(p.x >= 72.004 && p.x <= 137.8347 && p.y >= 0.8293 && p.y <= 55.8271)) return std::nullopt;
  const double x = p.x - 105, y = p.y - 35, latitude = p.y * kPi / 180;
  const double w2 = 1 - kEccentricity2 * std::sin(latitude) * std::sin(latitude), w = std::sqrt(w2);
  const double dLat = northward(x, y) * 180 / (kSemiMajor * (1 - kEccentricity2) / (w2 * w) * kPi);
  const double dLon = eastward(x, y) * 180 / (kSemiMajor / w * std::cos(latitude) * kPi);
  return Point{p.x + dLon, p.y + dLat};
}

std::optional<double> gcj02Offset(Point lonLat) {
  const std::optional<Point> image = gcj02(lonLat);
  return image ? std::optional(length(metresBetween(lonLat, *image))) : std::nullopt;
}

std::optional<double> suspectGcj02(const Box& layer, const Box& region) {
  if (layer.empty() || region.empty()) return std::nullopt;
  const std::array<std::array<Point, 2>, 2> corners = {{{{{region.xmin, region.ymin}, {layer.xmin, layer.ymin}}},
                                                        {{{region.xmax, region.ymax}, {layer.xmax, layer.ymax}}}}};
  double least = 0;
  std::array<double, 2> sums{};  // what GCJ-02 leaves unexplained: the layer shifted; the region shifted
  for (const auto& [of, at] : corners) {
    const std::optional<Point> shifted = gcj02(of), back = gcj02(at);
    if (!shifted || !back) return std::nullopt;
    const double offset = length(metresBetween(of, at));
    if (offset < 300 || offset > 700) return std::nullopt;
    least += offset / 2;
    sums[0] += length(metresBetween(*shifted, at)) / 2;
    sums[1] += length(metresBetween(*back, of)) / 2;
  }
  return std::min(sums[0], sums[1]) < 0.2 * least ? std::optional(least) : std::nullopt;
}

}  // namespace tanhui
