#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace tanhui::test {

/// Stands in WKT for a coordinate that is no number, which WKT has no word for.
constexpr double kNotANumber = 123456789.5;

/// A feature: its geometry as WKT (empty: none) and one value per field ("" is null).
struct TestFeature {
  std::string wkt;
  std::vector<std::string> values;
};

/// A field: "name" is text, "name:real" a number, "name:int" a whole number.
struct TestLayer {
  std::string name = "layer";
  std::string crs = "EPSG:4544";  ///< empty: none
  std::vector<std::string> fields = {};
  std::vector<TestFeature> features = {};
  std::string encoding = {};  ///< Shapefile only, as GDAL names it
  // FileGDB only
  std::string alias = {};                                                  ///< the layer's name for people
  std::map<std::string, std::string> aliases = {};                         ///< the fields'
  std::map<std::string, std::map<std::string, std::string>> domains = {};  ///< field -> code -> meaning
};

/// Writes a vector file through GDAL, the driver by the extension (.shp, .gpkg, .gdb, .geojson); a .gpkg or .gdb gets a
/// further layer.
void writeLayer(const std::filesystem::path& path, const TestLayer& layer);

/// "POLYGON ((...))" of a rectangle.
std::string rectangle(double xmin, double ymin, double xmax, double ymax);

struct TestRaster {
  int cols = 10, rows = 10;
  double x0 = 600000, y0 = 3200100, dx = 10, dy = 10;  ///< west and north edge, cell size
  std::vector<double> transform = {};                  ///< six numbers in place of the above, for rotated grids
  std::string crs = "EPSG:4544";                       ///< empty: none
  std::string type = "Byte";                           ///< GDAL's name
  bool hasNodata = false;
  double nodata = 0;
  std::function<double(int col, int row)> value = [](int, int) { return 1.0; };
  std::vector<std::string> options = {};  ///< of GDAL's GTiff driver: "COMPRESS=DEFLATE", "TILED=YES"
};

/// Writes a GeoTIFF.
void writeRaster(const std::filesystem::path& path, const TestRaster& raster);

/// Writes bytes to a file; makes the folders it needs.
void writeText(const std::filesystem::path& path, const std::string& bytes);
std::string readText(const std::filesystem::path& path);

/// Cuts a file to a share of its bytes.
void truncateFile(const std::filesystem::path& path, double share);

}  // namespace tanhui::test
