#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <cpl_string.h>

#include "geo/base/Handle.h"
#include "geo/coverage/MultiPolygon.h"
#include "geo/gdal/VectorLayer.h"
#include "geo/grid/Grid.h"

/// Small rasters and layers on disk, for the tests of this room.
namespace tanhui::make {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

inline void need(bool done) {
  if (!done) throw std::runtime_error("GDAL: " + takeGdalMessage());
}

inline SpatialReferenceHandle crs(int epsg) {
  SpatialReferenceHandle handle(OSRNewSpatialReference(nullptr));
  need(OSRImportFromEPSG(handle.get(), epsg) == OGRERR_NONE);
  OSRSetAxisMappingStrategy(handle.get(), OAMS_TRADITIONAL_GIS_ORDER);
  return handle;
}

constexpr double kWest = 620000, kNorth = 3240000, kCell = 10;

struct RasterSpec {
  const char* driver = "GTiff";
  GDALDataType type = GDT_Float32;
  int epsg = 4544;  ///< 0: none
  std::array<double, 6> transform{kWest, kCell, 0, kNorth, 0, -kCell};
  std::optional<double> nodata = {};
  std::vector<std::string> options = {};
};

/// Gives a file a new time again and again while it lives, as somebody would who saves it.
class KeepsChanging {
 public:
  explicit KeepsChanging(std::filesystem::path file)
      : thread_([this, file = std::move(file)] {
          for (auto time = std::filesystem::last_write_time(file); !done_; time += std::chrono::seconds(1))
            std::filesystem::last_write_time(file, time);
        }) {}
  ~KeepsChanging() {
    done_ = true;
    thread_.join();
  }
  KeepsChanging(const KeepsChanging&) = delete;
  KeepsChanging& operator=(const KeepsChanging&) = delete;

 private:
  std::atomic<bool> done_ = false;
  std::thread thread_;  ///< last: it needs the flag
};

/// Band 1 holds `values`, row-major.
inline std::filesystem::path raster(const std::filesystem::path& path, int cols, int rows, std::vector<double> values,
                                    const RasterSpec& spec = {}) {
  CPLStringList options;
  for (const std::string& option : spec.options) options.AddString(option.c_str());
  GDALDriverH driver = GDALGetDriverByName(spec.driver);
  const GdalDataset dataset(GDALCreate(driver, path.c_str(), cols, rows, 1, spec.type, options.List()));
  need(dataset != nullptr);
  std::array<double, 6> transform = spec.transform;
  need(GDALSetGeoTransform(dataset.get(), transform.data()) == CE_None);
  if (spec.epsg != 0) need(GDALSetSpatialRef(dataset.get(), crs(spec.epsg).get()) == CE_None);
  GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
  if (spec.nodata) need(GDALSetRasterNoDataValue(band, *spec.nodata) == CE_None);
  need(GDALRasterIO(band, GF_Write, 0, 0, cols, rows, values.data(), cols, rows, GDT_Float64, 0, 0) == CE_None);
  GDALFlushCache(dataset.get());
  return path;
}

/// A layer of polygons given as WKT, with a text field "name".
struct NamedPolygon {
  std::string wkt, name;
};
inline std::filesystem::path polygons(const std::filesystem::path& path, const std::vector<NamedPolygon>& features,
                                      int epsg = 4544) {
  const GdalDataset dataset(GDALCreate(GDALGetDriverByName("GPKG"), path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  need(dataset != nullptr);
  const SpatialReferenceHandle reference = crs(epsg);
  OGRLayerH layer = GDALDatasetCreateLayer(dataset.get(), "zones", reference.get(), wkbUnknown, nullptr);
  need(layer != nullptr);
  OGRFieldDefnH field = OGR_Fld_Create("name", OFTString);
  const OGRErr made = OGR_L_CreateField(layer, field, TRUE);
  OGR_Fld_Destroy(field);
  need(made == OGRERR_NONE);
  for (const NamedPolygon& polygon : features) {
    const FeatureHandle feature(OGR_F_Create(OGR_L_GetLayerDefn(layer)));
    OGR_F_SetFieldString(feature.get(), 0, polygon.name.c_str());
    OGRGeometryH geometry = nullptr;
    char* text = const_cast<char*>(polygon.wkt.c_str());
    need(OGR_G_CreateFromWkt(&text, nullptr, &geometry) == OGRERR_NONE);
    need(OGR_F_SetGeometryDirectly(feature.get(), geometry) == OGRERR_NONE);
    need(OGR_L_CreateFeature(layer, feature.get()) == OGRERR_NONE);
  }
  return path;
}

/// A rectangle in cells of the default raster, x to the east and y to the south of its north-west corner.
inline MultiPolygon cells(double west, double north, double east, double south) {
  MultiPolygon shape;
  const auto at = [](double u, double v) { return Point{kWest + u * kCell, kNorth - v * kCell}; };
  shape.points = {at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)};
  shape.ringEnds = {5};
  for (const Point& point : shape.points) shape.box.add(point);
  return shape;
}

inline std::string cellsWkt(double west, double north, double east, double south) {
  const MultiPolygon shape = cells(west, north, east, south);
  std::string wkt = "POLYGON((";
  for (const Point& p : shape.points) wkt += (wkt.back() == '(' ? "" : ",") + fmt::format("{} {}", p.x, p.y);
  return wkt + "))";
}

inline VectorLayer layer(std::vector<MultiPolygon> shapes) {
  VectorLayer layer;
  layer.name = "zones";
  for (std::size_t i = 0; i < shapes.size(); ++i) layer.fids.push_back(static_cast<std::int64_t>(i) + 1);
  layer.shapes = std::move(shapes);
  return layer;
}

/// Cuts a file to its first `bytes` bytes.
inline void truncate(const std::filesystem::path& path, std::uintmax_t bytes) {
  std::filesystem::resize_file(path, bytes);
}

}  // namespace tanhui::make
