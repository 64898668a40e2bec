#include "geo/coverage/Coverage.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/layer/Repair.h"
#include "geo/tanhui.h"

namespace tanhui::library {
namespace {

constexpr std::int64_t kMostCells = std::numeric_limits<int>::max();

Grid gridOf(const CellGrid& given) {
  const bool sound = std::isfinite(given.west) && std::isfinite(given.north) && std::isfinite(given.cellWidth) &&
                     std::isfinite(given.cellHeight) && given.cellWidth > 0 && given.cellHeight > 0 && given.cols > 0 &&
                     given.rows > 0 && given.cols <= kMostCells && given.rows <= kMostCells;
  if (!sound) throw Error("coverage", say("library.bad_grid"), say("library.bad_grid.remedy"));
  Grid grid;
  grid.x0 = given.west, grid.y0 = given.north;
  grid.dx = given.cellWidth, grid.dy = given.cellHeight;
  grid.cols = given.cols, grid.rows = given.rows;
  return grid;
}

MultiPolygon shapeOf(std::span<const Polygon> area) {
  PolygonParts parts;
  for (const Polygon& polygon : area) {
    for (const std::vector<Vertex>& ring : polygon.rings) {
      for (const Vertex& vertex : ring) parts.points.push_back({vertex.x, vertex.y});
      parts.ringEnds.push_back(static_cast<std::uint32_t>(parts.points.size()));
    }
    parts.partEnds.push_back(static_cast<std::uint32_t>(parts.ringEnds.size()));
  }
  if (!allFinite(parts.points)) throw Error("coverage", say("library.not_finite"), say("library.not_finite.remedy"));
  RepairNote note;
  return Repair()(parts, note);
}

/// The cells [begin, end) of `count` that an interval meets, measured in cells from the edge.
std::pair<std::int64_t, std::int64_t> cellsBetween(double from, double to, std::int64_t count) {
  const auto most = static_cast<double>(count);
  return {static_cast<std::int64_t>(std::clamp(std::floor(from), 0.0, most)),
          static_cast<std::int64_t>(std::clamp(std::ceil(to), 0.0, most))};
}

/// The part of the grid that a box meets.
Window windowOf(const Box& box, const Grid& grid) {
  const auto [west, east] = cellsBetween((box.xmin - grid.x0) / grid.dx, (box.xmax - grid.x0) / grid.dx, grid.cols);
  const auto [north, south] = cellsBetween((grid.y0 - box.ymax) / grid.dy, (grid.y0 - box.ymin) / grid.dy, grid.rows);
  return {west, north, static_cast<int>(east - west), static_cast<int>(south - north)};
}

}  // namespace

std::vector<CoveredCells> coverage(std::span<const Polygon> area, const CellGrid& given) {
  const Grid grid = gridOf(given);
  const MultiPolygon shape = shapeOf(area);
  if (shape.empty()) return {};
  const Window window = windowOf(shape.box, grid);
  if (window.cols <= 0 || window.rows <= 0) return {};
  Coverage scratch;
  std::vector<CoveredCells> cells;
  for (const CoverageRun& run : scratch(shape, grid, window))
    cells.push_back({window.row + run.row, window.col + run.colBegin, window.col + run.colEnd, run.fraction});
  return cells;
}

}  // namespace tanhui::library
