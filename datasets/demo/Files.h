#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "datasets/demo/Shapes.h"
#include "geo/base/Handle.h"

namespace tanhui::demo {

struct Field {
  enum Kind { text, integer, real } kind;
  std::string name;
  int width = 0, precision = 0;
};

/// A null, or what a field of that kind holds.
using Value = std::variant<std::monostate, std::string, std::int64_t, double>;

enum class Geometry { polygon, line };

/// A vector file being written: layers one after the other, then finish(). Same features in, same bytes out: dates in
/// the file are fixed. Every failure throws Error (kind work).
class VectorFile {
 public:
  VectorFile(const std::filesystem::path& path, const char* driver);
  ~VectorFile();
  VectorFile(const VectorFile&) = delete;
  VectorFile& operator=(const VectorFile&) = delete;

  /// Starts a layer; add() goes to the layer last started. `options` are the driver's layer options.
  void startLayer(const std::string& name, Geometry geometry, const std::vector<Field>& fields,
                  std::initializer_list<const char*> options = {});
  void add(const Shape& shape, std::span<const Value> values);
  void add(const std::vector<Point>& line, std::span<const Value> values);
  /// Everything is on disk when this returns.
  void finish();

 private:
  void add(const std::vector<unsigned char>& wkb, std::span<const Value> values);
  void check(bool ok) const;
  void commit();

  std::filesystem::path path_;
  GdalDataset dataset_;
  OGRLayerH layer_ = nullptr;
  std::vector<Field> fields_;
  bool inTransaction_ = false;
};

/// A raster of the county in a CRS, north up; `values` row by row from the north.
struct RasterFile {
  std::filesystem::path path;
  std::string crs;
  double west, north, cell;
  int cols, rows;
  double nodata;
  std::string description;
};
void writeRaster(const RasterFile& file, const std::vector<float>& values);
void writeRaster(const RasterFile& file, const std::vector<std::uint8_t>& values);

}  // namespace tanhui::demo
