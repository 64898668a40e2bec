#include "geo/run/detail/NetworkGround.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/coverage/Coverage.h"
#include "geo/grid/CellArea.h"
#include "geo/layer/VectorRead.h"
#include "geo/network/Patches.h"
#include "geo/paint/LandRaster.h"
#include "geo/run/detail/NetworkCosts.h"

namespace tanhui {
namespace {

constexpr double kCounts = 0.5;

std::string whereOf(const NetworkSpec& spec, const Project& project) {
  return fmt::format("{}, line {}", project.file.string(), spec.line);
}

/// Square cells in metres, over the model's grid.
Grid networkGrid(const NetworkSpec& spec, const Model& model, const std::string& where) {
  const Grid& grid = model.grid;
  const double unit = grid.crs.metresPerUnit();
  if (!(unit > 0)) throw Error(where, say("run.network_crs"), say("run.network_crs.remedy"));
  if (spec.cellSize > 0) return makeGrid(grid.crs, grid.box(), spec.cellSize / unit, where);
  if (std::abs(grid.dx - grid.dy) > 1e-9 * grid.dx)
    throw Error(where, say("run.network_square"), say("run.network_square.remedy"));
  return grid;
}

/// The class of most of the model's cells whose middle lies in a cell; of none the one at the cell's middle.
ClassRaster onGrid(ClassRaster land, const Grid& from, const Grid& to) {
  if (from.sameAs(to) && from.cols == to.cols && from.rows == to.rows) return land;
  ClassRaster out{land.classes, std::vector<std::uint8_t>(static_cast<std::size_t>(to.cols * to.rows), kClassNodata)};
  const auto range = [](double low, double high, std::int64_t most) {
    const auto first = std::clamp<std::int64_t>(std::llround(low), 0, most);
    return std::pair{first, std::clamp<std::int64_t>(std::llround(high), 0, most)};
  };
  std::array<std::int64_t, 256> count{};
  for (std::int64_t row = 0; row < to.rows; ++row)
    for (std::int64_t col = 0; col < to.cols; ++col) {
      const Box box = to.box({col, row, 1, 1});
      auto [west, east] = range((box.xmin - from.x0) / from.dx, (box.xmax - from.x0) / from.dx, from.cols);
      auto [north, south] = range((from.y0 - box.ymax) / from.dy, (from.y0 - box.ymin) / from.dy, from.rows);
      if (west == east && west < from.cols)
        west = static_cast<std::int64_t>(((box.xmin + box.xmax) / 2 - from.x0) / from.dx), east = west + 1;
      if (north == south && north < from.rows)
        north = static_cast<std::int64_t>((from.y0 - (box.ymin + box.ymax) / 2) / from.dy), south = north + 1;
      count.fill(0);
      for (std::int64_t r = north; r < std::min(south, from.rows); ++r)
        for (std::int64_t c = west; c < std::min(east, from.cols); ++c)
          ++count[land.cells[static_cast<std::size_t>(r * from.cols + c)]];
      const auto most = std::ranges::max_element(count);
      if (*most > 0)
        out.cells[static_cast<std::size_t>(row * to.cols + col)] = static_cast<std::uint8_t>(most - count.begin());
    }
  return out;
}

/// Cells of which a shape covers at least half.
std::vector<std::int64_t> cellsUnder(const MultiPolygon& shape, const Grid& grid, Coverage& coverage) {
  std::vector<std::int64_t> cells;
  for (const CoverageRun& run : coverage(shape, grid, grid.all()))
    if (run.fraction >= kCounts)
      for (int col = run.colBegin; col < run.colEnd; ++col) cells.push_back(run.row * grid.cols + col);
  return cells;
}

/// What lies outside the region is not for crossing.
void keepToRegion(const Model& model, NetworkGround& ground) {
  std::vector<bool> inside(ground.costs.size(), model.region.shapes.empty());
  Coverage coverage;
  for (const MultiPolygon& shape : model.region.shapes)
    for (const std::int64_t cell : cellsUnder(shape, ground.grid, coverage))
      inside[static_cast<std::size_t>(cell)] = true;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i])
      ground.landscapeHa += ground.rowHa[i / static_cast<std::size_t>(ground.grid.cols)];
    else
      ground.costs[i] = std::nanf("");
  }
}

