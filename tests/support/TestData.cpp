#include "tests/support/TestData.h"

#include <fstream>
#include <iterator>
#include <limits>
#include <stdexcept>

#include <cpl_string.h>
#include <fmt/format.h>

#include "geo/base/Handle.h"

namespace tanhui::test {
namespace fs = std::filesystem;
namespace {

void must(bool good, const std::string& what) {
  if (!good) throw std::runtime_error("test data: " + what + ": " + takeGdalMessage());
}

SpatialReferenceHandle reference(const std::string& crs) {
  if (crs.empty()) return nullptr;
  SpatialReferenceHandle handle(OSRNewSpatialReference(nullptr));
  must(OSRSetFromUserInput(handle.get(), crs.c_str()) == OGRERR_NONE, crs);
  OSRSetAxisMappingStrategy(handle.get(), OAMS_TRADITIONAL_GIS_ORDER);
  return handle;
}

const char* driverName(const fs::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".shp"       ? "ESRI Shapefile"
         : ending == ".geojson" ? "GeoJSON"
         : ending == ".gdb"     ? "OpenFileGDB"
                                : "GPKG";
}

GdalDataset openOrCreate(const fs::path& path) {
  if (fs::exists(path) && (path.extension() == ".gpkg" || path.extension() == ".gdb"))
    return GdalDataset(GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr));
  return GdalDataset(GDALCreate(GDALGetDriverByName(driverName(path)), path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
}

/// Declares a field's coded domain; returns its name in the database.
std::string addDomain(GDALDatasetH dataset, const std::string& field, OGRFieldType type,
                      const std::map<std::string, std::string>& codes) {
  std::vector<std::pair<std::string, std::string>> texts(codes.begin(), codes.end());
  std::vector<OGRCodedValue> values;
  for (auto& [code, meaning] : texts) values.push_back({code.data(), meaning.data()});
  values.push_back({nullptr, nullptr});
  const std::string name = "domain of " + field;
  const OGRFieldDomainH domain = OGR_CodedFldDomain_Create(name.c_str(), "", type, OFSTNone, values.data());
  must(domain != nullptr, name);
  const bool added = GDALDatasetAddFieldDomain(dataset, domain, nullptr);
  OGR_FldDomain_Destroy(domain);
  must(added, name);
  return name;
}

void addField(GDALDatasetH dataset, OGRLayerH target, const TestLayer& layer, const std::string& field) {
  const std::size_t colon = field.find(':');
  const std::string name = field.substr(0, colon), type = colon == field.npos ? "" : field.substr(colon + 1);
  const OGRFieldType kind = type == "real"                 ? OFTReal
                            : type != "int"                ? OFTString
                            : layer.domains.contains(name) ? OFTInteger
                                                           : OFTInteger64;
  const OGRFieldDefnH definition = OGR_Fld_Create(name.c_str(), kind);
  if (const auto alias = layer.aliases.find(name); alias != layer.aliases.end())
    OGR_Fld_SetAlternativeName(definition, alias->second.c_str());
  if (const auto codes = layer.domains.find(name); codes != layer.domains.end())
    OGR_Fld_SetDomainName(definition, addDomain(dataset, layer.name + "." + name, kind, codes->second).c_str());
  const OGRErr failure = OGR_L_CreateField(target, definition, TRUE);
  OGR_Fld_Destroy(definition);
  must(failure == OGRERR_NONE, name);
}

void putNotANumber(OGRGeometryH geometry) {
  for (int part = 0; part < OGR_G_GetGeometryCount(geometry); ++part)
    putNotANumber(OGR_G_GetGeometryRef(geometry, part));
  for (int i = 0; i < OGR_G_GetPointCount(geometry); ++i)
    if (OGR_G_GetX(geometry, i) == kNotANumber)
      OGR_G_SetPoint_2D(geometry, i, std::numeric_limits<double>::quiet_NaN(), OGR_G_GetY(geometry, i));
}

void addFeature(OGRLayerH layer, const TestFeature& feature) {
  const FeatureHandle handle(OGR_F_Create(OGR_L_GetLayerDefn(layer)));
  for (std::size_t i = 0; i < feature.values.size(); ++i)
    if (!feature.values[i].empty()) OGR_F_SetFieldString(handle.get(), static_cast<int>(i), feature.values[i].c_str());
  if (!feature.wkt.empty()) {
    OGRGeometryH geometry = nullptr;
    std::string wkt = feature.wkt;
    char* at = wkt.data();
    must(OGR_G_CreateFromWkt(&at, nullptr, &geometry) == OGRERR_NONE, feature.wkt);
    putNotANumber(geometry);
    must(OGR_F_SetGeometryDirectly(handle.get(), geometry) == OGRERR_NONE, feature.wkt);
  }
  must(OGR_L_CreateFeature(layer, handle.get()) == OGRERR_NONE, "feature");
}

}  // namespace

void writeLayer(const fs::path& path, const TestLayer& layer) {
  registerGdal();
  const GdalDataset dataset = openOrCreate(path);
  must(dataset != nullptr, path.string());
  const SpatialReferenceHandle crs = reference(layer.crs);
  CPLStringList options;
  if (!layer.encoding.empty()) options.SetNameValue("ENCODING", layer.encoding.c_str());
  if (!layer.alias.empty()) options.SetNameValue("LAYER_ALIAS", layer.alias.c_str());
  const OGRwkbGeometryType type = path.extension() == ".gdb" ? wkbPolygon : wkbUnknown;  // a FileGDB holds one type
  const OGRLayerH handle = GDALDatasetCreateLayer(dataset.get(), layer.name.c_str(), crs.get(), type, options.List());
  must(handle != nullptr, layer.name);
  for (const std::string& field : layer.fields) addField(dataset.get(), handle, layer, field);
  for (const TestFeature& feature : layer.features) addFeature(handle, feature);
}

std::string rectangle(double xmin, double ymin, double xmax, double ymax) {
  return fmt::format("POLYGON (({0} {1}, {2} {1}, {2} {3}, {0} {3}, {0} {1}))", xmin, ymin, xmax, ymax);
}

void writeRaster(const fs::path& path, const TestRaster& raster) {
  registerGdal();
  CPLStringList options;
  for (const std::string& option : raster.options) options.AddString(option.c_str());
  const GdalDataset dataset(GDALCreate(GDALGetDriverByName("GTiff"), path.c_str(), raster.cols, raster.rows, 1,
                                       GDALGetDataTypeByName(raster.type.c_str()), options.List()));
  must(dataset != nullptr, path.string());
  std::vector<double> transform = raster.transform;
  if (transform.empty()) transform = {raster.x0, raster.dx, 0, raster.y0, 0, -raster.dy};
  must(GDALSetGeoTransform(dataset.get(), transform.data()) == CE_None, "transform");
  if (const SpatialReferenceHandle crs = reference(raster.crs))
    must(GDALSetSpatialRef(dataset.get(), crs.get()) == CE_None, raster.crs);
  const GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
  if (raster.hasNodata) must(GDALSetRasterNoDataValue(band, raster.nodata) == CE_None, "nodata");
  std::vector<double> row(static_cast<std::size_t>(raster.cols));
  for (int y = 0; y < raster.rows; ++y) {
    for (int x = 0; x < raster.cols; ++x) row[static_cast<std::size_t>(x)] = raster.value(x, y);
    must(GDALRasterIO(band, GF_Write, 0, y, raster.cols, 1, row.data(), raster.cols, 1, GDT_Float64, 0, 0) == CE_None,
         "pixels");
  }
}

void writeText(const fs::path& path, const std::string& bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

std::string readText(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void truncateFile(const fs::path& path, double share) {
  fs::resize_file(path, static_cast<std::uintmax_t>(static_cast<double>(fs::file_size(path)) * share));
}

}  // namespace tanhui::test
