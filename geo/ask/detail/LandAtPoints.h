#pragma once

#include <span>
#include <string>
#include <vector>

#include "geo/ask/detail/SampleLattice.h"
#include "geo/base/Stop.h"
#include "geo/carbon/Carbon.h"
#include "geo/model/Model.h"

namespace tanhui {

/// The land in the cells of a lattice, per hectare of what is mapped of each; NaN and an empty class where nothing is.
struct LandAtPoints {
  std::vector<double> stock, flux;     ///< tC/ha, tC/ha/yr
  std::vector<std::string> landClass;  ///< the class with the largest share
};

/// One pass over the tiles. `carbon` by stratum. Throws as evaluateTiles does.
LandAtPoints landAtPoints(const Model& model, std::span<const StratumCarbon> carbon, const SampleLattice& lattice,
                          int threads, const StopFlag& stop);

}  // namespace tanhui