double hectaresOf(const std::vector<std::int64_t>& cells, const NetworkGround& ground) {
  double sum = 0;
  for (const std::int64_t cell : cells) sum += ground.rowHa[static_cast<std::size_t>(cell / ground.grid.cols)];
  return sum;
}

/// Cores of the classes, the largest first.
void addCores(const NetworkSpec& spec, const ClassRaster& land, const std::set<std::string>& classes,
              NetworkGround& ground) {
  std::vector<bool> mask(land.cells.size());
  for (std::size_t i = 0; i < mask.size(); ++i)
    mask[i] = land.cells[i] != kClassNodata && classes.contains(land.classes[land.cells[i]]);
  const Grid& grid = ground.grid;
  std::vector<std::pair<double, std::vector<std::int64_t>>> cores;
  for (auto& cells : patchesOf(coreOf(std::move(mask), grid.rows, grid.cols, spec.edgeWidth), grid.rows, grid.cols))
    if (const double area = hectaresOf(cells, ground); area >= spec.minCoreHa)
      cores.emplace_back(area, std::move(cells));
  std::ranges::stable_sort(cores, std::greater<>(), &std::pair<double, std::vector<std::int64_t>>::first);
  for (auto& [area, cells] : cores) {
    ground.sources.push_back({std::to_string(ground.sources.size() + 1), std::move(cells)});
    ground.sourceHa.push_back(area);
  }
}

void addPolygons(const NetworkSpec& spec, Warnings& warnings, NetworkGround& ground) {
  const VectorLayer layer = readPolygons(spec.sources, ground.grid.crs, {}, warnings);
  Coverage coverage;
  for (std::size_t i = 0; i < layer.shapes.size(); ++i) {
    const MultiPolygon& shape = layer.shapes[i];
    ground.sources.push_back({std::to_string(layer.fids[i]), cellsUnder(shape, ground.grid, coverage)});
    ground.sourceHa.push_back(geodesicAreaHa(shape.points, shape.ringEnds, ground.grid.crs));
  }
}

std::vector<double> rowHectares(const Grid& grid, AreaRule rule) {
  const CellArea area(grid, rule);
  std::vector<double> rows;
  for (std::int64_t row = 0; row < grid.rows; ++row) rows.push_back(area.at(grid.cols / 2, row));
  return rows;
}

}  // namespace

NetworkGround networkGround(const NetworkSpec& spec, const Project& project, const Model& model, int threads,
                            Warnings& warnings, const StopFlag& stop) {
  const std::string where = whereOf(spec, project);
  NetworkGround ground;
  ground.grid = networkGrid(spec, model, where);
  ground.metres = ground.grid.dx * ground.grid.crs.metresPerUnit();
  ground.rowHa = rowHectares(ground.grid, model.areaRule);
  const std::set<std::string> classes = classesNamed(model.factors.classes(), spec.classes, where);
  ClassRaster land;
  if (spec.costs.empty() || spec.sources.path.empty())
    land = onGrid(leadingClasses(model, threads, stop), model.grid, ground.grid);
  ground.costs = networkCosts(spec, project, model.factors.classes(), land, ground.grid, warnings, stop);
  keepToRegion(model, ground);
  if (spec.sources.path.empty())
    addCores(spec, land, classes, ground);
  else
    addPolygons(spec, warnings, ground);
  if (ground.sources.size() < 2)
    throw Error(where, say("run.network_few", spec.name, ground.sources.size()), say("run.network_few.remedy"));
  return ground;
}

void checkNetwork(const NetworkSpec& spec, const Project& project, const Model& model) {
  const std::string where = whereOf(spec, project);
  const Grid grid = networkGrid(spec, model, where);
  classesNamed(model.factors.classes(), spec.classes, where);
  Warnings told;  // by the run
  if (!spec.sources.path.empty()) readPolygons(spec.sources, grid.crs, {}, told);
  checkCosts(spec, project, grid, told);
}

}  // namespace tanhui
