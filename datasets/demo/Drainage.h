#pragma once

#include <vector>

#include "datasets/demo/Frame.h"

namespace tanhui::demo {

/// Where water goes: each cell to one neighbour (D8), outlets to themselves.
struct Flow {
  std::vector<int> receiver;
  std::vector<int> order;   ///< all cells, each after its receiver
  std::vector<float> area;  ///< m2 that drain through the cell, its own included
};

/// Fills hollows just so far that they spill (priority flood: Barnes, Lehman and Mulla 2014), changing `elevation`,
/// and routes the flow down the steepest slope. Outlets keep their elevation.
Flow routeFlow(Raster<float>& elevation, const std::vector<char>& outlet);

/// Height of each cell above the channel that it drains to, m; a channel drains at least `channelArea` m2.
Raster<float> heightAboveDrainage(const Raster<float>& elevation, const Flow& flow, const std::vector<char>& outlet,
                                  float channelArea);

/// Strahler order of each cell of the channels that drain at least `channelArea`; 0 elsewhere.
std::vector<int> strahlerOrder(const Flow& flow, const std::vector<char>& outlet, float channelArea);

/// A stretch of a tree of cells between two junctions (or its ends), downstream, both ends included.
using Stretch = std::vector<int>;

/// Cuts the cells with `inTree` set, each linked to its receiver, into stretches; junctions end them, so does
/// the first cell outside the tree, which they include.
std::vector<Stretch> stretches(const std::vector<int>& receiver, const std::vector<char>& inTree);

/// A stretch as a line that no longer shows the cells: ends kept, the rest smoothed.
std::vector<Point> smoothLine(const Stretch& stretch, const Raster<float>& grid);

}  // namespace tanhui::demo
