#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <QImage>

#include "app/viewer/canvas/Pyramid.h"
#include "app/viewer/model/MapLayer.h"
#include "geo/evaluate/Evaluate.h"

namespace tanhui::viewer {

/// Figures, row by row; NaN where there is nothing. A tile has kTilePixels each way, also at the edges of its raster.
struct FloatPixels {
  int width = 0, height = 0;
  std::vector<float> values;
};

/// What was read of a tile, before it has colours: recolouring needs no disk.
using TileData = std::variant<FloatPixels, QImage, TileStrata>;
std::size_t bytesOf(const TileData& data);

/// Reads tiles on one thread: the thread's own handles live here, since GDAL's may not be shared.
class TileReader {
 public:
  virtual ~TileReader() = default;
  /// Throws Error (kind work) when the tile cannot be read.
  virtual TileData read(const Tile& tile) = 0;
};

/// Where a layer's tiles come from. Immutable, shared by the workers.
class TileSource {
 public:
  TileSource(Pyramid pyramid, std::string dataKey) : pyramid_(pyramid), dataKey_(std::move(dataKey)) {}
  virtual ~TileSource() = default;
  TileSource(const TileSource&) = delete;
  TileSource& operator=(const TileSource&) = delete;

  const Pyramid& pyramid() const { return pyramid_; }
  /// Sources with the same key read the same data: tiles of the one serve the other.
  const std::string& dataKey() const { return dataKey_; }
  virtual std::unique_ptr<TileReader> open() const = 0;
  /// Premultiplied ARGB. Cheap: no reading.
  virtual QImage colour(const TileData& data, const Style& style) const;

 private:
  Pyramid pyramid_;
  std::string dataKey_;
};

/// The source of a layer's tiles on a map in `crs`; null for vectors, which are drawn otherwise. Opens files: not for
/// the window's thread. Throws Error.
std::shared_ptr<const TileSource> makeTileSource(const Content& content, const Style& style, const Crs& crs);

}  // namespace tanhui::viewer
