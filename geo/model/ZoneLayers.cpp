#include "geo/model/ZoneLayers.h"

#include <map>

#include "geo/layer/VectorRead.h"
#include "geo/zone/BasinZones.h"
#include "geo/zone/Corridor.h"
#include "geo/zone/RidgeBelt.h"

namespace tanhui {
namespace {

VectorLayer madeShape(const ZoneSpec& spec, const Crs& crs, const WithoutCropland& withoutCropland,
                      Warnings& warnings) {
  if (spec.kind == ZoneKind::road)
    return makeRoadBelt({.name = spec.name,
                         .source = spec.source,
                         .width = spec.width,
                         .croplandWidth = spec.croplandWidth,
                         .roadWidth = spec.roadWidth,
                         .exclude = spec.exclude},
                        crs, withoutCropland, warnings);
  if (spec.ridge)
    return makeRidgeBelt({.name = spec.name,
                          .source = spec.source,
                          .dem = spec.dem,
                          .gentle = spec.ridge->gentle,
                          .most = spec.ridge->most,
                          .exclude = spec.exclude},
                         crs, warnings);
  return makeCorridor({.name = spec.name, .source = spec.source, .width = spec.width, .exclude = spec.exclude}, crs,
                      warnings);
}

ZoneLayer madeLayer(const ZoneSpec& spec, VectorLayer shape) {
  ZoneLayer layer{.name = spec.name, .kind = spec.kind, .polygons = std::move(shape), .ids = {}, .labels = {}};
  for (const std::int64_t fid : layer.polygons.fids)
    layer.ids.push_back(std::to_string(fid)), layer.labels.push_back(spec.name);
  return layer;
}

ZoneLayer basinLayer(const ZoneSpec& spec, const Crs& crs, Warnings& warnings) {
  BasinLayer basins = makeBasins({spec.name, spec.dem, spec.source, spec.id, spec.label}, crs, warnings);
  return {.name = spec.name,
          .kind = spec.kind,
          .polygons = std::move(basins.polygons),
          .ids = std::move(basins.ids),
          .labels = std::move(basins.labels),
          .downstream = std::move(basins.downstream)};
}

ZoneLayer polygonLayer(const ZoneSpec& spec, const Crs& crs, Warnings& warnings) {
  FieldRequest fields;
  for (const std::string& field : {spec.id, spec.label})
    if (!field.empty()) fields.text.push_back(field);
  ZoneLayer layer{.name = spec.name,
                  .kind = spec.kind,
                  .polygons = readPolygons(spec.source, crs, fields, warnings),
                  .ids = {},
                  .labels = {}};
  const VectorLayer& polygons = layer.polygons;
  for (std::size_t i = 0; i < polygons.shapes.size(); ++i) {
    layer.ids.push_back(spec.id.empty() ? std::to_string(polygons.fids[i]) : polygons.text.front()[i]);
    layer.labels.push_back(spec.label.empty() ? layer.ids.back() : polygons.text.back()[i]);
  }
  return layer;
}

void refuseRepeatedIds(const ZoneSpec& spec, const ZoneLayer& layer) {
  std::map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < layer.ids.size(); ++i) {
    const auto [place, isNew] = first.try_emplace(layer.ids[i], i);
    if (isNew) continue;
    throw Error(layer.polygons.where(i),
                say("model.zone_repeated", spec.id, layer.ids[i], layer.polygons.fids[place->second]),
                say("model.zone_repeated.remedy"));
  }
}

}  // namespace

ZoneLayer buildZoneLayer(const ZoneSpec& spec, const Crs& crs, std::uint32_t firstZone,
                         const WithoutCropland& withoutCropland, Warnings& warnings) {
  ZoneLayer layer = spec.belt()                    ? madeLayer(spec, madeShape(spec, crs, withoutCropland, warnings))
                    : spec.kind == ZoneKind::basin ? basinLayer(spec, crs, warnings)
                                                   : polygonLayer(spec, crs, warnings);
  layer.firstZone = firstZone;
  refuseRepeatedIds(spec, layer);
  return layer;
}

}  // namespace tanhui
