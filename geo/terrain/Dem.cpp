#include "geo/terrain/Dem.h"

#include <array>
#include <cmath>
#include <limits>

#include "geo/base/AsciiCase.h"
#include "geo/base/Error.h"
#include "geo/gdal/RasterBand.h"
#include "geo/grid/GroundRuler.h"

namespace tanhui {
namespace {

constexpr float kLowest = -500, kHighest = 9000;  // m: the shore of the Dead Sea, Mount Everest
constexpr int kRowsAtOnce = 256;

Window windowOf(const Grid& grid, const Box& within, int rim) {
  if (within.empty()) return grid.all();
  const auto cell = [](double at, double count) { return static_cast<std::int64_t>(std::clamp(at, 0.0, count)); };
  const auto cols = static_cast<double>(grid.cols), rows = static_cast<double>(grid.rows);
  const std::int64_t west = cell(std::floor((within.xmin - grid.x0) / grid.dx) - rim, cols),
                     east = cell(std::ceil((within.xmax - grid.x0) / grid.dx) + rim, cols),
                     north = cell(std::floor((grid.y0 - within.ymax) / grid.dy) - rim, rows),
                     south = cell(std::ceil((grid.y0 - within.ymin) / grid.dy) + rim, rows);
  return {west, north, static_cast<int>(east - west), static_cast<int>(south - north)};
}

void requireMetres(const RasterBand& band) {
  const std::string unit = lowerAscii(band.unit());
  constexpr std::array<std::string_view, 6> kMetres = {"", "m", "metre", "metres", "meter", "meters"};
  if (std::ranges::find(kMetres, unit) == kMetres.end() && unit != "米")
    throw Error(band.path().string(), say("terrain.unit", band.unit()), say("terrain.unit.remedy"));
  if (GDALGetRasterColorTable(band.handle()) != nullptr)
    throw Error(band.path().string(), say("terrain.palette"), say("terrain.palette.remedy"));
}

void requireHeights(const Dem& dem, const std::string& where) {
  bool any = false;
  for (const float z : dem.z) {
    any = any || !std::isnan(z);
    if (z < kLowest || z > kHighest)
      throw Error(where, say("terrain.no_ground", fmt::format("{:.6g}", z)), say("terrain.no_ground.remedy"));
  }
  if (!any) throw Error(where, say("terrain.empty"), say("terrain.empty.remedy"));
}

Grid gridOf(const Grid& whole, const Window& window) {
  const Box box = whole.box(window);
  return {whole.crs, box.xmin, box.ymax, whole.dx, whole.dy, window.cols, window.rows};
}

}  // namespace

double CellMetres::diagonal() const { return std::hypot(width, height); }

std::vector<CellMetres> cellMetres(const Grid& grid) {
  if (!grid.crs.known()) throw Error("DEM", say("terrain.no_crs"), say("terrain.no_crs.remedy"));
  const GroundRuler ruler(grid.crs);
  std::vector<CellMetres> sizes;
  const double middle = grid.x0 + 0.5 * static_cast<double>(grid.cols) * grid.dx;
  for (std::int64_t row = 0; row < grid.rows; ++row) {
    const double y = grid.y0 - (static_cast<double>(row) + 0.5) * grid.dy;
    // The ruler measures over half the width of its box.
    const GroundScale scale = ruler.scale({middle - grid.dx, y - grid.dy, middle + grid.dx, y + grid.dy});
    sizes.push_back({scale.metresPerUnit * grid.dx, scale.metresPerUnit * scale.aspect * grid.dy});
  }
  return sizes;
}

Grid demGrid(const std::filesystem::path& path) { return RasterBand(path, 1).grid(); }

std::int64_t demBytes(const Grid& grid, const Box& within, int rim) { return 4 * windowOf(grid, within, rim).cells(); }

Dem readDem(const std::filesystem::path& path, const Box& within, int rim, const StopFlag* stop) {
  RasterBand band(path, 1);
  requireMetres(band);
  const Window window = windowOf(band.grid(), within, rim);
  if (!within.empty() && (!within.meets(band.grid().box()) || window.cells() <= 0))
    throw Error(path.string(), say("terrain.apart"), say("terrain.apart.remedy"));
  Dem dem{gridOf(band.grid(), window), std::vector<float>(static_cast<std::size_t>(window.cells())), {}};
  const auto stride = static_cast<std::size_t>(window.cols);
  for (int row = 0; row < window.rows; row += kRowsAtOnce) {
    heed(stop);
    band.read({window.col, window.row + row, window.cols, std::min(kRowsAtOnce, window.rows - row)},
              dem.z.data() + static_cast<std::size_t>(row) * stride, stride, std::numeric_limits<float>::quiet_NaN());
  }
  if (const Scale& scale = band.scale(); scale.applies())
    for (float& z : dem.z) z = static_cast<float>(static_cast<double>(z) * scale.factor + scale.offset);
  requireHeights(dem, path.string());
  dem.sizes = cellMetres(dem.grid);
  return dem;
}

}  // namespace tanhui
