#include "app/viewer/canvas/LiveTiles.h"

#include <limits>

#include "app/viewer/canvas/Colouring.h"
#include "geo/run/Maps.h"

namespace tanhui::viewer {
namespace {

static_assert(kTilePixels <= kTile, "a tile of the screen fits into one of a run, which paint() fills");

/// Evaluates tiles; one evaluator for each level, since it belongs to a grid.
class LiveReader : public TileReader {
 public:
  LiveReader(std::shared_ptr<const Model> model, const Pyramid& pyramid)
      : model_(std::move(model)), pyramid_(pyramid), levels_(static_cast<std::size_t>(pyramid.levels)) {}

  TileData read(const Tile& tile) override {
    std::unique_ptr<Level>& level = levels_[static_cast<std::size_t>(tile.level)];
    if (!level) level = std::make_unique<Level>(*model_, coarser(model_->grid, tile.level));
    const std::int64_t col = std::int64_t{tile.x} * kTilePixels, row = std::int64_t{tile.y} * kTilePixels;
    level->evaluator.evaluate({col, row, static_cast<int>(std::min<std::int64_t>(kTilePixels, level->grid.cols - col)),
                               static_cast<int>(std::min<std::int64_t>(kTilePixels, level->grid.rows - row))});
    return level->evaluator.strata();
  }

 private:
  struct Level {
    Level(const Model& model, const Grid& on) : grid(on), area(grid, model.areaRule), evaluator(model, grid, area) {}
    Grid grid;
    CellArea area;
    Evaluator evaluator;
  };
  std::shared_ptr<const Model> model_;
  Pyramid pyramid_;
  std::vector<std::unique_ptr<Level>> levels_;
};

FloatMap mapOf(const LiveContent& content) {
  Project wanted;
  wanted.maps = {content.map};
  wanted.stockBands = content.stockBands;
  FloatMap all = floatMaps(wanted, *content.carbon, content.model->strata.all()).at(0);
  const auto band = static_cast<std::size_t>(content.band - 1);
  return {all.name, {all.bands.at(band)}, {all.value.at(band)}, {all.errorOf.at(band)}, all.unmapped};
}

class LiveTiles : public TileSource {
 public:
  explicit LiveTiles(const LiveContent& content)
      : TileSource(Pyramid::of(content.model->grid),
                   fmt::format("live {}", static_cast<const void*>(content.model.get()))),
        content_(content),
        map_(mapOf(content)) {}

  std::unique_ptr<TileReader> open() const override { return std::make_unique<LiveReader>(content_.model, pyramid()); }

  QImage colour(const TileData& data, const Style& style) const override {
    std::vector<std::vector<float>> bands;
    paint(map_, std::get<TileStrata>(data), *content_.carbon, bands);
    FloatPixels pixels{kTilePixels, kTilePixels, {}};
    pixels.values.reserve(std::size_t{kTilePixels} * kTilePixels);
    for (std::size_t row = 0; row < kTilePixels; ++row)
      for (std::size_t col = 0; col < kTilePixels; ++col) {
        const float value = bands[0][row * kTile + col];
        pixels.values.push_back(value == kFloatNodata ? std::numeric_limits<float>::quiet_NaN() : value);
      }
    return colourFigures(pixels, std::get<RampStyle>(style));
  }

 private:
  LiveContent content_;
  FloatMap map_;
};

}  // namespace

std::shared_ptr<const TileSource> makeLiveTiles(const LiveContent& content) {
  return std::make_shared<LiveTiles>(content);
}

}  // namespace tanhui::viewer
