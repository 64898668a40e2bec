#include "geo/ask/AreaLand.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "geo/cog/OverviewPixels.h"
#include "geo/evaluate/Evaluate.h"
#include "geo/zonal/Zonal.h"

namespace tanhui {
namespace {

constexpr double kMostCells = 768;  // a side

std::int64_t clampedCell(double cell, std::int64_t count) {
  return static_cast<std::int64_t>(std::clamp(cell, 0.0, static_cast<double>(count)));
}

bool hasRasters(const Model& model) {
  return std::ranges::any_of(model.layers, &LandLayer::isRaster) ||
         std::ranges::any_of(model.earlier, &LandLayer::isRaster);
}

}  // namespace

std::vector<LedgerLine> landIn(const Model& model, const MultiPolygon& shape) {
  // Its strata keep their numbers; its only zone is the shape.
  Model own = model;
  ZoneLayer zone{.name = "area", .kind = ZoneKind::polygons, .polygons = {}, .ids = {"1"}, .labels = {"area"}};
  zone.polygons.fids = {1};
  zone.polygons.shapes = {shape};
  own.zones.clear();
  own.zones.push_back(std::move(zone));
  // Polygons are exact on any grid, rasters on the model's own.
  int level = 0;
  const double cells =
      std::max((shape.box.xmax - shape.box.xmin) / model.grid.dx, (shape.box.ymax - shape.box.ymin) / model.grid.dy);
  while (!hasRasters(model) && cells > kMostCells * std::ldexp(1, level)) ++level;
  const Grid grid = coarser(model.grid, level);
  const CellArea area(grid, model.areaRule);
  Evaluator evaluator(own, grid, area);
  const std::int64_t west = clampedCell(std::floor((shape.box.xmin - grid.x0) / grid.dx), grid.cols),
                     east = clampedCell(std::ceil((shape.box.xmax - grid.x0) / grid.dx), grid.cols),
                     north = clampedCell(std::floor((grid.y0 - shape.box.ymax) / grid.dy), grid.rows),
                     south = clampedCell(std::ceil((grid.y0 - shape.box.ymin) / grid.dy), grid.rows);
  std::map<StratumId, double> hectares;
  for (std::int64_t row = north; row < south; row += kTile)
    for (std::int64_t col = west; col < east; col += kTile) {
      evaluator.evaluate({col, row, static_cast<int>(std::min<std::int64_t>(kTile, east - col)),
                          static_cast<int>(std::min<std::int64_t>(kTile, south - row))});
      for (const LedgerLine& line : evaluator.sums().ledger)
        if (line.zone == 0) hectares[line.stratum] += line.areaHa;
    }
  std::vector<LedgerLine> lines;
  for (const auto& [stratum, ha] : hectares) lines.push_back({kWholeRegion, stratum, ha});
  return lines;
}

MapSum sumOver(const FloatMap& map, std::size_t band, const std::vector<LedgerLine>& land) {
  const std::vector<double>& values = map.value.at(band);
  MapSum sum;
  for (const LedgerLine& line : land) {
    if (std::ranges::binary_search(map.unmapped, line.stratum)) continue;
    sum.sum += line.areaHa * values.at(line.stratum);
    sum.areaHa += line.areaHa;
  }
  return sum;
}

MapSum sumOver(const std::filesystem::path& raster, int band, const MultiPolygon& area, double areaHa) {
  const ZonalOptions options{.raster = raster, .band = band, .statistics = {Statistic::mean, Statistic::frac}};
  VectorLayer zones;
  zones.name = "area";
  zones.fids = {1};
  zones.shapes = {area};
  Warnings ignored;
  const ZonalTable table = zonalStatistics(options, std::move(zones), ignored);
  const double mean = table.values[0][0], covered = table.values[1][0] * areaHa;
  return std::isnan(mean) ? MapSum{} : MapSum{mean * covered, covered};
}

}  // namespace tanhui
