#include "geo/layer/VectorRead.h"

#include <functional>

#include "geo/gdal/Fields.h"
#include "geo/gdal/VectorFile.h"
#include "geo/grid/Transform.h"
#include "geo/layer/Reproject.h"
#include "geo/layer/detail/CoordinateCheck.h"
#include "geo/layer/detail/ReadLog.h"

namespace tanhui {
namespace {

[[noreturn]] void failDamaged(const std::string& name, const std::string& reason) {
  throw Error(name, say("layer.damaged", reason), say("layer.damaged.remedy"), ErrorKind::work);
}

/// Every feature in file order. Returns how many there were; throws Error when the file ends in a fault. A fault before
/// the first feature is that of the filter, when there is one.
template <typename Visit>
std::int64_t eachFeature(const VectorSublayer& sublayer, const std::string& filter, const Visit& visit) {
  const GdalFaults faults;
  OGR_L_ResetReading(sublayer.layer);
  std::int64_t count = 0;
  for (FeatureHandle feature(OGR_L_GetNextFeature(sublayer.layer)); feature != nullptr;
       feature.reset(OGR_L_GetNextFeature(sublayer.layer))) {
    if (!faults.first().empty()) failDamaged(sublayer.name, faults.first());
    visit(feature.get());
    ++count;
  }
  if (!faults.first().empty() && count == 0 && !filter.empty())
    throw Error(sublayer.name, say("layer.filter", filter, faults.first()), say("layer.filter.remedy"));
  if (!faults.first().empty()) failDamaged(sublayer.name, faults.first());
  return count;
}

bool mayHold(OGRLayerH layer, std::initializer_list<OGRwkbGeometryType> kinds) {
  const OGRwkbGeometryType type = wkbFlatten(OGR_L_GetGeomType(layer));
  if (type == wkbUnknown || type == wkbGeometryCollection) return true;
  return std::ranges::find(kinds, type) != kinds.end();
}

/// What is the same for polygons and lines: from a source to features with geometry in the target CRS.
class Reading {
 public:
  Reading(const VectorSource& source, const Crs& target, const FieldRequest& request, Warnings& warnings)
      : warnings_(warnings),
        file_(openVector(source.path, source.encoding, warnings)),
        sublayer_(openSublayer(file_, source, warnings)),
        fields_(sublayer_.layer, sublayer_.name, request, !source.where.empty()),
        reproject_(sublayer_.crs, target, sublayer_.name),
        check_(sublayer_.crs),
        log_(sublayer_.name, sublayer_.crs),
        filter_(source.where),
        partial_(!source.within.empty()) {
    if (!partial_) return;
    const Box box = transformed(source.within, Transform(target, sublayer_.crs, sublayer_.name));
    OGR_L_SetSpatialFilterRect(sublayer_.layer, box.xmin, box.ymin, box.xmax, box.ymax);
  }

  OGRLayerH layer() const { return sublayer_.layer; }
  const std::string& name() const { return sublayer_.name; }
  ReadLog& log() { return log_; }
  FieldReader& fields() { return fields_; }

  template <typename Visit>
  void each(const Visit& visit) {
    features_ = eachFeature(sublayer_, filter_, [&](OGRFeatureH feature) {
      const std::int64_t fid = OGR_F_GetFID(feature);
      OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
      if (geometry == nullptr || OGR_G_IsEmpty(geometry) != 0) return log_.noGeometry(fid);
      visit(feature, geometry, fid);
    });
  }

  /// Finite, and such as the CRS of the layer can have.
  Box checked(std::span<const Point> points, std::int64_t fid) const {
    if (!allFinite(points))
      throw Error(featureWhere(name(), fid), say("layer.not_finite"), say("layer.not_finite.remedy"));
    const Box box = boxOf(points);
    check_(box, name(), fid);
    return box;
  }

  template <typename Shape>
  void toTarget(Shape& shape, std::int64_t fid) {
    if (!reproject_(shape))
      throw Error(featureWhere(name(), fid), say("layer.no_image", sublayer_.crs.name()), say("layer.no_image.remedy"));
  }

  /// Tells the warnings; throws Error when nothing was read.
  void finish(bool empty, const char* kind) {
    log_.tell(warnings_);
    fields_.requireNumbers();
    if (!reproject_.identity() && !empty && reproject_.ballpark())
      warnings_.push_back({name(), say("layer.ballpark", sublayer_.crs.name())});
    if (!empty || partial_) return;
    if (features_ == 0 && !filter_.empty())
      throw Error(name(), say("layer.filter_empty"), say("layer.filter_empty.remedy"));
    if (features_ == 0) throw Error(name(), say("layer.empty"), say("layer.empty.remedy"));
    throw Error(name(), say(fmt::format("layer.no_{}", kind), features_), say(fmt::format("layer.no_{}.remedy", kind)));
  }

