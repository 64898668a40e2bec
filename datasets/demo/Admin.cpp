#include "datasets/demo/Admin.h"

#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <queue>
#include <utility>

#include <fmt/format.h>

#include "datasets/demo/Noise.h"

namespace tanhui::demo {
namespace {

constexpr std::uint64_t kAdminSeed = 0xAD317;

/// Made-up names.
constexpr std::array<const char*, 12> kTownships = {"澜城街道", "石鹭镇", "柏沱镇", "青梭镇", "双鲤镇", "桂渚镇",
                                                    "松壑镇",   "鹤汀镇", "芦笛镇", "麻桑乡", "竹篁乡", "霞岫乡"};
/// Where each township has its middle, as shares of the square's side.
constexpr std::array<Point, 12> kTownshipSeeds = {{{0.40, 0.53},
                                                   {0.13, 0.55},
                                                   {0.20, 0.30},
                                                   {0.50, 0.27},
                                                   {0.67, 0.45},
                                                   {0.70, 0.15},
                                                   {0.90, 0.35},
                                                   {0.88, 0.62},
                                                   {0.70, 0.75},
                                                   {0.50, 0.80},
                                                   {0.25, 0.80},
                                                   {0.10, 0.10}}};
constexpr std::array<const char*, 20> kFirst = {"青", "石", "柏", "松", "竹", "梅", "桂", "枫", "龙", "凤",
                                                "云", "清", "双", "长", "高", "白", "红", "新", "金", "仙"};
constexpr std::array<const char*, 16> kSecond = {"林", "溪", "沟", "坪", "湾", "岩", "塘", "堡",
                                                 "桥", "井", "坝", "岭", "垭", "垴", "碥", "坨"};

/// Small catchments: the piece of land that drains to one reach of a stream, or straight to one kilometre of a bank.
struct Catchments {
  Raster<int> id;  ///< coarse
  std::vector<Point> middle;
  std::vector<std::vector<std::pair<int, double>>> neighbours;  ///< with the cost of going there
  std::map<std::pair<int, int>, int> shared;                    ///< cells of border between two
  std::vector<char> atEdge;                                     ///< reaches the edge of the square
};

Raster<int> catchmentIds(const Relief& relief, int& count) {
  constexpr float kReachArea = 900000;  // m2
  const Flow& flow = relief.flow;
  std::vector<int> joining(flow.receiver.size(), 0);
  for (const int i : flow.order)
    if (flow.area[static_cast<std::size_t>(i)] >= kReachArea)
      ++joining[static_cast<std::size_t>(flow.receiver[static_cast<std::size_t>(i)])];
  Raster<int> id(kCoarse);
  std::map<std::pair<int, int>, int> banks;
  count = 0;
  for (const int i : flow.order) {
    const auto k = static_cast<std::size_t>(i);
    const int to = flow.receiver[k];
    if (to == i) {
      constexpr double kStations = 12;
      const auto key = std::pair(static_cast<int>(relief.river.station[i] / kStations), int{relief.river.side[i]});
      const auto [it, isNew] = banks.try_emplace(key, count);
      if (isNew) ++count;
      id[i] = it->second;
    } else {
      const bool newReach = flow.area[k] >= kReachArea &&
                            (relief.outlet[static_cast<std::size_t>(to)] || joining[static_cast<std::size_t>(to)] > 1);
      id[i] = newReach ? count++ : id[to];
    }
  }
  return id;
}

Catchments makeCatchments(const Relief& relief) {
  int count = 0;
  Catchments c{catchmentIds(relief, count), {}, {}, {}, {}};
  std::vector<double> cells(static_cast<std::size_t>(count), 0), ridge(cells), left(cells);
  c.middle.assign(static_cast<std::size_t>(count), {});
  c.atEdge.assign(cells.size(), 0);
  for (int i = 0; i < c.id.size(); ++i) {
    const auto k = static_cast<std::size_t>(c.id[i]);
    const Point p = c.id.middle(i);
    const double margin = std::min({p.x, p.y, kSide - p.x, kSide - p.y});
    if (margin < 400) c.atEdge[k] = 1;
    cells[k] += 1, c.middle[k].x += p.x, c.middle[k].y += p.y;
    ridge[k] += relief.ridge[i], left[k] += relief.river.side[i];
    for (const int next : {i + 1, i + kCoarse}) {
      const bool inside = next == i + 1 ? i % kCoarse + 1 < kCoarse : next < c.id.size();
      if (inside && c.id[next] != c.id[i]) ++c.shared[std::minmax(c.id[i], c.id[next])];
    }
  }
  for (std::size_t k = 0; k < cells.size(); ++k) c.middle[k].x /= cells[k], c.middle[k].y /= cells[k];
  c.neighbours.resize(cells.size());
  for (const auto& [pair, border] : c.shared) {
    if (border < 4) continue;
    const auto a = static_cast<std::size_t>(pair.first), b = static_cast<std::size_t>(pair.second);
    const double dx = c.middle[a].x - c.middle[b].x, dy = c.middle[a].y - c.middle[b].y;
    const Anticline fa = anticlineAt(c.middle[a]), fb = anticlineAt(c.middle[b]);
    const bool overCrest = fa.index == fb.index && fa.offset * fb.offset < 0 && ridge[a] + ridge[b] > 0;
    const bool overRiver = left[a] * left[b] < 0;
    const double cost = std::sqrt(dx * dx + dy * dy) + (overCrest ? 7000 : 0) + (overRiver ? 5000 : 0);
    c.neighbours[a].emplace_back(pair.second, cost), c.neighbours[b].emplace_back(pair.first, cost);
  }
  return c;
}

/// Each catchment goes to the seed that reaches it cheapest, over catchments `within` allows: every part is connected.
std::vector<int> grow(const Catchments& c, const std::vector<int>& seeds,
                      const std::function<bool(int from, int to)>& within) {
  using Entry = std::pair<double, int>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  std::vector<double> cost(c.middle.size(), 1e18);
  std::vector<int> owner(c.middle.size(), -1);
  for (std::size_t s = 0; s < seeds.size(); ++s) {
    const auto k = static_cast<std::size_t>(seeds[s]);
    if (owner[k] >= 0) continue;
    owner[k] = static_cast<int>(s), cost[k] = 0;
    open.emplace(0.0, seeds[s]);
  }
  while (!open.empty()) {
    const auto [reached, i] = open.top();
    open.pop();
    if (reached > cost[static_cast<std::size_t>(i)]) continue;
    for (const auto& [n, step] : c.neighbours[static_cast<std::size_t>(i)]) {
      const auto k = static_cast<std::size_t>(n);
      if (!within(i, n) || reached + step >= cost[k]) continue;
      cost[k] = reached + step, owner[k] = owner[static_cast<std::size_t>(i)];
      open.emplace(cost[k], n);
    }
  }
  return owner;
}

/// Inside an uneven, rounded square that stays off the edge of the made-up world.
bool inDistrict(Point p) {
  const double x = (p.x - kSide / 2) / 19300, y = (p.y - kSide / 2) / 19300;
  const double x2 = x * x, y2 = y * y, wobble = 0.3 * fractalNoise(kAdminSeed + 1, p.x / 9000, p.y / 9000, 2);
  return x2 * x2 + y2 * y2 < 1 + wobble && std::max(x2, y2) < 0.97;
}

/// Catchments of the district: those in the rounded square, without teeth along its edge (each goes where most of
/// its own border lies) and without enclaves.
std::vector<char> chooseDistrict(const Catchments& c) {
  std::vector<char> inside(c.middle.size());
  for (std::size_t k = 0; k < inside.size(); ++k) inside[k] = !c.atEdge[k] && inDistrict(c.middle[k]);
  for (int round = 0; round < 4; ++round) {
    std::vector<int> balance(inside.size(), 0);
    for (const auto& [pair, border] : c.shared) {
      const auto a = static_cast<std::size_t>(pair.first), b = static_cast<std::size_t>(pair.second);
      balance[a] += inside[b] ? border : -border, balance[b] += inside[a] ? border : -border;
    }
    for (std::size_t k = 0; k < inside.size(); ++k)
      if (balance[k] != 0) inside[k] = balance[k] > 0 && !c.atEdge[k];
  }
  std::vector<int> outskirts;
  for (std::size_t k = 0; k < inside.size(); ++k)
    if (c.atEdge[k]) outskirts.push_back(static_cast<int>(k));
  const std::vector<int> outside =
      grow(c, outskirts, [&](int, int to) { return !inside[static_cast<std::size_t>(to)]; });
  for (std::size_t k = 0; k < inside.size(); ++k) inside[k] = outside[k] < 0;
  return inside;
}

int nearestCatchment(const Catchments& c, Point p, const std::vector<char>& allowed) {
  int best = -1;
  double least = 1e18;
  for (std::size_t k = 0; k < c.middle.size(); ++k) {
    const double dx = c.middle[k].x - p.x, dy = c.middle[k].y - p.y;
    if (allowed[k] && dx * dx + dy * dy < least) least = dx * dx + dy * dy, best = static_cast<int>(k);
  }
  return best;
}

std::string villageName(std::size_t n) {
  const std::size_t k = (n * 131) % (kFirst.size() * kSecond.size());  // 131 has no common factor with 320
  return std::string(kFirst[k % kFirst.size()]) + kSecond[k / kFirst.size()] + "村";
}

/// The village with the most votes of the sixteen coarse cells around a place, weighted as a cubic B-spline: borders
/// without steps. `x`, `y` count in coarse cells from the middle of the first.
std::uint8_t vote(const Raster<std::uint8_t>& coarse, double x, double y) {
  const auto weight = [](double t, int tap) {
    const double d = std::abs(t - tap + 1), s = 2 - d;
    return d < 1 ? (4 - 6 * d * d + 3 * d * d * d) / 6 : s > 0 ? s * s * s / 6 : 0;
  };
  const int col = static_cast<int>(std::floor(x)), row = static_cast<int>(std::floor(y));
  std::array<double, 256> votes{};
  std::uint8_t best = 0;
  for (int j = 0; j < 4; ++j)
    for (int i = 0; i < 4; ++i) {
      const std::uint8_t id =
          coarse.at(std::clamp(col - 1 + i, 0, kCoarse - 1), std::clamp(row - 1 + j, 0, kCoarse - 1));
      votes[id] += weight(x - col, i) * weight(y - row, j);
      if (votes[id] > votes[best]) best = id;
    }
  return best;
}

bool uniformAround(const Raster<std::uint8_t>& coarse, int col, int row) {
  for (int r = std::max(row - 2, 0); r <= std::min(row + 2, kCoarse - 1); ++r)
    for (int c = std::max(col - 2, 0); c <= std::min(col + 2, kCoarse - 1); ++c)
      if (coarse.at(c, r) != coarse.at(col, row)) return false;
  return true;
}

Raster<std::uint8_t> refine(const Raster<std::uint8_t>& coarse) {
  constexpr int kRatio = kFine / kCoarse;
  Raster<std::uint8_t> fine(kFine);
  for (int i = 0; i < coarse.size(); ++i) {
    const int col = i % kCoarse, row = i / kCoarse;
    const bool uniform = uniformAround(coarse, col, row);
    for (int r = row * kRatio; r < (row + 1) * kRatio; ++r)
      for (int c = col * kRatio; c < (col + 1) * kRatio; ++c)
        fine.at(c, r) = uniform ? coarse[i] : vote(coarse, (c + 0.5) / kRatio - 0.5, (r + 0.5) / kRatio - 0.5);
  }
  return fine;
}

/// Leaves only the piece of the district that holds `start`: bits cut off by the rounding of borders go outside.
void keepPiece(Raster<std::uint8_t>& village, int start) {
  std::vector<char> reached(static_cast<std::size_t>(village.size()), 0);
  std::vector<int> open{start};
  const auto reach = [&](int i) {
    if (village[i] == 0 || reached[static_cast<std::size_t>(i)]) return;
    reached[static_cast<std::size_t>(i)] = 1;
    open.push_back(i);
  };
  const int side = village.side();
  while (!open.empty()) {
    const int i = open.back();
    open.pop_back();
    if (i % side > 0) reach(i - 1);
    if (i % side + 1 < side) reach(i + 1);
    if (i >= side) reach(i - side);
    if (i + side < village.size()) reach(i + side);
  }
  for (int i = 0; i < village.size(); ++i)
    if (!reached[static_cast<std::size_t>(i)]) village[i] = 0;
}

}  // namespace

Admin divideDistrict(const Relief& relief) {
  const Catchments c = makeCatchments(relief);
  const std::vector<char> inside = chooseDistrict(c);
  const auto allowed = [&](int, int to) { return inside[static_cast<std::size_t>(to)] != 0; };

  Admin admin{{}, {{"", -1}}, Raster<std::uint8_t>(1)};
  std::vector<int> townSeeds;
  for (std::size_t t = 0; t < kTownships.size(); ++t) {
    townSeeds.push_back(nearestCatchment(c, {kTownshipSeeds[t].x * kSide, kTownshipSeeds[t].y * kSide}, inside));
    admin.townships.push_back({std::to_string(500199001 + t), kTownships[t]});
  }
  const std::vector<int> township = grow(c, townSeeds, allowed);

  constexpr int kPerSide = 14;  // villages about 2.9 km apart
  std::vector<int> villageSeeds;
  for (int n = 0; n < kPerSide * kPerSide; ++n) {
    const int col = n % kPerSide, row = n / kPerSide;
    const Point p{(col + unit(kAdminSeed + 2, n)) * kSide / kPerSide,
                  (row + unit(kAdminSeed + 3, n)) * kSide / kPerSide};
    const int k = nearestCatchment(c, p, inside);
    const double dx = c.middle[static_cast<std::size_t>(k)].x - p.x, dy = c.middle[static_cast<std::size_t>(k)].y - p.y;
    if (dx * dx + dy * dy < 2500.0 * 2500) villageSeeds.push_back(k);
  }
  for (const int seed : townSeeds) villageSeeds.push_back(seed);
  const std::vector<int> owner = grow(c, villageSeeds, [&](int from, int to) {
    return inside[static_cast<std::size_t>(to)] &&
           township[static_cast<std::size_t>(from)] == township[static_cast<std::size_t>(to)];
  });
  for (std::size_t s = 0; s < villageSeeds.size(); ++s)
    admin.villages.push_back({villageName(s), township[static_cast<std::size_t>(villageSeeds[s])]});

  Raster<std::uint8_t> coarse(kCoarse);
  for (int i = 0; i < coarse.size(); ++i) {
    const auto k = static_cast<std::size_t>(c.id[i]);
    const bool reached = inside[k] && township[k] >= 0 && owner[k] >= 0;
    coarse[i] = reached ? static_cast<std::uint8_t>(owner[k] + 1) : std::uint8_t{0};
  }
  admin.village = refine(coarse);
  keepPiece(admin.village, admin.village.indexAt(c.middle[static_cast<std::size_t>(townSeeds[0])]));
  return admin;
}

std::vector<std::string> villageCodes(const Admin& admin) {
  std::vector<int> last(admin.townships.size(), 0);
  std::vector<std::string> codes;
  for (const Village& village : admin.villages)
    codes.push_back(village.township < 0 ? ""
                                         : fmt::format("{:03}", ++last[static_cast<std::size_t>(village.township)]));
  return codes;
}

}  // namespace tanhui::demo
