#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "geo/base/Handle.h"
#include "geo/base/PartFile.h"
#include "geo/coverage/MultiPolygon.h"
#include "geo/grid/Crs.h"

namespace tanhui {

/// The GDAL driver that writes polygons to a file of an extension (".gpkg", ".geojson", ".fgb"); null for another one.
const char* polygonDriver(const std::string& extension);

/// A polygon layer under construction, written beside its final name and renamed when whole. An object that is
/// destroyed before commit() leaves nothing. Every function throws Error (kind work) when GDAL cannot write.
class PolygonFile {
 public:
  PolygonFile(const char* driver, const std::filesystem::path& target, const std::string& layerName, const Crs& crs);
  PolygonFile(const PolygonFile&) = delete;
  PolygonFile& operator=(const PolygonFile&) = delete;

  /// All fields come before the first feature.
  void addField(const std::string& name, OGRFieldType type);

  /// A feature: begin, one set() per field in order, end. A NaN is left null.
  void begin(std::int64_t fid, const MultiPolygon& shape);
  void set(const std::string& value);
  void set(double value);
  void end();

  void commit();

 private:
  void check(bool done) const;
  bool holdsAll() const;

  PartFile part_;
  GdalDataset dataset_;
  OGRLayerH layer_ = nullptr;
  FeatureHandle feature_;
  int field_ = 0;
  GIntBig features_ = 0;
  bool fidIsField_ = false;
};

}  // namespace tanhui