 private:
  Warnings& warnings_;
  VectorFile file_;
  VectorSublayer sublayer_;
  FieldReader fields_;
  Reproject reproject_;
  CoordinateCheck check_;
  ReadLog log_;
  std::string filter_;
  bool partial_;  ///< only what meets a box is wanted: nothing is a good answer
  std::int64_t features_ = 0;
};

std::size_t quickCount(OGRLayerH layer) {
  const std::int64_t count = OGR_L_GetFeatureCount(layer, 0);
  // A header may claim any number: reserve no more than costs little.
  return count > 0 ? static_cast<std::size_t>(std::min<std::int64_t>(count, 1 << 20)) : 0;
}

}  // namespace

VectorLayer readPolygons(const VectorSource& source, const Crs& target, const FieldRequest& request,
                         Warnings& warnings) {
  Reading reading(source, target, request, warnings);
  if (!mayHold(reading.layer(), {wkbPolygon, wkbMultiPolygon, wkbCurvePolygon, wkbMultiSurface, wkbPolyhedralSurface,
                                 wkbTIN, wkbTriangle, wkbSurface}))
    throw Error(reading.name(), say("layer.not_polygons", OGRGeometryTypeToName(OGR_L_GetGeomType(reading.layer()))),
                say("layer.not_polygons.remedy"));
  VectorLayer out;
  out.name = reading.name();
  out.text.resize(request.text.size());
  out.number.resize(request.number.size());
  const std::size_t expected = quickCount(reading.layer());
  out.fids.reserve(expected);
  out.shapes.reserve(expected);

  PolygonParts parts;
  Repair repair;
  RepairNote note;
  reading.each([&](OGRFeatureH feature, OGRGeometryH geometry, std::int64_t fid) {
    parts.clear();
    if (!appendPolygons(geometry, parts)) reading.log().otherKind(fid);
    if (parts.points.empty()) return;
    const Box box = reading.checked(parts.points, fid);
    MultiPolygon shape = repair(parts, note);
    reading.log().repaired(fid, note, box);
    if (shape.empty()) return reading.log().noArea(fid);
    reading.toTarget(shape, fid);
    reading.fields().read(feature, out.text, out.number);
    out.fids.push_back(fid);
    out.shapes.push_back(std::move(shape));
  });
  reading.finish(out.fids.empty(), "polygons");
  return out;
}

LineLayer readLines(const VectorSource& source, const Crs& target, const FieldRequest& request, Warnings& warnings) {
  Reading reading(source, target, request, warnings);
  if (!mayHold(reading.layer(),
               {wkbLineString, wkbMultiLineString, wkbCircularString, wkbCompoundCurve, wkbMultiCurve, wkbCurve}))
    throw Error(reading.name(), say("layer.not_lines", OGRGeometryTypeToName(OGR_L_GetGeomType(reading.layer()))),
                say("layer.not_lines.remedy"));
  LineLayer out;
  out.name = reading.name();
  out.text.resize(request.text.size());

  std::vector<std::vector<Point>> lines;
  std::vector<std::vector<double>> number(request.number.size());
  reading.each([&](OGRFeatureH feature, OGRGeometryH geometry, std::int64_t fid) {
    lines.clear();
    if (!appendLines(geometry, lines)) reading.log().otherKind(fid);
    for (std::vector<Point>& line : lines) {
      reading.checked(line, fid);
      reading.toTarget(line, fid);
      reading.fields().read(feature, out.text, number);
      out.fids.push_back(fid);
      out.lines.push_back(std::move(line));
    }
  });
  reading.finish(out.fids.empty(), "lines");
  return out;
}

PointLayer readPoints(const VectorSource& source, const Crs& target, const FieldRequest& request, Warnings& warnings) {
  Reading reading(source, target, request, warnings);
  if (!mayHold(reading.layer(), {wkbPoint, wkbMultiPoint}))
    throw Error(reading.name(), say("layer.not_points", OGRGeometryTypeToName(OGR_L_GetGeomType(reading.layer()))),
                say("layer.not_points.remedy"));
  PointLayer out;
  out.name = reading.name();
  out.text.resize(request.text.size());

  std::vector<Point> places;
  std::vector<std::vector<double>> number(request.number.size());
  reading.each([&](OGRFeatureH feature, OGRGeometryH geometry, std::int64_t fid) {
    places.clear();
    if (!appendPlaces(geometry, places)) reading.log().otherKind(fid);
    for (const Point place : places) {
      std::vector<Point> alone = {place};
      reading.checked(alone, fid);
      reading.toTarget(alone, fid);
      reading.fields().read(feature, out.text, number);
      out.fids.push_back(fid);
      out.points.push_back(alone.front());
    }
  });
  reading.finish(out.fids.empty(), "points");
  return out;
}

}  // namespace tanhui
