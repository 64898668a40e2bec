#pragma once

#include <unistd.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <cpl_conv.h>
#include <cpl_string.h>

#include "geo/base/Error.h"
#include "geo/base/Handle.h"
#include "geo/grid/Grid.h"

namespace tanhui::test {

/// A fresh folder, with a Chinese name, gone with all in it at the end of the test.
class TempFolder {
 public:
  TempFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "tanhui-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    root_ = pattern;
    path_ = root_ / "江津区 数据";
    std::filesystem::create_directory(path_);
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(path_))
      all.push_back(entry.path().filename().string());
    std::sort(all.begin(), all.end());
    return all;
  }

 private:
  std::filesystem::path root_, path_;
};

struct FieldSpec {
  std::string name;
  OGRFieldType type = OFTString;
};

struct FeatureSpec {
  std::string wkt;                       ///< empty: no geometry
  std::vector<std::string> values = {};  ///< "\x01" for null
  void (*edit)(OGRGeometryH) = nullptr;  ///< what WKT cannot say
};
inline const std::string kNull = "\x01";

/// The CRS of most layers here, and a hectare in it.
inline const Crs kGk = Crs::parse("EPSG:4544", "test");
inline constexpr auto kSquare = "POLYGON((600000 3200000,600100 3200000,600100 3200100,600000 3200100,600000 3200000))";

struct LayerOptions {
  const char* driver = "GPKG";
  std::string layer = "layer";
  std::string crs = "EPSG:4544";  ///< empty: none
  OGRwkbGeometryType type = wkbUnknown;
  std::vector<std::string> creation = {};  ///< layer creation options
  bool append = false;                     ///< to an existing file
};

inline void need(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string(what) + ": " + CPLGetLastErrorMsg());
}

inline void makeLayer(const std::filesystem::path& path, const std::vector<FieldSpec>& fields,
                      const std::vector<FeatureSpec>& features, const LayerOptions& options = {}) {
  CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");  // a test waits for no disk
  GDALDriverH driver = GDALGetDriverByName(options.driver);
  need(driver != nullptr, options.driver);
  const GdalDataset dataset(options.append
                                ? GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr)
                                : GDALCreate(driver, path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  need(dataset != nullptr, "create");
  const Crs crs = options.crs.empty() ? Crs() : Crs::parse(options.crs, "test");
  CPLStringList creation;
  for (const std::string& option : options.creation) creation.AddString(option.c_str());
  if (options.creation.empty() && std::string(options.driver) == "ESRI Shapefile") creation.AddString("ENCODING=UTF-8");
  OGRLayerH layer =
      GDALDatasetCreateLayer(dataset.get(), options.layer.c_str(), crs.handle(), options.type, creation.List());
  need(layer != nullptr, "layer");
  for (const FieldSpec& field : fields) {
    OGRFieldDefnH definition = OGR_Fld_Create(field.name.c_str(), field.type);
    const OGRErr failed = OGR_L_CreateField(layer, definition, 1);
    OGR_Fld_Destroy(definition);
    need(failed == OGRERR_NONE, "field");
  }
  for (const FeatureSpec& spec : features) {
    const FeatureHandle feature(OGR_F_Create(OGR_L_GetLayerDefn(layer)));
    for (std::size_t i = 0; i < spec.values.size(); ++i)
      if (spec.values[i] != kNull) OGR_F_SetFieldString(feature.get(), static_cast<int>(i), spec.values[i].c_str());
    if (!spec.wkt.empty()) {
      std::string text = spec.wkt;
      char* at = text.data();
      OGRGeometryH geometry = nullptr;
      need(OGR_G_CreateFromWkt(&at, nullptr, &geometry) == OGRERR_NONE, "wkt");
      if (spec.edit != nullptr) spec.edit(geometry);
      need(OGR_F_SetGeometryDirectly(feature.get(), geometry) == OGRERR_NONE, "geometry");
    }
    need(OGR_L_CreateFeature(layer, feature.get()) == OGRERR_NONE, "feature");
  }
}

struct RasterOptions {
  GDALDataType type = GDT_Byte;
  const double* nodata = nullptr;
  const char* driver = "GTiff";
  std::array<double, 6> transform = {};  ///< all 0: of the grid
  std::vector<std::string> creation = {};
};

/// Writes one band of values, row-major from the first row of the file.
inline void makeRaster(const std::filesystem::path& path, const Grid& grid, std::vector<double> values,
                       const RasterOptions& options = {}) {
  CPLStringList creation;
  for (const std::string& option : options.creation) creation.AddString(option.c_str());
  const int cols = static_cast<int>(grid.cols), rows = static_cast<int>(grid.rows);
  const GdalDataset dataset(
      GDALCreate(GDALGetDriverByName(options.driver), path.c_str(), cols, rows, 1, options.type, creation.List()));
  need(dataset != nullptr, "create");
  std::array<double, 6> transform = options.transform;
  if (transform[1] == 0) transform = {grid.x0, grid.dx, 0, grid.y0, 0, -grid.dy};
  need(GDALSetGeoTransform(dataset.get(), transform.data()) == CE_None, "transform");
  if (grid.crs.known()) need(GDALSetSpatialRef(dataset.get(), grid.crs.handle()) == CE_None, "crs");
  GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
  if (options.nodata != nullptr) need(GDALSetRasterNoDataValue(band, *options.nodata) == CE_None, "nodata");
  need(GDALRasterIO(band, GF_Write, 0, 0, cols, rows, values.data(), cols, rows, GDT_Float64, 0, 0) == CE_None,
       "pixels");
}

/// The id of the problem that a call throws, its where and remedy; empty id when it throws nothing.
struct Caught {
  std::string id, where, remedy;
  std::vector<std::string> args, remedyArgs;
  ErrorKind kind = ErrorKind::work;
};
template <typename Call>
Caught caught(const Call& call) {
  try {
    call();
  } catch (const Error& e) {
    return {e.problem().id, e.where(), e.remedy().id, e.problem().args, e.remedy().args, e.kind()};
  }
  return {};
}

inline bool told(const Warnings& warnings, const std::string& id) {
  return std::any_of(warnings.begin(), warnings.end(), [&](const Warning& w) { return w.what.id == id; });
}

}  // namespace tanhui::test
