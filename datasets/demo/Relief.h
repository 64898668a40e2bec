#pragma once

#include "datasets/demo/BigRiver.h"
#include "datasets/demo/Drainage.h"

namespace tanhui::demo {

/// The land as rain has shaped it.
struct Relief {
  RiverFrame river;          ///< coarse
  Raster<float> ridge;       ///< coarse: 0 in the synclines, 1 on the crest of an anticline
  Raster<float> elevation;   ///< coarse, m, hollows filled
  Flow flow;                 ///< coarse
  std::vector<char> outlet;  ///< coarse: cells of the big river
  Raster<float> height;      ///< coarse: m above the channel that the cell drains to
  Raster<float> ground;      ///< 30 m: elevation with the small forms of the slopes
  Raster<float> slope;       ///< 30 m: rise over run
};

/// Anticlines rise, the big river keeps its level, and streams cut down to it until both balance: a stream-power
/// landscape (Braun and Willett 2013, implicit scheme) on three grids, from 250 m to 62.5 m.
Relief makeRelief(const BigRiver& river);

/// Rise over run (Horn 1981).
Raster<float> slopeOf(const Raster<float>& elevation);

}  // namespace tanhui::demo
