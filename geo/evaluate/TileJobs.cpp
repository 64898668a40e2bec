#include "geo/evaluate/TileJobs.h"

#include <memory>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include "geo/base/GdalScope.h"
#include "geo/evaluate/FeatureIndex.h"

namespace tanhui {
namespace {

/// Deals the tiles out in order, in batches of consecutive ones that one thread works through.
class Dealer {
 public:
  Dealer(const TileJobs& jobs, const Tiling& tiling) : ranges_(jobs.ranges), across_(tiling.across()) {
    // A class raster in strips is decoded once per row of tiles when one thread takes the whole row.
    const bool raster = std::ranges::any_of(jobs.model.layers, &LandLayer::isRaster) ||
                        std::ranges::any_of(jobs.model.earlier, &LandLayer::isRaster);
    wholeRows_ = raster && jobs.count() >= 4 * jobs.threads * across_;
  }

  /// Empty when there are no more.
  TileRange next() {
    while (at_ < ranges_.size() && ranges_[at_].count() <= 0) ++at_;
    if (at_ == ranges_.size()) return {};
    TileRange& range = ranges_[at_];
    // Up to the end of the tile row, so that batches start at a row after a resume, too.
    const std::int64_t rowEnd = (range.first / across_ + 1) * across_;
    const TileRange batch{range.first, wholeRows_ ? std::min(range.end, rowEnd) : range.first + 1};
    range.first = batch.end;
    return batch;
  }

 private:
  std::vector<TileRange> ranges_;
  std::size_t at_ = 0;
  std::int64_t across_;
  bool wholeRows_ = false;
};

struct Batch {
  TileRange tiles;
  std::vector<TileResult> results;
};
using BatchPtr = std::shared_ptr<Batch>;

}  // namespace

std::int64_t TileJobs::count() const {
  std::int64_t tiles = 0;
  for (const TileRange& range : ranges) tiles += range.count();
  return tiles;
}

void evaluateTiles(const TileJobs& jobs, const TilePainter& painter, const TileSink& sink, const StopFlag& stop) {
  const Tiling tiling(jobs.model.grid);
  const CellArea area(jobs.model.grid, jobs.model.areaRule);
  const auto index = std::make_shared<const FeatureIndex>(jobs.model);
  tbb::enumerable_thread_specific<std::unique_ptr<Evaluator>> evaluators(
      [&] { return std::make_unique<Evaluator>(jobs.model, area, index); });
  Dealer dealer(jobs, tiling);

  const auto deal = [&](tbb::flow_control& flow) -> BatchPtr {
    const TileRange tiles = stop ? TileRange{} : dealer.next();
    if (tiles.count() > 0) return std::make_shared<Batch>(Batch{tiles, {}});
    flow.stop();
    return nullptr;
  };
  const auto work = [&](BatchPtr batch) {
    const GdalScope gdal;
    Evaluator& evaluator = *evaluators.local();
    for (std::int64_t tile = batch->tiles.first; tile < batch->tiles.end && !stop; ++tile) {
      evaluator.evaluate(tiling.window(tile));
      batch->results.push_back({tile, evaluator.sums(), painter(evaluator.strata())});
    }
    return batch;
  };
  bool cut = false;  // a batch was stopped in its midst: what comes after it would leave a gap
  const auto handOver = [&](const BatchPtr& batch) {
    if (cut) return;
    cut = std::ssize(batch->results) < batch->tiles.count();
    if (!batch->results.empty()) sink(std::move(batch->results));
  };

  const auto threads = static_cast<std::size_t>(jobs.threads);
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena(jobs.threads).execute([&] {
    using tbb::filter_mode;
    // Batches are put down in order: twice as many as threads, so that a slow one does not leave the others waiting.
    tbb::parallel_pipeline(2 * threads, tbb::make_filter<void, BatchPtr>(filter_mode::serial_in_order, deal) &
                                            tbb::make_filter<BatchPtr, BatchPtr>(filter_mode::parallel, work) &
                                            tbb::make_filter<BatchPtr, void>(filter_mode::serial_in_order, handOver));
  });
  heed(&stop);
}

}  // namespace tanhui
