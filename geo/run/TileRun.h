#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "geo/base/Stop.h"
#include "geo/evaluate/RunSums.h"
#include "geo/model/Model.h"
#include "geo/paint/RunMaps.h"
#include "geo/run/RunProgress.h"

namespace tanhui {

/// A map on its way to disk.
struct MapFile {
  std::string name;  ///< "stock": becomes NAME.tif
  CogSpec spec;
  const RunMap* map = nullptr;
};

struct TileRunOptions {
  std::filesystem::path workFolder;  ///< holds the journal and the spools
  std::string fingerprint;           ///< of all that the result depends on
  bool resume = false;
  int threads = 1;
};

/// What the tiles gave: their sums, and the maps' pixels, spooled and ready to be assembled.
struct TileRun {
  RunSums sums;
  std::vector<std::unique_ptr<CogWriter>> writers;  ///< one per map; finish() assembles the file
  std::int64_t tiles = 0, resumed = 0;
};

/// Evaluates every tile of the model's grid and paints the maps. Tiles are worked on by `threads` threads and committed
/// in tile order, so sums and spools have the same bytes for any number of threads, after a restart or without.
/// `target(name)` is where a map file will stand. Throws Error or Interrupted; the journal then stays for a resume.
TileRun runTiles(const Model& model, std::span<const StratumCarbon> carbon, std::span<const MapFile> maps,
                 const std::function<std::filesystem::path(const std::string&)>& target, const TileRunOptions& options,
                 const ProgressSink& progress, const StopFlag& stop);

/// True when a run that was stopped left tiles in this work folder. Whether they are of the same inputs, only a run
/// that resumes can tell; if not, it starts anew.
bool hasFinishedTiles(const std::filesystem::path& workFolder);

}  // namespace tanhui
