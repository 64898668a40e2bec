// Random bytes become rings, mostly invalid ones: crossing themselves, running along cell borders, of no area, wound
// the wrong way, or far away. Whatever they are, nothing may crash or hang, fractions must lie in (0, 1], and the parts
// of every cell must add up to the cell.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "geo/coverage/Coverage.h"
#include "geo/coverage/Overlay.h"

using namespace tanhui;

namespace {

/// Reads values off the input; zeros when it is used up.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), left_(size) {}

  template <typename T>
  T take() {
    T value{};
    const std::size_t n = left_ < sizeof(T) ? left_ : sizeof(T);
    std::memcpy(&value, data_, n);
    data_ += n, left_ -= n;
    return value;
  }
  bool empty() const { return left_ == 0; }

 private:
  const std::uint8_t* data_;
  std::size_t left_;
};

/// On quarters of a cell, so that corners and borders coincide; on a fine raster; or any finite number.
double coordinate(Bytes& bytes, int kind) {
  switch (kind) {
    case 0:
      return bytes.take<std::int8_t>() / 4.0;
    case 1:
      return bytes.take<std::int16_t>() / 1000.0;
    default: {
      const auto value = bytes.take<double>();
      return std::isfinite(value) ? value : 0;
    }
  }
}

MultiPolygon shapeFrom(Bytes& bytes) {
  MultiPolygon shape;
  const int rings = 1 + bytes.take<std::uint8_t>() % 3;
  for (int r = 0; r < rings; ++r) {
    const int kind = bytes.take<std::uint8_t>() % 3, corners = bytes.take<std::uint8_t>() % 24;
    const std::size_t begin = shape.points.size();
    for (int i = 0; i < corners; ++i) {
      const double x = coordinate(bytes, kind), y = coordinate(bytes, kind);
      shape.points.push_back({x, y});
      shape.box.add(Point{x, y});
    }
    if (corners > 0) shape.points.push_back(shape.points[begin]);
    shape.ringEnds.push_back(static_cast<std::uint32_t>(shape.points.size()));
  }
  return shape;
}

void require(bool holds) {
  if (!holds) std::abort();
}

void checkCoverage(const MultiPolygon& shape, const Grid& grid, const Window& window) {
  static Coverage coverage;
  int row = 0, col = 0;
  for (const CoverageRun& run : coverage(shape, grid, window)) {
    require(run.row >= row && run.row < window.rows);
    if (run.row > row) row = run.row, col = 0;
    require(run.colBegin >= col && run.colBegin < run.colEnd && run.colEnd <= window.cols);
    require(run.fraction > 0 && run.fraction <= 1);
    col = run.colEnd;
  }
}

void checkOverlay(std::span<const OverlayLayer> layers, const Grid& grid, const Window& window, bool region) {
  static Overlay overlay;
  const OverlayResult& result = overlay(layers, grid, window);
  std::vector<double> sums(static_cast<std::size_t>(window.cells()));
  for (const OverlayPart& part : result.parts) {
    require(part.row >= 0 && part.row < window.rows);
    require(part.colBegin >= 0 && part.colBegin < part.colEnd && part.colEnd <= window.cols);
    require(part.fraction > 0 && part.fraction <= 1 && part.zoneSet < result.zoneSets.size());
    for (int c = part.colBegin; c < part.colEnd; ++c) {
      sums[static_cast<std::size_t>(part.row * window.cols + c)] += part.fraction;
    }
  }
  for (const double sum : sums) require(sum <= 1 + 1e-12 && (region || sum >= 1 - 1e-12));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  Grid grid;
  grid.x0 = bytes.take<std::int8_t>() / 8.0, grid.y0 = bytes.take<std::int8_t>() / 8.0;
  constexpr double kSizes[] = {1, 0.1, 3, 1.0 / 3};
  grid.dx = grid.dy = kSizes[bytes.take<std::uint8_t>() % 4];
  grid.cols = grid.rows = 64;
  const auto place = bytes.take<std::uint8_t>();
  const Window window{place % 16, place / 16, 1 + place % 13, 1 + place % 7};

  std::vector<std::vector<MultiPolygon>> shapes(1);
  while (!bytes.empty() && shapes.size() < 5) {
    shapes.back().push_back(shapeFrom(bytes));
    checkCoverage(shapes.back().back(), grid, window);
    if (shapes.back().size() == 3) shapes.emplace_back();
  }
  const bool region = size % 2 == 0;
  std::vector<std::vector<const MultiPolygon*>> pointers;
  for (const auto& layer : shapes) {
    pointers.emplace_back();
    for (const MultiPolygon& shape : layer) pointers.back().push_back(&shape);
  }
  std::vector<OverlayLayer> layers;
  for (std::size_t i = 0; i < pointers.size(); ++i) {
    const bool isZone = i % 3 == 2;
    layers.push_back({isZone             ? OverlayRole::zone
                      : region && i == 0 ? OverlayRole::region
                                         : OverlayRole::land,
                      pointers[i]});
  }
  checkOverlay(layers, grid, window, region);
  return 0;
}
