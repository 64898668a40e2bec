#include "datasets/demo/Settlement.h"

#include <array>
#include <cmath>
#include <functional>
#include <queue>
#include <utility>

#include "datasets/demo/Noise.h"

namespace tanhui::demo {
namespace {

constexpr std::uint64_t kSettlementSeed = 0x5E771E;

int townshipAt(const Admin& admin, Point p) { return admin.villages[admin.village[admin.village.indexAt(p)]].township; }

/// How good a place for a town: level, dry, by the big river or a large stream, well inside its township.
double townScore(const Relief& relief, const Admin& admin, int cell, int township) {
  const Point p = relief.elevation.middle(cell);
  if (townshipAt(admin, p) != township || relief.outlet[static_cast<std::size_t>(cell)]) return -1e9;
  for (const Point away : {Point{900, 0}, Point{-900, 0}, Point{0, 900}, Point{0, -900}})
    if (townshipAt(admin, {p.x + away.x, p.y + away.y}) < 0) return -1e9;
  const double bank = relief.river.bank[cell], slope = sample(relief.slope, p);
  const double byRiver = bank > 250 ? 2.5 * (1 - smoothstep(500, 2200, bank)) : -2;
  const double byStream = 0.9 * smoothstep(2e6, 3e7, relief.flow.area[static_cast<std::size_t>(cell)]);
  return byRiver + byStream - 14 * slope - 4 * relief.ridge[cell] + 0.2 * unit(kSettlementSeed, cell);
}

std::vector<Town> placeTowns(const Relief& relief, const Admin& admin) {
  std::vector<Town> towns;
  for (int t = 0; t < static_cast<int>(admin.townships.size()); ++t) {
    int best = -1;
    double most = -1e8;
    for (int cell = 0; cell < relief.elevation.size(); cell += 3) {
      const double score = townScore(relief, admin, cell, t);
      if (score > most) most = score, best = cell;
    }
    if (best < 0) continue;
    const double radius = t == 0 ? 2300 : 430 + 520 * unit(kSettlementSeed + 1, t);
    towns.push_back({relief.elevation.middle(best), radius, t});
  }
  return towns;
}

std::vector<Hamlet> placeHamlets(const Relief& relief, const Admin& admin) {
  constexpr int kPerSide = 128;  // one candidate every 316 m
  std::vector<Hamlet> hamlets;
  for (int n = 0; n < kPerSide * kPerSide; ++n) {
    const int col = n % kPerSide, row = n / kPerSide;
    const Point p{(col + unit(kSettlementSeed + 2, n)) * kSide / kPerSide,
                  (row + unit(kSettlementSeed + 3, n)) * kSide / kPerSide};
    if (townshipAt(admin, p) < 0 || sample(relief.river.bank, p) < 60) continue;
    const double height = sample(relief.height, p), slope = sample(relief.slope, p), ridge = sample(relief.ridge, p);
    const double liking = 1.05 - 3.2 * slope - 1.4 * ridge - std::abs(height - 10) / 60 +
                          0.35 * noise(kSettlementSeed + 4, p.x / 2500, p.y / 2500);
    if (unit(kSettlementSeed + 5, n) > liking) continue;
    const double size = unit(kSettlementSeed + 6, n);
    hamlets.push_back({p, 24 + 34 * size * size});
  }
  return hamlets;
}

/// Some ground is easier than other; patches of it draw neighbouring ways together.
Raster<float> roughGround() {
  Raster<float> rough(kCoarse);
  for (int i = 0; i < rough.size(); ++i) {
    const Point p = rough.middle(i);
    rough[i] = static_cast<float>(1 + 0.7 * noise(kSettlementSeed + 7, p.x / 700, p.y / 700));
  }
  return rough;
}

/// The cheapest way from every coarse cell to the nearest goal: the next cell on it.
std::vector<int> cheapestWays(const Relief& relief, const Raster<float>& roughness, const std::vector<int>& goals) {
  const Raster<float>& z = relief.elevation;
  using Entry = std::pair<float, int>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  std::vector<float> cost(static_cast<std::size_t>(z.size()), 1e30f);
  std::vector<int> next(cost.size());
  for (int i = 0; i < z.size(); ++i) next[static_cast<std::size_t>(i)] = i;
  for (const int i : goals) {
    cost[static_cast<std::size_t>(i)] = 0;
    open.emplace(0.0f, i);
  }
  while (!open.empty()) {
    const auto [reached, i] = open.top();
    open.pop();
    if (reached > cost[static_cast<std::size_t>(i)]) continue;
    const int col = i % kCoarse, row = i / kCoarse;
    for (int dr = -1; dr <= 1; ++dr) {
      for (int dc = -1; dc <= 1; ++dc) {
        if ((dr == 0 && dc == 0) || !z.holds(col + dc, row + dr)) continue;
        const int n = i + dr * kCoarse + dc;
        const auto k = static_cast<std::size_t>(n);
        const float run = dr != 0 && dc != 0 ? 88.388f : 62.5f;
        const float grade = std::abs(z[n] - z[i]) / run;
        const float water = relief.outlet[k] ? 25.0f : relief.flow.area[k] > 5e6f ? 2.5f : 1.0f;
        const float rough = roughness[n];
        const float step = run * water * rough * (1 + 220 * grade * grade);
        if (reached + step >= cost[k]) continue;
        cost[k] = reached + step, next[k] = i;
        open.emplace(cost[k], n);
      }
    }
  }
  return next;
}

/// How many hamlets' ways lead through each cell.
std::vector<int> countTraffic(const std::vector<int>& next, const std::vector<int>& starts) {
  std::vector<int> traffic(next.size(), 0);
  for (int i : starts) {
    for (;;) {
      ++traffic[static_cast<std::size_t>(i)];
      if (next[static_cast<std::size_t>(i)] == i) break;
      i = next[static_cast<std::size_t>(i)];
    }
  }
  return traffic;
}

void addRoads(const Relief& relief, const std::vector<int>& next, const std::vector<char>& used, bool trunk,
              std::vector<Road>& roads) {
  for (const Stretch& stretch : stretches(next, used)) roads.push_back({smoothLine(stretch, relief.elevation), trunk});
}

/// Trunk roads first, where many ways to town coincide; then the lanes of a few hamlets lead to the nearest of them,
/// and at last each hamlet's own to the nearest lane.
std::vector<Road> buildRoads(const Relief& relief, const Settlement& settlement) {
  std::vector<int> goals, starts;
  for (const Town& town : settlement.towns) goals.push_back(relief.elevation.indexAt(town.middle));
  for (std::size_t h = 0; h < settlement.hamlets.size(); ++h)
    if (unit(kSettlementSeed + 8, static_cast<std::int64_t>(h)) < 0.42)  // the others make do with a footpath
      starts.push_back(relief.elevation.indexAt(settlement.hamlets[h].middle));

  const Raster<float> roughness = roughGround();
  std::vector<Road> roads;
  for (const int least : {24, 5, 1}) {
    const std::vector<int> next = cheapestWays(relief, roughness, goals);
    const std::vector<int> traffic = countTraffic(next, starts);
    std::vector<char> used(next.size());
    for (std::size_t k = 0; k < used.size(); ++k) {
      used[k] = traffic[k] >= least && next[k] != static_cast<int>(k);
      if (used[k]) goals.push_back(static_cast<int>(k));
    }
    addRoads(relief, next, used, least == 24, roads);
  }
  return roads;
}

}  // namespace

Settlement settle(const Relief& relief, const Admin& admin) {
  Settlement settlement;
  settlement.towns = placeTowns(relief, admin);
  settlement.hamlets = placeHamlets(relief, admin);
  settlement.roads = buildRoads(relief, settlement);
  return settlement;
}

}  // namespace tanhui::demo
