#pragma once

#include <functional>
#include <vector>

#include "geo/base/Stop.h"
#include "geo/cog/Cog.h"
#include "geo/evaluate/Evaluate.h"
#include "geo/evaluate/Tiling.h"

namespace tanhui {

/// Tiles of a model's grid that are to be evaluated: all of a run, or any part of them.
struct TileJobs {
  const Model& model;
  std::vector<TileRange> ranges;  ///< ascending and apart; of Tiling(model.grid)
  int threads = 1;

  std::int64_t count() const;
};

/// A tile evaluated: what it adds up to, and its compressed pixels for each map.
struct TileResult {
  std::int64_t tile = 0;
  TileSums sums;
  std::vector<CogWriter::Block> blocks;
};

/// Makes the blocks of a tile from its strata. Called on many threads at once.
using TilePainter = std::function<std::vector<CogWriter::Block>(const TileStrata&)>;
/// Takes finished tiles, by one thread at a time, in tile order and without a gap, also when the work is stopped.
using TileSink = std::function<void(std::vector<TileResult>)>;

/// Evaluates the tiles on `threads` threads, each with its own handles. What the sink is given depends neither on their
/// number nor on which tiles there are. Throws Error, what painter and sink throw, and Interrupted.
void evaluateTiles(const TileJobs& jobs, const TilePainter& painter, const TileSink& sink, const StopFlag& stop);

}  // namespace tanhui
