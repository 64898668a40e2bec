#include "geo/layer/detail/PixelOverlap.h"

#include <algorithm>
#include <cmath>

namespace tanhui {

std::vector<PixelOverlap> pixelOverlaps(std::int64_t cell, int cells, double offset, double pixelSize,
                                        std::int64_t pixels) {
  std::vector<PixelOverlap> out(static_cast<std::size_t>(cells));
  const auto edge = [&](std::int64_t pixel) { return offset + static_cast<double>(pixel) * pixelSize; };
  for (int i = 0; i < cells; ++i) {
    const auto low = static_cast<double>(cell + i), high = low + 1;
    PixelOverlap& o = out[static_cast<std::size_t>(i)];
    const auto limit = static_cast<double>(pixels);
    o.begin = static_cast<std::int64_t>(std::clamp(std::floor((low - offset) / pixelSize), 0.0, limit));
    o.end = static_cast<std::int64_t>(std::clamp(std::ceil((high - offset) / pixelSize), 0.0, limit));
    // Rounding may have taken a pixel that only touches.
    while (o.begin < o.end && edge(o.begin + 1) <= low) ++o.begin;
    while (o.begin < o.end && edge(o.end - 1) >= high) --o.end;
    if (o.begin >= o.end) {
      o.begin = o.end = 0;
      continue;
    }
    const auto share = [&](std::int64_t pixel) { return std::min(edge(pixel + 1), high) - std::max(edge(pixel), low); };
    o.first = share(o.begin), o.last = share(o.end - 1), o.inner = pixelSize;
  }
  return out;
}

}  // namespace tanhui
