#include "geo/run/TileRun.h"

#include <algorithm>
#include <chrono>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include "geo/base/GdalScope.h"
#include "geo/evaluate/Journal.h"

namespace tanhui {
namespace {

/// The tiles of a grid, row by row.
class Tiling {
 public:
  explicit Tiling(const Grid& grid)
      : grid_(grid), across_((grid.cols + kTile - 1) / kTile), down_((grid.rows + kTile - 1) / kTile) {}

  std::int64_t count() const { return across_ * down_; }
  std::int64_t across() const { return across_; }
  Window window(std::int64_t tile) const {
    const std::int64_t col = tile % across_ * kTile, row = tile / across_ * kTile;
    return {col, row, static_cast<int>(std::min<std::int64_t>(kTile, grid_.cols - col)),
            static_cast<int>(std::min<std::int64_t>(kTile, grid_.rows - row))};
  }

 private:
  const Grid& grid_;
  std::int64_t across_, down_;
};

/// A finished tile: what it adds up to, and its compressed pixels for each map.
struct TileResult {
  TileSums sums;
  std::vector<CogWriter::Block> blocks;
};

/// Consecutive tiles that one thread works through.
struct Batch {
  std::int64_t first = 0, end = 0;
  std::vector<TileResult> tiles;
};

/// A thread's own evaluator and pixel buffers.
struct Worker {
  Worker(const Model& model, const CellArea& area) : evaluator(model, area) {}
  Evaluator evaluator;
  std::vector<std::vector<float>> bands;
  std::vector<std::uint8_t> classes;
};

class TilePipeline {
 public:
  TilePipeline(const Model& model, std::span<const StratumCarbon> carbon, std::span<const MapFile> maps,
               const TileRunOptions& options, Journal& journal, TileRun& run, const ProgressSink& progress,
               const StopFlag& stop)
      : model_(model),
        area_(model.grid, model.areaRule),
        carbon_(carbon),
        maps_(maps),
        tiling_(model.grid),
        journal_(journal),
        run_(run),
        progress_(progress),
        stop_(stop),
        next_(run.resumed),
        workers_([this] { return std::make_unique<Worker>(model_, area_); }),
        threads_(options.threads) {
    // A class raster in strips is decoded once per row of tiles when one thread takes the whole row.
    const bool raster = std::ranges::any_of(model.layers, &LandLayer::isRaster) ||
                        std::ranges::any_of(model.earlier, &LandLayer::isRaster);
    const std::int64_t rows = tiling_.count() / std::max<std::int64_t>(1, tiling_.across());
    batch_ = raster && rows >= 4 * options.threads ? tiling_.across() : 1;
  }

  void work() {
    began_ = std::chrono::steady_clock::now();
    tell();
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads_));
    tbb::task_arena arena(threads_);
    arena.execute([&] {
      // Batches are put down in order: twice as many as threads, so that a slow one does not leave the others waiting.
      tbb::parallel_pipeline(
          2 * static_cast<std::size_t>(threads_),
          tbb::make_filter<void, std::shared_ptr<Batch>>(tbb::filter_mode::serial_in_order,
                                                         [this](tbb::flow_control& flow) { return take(flow); }) &
              tbb::make_filter<std::shared_ptr<Batch>, std::shared_ptr<Batch>>(
                  tbb::filter_mode::parallel,
                  [this](std::shared_ptr<Batch> batch) { return evaluate(std::move(batch)); }) &
              tbb::make_filter<std::shared_ptr<Batch>, void>(
                  tbb::filter_mode::serial_in_order, [this](const std::shared_ptr<Batch>& batch) { commit(*batch); }));
    });
    heed(&stop_);
  }

 private:
  std::shared_ptr<Batch> take(tbb::flow_control& flow) {
    if (stop_ || next_ >= tiling_.count()) {
      flow.stop();
      return nullptr;
    }
    auto batch = std::make_shared<Batch>();
    batch->first = next_;
    // Up to the end of the tile row, so that batches start at a row after a resume, too.
    const std::int64_t rowEnd = (next_ / tiling_.across() + 1) * tiling_.across();
    batch->end = std::min(next_ + batch_, batch_ > 1 ? rowEnd : tiling_.count());
    next_ = batch->end;
    return batch;
  }

