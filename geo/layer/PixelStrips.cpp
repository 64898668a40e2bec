#include "geo/layer/PixelStrips.h"

#include <algorithm>

#include "geo/gdal/RasterFile.h"
#include "geo/layer/PixelCorners.h"
#include "geo/layer/PolygonOverlay.h"

namespace tanhui {
namespace {

constexpr int kBlock = 32;  // pixels a side: what is looked at as a whole before single pixels are

/// A rectangle of pixels in the target CRS: columns and rows from the corner of what `corners` was prepared for.
MultiPolygon areaOf(const PixelCorners& corners, int col, int colEnd, int row, int rowEnd) {
  const std::int64_t n = corners.segments(), west = col * n, east = colEnd * n, north = row * n, south = rowEnd * n;
  std::vector<Point> ring;
  for (std::int64_t x = west; x < east; ++x) ring.push_back(corners.at(x, south));
  for (std::int64_t y = south; y > north; --y) ring.push_back(corners.at(east, y));
  for (std::int64_t x = east; x > west; --x) ring.push_back(corners.at(x, north));
  for (std::int64_t y = north; y < south; ++y) ring.push_back(corners.at(west, y));
  if (corners.mirrors()) std::ranges::reverse(ring);
  return closedRing(std::move(ring));
}

}  // namespace

std::vector<MultiPolygon> pixelStrips(const std::filesystem::path& raster, const Crs& target, const MultiPolygon& area,
                                      const std::function<bool(std::int32_t)>& wanted) {
  std::vector<MultiPolygon> strips;
  RasterFile file(raster, 1);
  PixelCorners corners(file.grid(), target, raster.string());
  const Window near = corners.pixelsIn(area.box);
  if (area.empty() || near.cells() == 0) return strips;
  const MeetsArea meets(area, raster.string());
  std::vector<std::int32_t> values(std::size_t{kBlock} * kBlock);
  for (int row0 = 0; row0 < near.rows; row0 += kBlock)
    for (int col0 = 0; col0 < near.cols; col0 += kBlock) {
      const Window block{near.col + col0, near.row + row0, std::min(kBlock, near.cols - col0),
                         std::min(kBlock, near.rows - row0)};
      corners.prepare(block);
      if (!meets(areaOf(corners, 0, block.cols, 0, block.rows))) continue;
      file.read(block, values.data(), kBlock);
      for (int row = 0; row < block.rows; ++row) {
        const std::int32_t* line = values.data() + row * kBlock;
        const auto isWanted = [&](int col) { return line[col] != file.nodata() && wanted(line[col]); };
        for (int col = 0, begin = 0; col <= block.cols; ++col) {
          if (col < block.cols && isWanted(col)) continue;
          if (col > begin) strips.push_back(areaOf(corners, begin, col, row, row + 1));
          begin = col + 1;
        }
      }
    }
  return strips;
}

}  // namespace tanhui
