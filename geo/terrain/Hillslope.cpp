#include "geo/terrain/Hillslope.h"

#include <limits>
#include <ranges>

namespace tanhui {

std::vector<std::uint8_t> divides(const FlowField& flow) {
  std::vector<std::uint8_t> crest(flow.cells());
  for (std::size_t cell = 0; cell < flow.cells(); ++cell) crest[cell] = flow.code[cell] != kNoHeight;
  for (std::size_t cell = 0; cell < flow.cells(); ++cell)
    if (const std::size_t next = flow.next(cell); next != kNowhere) crest[next] = 0;
  return crest;
}

Hillslope hillslopeOf(const Dem& dem, const FlowField& flow, std::span<const std::size_t> order,
                      std::span<const double> z, std::span<const std::uint8_t> water,
                      std::span<const std::uint8_t> stream) {
  constexpr float kNot = std::numeric_limits<float>::quiet_NaN();
  Hillslope slope{std::vector<float>(flow.cells(), kNot), std::vector<float>(flow.cells(), kNot)};
  std::vector<std::size_t> mouth(flow.cells(), kNowhere);  // where the path enters the water
  for (const std::size_t cell : std::views::reverse(order)) {
    const std::size_t next = flow.next(cell);
    const bool wet = water[cell] != 0;
    if (!wet && (next == kNowhere || mouth[next] == kNowhere || (!stream.empty() && stream[cell] != 0))) continue;
    mouth[cell] = wet ? cell : mouth[next];
    slope.drop[cell] = static_cast<float>(z[cell] - z[mouth[cell]]);
    if (wet) {
      slope.distance[cell] = 0;
      continue;
    }
    const CellMetres& size = dem.sizes[cell / static_cast<std::size_t>(flow.cols)];
    const std::uint8_t code = flow.code[cell];
    const double run = (code & 0x11) != 0 ? size.width : (code & 0x44) != 0 ? size.height : size.diagonal();
    slope.distance[cell] = static_cast<float>(static_cast<double>(slope.distance[next]) + run);
  }
  return slope;
}

}  // namespace tanhui
