#include "app/viewer/canvas/DifferenceTiles.h"

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
    for (std::size_t i = 0; i < difference.values.size(); ++i) difference.values[i] -= before.values[i];
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
