#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <cpl_minixml.h>

#include "geo/gdal/Encoding.h"
#include "geo/gdal/Fields.h"
#include "geo/gdal/VectorFile.h"

namespace tanhui {
namespace {

constexpr int kLookedAt = 1000;  ///< features
constexpr std::size_t kSamples = 50;

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
  if (field.samples.size() >= kSamples && field.blanks) return;
  const std::string value = valueText(feature, index);
  if (value.empty()) field.blanks = true;
  if (!value.empty() && field.samples.size() < kSamples &&
      std::ranges::find(field.samples, value) == field.samples.end())
    field.samples.push_back(value);
}

void noteNumber(OGRFeatureH feature, int index, VectorInfo::Field& field) {
  const bool known = OGR_F_IsFieldSetAndNotNull(feature, index) != 0;
  const auto value = known ? numberFromText(OGR_F_GetFieldAsString(feature, index)) : std::nullopt;
  field.numbers.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
}

/// Near enough to tell hectares from mu: a degree is taken as long as on a sphere at the feature's latitude.
double roughAreaHa(OGRGeometryH geometry, const Crs& crs) {
  constexpr double kSquareMetresPerHa = 10000, kMetresPerDegree = 111320;
  if (geometry == nullptr) return std::numeric_limits<double>::quiet_NaN();
  const double area = OGR_G_Area(geometry) / kSquareMetresPerHa;
  if (!crs.geographic()) return area;
  OGREnvelope box;
  OGR_G_GetEnvelope(geometry, &box);
  const double latitude = (box.MinY + box.MaxY) / 2 * std::numbers::pi / 180;
  return area * kMetresPerDegree * kMetresPerDegree * std::cos(latitude);
}

/// The codes of a field's domain with their meanings.
std::vector<std::pair<std::string, std::string>> domainOf(GDALDatasetH dataset, OGRFieldDefnH definition) {
  std::vector<std::pair<std::string, std::string>> codes;
  const std::string name = OGR_Fld_GetDomainName(definition);
  if (name.empty()) return codes;
  OGRFieldDomainH domain = GDALDatasetGetFieldDomain(dataset, name.c_str());
  if (domain == nullptr || OGR_FldDomain_GetDomainType(domain) != OFDT_CODED) return codes;
  for (const OGRCodedValue* value = OGR_CodedFldDomain_GetEnumeration(domain); value->pszCode != nullptr; ++value)
    codes.emplace_back(decodeText(value->pszCode), decodeText(value->pszValue == nullptr ? "" : value->pszValue));
  return codes;
}

/// A FileGDB keeps the alias of a layer in its definition, which the driver gives as XML.
std::string aliasOf(GDALDatasetH dataset, const std::string& layer) {
  const std::string driver = GDALGetDriverShortName(GDALGetDatasetDriver(dataset));
  if (driver != "OpenFileGDB" && driver != "FileGDB") return {};
  OGRLayerH answer = GDALDatasetExecuteSQL(dataset, ("GetLayerDefinition " + layer).c_str(), nullptr, nullptr);
  if (answer == nullptr) return {};
  std::string alias;
  if (const FeatureHandle feature(OGR_L_GetNextFeature(answer)); feature != nullptr) {
    CPLXMLNode* xml = CPLParseXMLString(OGR_F_GetFieldAsString(feature.get(), 0));
    if (const CPLXMLNode* root = CPLGetXMLNode(xml, "=DEFeatureClassInfo"); root != nullptr)
      alias = CPLGetXMLValue(root, "AliasName", "");
    CPLDestroyXMLNode(xml);
  }
  GDALDatasetReleaseResultSet(dataset, answer);
  return decodeText(alias);
}

VectorInfo describeLayer(const VectorFile& file, OGRLayerH layer) {
  VectorInfo info;
  info.layer = decodeText(OGR_L_GetName(layer));
  info.alias = aliasOf(file.dataset.get(), OGR_L_GetName(layer));
  info.crs = Crs::fromHandle(OGR_L_GetSpatialRef(layer));
  info.encoding = file.encoding;
  info.features = std::max<std::int64_t>(0, OGR_L_GetFeatureCount(layer, 1));
  OGREnvelope extent;
  if (info.features > 0 && OGR_L_GetExtent(layer, &extent, 1) == OGRERR_NONE)
    info.box = {extent.MinX, extent.MinY, extent.MaxX, extent.MaxY};

  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
  const std::vector<std::string> names = fieldNames(layer);
  for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
    OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, i);
    info.fields.push_back({names[static_cast<std::size_t>(i)], isNumber(OGR_Fld_GetType(field)), {}});
    info.fields.back().alias = decodeText(OGR_Fld_GetAlternativeNameRef(field));
    info.fields.back().domain = domainOf(file.dataset.get(), field);
  }
  noteKind(OGR_L_GetGeomType(layer), info);
  const bool kindKnown = info.polygons || info.lines || info.points;
  OGR_L_ResetReading(layer);
  for (int seen = 0; seen < kLookedAt; ++seen) {
    const FeatureHandle feature(OGR_L_GetNextFeature(layer));
    if (feature == nullptr) break;
    for (std::size_t i = 0; i < info.fields.size(); ++i) {
      noteValue(feature.get(), static_cast<int>(i), info.fields[i]);
      noteNumber(feature.get(), static_cast<int>(i), info.fields[i]);
    }
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature.get());
    info.areasHa.push_back(roughAreaHa(geometry, info.crs));
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
  for (OGRLayerH layer : file.spatialLayers()) infos.push_back(describeLayer(file, layer));
  return infos;
}

}  // namespace tanhui
