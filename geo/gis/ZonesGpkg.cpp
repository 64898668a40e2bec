#include "geo/gis/ZonesGpkg.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <cpl_conv.h>
#include <cpl_string.h>

#include "geo/account/Columns.h"
#include "geo/base/GdalOption.h"
#include "geo/base/Handle.h"
#include "geo/base/PartFile.h"
#include "geo/base/RoundNumbers.h"
#include "geo/draw/MapPicture.h"
#include "geo/gdal/OgrPolygon.h"
#include "geo/gis/detail/ZoneStyle.h"
#include "geo/product/Ramp.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

/// Names of the means per hectare that stand after the totals.
constexpr const char* kStockPerHa = "stock_tC_per_ha";
constexpr const char* kFluxPerHa = "flux_tC_per_ha_yr";

[[noreturn]] void failGpkg(const fs::path& path) {
  throw Error(path.string(), say("report.cannot_write_zones", takeGdalMessage()),
              say("report.cannot_write_zones.remedy"), ErrorKind::work);
}

void check(OGRErr error, const fs::path& path) {
  if (error != OGRERR_NONE) failGpkg(path);
}

void addField(OGRLayerH layer, const char* name, OGRFieldType type, const fs::path& path) {
  OGRFieldDefnH field = OGR_Fld_Create(name, type);
  const OGRErr error = OGR_L_CreateField(layer, field, TRUE);
  OGR_Fld_Destroy(field);
  check(error, path);
}

OGRLayerH createLayer(GDALDatasetH dataset, const char* name, const Crs& crs, const fs::path& path) {
  CPLStringList options;
  options.SetNameValue("GEOMETRY_NAME", "geom");
  OGRLayerH layer = GDALDatasetCreateLayer(dataset, name, crs.handle(), wkbMultiPolygon, options.List());
  if (layer == nullptr) failGpkg(path);
  addField(layer, "zone_id", OFTString, path);
  addField(layer, "label", OFTString, path);
  for (const TotalsColumn& column : totalsColumns()) addField(layer, std::string(column.name).c_str(), OFTReal, path);
  addField(layer, kStockPerHa, OFTReal, path);
  addField(layer, kFluxPerHa, OFTReal, path);
  return layer;
}

void setNumber(OGRFeatureH feature, int field, double value) {
  if (std::isfinite(value)) OGR_F_SetFieldDouble(feature, field, value);
}

void setTotals(OGRFeatureH feature, const Totals& totals) {
  int field = 2;
  for (const TotalsColumn& column : totalsColumns()) setNumber(feature, field++, column.value(totals));
  if (!(totals.areaHa > 0)) return;
  setNumber(feature, field++, totals.carbon.total() / totals.areaHa);
  setNumber(feature, field, totals.carbon.flux() / totals.areaHa);
}

using ZoneIndex = std::map<std::pair<std::string, std::string>, const Totals*>;

void writeLayer(GDALDatasetH dataset, const ZoneShapes& zones, const ZoneIndex& index, const Crs& crs,
                const fs::path& path) {
  OGRLayerH layer = createLayer(dataset, zones.layer.c_str(), crs, path);
  for (std::size_t i = 0; i < zones.shapes.size(); ++i) {
    const FeatureHandle feature(OGR_F_Create(OGR_L_GetLayerDefn(layer)));
    if (i < zones.ids.size()) OGR_F_SetFieldString(feature.get(), 0, zones.ids[i].c_str());
    if (i < zones.labels.size()) OGR_F_SetFieldString(feature.get(), 1, zones.labels[i].c_str());
    if (i < zones.ids.size())
      if (const auto found = index.find({zones.layer, zones.ids[i]}); found != index.end())
        setTotals(feature.get(), *found->second);
    const OgrGeometry geometry = ogrMultiPolygon(zones.shapes[i]);
    check(OGR_F_SetGeometry(feature.get(), geometry.get()), path);
    check(OGR_L_CreateFeature(layer, feature.get()), path);
  }
}

