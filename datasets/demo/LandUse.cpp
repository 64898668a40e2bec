#include "datasets/demo/LandUse.h"

#include <array>
#include <cmath>

#include "datasets/demo/Noise.h"

namespace tanhui::demo {
namespace {

constexpr std::uint64_t kLandUseSeed = 0x1A4D;

double noiseAt(std::uint64_t what, Point p, double size) { return noise(kLandUseSeed + what, p.x / size, p.y / size); }

/// What decides the use of a cell and changes little within a coarse cell: relief, and noises of a few hundred metres
/// that stand for soil, ownership and chance.
enum SlowField : std::size_t {
  height,
  bank,
  ridge,
  reservoir,
  region,
  spot,
  rock,
  bamboo,
  shrub,
  young,
  grass,
  crop,
  fallow,
  bare,
  flats,
  bog,
  riser,
  kSlow
};
using Slow = std::array<float, kSlow>;

Raster<Slow> slowFields(const Relief& relief, const Waters& waters) {
  constexpr std::array<double, kSlow> kSize = {0,   0,   0,    0,   900, 240,  400, 420, 800,
                                               700, 450, 1300, 330, 260, 1500, 380, 420};
  Raster<Slow> slow(kCoarse);
  for (int i = 0; i < slow.size(); ++i) {
    const Point p = slow.middle(i);
    slow[i] = {relief.height[i], relief.river.bank[i], relief.ridge[i], waters.reservoirDepth[i]};
    for (std::size_t k = region; k < kSlow; ++k) slow[i][k] = static_cast<float>(noiseAt(k, p, kSize[k]));
  }
  return slow;
}

struct Place {
  double elevation, slope;
  Slow at;
  double operator[](SlowField field) const { return at[field]; }
};

Use forestKind(const Place& q) {
  if (q.slope > 0.55 && q[rock] > 0.45) return Use::bareRock;
  if (q.elevation > 400 && q.slope < 0.42 && q[crop] > 0.45) return Use::tea;
  if (q[ridge] < 0.75 && q[bamboo] > (q[height] < 25 ? 0.25 : 0.5)) return Use::bamboo;
  if (q[shrub] + 0.25 * q[spot] > (q.slope > 0.4 ? 0.37 : 0.62)) return Use::shrub;
  if (q[young] > 0.62) return Use::young;
  if (q[grass] > 0.74) return Use::grass;
  return Use::arbor;
}

/// Citrus in the warm valley of the river, Sichuan pepper on the dry hills; risers of terraces along the contours.
Use slopeCrop(const Place& q) {
  if (q.slope < 0.05) return Use::dry;
  const double terrace = 14 * std::floor(q.elevation / 14 + 0.5);
  if (q.slope > 0.13 && std::abs(q.elevation - terrace) < 8 * q.slope && q[riser] > 0.62) return Use::fieldRidge;
  if (q[crop] + 0.3 * q[spot] > 0.42) return q[bank] < 5000 ? Use::citrus : Use::pepper;
  if (q[fallow] > 0.78) return Use::grass;
  if (q[bare] > 0.82) return Use::bareSoil;
  return Use::dry;
}

Use naturalUse(const Place& q) {
  if (q[bank] < 0) return Use::river;
  if (q[reservoir] > 0) return Use::reservoir;
  if (q[reservoir] > -1.6 && q.slope < 0.1 && q[region] > -0.2) return Use::marsh;
  if (q[bank] < 14 + 110 * std::max(0.0, q[flats]) && q.slope < 0.2) return Use::flat;
  const bool floor = q[height] < 7 + 4 * q[spot] + 3 * q[region] && q.slope < 0.15 && q[ridge] < 0.45;
  if (floor && q[height] < 1.5 && q[bog] > 0.8) return Use::marsh;
  if (floor && q[bank] > 350) return Use::paddy;
  const double wild =
      2.5 * q.slope + 1.1 * q[ridge] + std::min(q[height], 60.0) / 130 + 0.24 * q[region] + 0.2 * q[spot];
  return wild > 0.55 ? forestKind(q) : slopeCrop(q);
}

bool maySettle(Use u) { return u != Use::river && u != Use::reservoir && u != Use::flat && u != Use::marsh; }

/// Calls visit(cell, distance) for the cells whose middles lie within `reach` of a place.
template <typename Visit>
void around(const Raster<Use>& map, Point p, double reach, Visit visit) {
  const double cell = map.cell();
  const auto index = [&](double t) { return std::clamp(static_cast<int>(t / cell), 0, map.side() - 1); };
  for (int row = index(p.y - reach); row <= index(p.y + reach); ++row)
    for (int col = index(p.x - reach); col <= index(p.x + reach); ++col) {
      const Point m{(col + 0.5) * cell, (row + 0.5) * cell};
      const double d = std::sqrt((m.x - p.x) * (m.x - p.x) + (m.y - p.y) * (m.y - p.y));
      if (d < reach) visit(row * map.side() + col, d);
    }
}

void layBlob(Raster<Use>& map, Point p, double radius, Use use, bool onPaddyToo) {
  around(map, p, 1.5 * radius, [&](int i, double d) {
    const Point m = map.middle(i);
    if (d > radius * (1 + 0.45 * noiseAt(40, m, 45))) return;
    if (maySettle(map[i]) && !isTown(map[i]) && (onPaddyToo || map[i] != Use::paddy)) map[i] = use;
  });
}

Use blockUse(const Town& town, const TownBlock& block, double reach) {
  const double h = unit(kLandUseSeed + 20 + static_cast<std::uint64_t>(town.township), block.i, block.j);
  const double industry = reach > 0.7 ? 0.3 : 0.04;
  if (h < industry) return Use::industry;
  if (h < industry + 0.12) return Use::commerce;
  if (h < industry + 0.19) return Use::school;
  if (h < industry + 0.26) return Use::park;
  if (h < industry + 0.31) return Use::office;
  return Use::townHome;
}

void buildTown(Raster<Use>& map, const Relief& relief, const Town& town) {
  around(map, town.middle, 1.6 * town.radius, [&](int i, double) {
    const Point p = map.middle(i);
    const double reach = townReach(town, p) + 1.6 * std::max(0.0, sample(relief.slope, p) - 0.1) / 0.2;
    if (reach > 1 || !maySettle(map[i]) || map[i] == Use::pond) return;
    const TownBlock block = blockAt(town, p);
    map[i] = block.street ? Use::street : blockUse(town, block, reach);
  });
}

/// Lays a line of a width; lines of one cell stay connected by edges.
template <typename Lay>
void layLine(const Raster<Use>& map, const std::vector<Point>& line, double width, Lay lay) {
  int last = -1;
  for (std::size_t k = 0; k + 1 < line.size(); ++k) {
    const Point a = line[k], b = line[k + 1];
    const double dx = b.x - a.x, dy = b.y - a.y, length = std::sqrt(dx * dx + dy * dy);
    const int steps = 1 + static_cast<int>(length / 4);
    for (int s = 0; s < steps; ++s) {
      const Point p{a.x + dx * s / steps, a.y + dy * s / steps};
      const int i = map.indexAt(p);
      if (width > 1.6 * map.cell()) around(map, p, width / 2, [&](int n, double) { lay(n); });
      if (i == last) continue;
      const bool diagonal = last >= 0 && i / map.side() != last / map.side() && i % map.side() != last % map.side();
      if (diagonal) lay(i / map.side() * map.side() + last % map.side());
      lay(i);
      last = i;
    }
  }
}

void layRoads(Raster<Use>& map, const Settlement& settlement) {
  for (const bool trunk : {false, true})
    for (const Road& road : settlement.roads) {
      if (road.trunk != trunk) continue;
      layLine(map, road.line, trunk ? 22 : 0, [&](int i) {
        if (isWater(map[i]) || map[i] == Use::flat || isTown(map[i])) return;
        map[i] = trunk ? Use::highway : Use::lane;
      });
    }
}

/// Streams too narrow for the survey's river surface become ditches where they run between fields.
void layStreams(Raster<Use>& map, const Waters& waters) {
  constexpr double kRiver = 9e6, kDitch = 1.6e6;  // m2 of catchment
  for (const Stream& stream : waters.streams) {
    if (stream.catchment < kDitch) continue;
    const bool river = stream.catchment >= kRiver;
    layLine(map, stream.line, river ? streamWidth(stream.catchment) : 0, [&](int i) {
      const Use u = map[i];
      if (u == Use::reservoir || u == Use::river) return;
      if (river)
        map[i] = Use::river;
      else if (u == Use::paddy || u == Use::dry)
        map[i] = Use::ditch;
    });
  }
}

void dig(Raster<Use>& map, const Settlement& settlement) {
  for (std::size_t h = 0; h < settlement.hamlets.size(); h += 170) {
    const Point p = settlement.hamlets[h].middle;
    around(map, {p.x + 300, p.y + 200}, 110, [&](int i, double d) {
      if (isForest(map[i]) && d < 80 + 40 * noiseAt(41, map.middle(i), 60)) map[i] = Use::mine;
    });
  }
}

}  // namespace

TownBlock blockAt(const Town& town, Point p) {
  const double tilt = 0.15 + 0.5 * unit(kLandUseSeed + 30, town.township), norm = std::sqrt(1 + tilt * tilt);
  const double dx = p.x - town.middle.x, dy = p.y - town.middle.y;
  const double s = (dx + tilt * dy) / norm / 175 + 100, q = (dy - tilt * dx) / norm / 125 + 100;
  const int i = static_cast<int>(s), j = static_cast<int>(q);
  const double fromStreet = std::min(175 * std::min(s - i, i + 1 - s), 125 * std::min(q - j, j + 1 - q));
  return {i, j, fromStreet < 8.5};
}

double townReach(const Town& town, Point p) {
  const double dx = p.x - town.middle.x, dy = p.y - town.middle.y;
  return std::sqrt(dx * dx + dy * dy) / town.radius + 0.3 * noiseAt(42, p, 0.6 * town.radius) +
         0.12 * noiseAt(43, p, 180);
}

Raster<Use> mapLandUse(const Relief& relief, const Waters& waters, const Settlement& settlement) {
  Raster<Use> map(kFine);
  const Raster<Slow> slow = slowFields(relief, waters);
  for (int i = 0; i < map.size(); ++i) {
    const Point p = map.middle(i);
    map[i] = naturalUse({sample(relief.ground, p), sample(relief.slope, p), sample(slow, p)});
  }
  for (const auto& pond : waters.ponds) layBlob(map, pond.middle, pond.radius, Use::pond, true);
  dig(map, settlement);
  for (std::size_t h = 0; h < settlement.hamlets.size(); ++h) {
    const Hamlet& hamlet = settlement.hamlets[h];
    layBlob(map, hamlet.middle, hamlet.radius, Use::hamlet, true);
    if (h % 14 == 0) layBlob(map, {hamlet.middle.x + 85, hamlet.middle.y - 60}, 24, Use::facility, false);
  }
  for (const Town& town : settlement.towns) buildTown(map, relief, town);
  layStreams(map, waters);
  layRoads(map, settlement);
  return map;
}

}  // namespace tanhui::demo
