#include "app/viewer/canvas/VectorShapes.h"

#include <cmath>

#include "geo/gdal/Fields.h"
#include "geo/gdal/VectorFile.h"
#include "geo/grid/Transform.h"

namespace tanhui::viewer {
namespace {

using Kind = VectorShapes::Kind;

/// Takes the geometries of a layer apart.
class ShapeReader {
 public:
  ShapeReader(VectorShapes& out, const Transform& transform) : out_(out), transform_(transform) {}

  bool add(OGRGeometryH geometry) {
    VectorShapes::Shape shape;
    shape.firstPart = static_cast<std::uint32_t>(out_.partEnds.size());
    const std::size_t firstPoint = out_.points.size();
    take(geometry, shape.kind);
    shape.endPart = static_cast<std::uint32_t>(out_.partEnds.size());
    if (shape.endPart == shape.firstPart) return false;
    const std::span<Point> points = std::span(out_.points).subspan(firstPoint);
    if (!transform_.identity()) transform_(points);
    for (const Point& p : points) {
      if (!std::isfinite(p.x) || !std::isfinite(p.y)) {
        out_.points.resize(firstPoint);
        out_.partEnds.resize(shape.firstPart);
        return false;
      }
      shape.box.add(p);
    }
    out_.box.add(shape.box);
    out_.shapes.push_back(shape);
    return true;
  }

 private:
  void take(OGRGeometryH geometry, Kind& kind) {
    switch (wkbFlatten(OGR_G_GetGeometryType(geometry))) {
      case wkbPoint:
        kind = Kind::points;
        takePoints(geometry);
        break;
      case wkbLineString:
      case wkbLinearRing:
        kind = Kind::lines;
        takePoints(geometry);
        break;
      case wkbPolygon:
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) takePoints(OGR_G_GetGeometryRef(geometry, i));
        kind = Kind::areas;
        break;
      case wkbMultiPoint:
      case wkbMultiLineString:
      case wkbMultiPolygon:
      case wkbGeometryCollection:
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) take(OGR_G_GetGeometryRef(geometry, i), kind);
        break;
      default:
        takeCurve(geometry, kind);
    }
  }

  void takePoints(OGRGeometryH line) {
    const int count = OGR_G_GetPointCount(line);
    if (count == 0) return;
    const std::size_t start = out_.points.size();
    out_.points.resize(start + static_cast<std::size_t>(count));
    OGR_G_GetPoints(line, &out_.points[start].x, sizeof(Point), &out_.points[start].y, sizeof(Point), nullptr, 0);
    out_.partEnds.push_back(static_cast<std::uint32_t>(out_.points.size()));
  }

  /// Arcs and the like become lines.
  void takeCurve(OGRGeometryH curve, Kind& kind) {
    if (OGR_G_HasCurveGeometry(curve, FALSE) == FALSE) return;
    const OgrGeometry linear(OGR_G_GetLinearGeometry(curve, 0, nullptr));
    if (linear) take(linear.get(), kind);
  }

  VectorShapes& out_;
  const Transform& transform_;
};

int fieldIndex(OGRLayerH layer, const std::string& name) {
  return name.empty() ? -1 : OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(layer), name.c_str());
}

bool insideRings(const VectorShapes& shapes, const VectorShapes::Shape& shape, Point p) {
  bool inside = false;
  for (std::uint32_t part = shape.firstPart; part < shape.endPart; ++part) {
    const auto [first, end] = shapes.part(part);
    for (std::uint32_t i = first, j = end - 1; i < end; j = i++) {
      const Point &a = shapes.points[i], &b = shapes.points[j];
      if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
    }
  }
  return inside;
}

}  // namespace

int VectorShapes::at(Point p) const {
  int best = -1;
  double bestArea = 0;
  for (const std::uint32_t i : index.near({p.x, p.y, p.x, p.y})) {
    const Shape& shape = shapes[i];
    if (shape.kind != Kind::areas || !shape.box.meets({p.x, p.y, p.x, p.y}) || !insideRings(*this, shape, p)) continue;
    const double area = (shape.box.xmax - shape.box.xmin) * (shape.box.ymax - shape.box.ymin);
    if (best < 0 || area < bestArea) best = static_cast<int>(i), bestArea = area;
  }
  return best;
}

int VectorShapes::find(const std::string& id) const {
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (ids[i] == id) return static_cast<int>(i);
  return -1;
}

VectorShapes readShapes(const VectorContent& content, const Crs& crs) {
  registerGdal();
  Warnings ignored;
  const std::string path = content.source.path.string();
  const VectorFile file = openVector(content.source.path, content.source.encoding, ignored);
  const VectorSublayer sublayer = openSublayer(file, content.source, ignored);
  const Crs& target = crs.known() ? crs : sublayer.crs;
  const Transform transform(sublayer.crs, target, path);

  VectorShapes out;
  const int id = fieldIndex(sublayer.layer, content.idField), label = fieldIndex(sublayer.layer, content.label);
  ShapeReader reader(out, transform);
  const GdalFaults faults;
  OGR_L_ResetReading(sublayer.layer);
  while (const FeatureHandle feature{OGR_L_GetNextFeature(sublayer.layer)}) {
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature.get());
    if (geometry == nullptr || !reader.add(geometry)) continue;
    if (!content.idField.empty() || !content.zoneLayer.empty())
      out.ids.push_back(id >= 0 ? valueText(feature.get(), id) : std::to_string(OGR_F_GetFID(feature.get())));
    if (label >= 0) out.labels.push_back(valueText(feature.get(), label));
  }
  if (!faults.first().empty())
    throw Error(path, say("viewer.unreadable", faults.first()), say("viewer.vector_unreadable.remedy"),
                ErrorKind::work);
  std::vector<Box> boxes;
  boxes.reserve(out.shapes.size());
  for (const VectorShapes::Shape& shape : out.shapes) boxes.push_back(shape.box);
  out.index = BoxIndex(boxes);
  return out;
}

}  // namespace tanhui::viewer
