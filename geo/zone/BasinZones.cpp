#include "geo/zone/BasinZones.h"

#include <cmath>

#include "geo/layer/CellShapes.h"
#include "geo/layer/VectorRead.h"
#include "geo/terrain/Basins.h"
#include "geo/terrain/Fill.h"

namespace tanhui {
namespace {

/// The cell of a point; throws Error naming the outlet when it lies outside.
std::size_t cellOf(const Dem& dem, Point p, const std::string& where) {
  const double col = std::floor((p.x - dem.grid.x0) / dem.grid.dx), row = std::floor((dem.grid.y0 - p.y) / dem.grid.dy);
  const bool inside = col >= 0 && row >= 0 && col < dem.cols() && row < dem.rows();
  const std::size_t cell =
      inside ? static_cast<std::size_t>(row) * static_cast<std::size_t>(dem.cols()) + static_cast<std::size_t>(col) : 0;
  if (!inside || std::isnan(dem.z[cell])) throw Error(where, say("zone.outlet_apart"), say("zone.outlet_apart.remedy"));
  return cell;
}

}  // namespace

BasinLayer makeBasins(const BasinSpec& spec, const Crs& target, Warnings& warnings) {
  const Dem dem = readDem(spec.dem);
  FieldRequest fields;
  for (const std::string& field : {spec.id, spec.label})
    if (!field.empty()) fields.text.push_back(field);
  const PointLayer outlets = readPoints(spec.outlets, dem.grid.crs, fields, warnings);

  const FlowField flow = flowField(dem, filledHeights(dem));
  const std::vector<std::size_t> order = downstreamOrder(flow);
  const std::vector<std::uint32_t> accumulated = flowCells(flow, order);
  BasinLayer layer;
  std::vector<std::size_t> cells;
  for (std::size_t i = 0; i < outlets.points.size(); ++i) {
    const std::size_t drawn = cellOf(dem, outlets.points[i], featureWhere(outlets.name, outlets.fids[i]));
    cells.push_back(snapToFlow(flow, accumulated, drawn, kOutletReach));
    layer.ids.push_back(spec.id.empty() ? std::to_string(outlets.fids[i]) : outlets.text.front()[i]);
    layer.labels.push_back(spec.label.empty() ? layer.ids.back() : outlets.text.back()[i]);
  }
  const Basins basins = basinsOf(flow, order, cells);
  for (const std::uint32_t into : basins.into) layer.downstream.push_back(into == kNoBasin ? "" : layer.ids[into]);
  layer.polygons.name = outlets.name;
  layer.polygons.fids = outlets.fids;
  layer.polygons.shapes = shapesOfLabels(basins.of, outlets.points.size(), dem.grid, target, spec.name);
  return layer;
}

}  // namespace tanhui
