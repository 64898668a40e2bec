#include "geo/model/GridChoice.h"

#include <algorithm>
#include <cmath>

#include "geo/gdal/SourceFiles.h"
#include "geo/grid/Transform.h"
#include "geo/layer/PolygonOverlay.h"
#include "geo/layer/RasterLayer.h"
#include "geo/layer/VectorRead.h"

namespace tanhui {
namespace {

/// The Gauss-Kruger zone of 3 degrees that holds a longitude: EPSG:4534 (75 E) ... 4554 (135 E).
std::string gaussKruger(double longitude) {
  const int meridian = static_cast<int>(std::lround(longitude / 3)) * 3;
  return fmt::format("EPSG:{}", 4534 + (meridian - 75) / 3);
}

const LandLayer* firstRaster(const std::vector<LandLayer>& layers) {
  for (const LandLayer& layer : layers)
    if (layer.isRaster() && !layer.belt) return &layer;
  return nullptr;
}

VectorLayer oneFeature(MultiPolygon shape) {
  VectorLayer layer{.name = "region", .fids = {0}, .shapes = {}, .text = {}, .number = {}};
  layer.shapes.push_back(std::move(shape));
  return layer;
}

}  // namespace

Crs chooseCrs(const Project& project) {
  if (!project.crs.empty()) return Crs::parse(project.crs, project.file.string());
  const auto ofToday = [](const LayerSpec& layer) { return !layer.earlier(); };
  auto found = std::ranges::find_if(project.layers, [&](const LayerSpec& layer) {
    return ofToday(layer) && !layer.drawdown;  // a DEM is no map
  });
  if (found == project.layers.end()) found = std::ranges::find_if(project.layers, ofToday);
  const LayerSpec& first = *found;
  if (isRasterSource(first.source.path)) return rasterGrid(first.source.path).crs;
  for (const VectorInfo& info : describeVector(first.source.path, first.source.encoding)) {
    if (!first.source.sublayer.empty() && info.layer != first.source.sublayer) continue;
    Crs crs = first.source.crs.empty() ? info.crs : Crs::parse(first.source.crs, first.name);
    if (!crs.known()) throw Error(first.source.path.string(), say("model.no_crs"), say("model.no_crs.remedy"));
    if (crs.geographic())
      throw Error(project.file.string(), say("model.crs_geographic", first.name),
                  say("model.crs_geographic.remedy", gaussKruger((info.box.xmin + info.box.xmax) / 2)));
    return crs;
  }
  throw Error(first.source.path.string(), say("model.no_sublayer", first.source.sublayer),
              say("model.no_sublayer.remedy"));
}

VectorLayer boxRegion(const Box& b) {
  return oneFeature(
      {{{b.xmin, b.ymin}, {b.xmax, b.ymin}, {b.xmax, b.ymax}, {b.xmin, b.ymax}, {b.xmin, b.ymin}}, {5}, b});
}

VectorLayer chooseRegion(const Project& project, const Crs& crs, const std::vector<LandLayer>& layers,
                         Warnings& warnings) {
  if (!project.region.path.empty()) {
    VectorLayer region = readPolygons(project.region, crs, {}, warnings);
    if (region.shapes.size() == 1) return region;
    return oneFeature(unionOf(region.shapes, project.region.path.string()));
  }
  if (project.bounds) {
    const auto& [xmin, ymin, xmax, ymax] = *project.bounds;
    return boxRegion({xmin, ymin, xmax, ymax});
  }
  const bool rasterAlone = layers.size() == 1 && layers[0].isRaster() && project.cellSize == 0;
  if (rasterAlone) return {};
  Box box;
  for (const LandLayer& layer : layers)
    if (!layer.belt || layers.size() == 1) box.add(extent(layer, crs));
  return boxRegion(box);
}

Grid chooseGrid(const Project& project, const Crs& crs, const VectorLayer& region,
                const std::vector<LandLayer>& layers) {
  const LandLayer* raster = firstRaster(layers);
  if (project.cellSize > 0) {
    const Box box = region.shapes.empty() ? extent(*raster, crs) : region.shapes[0].box;
    return makeGrid(crs, box, project.cellSize, project.file.string());
  }
  if (raster == nullptr)
    throw Error(project.file.string(), say("model.no_cell_size"), say("model.no_cell_size.remedy"));
  Grid grid = raster->rasterGrid;
  if (!grid.crs.sameAs(crs))
    throw Error(project.file.string(), say("model.raster_crs", raster->name, grid.crs.name(), crs.name()),
                say("model.raster_crs.remedy"));
  if (region.shapes.empty()) return grid;
  // The raster's own cells, as many as hold the region.
  const Box& box = region.shapes[0].box;
  const auto west = static_cast<std::int64_t>(std::floor((box.xmin - grid.x0) / grid.dx + 1e-6));
  const auto north = static_cast<std::int64_t>(std::floor((grid.y0 - box.ymax) / grid.dy + 1e-6));
  const auto east = static_cast<std::int64_t>(std::ceil((box.xmax - grid.x0) / grid.dx - 1e-6));
  const auto south = static_cast<std::int64_t>(std::ceil((grid.y0 - box.ymin) / grid.dy - 1e-6));
  grid.x0 += static_cast<double>(west) * grid.dx;
  grid.y0 -= static_cast<double>(north) * grid.dy;
  grid.cols = east - west;
  grid.rows = south - north;
  return grid;
}

}  // namespace tanhui
