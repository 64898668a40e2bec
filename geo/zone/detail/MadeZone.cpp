#include "geo/zone/detail/MadeZone.h"

#include "geo/layer/PolygonOverlay.h"
#include "geo/layer/VectorRead.h"

namespace tanhui {

MultiPolygon withoutLayers(MultiPolygon area, std::span<const VectorSource> layers, const Crs& target,
                           const std::string& name, Warnings& warnings) {
  for (const VectorSource& source : layers)
    area = takeOut(area, readPolygons(source, target, {}, warnings).shapes, name);
  return area;
}

VectorLayer oneFeature(const std::string& name, MultiPolygon shape) {
  VectorLayer layer;
  layer.name = name;
  layer.fids = {1};
  layer.shapes.push_back(std::move(shape));
  return layer;
}

}  // namespace tanhui
