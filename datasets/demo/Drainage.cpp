#include "datasets/demo/Drainage.h"

#include <array>
#include <functional>
#include <queue>
#include <utility>

#include "datasets/demo/Noise.h"

namespace tanhui::demo {
namespace {

struct Step {
  int col, row;
  float length;  ///< in cells
};
constexpr float kDiagonal = 1.41421356f;
constexpr std::array<Step, 8> kSteps = {{{1, 0, 1},
                                         {0, 1, 1},
                                         {-1, 0, 1},
                                         {0, -1, 1},
                                         {1, 1, kDiagonal},
                                         {-1, 1, kDiagonal},
                                         {-1, -1, kDiagonal},
                                         {1, -1, kDiagonal}}};

template <typename Visit>
void forNeighbours(const Raster<float>& grid, int index, Visit visit) {
  const int col = index % grid.side(), row = index / grid.side();
  for (const Step& s : kSteps)
    if (grid.holds(col + s.col, row + s.row)) visit((row + s.row) * grid.side() + col + s.col, s.length);
}

/// Raises hollows to where they spill; returns all cells from the outlets upwards.
std::vector<int> flood(Raster<float>& z, const std::vector<char>& outlet) {
  constexpr float kRise = 0.002f;  // m per cell: keeps flats draining
  using Entry = std::pair<float, int>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  std::vector<char> seen(outlet);
  for (int i = 0; i < z.size(); ++i)
    if (outlet[static_cast<std::size_t>(i)]) open.emplace(z[i], i);
  std::vector<int> order;
  order.reserve(seen.size());
  while (!open.empty()) {
    const int i = open.top().second;
    open.pop();
    order.push_back(i);
    forNeighbours(z, i, [&](int n, float) {
      if (seen[static_cast<std::size_t>(n)]) return;
      seen[static_cast<std::size_t>(n)] = 1;
      z[n] = std::max(z[n], z[i] + kRise);
      open.emplace(z[n], n);
    });
  }
  return order;
}

}  // namespace

Flow routeFlow(Raster<float>& z, const std::vector<char>& outlet) {
  Flow flow;
  flow.order = flood(z, outlet);
  flow.receiver.resize(outlet.size());
  for (const int i : flow.order) {
    int to = i;
    float steepest = 0;
    if (!outlet[static_cast<std::size_t>(i)])
      forNeighbours(z, i, [&](int n, float length) {
        const float slope = (z[i] - z[n]) / length;
        if (slope > steepest) steepest = slope, to = n;
      });
    flow.receiver[static_cast<std::size_t>(i)] = to;
  }
  flow.area.assign(outlet.size(), static_cast<float>(z.cell() * z.cell()));
  for (auto it = flow.order.rbegin(); it != flow.order.rend(); ++it) {
    const int to = flow.receiver[static_cast<std::size_t>(*it)];
    if (to != *it) flow.area[static_cast<std::size_t>(to)] += flow.area[static_cast<std::size_t>(*it)];
  }
  return flow;
}

Raster<float> heightAboveDrainage(const Raster<float>& z, const Flow& flow, const std::vector<char>& outlet,
                                  float channelArea) {
  Raster<float> base(z.side()), height(z.side());
  for (const int i : flow.order) {
    const auto k = static_cast<std::size_t>(i);
    const bool channel = outlet[k] || flow.area[k] >= channelArea || flow.receiver[k] == i;
    base[i] = channel ? z[i] : base[flow.receiver[k]];
    height[i] = z[i] - base[i];
  }
  return height;
}

std::vector<int> strahlerOrder(const Flow& flow, const std::vector<char>& outlet, float channelArea) {
  std::vector<int> order(flow.receiver.size(), 0), highest(order), times(order);
  for (auto it = flow.order.rbegin(); it != flow.order.rend(); ++it) {
    const auto k = static_cast<std::size_t>(*it);
    if (outlet[k] || flow.area[k] < channelArea) continue;
    order[k] = highest[k] == 0 ? 1 : times[k] > 1 ? highest[k] + 1 : highest[k];
    const auto to = static_cast<std::size_t>(flow.receiver[k]);
    if (order[k] > highest[to])
      highest[to] = order[k], times[to] = 1;
    else if (order[k] == highest[to])
      ++times[to];
  }
  return order;
}

std::vector<Stretch> stretches(const std::vector<int>& receiver, const std::vector<char>& inTree) {
  std::vector<int> donors(receiver.size(), 0);
  for (std::size_t i = 0; i < receiver.size(); ++i)
    if (inTree[i] && receiver[i] != static_cast<int>(i)) ++donors[static_cast<std::size_t>(receiver[i])];
  std::vector<Stretch> all;
  for (std::size_t i = 0; i < receiver.size(); ++i) {
    if (!inTree[i] || donors[i] == 1) continue;  // starts at a spring or at a junction
    Stretch stretch{static_cast<int>(i)};
    for (auto k = i; inTree[k] && receiver[k] != static_cast<int>(k);) {
      k = static_cast<std::size_t>(receiver[k]);
      stretch.push_back(static_cast<int>(k));
      if (donors[k] != 1) break;
    }
    if (stretch.size() > 1) all.push_back(std::move(stretch));
  }
  return all;
}

namespace {

/// One round of corner cutting (Chaikin 1974), ends kept.
std::vector<Point> cutCorners(const std::vector<Point>& line) {
  std::vector<Point> finer{line.front()};
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const Point a = line[i], b = line[i + 1];
    if (i > 0) finer.push_back({0.75 * a.x + 0.25 * b.x, 0.75 * a.y + 0.25 * b.y});
    if (i + 2 < line.size()) finer.push_back({0.25 * a.x + 0.75 * b.x, 0.25 * a.y + 0.75 * b.y});
  }
  finer.push_back(line.back());
  return finer;
}

/// Moves a place by up to some 60 m, a function of the place alone: lines that meet still meet.
Point wander(Point p) {
  constexpr std::uint64_t kSeed = 0xD2A1;
  return {p.x + 34 * noise(kSeed, p.x / 450, p.y / 450) + 14 * noise(kSeed + 1, p.x / 150, p.y / 150),
          p.y + 34 * noise(kSeed + 2, p.x / 450, p.y / 450) + 14 * noise(kSeed + 3, p.x / 150, p.y / 150)};
}

std::vector<Point> average(const std::vector<Point>& line) {
  std::vector<Point> next = line;
  for (std::size_t i = 1; i + 1 < line.size(); ++i)
    next[i] = {(line[i - 1].x + 2 * line[i].x + line[i + 1].x) / 4,
               (line[i - 1].y + 2 * line[i].y + line[i + 1].y) / 4};
  return next;
}

}  // namespace

std::vector<Point> smoothLine(const Stretch& stretch, const Raster<float>& grid) {
  std::vector<Point> line;
  for (const int i : stretch) line.push_back(grid.middle(i));
  line = cutCorners(line);
  for (int round = 0; round < 4; ++round) line = average(line);  // the eight directions of the cells become all
  for (Point& p : line) p = wander(p);
  return cutCorners(line);
}

}  // namespace tanhui::demo
