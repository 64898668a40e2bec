#pragma once

#include "geo/base/Stop.h"
#include "geo/model/Model.h"
#include "geo/network/Links.h"

namespace tanhui {

/// What a network lies on: its cost surface and its sources.
struct NetworkGround {
  Grid grid;
  double metres = 0;         ///< of a cell's side
  std::vector<float> costs;  ///< by the metre; NaN where nothing passes, and outside the region
  std::vector<HabitatSource> sources;
  std::vector<double> sourceHa;  ///< of each
  std::vector<double> rowHa;     ///< of a cell of each row
  double landscapeHa = 0;        ///< of the cells of the region
};

/// The model's land as a network sees it. Factors of the resistance are told by `warnings` where they are not known.
///
/// Throws Error for a grid without square cells in metres, a class or group that there is not or that the table of
/// resistance lacks, fewer than two sources, a DEM that is missing or lies apart; as readPolygons, readLines, readDem,
/// readResistance and MeanRaster do; (kind work) and Interrupted.
NetworkGround networkGround(const NetworkSpec& spec, const Project& project, const Model& model, int threads,
                            Warnings& warnings, const StopFlag& stop);

/// The faults of a network that show without its cells, as networkGround throws them.
void checkNetwork(const NetworkSpec& spec, const Project& project, const Model& model);

}  // namespace tanhui