  std::shared_ptr<Batch> evaluate(std::shared_ptr<Batch> batch) {
    const GdalScope gdal;
    Worker& worker = *workers_.local();
    for (std::int64_t tile = batch->first; tile < batch->end && !stop_; ++tile) {
      worker.evaluator.evaluate(tiling_.window(tile));
      TileResult result{worker.evaluator.sums(), {}};
      for (std::size_t m = 0; m < maps_.size(); ++m) result.blocks.push_back(compress(worker, m));
      batch->tiles.push_back(std::move(result));
    }
    return batch;
  }

  CogWriter::Block compress(Worker& worker, std::size_t map) const {
    const CogWriter& writer = *run_.writers[map];
    if (const auto* figures = std::get_if<FloatMap>(&maps_[map].map->shown)) {
      paint(*figures, worker.evaluator.strata(), carbon_, worker.bands);
      return writer.compress(worker.bands);
    }
    paint(std::get<ClassMap>(maps_[map].map->shown), worker.evaluator.strata(), worker.classes);
    return writer.compress(worker.classes);
  }

  void commit(Batch& batch) {
    for (TileResult& tile : batch.tiles) {
      JournalEntry entry;
      for (std::size_t m = 0; m < maps_.size(); ++m) {
        run_.writers[m]->append(std::move(tile.blocks[m]));
        entry.spoolSizes.push_back(run_.writers[m]->spoolSize());
      }
      entry.sums = std::move(tile.sums);
      journal_.append(entry);
      run_.sums.add(entry.sums);
      ++done_;
    }
    tell();
  }

  void tell() const {
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began_;
    progress_({"evaluate", run_.resumed + done_, tiling_.count(), run_.resumed, spent.count()});
  }

  const Model& model_;
  const CellArea area_;
  std::span<const StratumCarbon> carbon_;
  std::span<const MapFile> maps_;
  const Tiling tiling_;
  Journal& journal_;
  TileRun& run_;
  const ProgressSink& progress_;
  const StopFlag& stop_;
  std::int64_t next_, done_ = 0, batch_ = 1;
  tbb::enumerable_thread_specific<std::unique_ptr<Worker>> workers_;
  int threads_;
  std::chrono::steady_clock::time_point began_;
};

/// Takes up the tiles of an earlier run, if its spools are still whole.
std::int64_t takeUp(const Journal& journal, TileRun& run, const StopFlag& stop) {
  const auto tiles = static_cast<std::int64_t>(journal.taken().size());
  if (tiles == 0) return 0;
  const std::vector<std::uint64_t>& sizes = journal.taken().back().spoolSizes;
  for (std::size_t m = 0; m < run.writers.size(); ++m)
    run.writers[m]->reopen(static_cast<std::uint64_t>(tiles), sizes[m], &stop);
  for (const JournalEntry& entry : journal.taken()) run.sums.add(entry.sums);
  return tiles;
}

}  // namespace

TileRun runTiles(const Model& model, std::span<const StratumCarbon> carbon, std::span<const MapFile> maps,
                 const std::function<std::filesystem::path(const std::string&)>& target, const TileRunOptions& options,
                 const ProgressSink& progress, const StopFlag& stop) {
  const auto begin = [&](bool resume) {
    auto journal = std::make_unique<Journal>(options.workFolder / kJournalName, options.fingerprint, resume);
    TileRun run;
    for (const MapFile& map : maps)
      run.writers.push_back(
          std::make_unique<CogWriter>(map.spec, target(map.name), options.workFolder / (map.name + ".spool")));
    run.resumed = takeUp(*journal, run, stop);
    return std::pair(std::move(journal), std::move(run));
  };
  auto [journal, run] = [&] {
    try {
      return begin(options.resume);
    } catch (const Error&) {
      if (!options.resume) throw;
      return begin(false);  // a power cut may lose spools that the journal counts on: what is left is of no use
    }
  }();
  TilePipeline(model, carbon, maps, options, *journal, run, progress, stop).work();
  run.tiles = Tiling(model.grid).count();
  return std::move(run);
}

bool hasFinishedTiles(const std::filesystem::path& workFolder) {
  return Journal::holdsEntries(workFolder / kJournalName);
}

}  // namespace tanhui
