#include "geo/zone/Corridor.h"

#include "geo/layer/PolygonOverlay.h"
#include "geo/layer/Reproject.h"
#include "geo/zone/detail/CorridorArea.h"
#include "geo/zone/detail/MadeZone.h"
#include "geo/zone/detail/ReadWaters.h"

namespace tanhui {
namespace {

/// The water polygons in the target CRS.
std::vector<MultiPolygon> waterAreas(const Waters& waters, const Crs& geographic, const Crs& target) {
  Reproject toTarget(geographic, target, waters.polygons.name);
  std::vector<MultiPolygon> areas = waters.polygons.shapes;
  for (std::size_t i = 0; i < areas.size(); ++i)
    if (!toTarget(areas[i])) throw Error(waters.polygons.where(i), say("zone.no_image"), say("zone.no_image.remedy"));
  return areas;
}

}  // namespace

VectorLayer makeCorridor(const CorridorSpec& spec, const Crs& target, Warnings& warnings) {
  checkWidths(spec.width, spec.name);
  const Crs geographic = target.geographicPart();
  const Waters waters = readWaters(spec.source, spec.width, spec.name, geographic, warnings);
  MultiPolygon shape = corridorArea(waters, geographic, target, spec.name, warnings);
  if (!spec.water) shape = takeOut(shape, waterAreas(waters, geographic, target), spec.name);
  shape = withoutLayers(std::move(shape), spec.exclude, target, spec.name, warnings);
  if (shape.empty()) throw Error(spec.name, say("zone.empty"), say("zone.empty.remedy"));
  return oneFeature(spec.name, std::move(shape));
}

}  // namespace tanhui
