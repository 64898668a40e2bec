#include "geo/layer/MeanRaster.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "geo/coverage/Coverage.h"
#include "geo/gdal/PolygonParts.h"
#include "geo/layer/PixelCorners.h"
#include "geo/layer/RasterLayer.h"
#include "geo/layer/detail/PixelOverlap.h"

namespace tanhui {
namespace {

constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();
/// A cell that pixels fill but for rounding is full.
constexpr double kFullCell = 1 - 1e-9;

/// A pixel between its northern and its southern side.
MultiPolygon pixelShape(std::span<const Point> north, std::span<const Point> south, std::size_t col) {
  MultiPolygon pixel;
  pixel.points = {south[col], south[col + 1], north[col + 1], north[col], south[col]};
  pixel.ringEnds = {5};
  pixel.box = boxOf(pixel.points);
  if (planarArea(pixel) < 0) std::ranges::reverse(pixel.points);  // a CRS that mirrors
  return pixel;
}

}  // namespace

struct MeanRaster::State {
  RasterBand band;
  Grid grid;
  PixelCorners corners;
  bool onGrid;
  Coverage coverage;
  std::vector<double> row;

  State(const std::filesystem::path& path, const Grid& wanted, int number)
      : band(path, number),
        grid(wanted),
        corners(band.grid(), grid.crs, path.string()),
        onGrid(sameCells(band.grid(), grid)) {}

  /// Of a window inside the raster; `out` holds it from its first pixel on, row by row.
  void read(const Window& pixels, double* out, std::size_t stride) {
    band.read(pixels, out, stride, kNoValue);
    const Scale& scale = band.scale();
    if (!scale.applies()) return;
    for (int r = 0; r < pixels.rows; ++r)
      for (int c = 0; c < pixels.cols; ++c) {
        double& value = out[static_cast<std::size_t>(r) * stride + static_cast<std::size_t>(c)];
        value = value * scale.factor + scale.offset;
      }
  }
  const std::vector<double>& readRow(std::int64_t number, std::int64_t col, int cols) {
    row.resize(static_cast<std::size_t>(cols));
    read({col, number, cols, 1}, row.data(), row.size());
    return row;
  }

  double offsetX() const { return (band.grid().x0 - grid.x0) / grid.dx; }
  double offsetY() const { return (grid.y0 - band.grid().y0) / grid.dy; }

  void onGridMeans(const Window& window, std::vector<Cell>& out);
  void addRectangles(const Window& window, std::vector<Cell>& out);
  void addQuadrilaterals(const Window& window, std::vector<Cell>& out);
};

void MeanRaster::State::onGridMeans(const Window& window, std::vector<Cell>& out) {
  const std::int64_t left = std::llround(offsetX()), up = std::llround(offsetY());
  const std::int64_t west = std::max(window.col - left, std::int64_t{0}),
                     east = std::min(window.col + window.cols - left, band.grid().cols);
  const std::int64_t north = std::max(window.row - up, std::int64_t{0}),
                     south = std::min(window.row + window.rows - up, band.grid().rows);
  if (west >= east) return;
  for (std::int64_t r = north; r < south; ++r) {
    const std::vector<double>& values = readRow(r, west, static_cast<int>(east - west));
    const std::int64_t first = (r + up - window.row) * window.cols + (west + left - window.col);
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!std::isnan(values[i])) out[static_cast<std::size_t>(first) + i] = {1, values[i]};
  }
}

/// Here and below `mean` is the sum of share x value until all is added.
void MeanRaster::State::addRectangles(const Window& window, std::vector<Cell>& out) {
  const Grid& own = band.grid();
  const std::vector<PixelOverlap> across =
                                      pixelOverlaps(window.col, window.cols, offsetX(), own.dx / grid.dx, own.cols),
                                  down = pixelOverlaps(window.row, window.rows, offsetY(), own.dy / grid.dy, own.rows);
  std::int64_t west = own.cols, east = 0;
  for (const PixelOverlap& o : across)
    if (o.begin < o.end) west = std::min(west, o.begin), east = std::max(east, o.end);
  if (west >= east) return;
  for (std::size_t r = 0; r < down.size(); ++r) {
    Cell* cells = out.data() + r * across.size();
    for (std::int64_t line = down[r].begin; line < down[r].end; ++line) {
      const std::vector<double>& values = readRow(line, west, static_cast<int>(east - west));
      for (std::size_t c = 0; c < across.size(); ++c)
        for (std::int64_t p = across[c].begin; p < across[c].end; ++p) {
          const double value = values[static_cast<std::size_t>(p - west)];
          if (std::isnan(value)) continue;
          const double share = across[c].weight(p) * down[r].weight(line);
          cells[c].share += share, cells[c].mean += share * value;
        }
    }
  }
}

void MeanRaster::State::addQuadrilaterals(const Window& window, std::vector<Cell>& out) {
  const Window pixels = corners.pixelsIn(grid.box(window));
  if (pixels.cells() == 0) return;
  corners.prepare(pixels);
  std::vector<Point> north, south;
  corners.row(0, south);
  for (int r = 0; r < pixels.rows; ++r) {
    std::swap(north, south);
    corners.row(r + 1, south);
    const std::vector<double>& values = readRow(pixels.row + r, pixels.col, pixels.cols);
    for (std::size_t c = 0; c < values.size(); ++c) {
      if (std::isnan(values[c])) continue;
      for (const CoverageRun& part : coverage(pixelShape(north, south, c), grid, window))
        for (int col = part.colBegin; col < part.colEnd; ++col) {
          Cell& cell = out[static_cast<std::size_t>(part.row) * static_cast<std::size_t>(window.cols) +
                           static_cast<std::size_t>(col)];
          cell.share += part.fraction, cell.mean += part.fraction * values[c];
        }
    }
  }
}

MeanRaster::MeanRaster(const std::filesystem::path& path, const Grid& grid, int band)
    : state_(std::make_unique<State>(path, grid, band)) {}
MeanRaster::~MeanRaster() = default;
MeanRaster::MeanRaster(MeanRaster&&) noexcept = default;

void MeanRaster::means(const Window& window, std::vector<Cell>& out) {
  out.assign(static_cast<std::size_t>(window.cells()), {});
  if (state_->onGrid) return state_->onGridMeans(window, out);
  if (state_->corners.identity()) {
    state_->addRectangles(window, out);
  } else {
    state_->addQuadrilaterals(window, out);
  }
  for (Cell& cell : out) {
    if (cell.share > 0) cell.mean /= cell.share;
    if (cell.share >= kFullCell) cell.share = 1;
  }
}

Window MeanRaster::pixelsIn(const Box& box) const { return state_->corners.pixelsIn(box); }

void MeanRaster::values(const Window& pixels, std::vector<double>& out) {
  out.resize(static_cast<std::size_t>(pixels.cells()));
  state_->read(pixels, out.data(), static_cast<std::size_t>(pixels.cols));
}

RasterBand::Place MeanRaster::placeOf(std::int64_t col, std::int64_t row) const {
  return state_->band.placeOf(col, row);
}

}  // namespace tanhui
