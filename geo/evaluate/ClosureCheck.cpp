#include "geo/evaluate/ClosureCheck.h"

#include <algorithm>
#include <cmath>

#include "geo/layer/PolygonOverlay.h"
#include "geo/layer/PolygonRuler.h"
#include "geo/model/RegionShape.h"

namespace tanhui {
namespace {

double relative(double value, double expected) {
  if (value == expected) return 0;
  return std::abs(value - expected) / std::max(std::abs(expected), 1e-12);
}

/// The polygons' own area inside the grid, in map units.
double areaInside(const VectorLayer& polygons, const Box& box) {
  double area = 0;
  for (const MultiPolygon& shape : polygons.shapes) {
    if (!shape.box.meets(box)) continue;
    area +=
        box.holds(shape.box) ? planarArea(shape) : planarArea(intersectionOf(shape, rectangleOf(box), polygons.name));
  }
  return area;
}

double cellsVsPolygons(const Model& model, const RunSums& sums) {
  const double cell = model.grid.dx * model.grid.dy;
  double worst = 0;
  const std::vector<OverlaySource> sources = overlaySources(model);
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].raster == nullptr) {
      worst =
          std::max(worst, relative(sums.coveredCells[i], areaInside(*sources[i].polygons, model.grid.box()) / cell));
    } else {
      // A raster beside the grid may reach into it by a rounding: against a cell at least.
      const double difference = sums.coveredCells[i] - sums.pixelCells[i];
      worst = std::max(worst, std::abs(difference) / std::max(1.0, sums.pixelCells[i]));
    }
  }
  const bool region = !model.region.shapes.empty();
  const double regionCells =
      region ? sums.coveredCells[0] : static_cast<double>(model.grid.cols) * static_cast<double>(model.grid.rows);
  return std::max(worst, relative(sums.stackedCells, regionCells));
}

/// What area = "record" adds to the ground of a zone.
double scalingOf(const RunSums& sums, std::uint32_t zone) {
  const auto found = sums.scalingHa.find(zone);
  return found == sums.scalingHa.end() ? 0 : found->second;
}

double zonesVsTotal(const Model& model, const RunSums& sums, const std::vector<double>& zoneHa, double groundHa,
                    const MultiPolygon& region, const PolygonRuler& ruler) {
  double worst = 0;
  for (std::size_t layer = 0; layer < model.zones.size(); ++layer) {
    const ZoneLayer& zones = model.zones[layer];
    double ledger = 0, polygons = 0;
    for (std::size_t z = 0; z < zones.polygons.shapes.size(); ++z) {
      const auto zone = static_cast<std::uint32_t>(zones.firstZone + z);
      ledger += zoneHa[zone] - scalingOf(sums, zone);
      polygons += ruler.ha(intersectionOf(zones.polygons.shapes[z], region, zones.name));
    }
    worst = std::max(worst, relative(ledger, polygons));
    worst = std::max(worst, relative(ledger + sums.outsideZonesHa[layer] - sums.repeatedZonesHa[layer], groundHa));
  }
  return worst;
}

}  // namespace

Closure closureOf(const Model& model, const RunSums& sums, std::span<const LedgerLine> ledger) {
  std::size_t zones = 0;
  for (const ZoneLayer& layer : model.zones) zones += layer.ids.size();
  std::vector<double> zoneHa(zones, 0);
  double totalHa = 0;
  for (const LedgerLine& line : ledger) (line.zone == kWholeRegion ? totalHa : zoneHa[line.zone]) += line.areaHa;

  const MultiPolygon region = regionInGrid(model);
  const PolygonRuler ruler(model.grid.crs, model.areaRule);
  Closure closure;
  closure.cellsVsPolygons = cellsVsPolygons(model, sums);
  const double groundHa = totalHa - scalingOf(sums, kWholeRegion);
  closure.zonesVsTotal = zonesVsTotal(model, sums, zoneHa, groundHa, region, ruler);
  closure.regionVsGeodesic = relative(groundHa, ruler.ha(region));
  return closure;
}

void requireClosure(const Closure& closure, const std::string& where) {
  const auto require = [&](const char* name, double error) {
    if (!(error <= kClosureLimit))
      throw Error(where,
                  say("run.no_closure", name, fmt::format("{:.3e}", error), fmt::format("{:.0e}", kClosureLimit)),
                  say("run.no_closure.remedy"), ErrorKind::work);
  };
  require("cells_vs_polygons", closure.cellsVsPolygons);
  require("zones_vs_total", closure.zonesVsTotal);
  require("region_vs_geodesic", closure.regionVsGeodesic);
}

}  // namespace tanhui
