#include "geo/run/TileRun.h"

#include <tbb/enumerable_thread_specific.h>

#include "geo/evaluate/Journal.h"
#include "geo/evaluate/TileJobs.h"

namespace tanhui {
namespace {

/// A thread's own pixels.
struct PixelBuffers {
  std::vector<std::vector<float>> bands;
  std::vector<std::uint8_t> classes;
};

CogWriter::Block blockOf(const RunMap& map, const CogWriter& writer, const TileStrata& tile,
                         std::span<const StratumCarbon> carbon, PixelBuffers& pixels) {
  if (const auto* figures = std::get_if<FloatMap>(&map.shown)) {
    paint(*figures, tile, carbon, pixels.bands);
    return writer.compress(pixels.bands);
  }
  paint(std::get<ClassMap>(map.shown), tile, pixels.classes);
  return writer.compress(pixels.classes);
}

/// A run of tiles as far as it got, and where it is kept.
struct Begun {
  Journal journal;
  TileRun run;
  std::int64_t tiles = 0;  ///< finished
};

Begun begin(std::span<const MapFile> maps, const TileRunOptions& options, bool resume) {
  Begun begun{Journal(options.workFolder / kJournalName, options.fingerprint, resume), {}};
  for (const MapFile& map : maps)
    begun.run.writers.emplace_back(map.spec, map.target, options.workFolder / map.target.stem().concat(".spool"));
  return begun;
}

/// Takes up the tiles of an earlier run. False when they are not the first of the grid; throws Error when its spools
/// are not whole.
bool takeUp(Begun& begun, const StopFlag& stop) {
  for (const JournalEntry& entry : begun.journal.taken()) {
    if (entry.tile != begun.tiles || entry.spoolSizes.size() != begun.run.writers.size()) return false;
    begun.run.sums.add(entry.sums);
    ++begun.tiles;
  }
  for (std::size_t m = 0; begun.tiles > 0 && m < begun.run.writers.size(); ++m)
    begun.run.writers[m].reopen(static_cast<std::uint64_t>(begun.tiles), begun.journal.taken().back().spoolSizes[m],
                                &stop);
  return true;
}

/// A power cut may lose spools that the journal counts on: what is left is then of no use.
Begun beginOrResume(std::span<const MapFile> maps, const TileRunOptions& options, const StopFlag& stop) {
  if (options.resume) {
    try {
      Begun begun = begin(maps, options, true);
      if (takeUp(begun, stop)) return begun;
    } catch (const Error&) {
    }
  }
  return begin(maps, options, false);
}

/// The pixels before the journal: what it counts on is there.
void commit(TileResult tile, Begun& begun) {
  JournalEntry entry{tile.tile, std::move(tile.sums), {}};
  for (std::size_t m = 0; m < begun.run.writers.size(); ++m) {
    begun.run.writers[m].append(std::move(tile.blocks[m]));
    entry.spoolSizes.push_back(begun.run.writers[m].spoolSize());
  }
  begun.journal.append(entry);
  begun.run.sums.add(entry.sums);
  ++begun.tiles;
}

}  // namespace

TileRun runTiles(const Model& model, std::span<const StratumCarbon> carbon, std::span<const MapFile> maps,
                 const TileRunOptions& options, const ProgressSink& progress, const StopFlag& stop) {
  Begun begun = beginOrResume(maps, options, stop);
  const std::int64_t all = Tiling(model.grid).count(), resumed = begun.tiles;
  const PhaseClock clock("evaluate", progress);
  clock.tell(resumed, all, resumed);
  tbb::enumerable_thread_specific<PixelBuffers> pixels;
  const auto paintAll = [&](const TileStrata& tile) {
    std::vector<CogWriter::Block> blocks;
    for (std::size_t m = 0; m < maps.size(); ++m)
      blocks.push_back(blockOf(*maps[m].map, begun.run.writers[m], tile, carbon, pixels.local()));
    return blocks;
  };
  const auto take = [&](std::vector<TileResult> tiles) {
    for (TileResult& tile : tiles) commit(std::move(tile), begun);
    clock.tell(begun.tiles, all, resumed);
  };
  evaluateTiles({model, {{resumed, all}}, options.threads}, paintAll, take, stop);
  return std::move(begun.run);
}

bool hasFinishedTiles(const std::filesystem::path& workFolder) {
  return Journal::holdsEntries(workFolder / kJournalName);
}

}  // namespace tanhui
