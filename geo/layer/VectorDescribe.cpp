#include <algorithm>

#include "geo/layer/Encoding.h"
#include "geo/layer/Fields.h"
#include "geo/layer/VectorFile.h"

namespace tanhui {
namespace {

constexpr int kLookedAt = 1000;  ///< features
constexpr std::size_t kSamples = 50;

bool isNumber(OGRFieldType type) { return type == OFTInteger || type == OFTInteger64 || type == OFTReal; }

void noteKind(OGRwkbGeometryType type, VectorInfo& info) {
  switch (wkbFlatten(type)) {
    case wkbPoint:
    case wkbMultiPoint:
      info.points = true;
      break;
    case wkbLineString:
    case wkbMultiLineString:
    case wkbCircularString:
    case wkbCompoundCurve:
    case wkbMultiCurve:
    case wkbCurve:
      info.lines = true;
      break;
    case wkbUnknown:
    case wkbGeometryCollection:
    case wkbNone:
      break;
    default:
      info.polygons = true;
  }
}

void noteValue(OGRFeatureH feature, int index, VectorInfo::Field& field) {
  if (field.samples.size() >= kSamples || OGR_F_IsFieldSetAndNotNull(feature, index) == 0) return;
  const std::string text = decodeText(OGR_F_GetFieldAsString(feature, index));
  const std::string value(trimBlanks(text));
  if (!value.empty() && std::ranges::find(field.samples, value) == field.samples.end()) field.samples.push_back(value);
}

VectorInfo describeLayer(OGRLayerH layer, const std::string& encoding) {
  VectorInfo info;
  info.layer = decodeText(OGR_L_GetName(layer));
  info.crs = Crs::fromHandle(OGR_L_GetSpatialRef(layer));
  info.encoding = encoding;
  info.features = std::max<std::int64_t>(0, OGR_L_GetFeatureCount(layer, 1));
  OGREnvelope extent;
  if (info.features > 0 && OGR_L_GetExtent(layer, &extent, 1) == OGRERR_NONE)
    info.box = {extent.MinX, extent.MinY, extent.MaxX, extent.MaxY};

  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
  const std::vector<std::string> names = fieldNames(layer);
  for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i)
    info.fields.push_back(
        {names[static_cast<std::size_t>(i)], isNumber(OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, i))), {}});
  noteKind(OGR_L_GetGeomType(layer), info);
  const bool kindKnown = info.polygons || info.lines || info.points;
  OGR_L_ResetReading(layer);
  for (int seen = 0; seen < kLookedAt; ++seen) {
    const FeatureHandle feature(OGR_L_GetNextFeature(layer));
    if (feature == nullptr) break;
    for (std::size_t i = 0; i < info.fields.size(); ++i) noteValue(feature.get(), static_cast<int>(i), info.fields[i]);
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature.get());
    if (!kindKnown && geometry != nullptr) noteKind(OGR_G_GetGeometryType(geometry), info);
  }
  OGR_L_ResetReading(layer);
  return info;
}

}  // namespace

std::vector<VectorInfo> describeVector(const std::filesystem::path& path, const std::string& encoding) {
  Warnings ignored;  // a run tells them; this is a first look
  const VectorFile file = openVector(path, encoding, ignored);
  std::vector<VectorInfo> infos;
  for (OGRLayerH layer : file.spatialLayers()) infos.push_back(describeLayer(layer, file.encoding));
  return infos;
}

}  // namespace tanhui
