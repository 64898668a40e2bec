#include "geo/gis/detail/GpkgFile.h"

#include <cmath>

#include <cpl_string.h>

#include "geo/base/Error.h"

namespace tanhui {
namespace fs = std::filesystem;

GpkgFile::GpkgFile(const fs::path& target, bool synthetic)
    : path_(target), date_("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z"), part_(target) {
  registerGdal();
  GDALDriverH driver = GDALGetDriverByName("GPKG");
  if (driver == nullptr) fail();
  dataset_ = GdalDataset(GDALCreate(driver, part_.path().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!dataset_) fail();
  check(GDALDatasetStartTransaction(dataset_.get(), FALSE));
  if (synthetic) GDALSetMetadataItem(dataset_.get(), "SYNTHETIC", "YES", nullptr);
}

void GpkgFile::fail() const {
  throw Error(path_.string(), say("report.cannot_write_zones", takeGdalMessage()),
              say("report.cannot_write_zones.remedy"), ErrorKind::work);
}

void GpkgFile::check(OGRErr error) const {
  if (error != OGRERR_NONE) fail();
}

OGRLayerH GpkgFile::layer(const std::string& name, const Crs& crs, OGRwkbGeometryType type) {
  CPLStringList options;
  options.SetNameValue("GEOMETRY_NAME", "geom");
  OGRLayerH layer = GDALDatasetCreateLayer(dataset_.get(), name.c_str(), crs.handle(), type, options.List());
  if (layer == nullptr) fail();
  return layer;
}

void GpkgFile::field(OGRLayerH layer, const std::string& name, OGRFieldType type) {
  OGRFieldDefnH definition = OGR_Fld_Create(name.c_str(), type);
  const OGRErr error = OGR_L_CreateField(layer, definition, TRUE);
  OGR_Fld_Destroy(definition);
  check(error);
}

void GpkgFile::add(OGRLayerH layer, std::initializer_list<std::string> texts, std::initializer_list<double> numbers,
                   const OgrGeometry& geometry) {
  const FeatureHandle feature(OGR_F_Create(OGR_L_GetLayerDefn(layer)));
  int field = 0;
  for (const std::string& value : texts) OGR_F_SetFieldString(feature.get(), field++, value.c_str());
  for (const double value : numbers) {
    if (std::isfinite(value)) OGR_F_SetFieldDouble(feature.get(), field, value);
    ++field;
  }
  check(OGR_F_SetGeometry(feature.get(), geometry.get()));
  check(OGR_L_CreateFeature(layer, feature.get()));
}

void GpkgFile::styles(const std::vector<std::pair<std::string, std::string>>& qml, const std::string& description) {
  CPLStringList options;
  options.SetNameValue("FID", "id");
  OGRLayerH table = GDALDatasetCreateLayer(dataset_.get(), "layer_styles", nullptr, wkbNone, options.List());
  if (table == nullptr) fail();
  for (const char* name :
       {"f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName", "styleQML", "styleSLD"})
    field(table, name, OFTString);
  field(table, "useAsDefault", OFTInteger);
  for (const char* name : {"description", "owner", "ui"}) field(table, name, OFTString);
  field(table, "update_time", OFTDateTime);
  for (const auto& [name, style] : qml) {
    const FeatureHandle row(OGR_F_Create(OGR_L_GetLayerDefn(table)));
    int at = 0;
    for (const std::string& value :
         {std::string(), std::string(), name, std::string("geom"), std::string("tanhui"), style, std::string()})
      OGR_F_SetFieldString(row.get(), at++, value.c_str());
    OGR_F_SetFieldInteger(row.get(), at++, 1);
    for (const std::string& value : {description, std::string(), std::string()})
      OGR_F_SetFieldString(row.get(), at++, value.c_str());
    OGR_F_SetFieldDateTime(row.get(), at, 2000, 1, 1, 0, 0, 0, 100);
    check(OGR_L_CreateFeature(table, row.get()));
  }
}

void GpkgFile::commit() {
  check(GDALDatasetCommitTransaction(dataset_.get()));
  if (!closeWhole(dataset_)) fail();  // the indexes are written here, and a full disk shows only now
  part_.commit();
}

}  // namespace tanhui
