#include "datasets/demo/BigRiver.h"

#include <array>
#include <cmath>

#include "datasets/demo/Noise.h"

namespace tanhui::demo {
namespace {

constexpr std::uint64_t kBigRiverSeed = 0xB1A0;

/// km across and along the folds: long bends inside the synclines, straight gorges through the anticlines.
constexpr std::array<Fold, 26> kCourse = {
    {{-34, -12},    {-29, -11},  {-24, -10},  {-19.5, -9.5}, {-16.5, -10.7}, {-14.6, -13.4}, {-12, -13.9},
     {-8.7, -11.3}, {-5.4, -10}, {-4.4, -6},  {-5.8, -2.2},  {-3.6, 0.6},    {-0.6, -0.6},   {2.5, -1.8},
     {5.2, -2.2},   {6.1, -5.8}, {8.7, -7.8}, {10.4, -4.6},  {12.5, -2},     {15.4, -0.2},   {16, 4},
     {18.4, 6.9},   {20.4, 5.2}, {23, 4.5},   {28, 6},       {34, 7}}};

constexpr std::array<double, 5> kAxes = {-19300, -8600, 2400, 12700, 23200};
constexpr std::array<double, 5> kHalfWidths = {1900, 2500, 1700, 2300, 2000};

double catmullRom(double a, double b, double c, double d, double t) {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

Point onCourse(std::size_t span, double t) {
  const Fold &a = kCourse[span - 1], &b = kCourse[span], &c = kCourse[span + 1], &d = kCourse[span + 2];
  return placeAt({1000 * catmullRom(a.across, b.across, c.across, d.across, t),
                  1000 * catmullRom(a.along, b.along, c.along, d.along, t)});
}

double distance(Point a, Point b) { return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)); }

/// Narrow in the gorges, wide in the synclines.
double halfWidthAt(Point p) {
  const Anticline fold = anticlineAt(p);
  const double open = smoothstep(0.5, 1.4, std::abs(fold.offset) / fold.halfWidth);
  return 215 + 150 * open + 55 * noise(kBigRiverSeed + 1, p.x / 3500, p.y / 3500);
}

struct Nearest {
  double distance, station;
  bool left;
};

/// Distance to the line between two stations, and which side of it the place is on.
Nearest toSegment(const BigRiver& river, std::size_t i, Point p) {
  const Point a = river.stations[i].place, b = river.stations[i + 1].place;
  const double dx = b.x - a.x, dy = b.y - a.y;
  const double t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  const bool left = dx * (p.y - a.y) - dy * (p.x - a.x) > 0;
  return {distance(p, {a.x + t * dx, a.y + t * dy}), static_cast<double>(i) + t, left};
}

/// A bar in the widest bend: an ellipse along the course; negative inside, roughly in metres.
double barAt(const BigRiver& river, Point p) {
  const std::size_t middle = river.stations.size() * 2 / 5;
  const Point c = river.stations[middle].place, ahead = river.stations[middle + 8].place;
  const double length = distance(c, ahead), ux = (ahead.x - c.x) / length, uy = (ahead.y - c.y) / length;
  const double s = (p.x - c.x) * ux + (p.y - c.y) * uy, q = (p.y - c.y) * ux - (p.x - c.x) * uy;
  const double wobble = 0.18 * noise(kBigRiverSeed + 4, p.x / 500, p.y / 500);
  return 260 * (std::sqrt(s * s / (1150.0 * 1150) + q * q / (260.0 * 260)) + wobble - 1);
}

}  // namespace

Anticline anticlineAt(Point p) {
  const Fold fold = foldAt(p);
  Anticline best{0, 1e9, 1};
  for (int i = 0; i < static_cast<int>(kAxes.size()); ++i) {
    const auto k = static_cast<std::size_t>(i);
    const double wander = 900 * noise(kBigRiverSeed + 10 + k, fold.along / 9000, 0.37);
    const double offset = fold.across - kAxes[k] - wander;
    if (std::abs(offset) < std::abs(best.offset)) best = {i, offset, kHalfWidths[k]};
  }
  return best;
}

BigRiver makeBigRiver() {
  BigRiver river;
  constexpr double kSpacing = 100;
  Point last{-1e9, -1e9};
  for (std::size_t span = 1; span + 2 < kCourse.size(); ++span) {
    for (int step = 0; step < 400; ++step) {
      const Point p = onCourse(span, step / 400.0);
      if (distance(p, last) < kSpacing) continue;
      last = p;
      river.stations.push_back({{p.x + 90 * noise(kBigRiverSeed + 2, p.x / 1500, p.y / 1500),
                                 p.y + 90 * noise(kBigRiverSeed + 3, p.x / 1500, p.y / 1500)},
                                halfWidthAt(p)});
    }
  }
  const std::size_t bar = river.stations.size() * 2 / 5;
  for (std::size_t i = 0; i < river.stations.size(); ++i) {
    const double away = std::abs(static_cast<double>(i) - static_cast<double>(bar)) / 20;
    river.stations[i].halfWidth += 230 * (1 - smoothstep(0, 1, away));
  }
  return river;
}

RiverFrame frameOf(const BigRiver& river, int cellsPerSide) {
  RiverFrame frame{Raster<float>(cellsPerSide), Raster<float>(cellsPerSide), Raster<std::int8_t>(cellsPerSide)};
  constexpr int kBlock = 9;  // cells; candidates are gathered once per block
  const double cell = frame.bank.cell(), reach = 2 * kBlock * cell;
  std::vector<std::size_t> candidates;
  for (int row0 = 0; row0 < cellsPerSide; row0 += kBlock) {
    for (int col0 = 0; col0 < cellsPerSide; col0 += kBlock) {
      const Point c{(col0 + kBlock / 2.0) * cell, (row0 + kBlock / 2.0) * cell};
      double nearest = 1e18;
      for (const auto& s : river.stations) nearest = std::min(nearest, distance(s.place, c));
      candidates.clear();
      for (std::size_t i = 0; i + 1 < river.stations.size(); ++i)
        if (distance(river.stations[i].place, c) < nearest + reach) candidates.push_back(i);
      for (int row = row0; row < std::min(row0 + kBlock, cellsPerSide); ++row) {
        for (int col = col0; col < std::min(col0 + kBlock, cellsPerSide); ++col) {
          const int index = row * cellsPerSide + col;
          const Point p = frame.bank.middle(index);
          Nearest best{1e18, 0, false};
          for (const std::size_t i : candidates) {
            const Nearest n = toSegment(river, i, p);
            if (n.distance < best.distance) best = n;
          }
          const auto& at = river.stations[static_cast<std::size_t>(best.station)];
          const double ragged = 18 * noise(kBigRiverSeed + 5, p.x / 350, p.y / 350);
          const double bank = best.distance - at.halfWidth + ragged, bar = barAt(river, p);
          frame.bank[index] = static_cast<float>(bank < 0 ? std::max(bank, -bar) : bank);
          frame.station[index] = static_cast<float>(best.station);
          frame.side[index] = best.left ? 1 : -1;
        }
      }
    }
  }
  return frame;
}

}  // namespace tanhui::demo
