#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "geo/base/GdalOption.h"
#include "geo/base/Handle.h"
#include "geo/base/Message.h"
#include "geo/base/PartFile.h"
#include "geo/grid/Crs.h"

namespace tanhui {

/// A GeoPackage under construction, of several layers with their styles; the same bytes for the same content. Written
/// beside its final name and renamed when whole. Throws Error (kind work) when GDAL cannot write.
class GpkgFile {
 public:
  GpkgFile(const std::filesystem::path& target, bool synthetic);

  OGRLayerH layer(const std::string& name, const Crs& crs, OGRwkbGeometryType type);
  void field(OGRLayerH layer, const std::string& name, OGRFieldType type);
  /// A feature of a layer whose fields are texts, then numbers; a number that is not finite is left out.
  void add(OGRLayerH layer, std::initializer_list<std::string> texts, std::initializer_list<double> numbers,
           const OgrGeometry& geometry);
  /// The QGIS styles (QML) of layers, by name: once, after the layers.
  void styles(const std::vector<std::pair<std::string, std::string>>& qml, const std::string& description);
  void commit();

 private:
  [[noreturn]] void fail() const;
  void check(OGRErr error) const;

  std::filesystem::path path_;
  GdalOption date_;  ///< GDAL stamps a GeoPackage with the clock; a fixed date gives the same bytes
  PartFile part_;
  GdalDataset dataset_;
};

}  // namespace tanhui
