#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "geo/base/Stop.h"
#include "geo/evaluate/RunSums.h"
#include "geo/evaluate/Tiling.h"
#include "geo/model/Model.h"
#include "geo/paint/RunMaps.h"
#include "geo/run/RunProgress.h"

namespace tanhui {

/// A map on its way to disk.
struct MapFile {
  const RunMap* map = nullptr;
  std::filesystem::path target;  ///< where the file will stand; its name is that of its spool
  CogSpec spec;
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
  std::vector<CogWriter> writers;  ///< one per map; finish() assembles the file
};

/// Evaluates every tile of the model's grid and paints the maps. Tiles are worked on by `threads` threads and committed
/// in tile order, so sums and spools have the same bytes for any number of threads, after a restart or without.
/// Throws Error or Interrupted; the journal then stays for a resume.
TileRun runTiles(const Model& model, std::span<const StratumCarbon> carbon, std::span<const MapFile> maps,
                 const TileRunOptions& options, const ProgressSink& progress, const StopFlag& stop);

/// True when a run that was stopped left tiles in this work folder. Whether they are of the same inputs, only a run
/// that resumes can tell; if not, it starts anew.
bool hasFinishedTiles(const std::filesystem::path& workFolder);

}  // namespace tanhui
