#include "geo/run/detail/NetworkCosts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/grid/Transform.h"
#include "geo/layer/CellShapes.h"
#include "geo/layer/MeanRaster.h"
#include "geo/layer/VectorRead.h"
#include "geo/network/DistanceField.h"
#include "geo/network/Resistance.h"
#include "geo/terrain/Slope.h"

namespace tanhui {
namespace {

/// Rows that are looked at in one go.
constexpr int kStrip = 64;

std::vector<float> costsOfRaster(const NetworkSpec& spec, const Grid& grid, const StopFlag& stop) {
  MeanRaster raster(spec.costs, grid, 1);
  std::vector<float> costs;
  costs.reserve(static_cast<std::size_t>(grid.cols * grid.rows));
  std::vector<MeanRaster::Cell> strip;
  for (std::int64_t row = 0; row < grid.rows; row += kStrip) {
    heed(&stop);
    const int rows = static_cast<int>(std::min<std::int64_t>(kStrip, grid.rows - row));
    raster.means({0, row, static_cast<int>(grid.cols), rows}, strip);
    for (const MeanRaster::Cell& cell : strip)
      costs.push_back(cell.share >= 0.5 ? static_cast<float>(cell.mean) : std::nanf(""));
  }
  return costs;
}

/// By class; a class that lies in the grid must be in the table.
std::vector<float> landFactor(const ResistanceTable& table, const LandClasses& classes, const ClassRaster& land,
                              const std::string& where) {
  std::array<float, 256> byValue;
  byValue.fill(std::nanf(""));
  std::array<bool, 256> seen{};
  for (const std::uint8_t value : land.cells) seen[value] = true;
  for (std::size_t value = 0; value < land.classes.size(); ++value) {
    const std::string& key = land.classes[value];
    byValue[value] = static_cast<float>(table.ofLand(key, classes.group(key)));
    if (seen[value] && std::isnan(byValue[value]))
      throw Error(where, say("run.network_no_resistance", key, table.name), say("run.network_no_resistance.remedy"));
  }
  std::vector<float> factor(land.cells.size());
  std::ranges::transform(land.cells, factor.begin(), [&](std::uint8_t value) { return byValue[value]; });
  return factor;
}

/// Horn's slope on the cells of the DEM, taken from the one under the middle of each cell.
std::vector<float> slopeFactor(const ResistanceTable& table, const std::filesystem::path& file, const Grid& grid,
                               const StopFlag& stop) {
  const Transform toDem(grid.crs, demGrid(file).crs, file.string());
  const Dem dem = readDem(file, transformed(grid.box(), toDem), 1, &stop);
  const std::vector<float> slope = slopeAspect(dem).slope;
  std::vector<float> factor(static_cast<std::size_t>(grid.cols * grid.rows), std::nanf(""));
  for (std::size_t i = 0; i < factor.size(); ++i) {
    const Point at = toDem(middleOf(static_cast<std::int64_t>(i), grid));
    const double col = std::floor((at.x - dem.grid.x0) / dem.grid.dx),
                 row = std::floor((dem.grid.y0 - at.y) / dem.grid.dy);
    if (!(col >= 0 && col < static_cast<double>(dem.grid.cols) && row >= 0 && row < static_cast<double>(dem.grid.rows)))
      continue;
    const auto cell =
        static_cast<std::size_t>(row) * static_cast<std::size_t>(dem.grid.cols) + static_cast<std::size_t>(col);
    factor[i] = static_cast<float>(resistanceAt(table.slope, static_cast<double>(slope[cell])));
  }
  return factor;
}

/// Cells through which a line goes: looked at every quarter of a cell.
void mark(std::span<const Point> line, const Grid& grid, std::vector<bool>& mask) {
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const Point a = line[i], b = line[i + 1];
    const auto steps = static_cast<int>(std::hypot((b.x - a.x) / grid.dx, (b.y - a.y) / grid.dy) * 4) + 1;
    for (int step = 0; step <= steps; ++step) {
      const double t = static_cast<double>(step) / steps;
      const double col = std::floor((a.x + t * (b.x - a.x) - grid.x0) / grid.dx);
      const double row = std::floor((grid.y0 - a.y - t * (b.y - a.y)) / grid.dy);
      if (col >= 0 && col < static_cast<double>(grid.cols) && row >= 0 && row < static_cast<double>(grid.rows))
        mask[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.cols) + static_cast<std::size_t>(col)] =
            true;
    }
  }
}

/// By the distance from the middle of a cell to that of the nearest cell with a road.
std::vector<float> roadFactor(const ResistanceTable& table, const VectorSource& roads, const Grid& grid,
                              Warnings& warnings) {
  std::vector<bool> mask(static_cast<std::size_t>(grid.cols * grid.rows));
  const LineLayer lines = readLines(roads, grid.crs, {}, warnings);
  for (const std::vector<Point>& line : lines.lines) mark(line, grid, mask);
  std::vector<float> factor = distanceField(mask, grid.rows, grid.cols);
  const double metres = grid.dx * grid.crs.metresPerUnit();
  for (float& value : factor)
    // Without any road the distance is endless, and as good as the farthest that is known.
    value = static_cast<float>(resistanceAt(table.roads, std::min(static_cast<double>(value) * metres, 1e9)));
  return factor;
}

}  // namespace

std::vector<float> networkCosts(const NetworkSpec& spec, const Project& project, const LandClasses& classes,
                                const ClassRaster& land, const Grid& grid, Warnings& warnings, const StopFlag& stop) {
  if (!spec.costs.empty()) return costsOfRaster(spec, grid, stop);
  const ResistanceTable table = spec.table.empty() ? nanjingResistance() : readResistance(spec.table);
  const std::string where = fmt::format("{}, line {}", project.file.string(), spec.line);
  std::vector<ResistanceFactor> factors = {{spec.weights[0], landFactor(table, classes, land, where)}};
  if (spec.slope) {
    factors.push_back({spec.weights[1], slopeFactor(table, project.terrain.dem, grid, stop)});
    std::int64_t unknown = 0;
    for (std::size_t i = 0; i < factors[0].values.size(); ++i)
      if (!std::isnan(factors[0].values[i]) && std::isnan(factors[1].values[i])) ++unknown;
    if (unknown > 0) warnings.push_back({spec.name, say("run.network_no_height", unknown)});
  }
  if (!spec.roads.path.empty()) factors.push_back({spec.weights.back(), roadFactor(table, spec.roads, grid, warnings)});
  return weighted(factors);
}

void checkCosts(const NetworkSpec& spec, const Project& project, const Grid& grid, Warnings& warnings) {
  if (!spec.costs.empty()) MeanRaster(spec.costs, grid, 1);
  if (!spec.table.empty()) readResistance(spec.table);
  if (spec.slope) demGrid(project.terrain.dem);
  if (!spec.roads.path.empty()) readLines(spec.roads, grid.crs, {}, warnings);
}

}  // namespace tanhui