/// The classes of stock per hectare by which QGIS colours the layer.
std::vector<StyleClass> styleClasses(const ZoneShapes& zones, const ZoneIndex& index) {
  double low = INFINITY, high = -INFINITY;
  for (const std::string& id : zones.ids)
    if (const auto found = index.find({zones.layer, id}); found != index.end() && found->second->areaHa > 0) {
      const double density = found->second->carbon.total() / found->second->areaHa;
      if (std::isfinite(density)) low = std::min(low, density), high = std::max(high, density);
    }
  if (!(low <= high)) return {};
  // Zones of one land class differ by rounding only: they are one class of the legend.
  std::vector<double> edges = farApart(low, high) ? roundBreaks(low, high, 6) : std::vector<double>{};
  edges.insert(edges.begin(), low);
  edges.push_back(high);
  std::vector<StyleClass> classes;
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    const double t = (static_cast<double>(i) + 0.5) / static_cast<double>(edges.size() - 1);
    classes.push_back({edges[i], edges[i + 1], colourAt(rampOf(Palette::green), 0.1 + 0.85 * t)});
  }
  return classes;
}

/// The table in which QGIS looks for styles of a GeoPackage's layers.
void writeStyles(GDALDatasetH dataset, std::span<const ZoneShapes> zones, const ZoneIndex& index, Language language,
                 const fs::path& path) {
  CPLStringList options;
  options.SetNameValue("FID", "id");
  OGRLayerH table = GDALDatasetCreateLayer(dataset, "layer_styles", nullptr, wkbNone, options.List());
  if (table == nullptr) failGpkg(path);
  for (const char* name :
       {"f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName", "styleQML", "styleSLD"})
    addField(table, name, OFTString, path);
  addField(table, "useAsDefault", OFTInteger, path);
  for (const char* name : {"description", "owner", "ui"}) addField(table, name, OFTString, path);
  addField(table, "update_time", OFTDateTime, path);
  const std::string description = text("report.style.description", language);
  for (const ZoneShapes& layer : zones) {
    const std::string qml = zoneStyle(kStockPerHa, styleClasses(layer, index), language);
    const FeatureHandle row(OGR_F_Create(OGR_L_GetLayerDefn(table)));
    OGR_F_SetFieldString(row.get(), 0, "");
    OGR_F_SetFieldString(row.get(), 1, "");
    OGR_F_SetFieldString(row.get(), 2, layer.layer.c_str());
    OGR_F_SetFieldString(row.get(), 3, "geom");
    OGR_F_SetFieldString(row.get(), 4, "tanhui");
    OGR_F_SetFieldString(row.get(), 5, qml.c_str());
    OGR_F_SetFieldString(row.get(), 6, "");
    OGR_F_SetFieldInteger(row.get(), 7, 1);
    OGR_F_SetFieldString(row.get(), 8, description.c_str());
    OGR_F_SetFieldString(row.get(), 9, "");
    OGR_F_SetFieldString(row.get(), 10, "");
    OGR_F_SetFieldDateTime(row.get(), 11, 2000, 1, 1, 0, 0, 0, 100);
    check(OGR_L_CreateFeature(table, row.get()), path);
  }
}

void writeAll(const RunReport& report, std::span<const ZoneShapes> zones, const fs::path& partial, const fs::path& path,
              const StopFlag* stop) {
  ZoneIndex index;
  for (const ZoneTotals& zone : report.account.zones) index[{zone.layer, zone.id}] = &zone.total;
  GDALDriverH driver = GDALGetDriverByName("GPKG");
  if (driver == nullptr) failGpkg(path);
  GdalDataset dataset(GDALCreate(driver, partial.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!dataset) failGpkg(path);
  check(GDALDatasetStartTransaction(dataset.get(), FALSE), path);
  for (const ZoneShapes& layer : zones) {
    heed(stop);
    writeLayer(dataset.get(), layer, index, report.grid.crs, path);
  }
  writeStyles(dataset.get(), zones, index, report.language, path);
  if (report.synthetic) GDALSetMetadataItem(dataset.get(), "SYNTHETIC", "YES", nullptr);
  check(GDALDatasetCommitTransaction(dataset.get()), path);
  if (!closeWhole(dataset)) failGpkg(path);  // the indexes are written here, and a full disk shows only now
}

}  // namespace

fs::path writeZonesGpkg(const RunReport& report, std::span<const ZoneShapes> zones, const fs::path& folder,
                        const StopFlag* stop) {
  registerGdal();
  // GDAL stamps a GeoPackage with the clock; a fixed date gives the same bytes for the same content.
  const GdalOption date("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
  const fs::path path = folder / "zones.gpkg";
  PartFile part(path);
  writeAll(report, zones, part.path(), path, stop);
  part.commit();
  return path;
}

}  // namespace tanhui
