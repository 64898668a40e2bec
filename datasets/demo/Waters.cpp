#include "datasets/demo/Waters.h"

#include <cmath>
#include <map>

#include "datasets/demo/Noise.h"

namespace tanhui::demo {
namespace {

constexpr std::uint64_t kWatersSeed = 0x3A7E5;
constexpr float kStreamArea = 600000;  // m2: where a line on the map begins

std::vector<Stream> findStreams(const Relief& relief) {
  const Flow& flow = relief.flow;
  const std::vector<int> strahler = strahlerOrder(flow, relief.outlet, kStreamArea);
  std::vector<char> channel(flow.receiver.size());
  for (std::size_t k = 0; k < channel.size(); ++k) channel[k] = strahler[k] > 0;
  std::vector<int> mouth(channel.size(), -1);
  for (const int i : flow.order) {
    const auto k = static_cast<std::size_t>(i), to = static_cast<std::size_t>(flow.receiver[k]);
    mouth[k] = relief.outlet[to] ? i : mouth[to];
  }
  std::map<int, int> tributaries;
  std::vector<Stream> streams;
  for (const Stretch& s : stretches(flow.receiver, channel)) {
    const auto top = static_cast<std::size_t>(s.front());
    const std::size_t low = static_cast<std::size_t>(s[s.size() - 2]);
    const int tributary = tributaries.try_emplace(mouth[top], static_cast<int>(tributaries.size())).first->second;
    streams.push_back({smoothLine(s, relief.elevation), strahler[top], flow.area[low], tributary});
  }
  return streams;
}

/// Floods the valley above a dam: cells that drain through it and lie below the level.
void impound(const Relief& relief, int dam, float level, Raster<float>& depth) {
  std::vector<char> above(relief.flow.receiver.size(), 0);
  above[static_cast<std::size_t>(dam)] = 1;
  for (const int i : relief.flow.order) {
    const auto k = static_cast<std::size_t>(i);
    if (above[static_cast<std::size_t>(relief.flow.receiver[k])]) above[k] = 1;
    if (above[k]) depth[i] = std::max(depth[i], level - relief.elevation[i]);
  }
}

int buildReservoirs(const Relief& relief, Raster<float>& depth) {
  constexpr int kWanted = 30;
  int built = 0;
  for (int n = 0; n < 4000 && built < kWanted; ++n) {
    const int cell = static_cast<int>(hash(kWatersSeed, n) % static_cast<std::uint64_t>(relief.elevation.size()));
    const float area = relief.flow.area[static_cast<std::size_t>(cell)];
    if (area < 2.5e6f || area > 3e7f || relief.river.bank[cell] < 2500 || depth[cell] > -15) continue;
    const double height = 6 + 9 * unit(kWatersSeed + 1, n);
    impound(relief, cell, relief.elevation[cell] + static_cast<float>(height), depth);
    ++built;
  }
  return built;
}

std::vector<Waters::Pond> digPonds(const Relief& relief) {
  constexpr int kPerSide = 68;  // a candidate every 600 m
  std::vector<Waters::Pond> ponds;
  for (int n = 0; n < kPerSide * kPerSide; ++n) {
    const int col = n % kPerSide, row = n / kPerSide;
    const Point p{(col + unit(kWatersSeed + 2, n)) * kSide / kPerSide,
                  (row + unit(kWatersSeed + 3, n)) * kSide / kPerSide};
    const double height = sample(relief.height, p);
    if (height < 1 || height > 14 || sample(relief.slope, p) > 0.12 || sample(relief.ridge, p) > 0.4) continue;
    const double size = unit(kWatersSeed + 4, n);
    ponds.push_back({p, 16 + 38 * size * size});
  }
  return ponds;
}

}  // namespace

Waters findWaters(const Relief& relief) {
  Waters waters{findStreams(relief), Raster<float>(kCoarse, -20.0f), 0, digPonds(relief)};
  waters.reservoirs = buildReservoirs(relief, waters.reservoirDepth);
  return waters;
}

double streamWidth(double catchment) { return 3.2 * std::sqrt(catchment / 1e6); }

}  // namespace tanhui::demo
