#pragma once

#include <string>
#include <vector>

#include "geo/base/Handle.h"
#include "geo/gdal/VectorLayer.h"
#include "geo/grid/Crs.h"

namespace tanhui {

/// Keeps the first failure that GDAL reports on this thread while it lives: some drivers end a damaged file as if it
/// were whole and only say so.
class GdalFaults {
 public:
  GdalFaults();
  ~GdalFaults();
  GdalFaults(const GdalFaults&) = delete;
  GdalFaults& operator=(const GdalFaults&) = delete;

  const std::string& first() const { return first_; }

 private:
  static void keep(int level, int number, const char* message);
  std::string first_;
};

/// A vector file opened for reading only; no sidecar is written beside it.
struct VectorFile {
  std::filesystem::path path;
  GdalDataset dataset;
  std::string encoding;  ///< of text, as taken

  /// Layers with geometry, by index in the dataset: style and attribute tables do not count.
  std::vector<OGRLayerH> spatialLayers() const;
  std::vector<std::string> spatialNames() const;
};

/// Opens a file with the right text encoding. Throws Error: no such file, a missing part of a Shapefile, not a vector
/// format, an encoding that cannot be decoded.
VectorFile openVector(const std::filesystem::path& path, const std::string& encoding, Warnings& warnings);

/// One layer of an open file.
struct VectorSublayer {
  OGRLayerH layer = nullptr;
  std::string name;  ///< for people: "stands.shp" or "county.gpkg, parcels"
  Crs crs;           ///< what holds: the source's own, unless the project states another
};

/// The layer that a source means. Throws Error: no such layer, several layers and none named, no CRS, a filter that is
/// not valid.
VectorSublayer openSublayer(const VectorFile& file, const VectorSource& source, Warnings& warnings);

}  // namespace tanhui
