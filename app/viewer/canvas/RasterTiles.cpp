#include "app/viewer/canvas/RasterTiles.h"

#include <cmath>
#include <limits>

#include "app/viewer/canvas/OverviewCache.h"
#include "app/viewer/canvas/RasterAccess.h"
#include "app/viewer/canvas/SparseRead.h"

namespace tanhui::viewer {
namespace {

constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();

/// What the readers of a source have in common.
struct Recipe {
  std::string source;  ///< what is opened: the file, or a VRT with its overviews
  int band = 1;
  bool classes = false, picture = false;
  bool sparse = false;  ///< no overviews: coarse levels are looked at, not read
  Grid grid;            ///< of the map's CRS
  Pyramid pyramid;
};

/// Reads windows of the file as they lie.
class DirectReader : public TileReader {
 public:
  explicit DirectReader(std::shared_ptr<const Recipe> recipe)
      : recipe_(std::move(recipe)),
        access_(openRasterAccess(recipe_->source, recipe_->band)),
        band_(access_.dataset.get(), recipe_->band, recipe_->classes) {}

  TileData read(const Tile& tile) override {
    FloatPixels out{kTilePixels, kTilePixels, {}};
    out.values.assign(std::size_t{kTilePixels} * kTilePixels, kNothing);
    const Window w = recipe_->pyramid.window(tile);
    if (recipe_->sparse && tile.level >= kSparseLevel) {
      const int patches = tile == recipe_->pyramid.root() ? kRootPatches : kPatches;
      if (!readSparse(band_, w, tile.level, patches, out)) failRead(recipe_->source);
    } else {
      readLevel(w, tile.level, out);
    }
    return out;
  }

 private:
  /// Pixels of a level that lie in the raster as a whole, then those that its east and south edge cut: each stands for
  /// what there is of it, and none is shifted.
  void readLevel(const Window& w, int level, FloatPixels& out) {
    const int step = 1 << level, wholeCols = w.cols >> level, wholeRows = w.rows >> level;
    const int restCols = w.cols - wholeCols * step, restRows = w.rows - wholeRows * step;
    const auto col = static_cast<int>(w.col), row = static_cast<int>(w.row);
    read({col, row, wholeCols * step, wholeRows * step}, {0, 0, wholeCols, wholeRows}, out);
    read({col + wholeCols * step, row, restCols, wholeRows * step}, {wholeCols, 0, 1, wholeRows}, out);
    read({col, row + wholeRows * step, wholeCols * step, restRows}, {0, wholeRows, wholeCols, 1}, out);
    read({col + wholeCols * step, row + wholeRows * step, restCols, restRows}, {wholeCols, wholeRows, 1, 1}, out);
  }

  void read(const QRect& from, const QRect& to, FloatPixels& out) {
    if (from.isEmpty() || to.isEmpty()) return;
    const GDALRIOResampleAlg how = recipe_->classes ? GRIORA_NearestNeighbour : GRIORA_Average;
    if (!band_.read(from, to, out.values.data(), kTilePixels, how)) failRead(recipe_->source);
  }

  std::shared_ptr<const Recipe> recipe_;
  RasterAccess access_;
  BandView band_;
};

/// Reads through a warp, one for each level: the warp then picks the overview that fits.
class WarpedReader : public TileReader {
 public:
  explicit WarpedReader(std::shared_ptr<const Recipe> recipe)
      : recipe_(std::move(recipe)), levels_(static_cast<std::size_t>(recipe_->pyramid.levels)) {}

  TileData read(const Tile& tile) override {
    const WarpedRaster& raster = level(tile.level);
    const int col = tile.x * kTilePixels, row = tile.y * kTilePixels;
    const int cols = std::min<int>(kTilePixels, static_cast<int>(raster.grid.cols) - col),
              rows = std::min<int>(kTilePixels, static_cast<int>(raster.grid.rows) - row);
    if (recipe_->picture) return picture(raster.dataset.get(), col, row, cols, rows);
    FloatPixels out{kTilePixels, kTilePixels, {}};
    out.values.assign(std::size_t{kTilePixels} * kTilePixels, kNothing);
    if (GDALRasterIO(GDALGetRasterBand(raster.dataset.get(), 1), GF_Read, col, row, cols, rows, out.values.data(), cols,
                     rows, GDT_Float32, 0, GSpacing{kTilePixels} * static_cast<int>(sizeof(float))) != CE_None)
      failRead(recipe_->source);
    return out;
  }

 private:
  const WarpedRaster& level(int level) {
    std::unique_ptr<WarpedRaster>& raster = levels_[static_cast<std::size_t>(level)];
    if (!raster) {
      const auto step = static_cast<double>(std::int64_t{1} << level);
      Grid grid = recipe_->grid;
      grid.cols = static_cast<std::int64_t>(std::ceil(static_cast<double>(grid.cols) / step));
      grid.rows = static_cast<std::int64_t>(std::ceil(static_cast<double>(grid.rows) / step));
      grid.dx *= step, grid.dy *= step;
      raster = std::make_unique<WarpedRaster>(
          warpRaster(recipe_->source, recipe_->band, grid.crs, grid, recipe_->picture, recipe_->classes));
    }
    return *raster;
  }

