#pragma once

#include "geo/base/Stop.h"
#include "geo/model/Model.h"
#include "geo/pattern/GroundMask.h"

namespace tanhui {

/// The grid of a pattern and what its cells are.
struct PatternGround {
  Grid grid;
  GroundMask mask;
};

/// Of land classes: the model's grid; a cell is foreground when they have half or more of what is mapped of it, and not
/// known where nothing is. Of a raster: its own cells.
///
/// Throws Error for a class that there is not; for a raster that cannot be read, is in another CRS than the grid or
/// does not cover the region, and for a foreground value that occurs nowhere in it; (kind work) and Interrupted.
PatternGround patternGround(const PatternSpec& spec, const Project& project, const Model& model, int threads,
                            const StopFlag& stop);

/// The faults of a pattern that show without its cells, as patternGround and classifyPattern throw them.
/// Warns of the memory that a large one needs.
void checkPattern(const PatternSpec& spec, const Project& project, const Model& model, Warnings& warnings);

}  // namespace tanhui
