#include "app/viewer/canvas/SparseRead.h"

#include <algorithm>

namespace tanhui::viewer {
bool readSparse(const BandView& view, const Window& window, int level, int patches, FloatPixels& out) {
  GDALRasterBandH band = view.handle();
  const auto shrunk = [&](int pixels) { return ((pixels - 1) >> level) + 1; };
  const int width = shrunk(window.cols), height = shrunk(window.rows);
  int blockCols = 0, blockRows = 0;
  GDALGetBlockSize(band, &blockCols, &blockRows);
  // A block of whole rows is as dear to read in part: take one row in place of a square.
  const int side = std::min(blockCols, 256);
  for (int py = 0; py < patches; ++py) {
    for (int px = 0; px < patches; ++px) {
      const int x0 = px * width / patches, x1 = (px + 1) * width / patches;
      const int y0 = py * height / patches, y1 = (py + 1) * height / patches;
      if (x1 == x0 || y1 == y0) continue;
      const auto at = [](int pixel, int pixels, std::int64_t first, int length, int block, std::int64_t whole) {
        const std::int64_t middle = first + std::int64_t{pixel} * length / pixels;
        return static_cast<int>(std::clamp<std::int64_t>(middle / block * block, 0, whole - 1));
      };
      const int col = at((x0 + x1) / 2, width, window.col, window.cols, blockCols, GDALGetRasterBandXSize(band));
      const int row = at((y0 + y1) / 2, height, window.row, window.rows, blockRows, GDALGetRasterBandYSize(band));
      const int cols = std::min(side, GDALGetRasterBandXSize(band) - col),
                rows = std::min(std::min(blockRows, 256), GDALGetRasterBandYSize(band) - row);
      if (!view.read({col, row, cols, rows}, {x0, y0, x1 - x0, y1 - y0}, out.values.data(), out.width)) return false;
    }
  }
  return true;
}

}  // namespace tanhui::viewer
