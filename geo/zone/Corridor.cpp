#include "geo/zone/Corridor.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <span>

#include "geo/base/Nearest.h"
#include "geo/layer/Reproject.h"
#include "geo/layer/VectorRead.h"
#include "geo/zone/detail/CorridorArea.h"

namespace tanhui {
namespace {

void checkWidths(const CorridorSpec& spec) {
  const auto check = [&](double width) {
    if (!(width >= 0) || !std::isfinite(width))
      throw Error(spec.name, say("zone.width", width), say("zone.width.remedy"));
  };
  check(spec.width);
  for (const auto& [value, width] : spec.widths) check(width);
  if (spec.widthField.empty() && spec.width == 0)
    throw Error(spec.name, say("zone.width", 0), say("zone.width.remedy"));
}

/// The width of each feature; throws Error with all the values that have none.
std::vector<double> widthsOf(const CorridorSpec& spec, const std::string& layer, std::span<const std::string> values) {
  std::vector<double> widths;
  std::set<std::string> missing;
  for (const std::string& value : values) {
    const auto found = spec.widths.find(value);
    if (found == spec.widths.end() && spec.width == 0) missing.insert("'" + value + "'");
    widths.push_back(found != spec.widths.end() ? found->second : spec.width);
  }
  if (!missing.empty()) {
    const std::vector<std::string> names(missing.begin(), missing.end());
    throw Error(layer, say("zone.no_width", spec.widthField, joinNames(names)), say("zone.no_width.remedy", spec.name));
  }
  return widths;
}

/// Which layers of the source to read: the one that is meant, or the one of lines and the one of polygons.
std::vector<VectorInfo> layersToRead(const CorridorSpec& spec) {
  std::vector<VectorInfo> all = describeVector(spec.source.path, spec.source.encoding);
  if (!spec.source.sublayer.empty()) {
    std::erase_if(all, [&](const VectorInfo& info) { return info.layer != spec.source.sublayer; });
  } else if (all.size() > 1) {
    std::erase_if(all, [](const VectorInfo& info) { return !info.lines && !info.polygons; });
    const auto lines = std::ranges::count_if(all, &VectorInfo::lines),
               areas = std::ranges::count_if(all, &VectorInfo::polygons);
    if (lines > 1 || areas > 1) all.clear();
  }
  if (all.empty()) {
    // Neither named nor plain: the reader knows how to say so.
    VectorInfo unknown;
    unknown.layer = spec.source.sublayer;
    unknown.lines = true;
    all.push_back(unknown);
  }
  return all;
}

bool hasField(const VectorInfo& info, const std::string& field) {
  return std::ranges::find(info.fields, field, &VectorInfo::Field::name) != info.fields.end();
}

void addLines(const CorridorSpec& spec, const VectorSource& source, const Crs& geographic, Waters& waters,
              Warnings& warnings) {
  FieldRequest request;
  if (!spec.widthField.empty()) request.text = {spec.widthField};
  waters.lines = readLines(source, geographic, request, warnings);
  if (spec.widthField.empty()) {
    waters.lineWidths.assign(waters.lines.lines.size(), spec.width);
  } else {
    waters.lineWidths = widthsOf(spec, waters.lines.name, waters.lines.text[0]);
  }
}

void addPolygons(const CorridorSpec& spec, const VectorSource& source, bool hasWidths, const Crs& geographic,
                 Waters& waters, Warnings& warnings) {
  FieldRequest request;
  if (!spec.widthField.empty() && hasWidths) request.text = {spec.widthField};
  waters.polygons = readPolygons(source, geographic, request, warnings);
  if (!request.text.empty()) {
    waters.polygonWidths = widthsOf(spec, waters.polygons.name, waters.polygons.text[0]);
  } else {
    const double width = spec.widthField.empty() ? spec.width : std::numeric_limits<double>::quiet_NaN();
    waters.polygonWidths.assign(waters.polygons.shapes.size(), width);
  }
}

Waters readWaters(const CorridorSpec& spec, const Crs& geographic, Warnings& warnings) {
  Waters waters;
  const std::vector<VectorInfo> layers = layersToRead(spec);
  const bool anyLines = std::ranges::any_of(layers, &VectorInfo::lines);
  for (const VectorInfo& info : layers) {
    VectorSource source = spec.source;
    source.sublayer = info.layer;
    Warnings told;
    if (info.lines || !info.polygons) addLines(spec, source, geographic, waters, told);
    // Without lines to take a width from, the polygons must have it: reading them says so.
    if (info.polygons)
      addPolygons(spec, source, !anyLines || hasField(info, spec.widthField), geographic, waters, told);
    if (info.lines && info.polygons)  // each reading leaves to the other what is its own
      std::erase_if(told, [](const Warning& w) { return w.what.id == "layer.other_kind"; });
    warnings.insert(warnings.end(), told.begin(), told.end());
  }
  return waters;
}

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
  checkWidths(spec);
  const Crs geographic = target.geographicPart();
  const Waters waters = readWaters(spec, geographic, warnings);
  MultiPolygon shape = corridorArea(waters, geographic, target, spec.name, warnings);
  if (!spec.water) shape = takeOut(shape, waterAreas(waters, geographic, target), spec.name);
  for (const VectorSource& source : spec.exclude)
    shape = takeOut(shape, readPolygons(source, target, {}, warnings).shapes, spec.name);
  if (shape.empty()) throw Error(spec.name, say("zone.empty"), say("zone.empty.remedy"));
  VectorLayer layer;
  layer.name = spec.name;
  layer.fids = {1};
  layer.shapes.push_back(std::move(shape));
  return layer;
}

}  // namespace tanhui
