#include "app/viewer/canvas/DifferenceTiles.h"

#include <limits>

#include "app/viewer/canvas/RasterTiles.h"

namespace tanhui::viewer {
namespace {

class DifferenceReader : public TileReader {
 public:
  DifferenceReader(std::unique_ptr<TileReader> later, std::unique_ptr<TileReader> earlier)
      : later_(std::move(later)), earlier_(std::move(earlier)) {}

  TileData read(const Tile& tile) override {
    auto difference = std::get<FloatPixels>(later_->read(tile));
    const auto before = std::get<FloatPixels>(earlier_->read(tile));
    // The second may come in whole tiles where the first ends with its raster.
    for (int row = 0; row < difference.height; ++row) {
      for (int col = 0; col < difference.width; ++col) {
        const bool inside = row < before.height && col < before.width;
        float& value = difference.values[static_cast<std::size_t>(row * difference.width + col)];
        value = inside ? value - before.values[static_cast<std::size_t>(row * before.width + col)]
                       : std::numeric_limits<float>::quiet_NaN();
      }
    }
    return difference;
  }

 private:
  std::unique_ptr<TileReader> later_, earlier_;
};

class DifferenceTiles : public TileSource {
 public:
  DifferenceTiles(std::shared_ptr<const TileSource> later, std::shared_ptr<const TileSource> earlier)
      : TileSource(later->pyramid(), later->dataKey() + " - " + earlier->dataKey()),
        later_(std::move(later)),
        earlier_(std::move(earlier)) {}

  std::unique_ptr<TileReader> open() const override {
    return std::make_unique<DifferenceReader>(later_->open(), earlier_->open());
  }

 private:
  std::shared_ptr<const TileSource> later_, earlier_;
};

}  // namespace

std::shared_ptr<const TileSource> makeDifferenceTiles(const DifferenceContent& content, const Crs& crs) {
  std::shared_ptr<const TileSource> later = makeRasterTiles(content.later, false, crs);
  std::shared_ptr<const TileSource> earlier = makeRasterTilesOn(content.earlier, false, later->pyramid(), crs);
  return std::make_shared<DifferenceTiles>(std::move(later), std::move(earlier));
}

}  // namespace tanhui::viewer
