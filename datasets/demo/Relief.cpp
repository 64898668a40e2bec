#include "datasets/demo/Relief.h"

#include <array>
#include <cmath>

#include "datasets/demo/Noise.h"

namespace tanhui::demo {
namespace {

constexpr std::uint64_t kReliefSeed = 0x5E11EF;

/// 1 on an anticline's crest, 0 beyond its flanks. Two of the anticlines have lost the limestone of their core:
/// "one mountain, two ridges, one trough".
double ridgeAt(Point p) {
  const Anticline fold = anticlineAt(p);
  const double t = fold.offset / fold.halfWidth, flank = 1 - smoothstep(0.15, 1.0, std::abs(t));
  const double along = foldAt(p).along;
  const double height = 0.8 + 0.4 * noise(kReliefSeed + static_cast<std::uint64_t>(fold.index), along / 6000, 0.5);
  const double trough = fold.index == 1 || fold.index == 3 ? 0.42 * (1 - smoothstep(0.0, 0.3, std::abs(t))) : 0;
  return std::clamp(flank * height * (1 - trough), 0.0, 1.0);
}

/// Steepness index: the slope of a stream times the square root of its catchment (m), which is uplift over erodibility.
double steepnessAt(Point p, double ridge, double bank) {
  const double terrace = 0.3 + 0.7 * smoothstep(200, 3200, bank);
  const double hills = 27 + 13 * noise(kReliefSeed + 20, p.x / 6000, p.y / 6000);
  return hills * terrace + 165 * ridge * (0.8 + 0.2 * terrace);
}

struct Uplift {
  RiverFrame river;
  Raster<float> ridge, steepness;
  std::vector<char> outlet;
};

Uplift upliftOn(const BigRiver& river, int side) {
  Uplift u{frameOf(river, side), Raster<float>(side), Raster<float>(side), {}};
  u.outlet.resize(static_cast<std::size_t>(u.ridge.size()));
  for (int i = 0; i < u.ridge.size(); ++i) {
    const Point p = u.ridge.middle(i);
    u.ridge[i] = static_cast<float>(ridgeAt(p));
    u.steepness[i] = static_cast<float>(steepnessAt(p, u.ridge[i], u.river.bank[i]));
    u.outlet[static_cast<std::size_t>(i)] = u.river.bank[i] < 0;
  }
  return u;
}

/// The river's cells take its level; a start for the rest comes from `z` itself.
void setRiverLevel(const Uplift& u, Raster<float>& z) {
  for (int i = 0; i < z.size(); ++i)
    if (u.outlet[static_cast<std::size_t>(i)]) z[i] = static_cast<float>(BigRiver::level(u.river.station[i]));
}

/// One implicit step towards the balance of uplift and incision, dz/dt = steepness - sqrt(area) x slope; hillslopes
/// count as if `kHillslope` m2 more drained through each cell, which keeps them from becoming cliffs.
void erode(const Uplift& u, Raster<float>& z, double step) {
  constexpr double kHillslope = 62000;
  const Flow flow = routeFlow(z, u.outlet);
  const double cell = z.cell();
  for (const int i : flow.order) {
    const auto k = static_cast<std::size_t>(i);
    const int to = flow.receiver[k];
    if (to == i) continue;
    const bool straight = i / z.side() == to / z.side() || i % z.side() == to % z.side();
    const double run = straight ? cell : cell * 1.4142135623730951;
    const double incision = step * std::sqrt(flow.area[k] + kHillslope) / run;
    z[i] = static_cast<float>((z[i] + step * u.steepness[i] + incision * z[to]) / (1 + incision));
  }
}

/// Creep rounds crests and fills hollows.
void creep(const std::vector<char>& fixed, Raster<float>& z) {
  const Raster<float> before = z;
  for (int row = 1; row + 1 < z.side(); ++row)
    for (int col = 1; col + 1 < z.side(); ++col) {
      const int i = row * z.side() + col;
      if (fixed[static_cast<std::size_t>(i)]) continue;
      const float around = before[i - 1] + before[i + 1] + before[i - z.side()] + before[i + z.side()];
      z[i] += 0.14f * (around - 4 * before[i]);
    }
}

Raster<float> resample(const Raster<float>& from, int side, double roughness) {
  Raster<float> to(side);
  for (int i = 0; i < to.size(); ++i) {
    const Point p = to.middle(i);
    to[i] = static_cast<float>(sample(from, p) + roughness * (unit(kReliefSeed + 30, i, side) - 0.5));
  }
  return to;
}

/// A flat start with enough roughness for streams to choose their ways.
Raster<float> startingSurface(int side) {
  Raster<float> z(side);
  for (int i = 0; i < z.size(); ++i) {
    const Point p = z.middle(i);
    z[i] = static_cast<float>(230 + 18 * fractalNoise(kReliefSeed + 40, p.x / 3000, p.y / 3000, 4) + 90 * ridgeAt(p) +
                              2 * unit(kReliefSeed + 41, i));
  }
  return z;
}

/// Bicubic B-spline through the coarse heights: smooth slopes between 62.5 m cells.
double splineAt(const Raster<float>& z, Point p) {
  const double x = p.x / z.cell() - 0.5, y = p.y / z.cell() - 0.5;
  const int col = static_cast<int>(std::floor(x)), row = static_cast<int>(std::floor(y));
  const auto weights = [](double t, double w[4]) {
    const double s = 1 - t;
    w[0] = s * s * s / 6, w[3] = t * t * t / 6;
    w[1] = (4 - 6 * t * t + 3 * t * t * t) / 6, w[2] = 1 - w[0] - w[1] - w[3];
  };
  double u[4], v[4], sum = 0;
  weights(x - col, u), weights(y - row, v);
  for (int j = 0; j < 4; ++j) {
    const int r = std::clamp(row - 1 + j, 0, z.side() - 1);
    double line = 0;
    for (int i = 0; i < 4; ++i) line += u[i] * z.at(std::clamp(col - 1 + i, 0, z.side() - 1), r);
    sum += v[j] * line;
  }
  return sum;
}

/// The DEM: the spline, small mounds where the ground stands above its channels, a flat river.
Raster<float> groundOf(const Relief& relief) {
  Raster<float> ground(kTerrain);
  for (int i = 0; i < ground.size(); ++i) {
    const Point p = ground.middle(i);
    const double bank = sample(relief.river.bank, p), height = sample(relief.height, p);
    const double mound =
        std::min(13.0, 0.4 * std::max(0.0, height)) * fractalNoise(kReliefSeed + 50, p.x / 330, p.y / 330, 2);
    const double water = BigRiver::level(sample(relief.river.station, p));
    const double land = std::max(splineAt(relief.elevation, p) + mound, water + 1.2 + std::min(bank, 120.0) / 40);
    ground[i] = static_cast<float>(std::round(10 * (bank < 0 ? water : land)) / 10);
  }
  return ground;
}

}  // namespace

Raster<float> slopeOf(const Raster<float>& z) {
  Raster<float> slope(z.side());
  const double run = 8 * z.cell();
  for (int row = 0; row < z.side(); ++row)
    for (int col = 0; col < z.side(); ++col) {
      const int w = std::max(col - 1, 0), e = std::min(col + 1, z.side() - 1);
      const int s = std::max(row - 1, 0), n = std::min(row + 1, z.side() - 1);
      const double dx = z.at(e, n) + 2 * z.at(e, row) + z.at(e, s) - z.at(w, n) - 2 * z.at(w, row) - z.at(w, s);
      const double dy = z.at(w, n) + 2 * z.at(col, n) + z.at(e, n) - z.at(w, s) - 2 * z.at(col, s) - z.at(e, s);
      slope.at(col, row) = static_cast<float>(std::sqrt(dx * dx + dy * dy) / run);
    }
  return slope;
}

Relief makeRelief(const BigRiver& river) {
  struct Stage {
    int side, steps;
    double step;
  };
  constexpr std::array<Stage, 3> kStages = {{{162, 40, 0.6}, {324, 9, 0.35}, {kCoarse, 3, 0.25}}};
  constexpr float kChannelArea = 55000;  // m2: the smallest valleys with a floor to farm

  Raster<float> z = startingSurface(kStages[0].side);
  Uplift uplift = upliftOn(river, kStages[0].side);
  for (const Stage& stage : kStages) {
    if (z.side() != stage.side) {
      z = resample(z, stage.side, 3);
      uplift = upliftOn(river, stage.side);
    }
    setRiverLevel(uplift, z);
    for (int step = 0; step < stage.steps; ++step) erode(uplift, z, stage.step);
  }
  for (int pass = 0; pass < 3; ++pass) creep(uplift.outlet, z);

  Flow flow = routeFlow(z, uplift.outlet);
  Raster<float> height = heightAboveDrainage(z, flow, uplift.outlet, kChannelArea);
  Relief relief{std::move(uplift.river), std::move(uplift.ridge),  std::move(z),
                std::move(flow),         std::move(uplift.outlet), std::move(height),
                Raster<float>(kTerrain), Raster<float>(kTerrain)};
  relief.ground = groundOf(relief);
  relief.slope = slopeOf(relief.ground);
  return relief;
}

}  // namespace tanhui::demo