  /// Red, green, blue and alpha into the order of QImage.
  QImage picture(GDALDatasetH dataset, int col, int row, int cols, int rows) const {
    QImage image(kTilePixels, kTilePixels, QImage::Format_RGBA8888);
    image.fill(Qt::transparent);
    const int alpha = GDALGetRasterCount(dataset);
    int bands[4] = {1, std::min(2, alpha - 1), std::min(3, alpha - 1), alpha};
    if (alpha < 4) bands[1] = bands[2] = 1;  // grey
    if (GDALDatasetRasterIO(dataset, GF_Read, col, row, cols, rows, image.bits(), cols, rows, GDT_Byte, 4, bands, 4,
                            static_cast<int>(image.bytesPerLine()), 1) != CE_None)
      failRead(recipe_->source);
    return image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
  }

  std::shared_ptr<const Recipe> recipe_;
  std::vector<std::unique_ptr<WarpedRaster>> levels_;
};

class RasterTiles : public TileSource {
 public:
  RasterTiles(Recipe recipe, bool direct, std::string key)
      : TileSource(recipe.pyramid, std::move(key)),
        recipe_(std::make_shared<const Recipe>(std::move(recipe))),
        direct_(direct) {}

  std::unique_ptr<TileReader> open() const override {
    if (direct_) return std::make_unique<DirectReader>(recipe_);
    return std::make_unique<WarpedReader>(recipe_);
  }

 private:
  std::shared_ptr<const Recipe> recipe_;  ///< readers may outlive the source
  bool direct_;
};

/// A raster that lies north up in the map's CRS needs no warp.
bool liesAsMap(const RasterAccess& access, const Crs& crs) {
  return access.northUp() && (!crs.known() || access.crs.sameAs(crs));
}

Recipe recipeFor(const RasterContent& content, bool classes) {
  Recipe recipe{.source = content.file.string(), .band = content.band, .classes = classes, .grid = {}, .pyramid = {}};
  if (const std::filesystem::path cached = cachedOverviews(content.file); !cached.empty())
    recipe.source = cached.string();
  return recipe;
}

std::string dataKey(const RasterContent& content, const Recipe& recipe) {
  return fmt::format("{}#{}#{}#{}#{}", content.file.string(), content.band, fileStamp(content.file), recipe.source,
                     recipe.classes ? "classes" : "figures");
}

}  // namespace

std::shared_ptr<const TileSource> makeRasterTiles(const RasterContent& content, bool classes, const Crs& crs) {
  Recipe recipe = recipeFor(content, classes);
  const RasterAccess access = openRasterAccess(recipe.source, content.band);
  const bool direct = liesAsMap(access, crs);
  recipe.grid = direct ? access.grid() : warpRaster(recipe.source, content.band, crs, {}, false, classes).grid;
  recipe.pyramid = Pyramid::of(recipe.grid);
  recipe.sparse = direct && !access.hasOverviews();
  std::string key = dataKey(content, recipe);
  return std::make_shared<RasterTiles>(std::move(recipe), direct, std::move(key));
}

std::shared_ptr<const TileSource> makeRasterTilesOn(const RasterContent& content, bool classes, const Pyramid& like,
                                                    const Crs& crs) {
  Recipe recipe = recipeFor(content, classes);
  const RasterAccess access = openRasterAccess(recipe.source, content.band);
  recipe.grid = {crs.known() ? crs : access.crs, like.x0, like.y0, like.dx, like.dy, like.cols, like.rows};
  const bool direct = liesAsMap(access, crs) && access.grid().sameAs(recipe.grid) && access.grid().cols == like.cols &&
                      access.grid().rows == like.rows;
  recipe.pyramid = Pyramid::of(recipe.grid);
  recipe.sparse = direct && !access.hasOverviews();
  std::string key = dataKey(content, recipe);
  return std::make_shared<RasterTiles>(std::move(recipe), direct, std::move(key));
}

std::shared_ptr<const TileSource> makePictureTiles(const PictureContent& content, const Crs& crs) {
  Recipe recipe{.source = content.source, .picture = true, .grid = {}, .pyramid = {}};
  const RasterAccess access = openRasterAccess(recipe.source, 1);
  recipe.grid = warpRaster(recipe.source, 1, crs.known() ? crs : access.crs, {}, true, false).grid;
  recipe.pyramid = Pyramid::of(recipe.grid);
  return std::make_shared<RasterTiles>(std::move(recipe), false, content.source);
}

}  // namespace tanhui::viewer
