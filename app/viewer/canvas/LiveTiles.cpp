#include "app/viewer/canvas/LiveTiles.h"

#include <limits>
#include <unordered_map>

#include "app/viewer/canvas/Colouring.h"
#include "geo/evaluate/FeatureIndex.h"
#include "geo/landclass/ClassTable.h"
#include "geo/paint/Maps.h"

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
    if (!index_) index_ = std::make_shared<const FeatureIndex>(*model_);
    if (!level) level = std::make_unique<Level>(*model_, coarser(model_->grid, tile.level), index_);
    const std::int64_t col = std::int64_t{tile.x} * kTilePixels, row = std::int64_t{tile.y} * kTilePixels;
    level->evaluator.evaluate({col, row, static_cast<int>(std::min<std::int64_t>(kTilePixels, level->grid.cols - col)),
                               static_cast<int>(std::min<std::int64_t>(kTilePixels, level->grid.rows - row))});
    return level->evaluator.strata();
  }

 private:
  struct Level {
    Level(const Model& model, const Grid& on, std::shared_ptr<const FeatureIndex> index)
        : grid(on), area(grid, model.areaRule), evaluator(model, grid, area, std::move(index)) {}
    Grid grid;
    CellArea area;
    Evaluator evaluator;
  };
  std::shared_ptr<const Model> model_;
  Pyramid pyramid_;
  std::vector<std::unique_ptr<Level>> levels_;
  std::shared_ptr<const FeatureIndex> index_;
};

FloatMap mapOf(const LiveContent& content) {
  MapProduct map = content.map;
  map.bands = {map.bands.at(static_cast<std::size_t>(content.band - 1))};
  return floatMap(map, *content.carbon, content.model->strata.all(), content.model->ties);
}

/// The classes of the strata in a year, in the order of class.tif: of two that share a cell alike the same one wins.
ClassMap classesOf(const LiveContent& content) {
  const std::vector<Stratum>& strata = content.model->strata.all();
  if (!content.classKey) return classMap(content.model->strata, content.model->landStrata);
  ClassMap map;
  std::unordered_map<std::string_view, std::uint8_t> value;
  for (const LandClass& known : landClasses()) {
    value.emplace(known.key, static_cast<std::uint8_t>(map.classes.size()));
    map.classes.push_back(known.key);
  }
  for (std::size_t i = 0; i < strata.size(); ++i) {
    const std::string& key = (*content.classKey)[i];
    const auto [place, isNew] = value.emplace(key, static_cast<std::uint8_t>(map.classes.size()));
    if (isNew && map.classes.size() >= kClassNodata)
      throw Error("class.tif", say("run.too_many_classes", map.classes.size()), say("run.too_many_classes.remedy"));
    if (isNew) map.classes.push_back(key);
    map.valueOfStratum.push_back(place->second);
  }
  return map;
}

class LiveTiles : public TileSource {
 public:
  explicit LiveTiles(const LiveContent& content)
      : TileSource(Pyramid::of(content.model->grid),
                   fmt::format("live {}", static_cast<const void*>(content.model.get()))),
        content_(content) {
    if (content.map.classes)
      classes_ = classesOf(content);
    else if (content.carbon)
      map_ = mapOf(content);
  }

  std::unique_ptr<TileReader> open() const override { return std::make_unique<LiveReader>(content_.model, pyramid()); }

  QImage colour(const TileData& data, const Style& style) const override {
    const auto& strata = std::get<TileStrata>(data);
    return content_.map.classes ? colourOfClasses(strata, std::get<ClassStyle>(style))
                                : colourOfFigures(strata, std::get<RampStyle>(style));
  }

 private:
  QImage colourOfFigures(const TileStrata& strata, const RampStyle& style) const {
    thread_local std::vector<std::vector<float>> bands;  // a megabyte, tile after tile
    paint(map_, strata, *content_.carbon, bands);
    return colourFigures(pixelsOf(bands[0], kFloatNodata), style);
  }

  QImage colourOfClasses(const TileStrata& strata, const ClassStyle& style) const {
    thread_local std::vector<std::uint8_t> values;
    paint(classes_, strata, values);
    // The style counts classes as the file does; here they are found by name.
    ClassStyle byPlace;
    for (std::size_t i = 0; i < classes_.classes.size(); ++i)
      for (const ClassStyle::Entry& entry : style.classes)
        if ((entry.key.empty() ? entry.nameZh : entry.key) == classes_.classes[i])
          byPlace.classes.push_back({static_cast<int>(i), entry.colour, {}, {}, {}});
    return colourClasses(pixelsOf(values, kClassNodata), byPlace);
  }

  /// The part of a run's tile that a tile of the screen fills.
  template <typename T>
  static FloatPixels pixelsOf(const std::vector<T>& values, T nodata) {
    FloatPixels pixels{kTilePixels, kTilePixels, {}};
    pixels.values.reserve(std::size_t{kTilePixels} * kTilePixels);
    for (std::size_t row = 0; row < kTilePixels; ++row)
      for (std::size_t col = 0; col < kTilePixels; ++col) {
        const T value = values[row * kTile + col];
        pixels.values.push_back(value == nodata ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(value));
      }
    return pixels;
  }

  LiveContent content_;
  FloatMap map_;
  ClassMap classes_;
};

}  // namespace

std::shared_ptr<const TileSource> makeLiveTiles(const LiveContent& content) {
  return std::make_shared<LiveTiles>(content);
}

}  // namespace tanhui::viewer
