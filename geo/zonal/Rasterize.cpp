#include "geo/zonal/Rasterize.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/coverage/Overlay.h"
#include "geo/gdal/FractionFile.h"
#include "geo/gdal/SourceFiles.h"
#include "geo/layer/RasterLayer.h"
#include "geo/layer/VectorRead.h"
#include "geo/zonal/Target.h"
#include "geo/zonal/detail/InOrder.h"
#include "geo/zonal/detail/Pieces.h"
#include "geo/zonal/detail/ShapePart.h"
#include "geo/zonal/detail/ValueRaster.h"

namespace tanhui {
namespace {

/// Numbers in the order of numbers, before text in the order of its bytes.
bool valueLess(const std::string& a, const std::string& b) {
  const std::optional<double> x = asNumber(a), y = asNumber(b);
  if (x && y && *x != *y) return *x < *y;
  if (x.has_value() != y.has_value()) return x.has_value();
  return a < b;
}

/// The bands and, for each feature, its band.
struct Bands {
  std::vector<std::string> names;
  std::vector<std::uint32_t> ofFeature;
};

Bands bandsOf(const VectorLayer& layer, const std::string& by) {
  if (by.empty()) return {{layer.name}, std::vector<std::uint32_t>(layer.shapes.size(), 0)};
  std::map<std::string, std::uint32_t, decltype(&valueLess)> index(valueLess);
  for (const std::string& value : layer.text[0]) index.emplace(value, 0);
  if (index.size() > kMaxBands)
    throw Error(layer.name, say("zonal.too_many_bands", by, index.size(), kMaxBands),
                say("zonal.too_many_bands.remedy"));
  Bands bands;
  for (auto& [value, band] : index) {
    band = static_cast<std::uint32_t>(bands.names.size());
    bands.names.push_back(value);
  }
  for (const std::string& value : layer.text[0]) bands.ofFeature.push_back(index.at(value));
  return bands;
}

struct RasterizeJob {
  const Grid& grid;
  const Pieces& tiles;
  const std::vector<ShapePart>& shapes;
  const Bands& bands;
  FractionFile& file;
  std::vector<double>& coveredCells;
};

/// Makes the bands of one tile at a time: see workInOrder.
class RasterizeWorker {
 public:
  explicit RasterizeWorker(const RasterizeJob& job) : job_(&job) {}

  void work(std::size_t tile) {
    const Window& window = job_->tiles.window(tile);
    const Box box = job_->grid.box(window);
    std::vector<std::uint32_t> features(job_->tiles.shapes(tile).begin(), job_->tiles.shapes(tile).end());
    std::ranges::stable_sort(features, {}, [&](std::uint32_t f) { return job_->bands.ofFeature[f]; });
    used_ = 0;
    cuts_.resize(features.size());
    for (std::size_t begin = 0; begin < features.size();) {
      const std::uint32_t band = job_->bands.ofFeature[features[begin]];
      shapes_.clear();
      std::size_t end = begin;
      for (; end < features.size() && job_->bands.ofFeature[features[end]] == band; ++end)
        shapes_.push_back(&job_->shapes[features[end]].in(box, cuts_[end]));
      cover(band, window);
      begin = end;
    }
  }

  void merge(std::size_t tile) {
    const Window& window = job_->tiles.window(tile);
    for (const Block& block : std::span(blocks_).first(used_)) {
      job_->coveredCells[block.band] += block.covered;
      job_->file.write(block.band, window, block.fractions);
    }
  }

 private:
  struct Block {
    std::uint32_t band = 0;
    double covered = 0;
    std::vector<double> fractions;  ///< kFractionTile x kFractionTile
  };

  void cover(std::uint32_t band, const Window& window) {
    if (used_ == blocks_.size()) blocks_.emplace_back();
    Block& block = blocks_[used_];
    block.band = band;
    block.covered = 0;
    block.fractions.assign(std::size_t{kFractionTile} * kFractionTile, 0.0);
    const OverlayLayer layer{OverlayRole::land, shapes_};
    for (const OverlayPart& part : overlay_(std::span(&layer, 1), job_->grid, window).parts) {
      if (part.ownerLayer == kNoOwner) continue;
      double* row = block.fractions.data() + static_cast<std::ptrdiff_t>(part.row) * kFractionTile;
      for (int col = part.colBegin; col < part.colEnd; ++col) row[col] = std::min(row[col] + part.fraction, 1.0);
      block.covered += part.fraction * (part.colEnd - part.colBegin);
    }
    if (block.covered > 0) ++used_;
  }

  const RasterizeJob* job_;
  Overlay overlay_;
  std::vector<MultiPolygon> cuts_;
  std::vector<const MultiPolygon*> shapes_;
  std::vector<Block> blocks_;
  std::size_t used_ = 0;
};

void warnOfOutside(const VectorLayer& layer, const Grid& grid, Warnings& warnings) {
  const Box whole = grid.box();
  const auto outside =
      std::ranges::count_if(layer.shapes, [&](const MultiPolygon& shape) { return !whole.holds(shape.box); });
  if (outside > 0) warnings.push_back({layer.name, say("zonal.features_beyond_grid", outside, layer.shapes.size())});
}

}  // namespace

RasterizeResult rasterize(const RasterizeRequest& request, Warnings& warnings) {
  registerGdal();
  const std::array inputs{request.grid, request.source.path};
  refuseInputAsTarget(request.target, inputs);
  const FileWatch watch(inputs);
  const Grid grid = rasterGrid(request.grid);
  FieldRequest fields;
  if (!request.by.empty()) fields.text.push_back(request.by);
  const VectorLayer layer = readPolygons(request.source, grid.crs, fields, warnings);
  const Bands bands = bandsOf(layer, request.by);
  const Pieces tiles(grid, kFractionTile, kFractionTile, layer.shapes);
  if (tiles.size() == 0)
    throw Error(layer.name, say("zonal.no_overlap", request.grid.string()), say("zonal.no_overlap.remedy"));
  warnOfOutside(layer, grid, warnings);

  RasterizeResult result{grid, bands.names, std::vector<double>(bands.names.size(), 0.0)};
  FractionFile file(request.target, grid, bands.names, request.float64, workerCount(request.threads, tiles.size()));
  const std::vector<ShapePart> parts(layer.shapes.begin(), layer.shapes.end());
  const RasterizeJob job{grid, tiles, parts, bands, file, result.coveredCells};
  workInOrder(
      tiles.size(), request.threads, [&] { return RasterizeWorker(job); }, request.stop);
  watch.requireUnchanged();
  file.commit();
  return result;
}

}  // namespace tanhui
